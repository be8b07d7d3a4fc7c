"""A paper as one self-contained page: no script, nothing fetched; every text is escaped, pictures are inside as pictures."""

from __future__ import annotations

from base64 import b64encode

from relparty.reports.dossier.blocks import Paper, sheets
from relparty.reports.dossier.tones import FAINT, NAVY, RULE, SOFT, ink, wash
from relparty.templates import environment


def rendered(paper: Paper) -> bytes:
    """The paper as HTML in UTF-8: the same paper, the same bytes."""
    page = (
        environment("relparty.reports.dossier")
        .get_template("paper.html.j2")
        .render(
            paper=paper,
            page_lang={"zh": "zh-CN", "en": "en"}[paper.lang],
            sheets=sheets(paper),
            ink=ink,
            wash=wash,
            colours={"navy": NAVY, "soft": SOFT, "rule": RULE, "faint": FAINT},
            inside=_inside,
            css_foot=_css(paper.foot),
            page_of={"zh": ("第 ", " 页　共 ", " 页"), "en": ("page ", " of ", "")}[paper.lang],
            name=lambda block: type(block).__name__,
        )
    )
    return page.encode(errors="replace")


def _inside(content: bytes, kind: str) -> str:
    """A picture as an address that holds it: shown as an image, it can run nothing and its ids meet no others."""
    return f"data:image/{kind};base64,{b64encode(content).decode()}"


def _css(text: str) -> str:
    """The text as the inside of a string of a style sheet, every character but letters and figures told by its number."""
    return "".join(char if char.isascii() and char.isalnum() else f"\\{ord(char):x} " for char in text)
