"""Draws what engines.py measured: `python benchmarks/engines_plot.py engines.json --out docs/pictures/engines.svg`.

Companies against time as a multiple of the floor, both in powers of ten, a line a method. All colours stand out from white
and from near-black paper alike (4 to 1 and more), so one picture serves both.
"""

from __future__ import annotations

import argparse
import json
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, indent, tostring

FLOOR = "floor"
GREY = "#767b83"
METHODS = {
    "relparty": ("#d9480f", "relparty batch"),
    "duckdb": ("#2b8a3e", "DuckDB"),
    "pandas": ("#957100", "pandas"),
    "rustworkx": ("#1c7ed6", "rustworkx"),
    "networkx": ("#cf4282", "networkx"),
    "pyspark": ("#9f57c7", "PySpark"),
}
"""The colour and the label of each method that is drawn."""
_NOTES = (
    "耗时 ÷ 把表读一遍的时间 · time ÷ that of reading the tables once",
    "relparty：规则、等级、计数、写出 · 其他：仅求有无共同方 — relparty: rules, levels, counts, writing; others: shared parties only",
)
_WIDTH, _HEIGHT = 760, 430
_LEFT, _RIGHT, _TOP, _BOTTOM = 64, 580, 62, 376
_APART = 17
"""Pixels between two labels at least."""
_FONT = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans CJK SC', 'Microsoft YaHei', 'PingFang SC', sans-serif"


@dataclass(frozen=True, slots=True)
class Line:
    """A method with its points: companies and multiple of the floor."""

    method: str
    points: tuple[tuple[int, float], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """Where companies and multiples fall on the picture."""

    companies: tuple[int, int]
    most: float

    def x(self, companies: float) -> float:
        low, high = (math.log10(each) for each in self.companies)
        return _LEFT + (_RIGHT - _LEFT) * ((math.log10(companies) - low) / (high - low) if high > low else 0.5)

    def y(self, times: float) -> float:
        return _BOTTOM - (_BOTTOM - _TOP) * math.log10(times) / math.log10(self.most)


def lines(rows: Iterable[dict[str, object]]) -> list[Line]:
    """The lines of measured rows, each point as a multiple of the floor on the same size."""
    told = [(str(row["method"]), int(str(row["companies"])), float(str(row["seconds"]))) for row in rows]
    floor = {companies: seconds for method, companies, seconds in told if method == FLOOR}
    points: dict[str, list[tuple[int, float]]] = {}
    for method, companies, seconds in sorted(told, key=lambda each: each[1]):
        if method != FLOOR:
            points.setdefault(method, []).append((companies, seconds / floor[companies]))
    return [Line(method, tuple(each)) for method, each in points.items()]


def drawn(found: Sequence[Line]) -> str:
    """The picture as SVG."""
    sizes = sorted({companies for line in found for companies, _ in line.points})
    paper = Paper((sizes[0], sizes[-1]), max(times for line in found for _, times in line.points) * 1.3)
    root = Element(
        "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": f"0 0 {_WIDTH} {_HEIGHT}", "font-family": _FONT, "font-size": "13"}
    )
    SubElement(root, "title").text = _NOTES[0]
    for number, note in enumerate(_NOTES):
        _text(root, note, (12, 22 + 20 * number), font_size=f"{13 - number}")
    _grid(root, paper, sizes)
    heights = _label_heights(paper, found)
    for line in found:
        _line(root, paper, line, heights[line.method])
    indent(root)
    return tostring(root, encoding="unicode") + "\n"


def _grid(root: Element, paper: Paper, sizes: Sequence[int]) -> None:
    for power in range(math.floor(math.log10(paper.most)) + 1):
        y = paper.y(10**power)
        _stroke(root, [(_LEFT, y), (_RIGHT, y)], GREY, 1.2 if power == 0 else 0.4)
        _text(root, f"{10**power}×", (_LEFT - 8, y + 4), text_anchor="end")
    for companies in sizes:
        _text(root, f"{companies:,}", (paper.x(companies), _BOTTOM + 20), text_anchor="middle")
    _text(root, "企业数 · companies", ((_LEFT + _RIGHT) / 2, _BOTTOM + 42), text_anchor="middle")


def _line(root: Element, paper: Paper, line: Line, height: float) -> None:
    colour, label = METHODS.get(line.method, (GREY, line.method))
    is_ours = line.method == "relparty"
    spots = [(paper.x(companies), paper.y(times)) for companies, times in line.points]
    _stroke(root, spots, colour, 3.5 if is_ours else 1.8)
    for x, y in spots:
        SubElement(root, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "4.5" if is_ours else "3", "fill": colour})
    x, y = spots[-1]
    _stroke(root, [(x + 6, y), (x + 16, height)], colour, 0.8)
    told = f"{label} {_times(line.points[-1][1])}"
    _text(root, told, (x + 20, height + 4), fill=colour, font_weight="bold" if is_ours else "normal")


def _times(times: float) -> str:
    return f"{times:.1f}×" if times < 10 else f"{times:,.0f}×"


def _label_heights(paper: Paper, found: Sequence[Line]) -> dict[str, float]:
    """How high each label stands: beside the last point of its line, moved up from the label below and from a line of the grid."""
    heights: dict[str, float] = {}
    free: dict[int, float] = {}
    for line in sorted(found, key=lambda each: each.points[-1][1]):
        companies, times = line.points[-1]
        heights[line.method] = _off_grid(paper, min(paper.y(times), free.get(companies, math.inf)))
        free[companies] = heights[line.method] - _APART
    return heights


def _off_grid(paper: Paper, height: float) -> float:
    ruled = [paper.y(10**power) for power in range(math.floor(math.log10(paper.most)) + 1)]
    return next((each - _APART / 2 for each in ruled if abs(each - height) < _APART / 2), height)


def _stroke(root: Element, points: Sequence[tuple[float, float]], colour: str, width: float) -> None:
    told = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    SubElement(root, "polyline", {"points": told, "fill": "none", "stroke": colour, "stroke-width": f"{width}"})


def _text(root: Element, told: str, at: tuple[float, float], **style: str) -> None:
    """Writes a text; an underscore in the name of a style is a hyphen in SVG."""
    place = {"x": f"{at[0]:.1f}", "y": f"{at[1]:.1f}", "fill": GREY}
    SubElement(root, "text", place | {name.replace("_", "-"): each for name, each in style.items()}).text = told


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path, help="what engines.py has written by --json")
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    told.out.parent.mkdir(parents=True, exist_ok=True)
    told.out.write_text(drawn(lines(json.loads(told.figures.read_text())["rows"])), encoding="utf-8")


if __name__ == "__main__":
    main()
