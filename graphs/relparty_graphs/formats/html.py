"""HTML: the interactive page, one file that works without a network."""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.page.compose import page


def draw(picture: Picture, lang: Lang) -> bytes:
    """The picture as an interactive page: to move in, to search, to ask each party and finding."""
    return page(picture, lang).encode()
