"""Room for the kernels to work in, made once and used for many lots; it grows where it is too small."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.batch import grades
from relparty.batch.grades import Terms

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from relparty.batch.kernels.register import Register
    from relparty.batch.kernels.results import LotRows, PairRows

_PARTIES, _BIDS, _ROWS = 1 << 10, 1 << 6, 1 << 17
"""Room for the parties and bids of a lot and for the findings of many to begin with."""


class Scratch:
    """Runs the kernels; each thread needs its own."""

    def __init__(self, terms: Terms) -> None:
        from relparty.batch.kernels.results import pair_rows
        from relparty.batch.kernels.work import work

        self.grades = grades.grades(terms)
        self.bids = _BIDS
        self.work, self.room = work(_PARTIES, _BIDS), pair_rows(_ROWS)

    def pairs(self, register: Register, begins: NDArray[np.int64], codes: NDArray[np.int32], counted: LotRows) -> PairRows:
        """All findings of lots, which are counted on the way (see `kernels.lots.run`)."""
        import numpy as np

        from relparty.batch.kernels import lots
        from relparty.batch.kernels.results import PairRows, pair_rows

        self._seat(begins)
        found = []
        at, ended = 0, -1
        while ended != lots.DONE:
            at, written, ended = lots.run(register, self.grades, self.work, begins, codes, at, self.room, counted)
            found.append(PairRows._make(column[:written].copy() for column in self.room))
            if ended == lots.SMALL_WORK:
                self._grow(2 * len(self.work.code))
            if ended == lots.SMALL_ROWS and not written:
                self.room = pair_rows(2 * len(self.room.lot))
        return PairRows._make(np.concatenate(columns) for columns in zip(*found, strict=True))

    def around(self, register: Register, begins: NDArray[np.int64], codes: NDArray[np.int32]) -> NDArray[np.int64]:
        """A number for all that the register tells around each lot (see `kernels.lots.look`)."""
        import numpy as np

        from relparty.batch.kernels import lots

        around = np.zeros(len(begins) - 1, np.int64)
        at, ended = 0, -1
        while ended != lots.DONE:
            at, ended = lots.look(register, self.work, begins, codes, at, around)
            if ended == lots.SMALL_WORK:
                self._grow(2 * len(self.work.code))
        return around

    def _seat(self, begins: NDArray[np.int64]) -> None:
        """Makes room for the bids of the largest lot."""
        import numpy as np

        if len(begins) > 1 and (most := int(np.diff(begins).max())) > self.bids:
            self.bids = most
            self._grow(len(self.work.code))

    def _grow(self, parties: int) -> None:
        from relparty.batch.kernels.work import work

        self.work = work(parties, self.bids)
