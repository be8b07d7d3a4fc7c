"""What is read off the register's web page as browsers save it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

import extractpages as pages
import lotmaker
import registersaved
import registerwriter
from relparty.documents import markup
from relparty.errors import UnreadableFile
from relparty.evidence import extract
from relparty.model.evidence import Extract, ExtractKind
from relparty.model.lot import form_file
from relparty.settings import FileLimits

FORM: dict[str, Any] = {
    "head": {"name": "柴昶", "id": "#11"},
    "shareholders": [
        {"name": "柴昶", "id": "#11", "kind": "person", "percent": 62.5},
        {"name": "深圳市庚金产业股权投资基金管理有限公司", "id": "$31", "kind": "company", "percent": 37.5},
    ],
    "officers": [{"name": "柴昶", "office": "chair"}, {"name": "吕　方正", "office": "supervisor"}, {"name": "石翊", "office": "manager"}],
    "changes": [{"item": "法定代表人", "before": "孟琰", "after": "柴昶", "date": "2026-08-01"}],
}
COMPANY = registerwriter.of_form(lotmaker.forms({"bidders": {"甲辰": FORM}})["甲辰"])
HEAD = "<p>国家企业信用信息公示系统</p><h1>深圳市甲辰工程有限公司</h1>"


def read(content: bytes, *, is_archive: bool = False) -> Extract:
    file = form_file("register/a.html", content)
    found = extract.read((markup.read_archive if is_archive else markup.read)(file, content, FileLimits()))
    assert found is not None
    return found


def body(text: str) -> Extract:
    return read(f"<html><body>{HEAD}{text}</body></html>".encode())


def holders(found: Extract) -> list[tuple[str, int | None]] | None:
    return None if found.holders is None else [(holder.name.text, holder.percent) for holder in found.holders]


def staff(found: Extract) -> list[tuple[str, str]]:
    return [(officer.name.text, officer.office.text if officer.office else "") for officer in found.staff or ()]


@pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
@pytest.mark.parametrize("decoys", [False, True])
@pytest.mark.parametrize("kind", ["html", "mhtml", "mhtml in frames"])
def test_a_saved_page_is_read_whole(kind: str, decoys: bool, charset: str) -> None:
    told: dict[str, Any] = {"decoys": decoys, "charset": charset}
    if kind == "html":
        found = read(registersaved.page_html(COMPANY, **told))
    else:
        found = read(registersaved.page_mhtml(COMPANY, **told, framed=kind != "mhtml"), is_archive=True)
    assert found.kind is ExtractKind.PAGE
    assert [value.text for value in (found.name, found.uscc, found.head) if value] == [pages.NAME, pages.CODE, "柴昶"]
    assert holders(found) == [("柴昶", 625_000), ("深圳市庚金产业股权投资基金管理有限公司", 375_000)]
    assert staff(found) == [("柴昶", "董事长"), ("吕　方正", "监事"), ("石翊", "总经理")]
    assert [(each.kind.text, each.before.text, each.after.text, each.on) for each in found.changes or ()] == [
        ("法定代表人", "孟琰", "柴昶", date(2026, 8, 1))
    ]
    assert (found.shows_all_holders, found.shows_all_staff) == (True, True)
    assert (found.retrieved_on, found.unread) == (date(2026, 11, 8), ())
    assert found.name is not None
    assert (found.name.is_sure, found.name.is_pictured, found.name.source.kind) == (True, False, "register")


def test_only_the_first_page_of_a_list_is_not_all_of_it() -> None:
    found = read(registersaved.page_html(COMPANY, rows=1))
    assert holders(found) == [("柴昶", None)]
    assert (found.shows_all_holders, found.shows_all_staff) == (False, False)


def test_changes_on_further_pages_are_told_as_unread() -> None:
    changes = tuple(("法定代表人", "孟琰", "柴昶", f"2026年0{month}月01日") for month in range(1, 7))
    company = registerwriter.of_form(lotmaker.forms({"bidders": {"甲辰": FORM}})["甲辰"], changes=changes)
    assert [each.text for each in read(registersaved.page_html(company, rows=5)).unread] == ["共查询到 6 条记录 共 2 页"]
    assert read(registersaved.page_html(company, rows=6)).unread == ()


def test_nothing_there_and_nothing_shown_are_two_things() -> None:
    empty = registerwriter.Registered(pages.NAME, pages.CODE, "柴昶")
    found = read(registersaved.page_html(empty))
    assert (found.holders, found.staff, found.changes) == ((), (), ())
    without = body("<h2>营业执照信息</h2><p>登记机关：示例局</p><h2>变更信息</h2><h2>行政许可信息</h2>")
    assert (without.holders, without.staff, without.changes) == (None, None, None)


def test_what_a_visitor_must_log_in_for_is_no_value() -> None:
    table = "<table><tr><th>序号<th>股东名称<th>认缴额（万元）<tr><td>1<td>柴昶<td>登录后查看<tr><td>2<td>请登录<td>400</table>"
    found = body(f"<p>法定代表人：<a>登录后查看</a></p><h2>股东及出资信息</h2>{table}<h2>主要人员信息</h2><p>登录后查看</p>")
    assert found.head is None
    assert holders(found) == [("柴昶", None)]
    assert not found.shows_all_holders
    assert (found.staff, found.unread) == (None, ())


@pytest.mark.parametrize("more", ["<p><a>查看更多</a></p>", "<div>第 1 页 共 3 页</div>", "<p><a>上一页</a> <a>展开更多</a></p>"])
def test_a_list_behind_a_button_is_not_all_of_it(more: str) -> None:
    table = "<table><tr><th>序号<th>股东名称<tr><td>1<td>柴昶</table>"
    assert not body(f"<h2>股东及出资信息</h2>{table}{more}").shows_all_holders
    assert body(f"<h2>股东及出资信息</h2>{table}").shows_all_holders


def test_a_text_that_the_page_cuts_short_is_doubtful() -> None:
    row = "<td>1<td>投资人变更<td>孟琰、石翊… <a>更多</a><td>柴昶<td>2026年08月01日"
    found = body(f"<h2>变更信息</h2><table><tr><th>序号<th>变更事项<th>变更前内容<th>变更后内容<th>变更日期<tr>{row}</table>")
    (change,) = found.changes or ()
    assert (change.before.text, change.before.is_sure, change.after.is_sure, change.kind.is_sure) == ("孟琰、石翊", False, True, False)


def test_letters_of_the_pages_own_font_are_doubtful() -> None:
    table = "<table><tr><th>序号<th>股东名称<tr><td>1<td>柴\ue123</table>"
    (holder,) = body(f"<h2>股东及出资信息</h2>{table}").holders or ()
    assert not holder.name.is_sure


@pytest.mark.parametrize(
    "cards",
    [
        "<ul><li>柴昶<br>执行董事</li><li>吕　方正<br>监事</li></ul>",
        "<div><div><span class=n>柴昶</span><span class=j>执行董事</span></div><div><span class=n>吕　方正</span><span class=j>监事</span></div></div>",
        "<dl><dt>柴昶</dt><dd>执行董事</dd><dt>吕　方正</dt><dd>监事</dd></dl>",
        "<ul><li>姓名：柴昶<br>职务：执行董事</li><li>姓名：吕　方正<br>职务：监事</li></ul>",
        "<ul><li><a>柴昶</a> <em>执行董事</em></li><li><a>吕　方正</a> <em>监事</em></li></ul>",
        "<table><tr><th>序号<th>姓名<th>职务<tr><td>1<td>柴昶<td>执行董事<tr><td>2<td>吕　方正<td>监事</table>",
    ],
)
def test_staff_in_every_kind_of_card(cards: str) -> None:
    found = body(f"<h2>主要人员信息</h2>{cards}")
    assert staff(found) == [("柴昶", "执行董事"), ("吕　方正", "监事")]
    assert found.unread == ()


def test_a_line_below_a_table_is_no_entry_of_it() -> None:
    table = "<table><tr><th>股东名称<th>股东类型<tr><td>柴昶<td>自然人股东</table>"
    found = body(f"<h2>股东及出资信息</h2>{table}<p>以上信息由登记机关提供并负责</p>")
    assert holders(found) == [("柴昶", None)]
    assert [each.text for each in found.unread] == ["以上信息由登记机关提供并负责"]


def test_a_label_without_value_does_not_take_the_next_label() -> None:
    found = body("<dl><dt>法定代表人：</dt><dd></dd><dt>类型：</dt><dd></dd></dl><div>负责人</div><div>登记机关</div>")
    assert found.head is None


def test_the_pages_own_day_outweighs_the_one_on_which_it_was_saved() -> None:
    part = ("text/html", "utf-8", "a", f"<html><body>{HEAD}<p>查询时间：2026-10-01</p></body></html>", "base64", "f")
    content = registersaved.letter([part], COMPANY.printed_on)
    assert read(content, is_archive=True).retrieved_on == date(2026, 10, 1)
    without = registersaved.letter([(*part[:3], f"<html><body>{HEAD}<p>2020-01-01 10:00</p></body></html>", *part[4:])], COMPANY.printed_on)
    assert read(without, is_archive=True).retrieved_on == date(2026, 11, 8)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<p>国家企业信用信息公示系统</p><p>请输入验证码</p>", "验证码、登录或出错页面"),
        ("<p>国家企业信用信息公示系统</p><div>请按顺序依次点击下图中的文字</div>", "验证码、登录或出错页面"),
        ("<form>用户登录 <input placeholder=x><button>登录</button></form>", "验证码、登录或出错页面"),
        ("<h1>502 Bad Gateway</h1><p>nginx</p>", "验证码、登录或出错页面"),
        ("<p>国家企业信用信息公示系统</p><p>查询到 0 条</p>", "没有企业的登记信息"),
        ("<h1>今日要闻</h1><p>天气晴</p>", "没有企业的登记信息"),
    ],
)
def test_a_page_of_something_else_is_unread_and_says_what_to_do(text: str, said: str) -> None:
    with pytest.raises(UnreadableFile) as error:
        read(f"<html><body>{text}</body></html>".encode())
    assert said in error.value.say("zh")
    assert "详情页" in error.value.say("zh")


def test_a_page_that_is_a_form_or_a_titled_paper_is_left_to_its_reader() -> None:
    for text in ("<p>单位名称：甲</p><p>保证金付款账户：1</p>", "<h1>授权委托书</h1><p>兹授权</p>"):
        content = f"<html><body>{text}</body></html>".encode()
        assert extract.read(markup.read(form_file("forms/a.html", content), content, FileLimits())) is None
