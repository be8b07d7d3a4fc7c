"""A comparison in words: sections of lines, said alike on the console and on a page of the dossier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from relparty.phrases import Lang, Phrase
from relparty.reports.comparison import Change, Comparison, FindingChange, Kind
from relparty.reports.dossier.blocks import Block, Heading, PageBreak, Paragraph, Points
from relparty.reports.saved import is_sealed
from relparty.reports.words import COUNTS, LEVEL, STATUS, TITLES, VERDICT

TITLE = Phrase("与较早一次筛查相比的变化", "What changed since an earlier screening")
_BETWEEN = Phrase(
    "较早：{old}（relparty {old_version}）；本次：{new}（relparty {new_version}）",
    "Earlier: {old} (relparty {old_version}); this one: {new} (relparty {new_version})",
)
_TURNED = Phrase("注意：作为“较早”给出的筛查，日期晚于本次。", "Mind: the screening given as the earlier one is the later of the two.")
_EDITED = Phrase(
    "注意：较早的筛查在保存之后被改动过，与其哈希不符。",
    "Mind: the earlier screening was edited after it was saved and does not match its hash.",
)
_NOTHING = Phrase("没有变化。", "Nothing changed.")
_KINDS: dict[Kind, Phrase] = {
    "new": Phrase("新增的发现", "New findings"),
    "level": Phrase("级别变化的发现", "Findings at another level"),
    "facts": Phrase("事实变化的发现", "Findings on other facts"),
    "gone": Phrase("不再存在的发现", "Findings that are gone"),
}
_STANDS = Phrase("【{level}】{title}：{summary}", "[{level}] {title}: {summary}")
_MOVED = Phrase("【{old} → {level}】{title}：{summary}", "[{old} → {level}] {title}: {summary}")
_OTHERWISE = Phrase("【{level}】{title}：{summary}（较早：{old}）", "[{level}] {title}: {summary} (earlier: {old})")
_OTHER_PATHS = Phrase("【{level}】{title}：{summary}（证据有变化）", "[{level}] {title}: {summary} (on other evidence)")
_TURN = Phrase("{what}：{old} → {new}", "{what}: {old} → {new}")
_CAME = Phrase("新增：{name}", "Came: {name}")
_LEFT = Phrase("不再有：{name}", "No more: {name}")
_RENAMED = Phrase("名称改变：{old} → {new}", "Renamed: {old} → {new}")
_REWRITTEN = Phrase("内容改变：{name}（{old} → {new}）", "Changed: {name} ({old} → {new})")
_SECTIONS = {
    "verdict": Phrase("结论与家数", "Verdict and counts"),
    "bidders": Phrase("投标人", "Bidders"),
    "lot": Phrase("项目设置", "The lot"),
    "files": Phrase("证据文件", "Files of evidence"),
}
_LOT_FACTS = {
    "name": Phrase("项目名称", "Name"),
    "regime": TITLES["regime"],
    "overlay": Phrase("地方规定", "Local rules"),
    "opens_on": TITLES["opens_on"],
}
_NONE = "—"
_HASH_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    title: str
    lines: tuple[str, ...]


def opening(compared: Comparison, lang: Lang) -> tuple[str, ...]:
    """The lines that stand before the sections: which two screenings, and that nothing changed where it did not."""
    old, new = compared.old, compared.new
    days = {"old": old["lot"]["as_of"], "new": new["lot"]["as_of"]}
    lines = [_BETWEEN(**days, old_version=old["relparty"], new_version=new["relparty"]).say(lang)]
    if days["old"] > days["new"]:
        lines.append(_TURNED.say(lang))
    if not is_sealed(old):
        lines.append(_EDITED.say(lang))
    return tuple(lines if compared.is_changed else [*lines, _NOTHING.say(lang)])


def sections(compared: Comparison, lang: Lang) -> tuple[Section, ...]:
    """What changed, by kind, without the kinds of which there is nothing."""
    told = (
        (_SECTIONS["verdict"], tuple(_outcome(compared, lang))),
        *(
            (words, tuple(_finding(each, compared, lang) for each in compared.findings if each.kind == kind))
            for kind, words in _KINDS.items()
        ),
        (_SECTIONS["bidders"], tuple(_bidders(compared, lang))),
        (_SECTIONS["lot"], tuple(_turn(_LOT_FACTS[each.name], each, lang) for each in compared.lot)),
        (_SECTIONS["files"], tuple(_file(each, lang) for each in compared.files)),
    )
    return tuple(Section(words.say(lang), lines) for words, lines in told if lines)


def blocks(compared: Comparison, lang: Lang) -> tuple[Block, ...]:
    """The page of a dossier that tells what changed."""
    page: list[Block] = [PageBreak(), Heading(TITLE.say(lang))]
    page += [Paragraph(line) for line in opening(compared, lang)]
    for section in sections(compared, lang):
        page += [Heading(section.title, 2), Points(section.lines)]
    return tuple(page)


def _outcome(compared: Comparison, lang: Lang) -> Iterator[str]:
    if compared.verdict:
        old, new = (VERDICT[told].say(lang) for told in (compared.verdict.old or "", compared.verdict.new or ""))
        yield _TURN(what=TITLES["verdict"], old=old, new=new).say(lang)
    yield from (_turn(COUNTS[each.name], each, lang) for each in compared.counts)


def _finding(change: FindingChange, compared: Comparison, lang: Lang) -> str:
    told = change.told
    words = {"level": LEVEL[told["level"]], "title": told["title"], "summary": told["summary"]}
    if change.kind == "level" and change.old:
        return _MOVED(old=LEVEL[change.old["level"]], **words).say(lang)
    if change.kind == "facts" and change.old:
        is_reworded = change.old["summary"] != told["summary"] and compared.old["lang"] == compared.new["lang"]
        return (_OTHERWISE(old=change.old["summary"], **words) if is_reworded else _OTHER_PATHS(**words)).say(lang)
    return _STANDS(**words).say(lang)


def _bidders(compared: Comparison, lang: Lang) -> Iterator[str]:
    yield from (_came_or_left(each, lang) or _RENAMED(old=each.old or "", new=each.new or "").say(lang) for each in compared.bidders)
    for each in compared.forms:
        old, new = (STATUS[told or ""].say(lang) for told in (each.old, each.new))
        yield _TURN(what=each.name, old=old, new=new).say(lang)


def _file(change: Change, lang: Lang) -> str:
    old, new = ((told or _NONE)[:_HASH_SHOWN] for told in (change.old, change.new))
    return _came_or_left(change, lang) or _REWRITTEN(name=change.name, old=old, new=new).say(lang)


def _came_or_left(change: Change, lang: Lang) -> str:
    """That something came or is no more; empty where it only changed."""
    if change.old is None:
        return _CAME(name=change.name).say(lang)
    return _LEFT(name=change.name).say(lang) if change.new is None else ""


def _turn(words: Phrase, change: Change, lang: Lang) -> str:
    return _TURN(what=words, old=change.old or _NONE, new=change.new or _NONE).say(lang)
