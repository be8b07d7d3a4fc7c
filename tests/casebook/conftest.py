"""Casebooks on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest

import openbook


@pytest.fixture
def world(tmp_path: Path, database_url: str) -> openbook.World:
    """A casebook with its people."""
    return openbook.world(tmp_path, database_url)
