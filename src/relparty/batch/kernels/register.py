"""The arrays that kernels read: a register, how a regime grades, the lots."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare

Int8s = NDArray[np.int8]
Int32s = NDArray[np.int32]
Int64s = NDArray[np.int64]
Bools = NDArray[np.bool_]


class Register(NamedTuple):
    """A register in codes, as a bundle keeps it: companies 0 to n-1, then persons; shares in 0.0001 %."""

    up_at: Int64s
    up_rows: Int32s
    """Holder, share, since, until."""
    office_at: Int64s
    office_rows: Int32s
    """Person, office, since, until."""
    party: NDArray[np.uint8]
    """What each is (see `layout.KIND_BITS`); a person without a token is sure only within one company."""
    twin: Int32s
    """The next code of the same company or person, in a ring; itself where there is none."""
    companies: int
    day: int
    """The day looked at, in days since 1970-01-01."""
    control_above: int
    """The share above which it is control."""


class Grades(NamedTuple):
    """How serious each row of the rules' table is: levels by row, before certainty is looked at."""

    level: Int8s
    """By the code of a row (see `rows`)."""
    level_probable: Int8s
    """The same where identity is only probable."""


@bare
def index(place: int) -> np.uintp:
    """A place that is not negative, as an index: of every other one the machine looks first whether it counts from the end."""
    return np.uintp(place)
