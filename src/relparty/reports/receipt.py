"""The receipt of what a bidder handed in, and the notice that nothing was accepted because it came too late.

It tells of this bidder's papers alone: not of other bidders, not how many there are. The same receipt gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum

from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.reports.dossier import pdf as pdf_format
from relparty.reports.dossier.blocks import Banner, Block, Fields, Heading, Paper, Paragraph, Table

CHINA_TIME = timezone(timedelta(hours=8), "UTC+08:00")
_WIDTHS = (5, 2, 3, 8)
_GROUP = 8
_NONE = "—"


class Reading(StrEnum):
    """What became of a file that was handed in."""

    UNDERSTOOD = "understood"
    PARTLY = "partly"
    UNREAD = "unread"
    WAITING = "waiting"
    """A form whose reading has not come to its end yet."""
    KEPT = "kept"
    """A paper that is no form, such as a licence: kept, not read here."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """One file as it came: its name, its bytes counted and hashed, and whether it was understood."""

    name: str
    size: int
    sha256: str
    reading: Reading


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came, from whom, for which lot, when; `is_late` makes it a notice that nothing was accepted.

    `received_at` must bear its time zone. `proof` is a keyed hash by which the office knows its own receipts. `contact`
    says whom to ask, where the office has told. Raises ValueError for a time without zone.
    """

    code: str
    lot_name: str
    lot_id: str
    bidder_name: str
    bidder_uscc: str
    received_at: datetime
    version: int
    files: tuple[ReceivedFile, ...]
    office: str
    proof: str
    is_late: bool = False
    deadline: datetime | None = None
    contact: str = ""

    def __post_init__(self) -> None:
        if any(each is not None and each.utcoffset() is None for each in (self.received_at, self.deadline)):
            msg = "a receipt's times bear their zone"
            raise ValueError(msg)


_TITLE = Phrase("采集表接收回执", "Receipt of the declaration form")
_LATE_TITLE = Phrase("逾期提交未予接收通知", "Notice: handed in late and not accepted")
_RECEIVED = Phrase("已接收", "Received")
_REFUSED = Phrase("未予接收", "Not accepted")
_RECEIVED_TEXT = Phrase(
    "贵单位提交的下列文件已按时收到，为第 {version} 次提交；截止前再次提交的，以最后一次为准。",
    "The files below reached us in time. This is submission no. {version}; if you hand in again before the deadline, the last one counts.",
)
_REFUSED_TEXT = Phrase(
    "贵单位提交的下列文件在截止时间之后到达，一份也没有接收；此前按时提交的内容（如有）不受影响。",
    "The files below arrived after the deadline, and none of them was accepted; what you handed in before it, if anything, still stands.",
)
_NOT_JUDGED = Phrase(
    "本回执只证明收到了什么、何时收到，不表示内容正确，也不表示审查通过。标为“未能读取”的文件须更换，否则不能视为已申报。",
    "This receipt proves what came and when. It does not say that the content is right or has passed. Replace every file that could not be read: it does not count as declared.",
)
_KEEP = Phrase(
    "请妥善保存。核对时，对照各文件的 SHA-256；向采购人查询时，报回执编号。",
    "Keep it. To check a file, compare its SHA-256; when you ask the office, give the code of the receipt.",
)
_LATE_KEEP = Phrase("请保存本通知；查询时报通知编号。", "Keep this notice, and give its code when you ask.")
_ASK = Phrase(
    "如对截止时间或到达时间有异议，请联系{office}：{contact}。",
    "If you dispute the deadline or the time of arrival, ask {office}: {contact}.",
)
_ASK_OFFICE = Phrase("如对截止时间或到达时间有异议，请联系{office}。", "If you dispute the deadline or the time of arrival, ask {office}.")
_FOOT = Phrase("{title} · {code}", "{title} · {code}")
_BYTES = Phrase("{n} 字节", "{n} bytes")
_LABELS: dict[str, Phrase] = {
    "code": Phrase("回执编号", "code of the receipt"),
    "late_code": Phrase("通知编号", "code of the notice"),
    "lot": Phrase("项目名称", "lot"),
    "lot_id": Phrase("项目编号", "lot number"),
    "bidder": Phrase("单位名称", "bidder"),
    "uscc": Phrase("统一社会信用代码", "credit code"),
    "time": Phrase("收到时间（北京时间）", "received (China time)"),
    "late_time": Phrase("到达时间（北京时间）", "arrived (China time)"),
    "utc": Phrase("同一时刻（UTC）", "the same in UTC"),
    "deadline": Phrase("截止时间（北京时间）", "deadline (China time)"),
    "version": Phrase("第几次提交", "submission no."),
    "office": Phrase("接收单位", "received by"),
    "late_office": Phrase("采购人", "office"),
    "files": Phrase("收到的文件", "Files received"),
    "late_files": Phrase("到达而未接收的文件", "Files that arrived and were not accepted"),
    "proof": Phrase("防伪校验码", "Proof"),
    "nothing": Phrase("没有文件。", "No files."),
}
_HEAD = (Phrase("文件", "file"), Phrase("大小", "size"), Phrase("识读情况", "reading"), Phrase("SHA-256", "SHA-256"))
_READINGS: dict[Reading, Phrase] = {
    Reading.UNDERSTOOD: Phrase("已读取", "understood"),
    Reading.PARTLY: Phrase("部分读取", "partly understood"),
    Reading.UNREAD: Phrase("未能读取", "could not be read"),
    Reading.WAITING: Phrase("待识读", "not read yet"),
    Reading.KEPT: Phrase("已存，未识读", "kept, not read"),
}
_NOT_TAKEN = Phrase("未接收", "not accepted")


def paper(receipt: Receipt, lang: Lang) -> Paper:
    """The receipt as a paper, for the page and as PDF; one that is late says that nothing was accepted and whom to ask."""
    title = (_LATE_TITLE if receipt.is_late else _TITLE).say(lang)
    foot = _FOOT(title=title, code=shown(receipt.code)).say(lang)
    day = receipt.received_at.astimezone(CHINA_TIME).date()
    return Paper(title, lang, foot, tuple(_blocks(receipt, lang)), day)


def pdf(receipt: Receipt, lang: Lang) -> bytes:
    """The receipt as PDF, always the same bytes; raises UsageError where no font has Chinese."""
    return pdf_format.rendered(paper(receipt, lang))


def _blocks(receipt: Receipt, lang: Lang) -> Iterator[Block]:
    if receipt.is_late:
        yield Banner(_REFUSED.say(lang), _REFUSED_TEXT.say(lang), "stop")
    else:
        yield Banner(_RECEIVED.say(lang), _RECEIVED_TEXT(version=receipt.version).say(lang), "clear")
    yield Fields(tuple(_rows(receipt, lang)))
    yield Heading(_label(receipt, "files", lang))
    if receipt.files:
        yield Table(tuple(each.say(lang) for each in _HEAD), tuple(_file(receipt, each, lang) for each in receipt.files), _WIDTHS)
    else:
        yield Paragraph(_LABELS["nothing"].say(lang))
    yield Heading(_LABELS["proof"].say(lang))
    yield Paragraph(_grouped(shown(receipt.proof)))
    if receipt.is_late:
        ask = (
            _ASK(office=shown(receipt.office), contact=shown(receipt.contact))
            if receipt.contact
            else _ASK_OFFICE(office=shown(receipt.office))
        )
        yield Paragraph(ask.say(lang), "strong")
        yield Paragraph(_LATE_KEEP.say(lang), "quiet")
    else:
        yield Paragraph(_NOT_JUDGED.say(lang))
        yield Paragraph(_KEEP.say(lang), "quiet")


def _rows(receipt: Receipt, lang: Lang) -> Iterator[tuple[str, str]]:
    yield _label(receipt, "code", lang), shown(receipt.code)
    yield _label(receipt, "lot", lang), shown(receipt.lot_name) or _NONE
    yield _label(receipt, "lot_id", lang), shown(receipt.lot_id) or _NONE
    yield _label(receipt, "bidder", lang), shown(receipt.bidder_name) or _NONE
    yield _label(receipt, "uscc", lang), shown(receipt.bidder_uscc) or _NONE
    yield _label(receipt, "time", lang), _china(receipt.received_at)
    yield _label(receipt, "utc", lang), _utc(receipt.received_at)
    if receipt.deadline:
        yield _label(receipt, "deadline", lang), _china(receipt.deadline)
    if not receipt.is_late:
        yield _label(receipt, "version", lang), str(receipt.version)
    yield _label(receipt, "office", lang), shown(receipt.office)


def _label(receipt: Receipt, name: str, lang: Lang) -> str:
    late = _LABELS.get(f"late_{name}") if receipt.is_late else None
    return (late or _LABELS[name]).say(lang)


def _file(receipt: Receipt, file: ReceivedFile, lang: Lang) -> tuple[str, ...]:
    reading = _NOT_TAKEN if receipt.is_late else _READINGS[file.reading]
    return shown(file.name), _BYTES(n=file.size).say(lang), reading.say(lang), file.sha256


def _china(moment: datetime) -> str:
    return (
        moment.astimezone(CHINA_TIME).isoformat(" ", "microseconds" if moment.microsecond else "seconds").replace("+08:00", " (UTC+08:00)")
    )


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds" if moment.microsecond else "seconds").replace("+00:00", "Z")


def _grouped(text: str) -> str:
    """A long row of figures in groups, so that two people can read it to each other."""
    return " ".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))
