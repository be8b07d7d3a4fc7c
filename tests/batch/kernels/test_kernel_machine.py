"""Machine code as it is kept on disk: taken again only while nothing of what it is made of has changed, and only whole."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from numpy.typing import NDArray

from relparty.batch import kernels
from relparty.batch.kernels import machine
from relparty.bundle import layout
from relparty.model import finding, party, record


def doubled(numbers: NDArray[np.int64]) -> tuple[int, int]:
    """Twice the first number, and the number itself."""
    return 2 * numbers[0], numbers[0]


def told(number: int) -> tuple[int, int]:
    argument = (np.array([number], np.int64),)
    return machine.machine(doubled, argument)(argument)


@pytest.fixture
def beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(machine, "_BESIDE", tmp_path / "beside")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    return tmp_path / "beside"


def test_a_change_in_any_source_is_another_stamp(tmp_path: Path) -> None:
    copies = [tmp_path / f"{number}.py" for number in range(len(machine.SOURCES))]
    for copy, source in zip(copies, machine.SOURCES, strict=True):
        copy.write_bytes(source.read_bytes())
    assert machine.stamp(copies) == machine.STAMP
    stamps = {machine.STAMP}
    for copy in copies:
        copy.write_bytes(copy.read_bytes() + b"\n")
        stamps.add(machine.stamp(copies))
    assert len(stamps) == len(copies) + 1
    assert machine.stamp(copies[1:]) not in stamps


def imported(path: Path) -> set[str]:
    """The modules of the project that a module imports from."""
    found = [node.module for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {module for module in found if module and module.startswith("relparty.")}


def test_the_sources_are_all_that_kernels_import() -> None:
    folder = Path(inspect.getfile(kernels)).parent
    assert set(folder.glob("*.py")) <= set(machine.SOURCES)
    outside = {module for path in folder.glob("*.py") for module in imported(path) if not module.startswith("relparty.batch.kernels")}
    beside: dict[str, ModuleType] = {each.__name__: each for each in (layout, finding, party, record)}
    assert outside - {"relparty.bundle", "relparty.model"} == beside.keys()


def test_code_is_kept_beside_the_program_and_taken_from_there(beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert told(21) == (42, 21)
    (file,) = beside.iterdir()
    monkeypatch.setitem(__import__("sys").modules, "relparty.batch.kernels.compiling", None)
    assert told(4) == (8, 4)
    assert beside.joinpath(file.name).read_bytes() == file.read_bytes()


@pytest.mark.parametrize("kept", [b"", b"short", b"\x00" * 4000])
def test_code_that_is_not_whole_is_never_run(beside: Path, kept: bytes) -> None:
    told(1)
    (file,) = beside.iterdir()
    whole = file.read_bytes()
    file.write_bytes(kept)
    assert told(5) == (10, 5)
    assert len(file.read_bytes()) > len(kept) or file.read_bytes() != kept
    file.write_bytes(whole[:-1])
    assert told(6) == (12, 6)


def test_code_of_other_sources_is_removed_beside_the_program_and_other_files_are_not(beside: Path) -> None:
    beside.mkdir()
    for name in ("lots.run-0123456789abcdef-0.kernel", "lots.cpython-311.pyc"):
        (beside / name).write_bytes(b"")
    told(1)
    names = sorted(each.name.partition("-")[0] for each in beside.iterdir())
    assert names == ["lots.cpython", "test_kernel_machine.doubled"]


def test_arguments_of_another_kind_are_other_code() -> None:
    short, long = np.zeros(1, np.int32), np.zeros(1, np.int64)
    assert len({machine.signature(each) for each in (short, long, np.zeros((1, 1), np.int32), 1, (short,), (short, long))}) == 6
    assert machine.signature(short) == machine.signature(np.ones(9, np.int32))


def test_where_the_program_cannot_be_written_code_is_kept_in_the_users_cache(beside: Path, tmp_path: Path) -> None:
    beside.write_text("no folder")
    assert told(21) == (42, 21)
    assert [each.suffix for each in (tmp_path / "user" / "relparty").iterdir()] == [".kernel"]


def test_where_nothing_can_be_kept_kernels_are_compiled_all_the_same(beside: Path, tmp_path: Path) -> None:
    beside.write_text("no folder")
    (tmp_path / "user").write_text("no folder")
    assert told(21) == (42, 21)
