"""A declaration against an extract of the register, value by value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from relparty.evidence.alike import is_alike, is_same, judge
from relparty.evidence.compare_changes import changes
from relparty.evidence.compare_holders import holders
from relparty.evidence.compare_staff import staff
from relparty.evidence.comparison import Compared, Field, Outcome, claim, may_be_late, not_shown, values
from relparty.evidence.matching import belongs
from relparty.forms.kinds import heads_named
from relparty.identifiers import uscc as codes
from relparty.model.evidence import Extract, Told
from relparty.model.lot import Declaration
from relparty.model.record import Office, OfficeKind, Shareholding
from relparty.phrases import Phrase

_UNREAD = Phrase("登记材料中有内容未能识读：{text}", "some of the register's document was not understood: {text}")

_OF_COMPANY = Phrase("上层企业 {company} 的{fact}", "of {company} above it: {fact}")


def compare(extract: Extract, declaration: Declaration, since: date, until: date) -> tuple[Compared, ...]:
    """Every value that the form and the extract could both tell, with how they stand to each other.

    `since` and `until` bound the time whose changes the form must tell. Values that the form does not keep (capital,
    address, scope of business) and those that no register shows (ids of persons) are not compared.
    """
    name, code = _name(extract, declaration), _uscc(extract, declaration)
    rest = (
        _head(extract, declaration),
        *holders(extract, declaration, declaration.bidder),
        *staff(extract, declaration),
        *changes(extract, declaration, since, until),
        *_unread(extract),
    )
    if Outcome.EQUAL in (name.outcome, code.outcome) or Outcome.LATE is name.outcome:
        return (name, code, *rest)
    return (name, code, *(_in_doubt(each) for each in rest))


def compare_above(extract: Extract, declaration: Declaration) -> tuple[Compared, ...]:
    """What the form says of the holders of a company above the bidder, against the register's answer about that company.

    What the register tells of it that was not understood is in it too, whether the form names the company or not.
    """
    told = {
        record.company: None for record in declaration.records if isinstance(record, Shareholding) and record.company != declaration.bidder
    }
    name = extract.name.text if extract.name else "—"
    found = [each for company in told if belongs(extract, company.name, company.number) for each in holders(extract, declaration, company)]
    return tuple(
        replace(each, about=f"{name}|{each.about}", fact=_OF_COMPANY(company=name, fact=each.fact)) for each in (*found, *_unread(extract))
    )


def _in_doubt(found: Compared) -> Compared:
    """What a document tells whose company was not read surely: it may be another's, so it differs from nothing."""
    return replace(found, outcome=Outcome.UNREADABLE) if found.outcome is Outcome.DIFFERS else found


def _name(extract: Extract, declaration: Declaration) -> Compared:
    if extract.name is None:
        return not_shown(Field.NAME)
    form = claim(declaration.bidder.name, declaration.bidder_source, declaration)
    if any(is_same(former.name, extract.name.text) for former in declaration.former_names):
        return values(Field.NAME, Outcome.LATE, form, extract.name)
    return values(Field.NAME, judge(form, extract.name), form, extract.name)


def _uscc(extract: Extract, declaration: Declaration) -> Compared:
    """The codes: only two that are both valid can differ."""
    number = declaration.bidder.number
    if extract.uscc is None or not number:
        return not_shown(Field.USCC)
    form = claim(number, declaration.bidder_source, declaration)
    one, other = codes.fold(number), codes.fold(extract.uscc.text)
    if one == other:
        outcome = Outcome.EQUAL
    elif codes.is_valid(one) and codes.is_valid(other):
        outcome = Outcome.DIFFERS
    else:
        outcome = Outcome.LOOK_ALIKE if is_alike(one, other) else Outcome.UNREADABLE
    return values(Field.USCC, outcome, form, extract.uscc)


def _head(extract: Extract, declaration: Declaration) -> Compared:
    offices = [
        record
        for record in declaration.records
        if isinstance(record, Office) and record.office is OfficeKind.HEAD and record.company == declaration.bidder
    ]
    current = [record for record in offices if record.until is None]
    if extract.head is None or not current:
        return not_shown(Field.HEAD)
    told = [Told(name, extract.head.source, extract.head.is_sure, extract.head.is_pictured) for name in heads_named(extract.head.text)]
    forms = [claim(record.person.name, record.source, declaration) for record in current]
    pairs = ((judge(form, each), form, each) for form in forms for each in told)
    outcome, form, register = min(pairs, key=lambda pair: _NEARNESS.index(pair[0]))
    days = [*(record.since for record in current), *(r.until for r in offices if any(is_same(r.person.name, each.text) for each in told))]
    if outcome is Outcome.DIFFERS and any(may_be_late(day, extract) for day in days):
        outcome = Outcome.LATE
    return values(Field.HEAD, outcome, form, register)


_NEARNESS = (Outcome.EQUAL, Outcome.LOOK_ALIKE, Outcome.UNREADABLE, Outcome.DIFFERS)


def _unread(extract: Extract) -> Iterator[Compared]:
    """What stands under a heading and could not be read."""
    for told in extract.unread:
        fact = _UNREAD(text=told.source.text)
        yield Compared(Field.HOLDER, Outcome.UNREADABLE, "", fact, (told.source,), told.is_pictured)
