"""Writes the register's web page of a company as browsers save it: .html, and .mhtml with its frames and style sheets.

    page_html(company)                    the page as one .html
    page_html(company, decoys=True)       ... with invisible letters in names and hidden rows, as the register mixes in
    page_mhtml(company)                   the same as a browser's single file, whose head tells when it was saved
    page_mhtml(company, framed=True)      ... with the holders in a frame
    letter([...])                         an archive of any parts

What a page holds is a `registerwriter.Registered`, as for reports and pictures.
"""

from __future__ import annotations

import base64
import quopri
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape

from registerwriter import CHANGE_HEADINGS, CONTRIBUTION_HEADINGS, HOLDER_HEADINGS, NOTHING, Registered

_STYLE = ".mark b,.noise{display:none}.card{float:left}@media print{.name,table{display:none}}"
_BOUNDARY = "----MultipartBoundary--relparty----"


@dataclass(frozen=True, slots=True)
class Page:
    """How a page is written; `rows` is how many rows of each table its first page shows."""

    decoys: bool = False
    rows: int = 100
    charset: str = "utf-8"
    framed: bool = False
    dated: bool = True


def page_html(company: Registered, **told: object) -> bytes:
    """The page as one .html file."""
    page = Page(**told)  # type: ignore[arg-type]  # the fields of Page by name
    return _html(company, page, _holders(company, page)).encode(page.charset)


def page_mhtml(company: Registered, **told: object) -> bytes:
    """The page as a browser's single file; the day stands in its head, in world time."""
    page = Page(**{"dated": False, **told})  # type: ignore[arg-type]  # as above
    inside = '<iframe src="cid:frame-1@mhtml.blink" style="width: 100%"></iframe>' if page.framed else _holders(company, page)
    parts = [("text/html", page.charset, "http://www.gsxt.example/corp", _html(company, page, inside), "quoted-printable", "frame-0")]
    if page.framed:
        holders = f"<!DOCTYPE html><html><body>{_holders(company, page)}</body></html>"
        parts.append(("text/html", page.charset, "http://www.gsxt.example/holders", holders, "base64", "frame-1"))
    parts.append(("text/css", "utf-8", "cid:css-1@mhtml.blink", _STYLE, "quoted-printable", "css-1"))
    return letter(parts, company.printed_on)


def letter(parts: Iterable[Sequence[str]], saved_on: datetime, boundary: str = _BOUNDARY) -> bytes:
    """An archive of (type, charset, address, text, encoding, id) parts, saved at a moment of China's clock."""
    day = format_datetime((saved_on - timedelta(hours=8)).replace(tzinfo=UTC)).replace("+0000", "-0000")
    head = [
        "From: <Saved by Blink>",
        "Snapshot-Content-Location: http://www.gsxt.example/corp",
        "Subject: =?utf-8?Q?=E5=9B=BD=E5=AE=B6?=",
        f"Date: {day}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="{boundary}"',
        "",
        "",
    ]
    whole = "\r\n".join(head).encode()
    for sort, charset, address, text, encoding, name in parts:
        said = [f"Content-Type: {sort}", f"Content-ID: <{name}@mhtml.blink>", f"Content-Transfer-Encoding: {encoding}"]
        said += [f"Content-Location: {address}", "", ""]
        content = text.encode(charset)
        body = quopri.encodestring(content) if encoding == "quoted-printable" else base64.encodebytes(content)
        whole += b"\r\n--" + boundary.encode() + b"\r\n" + "\r\n".join(said).encode() + body.replace(b"\n", b"\r\n")
    return whole + b"\r\n--" + boundary.encode() + b"--\r\n"


def _html(company: Registered, page: Page, holders: str) -> str:
    menu = "".join(f"<li><a href='#'>{words}</a></li>" for words in ("基础信息", *NOTHING, "公告信息"))
    side = "".join(f"<li><a href='#'>{words}</a></li>" for words in ("营业执照信息", "股东及出资信息", "主要人员信息", "变更信息"))
    dated = f"<p>查询时间：{company.printed_on:%Y-%m-%d %H:%M:%S}</p>" if page.dated else ""
    return f"""<!DOCTYPE html>
<!-- saved from url=(0035)http://www.gsxt.example/corp-query.html -->
<html lang="zh"><head><meta http-equiv="Content-Type" content="text/html; charset={page.charset}">
<title>国家企业信用信息公示系统</title><style>{_STYLE}</style><script>var name = "深圳市脚本有限公司";</script></head>
<body><div class="header"><img src="./corp_files/logo.png"><span>国家企业信用信息公示系统</span>
<ul class="nav"><li><a href="#">首页</a></li><li><a href="#">企业信息填报</a></li><li><a href="#">信息公告</a></li></ul></div>
<div class="company"><h1>{_name(company.name, page)}</h1><span class="status">{company.status}</span>
<ul class="tabs">{menu}</ul><ul class="anchors">{side}</ul></div>
<h2><span class="bar"></span>营业执照信息</h2>{_base(company, page)}
<h2>股东及出资信息</h2><p class="note">股东的出资信息由企业自行公示</p>{holders}
{_staff(company, page)}
<h2>变更信息</h2>{_table(CHANGE_HEADINGS, company.change_rows, page)}
<div class="footer"><p>主办单位：国家市场监督管理总局</p><p>地址：北京市示例路八号　邮政编码：100820</p>{dated}</div>
<div style="display:none"><table><tr><td>股东名称</td><td>认缴额</td></tr><tr><td>深圳市幽灵有限公司</td><td>1000</td></tr></table></div>
</body></html>"""


def _name(name: str, page: Page) -> str:
    """A name, with letters between that nobody sees."""
    if not page.decoys:
        return escape(name)
    odd = ('<span style="display:none">赝</span>', "<i class=noise>伪</i>", '<font style="font-size:0px">假</font>', "\u200b")
    return "".join(f"{escape(letter)}{odd[at % len(odd)]}" for at, letter in enumerate(name))


def _base(company: Registered, page: Page) -> str:
    pairs = (f"<dl><dt class='item'>{label}：</dt><dd class='result'>{_name(value, page)}</dd></dl>" for label, value in company.base)
    return f"<div class='overview'>{''.join(pairs)}</div>"


def _holders(company: Registered, page: Page) -> str:
    made = _table(HOLDER_HEADINGS, company.holder_rows, page)
    if company.contribution_rows:
        made += "<h2>股东及出资信息（企业自行公示）</h2>" + _table(CONTRIBUTION_HEADINGS, company.contribution_rows, page)
    return made


def _staff(company: Registered, page: Page) -> str:
    shown = company.staff[: page.rows]
    cards = (f"<li><h5 class='name'>{_name(name, page)}</h5><div class='job'>{office}</div></li>" for name, office in shown)
    count = f"<span class='count'>共计 {len(company.staff)} 条信息</span>"
    made = f"<h2><span class='words'>主要人员信息</span>{count}</h2>"
    return made + (f"<ul class='cards'>{''.join(cards)}</ul>" if company.staff else "<p>暂无主要人员信息</p>")


def _table(headings: list[str], rows: list[list[str]], page: Page) -> str:
    """A table with its first page of rows, and under it how many there are."""
    head = "".join(f"<th>{heading}</th>" for heading in headings)
    hidden = "<tr style='display:none'><td>9</td><td>深圳市幽灵有限公司</td><td>企业法人</td></tr>" if page.decoys else ""
    shown = rows[: page.rows]
    body = "".join("<tr>" + "".join(f"<td>{_name(text, page)}</td>" for text in row) + f"</tr>{hidden}" for row in shown)
    if not rows:
        return f"<table><thead><tr>{head}</tr></thead><tbody><tr><td colspan='{len(headings)}'>暂无数据</td></tr></tbody></table>"
    pages = -(-len(rows) // page.rows)
    buttons = "".join(f"<a href='#'>{words}</a> " for words in ("首页", "上一页", *map(str, range(1, pages + 1)), "下一页", "末页"))
    count = f"<div class='info'>共查询到 {len(rows)} 条记录 共 {pages} 页</div><div class='pager'>{buttons}</div>"
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{count}"
