"""Memory asked for before it is needed: most of the time of a kernel over a large register is waiting for it."""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Int32s, Int64s, Register, index

_LINE = 4
"""Rows of sixteen bytes in what the processor fetches at once."""


def fetch(array: NDArray[Any], place: int) -> None:
    """Asks for the line of memory in which a row of an array stands, and does not wait for it (see `prefetching`)."""


@bare
def fetch_places(register: Register, code: int) -> None:
    """Asks for what tells where the rows of a company stand, and what it is."""
    fetch(register.up_at, code)
    fetch(register.office_at, code)
    fetch(register.party, code)


@bare
def fetch_rows(register: Register, code: int) -> None:
    """Asks for the rows of a company whose places are there."""
    for row in range(register.up_at[index(code)], register.up_at[index(code + 1)], _LINE):
        fetch(register.up_rows, row)
    for row in range(register.office_at[index(code)], register.office_at[index(code + 1)], _LINE):
        fetch(register.office_rows, row)


@bare
def fetch_parties(register: Register, code: int) -> None:
    """Asks for what those in the rows of a company are."""
    for row in range(register.up_at[index(code)], register.up_at[index(code + 1)]):
        holder = register.up_rows[index(row), 0]
        fetch(register.party, holder)
        if holder < register.companies:
            fetch(register.up_at, holder)
            fetch(register.office_at, holder)
    for row in range(register.office_at[index(code)], register.office_at[index(code + 1)]):
        fetch(register.party, register.office_rows[index(row), 0])


@bare
def fetch_ahead(register: Register, begins: Int64s, bidders: Int32s, lot: int) -> None:
    """Asks for what the lots behind one will need: of the farthest the places, of the nearest the parties."""
    for ahead in range(1, 4):
        if lot + ahead < len(begins) - 1:
            for at in range(begins[lot + ahead], begins[lot + ahead + 1]):
                if bidders[at] < 0:
                    continue
                if ahead == 3:
                    fetch_places(register, bidders[at])
                elif ahead == 2:
                    fetch_rows(register, bidders[at])
                else:
                    fetch_parties(register, bidders[at])
