"""Casebooks on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

import casebookround
import openbook


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> openbook.World:
    """A casebook with its people."""
    return openbook.world(tmp_path, database_url)


@pytest.fixture(scope="session")
def round_kept(tmp_path_factory: pytest.TempPathFactory) -> casebookround.Kept:
    """The backup of a casebook in which a whole round was gone through, once for all tests that ask for it."""
    return casebookround.kept(tmp_path_factory.mktemp("round"))
