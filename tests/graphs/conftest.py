"""A browser for the tests that open the interactive page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pagebrowser import Open, chromium, pages
from playwright.sync_api import Browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    with pages(browser, tmp_path) as opener:
        yield opener
