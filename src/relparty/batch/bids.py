"""The bids of all lots: read, checked, in the order of lots and bidders, each bidder its code in a bundle."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.batch.arrow import column, numbers, words
from relparty.bundle import tables
from relparty.bundle.arrays import pieces
from relparty.bundle.engine import batches, engine, text
from relparty.bundle.reading import Bundle
from relparty.bundle.tables import Table
from relparty.errors import UsageError
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

    _Bidders = tuple[NDArray[np.int32], NDArray[np.uint64], pa.LargeStringArray]

_NAME = "bids"
_SEARCHERS = 2
_ROWS = 100_000
"""Rows whose bidders are searched for at once."""
_MOST = 10_000
"""Rows of a lot: a table in which more have one id has something else in that column, and every two bidders are compared."""
_NO_FILE = Phrase(
    "没有这个文件，文件夹中也没有 bids.parquet 或 bids.csv", "there is no such file, and no folder with bids.parquet or bids.csv"
)
_CHECK = Phrase("请核对路径后重试", "check the path and try again")
_TWO = Phrase("同时有 bids.parquet 和 bids.csv", "there are both bids.parquet and bids.csv")
_KEEP_ONE = Phrase("请只保留一个", "keep one of them")
_NOTHING = Phrase("文件是空的", "the file is empty")
_EXPORT_AGAIN = Phrase("请重新导出该表", "export the table again")
_OTHER_KIND = Phrase("不是 .parquet 或 .csv 文件", "it is neither a .parquet nor a .csv file")
_EXPORT = Phrase("请导出为 Parquet 或 CSV", "export it as Parquet or CSV")
_NO_LOT = Phrase("没有项目 {lot}", "it has no lot {lot}")
_CHECK_LOT = Phrase("请核对项目编号", "check the id of the lot")
_EMPTY = Phrase("没有一份报价", "it has no bid")
_TOO_MANY = Phrase("项目 {lot} 有 {n} 行报价", "lot {lot} has {n} rows")
_CHECK_COLUMN = Phrase("请核对 lot_id 列是否为项目编号", "check that the column lot_id tells lots")
_LEFT_OUT = Phrase("未收入 {n} 行：缺少 lot_id 或 bidder_id", "Rows left out for want of lot_id or bidder_id: {n}")
_UNKNOWN = Phrase(
    "{n} 份报价的投标人不在登记数据包中，其项目不会得出“未发现”",
    "Bids whose bidder the bundle does not have: {n}; their lots are never clear",
)


@dataclass(frozen=True, slots=True)
class Bids:
    """All bids by lot: those of lot `i` stand at `begins[i]` to `begins[i + 1]`, in the order of bidder and amount.

    A bidder is its code in the bundle and a mark that depends on its id alone; -1, -2, ... are those whom the bundle does
    not have, in the order of their ids. A row that repeats lot, bidder and amount is no bid of its own.
    """

    lots: pa.LargeStringArray
    begins: NDArray[np.int64]
    codes: NDArray[np.int32]
    marks: NDArray[np.uint64]
    strangers: pa.LargeStringArray
    """The ids of -1, -2, ..."""
    remarks: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid of a lot: the bidder's id in the bids, and its code in the bundle (-1: not there)."""

    id: str
    code: int


def find(path: Path) -> Path:
    """The file of bids, named itself or in a folder; raises UsageError where there is none, two, or an empty one."""
    found = [path] if path.is_file() else [each for each in (path / f"{_NAME}.parquet", path / f"{_NAME}.csv") if each.is_file()]
    if not found:
        raise UsageError(str(path), _NO_FILE(), _CHECK())
    if len(found) > 1:
        raise UsageError(str(path), _TWO(), _KEEP_ONE())
    if found[0].suffix not in (".parquet", ".csv"):
        raise UsageError(str(path), _OTHER_KIND(), _EXPORT())
    if not found[0].stat().st_size:
        raise UsageError(str(found[0]), _NOTHING(), _EXPORT_AGAIN())
    return found[0]


def read(path: Path, bundle: Bundle, scratch: Path, beside: Callable[[], None] = lambda: None) -> Bids:
    """The bids in a file; raises UsageError for a wrong table, or one without a bid.

    Rows that come in the order of their lots, as exports mostly do, are not sorted again. What is to be done `beside` the reading is begun once the
    table is known to be one of bids, and done at the end.
    """
    with ThreadPoolExecutor(_SEARCHERS) as searchers, ThreadPoolExecutor(1) as pool:
        directory = searchers.submit(_directory, bundle)  # while DuckDB is loaded
        return _opened(path, _Search(bundle, searchers, directory), scratch, lambda: pool.submit(beside))


def _opened(path: Path, search: _Search, scratch: Path, begin: Callable[[], Future[None]]) -> Bids:
    with engine(scratch) as con:
        table = tables.opened(con, _NAME, path)
        done = begin()
        with tables.told_in_words(table):
            rows = (
                "SELECT lot_id::VARCHAR AS lot, bidder_id::VARCHAR AS bidder, amount "
                f"FROM {table.query} WHERE lot_id IS NOT NULL AND bidder_id IS NOT NULL"
            )
            columns = _read(con, rows, search)
            if not columns.is_sorted:
                columns = _read(con, f"{rows} ORDER BY lot_id", search)
        done.result()
    if not len(columns.codes):
        raise UsageError(str(path), _EMPTY(), _CHECK())
    return _settled(columns, table)


def none() -> Bids:
    """No bid at all."""
    import numpy as np

    return Bids(words([]), np.zeros(1, np.int64), np.zeros(0, np.int32), np.zeros(0, np.uint64), words([]), ())


def of_lot(path: Path, bundle: Bundle, scratch: Path, lot: str) -> list[Bid]:
    """The bids of one lot, in the order of bidder and amount; raises UsageError for a wrong table or where there is no such lot."""
    with engine(scratch) as con:
        table = tables.opened(con, _NAME, path)
        with tables.told_in_words(table):
            rows = (
                f"SELECT bidder_id::VARCHAR FROM {table.query} WHERE lot_id = {text(lot)} AND bidder_id IS NOT NULL "
                "GROUP BY bidder_id, amount ORDER BY bidder_id, amount"
            )
            ids = [row[0] for row in con.execute(rows).fetchall()]
    if not ids:
        raise UsageError(str(path), _NO_LOT(lot=lot), _CHECK_LOT())
    codes = ((bidder, bundle.code(bidder)) for bidder in ids)
    return [Bid(bidder, code if code < bundle.companies else -1) for bidder, code in codes]


@dataclass(frozen=True, slots=True)
class _Columns:
    """The columns of all bids, as read."""

    lots: pa.LargeStringArray
    """The lots, each where its run of bids begins: twice where its bids do not stand together."""
    begins: NDArray[np.int64]
    codes: NDArray[np.int32]
    marks: NDArray[np.uint64]
    amounts: NDArray[np.uint64]
    strangers: pa.LargeStringArray
    is_sorted: bool


@dataclass(frozen=True, slots=True)
class _Search:
    """The search for bidders by their ids, side by side with the reading."""

    bundle: Bundle
    searchers: ThreadPoolExecutor
    directory: Future[NDArray[np.uint64]]

    def begin(self, ids: pa.Array) -> Future[_Bidders]:
        return self.searchers.submit(_bidders, self.bundle, self.directory, ids)


def _read(con: DuckDBPyConnection, rows: str, search: _Search) -> _Columns:
    """The columns of a query; bidders are looked up side by side with the reading."""
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    lots: list[pa.LargeStringArray] = []
    flags, amounts, waiting = [], [], []
    last, is_sorted = "", True
    for batch in batches(con, rows, _ROWS):
        waiting.append(search.begin(batch.column(1)))
        told = batch.column(0).cast(pa.large_string())
        is_first = np.ones(len(told), np.bool_)
        is_first[0] = not lots or told[0].as_py() != last
        is_first[1:] = numbers(pc.not_equal(told[1:], told[:-1]).cast(pa.uint8()))
        is_sorted &= last <= told[0].as_py() and not pc.any(pc.less(told[1:], told[:-1])).as_py()
        last = told[-1].as_py()
        lots.append(told.filter(column(is_first)))
        flags.append(is_first)
        amounts.append(numbers(batch.column(2)))
    found = [each.result() for each in waiting]
    begins = np.flatnonzero(_joined(flags, np.bool_))
    codes, marks = _joined([each for each, _, _ in found], np.int32), _joined([each for _, each, _ in found], np.uint64)
    ids = pa.concat_arrays(lots) if lots else words([])
    unknown = pa.chunked_array([each for _, _, each in found], pa.large_string()).combine_chunks().dictionary_encode()
    rising = pc.sort_indices(unknown.dictionary)
    codes[codes < 0] = -1 - np.argsort(numbers(rising))[numbers(unknown.indices)]
    strangers = unknown.dictionary.take(rising)
    return _Columns(ids, np.append(begins, len(codes)), codes, marks, _joined(amounts, np.uint64), strangers, is_sorted)


def _joined(parts: list[NDArray[Any]], kind: type[np.generic]) -> NDArray[Any]:
    import numpy as np

    return np.concatenate(parts) if parts else np.zeros(0, kind)


def _directory(bundle: Bundle) -> NDArray[np.uint64]:
    """Where the companies of a bundle stand by their ids."""
    from relparty.batch.kernels import texts

    return texts.directory(bundle.text("ids"), bundle.array("ids_at"), bundle.companies)


def _bidders(bundle: Bundle, directory: Future[NDArray[np.uint64]], ids: pa.Array) -> _Bidders:
    """The codes of ids in a bundle, -1 for none, their marks, and the ids that it does not have."""
    import numpy as np
    import pyarrow as pa

    from relparty.batch.kernels import texts

    at, content = pieces(ids)
    asked = np.frombuffer(content, np.uint8)
    codes, marks = np.empty(len(ids), np.int32), np.empty(len(ids), np.uint64)
    texts.marks(asked, at, marks)
    texts.find(bundle.text("ids"), bundle.array("ids_at"), directory.result(), asked, at, marks, codes)
    return codes, marks, ids.filter(column(codes < 0)).cast(pa.large_string())


def _settled(columns: _Columns, table: Table) -> Bids:
    """The bids in their order, each once; raises UsageError where a lot has more rows than a lot can have."""
    import numpy as np

    from relparty.batch.kernels.texts import sort_bids

    begins, codes, marks, amounts = columns.begins, columns.codes, columns.marks, columns.amounts
    largest = int(np.argmax(np.diff(begins)))
    if (rows := int(begins[largest + 1] - begins[largest])) > _MOST:
        raise UsageError(str(table.path), _TOO_MANY(lot=columns.lots[largest].as_py(), n=rows), _CHECK_COLUMN())
    is_new = np.empty(len(codes), np.bool_)
    sort_bids(begins, codes, marks, amounts, is_new)
    left_out = table.rows - len(codes)
    if not is_new.all():
        ends = np.concatenate([[0], np.cumsum(is_new)])
        begins, codes, marks = ends[begins].astype(np.int64), codes[is_new], marks[is_new]
    unknown = int((codes < 0).sum())
    remarks = [*table.remarks, *([_LEFT_OUT(n=left_out)] if left_out else []), *([_UNKNOWN(n=unknown)] if unknown else [])]
    return Bids(columns.lots, begins, codes, marks, columns.strangers, tuple(remarks))
