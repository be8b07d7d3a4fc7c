"""A bidder's round in real Chromium: by mouse, by the keys alone, on a telephone, on paper, and without script."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Page, expect, sync_playwright
from webshell import serving

import lotmaker
import openbook
from guestseat import ANSWERS, Guests, form
from relparty.casebook import clock, readings
from relparty.settings import FileLimits
from relparty.web.settings import BodyLimits

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
WRONG_ID = "110101198408220002"
LIMIT = 1 << 20


class Running(openbook.Hands):
    """The machine's clock."""

    def __call__(self) -> datetime:
        return clock.system()


@dataclass
class Stage:
    """A served lot and its one bidder."""

    guests: Guests
    secret: str
    browser: Browser

    @property
    def link(self) -> str:
        return f"{self.guests.address}/b/{self.secret}"

    @contextmanager
    def page(self, path: str = "", **more: Any) -> Iterator[Page]:
        """A page in a browser of its own; nothing may fail in a script, break the policy or come from outside."""
        complaints: list[str] = []
        context = self.browser.new_context(**{"locale": "zh-CN", "viewport": {"width": 1280, "height": 900}} | more)
        context.set_default_timeout(20_000)
        page = context.new_page()

        def note(message: ConsoleMessage) -> None:
            if message.type in ("error", "warning"):
                complaints.append(message.text)

        page.on("console", note)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: complaints.append(request.url) if not request.url.startswith(self.guests.address) else None)
        page.goto(f"{self.link}{path}")
        yield page
        context.close()
        assert complaints == []

    def read(self) -> None:
        """Reads what waits, in the place of the background."""
        with self.guests.world.book.look() as db:
            waiting = readings.unread(db)
        for each in waiting:
            readings.read(self.guests.world.book, each, FileLimits())


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture
def stage(tmp_path: Path, browser: Browser) -> Iterator[Stage]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        world = openbook.world(tmp_path, hands=Running())
        guests = Guests(world, replace(BodyLimits(), upload=LIMIT, request=3 * LIMIT), address=address, deadline=in_ten_days())
        secret = world.invited(guests.lot, lotmaker.company_name("甲辰"), lotmaker.company_code(100))
        with serving(guests.app, listening, guests.settings):
            yield Stage(guests, secret, browser)


def in_ten_days() -> str:
    return clock.stamp(clock.system().replace(microsecond=0) + timedelta(days=10))


def assert_accessible(page: Page) -> None:
    if not AXE.exists():
        pytest.fail("axe-core is missing: make browser installs it")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")
    assert [(each["id"], each["nodes"][0]["target"]) for each in found["violations"]] == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth"), page.url


def handed_in(page: Page, content: bytes = b"") -> None:
    """Hands a file in by the upload page."""
    page.goto(re.sub(r"(/b/[^/]+).*", r"\1/upload", page.url))
    page.set_input_files("#form", {"name": "采集表.json", "mimeType": "application/json", "buffer": content or form()})
    page.get_by_role("button", name=re.compile("^(提交|Hand in)$")).click()
    page.wait_for_url(re.compile(r"/b/[^/]+$"))


def test_the_form_is_filled_in_checked_while_one_types_and_handed_in(stage: Stage) -> None:
    with stage.page() as page:
        page.get_by_role("link", name="在线填写").click()
        assert page.input_value("#bidder_uscc") == lotmaker.company_code(100)
        for name, text in (ANSWERS | {"head_id": WRONG_ID}).items():
            page.fill(f"#{name}", text)
        page.locator("#filled_on").blur()
        expect(page.locator("[data-said=head_id]")).to_contain_text("须更正")
        page.fill("#head_id", ANSWERS["head_id"])
        page.locator("#head_id").blur()
        expect(page.locator("[data-said=head_id]")).to_be_empty()
        assert_accessible(page)
        page.get_by_role("button", name="提交", exact=True).click()
        page.wait_for_url(stage.link)
        expect(page.get_by_text("已收到，回执编号")).to_be_visible()
        assert_accessible(page)
    assert len(stage.guests.versions(stage.guests.seat(stage.secret))) == 1


def test_the_message_of_the_receipt_stays_while_the_page_waits_for_what_was_understood(stage: Stage) -> None:
    with stage.page() as page:
        handed_in(page)
        expect(page.locator(".waiting")).to_contain_text("正在识读")
        page.evaluate("document.querySelector('h1').dataset.same = 'page'")
        page.get_by_role("link", name="在线填写").focus()
        stage.read()
        expect(page.locator(".answers")).to_be_visible(timeout=40_000)
        expect(page.get_by_text("已收到，回执编号")).to_be_visible()
        assert page.evaluate("document.querySelector('h1').dataset.same") == "page"
        assert page.evaluate("document.activeElement.textContent") == "在线填写"
        expect(page.locator("[data-told]")).to_have_text("识读完成，结果见“识读结果”。")
        assert_accessible(page)


def test_by_the_keys_alone(stage: Stage) -> None:
    with stage.page() as page:
        tab_to(page, "在线填写")
        page.keyboard.press("Enter")
        page.wait_for_url("**/form")
        for name, text in ANSWERS.items():
            tab_until(page, f"document.activeElement.id === '{name}'")
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type(text)
        tab_until(page, "document.activeElement.value === 'hand_in'")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
        page.keyboard.press("Enter")
        page.wait_for_url(stage.link)
        tab_to(page, "回执")
        page.keyboard.press("Enter")
        page.wait_for_url("**/receipts/*")
        expect(page.get_by_role("heading", level=1)).to_have_text("采集表接收回执")
        expect(page.get_by_text("防伪校验码")).to_be_visible()


def tab_to(page: Page, words: str) -> None:
    tab_until(page, f"document.activeElement.textContent.trim() === '{words}'")


def tab_until(page: Page, condition: str) -> None:
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate(condition):
            return
    raise AssertionError(condition)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("locale", ["zh-CN", "en"])
def test_every_page_is_accessible_in_both_languages_and_on_a_telephone(stage: Stage, locale: str, width: int) -> None:
    long = stage.guests.world.invited(stage.guests.lot, "长名" * 60 + "<b>有限公司", lotmaker.company_code(101))
    with stage.page(locale=locale, viewport={"width": width, "height": 800}) as page:
        for path in ("", "/form", "/upload"):
            page.goto(f"{stage.link}{path}")
            assert_accessible(page)
        handed_in(page)
        stage.read()
        expect(page.locator(".answers")).to_be_visible(timeout=40_000)
        assert_accessible(page)
        page.locator("td a[href*=receipts]").first.click()
        page.wait_for_url("**/receipts/*")
        assert_accessible(page)
        page.emulate_media(media="print")
        assert not page.locator(".ways").is_visible()
        page.emulate_media(media=None)
        page.goto(f"{stage.guests.address}/b/{long}")
        assert_accessible(page)


def test_too_large_and_empty_files_are_told_before_anything_is_sent(stage: Stage) -> None:
    with stage.page("/upload") as page:
        sent: list[str] = []
        page.on("request", lambda request: sent.append(request.method))
        for content, words in ((b"0" * (LIMIT + 1), "超过 1.0 MB 的上限"), (b"", "是空文件")):
            page.set_input_files("#form", {"name": "扫描.pdf", "mimeType": "application/pdf", "buffer": content})
            expect(page.locator("#form-trouble")).to_contain_text(words)
            page.get_by_role("button", name="提交").click()
            assert "POST" not in sent
        assert_accessible(page)
        page.set_input_files("#form", {"name": "采集表.json", "mimeType": "application/json", "buffer": form()})
        expect(page.locator("#form-trouble")).to_be_empty()
        many: list[FilePayload] = [{"name": f"{n}.pdf", "mimeType": "application/pdf", "buffer": b"%PDF"} for n in range(50)]
        page.set_input_files("#evidence", many)
        expect(page.locator("#evidence-trouble")).to_contain_text("共 51 个文件，最多 50 个")
        page.set_input_files("#evidence", [{**each, "buffer": b"0" * (LIMIT - 1)} for each in many[:3]])
        expect(page.locator("#evidence-trouble")).to_contain_text("合计 3.0 MB")
        page.set_input_files("#evidence", [])
        page.get_by_role("button", name="提交").click()
        page.wait_for_url(stage.link)


def test_while_files_are_sent_the_page_says_to_stay(stage: Stage) -> None:
    with stage.page("/upload") as page:
        page.set_input_files("#form", {"name": "采集表.json", "mimeType": "application/json", "buffer": form()})
        said = page.evaluate(
            """() => new Promise((done) => {
              const place = document.querySelector("[data-progress]");
              new MutationObserver(() => done(place.textContent)).observe(place, {childList: true});
              document.querySelector("button.main").click();
            })"""
        )
        assert "请不要关闭本页" in said
        page.wait_for_url(stage.link)


def test_coming_back_to_a_form_that_was_handed_in_and_changing_it_is_another_version(stage: Stage) -> None:
    with stage.page("/form") as page:
        for number, address in enumerate(("一路", "二路"), start=1):
            page.fill("#address", address)
            page.get_by_role("button", name="提交", exact=True).click()
            page.wait_for_url(stage.link)
            expect(page.get_by_text(f"第 {number} 次提交")).to_be_visible()
            page.go_back()
    assert stage.guests.seat(stage.secret).filled()["address"] == "二路"


def test_all_of_it_works_without_script(stage: Stage) -> None:
    with stage.page("/form", java_script_enabled=False) as page:
        page.fill("#address", "一路")
        page.locator("button[name=add][value=shareholders]").click()
        assert page.locator("[name=shareholders-3-name]").count() == 1
        assert page.input_value("#address") == "一路"
        page.get_by_role("button", name="检查").last.click()
        expect(page.locator("#what-was-said")).to_be_visible()
        page.get_by_role("button", name="提交", exact=True).click()
        page.wait_for_url(stage.link)
        expect(page.get_by_text("已收到，回执编号")).to_be_visible()
        handed_in(page)
        expect(page.get_by_text("第 2 次提交")).to_be_visible()
        expect(page.get_by_role("link", name="刷新")).to_be_visible()
