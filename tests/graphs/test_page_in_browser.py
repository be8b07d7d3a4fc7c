"""The interactive page in real Chromium with the network off: each control does what it says."""

from __future__ import annotations

from dataclasses import replace

import pagelots
import pytest
from pagebrowser import LINES, VIEW, Open, choose_day, lit, scale, section, seen
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


PROVING = {"甲公司", "乙公司", "中间控股", "顶层控股", "尉迟砚山", "厉昶远"}


def test_it_starts_with_what_proves_findings_and_says_what_it_shows(opened: Open) -> None:
    page = opened(pagelots.dated())
    assert seen(page) == PROVING
    expect(page.locator("#day-told")).to_have_text("显示：读到的全部关系，已终止的为虚线；发现均按开启日 2026-12-01 认定")
    expect(page.locator("#scope-told")).to_have_text("图中为证明发现的部分：6 个主体，6 条关系")
    expect(page.locator("#findings b")).to_have_text(["受同一主体控制", "近期终止的关系", "未能核查", "背景"])
    expect(page.locator("#finding-count")).to_have_text("(4)")


def test_everything_and_only_the_proof(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.get_by_label("全部关系", exact=True).check()
    assert seen(page) == PROVING | {"丙公司", "闻人青禾"}
    expect(page.locator("#said")).to_have_text("图中为全部：8 个主体，7 条关系")
    page.get_by_label("只看证明发现的关系").check()
    assert seen(page) == PROVING


def test_a_finding_shows_its_path_its_sources_its_basis_and_the_next_step(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#findings button").first.click()
    assert lit(page) == {"甲公司", "乙公司", "中间控股", "顶层控股", "尉迟砚山"}
    details = page.locator("#details")
    expect(details.locator("h2")).to_have_text("受同一主体控制")
    for words in (
        "禁止",
        "内容 f-owner",
        "《某法》第一条",
        "下一步 f-owner",
        "持股 90%",
        "自 2024-01-01 起",
        "该比例即构成控制",
        "forms/01.xlsx",
        "采集表!B7",
    ):
        expect(details).to_contain_text(words)
    expect(details.locator(".hash").first).to_have_text(f"SHA-256 {pagelots.SOURCE.sha256}")
    expect(page.locator("#findings button").first).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#said")).to_contain_text("受同一主体控制")
    page.get_by_role("button", name="关闭").click()
    assert lit(page) == set()
    expect(page.locator("#details")).not_to_contain_text("f-owner")
    expect(page.locator("#findings button").first).to_be_focused()


def test_a_finding_that_only_the_whole_shows_turns_to_the_whole(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.get_by_role("button", name="未能核查").click()
    expect(page.get_by_label("全部关系", exact=True)).to_be_checked()
    assert lit(page) == {"丙公司"}
    expect(page.locator("#said")).to_contain_text("已切换到全部关系")
    expect(page.locator("#details")).to_contain_text("此项发现没有关系可画")


def test_findings_of_one_level(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#level").select_option("review")
    expect(page.locator("#findings b")).to_have_text(["近期终止的关系"])
    page.locator("#level").select_option("deemed")
    expect(page.locator("#findings")).to_have_text("没有任何发现。")
    page.locator("#level").select_option("")
    expect(page.locator("#findings button")).to_have_count(4)


def test_a_party_tells_what_it_holds_who_holds_it_and_its_offices(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator(".chart:not(.away) .party", has_text="尉迟砚山").click()
    expect(page.locator("#details h2")).to_have_text("尉迟砚山")
    expect(page.locator("#told")).to_contain_text("自然人 · 110101********0009")
    expect(section(page, "直接持有").locator("[data-open-party]")).to_have_text(["顶层控股", "乙公司"])
    expect(section(page, "间接持有").locator("li")).to_have_text(["中间控股 第 2 层，经 顶层控股", "甲公司 第 3 层，经 中间控股"])
    assert lit(page) == {"尉迟砚山", "顶层控股", "乙公司"}
    section(page, "直接持有").get_by_role("button", name="乙公司").click()
    expect(page.locator("#details h2")).to_have_text("乙公司")
    expect(section(page, "由谁持有").locator("[data-open-party]")).to_have_text(["尉迟砚山"])
    expect(section(page, "任职与参与人员")).to_contain_text("至 2026-03-01 止")
    section(page, "所属发现").get_by_role("button", name="近期终止的关系").click()
    expect(page.locator("#details h2")).to_have_text("近期终止的关系")
    page.get_by_role("button", name="厉昶远").first.click()
    expect(section(page, "职务与角色").locator("[data-open-party]")).to_have_text(["甲公司", "乙公司"])
    section(page, "职务与角色").locator("summary").first.click()
    expect(section(page, "职务与角色").locator(".hash").first).to_contain_text(pagelots.SOURCE.sha256)


def test_a_hub_and_what_is_folded_into_a_party_are_told(opened: Open) -> None:
    picture = pagelots.dated()
    nodes = tuple(replace(node, is_hub=node.id == "t", folded=40 if node.id == "m" else 0) for node in picture.nodes)
    page = opened(replace(picture, nodes=nodes))
    page.locator(".chart:not(.away) .party", has_text="顶层控股").click()
    expect(page.locator("#told")).to_contain_text("路径到此为止")
    page.locator(".chart:not(.away) .party", has_text="另有 40 家企业").click()
    expect(page.locator("#told")).to_contain_text("代表 40 个主体")
    expect(page.locator("#told")).not_to_contain_text("路径到此为止")


def test_a_relation_in_the_picture_tells_its_sources(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator(".chart:not(.away) .words", has_text="持股 100%").click()
    expect(page.locator("#details h2")).to_have_text("顶层控股 → 中间控股")
    expect(page.locator("#told")).to_contain_text("forms/01.xlsx")
    assert lit(page) == {"顶层控股", "中间控股"}


@pytest.mark.parametrize(
    ("stop", "day", "relations", "hidden"),
    [
        (0, "2024-01-01", {0, 1, 2, 3, 4, 5}, 0),
        (1, "2026-03-01", {0, 1, 2, 3, 4}, 1),
        (2, "2026-07-01", {0, 1, 2, 3, 4}, 1),
        (3, "开启日 2026-12-01", {0, 1, 2, 3, 4}, 1),
    ],
)
def test_the_slider_hides_what_is_not_in_force(opened: Open, stop: int, day: str, relations: set[int], hidden: int) -> None:
    page = opened(pagelots.dated())
    expect(page.locator("#day")).to_have_attribute("max", "4")
    choose_day(page, stop)
    assert set(page.evaluate(LINES)) == relations
    told = page.locator("#day-told")
    expect(told).to_contain_text(f"显示：{day} 有效的关系；发现均按开启日 2026-12-01 认定；未写明起止日期的关系每天都显示")
    assert ("当日无效" in told.inner_text()) == bool(hidden)
    expect(page.locator("#day")).to_have_attribute("aria-valuetext", day.removeprefix("开启日 "))
    expect(page.locator("#rows tr").nth(5).locator("td").nth(4)).to_have_text("否" if hidden else "是")
    choose_day(page, 4)
    assert set(page.evaluate(LINES)) == {0, 1, 2, 3, 4, 5}


def test_the_slider_moves_by_keys_and_the_details_follow(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#findings button").nth(1).click()
    page.locator("#day").focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#day-shown")).to_have_text("2026-12-01")
    expect(page.locator("#told")).to_contain_text("所示日期无效")
    expect(page.locator("#said")).to_contain_text("1 条关系当日无效")
    page.keyboard.press("Home")
    expect(page.locator("#day-shown")).to_have_text("2024-01-01")
    expect(page.locator("#told")).not_to_contain_text("所示日期无效")


def test_who_has_no_relation_on_a_day_is_gone_but_bidders_stay(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.get_by_label("全部关系", exact=True).check()
    choose_day(page, 1)
    assert seen(page) == PROVING | {"丙公司"}


def test_without_dates_there_is_no_day_to_choose_and_the_page_says_so(opened: Open) -> None:
    page = opened(pagelots.screened("P05-layers"))
    expect(page.locator("#day")).to_be_disabled()
    expect(page.locator("#day-told")).to_contain_text("没有关系写明起止日期")


def test_layers_fold_and_unfold(opened: Open) -> None:
    page = opened(pagelots.dated())
    fold, unfold, told = page.locator("#fold"), page.locator("#unfold"), page.locator("#layers-shown")
    expect(told).to_have_text("全部 2 层")
    expect(unfold).to_have_attribute("aria-disabled", "true")
    fold.click()
    expect(told).to_have_text("显示到第 1 层，共 2 层")
    assert seen(page) == PROVING - {"顶层控股"}
    expect(page.locator(".chart:not(.away) .party:not(.away)", has_text="中间控股").locator(".more")).to_have_text("+1")
    fold.click()
    assert seen(page) == {"甲公司", "乙公司"}
    expect(fold).to_have_attribute("aria-disabled", "true")
    fold.click(force=True)
    assert seen(page) == {"甲公司", "乙公司"}
    unfold.click()
    unfold.click()
    assert seen(page) == PROVING
    expect(page.locator("#said")).to_have_text("全部 2 层")


def test_one_party_unfolds_and_folds(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#fold").click()
    page.locator("#fold").click()
    page.locator(".chart:not(.away) .party", has_text="甲公司").click()
    page.get_by_role("button", name="展开此主体").click()
    assert seen(page) == {"甲公司", "乙公司", "中间控股", "厉昶远"}
    expect(page.locator("#fold-party")).to_be_focused()
    page.get_by_role("button", name="收起此主体").click()
    assert seen(page) == {"甲公司", "乙公司"}


def test_a_chosen_finding_is_in_sight_whatever_is_folded(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#fold").click()
    page.locator("#fold").click()
    page.locator("#findings button").first.click()
    assert lit(page) == {"甲公司", "乙公司", "中间控股", "顶层控股", "尉迟砚山"}


def test_search_finds_by_name_and_number_and_opens(opened: Open) -> None:
    page = opened(pagelots.dated())
    search = page.get_by_label("查找主体")
    search.fill("控股")
    expect(page.locator("#found-count")).to_have_text("找到 2 个主体")
    expect(page.locator("#found b")).to_have_text(["中间控股", "顶层控股"])
    search.fill("１１０１０１")
    expect(page.locator("#found b")).to_have_text(["尉迟砚山", "厉昶远", "闻人青禾"])
    search.fill("没有这个名字")
    expect(page.locator("#found-count")).to_have_text("找到 0 个主体")
    expect(page.locator("#said")).to_have_text("找到 0 个主体")
    search.fill("闻人")
    search.press("Enter")
    expect(page.locator("#details h2")).to_have_text("闻人青禾")
    expect(page.get_by_label("全部关系", exact=True)).to_be_checked()
    search.fill("公司")
    search.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#details h2")).to_have_text("乙公司")


def test_zoom_by_buttons_wheel_and_keys(opened: Open) -> None:
    page = opened(pagelots.dated())
    fitted = page.evaluate(VIEW)
    first = scale(page)
    page.get_by_role("button", name="放大").click()
    assert scale(page) == pytest.approx(first * 1.25, rel=0.01)
    page.get_by_role("button", name="缩小").click()
    assert scale(page) == pytest.approx(first, rel=0.01)
    page.locator("#stage").focus()
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(first * 1.25, rel=0.01)
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert scale(page) == pytest.approx(first * 0.8, rel=0.01)
    page.keyboard.press("0")
    assert page.evaluate(VIEW) == pytest.approx(fitted, abs=1)
    page.keyboard.press("+")
    page.get_by_role("button", name="适合窗口").click()
    assert page.evaluate(VIEW) == pytest.approx(fitted, abs=1)


def test_the_wheel_zooms_about_the_pointer_and_does_not_scroll_the_page(opened: Open) -> None:
    page = opened(pagelots.dated())
    party = page.locator(".chart:not(.away) .party", has_text="顶层控股")
    before = party.bounding_box()
    assert before
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.wheel(0, -200)
    page.wait_for_function(
        "width => document.querySelector('.party[data-party=\"4\"]').getBoundingClientRect().width > width * 1.2", arg=before["width"]
    )
    after = party.bounding_box()
    assert after
    assert after["x"] + after["width"] / 2 == pytest.approx(before["x"] + before["width"] / 2, abs=2)
    assert page.evaluate("scrollY") == 0


def test_dragging_and_arrow_keys_move_the_picture_and_leave_the_choice(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.locator("#findings button").nth(1).click()
    chosen = lit(page)
    x, y, width, height = page.evaluate(VIEW)
    party = page.locator(".chart:not(.away) .party", has_text="顶层控股").bounding_box()
    assert party
    by = scale(page)
    page.mouse.move(party["x"] + 20, party["y"] + 20)
    page.mouse.down()
    page.mouse.move(party["x"] + 120, party["y"] + 70, steps=5)
    page.mouse.up()
    assert page.evaluate(VIEW) == pytest.approx([x - 100 / by, y - 50 / by, width, height], abs=5)
    assert lit(page) == chosen
    x, y, width, height = page.evaluate(VIEW)
    page.locator("#stage").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert page.evaluate(VIEW) == pytest.approx([x + 60 / by, y + 60 / by, width, height], abs=1)


def test_the_table_tells_every_relation_and_can_be_narrowed(opened: Open) -> None:
    page = opened(pagelots.dated())
    rows = page.locator("#rows tr")
    expect(rows).to_have_count(7)
    expect(rows.nth(2)).to_contain_text("尉迟砚山持股 90%顶层控股2024-01-01")
    expect(rows.nth(2)).to_contain_text("forms/01.xlsx · 采集表!B7")
    expect(rows.nth(5)).to_contain_text("近期终止的关系")
    page.get_by_label("筛选关系").fill("法定代表人")
    expect(rows).to_have_count(2)
    expect(page.locator("#rows-shown")).to_have_text("第 1–2 条，共 2 条")
    rows.first.get_by_role("button", name="厉昶远").click()
    expect(page.locator("#details h2")).to_have_text("厉昶远")
    page.get_by_label("筛选关系").fill("没有")
    expect(page.locator("#rows-shown")).to_have_text("没有符合的关系")


def test_print_asks_the_browser_and_prints_picture_findings_and_details(opened: Open) -> None:
    page = opened(pagelots.dated())
    page.evaluate("() => { window.print = () => { document.title = 'printed'; }; }")
    page.get_by_role("button", name="打印").click()
    assert page.title() == "printed"
    page.locator("#findings button").first.click()
    page.emulate_media(media="print")
    for hidden in (".tools", ".finder", "#close"):
        expect(page.locator(hidden).first).to_be_hidden()
    for shown_part in ("#stage", "#told", "#findings", "#rows", "#day-told", ".verdict"):
        expect(page.locator(shown_part)).to_be_visible()
    assert page.pdf().startswith(b"%PDF")
