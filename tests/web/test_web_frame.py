"""The frame of all pages in real Chromium: every component, both languages, small and wide, on paper, under its policy."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import samplepage
import webshell
from playwright.sync_api import Browser, Page, expect, sync_playwright

from relparty.web import showing
from relparty.web.app import application
from relparty.web.settings import WebSettings

pytestmark = pytest.mark.browser

TESTS = Path(__file__).parents[1]
AXE = TESTS / "browser" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = os.environ.get("RELPARTY_CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    command = [sys.executable, "-m", "relparty", "graph", str(TESTS / "lots" / "D01-demo"), "--format", "html", "--out", "-"]
    graph = subprocess.run(command, capture_output=True, check=True).stdout
    with pytest.MonkeyPatch.context() as patch, socket.create_server(("127.0.0.1", 0)) as listening:
        patch.setattr(showing.templates, "environment", samplepage.environment)
        address = f"http://127.0.0.1:{listening.getsockname()[1]}"
        settings = WebSettings(public_url=address, office="测试采购中心")
        app = application(object(), settings, webshell.KEY, [samplepage.pages(graph), webshell.router])
        with webshell.serving(app, listening, settings):
            yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM)
        yield started
        started.close()


@pytest.fixture
def said() -> list[str]:
    return []


@pytest.fixture
def page(browser: Browser, site: str, said: list[str]) -> Iterator[Page]:
    context = browser.new_context(base_url=site, viewport={"width": 1280, "height": 900}, reduced_motion="reduce", locale="zh-CN")
    asked: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: said.append(message.text))
    opened.on("pageerror", lambda error: said.append(str(error)))
    opened.on("dialog", lambda dialog: (said.append(f"dialog {dialog.message}"), dialog.dismiss()))
    opened.on("request", lambda request: asked.append(request.url))
    yield opened
    context.close()
    assert said == []
    assert all(url.startswith((site, "data:", "blob:", "about:")) for url in asked)


def wounds(page: Page) -> list[tuple[str, str, Any]]:
    assert AXE.is_file(), "run `make browser`, which installs axe-core"
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("() => axe.run(document, {resultTypes: ['violations']})")
    assert len(found["passes"]) > 15
    return [(each["id"], each["impact"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_for_everybody(page: Page, lang: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"/sample?lang={lang}")
    assert wounds(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.locator("h1").inner_text() == {"zh": "演示机房设备采购", "en": "Demonstration: server room equipment"}[lang]
    if folder := os.environ.get("RELPARTY_PICTURES"):
        page.screenshot(path=f"{folder}/frame-{lang}-{width}.png", full_page=True)


def test_an_error_page_is_for_everybody(page: Page, said: list[str]) -> None:
    for path in ("/fails/gone", "/nowhere", "/fails/usage"):
        page.goto(path)
        assert wounds(page) == []
        if folder := os.environ.get("RELPARTY_PICTURES"):
            page.screenshot(path=f"{folder}/error{path.replace('/', '-')}.png")
    assert all("status of" in each for each in said), "the browser says of itself that a page failed, and nothing else"
    said.clear()


def test_what_went_wrong_has_the_focus_and_leads_to_the_field(page: Page) -> None:
    page.goto("/sample")
    expect(page.locator(".summary")).to_be_focused()
    page.locator(".summary a").first.click()
    expect(page.locator("#name")).to_be_focused()
    expect(page.locator("#name")).to_have_accessible_description("按营业执照填写 错误： 请填写投标人名称")
    assert page.locator("#name").input_value() != ""


def test_the_first_key_leads_past_the_frame_and_focus_is_seen(page: Page) -> None:
    page.goto("/framed")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.goto("/sample")
    for _ in range(30):
        page.keyboard.press("Tab")
        look = page.evaluate(
            "() => { const at = getComputedStyle(document.activeElement); return [at.outlineStyle, parseFloat(at.outlineWidth)]; }"
        )
        if page.evaluate("() => document.activeElement === document.body"):
            break
        assert look[0] != "none"
        assert look[1] >= 2


def test_the_language_is_switched_by_a_link_and_kept(page: Page) -> None:
    page.goto("/sample")
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto("/framed")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_a_message_is_shown_once(page: Page) -> None:
    page.goto("/leave")
    page.goto("/framed")
    expect(page.get_by_role("status")).to_have_text("已保存，回执号 7F3A")
    page.goto("/framed")
    expect(page.get_by_role("status")).to_have_count(0)


def test_the_graph_runs_in_its_frame_under_its_own_policy(page: Page) -> None:
    page.goto("/framed")
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-ready=yes]")).to_have_count(1)
    frame.locator("#findings button").first.click()
    expect(frame.locator("#details h2")).to_be_visible()
    inside = page.frames[1]
    assert inside.evaluate("() => window.origin") == "null", "a stranger to our pages"
    assert inside.evaluate("() => { try { return document.cookie; } catch (error) { return error.name; } }") == "SecurityError"
    if folder := os.environ.get("RELPARTY_PICTURES"):
        page.screenshot(path=f"{folder}/framed.png")


def test_our_pages_cannot_be_framed_even_by_ourselves(page: Page, said: list[str]) -> None:
    page.goto("/framed")
    page.evaluate("() => { document.querySelector('iframe').src = '/sample'; }")
    page.wait_for_function("() => true")
    with page.expect_event("console", lambda message: "frame-ancestors" in message.text):
        page.evaluate("() => { document.querySelector('iframe').src = '/sample?again'; }")
    said.clear()


def test_inline_scripts_and_styles_do_not_run(page: Page, said: list[str]) -> None:
    page.goto("/framed")
    page.evaluate("""() => {
      document.body.insertAdjacentHTML('beforeend', '<p id="p" style="color: red">x</p><img src=x onerror="document.title = 1">');
      const script = document.createElement('script'); script.textContent = 'document.title = 2'; document.body.append(script); }""")
    page.wait_for_load_state("networkidle")
    assert page.title() not in ("1", "2")
    assert page.evaluate("() => getComputedStyle(document.getElementById('p')).color") != "rgb(255, 0, 0)"
    assert any("Content Security Policy" in each for each in said)
    said.clear()


def test_a_form_sends_its_origin_by_plain_http_and_is_sent_once(page: Page, site: str) -> None:
    page.goto("/form")
    with page.expect_request(lambda request: request.method == "POST") as sent:
        page.evaluate("""() => { const form = document.createElement('form'); form.method = 'post'; form.action = '/form';
          form.append(document.querySelector('input')); const word = document.createElement('input'); word.name = 'word'; word.value = 'yes';
          form.append(word); document.body.append(form); form.submit(); }""")
    assert sent.value.all_headers()["origin"] == site
    expect(page.locator("body")).to_have_text("yes")


def test_on_paper_there_is_the_content_alone(page: Page) -> None:
    page.goto("/sample")
    page.emulate_media(media="print")
    for away in ("header.frame nav", ".who form", ".language", ".pager", ".crumbs"):
        expect(page.locator(away).first).to_be_hidden()
    expect(page.locator("h1")).to_be_visible()
    if folder := os.environ.get("RELPARTY_PICTURES"):
        Path(folder, "frame.pdf").write_bytes(page.pdf(format="A4"))
