"""Kernels as Python calls them: ordinary functions that become machine code at their first call."""

from __future__ import annotations

import math
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import numba
import numpy as np
import pytest
from numpy.typing import NDArray

from relparty.batch.kernels import compiled, machine


class Couple(NamedTuple):
    """Two arrays and a number."""

    whole: NDArray[np.int32]
    half: NDArray[np.float64]
    factor: int


def scaled(couple: Couple, flags: NDArray[np.bool_], table: NDArray[np.int64]) -> tuple[int, int]:
    """Writes into three arrays, and gives two sums."""
    total = 0
    for at in range(len(couple.whole)):
        couple.whole[at] *= couple.factor
        couple.half[at] /= 2
        flags[at] = couple.whole[at] > 0
        table[at, 1] = couple.whole[at]
        total += couple.whole[at]
    return total, -total


def negated(numbers: NDArray[np.int32]) -> None:
    """Turns the sign of each."""
    for at in range(len(numbers)):
        numbers[at] = -numbers[at]


def made_array(count: int) -> tuple[int, int]:
    """Makes an array, for which numba would be needed."""
    found = np.zeros(count, np.int64)
    return len(found), int(found[0])


def gamma_of(numbers: NDArray[np.float64]) -> None:
    """Asks for a function that numba brings along."""
    numbers[0] = math.gamma(numbers[0])


def refused(number: int) -> tuple[int, int]:
    """Raises an error."""
    if number > 1:
        raise ValueError
    return number, number


@pytest.fixture(autouse=True)
def _kept_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "_BESIDE", tmp_path)


def arguments() -> tuple[Couple, NDArray[np.bool_], NDArray[np.int64]]:
    return Couple(np.array([3, -1, 7], np.int32), np.array([1.0, 2, 3]), 5), np.zeros(3, np.bool_), np.zeros((3, 2), np.int64)


def test_machine_code_does_what_the_function_does() -> None:
    plain, coded = arguments(), arguments()
    assert compiled.kept(scaled)(*coded) == scaled(*plain) == (45, -45)
    for one, other in zip((*coded[0], *coded[1:]), (*plain[0], *plain[1:]), strict=True):
        assert np.array_equal(one, other)


def test_a_kernel_that_gives_nothing_gives_none_and_takes_arrays_that_may_not_be_written_like_others() -> None:
    numbers = np.array([1, 2], np.int32)
    kernel = compiled.kept(negated)
    assert kernel(numbers) is None
    assert numbers.tolist() == [-1, -2]
    empty = np.zeros(0, np.int32)
    empty.flags.writeable = False
    kernel(empty)


@pytest.mark.parametrize(
    ("argument", "error"),
    [
        (np.arange(6, dtype=np.int32)[::2], ValueError),
        (np.zeros(1, np.int64), TypeError),
        (np.zeros((1, 1), np.int32), TypeError),
        ((np.zeros(1, np.int32),), TypeError),
        ("text", TypeError),
        (None, TypeError),
        (1.5, TypeError),
    ],
)
def test_what_machine_code_would_misread_is_refused(argument: object, error: type[Exception]) -> None:
    kernel = compiled.kept(negated)
    kernel(np.zeros(1, np.int32))
    with pytest.raises(error):
        kernel(argument)  # type: ignore[arg-type]  # that is the test
    with pytest.raises(TypeError):
        kernel(np.zeros(1, np.int32), 1)  # type: ignore[call-arg]  # that is the test


def test_a_kernel_that_would_need_numba_to_run_is_refused_when_it_is_compiled() -> None:
    with pytest.raises(numba.TypingError):
        compiled.kept(made_array)(3)
    with pytest.raises(RuntimeError, match=r"gamma_of needs \w+ to run"):
        compiled.kept(gamma_of)(np.ones(1))


def test_a_kernel_that_raises_an_error_ends_with_one() -> None:
    kernel = compiled.kept(refused)
    assert kernel(1) == (1, 1)
    with pytest.raises(RuntimeError, match="a kernel ended with"):
        kernel(2)


def test_many_threads_make_one_machine() -> None:
    kernel = compiled.kept(scaled)
    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(lambda _: kernel(*arguments()), range(32))) == {(45, -45)}


def test_kernels_that_are_there_load_nothing_of_numba(tmp_path: Path) -> None:
    run = (
        "import sys; from pathlib import Path; import numpy as np; from relparty.batch.kernels import machine, texts;"
        f"machine._BESIDE = Path({str(tmp_path)!r}); print(texts.directory(np.zeros(0, np.uint8), np.zeros(1, np.int64), 0).size,"
        " 'numba' in sys.modules)"
    )
    said = [subprocess.run([sys.executable, "-c", run], check=True, capture_output=True, text=True).stdout.split() for _ in range(2)]
    assert said == [["1", "True"], ["1", "False"]]
