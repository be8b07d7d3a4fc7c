"""Draws the pictures of docs/interactive-page.md: `python tests/graphs/make_screenshots.py` (Chromium needed)."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "tests" / "graphs")]

import pagelots  # noqa: E402  # found beside this script
from PIL import Image  # noqa: E402  # as above
from playwright.sync_api import Page, sync_playwright  # noqa: E402  # as above

from relparty.graph_formats import draw  # noqa: E402  # as above

CHROMIUM = os.environ.get("RELPARTY_CHROMIUM", "/usr/bin/chromium")
COLOURS = 128


def _finding(number: int) -> Callable[[Page], None]:
    return lambda page: page.locator("#findings button").nth(number).click()


def _party(name: str) -> Callable[[Page], None]:
    return lambda page: page.locator(".chart:not(.away) .party", has_text=name).first.click()


def _everything(page: Page) -> None:
    page.locator('input[name="scope"][value="whole"]').check()
    page.locator("#search").fill("百家05")


PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "page-demo": ("D01-demo", _finding(2)),
    "page-layers": ("P05-layers", _finding(0)),
    "page-circle": ("P12-circle", _finding(1)),
    "page-100-bidders": ("Q16-hundred-bidders", _everything),
}


def shoot(page: Page, folder: Path, lot: str, act: Callable[[Page], None]) -> bytes:
    """The page of an example lot after the act, as a PNG of few colours."""
    file = folder / f"{lot}.html"
    file.write_bytes(draw("html", pagelots.screened(lot), "zh"))
    page.goto(file.as_uri())
    page.wait_for_selector("html[data-ready=yes]")
    act(page)
    taken = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    content = io.BytesIO()
    taken.save(content, "PNG", optimize=True)
    return content.getvalue()


def main() -> None:
    """Writes every picture."""
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM)
        page = chromium.new_context(viewport={"width": 1360, "height": 850}, offline=True, reduced_motion="reduce").new_page()
        for name, (lot, act) in PICTURES.items():
            (ROOT / "docs" / "pictures" / f"{name}.png").write_bytes(shoot(page, Path(folder), lot, act))
        chromium.close()


if __name__ == "__main__":
    main()
