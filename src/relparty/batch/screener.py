"""Parts of a batch screened by the kernels on this machine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, overload

from relparty.batch import grades, output
from relparty.batch.arrow import column
from relparty.batch.bids import Bids
from relparty.batch.grades import Terms
from relparty.batch.parts import Part
from relparty.batch.scratch import Scratch
from relparty.batch.store import Tables
from relparty.bundle.reading import Bundle
from relparty.ownership.control import threshold_on

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from relparty.batch.kernels.register import Register
    from relparty.batch.kernels.results import LotRows, PairRows


@dataclass(frozen=True, slots=True)
class _Lots(Sequence[Sequence[int]]):
    """Some lots and their bids; as a sequence, the codes of the bidders of each."""

    ids: pa.LargeStringArray
    begins: NDArray[np.int64]
    codes: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, number: int) -> Sequence[int]: ...
    @overload
    def __getitem__(self, number: slice) -> Sequence[Sequence[int]]: ...
    def __getitem__(self, number: int | slice) -> Sequence[int] | Sequence[Sequence[int]]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        found: list[int] = self.codes[self.begins[number] : self.begins[number + 1]].tolist()
        return found


class Screener:
    """Screens parts, one after the other; each thread needs its own."""

    def __init__(self, bundle: Bundle, day: date, terms: Terms, bids: Bids) -> None:
        self.bundle, self.day, self.terms, self.bids = bundle, day, terms, bids
        self.register, self.scratch = register_of(bundle, day), Scratch(terms)

    def screened(self, part: Part) -> Tables:
        """What a part comes to."""
        return self._tables(self._lots(part))

    def renewed(self, part: Part, kept: Tables) -> Tables:
        """What a part comes to that was computed with another register: only lots around which something changed are judged again."""
        import numpy as np
        import pyarrow as pa
        import pyarrow.compute as pc

        lots = self._lots(part)
        changed = np.flatnonzero(self.scratch.around(self.register, lots.begins, lots.codes) != kept.lots.column("around").to_numpy())
        if not len(changed):
            return kept
        new = self._tables(_chosen(lots, changed))
        merged = []
        for old, renewed in ((kept.pairs, new.pairs), (kept.lots, new.lots)):
            left = old.filter(pc.invert(pc.is_in(old.column("lot_id"), lots.ids.take(column(changed)))))
            whole = pa.concat_tables([left, renewed])
            merged.append(whole.take(pc.sort_indices(whole.column("lot_id"))))
        return Tables(*merged)

    def _lots(self, part: Part) -> _Lots:
        return _Lots(self.bids.lots[part.first : part.end], self.bids.begins[part.first : part.end + 1], self.bids.codes)

    def _tables(self, lots: _Lots) -> Tables:
        from relparty.batch.kernels.results import lot_rows

        counted = lot_rows(len(lots.ids))
        pairs = self.scratch.pairs(self.register, lots.begins, lots.codes, counted)
        if _is_left_to_the_core(pairs, counted):
            from relparty.batch import exact  # seldom, and its rules take longer to load than thousands of lots to screen

            exact.complete_shares(self.bundle, self.day, pairs)
            exact.complete_counts(pairs, counted, lots)
        return Tables(
            output.pair_table(self.bundle, lots.ids, self.bids.strangers, pairs),
            output.lot_table(lots.ids, grades.verdicts(self.terms, counted), counted),
        )


def _is_left_to_the_core(pairs: PairRows, counted: LotRows) -> bool:
    """Whether the kernels left a share or a count open."""
    from relparty.batch.kernels.effective import INEXACT

    return bool((pairs.share == INEXACT).any() or (counted.independent < 0).any())


def _chosen(lots: _Lots, places: NDArray[np.intp]) -> _Lots:
    """Some of the lots."""
    import numpy as np

    codes = [lots.codes[lots.begins[at] : lots.begins[at + 1]] for at in places]
    begins = np.concatenate([[0], np.cumsum([len(each) for each in codes])])
    return _Lots(lots.ids.take(column(places)), begins.astype(np.int64), np.concatenate(codes))


def register_of(bundle: Bundle, day: date) -> Register:
    """The arrays of a bundle as kernels read them, on a day."""
    from relparty.batch.kernels.register import Register

    array, threshold = bundle.array, threshold_on(day)
    return Register(
        up_at=array("up_at"),
        up_rows=array("up_rows"),
        office_at=array("office_at"),
        office_rows=array("office_rows"),
        party=array("party"),
        twin=array("twin"),
        companies=bundle.companies,
        day=(day - date(1970, 1, 1)).days,
        control_above=threshold.share - threshold.inclusive,
    )
