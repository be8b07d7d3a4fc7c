"""What registers tell of companies, for reading and as JSON (`relparty/extracts/1`); personal numbers masked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from relparty.identifiers.masking import shown
from relparty.model.evidence import EXTRACT_KIND_WORDS, Extract, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.record import OFFICE_WORDS, OfficeKind, share_text
from relparty.phrases import Lang, Phrase
from relparty.registers.plain import plain
from relparty.reports.document import Document, masked
from relparty.reports.words import TITLES

SCHEMA = "relparty/extracts/1"

_KIND_AND_DAY = Phrase("{kind}（{source}），查询于 {day}", "{kind} ({source}), retrieved on {day}")
_FORMERLY = Phrase("曾用名", "formerly")
_HOLDERS = Phrase("股东", "holders")
_STAFF = Phrase("主要人员", "main staff")
_CHANGES = Phrase("变更", "changes")
_UNREAD = Phrase("未能识读，须人工查看", "not understood, to be looked at")
_NOTES = Phrase("未使用的内容", "not used")
_NOT_ALL = Phrase("（未显示全部）", " (not all of them shown)")
_NONE = Phrase("未显示", "not shown")


def document(extracts: Iterable[Extract]) -> Document:
    """The extracts as plain values, every personal number masked."""
    found: Document = masked({"schema": SCHEMA, "extracts": [plain(extract) for extract in extracts]})
    return found


def lines(extracts: Iterable[Extract], lang: Lang) -> Iterator[str]:
    """The extracts for reading, one company after the other."""
    for extract in extracts:
        yield from (shown(line) for line in _company(extract, lang))
        yield ""
    yield TITLES["freshness"].say(lang)


def _company(extract: Extract, lang: Lang) -> Iterator[str]:
    number = extract.uscc or extract.number
    yield "  ".join(told.text for told in (extract.name, number) if told)
    day = extract.retrieved_on.isoformat() if extract.retrieved_on else "—"
    source = extract.source or extract.file.file
    yield f"  {_KIND_AND_DAY(kind=EXTRACT_KIND_WORDS[extract.kind], source=source, day=day).say(lang)}"
    if extract.former_names:
        yield f"  {_FORMERLY.say(lang)}: {'; '.join(told.text for told in extract.former_names)}"
    yield f"  {OFFICE_WORDS[OfficeKind.HEAD].say(lang)}: {extract.head.text if extract.head else _NONE.say(lang)}"
    yield from _block(_HOLDERS, [_holder(each) for each in extract.holders or ()], lang, is_whole=extract.shows_all_holders)
    yield from _block(_STAFF, [_officer(each) for each in extract.staff or ()], lang, is_whole=extract.shows_all_staff)
    yield from _block(_CHANGES, [_change(each) for each in extract.changes or ()], lang)
    for title, told in ((_UNREAD, extract.unread), (_NOTES, extract.notes)):
        if told:
            yield from _block(title, [each.text for each in told], lang)


def _block(title: Phrase, entries: list[str], lang: Lang, *, is_whole: bool = True) -> Iterator[str]:
    if not entries:
        yield f"  {title.say(lang)}: {_NONE.say(lang)}"
        return
    yield f"  {title.say(lang)}{'' if is_whole else _NOT_ALL.say(lang)}:"
    yield from (f"    {entry}" for entry in entries)


def _holder(holder: RegisteredHolder) -> str:
    share = share_text(holder.percent, holder.most) if holder.percent is not None else _text(holder.share)
    number = holder.party.number if holder.party else ""
    return "  ".join(filter(None, (holder.name.text, share, number, _period(holder.since, holder.until))))


def _officer(officer: RegisteredOfficer) -> str:
    return "  ".join(filter(None, (officer.name.text, _text(officer.office), _period(officer.since, officer.until))))


def _change(change: RegisteredChange) -> str:
    day = change.on.isoformat() if change.on else "—"
    return f"{day}  {change.kind.text}: {change.before.text} → {change.after.text}"


def _period(since: date | None, until: date | None) -> str:
    return f"{since or ''}–{until or ''}" if since or until else ""


def _text(told: Told | None) -> str:
    return told.text if told else ""
