"""Companies and persons as texts and arrays in the order of their codes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.arrays import ArrayFile, TextFile, fixed, write
from relparty.bundle.engine import batches
from relparty.bundle.layout import ARRAYS, KINDS, USCC_SIZE
from relparty.model.party import PartyKind

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray


def write_parties(con: DuckDBPyConnection, folder: Path) -> None:
    """Writes ids, names, kinds, codes and tokens of the tables `company` and `person`, which DuckDB gives back in their order."""
    import numpy as np

    with ExitStack() as stack:
        ids, names, tokens = (stack.enter_context(TextFile(folder, name)) for name in ("ids", "names", "tokens"))
        kinds = stack.enter_context(ArrayFile(folder / "kind.npy", ARRAYS["kind"]))
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


def hubs(folder: Path, nominees: NDArray[np.int32], large: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who proves nothing where a path meets it: state bodies, nominees, holders of very many."""
    import numpy as np

    kind: NDArray[np.int8] = np.load(folder / "kind.npy", mmap_mode="r")
    found: NDArray[np.bool_] = large | (kind == KINDS.index(PartyKind.STATE))
    found[nominees] = True
    return found


def _codes(con: DuckDBPyConnection) -> Iterator[NDArray[np.bytes_]]:
    for batch in batches(con, "SELECT uscc FROM coded"):
        yield fixed(batch.column(0), USCC_SIZE)


def _first_columns(con: DuckDBPyConnection, query: str) -> Iterator[NDArray[Any]]:
    for batch in batches(con, query):
        yield batch.column(0).to_numpy()
