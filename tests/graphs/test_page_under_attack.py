"""The interactive page with hostile, huge and empty lots in real Chromium."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pagelots
import pytest
from pagebrowser import SEEN, Open, section
from playwright.sync_api import Browser, expect

from relparty.graph_formats import Picture, draw
from relparty.phrases import Lang
from relparty_graphs.labels import shown

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_names_are_text_and_nothing_of_them_runs(opened: Open, lang: Lang) -> None:
    page = opened(pagelots.hostile(), lang)
    for button in page.locator("#findings button").all():
        button.click()
    for number in range(len(pagelots.HOSTILE)):
        page.evaluate("(number) => document.querySelector(`#rows [data-open-party='${number}']`).click()", number)
        expected = shown(pagelots.HOSTILE[number]) or shown(pagelots.HOSTILE[number][:18]) or "—"
        assert re.sub(r"\s", "", page.locator("#details h2").inner_text()) == re.sub(r"\s", "", expected)
    page.get_by_role("searchbox").first.fill("<script>")
    assert page.locator("#found button").count() >= 3
    assert page.evaluate("() => document.querySelectorAll('img, body script:not([type])').length") == 0
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")


def test_even_a_script_in_the_page_reaches_nobody(browser: Browser, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_bytes(draw("html", pagelots.dated(), "zh"))
    context = browser.new_context()
    asked: list[str] = []
    context.route("http*://**", lambda route: (asked.append(route.request.url), route.abort()))
    page = context.new_page()
    page.goto(file.as_uri())
    broken = page.evaluate(
        """async () => { const broken = []; addEventListener('securitypolicyviolation', (event) => broken.push(event.effectiveDirective));
        await fetch('http://127.0.0.1:9/').catch(() => {}); const image = new Image();
        await new Promise((done) => { image.onerror = done; image.src = 'http://127.0.0.1:9/x.png'; });
        const script = document.createElement('script'); script.textContent = 'window.ran = 1'; document.body.append(script);
        document.body.insertAdjacentHTML('beforeend', '<b onclick="window.ran = 2">x</b>'); document.body.lastChild.click();
        await new Promise((done) => setTimeout(done)); return [broken.sort(), window.ran ?? null]; }"""
    )
    assert broken == [["connect-src", "img-src", "script-src-attr", "script-src-elem"], None]
    assert asked == []
    context.close()


def test_a_lot_of_100_bidders_and_5000_parties_stays_usable(opened: Open) -> None:
    page = opened(pagelots.large())
    assert len(page.evaluate(SEEN)) == 3
    expect(page.locator("#scopes")).to_be_hidden()
    expect(page.locator("#scope-told")).to_contain_text("全部共 5001 个主体、4902 条关系，画成一图无法阅读（上限 300）")
    page.get_by_label("查找主体").fill("上层")
    expect(page.locator("#found-count")).to_have_text("找到 4900 个主体，列出前 50 个")
    page.get_by_label("查找主体").fill("上层4899")
    page.locator("#found button").click()
    expect(page.locator("#details h2")).to_have_text("上层4899控股有限公司")
    expect(page.locator("#said")).to_contain_text("此项不在图中")
    expect(section(page, "间接持有").locator("li")).to_have_count(48)
    expect(page.locator("#rows tr")).to_have_count(100)
    page.get_by_role("button", name="下一页").click()
    expect(page.locator("#rows-shown")).to_have_text("第 101–200 条，共 4902 条")
    page.get_by_role("button", name="上一页").click()
    expect(page.locator("#rows-shown")).to_have_text("第 1–100 条，共 4902 条")
    expect(page.get_by_role("button", name="上一页")).to_be_disabled()


def test_4950_findings_are_listed_in_parts_and_those_not_drawn_are_told(opened: Open) -> None:
    page = opened(pagelots.large(100, 100, related=True))
    expect(page.locator("#finding-count")).to_have_text("(4950)")
    expect(page.locator("#findings button")).to_have_count(50)
    expect(page.locator("#scope-told")).to_contain_text("图中只画前 150 项发现")
    for _ in range(4):
        page.get_by_role("button", name="显示更多").click()
    expect(page.locator("#findings button").nth(200)).to_be_focused()
    page.locator("#findings button").nth(249).click()
    expect(page.locator("#told")).to_contain_text("此项不在图中")
    expect(page.locator("#told .hash").first).to_contain_text("SHA-256")


def test_where_nothing_can_be_drawn_the_page_says_what_to_use(opened: Open) -> None:
    picture = replace(pagelots.large(), findings=())
    page = opened(picture)
    expect(page.locator("#nothing")).to_contain_text("请用查找、详情和表格")
    page.get_by_role("button", name="放大").click()
    page.locator("#rows button").first.click()
    expect(page.locator("#close")).to_be_visible()
    empty = opened(Picture(pagelots.lot(), (), (), ()))
    expect(empty.locator("#nothing")).to_have_text("没有可画的关联关系；请用查找和表格")
    expect(empty.locator("#findings")).to_have_text("没有任何发现。")
