"""Finds the characters that the OCR model takes for their look-alikes, and prints them as `twins.txt` wants them.

    python benchmarks/ocr_twins.py > src/relparty/documents/ocr/twins.txt

Every simplified character of GBK is printed between two common ones in three fonts and read. A pair is kept
when the look-alike was read for it with a confidence of 0.9 or more and the model knows both. Reading a page's
worth of names takes seconds, all of GBK about ten minutes. Needs the extra `ocr` and the fonts of `tests/scanpaper.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import numpy as np
import opencc
from PIL import Image, ImageDraw

import scandamage
from relparty.documents.ocr import engine
from scanpaper import font, has_glyph

PRINTED = (("song", 19, 0.35), ("hei", 26, 0.47), ("kai", 20, 0.35))
"""Font, pixels of a character, softness: 150 dpi and 200 dpi."""
SURNAMES, SECONDS = "李王张陈刘", "明华伟芳军"
BELIEVED = 0.9
FIRST = "\u4e00"


def simplified() -> list[str]:
    to_simplified = opencc.OpenCC("t2s")
    codes = (bytes((high, low)) for high in range(0x81, 0xFF) for low in range(0x40, 0xFF))
    characters = (code.decode("gbk", "ignore") for code in codes)
    return [char for char in characters if FIRST <= char <= "\u9fff" and to_simplified.convert(char) == char]


def picture(words: str, name: str, size: int, softness: float, rng: np.random.Generator) -> np.ndarray:
    face = font(name, size)
    line = Image.new("L", (round(face.getlength(words) + size * 0.6), round(size * 1.44)), 255)
    ImageDraw.Draw(line).text((size * 0.3, size * 0.72), words, 35, face, anchor="lm")
    grey = np.asarray(scandamage.noisy(scandamage.blurred(line, softness), 3, rng))
    return np.repeat(grey[:, :, None], 3, axis=2)


def mistaken(characters: list[str]) -> Iterator[tuple[str, str]]:
    """Pairs of the character read and the one that stood there."""
    rng, models = np.random.default_rng(1), engine.load()
    for name, size, softness in PRINTED:
        printable = [char for char in characters if has_glyph(name, char)]
        for start in range(0, len(printable), 16):
            batch = printable[start : start + 16]
            words = [SURNAMES[n % 5] + char + SECONDS[n % 5] for n, char in enumerate(batch)]
            readings = models.read([picture(each, name, size, softness, rng) for each in words])
            for true, reading in zip(words, readings, strict=True):
                if len(reading.text) == len(true) and reading.confidence >= BELIEVED and reading.text != true:
                    yield reading.text[1], true[1]


def main() -> None:
    known = set(engine.load().alphabet.characters)
    from_japanese, to_simplified = opencc.OpenCC("jp2t"), opencc.OpenCC("t2s")
    twins: dict[str, set[str]] = {}
    for read, true in mistaken(simplified()):
        is_variant = to_simplified.convert(from_japanese.convert(true)) == to_simplified.convert(read)
        if read != true and read >= FIRST and true in known and not is_variant:
            twins.setdefault(read, set()).add(true)
    print("# What the model reads, and after it the rarer characters that it takes for it. Made by benchmarks/ocr_twins.py.")
    for read in sorted(twins):
        print(read + "".join(sorted(twins[read])))


if __name__ == "__main__":
    main()
