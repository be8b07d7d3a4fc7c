"""The main staff of a declaration against that of an extract."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from relparty.evidence.alike import is_same
from relparty.evidence.comparison import (
    FIELD_WORDS,
    NOT_ON_FORM,
    NOT_ON_REGISTER,
    NOT_SEEN,
    VALUES,
    Compared,
    Field,
    Outcome,
    claim,
    is_hidden,
    may_be_late,
    not_shown,
)
from relparty.evidence.pairing import paired
from relparty.forms import labels
from relparty.model.evidence import Extract, RegisteredOfficer, Told
from relparty.model.lot import Declaration
from relparty.model.record import OFFICE_WORDS, Office, OfficeKind

_REGISTERED = frozenset({OfficeKind.CHAIR, OfficeKind.DIRECTOR, OfficeKind.SUPERVISOR, OfficeKind.MANAGER})
"""The offices that a company must have registered; others may or may not show."""

_DEPUTY = "副"


def staff(extract: Extract, declaration: Declaration) -> Iterator[Compared]:
    """Each officer compared. The head counts as named on the form; a deputy or a finance officer need not be registered."""
    present = tuple(entry for entry in extract.staff or () if entry.until is None)
    if not present:
        yield not_shown(Field.OFFICER)
        return
    own = [record for record in declaration.records if isinstance(record, Office) and record.company == declaration.bidder]
    former = [record for record in own if record.until is not None]
    current = _by_person([record for record in own if record.until is None])
    shown = _by_name(present)
    form = [(claim(offices[0].person.name, offices[0].source, declaration), offices) for offices in current]
    pairs = paired(form, [(replace(entries[0].name, text=entries[0].called), entries) for entries in shown])
    for offices, entries in pairs.equal:
        yield _named(Outcome.EQUAL, offices, entries)
        yield from _offices(offices, entries, extract)
    for offices, entries in pairs.alike:
        yield _named(Outcome.LOOK_ALIKE, offices, entries)
    for entries in pairs.register_only:
        yield _not_on_form(entries, former, extract, declaration)
    has_doubtful = any(not entries[0].name.is_sure for entries in pairs.register_only)
    for offices in pairs.form_only:
        registered = [office for office in offices if office.office in _REGISTERED and _DEPUTY not in office.source.text]
        if registered:
            yield _not_on_register(registered[0], extract, has_doubtful=has_doubtful)


def _by_person(offices: list[Office]) -> list[list[Office]]:
    """The offices of each person, by name: the head first named as head, then as officer, is one."""
    found: list[list[Office]] = []
    for office in offices:
        group = next((each for each in found if is_same(each[0].person.name, office.person.name)), None)
        if group is None:
            found.append([office])
        else:
            group.append(office)
    return found


def _by_name(entries: tuple[RegisteredOfficer, ...]) -> list[list[RegisteredOfficer]]:
    found: dict[str, list[RegisteredOfficer]] = defaultdict(list)
    for entry in entries:
        found[entry.called].append(entry)
    return list(found.values())


def _named(outcome: Outcome, offices: list[Office], entries: list[RegisteredOfficer]) -> Compared:
    form, told = offices[0], entries[0].name
    fact = VALUES(what=FIELD_WORDS[Field.OFFICER], form=form.person.name, register=told.text)
    return Compared(Field.OFFICER, outcome, form.person.name, fact, (told.source, form.source), told.is_pictured)


def _offices(offices: list[Office], entries: list[RegisteredOfficer], extract: Extract) -> Iterator[Compared]:
    """The offices of one person: a difference only where both sides name offices we know and none is in common."""
    form = _sorts({record.office for record in offices})
    told = [entry.office for entry in entries if entry.office is not None]
    shown = _sorts({OfficeKind(kind) for office in told for kind in labels.load().all_kinds("offices", office.text)})
    if not form or not shown:
        return
    words = "、".join(dict.fromkeys(office.text for office in told))
    what = FIELD_WORDS[Field.OFFICE]
    fact = VALUES(
        what=what,
        form=_with_office(offices[0].person.name, [OFFICE_WORDS[each.office].zh for each in offices if each.office in _REGISTERED]),
        register=_with_office(entries[0].name.text, [words]),
    )
    sources = (told[0].source, offices[-1].source)
    yield Compared(
        Field.OFFICE, _office_outcome(form & shown, told, offices, extract), offices[0].person.name, fact, sources, told[0].is_pictured
    )


def _sorts(offices: set[OfficeKind]) -> set[OfficeKind]:
    """The registered offices among these; a chair is a director, and forms write 执行董事 either way."""
    return {OfficeKind.DIRECTOR if office is OfficeKind.CHAIR else office for office in offices & _REGISTERED}


def _office_outcome(common: set[OfficeKind], told: list[Told], offices: list[Office], extract: Extract) -> Outcome:
    if common:
        return Outcome.EQUAL
    if not all(office.is_sure for office in told):
        return Outcome.UNREADABLE
    return Outcome.LATE if any(may_be_late(office.since, extract) for office in offices) else Outcome.DIFFERS


def _not_on_form(entries: list[RegisteredOfficer], former: list[Office], extract: Extract, declaration: Declaration) -> Compared:
    told = entries[0].name
    if not told.is_sure or is_hidden(told.text, declaration):
        outcome = Outcome.UNREADABLE
    else:
        late = any(may_be_late(office.until, extract) for office in former if is_same(office.person.name, told.text))
        outcome = Outcome.LATE if late else Outcome.DIFFERS
    words = [entry.office.text for entry in entries if entry.office is not None]
    fact = NOT_ON_FORM(what=FIELD_WORDS[Field.OFFICER], register=_with_office(told.text, words))
    return Compared(Field.OFFICER, outcome, f"+{told.text}", fact, (told.source, declaration.bidder_source), told.is_pictured)


def _not_on_register(form: Office, extract: Extract, *, has_doubtful: bool) -> Compared:
    if has_doubtful or not extract.shows_all_staff:
        outcome, words = Outcome.UNREADABLE, NOT_SEEN
    else:
        outcome, words = Outcome.LATE if may_be_late(form.since, extract) else Outcome.DIFFERS, NOT_ON_REGISTER
    first = extract.staff[0].name if extract.staff else None
    fact = words(what=FIELD_WORDS[Field.OFFICER], form=_with_office(form.person.name, [OFFICE_WORDS[form.office].zh]))
    sources = (first.source, form.source) if first else (form.source,)
    return Compared(Field.OFFICER, outcome, form.person.name, fact, sources, is_pictured=first is not None and first.is_pictured)


def _with_office(name: str, offices: list[str]) -> str:
    told = "、".join(filter(None, offices))
    return f"{name}（{told}）" if told else name
