"""The interactive page for everybody: by keys alone, to those who hear it, on small screens, without motion."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pagelots
import pytest
from pagebrowser import Open, choose_day
from playwright.sync_api import Page, expect

from relparty.graph_formats import Picture
from relparty.phrases import Lang

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"


def test_keys_alone_reach_a_party_open_it_and_come_back(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#stage").focus()
    page.keyboard.press("Enter")
    focused = "() => document.activeElement.querySelector?.(':scope > title')?.textContent ?? document.activeElement.id"
    assert page.evaluate(focused).startswith("甲公司 · 企业")
    expect(page.locator(".party:focus")).to_have_accessible_name("甲公司 · 企业 · 91440300MA000100XJ · 投标人 · 禁止")
    expect(page.locator(".party:focus")).to_have_role("button")
    page.keyboard.press("ArrowUp")
    above = page.evaluate(focused)
    assert not above.startswith("甲公司")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text(above.split(" · ")[0])
    assert page.evaluate("() => document.activeElement.getAttribute('aria-pressed')") == "true"
    assert page.evaluate("() => document.querySelectorAll('.chart:not(.away) .party[tabindex=\"0\"]').length") == 1
    outline = page.evaluate("() => getComputedStyle(document.activeElement.querySelector('polygon, ellipse')).strokeWidth")
    assert outline == "6px"
    page.keyboard.press("Escape")
    expect(page.locator("#close")).to_be_hidden()
    assert page.evaluate(focused) == above
    page.keyboard.press("Escape")
    assert page.evaluate(focused) == "stage"


def test_the_tab_key_goes_through_the_page_in_the_order_of_reading(opened: Open) -> None:
    page = opened(pagelots.dated())
    met = []
    for _ in range(40):
        page.keyboard.press("Tab")
        met.append(
            page.evaluate("() => { const at = document.activeElement; return at.matches('.party') ? 'party' : at.id || at.name || ''; }")
        )
        assert page.evaluate(
            """() => { const at = document.activeElement; const look = getComputedStyle(at);
            return at.matches('.party') || (look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2); }"""
        ), met
        if met[-1] == "filter":
            break
    wanted = ["search", "level", "scope", "fold", "unfold", "day", "zoom-out", "zoom-in", "fit", "print", "stage", "party", "filter"]
    assert [each for each in met if each in wanted] == wanted


def test_skip_links_lead_to_the_picture_and_the_table(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "stage"


def test_motion_is_gradual_only_for_those_who_want_it(opened: Open) -> None:
    count = """() => { let count = 0; const seen = new MutationObserver((found) => { count += found.length; });
      seen.observe(document.querySelector('.chart'), {attributes: true, attributeFilter: ['viewBox']});
      document.getElementById('zoom-in').click();
      return new Promise((done) => { const watch = (left) => left ? requestAnimationFrame(() => watch(left - 1)) : done(count); watch(30); }); }"""
    assert opened(pagelots.dated()).evaluate(count) == 1
    assert opened(pagelots.dated(), reduced_motion="no-preference").evaluate(count) > 1


@pytest.mark.parametrize("width", [360, 800])
def test_small_screens_have_everything_below_each_other(opened: Open, width: int) -> None:
    page = opened(pagelots.screened("D01-demo"), viewport={"width": width, "height": 740})
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    page.locator("#findings button").first.click()
    expect(page.locator("#details h2")).to_have_text("单位负责人为同一人")


def wounds(page: Page) -> list[tuple[str, str, Any]]:
    assert AXE.is_file(), "run `make browser`, which installs axe-core"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 20
    contrast = [rule for rule in found["passes"] if rule["id"] == "color-contrast"]
    assert len(contrast) == 1
    return [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_accessibility_checker_finds_nothing(opened: Open, lang: Lang) -> None:
    page = opened(pagelots.screened("D01-demo", lang), lang)
    assert wounds(page) == []
    page.locator("#findings button").first.click()
    page.locator("#search").fill("深圳")
    page.locator("#fold").click()
    for summary in page.locator("details:not([open]) > summary").all():
        summary.click()
    assert wounds(page) == []
    page.locator("#rows button").first.click()
    assert wounds(page) == []


@pytest.mark.parametrize("make", [pagelots.dated, pagelots.hostile, pagelots.large, lambda: Picture(pagelots.lot(), (), (), ())])
def test_the_accessibility_checker_finds_nothing_in_odd_lots(opened: Open, make: Callable[[], Picture]) -> None:
    page = opened(make())
    if page.locator("#day").is_enabled():
        choose_day(page, 1)
    assert wounds(page) == []


def test_the_checker_does_find_what_is_wrong(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.evaluate(
        "() => { document.getElementById('search').previousElementSibling.remove(); document.querySelector('h1').style.color = '#ddd'; }"
    )
    assert {rule for rule, _, _ in wounds(page)} >= {"label", "color-contrast"}
