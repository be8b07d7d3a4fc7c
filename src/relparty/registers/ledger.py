"""The ledger of a lookup: every object that is read of its answers stands in it, and what nobody took of one is told at the end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from relparty.model.evidence import Extract, Told
from relparty.registers import failures
from relparty.registers.fields import Fields
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Listed, Page, listed


@dataclass(slots=True)
class Ledger:
    """What the `parse.py` of a service reads of one lookup, and tells beside holders, staff and changes.

    The rest of a `relevant` object, such as a row of a list, may bear on relations and is unread; that of one `beside`
    them is a note. What a parser itself cannot read goes into `unread`, what a person should know into `notes`.
    """

    lookup: Lookup
    relevant: list[Fields] = field(default_factory=list)
    beside: list[Fields] = field(default_factory=list)
    unread: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)

    def place(self, call: str) -> int:
        """The place among all answers of the one to a call that is made once; raises NotLookedUp where there is none."""
        found = self.lookup.named(call)
        if not found:
            raise failures.wrong_shape(self.lookup.source, f"/answers/{call}")
        return found[0][0]

    def body(self, at: int, *ignored: str) -> Fields:
        """The object that an answer is, beside what it holds; raises NotLookedUp where it is none."""
        body = Fields.of(self.lookup.answers[at].body, self.lookup.file, f"/answers/{at}/body", self.lookup.source)
        body.ignore(*ignored)
        self.beside.append(body)
        return body

    def listed(self, call: str, page: PageOf, full: int = 0) -> Listed:
        """The list of a call over its pages, its rows relevant; `full` is how many rows a page has that is not the last.

        `page` gives the rows of the answer at a place and how many there are in all; None where it says that there is nothing.
        """
        pages = [read for at, answer in self.lookup.named(call) if (read := page(self, at, answer)) is not None]
        found = listed(pages, full)
        self.relevant += found.rows or []
        return found

    def settled(self, extract: Extract) -> Extract:
        """The extract with all that is told beside it; make it last, when every field is taken or passed over by name."""
        unread = (*self.unread, *(told for each in self.relevant for told in each.rest()))
        notes = (*self.notes, *(told for each in self.beside for told in each.rest()))
        return replace(extract, unread=unread, notes=notes)


PageOf: TypeAlias = Callable[[Ledger, int, Answer], Page | None]
"""How a source finds the rows in the answer at a place."""
