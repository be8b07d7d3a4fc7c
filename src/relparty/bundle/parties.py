"""Companies and persons as texts and arrays in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.arrays import ArrayFile, TextFile, fixed, write
from relparty.bundle.engine import batches
from relparty.bundle.layout import ARRAYS, HUB_BIT, KINDS, LASTING_HUB_BIT, TOKEN_BIT, TWIN_BIT, UNREAD_BIT, USCC_SIZE
from relparty.model.party import PartyKind

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

_STRONGEST = tuple(KINDS.index(kind) for kind in (PartyKind.LISTED, PartyKind.STATE, PartyKind.COMPANY, PartyKind.OTHER))
"""What a company is that is told to be several things, in the order in which the resolution of parties has them."""


def write_parties(con: DuckDBPyConnection, folder: Path) -> None:
    """Writes ids, names, kinds, codes and tokens of the tables `company` and `person`, which DuckDB gives back in their order."""
    import numpy as np

    with ExitStack() as stack:
        ids, names, tokens = (stack.enter_context(TextFile(folder, name)) for name in ("ids", "names", "tokens"))
        kinds = stack.enter_context(ArrayFile(_kinds(folder), "|i1"))
        for batch in batches(con, "SELECT id, name, kind FROM company"):
            ids.append(batch.column(0))
            names.append(batch.column(1))
            kinds.append(batch.column(2).to_numpy())
        for batch in batches(con, "SELECT id, name, token FROM person"):
            for file, column in zip((ids, names, tokens), batch.columns, strict=True):
                file.append(column)
            kinds.append(np.full(batch.num_rows, KINDS.index(PartyKind.PERSON), np.int8))
    write(folder / "company_uscc.npy", ARRAYS["company_uscc"], _codes(con))
    write(
        folder / "uscc_order.npy", ARRAYS["uscc_order"], _first_columns(con, "SELECT code FROM coded WHERE uscc <> '' ORDER BY uscc, code")
    )


def codes(folder: Path, companies: int) -> tuple[pa.Table, pa.Table]:
    """The ids of companies and of persons that are written already, each with its code, as tables `id`, `code`."""
    import numpy as np
    import pyarrow as pa

    at: NDArray[np.int64] = np.load(folder / "ids_at.npy", mmap_mode="r")
    content = pa.py_buffer((folder / "ids.bin").read_bytes())
    ids = pa.LargeStringArray.from_buffers(len(at) - 1, pa.py_buffer(at), content)
    every = pa.table({"id": ids, "code": pa.array(np.arange(len(ids), dtype=np.int32))})
    return every[:companies], every[companies:]


def lasting(folder: Path, nominees: NDArray[np.int32], groups: Sequence[list[int]], unread: Sequence[int]) -> NDArray[np.uint8]:
    """What the parties are in a byte each, as far as it does not hang on who holds what: hubs are state bodies and nominees.

    The codes of a group are one party: all of one kind, and hubs if one of them is.
    """
    import numpy as np

    kind: NDArray[np.int8] = np.load(_kinds(folder))
    hub: NDArray[np.bool_] = kind == KINDS.index(PartyKind.STATE)
    hub[nominees] = True
    twin = np.zeros(len(kind), np.bool_)
    for group in groups:
        told = set(kind[group].tolist())
        kind[group] = next((each for each in _STRONGEST if each in told), kind[group[0]])
        hub[group] = hub[group].any()
        twin[group] = True
    tokens: NDArray[np.int64] = np.load(folder / "tokens_at.npy", mmap_mode="r")
    token = np.zeros(len(kind), np.bool_)
    token[len(kind) - len(tokens) + 1 :] = np.diff(tokens) > 0
    party: NDArray[np.uint8] = (
        kind.astype(np.uint8) | hub * np.uint8(LASTING_HUB_BIT) | token * np.uint8(TOKEN_BIT) | twin * np.uint8(TWIN_BIT)
    )
    party[list(unread)] |= np.uint8(UNREAD_BIT)
    return party


def write_party(folder: Path, party: NDArray[np.uint8], large: NDArray[np.bool_]) -> None:
    """Writes what the parties are: hubs are also the holders of very many, and with them all codes that are the same party."""
    import numpy as np

    hub = large | (party & LASTING_HUB_BIT != 0)
    twin: NDArray[np.int32] = np.load(folder / "twin.npy", mmap_mode="r")
    for code in np.flatnonzero(large & (party & TWIN_BIT != 0)).tolist():
        each = int(twin[code])
        while each != code:
            hub[each] = True
            each = int(twin[each])
    write(folder / "party.npy", ARRAYS["party"], [party & ~np.uint8(HUB_BIT) | hub * np.uint8(HUB_BIT)])


def _kinds(folder: Path) -> Path:
    return folder / "scratch" / "kind.npy"


def _codes(con: DuckDBPyConnection) -> Iterator[NDArray[np.bytes_]]:
    for batch in batches(con, "SELECT uscc FROM coded"):
        yield fixed(batch.column(0), USCC_SIZE)


def _first_columns(con: DuckDBPyConnection, query: str) -> Iterator[NDArray[Any]]:
    for batch in batches(con, query):
        yield batch.column(0).to_numpy()
