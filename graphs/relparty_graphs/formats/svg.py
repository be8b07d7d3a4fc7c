"""SVG: one file without scripts, style sheets or fonts of its own, for every browser and office program."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import Literal
from xml.etree import ElementTree as ET

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.labels import Label, TextLine, label, shown, stacked
from relparty_graphs.layout import Drawing, drawing
from relparty_graphs.style import FAINT, FONTS, NOTHING, PAPER
from relparty_graphs.view import View, key_view, picture_view, sentences

_MARGIN = 20.0
_GAP = 14.0
_LEAST_WIDTH = 600.0
_WIDEST = 1700.0
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True, slots=True)
class _Block:
    """A finished part of the picture."""

    group: ET.Element
    width: float
    height: float


def draw(picture: Picture, lang: Lang) -> bytes:
    """The picture as an SVG file: the lot, who is joined to whom and by what, and what shapes and lines mean."""
    if not picture.nodes:
        return _file(picture, [_head(picture, _LEAST_WIDTH, lang), _words(label(NOTHING.say(lang), 14, 60))], lang)
    view = picture_view(picture, lang)
    parties = _block(view, _turned(view))
    width = max(_LEAST_WIDTH, parties.width)
    key = key_view(picture, width, lang)
    return _file(picture, [_head(picture, width, lang), parties, _block(key, drawing(key.plan))], lang)


def _turned(view: View) -> Drawing:
    """The drawing from top to bottom; from left to right where that is narrower and the other too wide to read."""
    down = drawing(view.plan)
    if down.width <= _WIDEST:
        return down
    across = drawing(view.plan, "LR")
    return across if across.width < down.width else down


def _block(view: View, drawn: Drawing) -> _Block:
    for part, words in view.labels.items():
        x, y = drawn.centre_of(part)
        drawn.group_of(part).extend(_text(words, x, y - words.height / 2, "middle"))
    for group in drawn.group.iter("g"):
        for title in group.findall("title"):
            title.text = view.tooltips.get(group.get("id", ""), "")
            if not title.text:
                group.remove(title)
    return _Block(drawn.group, drawn.width, drawn.height)


def _head(picture: Picture, width: float, lang: Lang) -> _Block:
    return _words(stacked(label(picture.title, 17, width / 17, bold=True), label(picture.legend.say(lang), 12, width / 12, colour=FAINT)))


def _words(words: Label) -> _Block:
    group = ET.Element("g")
    group.extend(_text(words, 0, 0, "start"))
    return _Block(group, words.width, words.height)


def _text(words: Label, x: float, top: float, anchor: Literal["start", "middle"]) -> list[ET.Element]:
    tops = accumulate((line.height for line in words.lines), initial=top)
    return [_line(line, x, start + line.height / 2 + line.size * 0.36, anchor) for line, start in zip(words.lines, tops, strict=False)]


def _line(line: TextLine, x: float, baseline: float, anchor: str) -> ET.Element:
    place = {
        "x": f"{x:.2f}",
        "y": f"{baseline:.2f}",
        "text-anchor": anchor,
        "font-size": f"{line.size:g}",
        "fill": line.colour,
        _SPACE: "preserve",
    }
    weight = {"font-weight": "bold"} if line.bold else {}
    # No rule of thumb tells how wide other scripts run: they are pressed into the room they have.
    pressed = {} if line.is_certain else {"textLength": f"{line.width:.2f}", "lengthAdjust": "spacingAndGlyphs"}
    text = ET.Element("text", place | weight | pressed)
    text.text = line.text
    return text


def _file(picture: Picture, blocks: list[_Block], lang: Lang) -> bytes:
    width = max(_LEAST_WIDTH, *(block.width for block in blocks)) + 2 * _MARGIN
    height = sum(block.height + _GAP for block in blocks) - _GAP + 2 * _MARGIN
    size = {"width": f"{width:.0f}", "height": f"{height:.0f}", "viewBox": f"0 0 {width:.0f} {height:.0f}"}
    about = {"role": "img", "lang": "zh-CN" if lang == "zh" else "en", "font-family": FONTS}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"} | size | about)
    ET.SubElement(root, "title").text = shown(picture.title)
    ET.SubElement(root, "desc").text = "\n".join((shown(picture.legend.say(lang)), *sentences(picture, lang)))
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    top = _MARGIN
    for block in blocks:
        left = (width - block.width) / 2 if block.group.get("id") == "parties" else _MARGIN
        ET.SubElement(root, "g", {"transform": f"translate({left:.2f} {top:.2f})"}).append(block.group)
        top += block.height + _GAP
    ET.indent(root)
    return (ET.tostring(root, encoding="unicode") + "\n").encode()
