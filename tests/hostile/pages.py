"""Saved web pages that attack their reader, that hide what they say, or that are not the page asked for."""

from __future__ import annotations

from collections.abc import Callable

import formwriter
import registersaved
from hostile.packing import MB
from hostile.people import EVIL, bidder_form
from registerwriter import PRINTED

Maker = Callable[[], bytes]


def form_page(style: str = "", rows: int | None = None) -> str:
    """The fourth bidder's good form as a page."""
    told = formwriter.table(bidder_form())[:rows]
    lines = "".join("<tr>" + "".join(f"<td>{value}</td>" for value in row) + "</tr>" for row in told)
    return f"<!DOCTYPE html><html><head>{style}</head><body><table>{lines}</table></body></html>"


def _around(filling: bytes) -> bytes:
    """A good form with something before it."""
    before, after = form_page().encode().split(b"<body>")
    return b"".join([before, b"<body>", filling, after])


def deep() -> bytes:
    return _around(b"<div>" * 1_000_000)


def entities() -> bytes:
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    return form_page().replace("<!DOCTYPE html>", f'<!DOCTYPE html [<!ENTITY l0 "哈">{laughs}]>').replace("</body>", "&l9;</body>").encode()


def wide_and_high() -> bytes:
    """A thousand cells that each run down over all of 65,534 rows."""
    return b"<html><table><tr>" + b"<td rowspan=65534 colspan=99999>x" * 1000 + b"<tr>" * 65_534 + b"</table></html>"


def many_cells() -> bytes:
    return b"<html><table>" + (b"<tr>" + b"<td>x" * 10) * 100_000 + b"</table></html>"


def many_attributes() -> bytes:
    """What costs the parser the square of its length."""
    return _around(b"<p " + b" ".join(b"a%d" % n for n in range(200_000)) + b">")


def many_rules() -> bytes:
    """Style sheets that ask of every element whether it stands in a hundred others."""
    style = "".join(f"div div div div div div div .c{n % 3}.d{{display:none}}" for n in range(20_000))
    body = "<div>" * 200 + "<p class='c0 c1 c2'>x</p>" * 20_000 + "</div>" * 200
    return form_page(f"<style>{style}</style>").replace("<body>", f"<body>{body}").encode()


def long_text() -> bytes:
    return b"<html><body><p>" + b"x" * (50 * MB) + b"</p></body></html>"


def cut() -> bytes:
    whole = form_page().encode()
    return whole[: whole.index(b"</table>")]


def everything_hidden() -> bytes:
    return form_page("<style>table{display:none}</style>").encode()


def captcha() -> bytes:
    return "<html><body><p>国家企业信用信息公示系统</p><p>请输入验证码</p></body></html>".encode()


def frame_elsewhere() -> bytes:
    return _around(b"<iframe src='file:///etc/passwd'></iframe>")


def outside() -> bytes:
    """A page that asks for files of the machine, none of which is opened."""
    asks = "".join(f"<{tag}='file:///etc/passwd'>" for tag in ("link rel=stylesheet href", "img src", "base href", "embed src"))
    return form_page(f"{asks}<script src='file:///etc/passwd'></script><style>@import url(file:///etc/passwd);</style>").encode()


def _letter(*pages: str) -> bytes:
    parts = [("text/html", "utf-8", f"http://a/{n}", page, "base64", f"f{n}") for n, page in enumerate(pages)]
    return registersaved.letter(parts, PRINTED)


def frame_in_itself() -> bytes:
    frame = "<html><body><iframe src='cid:f1@mhtml.blink'></iframe></body></html>"
    return _letter(form_page().replace("</body>", "<iframe src='cid:f1@mhtml.blink'></iframe></body>"), frame)


def letters_in_letters() -> bytes:
    """Two thousand archives inside each other."""
    whole = _letter(form_page())
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b%d\r\n\r\n--b%d\r\n"
    return b"".join(head % (n, n) for n in range(2000)) + whole


PAGES: dict[str, tuple[str, Maker]] = {
    "html: 1 million elements deep": ("html", deep),
    "html: billion laughs": ("html", entities),
    "html: cells over 65,534 rows": ("html", wide_and_high),
    "html: 1 million cells": ("html", many_cells),
    "html: 200,000 attributes": ("html", many_attributes),
    "html: 20,000 style rules": ("html", many_rules),
    "html: a text of 50 MB": ("html", long_text),
    "html: truncated": ("html", cut),
    "html: everything hidden": ("html", everything_hidden),
    "html: a captcha": ("html", captcha),
    "html: a frame in another file": ("html", frame_elsewhere),
    "html: files of this machine": ("html", outside),
    "html: garbage": ("html", lambda: EVIL),
    "mhtml: a form": ("mhtml", lambda: _letter(form_page())),
    "mhtml: truncated": ("mhtml", lambda: _letter(form_page())[:-400]),
    "mhtml: 1,000 parts": ("mhtml", lambda: _letter(*[form_page()] * 1000)),
    "mhtml: a frame in itself": ("mhtml", frame_in_itself),
    "mhtml: 2,000 archives deep": ("mhtml", letters_in_letters),
    "mhtml: garbage": ("mhtml", lambda: EVIL),
}
