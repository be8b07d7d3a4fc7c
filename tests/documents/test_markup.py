"""Saved web pages as rows of cells: what a browser shows, and nothing else."""

from __future__ import annotations

from datetime import datetime

import pytest

import registersaved
from relparty.documents import markup
from relparty.documents.cells import CAPTION, FormDocument
from relparty.documents.kind import FileKind
from relparty.documents.read import content_kind
from relparty.documents.read import read as read_document
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("register/a.html", "0" * 64, "html")
SAVED_ON = datetime.fromisoformat("2026-11-08T07:30:00")


def page(body: str, head: str = "") -> FormDocument:
    content = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()
    return markup.read(FILE, content, FileLimits())


def texts(body: str, head: str = "") -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in page(body, head).rows]


def archive(*parts: tuple[str, str, str, str, str, str]) -> FormDocument:
    return markup.read_archive(FILE, registersaved.letter(parts, SAVED_ON), FileLimits())


def part(
    text: str, name: str = "frame-0", charset: str = "utf-8", encoding: str = "quoted-printable"
) -> tuple[str, str, str, str, str, str]:
    return ("text/html", charset, f"http://site.example/{name}", text, encoding, name)


def test_cells_stand_under_their_headings_whatever_they_span() -> None:
    rows = page(
        "<table><tr><th rowspan=2>序号<th colspan=2>认缴<tr><th>额<br>（万元）<th>方式"
        "<tr><td>1<td rowspan='2'>600<td>货币<tr><td>2<td>实物</table>"
    ).rows
    assert [[(cell.text, cell.left, cell.right, cell.continued) for cell in row.cells] for row in rows] == [
        [("序号", 0, 1, False), ("认缴", 1, 3, False)],
        [("序号", 0, 1, True), ("额 （万元）", 1, 2, False), ("方式", 2, 3, False)],
        [("1", 0, 1, False), ("600", 1, 2, False), ("货币", 2, 3, False)],
        [("2", 0, 1, False), ("600", 1, 2, True), ("实物", 2, 3, False)],
    ]
    assert rows[3].cells[1].place.say("zh") == "表1第3行第2列"
    assert len({row.grid for row in rows}) == 1


def test_a_table_for_the_layout_is_read_like_a_page_and_one_inside_follows_its_row() -> None:
    found = page("<table><tr><td><h4>变更信息</h4><table><tr><td>甲<td>乙</table></td><td>右</td></tr></table>").rows
    assert [[cell.text for cell in row.filled] for row in found] == [["右"], ["变更信息"], ["甲", "乙"]]
    assert len({row.grid for row in found}) == 3


@pytest.mark.parametrize(
    "pair",
    [
        "<dl><dt>类型：</dt><dd>有限公司</dd></dl>",
        "<dl><div><dt>类型：</dt><dd>有限公司</dd></div></dl>",
        "<div><div>类型：</div><div>有限公司</div></div>",
        "<li><span class=label>类型：</span><span class=value>有限公司</span></li>",
        "<p><b>类型：</b> 有限公司</p>",
        "<p>类型：\n<i>有限公司</i></p>",
    ],
)
def test_a_label_and_its_value_stand_side_by_side(pair: str) -> None:
    assert texts(pair) == [["类型：", "有限公司"]]


def test_letters_in_elements_of_their_own_are_one_text() -> None:
    assert texts("<p><span>柴</span><span>昶</span></p><p>吕　方正</p><p>深圳市\n甲辰</p>") == [["柴昶"], ["吕　方正"], ["深圳市甲辰"]]


def test_a_label_without_value_keeps_its_place() -> None:
    assert texts("<dl><dt>类型：</dt><dd></dd><dt>住所：</dt><dd>深圳</dd></dl>") == [["类型：", ""], ["住所：", "深圳"]]


def test_a_menu_is_one_row_and_a_list_is_many() -> None:
    assert texts("<ul><li><a>首页</a><li><a>公告</a></ul><ul><li>柴昶<br>董事<li>孟琰</ul>") == [
        ["首页", "公告"],
        ["柴昶"],
        ["董事"],
        ["孟琰"],
    ]


@pytest.mark.parametrize(
    "decoy",
    [
        "<s style='display:none'>赝</s>",
        "<s style='DISPLAY : none !important'>赝</s>",
        "<s hidden>赝</s>",
        "<s class=noise>赝</s>",
        "<s class='a x'>赝</s>",
        "<em><s>赝</s></em>",
        "<s style='visibility:hidden'>赝</s>",
        "<s style='font-size:0px'>赝</s>",
        "<s style='font-size:0'><u>赝</u></s>",
        "<s style='width:0;height:0'>赝</s>",
        "<s style='display:inline-block;width:0;overflow:hidden'>赝</s>",
        "<s style='opacity:0.0'>赝</s>",
        "<s style='position:absolute;left:-9999px'>赝</s>",
        "<s style='color:transparent'>赝</s>",
        "<s class=sr-only>赝</s>",
        "<script>赝</script><style>赝</style><template>赝</template><noscript>赝</noscript><!-- 赝 -->",
        "<input type=hidden value=赝>",
        "\u200b\ufeff\u202e",
    ],
)
def test_what_nobody_sees_is_no_part_of_a_name(decoy: str) -> None:
    style = "<style>/* . */ .noise{display:none} div .a.x{visibility:hidden} em > s{display:none} @media print{td{display:none}}</style>"
    assert texts(f"<div><table><tr><td>柴{decoy}昶</table></div>", style) == [["柴昶"]]


@pytest.mark.parametrize(
    "shown",
    [
        "<b style='display:inline'>昶</b>",
        "<b class=noise style='display:inline'>昶</b>",
        "<b class='noise on'>昶</b>",
        "<u style='visibility:hidden'>赝<b style='visibility:visible'>昶</b></u>",
        "<b class=printed>昶</b>",
        "<b style='width:0'>昶</b>",
        "<b style='font-size:0.9em'>昶</b>",
        "<b style='opacity:0.5'>昶</b>",
        "<b aria-hidden=true>昶</b>",
        "<b class=noisy>昶</b>",
    ],
)
def test_what_is_shown_is_read(shown: str) -> None:
    style = "<style>.noise{display:none} .noise.on{display:inline} @media print{.printed{display:none}} b:hover{display:none}</style>"
    assert texts(f"<p>柴{shown}</p>", style) == [["柴昶"]]


def test_a_hidden_row_and_a_folded_piece_are_not_there() -> None:
    rows = "<tr style='display:none'><td>幽灵</td></tr><tr><td>柴昶</td></tr>"
    assert texts(f"<table>{rows}</table><details><summary>更多</summary>幽灵</details>") == [["柴昶"], ["更多"]]


def test_answers_typed_and_ticked_are_read() -> None:
    body = "<p>名称：<input value=甲辰></p><p><input type=checkbox checked>是<input type=radio>否</p><p>类型：<select><option>其他<option selected>企业</select></p>"
    assert texts(body) == [["名称：甲辰"], ["☑是□否"], ["类型：企业"]]


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "gb2312"),
        ("gb18030", "gb2312"),
        ("gb18030", "utf-8"),
        ("utf-8", "gbk"),
        ("big5", "big5"),
        ("utf-16", "x"),
    ],
)
def test_pages_come_out_alike_in_every_encoding(encoding: str, declared: str) -> None:
    content = f"<html><head><meta charset={declared}></head><body><p>統一社會代碼：工商公示</p></body></html>".encode(encoding)
    file = FormFile("a.html", "", "html")
    assert content_kind(file, content, FileLimits()) is FileKind.HTML
    assert [row.filled[0].text for row in markup.read(file, content, FileLimits()).rows] == ["統一社會代碼：工商公示"]


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "quoted-printable"), ("gb18030", "base64"), ("gb2312", "8bit")])
def test_an_archive_is_its_page_and_tells_when_it_was_saved(charset: str, encoding: str) -> None:
    written = ("<html><body><p>企业名称</p></body></html>", "frame-0", charset, encoding if encoding != "8bit" else "base64")
    found = archive(part(*written))
    assert [(row.grid == CAPTION, row.cells[0].text) for row in found.rows] == [(False, "企业名称"), (True, "保存时间：2026-11-08 07:30")]
    assert found.problems == ()


def test_the_frames_of_an_archive_stand_where_they_are_shown() -> None:
    found = archive(
        part(
            "<html><body><p>前</p><iframe src='cid:f2@mhtml.blink'></iframe><p>后</p><iframe src='http://site.example/f3'></iframe></body></html>"
        ),
        part("<html><body><p>框内</p><iframe src='cid:f2@mhtml.blink'></iframe></body></html>", "f2"),
        part("<html><body><p>框外</p></body></html>", "f3"),
        part("<html><body><p>无处</p></body></html>", "f4"),
    )
    assert [row.cells[0].text for row in found.rows][:-1] == ["前", "框内", "后", "框外"]
    assert found.problems == ()


def test_the_style_sheets_of_an_archive_hide() -> None:
    sheet = ("text/css", "utf-8", "cid:css-1", ".k{display:none}", "quoted-printable", "css-1")
    found = archive(part("<html><body><p>柴<b class=k>赝</b>昶</p></body></html>"), sheet)
    assert found.rows[0].cells[0].text == "柴昶"


def test_a_frame_that_was_not_saved_is_told_and_a_counter_is_not() -> None:
    found = page(
        "<p>甲</p><iframe src='a_files/x.html'></iframe><iframe src='http://c.example' width=1 height=1></iframe><iframe src='about:blank'></iframe>"
    )
    assert [(problem.reason, "a_files/x.html" in problem.fact.say("zh")) for problem in found.problems] == [("embedded_file", True)]


def test_a_page_without_its_end_is_told() -> None:
    assert [problem.reason for problem in markup.read(FILE, b"<html><body><p>a</p><p>b", FileLimits()).problems] == ["damaged"]
    assert markup.read(FILE, b"<table><tr><td>a", FileLimits()).problems == ()


def test_the_suffix_decides_nothing() -> None:
    content = registersaved.letter([part("<html><body><p>甲</p></body></html>")], SAVED_ON)
    for name in ("a.html", "a.mht", "a.mhtml"):
        file = FormFile(name, "0" * 64, "")
        kind = content_kind(file, content, FileLimits())
        assert kind is FileKind.MHTML
        assert read_document(file, content, kind, FileLimits()).problems == ()


@pytest.mark.parametrize(
    ("content", "limits", "words"),
    [
        (b"<html><body></body></html>", FileLimits(), "shows no text"),
        (b"<html><body><script>x</script><p hidden>x</p></body></html>", FileLimits(), "shows no text"),
        (b"<table>" + b"<tr><td>a<td>b" * 11, FileLimits(cells=20), "more than 20 cells"),
        (b"<html><p>" + b"<div>" * 5000, FileLimits(), "nested too deeply"),
        (b"<html><p>\xff\xff\xff</p>", FileLimits(), "encoding of the page is unknown"),
        (b'<!DOCTYPE html [<!ENTITY a "b">]><html><p>&a;</p>', FileLimits(), "entities of its own"),
    ],
)
def test_what_cannot_be_read_whole_says_so(content: bytes, limits: FileLimits, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        markup.read(FILE, content, limits)


def test_an_archive_that_is_cut_too_large_or_without_page_says_so() -> None:
    whole = registersaved.letter([part("<html><body><p>甲</p></body></html>")] * 3, SAVED_ON)
    picture = registersaved.letter([("image/png", "utf-8", "a", "x", "base64", "a")], SAVED_ON)
    for content, limits, words in (
        (whole[:-60], FileLimits(), "cut short"),
        (whole, FileLimits(members=3), "more than 3 files"),
        (whole, FileLimits(unpacked=20), "decodes to more than"),
        (picture, FileLimits(), "holds no page"),
    ):
        with pytest.raises(UnreadableFile, match=words):
            markup.read_archive(FILE, content, limits)
