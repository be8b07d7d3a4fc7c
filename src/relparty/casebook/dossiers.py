"""The dossier of a lot: the screening's own, with what was decided, answered, replied and signed; filed once when all have signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from sqlalchemy.engine import Connection

from relparty import papers
from relparty.casebook import actors, clock, conflicts, decisions, group, replies, screenings, signoffs, submissions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.conflicts import ANSWER_WORDS
from relparty.casebook.decisions import OPEN, OUTCOME_WORDS, Standpoint
from relparty.casebook.errors import NotThere
from relparty.casebook.findings import OPEN_LEVELS
from relparty.casebook.group import Member
from relparty.casebook.lots import Lot
from relparty.casebook.rights import DUTY_WORDS, Caller, Deed, require
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.reports.document import Document
from relparty.reports.dossier.blocks import Block, Fields, Heading, PageBreak, Paragraph, Table
from relparty.reports.words import LEVEL

_TITLE = Phrase("处理决定与签署", "Decisions and signatures")
_DECISIONS = Phrase("对各项发现的决定", "Decisions on the findings")
_DECISION_HEAD = (Phrase("发现", "finding"), Phrase("决定", "decision"), Phrase("由谁、何时、理由", "by whom, when, why"))
_CONFLICTS = Phrase("利益冲突申明", "Conflicts of interest")
_REPLIES = Phrase("投标人的回复", "Replies of the bidders")
_SIGNATURES = Phrase("签署", "Signatures")
_SIGNATURE_HEAD = (Phrase("姓名", "name"), Phrase("职责", "duty"), Phrase("时间", "time"), Phrase("意见", "remark"))
_NONE = Phrase("无", "none")
_WORD = Phrase("{name}（{duty}）{outcome}，{at}：{reason}", "{name} ({duty}) {outcome}, {at}: {reason}")
_HALF = Phrase("一人已排除，尚缺{duties}的决定", "half dismissed, {duties} still to decide")
_FREE = Phrase("不要求作出决定", "no decision required")
_LEVEL_COUNT = Phrase("{level} {n} 项", "{level} {n}")
_REST = Phrase(
    "另有 {n} 项发现不要求作出决定（{levels}），内容见前；未能核查的不等于没有关系。",
    "Of {n} more findings no decision is required ({levels}); they stand above. What could not be tested is not cleared.",
)
_NOT_YET = Phrase("尚未签署：{names}", "not signed yet: {names}")
_DIGEST = Phrase("签署内容的摘要（SHA-256）：{digest}", "digest of what is signed (SHA-256): {digest}")
_COLON = Phrase("：", ": ")
_UNSIGNED = Phrase("尚未全部签署：本件为草稿。", "Not all have signed: this is a draft.")
_SIGNED = Phrase("已由采购小组全体成员签署。", "Signed by every member of the procurement group.")
_FILES = Phrase("附件：{files}", "Files: {files}")


def drawn(book: Casebook, caller: Caller, lot_id: str, kind: str, lang: Lang) -> bytes:
    """The dossier as it stands now, a draft until all have signed; raises NotThere without a finished screening."""
    with book.look() as db:
        require(db, caller.user, lot_id, Deed.SEE_DOSSIER, book.now(db))
    return _drawn(book, lot_id, kind, lang)


def file_signed(book: Casebook, lot: Lot) -> str:
    """The id of the filed dossier of a signed lot, drawn and kept the first time; nothing for a lot not signed yet."""
    if lot.signed_at is None or lot.dossier is not None:
        return lot.dossier or ""
    stored = book.files.put(_drawn(book, lot.id, "pdf", "zh"))
    with book.act(actors.SYSTEM, "dossier.filed", lot.id) as act:
        before = act.db.execute(tables.lots.select().where(tables.lots.c.id == lot.id)).one().dossier
        if before is not None:
            return str(before)
        act.update(tables.lots, lot.id, {"dossier": submissions.record_file(act, stored)})
    return stored.id


def filed(book: Casebook, caller: Caller, lot_id: str) -> bytes:
    """The dossier as filed, byte for byte; raises NotThere where the lot is not signed."""
    with book.look() as db:
        lot, _ = require(db, caller.user, lot_id, Deed.SEE_DOSSIER, book.now(db))
    if lot.dossier is None:
        raise NotThere
    return book.files.read(lot.dossier)


def _drawn(book: Casebook, lot_id: str, kind: str, lang: Lang) -> bytes:
    with book.look() as db:
        latest = screenings.latest(db, lot_id)
        if latest is None:
            raise NotThere
        told = screenings.document(book, latest, lang)
        annex = tuple(_annex(db, lot_id, latest.id, told, lang))
    return papers.dossier(told, kind, annex=annex)


def _annex(db: Connection, lot_id: str, screening_id: str, told: Document, lang: Lang) -> Iterator[Block]:
    yield PageBreak()
    yield Heading(_TITLE.say(lang))
    signatures = [each for each in signoffs.signatures(db, lot_id) if each.is_current]
    signed_at = db.execute(tables.lots.select().where(tables.lots.c.id == lot_id)).one().signed_at
    yield Paragraph((_SIGNED if signed_at else _UNSIGNED).say(lang), "strong" if signed_at else "notice")
    yield from _decisions(decisions.standpoints(db, lot_id, screening_id), told, lang)
    yield Heading(_CONFLICTS.say(lang), 2)
    answers = conflicts.answered(db, lot_id)
    yield (
        Fields(tuple((each.name, f"{ANSWER_WORDS[each.answer].say(lang)}　{shown(each.reason)}") for each in answers))
        if answers
        else _none(lang)
    )
    yield Heading(_REPLIES.say(lang), 2)
    received = replies.of_lot(db, lot_id)
    yield Fields(tuple((each.bidder, _reply(each, lang)) for each in received)) if received else _none(lang)
    yield Heading(_SIGNATURES.say(lang), 2)
    rows = tuple((each.name, DUTY_WORDS[each.duty].say(lang), _time(each.signed_at), shown(each.remark)) for each in signatures)
    yield Table(tuple(words.say(lang) for words in _SIGNATURE_HEAD), rows, (2, 2, 3, 5)) if rows else _none(lang)
    yield from _unsigned(group.members(db, lot_id), {each.user_id for each in signatures}, lang)
    yield from _digest(db, lot_id, screening_id, lang)


def _decisions(points: tuple[Standpoint, ...], told: Document, lang: Lang) -> Iterator[Block]:
    """What was decided and what had to be, each with who said what; of the rest how many there are, by level."""
    yield Heading(_DECISIONS.say(lang), 2)
    titles = {finding["id"]: f"{finding['title']}{_COLON.say(lang)}{finding['summary']}" for finding in told["findings"]}
    decided = [each for each in points if each.kept.level in OPEN_LEVELS or each.said]
    if decided:
        head = tuple(words.say(lang) for words in _DECISION_HEAD)
        yield Table(head, tuple((titles[each.kept.finding], _outcome(each, lang), _said(each, lang)) for each in decided), (5, 2, 6))
    rest = Counter(each.kept.level for each in points if each not in decided)
    if rest:
        levels = tuple(_LEVEL_COUNT(level=LEVEL[level], n=n) for level, n in rest.items())
        yield Paragraph(_REST(n=rest.total(), levels=levels).say(lang), "quiet")
    if not points:
        yield _none(lang)


def _outcome(point: Standpoint, lang: Lang) -> str:
    if point.wanted:
        return _HALF(duties=tuple(DUTY_WORDS[each] for each in point.wanted)).say(lang)
    if point.outcome is None and point.kept.level not in OPEN_LEVELS:
        return _FREE.say(lang)
    return (OUTCOME_WORDS[point.outcome] if point.outcome else OPEN).say(lang)


def _said(point: Standpoint, lang: Lang) -> str:
    """Who said what, when and why, a paragraph each."""
    return "\n".join(
        _WORD(
            name=each.name,
            duty=DUTY_WORDS[each.duty],
            outcome=OUTCOME_WORDS[each.outcome],
            at=_time(each.decided_at),
            reason=shown(each.reason),
        ).say(lang)
        for each in point.said
    )


def _unsigned(members: Iterable[Member], signed: Collection[str], lang: Lang) -> Iterator[Block]:
    """Who has not signed, in a draft."""
    left = tuple(each.name for each in members if each.user_id not in signed)
    if left:
        yield Paragraph(_NOT_YET(names=left).say(lang), "notice")


def _digest(db: Connection, lot_id: str, screening_id: str, lang: Lang) -> Iterator[Block]:
    """The digest that every signature stands under."""
    yield Paragraph(_DIGEST(digest=signoffs.matter(db, lot_id, screenings.one(db, screening_id))).say(lang), "quiet")


def _reply(reply: replies.Reply, lang: Lang) -> str:
    names = "，".join(f"{each.name}（SHA-256 {each.sha256[:12]}…）" for each in reply.attachments)
    files = _FILES(files=names).say(lang) if names else ""
    return f"{_time(reply.received_at)}　{shown(reply.words)}　{files}".strip()


def _none(lang: Lang) -> Paragraph:
    return Paragraph(_NONE.say(lang), "quiet")


def _time(stamp: str) -> str:
    return f"{clock.moment(stamp).astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}"
