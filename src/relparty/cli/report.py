"""`relparty report LOT`: the dossier of a saved screening, letters to the bidders, what changed since an earlier one."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.reports.comparison import Comparison
    from relparty.reports.saved import Saved

KINDS = ("docx", "pdf", "xlsx", "html", "json")
WHOLE = ("xlsx", "json")
"""The kinds that hold the whole screening as values: no part of it, no page of changes, no letters."""
EXIT_CHANGED = 1

_HELP = Phrase(
    "由保存过的筛查生成核查卷宗（Word、PDF、Excel、网页、JSON）、给投标人的澄清函，以及与较早一次筛查的对比。\n\n"
    "LOT 是项目文件夹、报告文件夹或 screening.json。\n\n"
    "退出码：0 完成（用 --compare 时：没有变化）· 1 用 --compare 时有变化 · 2 用法错误\n\n"
    "例：relparty report 项目文件夹 --format pdf --letters 澄清函",
    "Make the dossier of a saved screening (Word, PDF, Excel, web page, JSON), clarification letters to the bidders, and a comparison with "
    "an earlier screening.\n\n"
    "LOT is a lot's folder, a report folder or a screening.json.\n\n"
    "Exit codes: 0 done (with --compare: nothing changed), 1 with --compare: something changed, 2 wrong use\n\n"
    "Example: relparty report LOT --format pdf --letters LETTERS",
)
_FORMAT = Phrase("格式：{names}（默认按 --out 的后缀，没有则为 docx）", "format: {names} (default: as --out ends, else docx)")
_OUT = Phrase(
    "卷宗写到此文件，- 为标准输出（默认：筛查结果旁的 dossier.后缀）",
    "write the dossier here, - is standard output (default: dossier.SUFFIX beside the saved screening)",
)
_COMPARE = Phrase(
    "与此较早的筛查对比，打印变化，并在卷宗中加一页",
    "compare with this earlier screening: print what changed and add a page to the dossier",
)
_LETTERS = Phrase("另将给各投标人的澄清函写到此文件夹", "write the clarification letters into this folder too")
_FINDING = Phrase(
    "卷宗只含此发现（编号见报告），未能核查的内容照列；可重复",
    "only this finding (ids are in the report) and what was not checked; may be repeated",
)
_NO_FINDING = Phrase("没有编号为 {id} 的发现", "there is no finding {id}")
_FINDINGS_ARE = Phrase("本项目的发现：{ids}", "findings of this lot: {ids}")
_WHOLE_ONLY = Phrase("{kind} 总是整份筛查，不能只取一项发现", "as {kind} the screening is always whole")
_NO_PAGE = Phrase("{kind} 中没有对比页：变化只打印在屏幕上", "There is no page of changes as {kind}: they are only printed")
_NO_LETTERS_SO = Phrase("澄清函没有 {kind} 格式", "there are no letters in the format {kind}")
_PAPERS_ONLY = Phrase("请用 --format docx、pdf 或 html", "use --format docx, pdf or html")
_TONGUE = {
    "zh": Phrase(
        "筛查以中文保存，卷宗和澄清函用中文；要用英文，请用 --lang en 重新筛查",
        "The screening was saved in Chinese, so the dossier and the letters are in Chinese; screen again with --lang en for English",
    ),
    "en": Phrase(
        "筛查以英文保存，卷宗和澄清函用英文；要用中文，请用 --lang zh 重新筛查",
        "The screening was saved in English, so the dossier and the letters are in English; screen again with --lang zh for Chinese",
    ),
}
_WRITTEN = Phrase("已写出 {path}", "Wrote {path}")
_LETTERS_WRITTEN = Phrase("澄清函 {n} 份：{path}", "{n} letters: {path}")
_NO_LETTERS = Phrase("没有需要投标人说明的事项，未写澄清函", "There is nothing to ask of any bidder: no letter was written")
_NONE = Phrase("（无）", "(none)")


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for: the format, where the dossier and the letters go, which findings."""

    kind: str
    out: str | None
    letters: Path | None
    findings: tuple[str, ...]


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("report", help=_HELP.say(lang))
    @click.argument("lot", type=click.Path(path_type=Path))
    @click.option("--format", "kind", type=click.Choice(KINDS), help=_FORMAT(names=", ".join(KINDS)).say(lang))
    @click.option("--out", help=_OUT.say(lang))
    @click.option("--compare", "earlier", type=click.Path(path_type=Path), help=_COMPARE.say(lang))
    @click.option("--letters", type=click.Path(path_type=Path), help=_LETTERS.say(lang))
    @click.option("--finding", "findings", multiple=True, help=_FINDING.say(lang))
    def run(lot: Path, kind: str | None, out: str | None, earlier: Path | None, letters: Path | None, findings: tuple[str, ...]) -> None:
        asked = _Asked(kind or _kind_of(out), out, letters, findings)
        found, compared = _read(lot, earlier, asked, lang)
        if compared:
            _show(compared, lang, to_stderr=out == "-")
        _write(found, compared, asked, lang)
        sys.exit(EXIT_CHANGED if compared and compared.is_changed else 0)

    return run


def _kind_of(out: str | None) -> str:
    suffix = Path(out or "").suffix.lower().removeprefix(".")
    return suffix if suffix in KINDS else KINDS[0]


def _read(lot: Path, earlier: Path | None, asked: _Asked, lang: Lang) -> tuple[Saved, Comparison | None]:
    """The screening and its comparison; all that can be wrong is found here, before anything is written."""
    from relparty.reports import comparison, saved

    found = saved.read(lot)
    before = saved.read(earlier) if earlier else None
    _check(found, asked)
    for remark in (*found.remarks, *(before.remarks if before else ())):
        _say(remark, lang)
    if found.document["lang"] != lang and asked.kind != "json":
        _say(_TONGUE[found.document["lang"]](), lang)
    if before and asked.kind in WHOLE:
        _say(_NO_PAGE(kind=asked.kind), lang)
    return found, comparison.comparison(before.document, found.document) if before else None


def _check(found: Saved, asked: _Asked) -> None:
    """Raises UsageError for findings that are not there, and for formats in which something cannot be had."""
    known = [finding["id"] for finding in found.document["findings"]]
    for each in asked.findings:
        if each not in known:
            raise UsageError("--finding", _NO_FINDING(id=each), _FINDINGS_ARE(ids=", ".join(known) or _NONE()))
    if asked.findings and asked.kind in WHOLE:
        raise UsageError("--finding", _WHOLE_ONLY(kind=asked.kind), _PAPERS_ONLY())
    if asked.letters and asked.kind in WHOLE:
        raise UsageError("--letters", _NO_LETTERS_SO(kind=asked.kind), _PAPERS_ONLY())


def _show(compared: Comparison, lang: Lang, *, to_stderr: bool) -> None:
    from relparty.reports import comparison_words

    for line in comparison_words.opening(compared, lang):
        click.echo(shown(line), err=to_stderr)
    for section in comparison_words.sections(compared, lang):
        click.echo(shown(f"\n■ {section.title}"), err=to_stderr)
        for line in section.lines:
            click.echo(shown(f"  {line}"), err=to_stderr)


def _write(found: Saved, compared: Comparison | None, asked: _Asked, lang: Lang) -> None:
    from relparty import papers, report_folder

    made = papers.dossier(found.document, asked.kind, asked.findings, compared)
    written = papers.letters(found.document, asked.kind) if asked.letters else {}
    if asked.out == "-":
        sys.stdout.buffer.write(made)
    else:
        path = Path(asked.out) if asked.out else found.path.with_name(f"dossier.{asked.kind}")
        report_folder.put(path, made)
        _say(_WRITTEN(path=str(path)), lang)
    if asked.letters:
        for name, content in written.items():
            report_folder.put(asked.letters / name, content)
        _say(_LETTERS_WRITTEN(n=len(written), path=str(asked.letters)) if written else _NO_LETTERS(), lang)


def _say(words: Sentence, lang: Lang) -> None:
    click.echo(shown(words.say(lang)), err=True)
