"""Draws small pages for the OCR tests, so that each is read in a second."""

from __future__ import annotations

import io
from collections.abc import Sequence

import numpy as np
from PIL import Image, ImageDraw

from scanpaper import font

SIZE = 22
CELL = (250, 48)
Drawn = Image.Image


def blank(width: int = 900, height: int = 500) -> Drawn:
    return Image.new("RGB", (width, height), "white")


def table(rows: Sequence[Sequence[str]], face: str = "song", joined: Sequence[tuple[int, int]] = ()) -> Drawn:
    """A ruled table; in each place of `joined` (row, column) no line is drawn to the cell below."""
    width, height = CELL
    page = blank(80 + width * max(map(len, rows)), 80 + height * len(rows))
    pen = ImageDraw.Draw(page)
    for at, row in enumerate(rows):
        for column, words in enumerate(row):
            left, top = 40 + column * width, 40 + at * height
            pen.rectangle((left, top, left + width, top + height), outline="black", width=2)
            pen.text((left + 12, top + height / 2), words, "black", font(face, SIZE), anchor="lm")
    for at, column in joined:
        left, below = 40 + column * width, 40 + (at + 1) * height
        pen.rectangle((left + 2, below - 2, left + width - 3, below + 3), fill="white")
    return page


def write(page: Drawn, left: int, top: int, words: str, colour: str | tuple[int, int, int] = "black", face: str = "song") -> Drawn:
    ImageDraw.Draw(page).text((left, top), words, colour, font(face, SIZE))
    return page


def pixels(page: Drawn) -> np.ndarray:
    """The page as readers of pictures get it: blue, green, red."""
    return np.ascontiguousarray(np.asarray(page.convert("RGB"))[:, :, ::-1])


def encoded(page: Drawn, kind: str = "PNG", **told: object) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, kind, **told)
    return buffer.getvalue()
