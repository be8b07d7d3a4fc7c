"""How a regime grades what batches find, as kernels read it; and the verdict on lots counted by kernels."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.batch.kernels.rows import ROWS
from relparty.model.finding import Level, Verdict
from relparty.model.tie import Certainty
from relparty.regimes.grading import capped
from relparty.regimes.regime import Regime

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from relparty.batch.kernels.register import Grades
    from relparty.batch.kernels.results import LotRows

_TOO_FEW = ("received", "after_bar", "groups")
VERDICTS = (Verdict.CLEAR, Verdict.INCOMPLETE, Verdict.REVIEW, Verdict.STOP)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a batch is judged by: the levels of the rows by certainty, of too few quotes by variant, and how many are needed."""

    confirmed: tuple[int, ...]
    probable: tuple[int, ...]
    too_few: tuple[int, ...]
    min_quotes: int


def terms(regime: Regime, min_quotes: int) -> Terms:
    """The terms of a regime."""
    levels = [regime.grade(rule, variant).level for rule, variant in ROWS]
    return Terms(
        tuple(int(level) for level in levels),
        tuple(int(capped(level, Certainty.PROBABLE, rare_name=False)) for level in levels),
        tuple(int(regime.grade("too_few_quotes", variant).level) for variant in _TOO_FEW),
        min_quotes,
    )


def grades(told: Terms) -> Grades:
    """The levels as kernels read them."""
    import numpy as np

    from relparty.batch.kernels.register import Grades

    return Grades(np.array(told.confirmed, np.int8), np.array(told.probable, np.int8))


def verdicts(told: Terms, lots: LotRows) -> NDArray[np.int8]:
    """The verdict on each lot as its place in VERDICTS, by the contract: the worst finding, of pairs or of too few quotes."""
    import numpy as np

    level = lots.level.astype(np.int8)
    too_few = np.zeros(len(level), np.bool_)
    for count, of in zip((lots.received, lots.after_bar, lots.groups), told.too_few, strict=True):
        falls_short = (count < told.min_quotes) & ~too_few
        level[falls_short] = np.maximum(level[falls_short], of)
        too_few |= falls_short
    told_of = np.select([level >= Level.DEEMED, level >= Level.LEAD, lots.unchecked], [3, 2, 1], 0)
    return told_of.astype(np.int8)
