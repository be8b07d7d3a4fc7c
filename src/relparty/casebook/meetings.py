"""The pairs of bidders that keep meeting in this office's lots, for who may see its memory."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.casebook import memory
from relparty.casebook.book import Casebook
from relparty.casebook.memory import Meeting
from relparty.casebook.rights import Caller, OfficeDeed, require_office


@dataclass(frozen=True, slots=True)
class Met:
    """A pair that met, with the names under which each was invited last."""

    names: tuple[str, str]
    meeting: Meeting


@dataclass(frozen=True, slots=True)
class Meetings:
    """Over how many lots the pairs were counted, how many pairs there are, and those that were asked for, the least likely first."""

    lots: int
    count: int
    pairs: tuple[Met, ...]


def listed(book: Casebook, caller: Caller, start: int = 0, limit: int | None = None, fewest: int = 2) -> Meetings:
    """The pairs that met in at least `fewest` lots whose collecting has ended, from the one at `start`; without a limit all of them.

    Raises NotThere for who may not see the memory.
    """
    require_office(caller.user, OfficeDeed.SEE_MEMORY)
    with book.look() as db:
        now = book.now(db)
        present = memory.present(db, now)
        found = memory.meetings(present.values(), fewest)
        asked = found[start : start + limit if limit is not None else None]
        names = memory.names(db, now, {code for each in asked for code in each.usccs} if limit is not None else None)
    return Meetings(len(present), len(found), tuple(Met((names[each.usccs[0]], names[each.usccs[1]]), each) for each in asked))
