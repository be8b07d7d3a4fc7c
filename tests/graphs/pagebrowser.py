"""Pages opened in real Chromium without a network, and what is in sight in them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from relparty.graph_formats import Picture, draw
from relparty.phrases import Lang

CHROMIUM = os.environ.get("RELPARTY_CHROMIUM", "/usr/bin/chromium")
WIDE = {"width": 1440, "height": 900}
Open = Callable[..., Page]

SEEN = "() => [...document.querySelectorAll('.chart:not(.away) .party:not(.away)')].map((each) => Number(each.dataset.party)).sort((a, b) => a - b)"
LINES = """() => [...new Set([...document.querySelectorAll('.chart:not(.away) .words:not(.away)')]
  .flatMap((each) => each.dataset.relations.split(' ').map(Number)))].sort((a, b) => a - b)"""
ON = "() => [...document.querySelectorAll('.chart:not(.away) .party.on:not(.away)')].map((each) => Number(each.dataset.party)).sort((a, b) => a - b)"
VIEW = "() => document.querySelector('.chart:not(.away)').getAttribute('viewBox').split(' ').map(Number)"


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without one the tests fail and are not skipped."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@contextmanager
def pages(browser: Browser, folder: Path) -> Iterator[Open]:
    """Opens pages without a network; at the end nobody may have asked for anything, complained, or run a hostile script."""
    said: list[str] = []
    asked: list[str] = []
    contexts = []

    def page_of(picture: Picture, lang: Lang = "zh", **more: Any) -> Page:
        file = folder / f"page{len(contexts)}.html"
        file.write_bytes(draw("html", picture, lang))
        context = browser.new_context(**{"viewport": WIDE, "offline": True, "reduced_motion": "reduce"} | more)
        context.route(lambda url: url != file.as_uri(), lambda route: route.abort())
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
        page.goto(file.as_uri())
        page.wait_for_selector("html[data-ready=yes]")
        return page

    yield page_of
    for context in contexts:
        context.close()
    assert said == []
    assert {url.rpartition("/")[0] for url in asked} <= {folder.as_uri()}
    assert len(asked) == len(contexts)


def names(page: Page, numbers: list[int]) -> set[str]:
    """The names of parties by number."""
    parties = page.evaluate("() => JSON.parse(document.getElementById('lot').textContent).parties.map((party) => party.name)")
    return {parties[number] for number in numbers}


def seen(page: Page) -> set[str]:
    """Who is in sight."""
    return names(page, page.evaluate(SEEN))


def lit(page: Page) -> set[str]:
    """Who is set off."""
    return names(page, page.evaluate(ON))


def choose_day(page: Page, stop: int) -> None:
    page.locator("#day").evaluate(
        "(slider, stop) => { slider.value = stop; slider.dispatchEvent(new Event('input', {bubbles: true})); }", stop
    )


def section(page: Page, title: str) -> Locator:
    """A section of the details."""
    return page.locator("#told section").filter(has=page.get_by_role("heading", name=title, exact=True))


def scale(page: Page) -> float:
    """How many pixels of the screen a point of the chart has."""
    box = page.locator("#stage").bounding_box()
    assert box
    return float(box["width"] / page.evaluate(VIEW)[2])
