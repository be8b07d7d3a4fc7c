"""PNG: the picture for whatever takes no SVG, with two pixels for each of the drawing."""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.printed import printed

IS_PICTURE = True


def draw(picture: Picture, lang: Lang) -> bytes:
    """The picture as a PNG file; raises UsageError, which says what to install, where no Chinese font is."""
    return printed(picture, lang, "png")
