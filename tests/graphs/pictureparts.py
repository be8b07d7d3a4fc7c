"""Reads an SVG picture back: its parts, its words, and whether anything lies over anything else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

from reportlab.pdfbase.pdfmetrics import stringWidth

SVG = "{http://www.w3.org/2000/svg}"
Frame = tuple[float, float, float, float]
"""Left, top, right, bottom, in the coordinates of the page."""


def part(root: ET.Element, key: str) -> ET.Element:
    return next(each for each in root.iter(f"{SVG}g") if each.get("id") == key)


def read(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{SVG}text"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def boxes(root: ET.Element) -> dict[str, Frame]:
    """The frame of every party, of every label on a line and of every sample of the key, by its id."""
    found = {}
    for group, x, y in _placed(root, 0, 0):
        if group.get("class") != "node":
            continue
        ellipse = group.find(f".//{SVG}ellipse")
        if ellipse is not None:
            cx, cy, rx, ry = (float(ellipse.get(name, "")) for name in ("cx", "cy", "rx", "ry"))
            frame = (cx - rx, cy - ry, cx + rx, cy + ry)
        else:
            points = [point.split(",") for polygon in group.iter(f"{SVG}polygon") for point in polygon.get("points", "").split()]
            xs, ys = [float(point[0]) for point in points], [float(point[1]) for point in points]
            frame = (min(xs), min(ys), max(xs), max(ys))
        found[group.get("id", "")] = (frame[0] + x, frame[1] + y, frame[2] + x, frame[3] + y)
    return found


def texts(root: ET.Element) -> list[tuple[Frame, str]]:
    """The frame of every line of text: Latin as wide as Helvetica, whatever is Chinese a square."""
    found = []
    for group, x, y in _placed(root, 0, 0):
        for text in group.findall(f"{SVG}text"):
            size, words = float(text.get("font-size", "")), text.text or ""
            width = float(text.get("textLength", _width(words, size, text.get("font-weight", ""))))
            left = float(text.get("x", "")) - (width / 2 if text.get("text-anchor") == "middle" else 0) + x
            baseline = float(text.get("y", "")) + y
            found.append(((left, baseline - size * 0.8, left + width, baseline + size * 0.12), words))
    return found


def _width(words: str, size: float, weight: str) -> float:
    latin = "".join(each for each in words if ord(each) < 0x250)
    return stringWidth(latin, f"Helvetica-{weight.title()}".rstrip("-"), size) + size * (len(words) - len(latin))


def _placed(element: ET.Element, x: float, y: float) -> Iterator[tuple[ET.Element, float, float]]:
    """Every group with the shift of all transforms above and in it."""
    shift = re.search(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
    if shift:
        x, y = x + float(shift[1]), y + float(shift[2])
    yield element, x, y
    for child in element.findall(f"{SVG}g"):
        yield from _placed(child, x, y)


def overlaps(frames: list[Frame]) -> list[tuple[Frame, Frame]]:
    """The pairs of frames that share more than a hair's breadth."""
    return [(one, other) for one, other in combinations(sorted(frames), 2) if _overlap(one, other)]


def _overlap(one: Frame, other: Frame) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.1 and min(one[3], other[3]) - max(one[1], other[1]) > 0.1


def assert_apart(root: ET.Element) -> None:
    """No shape or label lies over another, and no line of text over another."""
    assert not overlaps(list(boxes(root).values()))
    assert not overlaps([frame for frame, words in texts(root) if words.strip()])


def assert_inside(root: ET.Element) -> None:
    """Every party, label and line of text lies within the page."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for left, top, right, bottom in (*boxes(root).values(), *(frame for frame, _ in texts(root))):
        assert left >= 0
        assert top >= 0
        assert right <= width
        assert bottom <= height
