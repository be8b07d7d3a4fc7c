"""Columns over the memory of arrays: the same as pyarrow makes them, and without pandas."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from batchworld import bids_file, bundle_of, lots, world
from relparty.batch.arrow import column, numbers, words


@pytest.mark.parametrize(
    "told",
    [
        np.array([], np.int32),
        np.array([3, -1, 7], np.int32),
        np.array([0.5, 1.25]),
        np.arange(20, dtype=np.int64)[::2],
        np.arange(11) % 3 == 0,
        np.array([], np.bool_),
    ],
)
def test_a_column_is_what_pyarrow_makes_of_the_array(told: Any) -> None:
    made = column(told)
    made.validate(full=True)
    assert made.equals(pa.array(told))
    assert made.type == pa.array(told).type


def test_what_is_told_to_be_null_is_null() -> None:
    is_null = np.arange(11) % 4 == 1
    made = column(np.arange(11, dtype=np.int32), is_null)
    assert made.to_pylist() == [None if each % 4 == 1 else each for each in range(11)]
    assert made.null_count == 3


def test_words_are_texts_of_any_script() -> None:
    told = ["", "停止", "review", "é"]
    made = words(told)
    made.validate(full=True)
    assert (made.type, made.to_pylist()) == (pa.large_string(), told)
    assert words([]).to_pylist() == []


def test_numbers_of_a_slice_are_those_of_the_slice() -> None:
    assert numbers(pa.array([1, 2, 3, 4], pa.uint64())[1:3]).tolist() == [2, 3]


def test_a_batch_imports_neither_pandas_nor_what_judges_for_people(tmp_path: Path) -> None:
    bundle_of(tmp_path, world("p>a=60 p>b=60 q>c=100"))
    asked = [
        "batch",
        str(bids_file(tmp_path, lots("a b", "b c x"))),
        "--register",
        str(tmp_path / "bundle"),
        "--out",
        str(tmp_path / "o.parquet"),
    ]
    program = f"""
import atexit, sys
from relparty.cli import main
atexit.register(lambda: print([name for name in ("pandas", "networkx", "relparty.rules") if name in sys.modules]))
sys.argv = ["relparty", *{asked!r}]
main.main()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "[]"), done.stderr
