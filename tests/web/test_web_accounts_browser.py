"""Every page of signing in and of accounts in Chromium: looked at by axe-core, wide and narrow, in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyotp
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

import openbook
from serving import Serving, serving

pytestmark = pytest.mark.browser

AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LONG = "名" * 100
GIVEN = "told on the telephone"


@dataclass
class Looking:
    """A reader who looks at each page, and what hurt them."""

    page: Page
    wounds: list[tuple[str, Any]] = field(default_factory=list)

    def look(self, heading: str) -> None:
        """Looks at a page, wide and narrow."""
        expect(self.page.locator("h1")).to_have_text(heading)
        for width in (1280, 360):
            self.page.set_viewport_size({"width": width, "height": 800})
            if self.page.evaluate("() => document.documentElement.scrollWidth > innerWidth"):
                self.wounds.append((heading, f"wider than {width}"))
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("(tags) => axe.run(document, {runOnly: tags})", TAGS)
        self.wounds += [(heading, (each["id"], [node["html"][:120] for node in each["nodes"]])) for each in found["violations"]]

    def fill(self, **texts: str) -> None:
        for name, text in texts.items():
            self.page.fill(f"#{name}", text)

    def send(self) -> None:
        self.page.click("main button.main")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    told = {"RELPARTY_OIDC_ISSUER": "http://127.0.0.1:1", "RELPARTY_OIDC_CLIENT_ID": "a", "RELPARTY_OIDC_CLIENT_SECRET": "b"}
    with serving(tmp_path_factory.mktemp("served"), "--host", "127.0.0.2", told=told) as made:
        yield made


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    assert AXE.is_file(), "run `make browser`, which installs axe-core"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium")
        yield browser
        browser.close()


def looking(chromium: Browser, server: Serving, locale: str) -> Looking:
    page = chromium.new_context(locale=locale, base_url=server.url).new_page()
    reader = Looking(page)
    page.on("console", lambda said: reader.wounds.append(("console", said.text)) if "Content Security Policy" in said.text else None)
    page.on("pageerror", lambda error: reader.wounds.append(("script", str(error))))
    return reader


def test_from_the_first_run_to_a_closed_account(chromium: Browser, server: Serving) -> None:
    admin = looking(chromium, server, "zh-CN")
    page = admin.page
    page.goto("/lots")
    admin.look("首次设置")
    admin.fill(office="某街道采购办", login="admin", name="某管理员", password="short", again="short", setup_code="wrong")
    admin.send()
    admin.look("首次设置")
    assert page.evaluate("() => document.activeElement.className") == "summary"
    code = server.printed().partition("首次设置码　")[2].split()[0]
    told = {"setup_code": code, "password": openbook.PASSWORD, "again": openbook.PASSWORD}
    admin.fill(**told, clerk_login="clerk", clerk_name='<b>某</b>"经办', clerk_password=GIVEN)
    admin.send()
    admin.look("账号")
    page.goto("/accounts/new")
    admin.look("新设账号")
    admin.fill(name=LONG, login="l" * 64, resident_id="110108196702030000")
    page.select_option("#role", "officer")
    admin.send()
    admin.look("新设账号")
    admin.fill(resident_id="110108196702030001")
    admin.send()
    admin.look("请把密码告诉本人")
    page.click("text=回到此账号")
    admin.look(LONG)
    page.click("main a:has-text('停用账号')")
    admin.look("停用账号")
    page.click("button.grave")
    admin.look(LONG)
    page.goto("/accounts")
    admin.look("账号")
    for path, heading in (("/office/settings", "单位设置"), ("/office/trail", "操作记录"), ("/me", "我的账号")):
        page.goto(path)
        admin.look(heading)
    page.fill("#proof", openbook.PASSWORD)
    page.click("form[action='/me/totp'] button")
    admin.look("扫码启用两步验证")
    box = page.locator("main img").bounding_box()
    assert box is not None
    assert box["width"] > 150
    secret = page.locator("main code").inner_text().replace(" ", "")
    admin.fill(totp_code=pyotp.TOTP(secret).now())
    admin.send()
    admin.look("我的账号")
    assert admin.wounds == []


def test_signing_in_in_english_with_a_password_from_somebody_else(chromium: Browser, server: Serving) -> None:
    clerk = looking(chromium, server, "en-GB")
    page = clerk.page
    page.goto("/lots")
    clerk.look("Sign in")
    clerk.fill(login="clerk", password="wrong wrong wrong")
    clerk.send()
    clerk.look("Sign in")
    page.click("text=Sign in through the identity provider")
    clerk.look("Sign in")
    assert "did not answer" in page.locator("[role=alert]").inner_text()
    clerk.fill(login="clerk", password=GIVEN)
    page.keyboard.press("Enter")
    clerk.look("First choose a password of your own")
    clerk.fill(old=GIVEN, new="short", again="short")
    clerk.send()
    clerk.look("First choose a password of your own")
    clerk.fill(old=GIVEN, new=openbook.PASSWORD, again=openbook.PASSWORD)
    clerk.send()
    expect(page).to_have_url(f"{server.url}/lots")
    page.goto("/me")
    clerk.look("My account")
    page.click("text=Sign out")
    clerk.look("Sign in")
    assert clerk.wounds == []
