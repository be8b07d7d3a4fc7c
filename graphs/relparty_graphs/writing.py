"""Labels written into a drawing: text elements of SVG, line below line."""

from __future__ import annotations

from itertools import accumulate
from typing import Literal
from xml.etree import ElementTree as ET

from relparty_graphs.labels import Label, TextLine

_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_BASELINE = 0.36
"""How far the baseline stands below the middle of a line, in ems."""


def written(words: Label, x: float, top: float, anchor: Literal["start", "middle"] = "middle") -> list[ET.Element]:
    """The text elements of a label whose upper edge is at `top`, in points."""
    tops = accumulate((line.height for line in words.lines), initial=top)
    return [_line(line, x, start + line.height / 2 + line.size * _BASELINE, anchor) for line, start in zip(words.lines, tops, strict=False)]


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
