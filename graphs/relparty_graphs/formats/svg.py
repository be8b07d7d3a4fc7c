"""SVG: one file without scripts, style sheets or fonts of its own, for every browser and office program."""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.sheet import sheet

IS_PICTURE = True


def draw(picture: Picture, lang: Lang) -> bytes:
    """The picture as an SVG file: the lot, who is joined to whom and by what, and what shapes and lines mean."""
    return sheet(picture, lang).text.encode()
