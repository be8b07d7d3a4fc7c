"""Sheets: a picture as one SVG document, with the lot above it and what its shapes and lines mean below it."""

from __future__ import annotations

from dataclasses import dataclass
from xml.etree import ElementTree as ET

from relparty.graph_formats import Picture, PictureFinding
from relparty.model.finding import LEVEL_WORDS
from relparty.phrases import Lang
from relparty_graphs.fold import folded
from relparty_graphs.labels import Label, label, shown, stacked
from relparty_graphs.layout import Drawing, drawing, packed, parts
from relparty_graphs.style import FAINT, FONTS, LEGEND, NOTHING, PAPER, TOO_MANY, level_colour
from relparty_graphs.view import View, key_view, picture_view, sentences
from relparty_graphs.writing import written

_MARGIN = 20.0
_GAP = 14.0
_LEAST_WIDTH = 600.0
_WIDEST = 1700.0
_MOST_BOXES = 1000
"""How many parties and labels that hang together are laid out: more takes minutes, and nobody could follow the lines."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A finished picture: the text of the SVG, its size in pixels, and all of it in words."""

    text: str
    width: float
    height: float
    words: str


@dataclass(frozen=True, slots=True)
class _Block:
    """A finished part of the sheet."""

    group: ET.Element
    width: float
    height: float


def sheet(picture: Picture, lang: Lang, fonts: str = FONTS) -> Sheet:
    """The picture as an SVG document with text in those fonts: who is joined to whom and by what, crowds folded."""
    less = folded(picture, lang)
    if not less.nodes:
        return _composed(less, [_head(less, _LEAST_WIDTH, lang), _words(label(NOTHING.say(lang), 14, 60))], lang, fonts)
    view = picture_view(less, lang)
    if max(len(part.boxes) for part in parts(view.plan)) > _MOST_BOXES:
        return _composed(less, [_head(less, _LEAST_WIDTH, lang), _words(label(_too_many(less, lang), 14, 40))], lang, fonts)
    parties = _block(view, packed(view.plan, _WIDEST))
    width = max(_LEAST_WIDTH, parties.width)
    key = key_view(less, width, lang)
    return _composed(less, [_head(less, width, lang), parties, _block(key, drawing(key.plan))], lang, fonts)


def _too_many(picture: Picture, lang: Lang) -> str:
    return TOO_MANY(count=sum(node.folded or 1 for node in picture.nodes)).say(lang)


def _block(view: View, drawn: Drawing) -> _Block:
    groups = drawn.groups()
    for part, words in view.labels.items():
        x, y = drawn.centre_of(part)
        groups[part].extend(written(words, x, y - words.height / 2))
    for group in drawn.group.iter("g"):
        for title in group.findall("title"):
            title.text = view.tooltips.get(group.get("id", ""), "")
            if not title.text:
                group.remove(title)
    return _Block(drawn.group, drawn.width, drawn.height)


def _head(picture: Picture, width: float, lang: Lang) -> _Block:
    """The lot, the finding where it shows what proves one and nothing else, and the day."""
    one = picture.findings[0] if len(picture.findings) == 1 else None
    if one and not {edge.id for edge in picture.edges} <= set(one.edges):
        one = None
    return _words(
        stacked(
            label(picture.lot.name, 17, width / 17, bold=True),
            *([label(_named(one, lang), 13, width / 13, colour=level_colour(one.level))] if one else []),
            label(LEGEND(day=picture.lot.opens_on).say(lang), 12, width / 12, colour=FAINT),
        )
    )


def _named(finding: PictureFinding, lang: Lang) -> str:
    return " · ".join(dict.fromkeys((finding.title, LEVEL_WORDS[finding.level].say(lang))))


def _words(words: Label) -> _Block:
    group = ET.Element("g")
    group.extend(written(words, 0, 0, "start"))
    return _Block(group, words.width, words.height)


def _composed(picture: Picture, blocks: list[_Block], lang: Lang, fonts: str) -> Sheet:
    width = round(max(_LEAST_WIDTH, *(block.width for block in blocks)) + 2 * _MARGIN)
    height = round(sum(block.height + _GAP for block in blocks) - _GAP + 2 * _MARGIN)
    words = "\n".join((shown(LEGEND(day=picture.lot.opens_on).say(lang)), *sentences(picture, lang)))
    size = {"width": f"{width}", "height": f"{height}", "viewBox": f"0 0 {width} {height}"}
    about = {"role": "img", "lang": "zh-CN" if lang == "zh" else "en", "font-family": fonts}
    root = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg"} | size | about)
    ET.SubElement(root, "title").text = shown(picture.lot.name)
    ET.SubElement(root, "desc").text = words
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": PAPER})
    top = _MARGIN
    for block in blocks:
        left = (width - block.width) / 2 if block.group.get("id") == "parties" else _MARGIN
        ET.SubElement(root, "g", {"transform": f"translate({left:.2f} {top:.2f})"}).append(block.group)
        top += block.height + _GAP
    ET.indent(root)
    return Sheet(ET.tostring(root, encoding="unicode") + "\n", width, height, words)
