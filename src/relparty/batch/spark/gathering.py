"""What the steps found, made into the tables of each part of a batch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.batch import exact, grades, output
from relparty.batch.bids import Bids
from relparty.batch.flow import Batch
from relparty.batch.parts import Part
from relparty.batch.spark.groups import COUNTS
from relparty.batch.store import Tables
from relparty.errors import UsageError
from relparty.phrases import Phrase

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from relparty.batch.kernels.results import LotRows, PairRows

_INCOMPLETE = Phrase("Spark 对 {n} 个项目没有给出恰好一份结果", "Spark did not tell exactly once of each lot; lots concerned: {n}")
_AGAIN = Phrase("请查看该文件夹中的 spark.log 后重试", "look into spark.log in this folder and try again")


@dataclass(frozen=True, slots=True)
class Results:
    """The findings of all lots, in their order, and the counts of each lot."""

    pairs: PairRows
    lots: LotRows


def results(folder: Path, bids: Bids, missing: Sequence[Part]) -> Results:
    """What the steps `quiet` and `screened` wrote of the missing parts.

    Raises UsageError where a lot is not told of exactly once, with as many bids as it has: nothing may be lost in silence.
    """
    import numpy as np
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    from relparty.batch.kernels.results import lot_rows

    quiet, screened = pq.read_table(folder / "quiet"), pq.read_table(folder / "screened")
    is_count = pc.is_null(screened.column("place"))
    counts = screened.filter(is_count)
    lots = lot_rows(len(bids.lots))
    for column in (lots.received, lots.after_bar, lots.groups, lots.independent):
        column[_numbers(quiet, "lot")] = _numbers(quiet, "received")
    lots.unchecked[_numbers(quiet, "lot")] = _numbers(quiet, "unchecked")
    for name in COUNTS:
        getattr(lots, "level" if name == "worst" else name)[_numbers(counts, "lot")] = _numbers(counts, name)
    told = np.bincount(np.concatenate([_numbers(quiet, "lot"), _numbers(counts, "lot")]), minlength=len(bids.lots))
    expected = np.concatenate([np.arange(part.first, part.end) for part in missing])
    wrong = (told[expected] != 1) | (lots.received[expected] != np.diff(bids.begins)[expected])
    if wrong.any() or told.sum() != len(expected):
        raise UsageError(str(folder), _INCOMPLETE(n=max(int(wrong.sum()), 1)), _AGAIN())
    return Results(_findings(screened.filter(pc.invert(is_count))), lots)


def _findings(table: pa.Table) -> PairRows:
    """The findings in the order of lots, and in each as its kernel wrote them."""
    import numpy as np

    from relparty.batch.kernels.results import PairRows, pair_rows

    order = np.lexsort((_numbers(table, "place"), _numbers(table, "lot")))
    kinds = pair_rows(0)
    return PairRows._make(_numbers(table, name)[order].astype(getattr(kinds, name).dtype) for name in kinds._fields)


def _numbers(table: pa.Table, name: str) -> NDArray[np.int32]:
    numbers: NDArray[np.int32] = table.column(name).to_numpy()
    return numbers


def tables(batch: Batch, bids: Bids, found: Results, part: Part) -> Tables:
    """The tables of a part, completed as the embedded engine completes them."""
    import numpy as np

    from relparty.batch.kernels.results import LotRows, PairRows

    first, end = np.searchsorted(found.pairs.lot, (part.first, part.end))
    pairs = PairRows._make(column[first:end].copy() for column in found.pairs)
    pairs.lot[:] -= part.first
    counted = LotRows._make(column[part.first : part.end] for column in found.lots)
    bidders = [bids.codes[begin:after].tolist() for begin, after in pairwise(bids.begins[part.first : part.end + 1].tolist())]
    exact.complete_shares(batch.bundle, batch.day, pairs)
    exact.complete_counts(pairs, counted, bidders)
    lots = bids.lots[part.first : part.end]
    return Tables(
        output.pair_table(batch.bundle, lots, bids.strangers, pairs),
        output.lot_table(lots, grades.verdicts(batch.terms, counted), counted),
    )
