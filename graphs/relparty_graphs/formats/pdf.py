"""PDF: the picture on one page of its own size, its text as text, with the characters that are used embedded."""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.printed import printed

IS_PICTURE = True


def draw(picture: Picture, lang: Lang) -> bytes:
    """The picture as a PDF file; raises UsageError, which says what to install, where no Chinese font is."""
    return printed(picture, lang, "pdf")
