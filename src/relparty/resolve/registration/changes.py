"""Who came and who left, by the changes that a register tells and by what an older registration told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from relparty.evidence.alike import is_same
from relparty.evidence.compare_changes import Passage, passages
from relparty.evidence.freshness import is_usable
from relparty.model.evidence import Extract
from relparty.model.record import Office, OfficeKind, Shareholding, Source
from relparty.resolve.judging import is_person
from relparty.resolve.registration.companies import Registered


def entered_on(registered: Registered, name: str, kind: str, before: date | None = None) -> date | None:
    """The last day on which a change made somebody the head or a holder; None where no change tells it."""
    days = [day for passage, day, _, _ in _told(registered) if passage.kind == kind and passage.enters and is_same(passage.name, name)]
    return max((day for day in days if before is None or day <= before), default=None)


def former(registered: Registered) -> Iterator[Shareholding | Office]:
    """Heads and holders who left by a registered change, or whom a newer registration no longer names; told by no list of former ones."""
    known = [holder.called for extract in registered.extracts for holder in extract.holders or () if holder.until]
    known += [record.holder.name for record in registered.shareholdings if record.until]
    known_heads = [record.person.name for record in registered.offices if record.until]
    for passage, day, extract, source in (*_told(registered), *_vanished(registered)):
        names = known if passage.kind == "holder" else known_heads
        if passage.enters or any(is_same(passage.name, name) for name in names):
            continue
        names.append(passage.name)
        party = registered.party(extract, passage.name, passage.party)
        since = entered_on(registered, passage.name, passage.kind, before=day)
        if passage.kind == "holder":
            yield Shareholding(party, registered.company, passage.percent, source, since, day)
        elif is_person(party):
            yield Office(party, registered.company, OfficeKind.HEAD, source, since, day)


def _told(registered: Registered) -> Iterator[tuple[Passage, date, Extract, Source]]:
    for extract in registered.extracts:
        for change in extract.changes or ():
            if change.on is not None and is_usable(change.before) and is_usable(change.after):
                yield from ((passage, change.on, extract, change.before.source) for passage in passages(change))


def _vanished(registered: Registered) -> Iterator[tuple[Passage, date, Extract, Source]]:
    """Holders of an older registration whom a newer, whole one does not name: they left in between."""
    telling = [extract for extract in registered.extracts if extract.holders is not None and extract.retrieved_on]
    for newer, older in pairwise(telling):
        if newer.retrieved_on is None or newer.retrieved_on == older.retrieved_on or not newer.shows_all_holders:
            continue
        present = [holder.called for holder in newer.holders or () if holder.until is None]
        for holder in older.holders or () if present else ():
            is_gone = holder.until is None and holder.is_direct and not any(is_same(holder.called, name) for name in present)
            if is_gone and is_usable(holder.name):
                passage = Passage(holder.called, "holder", enters=False, party=holder.party, percent=holder.percent)
                yield passage, newer.retrieved_on, older, holder.name.source
