"""The form in real Chromium: rows without reload, problems while one types, and nothing typed is lost when the server is gone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from formserver import FormServer, served
from playwright.sync_api import Browser, Dialog, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"
AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
WRONG_ID = "110101198408220002"
HOSTILE = "<img src=x onerror=alert(1)>有限公司"
ANSWERED = re.compile("结论|Verdict")
GONE = re.compile("连不上服务器")
EXPECTED = {"beforeunload"}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def server() -> Iterator[FormServer]:
    with served() as started:
        yield started


@contextmanager
def opened(browser: Browser, server: FormServer, lang: str = "zh", **more: Any) -> Iterator[Page]:
    """The empty form; at the end nothing may have run from outside, broken the policy or failed in the script."""
    said: list[str] = []

    def told(dialog: Dialog) -> None:
        said.append(dialog.type)
        dialog.accept()

    context = browser.new_context(**{"viewport": {"width": 1200, "height": 900}} | more)
    page = context.new_page()
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", told)
    page.goto(f"{server.address}/{lang}/form")
    yield page
    context.close()
    assert [words for words in said if words not in EXPECTED and "ERR_EMPTY_RESPONSE" not in words] == []


def test_a_wrong_number_is_told_while_one_types_and_gone_once_it_is_right(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#bidder_name", HOSTILE)
        page.fill("#head_name", "封骁昶")
        page.fill("#head_id", WRONG_ID)
        expect(page.locator("#head_id-said")).to_contain_text("校验位")
        expect(page.locator("#head_id")).to_have_attribute("aria-invalid", "true")
        expect(page.locator("#head_id")).to_have_accessible_description(re.compile("校验位"))
        expect(page.locator("[data-status]")).to_have_text(ANSWERED)
        page.fill("#head_id", "110101198408220001")
        expect(page.locator("#head_id-said")).to_be_empty()
        expect(page.locator("#head_id")).not_to_have_attribute("aria-invalid", "true")
        assert page.input_value("#bidder_name") == HOSTILE
        assert server.handed_in == []


def test_what_nobody_has_been_in_is_not_called_missing(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.focus("#phone")
        page.fill("#bidder_name", "深圳市甲辰工程有限公司")
        expect(page.locator("#phone-said")).to_contain_text("必填")
        expect(page.locator("#email-said")).to_be_empty()
        expect(page.locator("#shareholders-said")).to_be_empty()


def test_a_row_more_comes_without_reload_and_is_labelled_and_empty(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#bidder_name", "深圳市甲辰工程有限公司")
        page.fill("#shareholders-2-name", "厉昶远")
        page.fill("#shareholders-2-percent", "多数")
        expect(page.locator("#shareholders-2-percent-said")).to_contain_text("多数")
        page.click("button[name=add][value=shareholders]")
        row = page.locator("#shareholders-3-percent")
        expect(row).to_have_value("")
        expect(row).not_to_have_attribute("aria-invalid", "true")
        expect(row).to_have_accessible_name(re.compile("第 3 行.*持股比例"))
        expect(page.locator("#shareholders-3-name")).to_be_focused()
        expect(page.locator("#shareholders-3-percent-said")).to_be_empty()
        row.fill("百分之五百")
        expect(page.locator("#shareholders-2-name")).to_have_value("厉昶远")
        assert (
            page.evaluate(
                "() => { const ids = [...document.querySelectorAll('[id]')].map((e) => e.id); return ids.length - new Set(ids).size; }"
            )
            == 0
        )
        assert server.handed_in == []


def test_the_button_none_answers_the_block_and_overwrites_nothing(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.click("button[name=none][value=kin]")
        expect(page.locator("#kin-1-person")).to_have_value("无")
        page.fill("#changes-1-after", "戎珩砚")
        page.click("button[name=none][value=changes]")
        expect(page.locator("#changes-1-item")).to_have_value("")


def test_nothing_is_lost_while_the_server_is_away_and_it_goes_on_afterwards(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#bidder_name", "深圳市甲辰工程有限公司")
        expect(page.locator("[data-status]")).to_have_text(ANSWERED)
        server.is_away = True
        page.fill("#head_name", "封骁昶")
        expect(page.locator("[data-status]")).to_have_text(GONE)
        page.click(".acts button[value=hand_in]")
        expect(page.locator("[data-status]")).to_have_text(re.compile("没有提交"))
        assert page.input_value("#head_name") == "封骁昶"
        assert server.handed_in == []
        server.is_away = False
        page.fill("#head_id", WRONG_ID)
        expect(page.locator("#head_id-said")).to_contain_text("校验位")
        page.click(".acts button[value=hand_in]")
        expect(page.locator("#what-was-said")).to_be_visible()
        assert page.input_value("#head_name") == "封骁昶"
    (posted,) = server.handed_in
    assert {("act", "hand_in"), ("head_name", "封骁昶"), ("csrf", "t")} <= set(posted)


def test_two_clicks_hand_in_once(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#bidder_name", "深圳市甲辰工程有限公司")
        page.dblclick(".acts button[value=hand_in]")
        expect(page.locator("#what-was-said")).to_be_visible()
        assert len(server.handed_in) == 1


def test_the_enter_key_checks_and_does_not_hand_in(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#head_name", "封骁昶")
        page.press("#head_name", "Enter")
        expect(page.locator("#what-was-said")).to_be_visible()
        assert [dict(pairs)["act"] for pairs in server.handed_in] == ["check"]


def test_too_long_an_answer_is_told_and_not_cut(browser: Browser, server: FormServer) -> None:
    with opened(browser, server) as page:
        page.fill("#address", "路" * 1001)
        expect(page.locator("[data-status]")).to_contain_text("1001")
        page.click(".acts button[value=hand_in]")
        expect(page.locator("[data-status]")).to_contain_text("1001")
        assert len(page.input_value("#address")) == 1001
        assert server.handed_in == []


def test_all_of_it_works_without_script(browser: Browser, server: FormServer) -> None:
    with opened(browser, server, java_script_enabled=False) as page:
        page.fill("#head_name", HOSTILE)
        page.fill("#kin-1-person", " 厉昶远 ")
        page.click("button[name=add][value=kin]")
        expect(page.locator("#kin-2-person")).to_be_visible()
        expect(page.locator("#kin-1-person")).to_have_value(" 厉昶远 ")
        assert page.url.endswith("#part-kin")
        page.click("button[name=none][value=changes]")
        expect(page.locator("#changes-1-item")).to_have_value("无")
        expect(page.locator("#head_name")).to_have_value(HOSTILE)
        page.click(".acts button[value=check]")
        expect(page.locator("#bidder_name-said")).to_contain_text("必填")


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [1200, 360])
def test_nobody_is_shut_out_and_nothing_sticks_out(browser: Browser, server: FormServer, lang: str, width: int) -> None:
    with opened(browser, server, lang, viewport={"width": width, "height": 800}, bypass_csp=True) as page:
        page.fill("#bidder_name", "名" * 200)
        page.fill("#head_name", "封骁昶")
        page.fill("#head_id", WRONG_ID)
        page.click(".acts button[value=check]")
        expect(page.locator("#what-was-said")).to_be_visible()
        page.add_script_tag(path=AXE)
        found = page.evaluate("async () => (await axe.run(document)).violations.map((each) => [each.id, each.impact, each.nodes[0].html])")
        assert found == []
        assert page.evaluate("document.documentElement.scrollWidth") == width
