"""Shared by all tests."""

from __future__ import annotations

import os

# numpy starts a thread a core when it is imported, and a process with threads cannot fork its readers cheaply.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import pytest

from relparty.documents.ocr import engine


@pytest.fixture(autouse=True)
def without_ocr(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests behave alike whether or not the OCR extra is installed, but for those that ask for it."""
    if not request.node.get_closest_marker("ocr"):
        monkeypatch.setattr(engine, "is_installed", lambda: False)
