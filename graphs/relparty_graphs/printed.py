"""Printed pictures: the SVG set on a page of its own size with the fonts of this machine, as PNG or PDF.

One layout serves all: whatever is true of the SVG is true of what is printed from it. The type setter embeds the
characters that are used, asks no network and writes no clock's time.
"""

from __future__ import annotations

from math import sqrt
from typing import Literal

from relparty import fonts
from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.labels import shown
from relparty_graphs.sheet import Sheet, sheet

_POINTS_PER_PIXEL = 0.75
_LARGEST_PAGE = 14_400.0
"""The longest side of a page in points that PDF readers accept."""
_DENSITY = 192.0
"""Pixels per inch: two for each of the picture, so that it stays sharp when it is enlarged."""
_MOST_PIXELS = 25_000_000
_LONGEST_SIDE = 30_000
"""The longest side of a PNG that common viewers open."""
_PAGE = """#set document(title: sys.inputs.title)
#set text(lang: sys.inputs.lang)
#set page(width: {width:.2f}pt, height: {height:.2f}pt, margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, height: 100%, alt: sys.inputs.words)
"""


def printed(picture: Picture, lang: Lang, kind: Literal["png", "pdf"]) -> bytes:
    """The picture as a file of that kind; raises UsageError, which says what to install, where no Chinese font is."""
    import typst  # loaded only when something is printed

    drawn = sheet(picture, lang, fonts.typefaces().sans)
    width, height = _page(drawn)
    told = {"svg": drawn.text, "title": shown(picture.lot.name), "lang": lang, "words": drawn.words}
    setter = typst.Compiler(_PAGE.format(width=width, height=height).encode(), font_paths=fonts.installed(), sys_inputs=told)
    made = setter.compile(format=kind, ppi=_density(width, height), timestamp=0)
    if not isinstance(made, bytes):
        raise TypeError(kind)  # a page of its own size never runs over
    return made


def _page(drawn: Sheet) -> tuple[float, float]:
    """The size of the page in points, made smaller where no reader would accept it."""
    sides = drawn.width * _POINTS_PER_PIXEL, drawn.height * _POINTS_PER_PIXEL
    scale = min(1.0, _LARGEST_PAGE / max(sides))
    return sides[0] * scale, sides[1] * scale


def _density(width: float, height: float) -> float:
    """Pixels per inch, fewer where the picture would grow beyond what viewers open."""
    inches = width / 72, height / 72
    return min(_DENSITY, _LONGEST_SIDE / max(inches), sqrt(_MOST_PIXELS / (inches[0] * inches[1])))
