"""The tables that a batch writes: pairs and lots, as Parquet or CSV."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.batch.arrow import column, words
from relparty.batch.grades import VERDICTS
from relparty.batch.kernels.rows import ROWS
from relparty.bundle.reading import Bundle
from relparty.errors import UsageError
from relparty.model.finding import Level
from relparty.model.tie import Certainty
from relparty.phrases import Phrase

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from relparty.batch.kernels.results import LotRows, PairRows

_OTHER_KIND = Phrase("输出文件须为 .parquet 或 .csv", "the file to write must end in .parquet or .csv")
_RENAME = Phrase("请改文件名", "give it another name")
_IS_FOLDER = Phrase("这是一个文件夹", "it is a folder")
_IS_SOURCE = Phrase("这是要读取的 bids 表", "it is the table of bids that is read")
_IDS = ("lot_id", "bidder_a", "bidder_b", "via")
"""Columns of which nearly every value is another: a dictionary of them takes longer to write and more room."""
_PERCENT = 10_000
"""Units of 0.0001 % in a percent."""


def check(out: Path, source: Path) -> None:
    """Raises UsageError for a file of neither kind, and where a table would be written over a folder or over the bids themselves."""
    if out.suffix not in (".parquet", ".csv"):
        raise UsageError(str(out), _OTHER_KIND(), _RENAME())
    for path in (out, lots_file(out)):
        if path.is_dir():
            raise UsageError(str(path), _IS_FOLDER(), _RENAME())
        if path.exists() and path.samefile(source):
            raise UsageError(str(path), _IS_SOURCE(), _RENAME())


def lots_file(out: Path) -> Path:
    """The file of the lots' table, beside that of the pairs."""
    return out.with_name(f"{out.stem}-lots{out.suffix}")


def pair_table(bundle: Bundle, lots: pa.LargeStringArray, strangers: pa.LargeStringArray, pairs: PairRows) -> pa.Table:
    """The table of pairs: `effective_percent` in percent, empty where there is none; `via` the id of the shared party."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    from relparty.batch.kernels.found import CONFIRMED

    ids = _ids(bundle)

    def bidders(codes: NDArray[np.int32]) -> pa.LargeStringArray:
        known, unknown = column(codes, codes < 0), column(-1 - codes, codes >= 0)
        return pc.coalesce(ids.take(known), strangers.take(unknown))

    return pa.table(
        {
            "lot_id": lots.take(column(pairs.lot)),
            "bidder_a": bidders(pairs.bidder_a),
            "bidder_b": bidders(pairs.bidder_b),
            "rule": _words([rule for rule, _ in ROWS], pairs.row),
            "level": _words([level.word for level in Level], pairs.level),
            "certainty": _words([Certainty.PROBABLE.value, Certainty.CONFIRMED.value], (pairs.certainty == CONFIRMED).astype(np.int8)),
            "hops": column(pairs.hops),
            "effective_percent": column(pairs.share / _PERCENT, pairs.share < 0),
            "via": ids.take(column(pairs.via, pairs.via < 0)),
        }
    )


def lot_table(lots: pa.LargeStringArray, verdicts: NDArray[np.int8], counted: LotRows) -> pa.Table:
    """The table of lots: the verdict, the counts, whether something could not be checked, and what the kernels saw `around` it."""
    import pyarrow as pa

    counts = {name: column(getattr(counted, name)) for name in ("received", "after_bar", "groups", "independent")}
    return pa.table(
        {
            "lot_id": lots,
            "verdict": _words([each.value for each in VERDICTS], verdicts),
            **counts,
            "unchecked": column(counted.unchecked),
            "around": column(counted.around),
        }
    )


def _words(told: list[str], places: NDArray[np.int8]) -> pa.LargeStringArray:
    return words(told).take(column(places))


def _ids(bundle: Bundle) -> pa.LargeStringArray:
    """All ids of a bundle, where they lie."""
    import pyarrow as pa

    at = bundle.array("ids_at")
    return pa.LargeStringArray.from_buffers(len(at) - 1, pa.py_buffer(at), pa.py_buffer(bundle.text("ids")))


def write(out: Path, pairs: Iterable[pa.Table], lots: Iterable[pa.Table]) -> None:
    """Writes both tables side by side; each is there whole or not at all, and that of the lots never without its pairs."""
    files = (out, lots_file(out))
    with ThreadPoolExecutor(len(files)) as pool:
        written = list(pool.map(_written, files, (pairs, lots)))
    for unfinished, file in zip(written, files, strict=True):
        unfinished.replace(file)


def _written(out: Path, tables: Iterable[pa.Table]) -> Path:
    """Tables one behind the other in a file beside the one that it will be."""
    unfinished = out.with_name(f".{out.name}.unfinished")
    writer: Any = None
    for table in tables:
        if writer is None:
            writer = _writer(unfinished, out.suffix, table.schema)
        writer.write_table(table)
    writer.close()
    return unfinished


def _writer(file: Path, suffix: str, schema: pa.Schema) -> Any:  # noqa: ANN401  # pyarrow publishes no types
    """What writes tables one behind the other."""
    if suffix == ".csv":
        import pyarrow.csv

        return pyarrow.csv.CSVWriter(file, schema)
    import pyarrow.parquet

    repeated = [field.name for field in schema if field.name not in _IDS]
    return pyarrow.parquet.ParquetWriter(file, schema, use_dictionary=repeated)
