"""The offices of one company, from its registrations and its forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from relparty.evidence.comparison import may_be_late
from relparty.evidence.freshness import is_usable
from relparty.forms import labels
from relparty.forms.kinds import heads_named
from relparty.model.evidence import Extract, RegisteredOfficer
from relparty.model.record import Office, OfficeKind
from relparty.resolve.judging import is_person
from relparty.resolve.registration.changes import entered_on
from relparty.resolve.registration.companies import Registered, is_one_time, is_same_party, with_own_id


def offices(registered: Registered) -> list[Office]:
    """The registered offices, each with the declarations of it beside; then what the forms alone declare.

    A person in charge whom a fresh registration does not name is an officer, and so is one whom only an old one names.
    """
    told_heads, head_settles = registered.newest([each for each in registered.extracts if each.head and is_usable(each.head)], _head_told)
    told_staff, _ = registered.newest([each for each in registered.extracts if each.staff], _staff_told)
    heads = [(office, extract) for extract in told_heads for office in _heads(registered, extract)]
    staff = [(office, extract) for extract in told_staff for office in _staff(registered, extract)]
    left = registered.offices
    found: list[Office] = []
    for office, extract in (*heads, *staff):
        own = [record for record in registered.offices if _is_declared(office, record, extract)]
        same = [record for record in own if record.office is office.office]
        left = [record for record in left if record not in same]
        is_weak = office.office is OfficeKind.HEAD and not same and not head_settles
        found += _joined(replace(office, office=OfficeKind.OTHER) if is_weak else office, own, same)
    refutes = head_settles and bool(heads)
    return [*found, *(_refuted(record) if refutes and _is_present_head(record, told_heads[0]) else record for record in left)]


def _head_told(extract: Extract) -> str:
    return extract.head.text if extract.head else ""


def _staff_told(extract: Extract) -> frozenset[tuple[str, str]]:
    return frozenset((each.called, each.office.text if each.office else "") for each in extract.staff or ())


def _heads(registered: Registered, extract: Extract) -> Iterator[Office]:
    """The head as the register names it; a company that is a head is told as such by its holders."""
    if extract.head is None:
        return
    names = heads_named(extract.head.text)
    for name in names:
        person = registered.party(extract, name, extract.head_party if len(names) == 1 else None)
        if is_person(person):
            yield Office(person, registered.company, OfficeKind.HEAD, extract.head.source, entered_on(registered, name, "head"))


def _staff(registered: Registered, extract: Extract) -> Iterator[Office]:
    for officer in extract.staff or ():
        person = registered.party(extract, officer.called, officer.party)
        if is_usable(officer.name) and is_person(person):
            source, since, until = officer.name.source, officer.since, officer.until
            yield from (Office(person, registered.company, kind, source, since, until) for kind in _kinds(officer))


def _is_declared(office: Office, record: Office, extract: Extract) -> bool:
    """Whether a form tells of the same person at the same time; one who left so lately that the register need not show it is."""
    if not is_same_party(record.person, office.person):
        return False
    is_late = office.until is None and record.until is not None and may_be_late(record.until, extract)
    return is_late or is_one_time(record.until, office.until)


def _joined(office: Office, own: list[Office], same: list[Office]) -> Iterator[Office]:
    """A registered office with the declarations of it beside; each declared one once, so that two forms stay two."""
    if not same:
        until = next((record.until for record in own if record.until), None) if all(record.until for record in own) else None
        yield replace(office, person=with_own_id(own[0].person, office.person) if own else office.person, until=office.until or until)
    for record in same:
        person = with_own_id(record.person, office.person)
        since, until = office.since or record.since, office.until or record.until
        yield replace(office, person=person, beside=(record.source,), since=since, until=until)


def _is_present_head(record: Office, extract: Extract) -> bool:
    """Whether the form claims a head that the register would show."""
    return record.office is OfficeKind.HEAD and record.until is None and not may_be_late(record.since, extract)


def _refuted(record: Office) -> Office:
    return replace(record, office=OfficeKind.OTHER)


def _kinds(officer: RegisteredOfficer) -> list[OfficeKind]:
    words = labels.load().all_kinds("offices", officer.office.text) if officer.office else ()
    return [OfficeKind(kind) for kind in words] or [OfficeKind.OTHER]
