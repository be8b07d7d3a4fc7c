"""The clerk's pages in real Chromium: nothing that keeps anybody out, no request outside, scripts that help and are not needed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

import decidedlot
import lotmaker
import openbook
import seats
from relparty.casebook import bidders, clock, lots, screenings
from relparty.casebook.rights import Caller
from relparty.casebook.screenings import Progress

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
HOSTILE = "<img src=x onerror=alert(1)>\u202e有限公司"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[seats.Room, decidedlot.Decided, lots.Lot]]:
    """A lot that was screened twice, and one that collects, in the time of this machine: browsers judge cookies by it."""
    hands = openbook.Hands(datetime.now(UTC) - timedelta(days=12))
    world = openbook.world(tmp_path_factory.mktemp("office"), hands=hands)
    decided = decidedlot.decided(world, has_conflict=True)
    decided.replace("丁香", {"head": {"name": "罗启航", "id": "#31"}})
    decided.screen_again()
    hands.to(datetime.now(UTC))
    lot = world.lot("L-2", deadline=clock.stamp(hands.now + timedelta(days=5)))
    for number, name in enumerate((HOSTILE, "长" * 200)):
        world.handed_in(world.invited(lot, name, lotmaker.company_code(100 + number)), b"{}")
    with seats.served(world) as room:
        yield room, decided, lot


def opened(browser: Browser, room: seats.Room, who: Caller, said: list[str], **more: object) -> BrowserContext:
    """A browser of that user; whatever goes wrong in it, and every request outside, is told in `said`."""
    context = browser.new_context(**more)  # type: ignore[arg-type]  # options of several types
    context.add_cookies([{"name": name, "value": value, "url": room.address} for name, value in room.cookies(who).items()])
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("dialog", lambda dialog: (said.append("dialog"), dialog.dismiss()))
    context.on("request", lambda request: None if request.url.startswith(room.address) else said.append(request.url))
    return context


@pytest.mark.parametrize(("lang", "width"), [("zh-CN", 1280), ("en", 1280), ("zh-CN", 360)])
def test_no_page_keeps_anybody_out_or_asks_outside(
    browser: Browser, office: tuple[seats.Room, decidedlot.Decided, lots.Lot], lang: str, width: int
) -> None:
    room, decided, lot = office
    said: list[str] = []
    with opened(browser, room, room.world.clerk, said, locale=lang, viewport={"width": width, "height": 900}) as context:
        page = context.new_page()
        for path in paths(room, decided, lot):
            answer = page.goto(room.address + path)
            assert answer is not None
            assert answer.status == 200, path
            page.evaluate(AXE.read_text(encoding="utf-8"))
            found = page.evaluate(
                "async () => (await axe.run()).violations.filter((each) => each.impact !== 'minor').map((each) => each.id)"
            )
            assert set(found) <= {"heading-order"}, (path, found)
            assert page.evaluate("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"), (path, width)
    assert said == []


def paths(room: seats.Room, decided: decidedlot.Decided, lot: lots.Lot) -> list[str]:
    with room.world.book.look() as db:
        entrant = bidders.of_lot(db, lot.id)[0]
        version = bidders.of_lot(db, decided.id)[0].versions[0]
    collecting = [
        "",
        "/edit",
        "/group",
        "/invitations",
        "/register-files",
        "/close",
        "/cancel",
        f"/invitations/{entrant.invitation.id}/hand-in",
    ]
    run = f"/screenings/{decided.screening.id}"
    screened = ["", "/group", "/edit", "/register-files", run, f"{run}/differences", f"/submissions/{version.id}"]
    return [
        "/lots",
        "/lots/new",
        "/memory",
        f"/memory/bidders/{lotmaker.company_code(100)}",
        *(f"/lots/{lot.id}{each}" for each in collecting),
        *(f"/lots/{decided.id}{each}" for each in screened),
    ]


def test_a_link_is_copied_by_its_button(browser: Browser, office: tuple[seats.Room, decidedlot.Decided, lots.Lot]) -> None:
    room, _, lot = office
    said: list[str] = []
    with opened(browser, room, room.world.clerk, said, permissions=["clipboard-read", "clipboard-write"], locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{room.address}/lots/{lot.id}/invitations")
        page.locator("#lines").fill(f"新公司\t{lotmaker.company_code(300)}\n坏行")
        page.get_by_role("button", name="逐行邀请").click()
        expect(page.get_by_text("已邀请 1 家")).to_be_visible()
        page.get_by_role("button", name="复制链接").click()
        expect(page.get_by_role("status")).to_have_text("已复制")
        assert page.evaluate("() => navigator.clipboard.readText()") == page.locator("#link-1").input_value()
        page.get_by_role("button", name="复制邀请函").click()
        assert page.locator("#link-1").input_value() in page.evaluate("() => navigator.clipboard.readText()")
    assert said == []


def test_the_page_watches_a_screening_and_goes_on_to_the_findings(
    browser: Browser, office: tuple[seats.Room, decidedlot.Decided, lots.Lot]
) -> None:
    room, decided, _ = office
    job = screenings.ask(room.world.book, room.world.clerk, decided.id)
    watched = room.app.state.office.background._watched[job.screening.id] = Progress()
    said: list[str] = []
    with opened(browser, room, room.world.leader, said, locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{room.address}/lots/{decided.id}/screenings/{job.screening.id}")
        expect(page.locator("#words")).to_have_text("正在准备文件……")
        watched.total, watched.done = 5, 2
        expect(page.locator("#words")).to_have_text("已读取 2/5 份采集表")
        assert page.locator("#bar").evaluate("(bar) => [bar.value, bar.max]") == [2, 5]
        screenings.run(room.world.book, job, room.app.state.office.settings, Progress())
        page.wait_for_url(f"{room.address}/lots/{decided.id}/findings", timeout=30_000)
    assert said == []


def test_without_script_the_page_has_a_way_to_look_again(browser: Browser, office: tuple[seats.Room, decidedlot.Decided, lots.Lot]) -> None:
    room, decided, _ = office
    job = screenings.ask(room.world.book, room.world.clerk, decided.id)
    with opened(browser, room, room.world.leader, [], locale="zh-CN", java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(f"{room.address}/lots/{decided.id}/screenings/{job.screening.id}")
        screenings.run(room.world.book, job, room.app.state.office.settings, Progress())
        page.get_by_role("link", name="再看一次").click()
        expect(page.get_by_role("link", name="查看发现")).to_be_visible()


def test_a_button_pressed_twice_sends_once(browser: Browser, office: tuple[seats.Room, decidedlot.Decided, lots.Lot]) -> None:
    room, _, lot = office
    sent: list[str] = []
    with opened(browser, room, room.world.clerk, [], locale="zh-CN") as context:
        page = context.new_page()
        page.goto(f"{room.address}/lots/{lot.id}/invitations")
        page.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
        page.locator("#bidder").fill("双击公司")
        page.locator("#uscc").fill(lotmaker.company_code(301))
        page.get_by_role("button", name="邀请", exact=True).dblclick()
        expect(page.get_by_text("已邀请 1 家")).to_be_visible()
    assert len(sent) == 1
