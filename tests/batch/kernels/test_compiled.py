"""Kernels as they are kept on disk: taken again only while nothing of what they are made of has changed."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path
from types import ModuleType

import numba
import pytest
from numba.core import caching

from relparty.batch import kernels
from relparty.batch.kernels import compiled, lots, texts
from relparty.bundle import layout
from relparty.model import finding, party, record


@pytest.mark.parametrize("kernel", [lots.run, lots.look, texts.enter, texts.find, texts.marks, texts.sort_bids])
def test_every_kernel_that_python_calls_is_kept_under_the_stamp_of_all_sources(kernel: object) -> None:
    assert kernel._cache._cache_file._source_stamp == compiled.STAMP  # type: ignore[attr-defined]  # numba's own
    assert compiled.stamp(compiled.SOURCES) == compiled.STAMP


def test_a_change_in_any_source_is_another_stamp(tmp_path: Path) -> None:
    copies = [tmp_path / f"{number}.py" for number in range(len(compiled.SOURCES))]
    for copy, source in zip(copies, compiled.SOURCES, strict=True):
        copy.write_bytes(source.read_bytes())
    assert compiled.stamp(copies) == compiled.STAMP
    stamps = {compiled.STAMP}
    for copy in copies:
        copy.write_bytes(copy.read_bytes() + b"\n")
        stamps.add(compiled.stamp(copies))
    assert len(stamps) == len(copies) + 1
    assert compiled.stamp(copies[1:]) not in stamps


def imported(path: Path) -> set[str]:
    """The modules of the project that a module imports from."""
    found = [node.module for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.ImportFrom)]
    return {module for module in found if module and module.startswith("relparty.")}


def test_the_sources_are_all_that_kernels_import() -> None:
    folder = Path(inspect.getfile(kernels)).parent
    assert set(folder.glob("*.py")) <= set(compiled.SOURCES)
    outside = {module for path in folder.glob("*.py") for module in imported(path) if not module.startswith("relparty.batch.kernels")}
    beside: dict[str, ModuleType] = {each.__name__: each for each in (layout, finding, party, record)}
    assert outside - {"relparty.bundle", "relparty.model"} == beside.keys()


def test_where_nothing_can_be_kept_kernels_are_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caching.CacheImpl, "_locator_classes", [])
    monkeypatch.setattr(numba.config, "CACHE_LOCATOR_CLASSES", "")

    def twice(number: int) -> int:
        return 2 * number

    assert compiled.kept(twice)(21) == 42
