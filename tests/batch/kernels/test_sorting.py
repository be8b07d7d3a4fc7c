"""Few things put in order."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from relparty.batch.kernels.sorting import order


@given(st.lists(st.integers(-3, 3) | st.integers(-(2**63), 2**63 - 1), max_size=60))
def test_equal_keys_keep_their_order(keys: list[int]) -> None:
    places = np.zeros(len(keys), np.int32)
    order(np.array(keys, np.int64), len(keys), places)
    assert places.tolist() == sorted(range(len(keys)), key=keys.__getitem__)
