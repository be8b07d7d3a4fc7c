"""Layout: boxes and lines placed, routed and drawn by Graphviz, as an SVG element without any text.

No text goes through Graphviz. It would place lines of text by the fonts of this machine (without fonts they overlap),
warn about odd font set-ups on stderr, and read markup into names. So it gets sizes and ids of ours, and the text is
written into its drawing afterwards, by an XML library.
"""

from __future__ import annotations

from dataclasses import dataclass
from threading import Lock
from typing import Literal
from xml.etree import ElementTree as ET

import networkx as nx

from relparty_graphs.style import LineLook, NodeLook

_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = 72
_GUTTER = 26.0
_TURN = Lock()


@dataclass(frozen=True, slots=True)
class Box:
    """A shape of a size in points; `at` is its centre where the layout is not to choose it."""

    id: str
    look: NodeLook
    width: float
    height: float
    at: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line between two boxes, `start` above `end`; `arrow` is where its heads are."""

    id: str
    start: str
    end: str
    look: LineLook
    arrow: Literal["none", "forward", "back"] = "none"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be laid out: `rows` are boxes that share a row, `bottom` those in the last one.

    `first` are boxes whose parts come before others, in this order, where parts that nothing joins are packed.
    """

    id: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    bottom: tuple[str, ...] = ()
    first: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out plan: an SVG group whose top left corner is 0, 0."""

    group: ET.Element
    width: float
    height: float

    def group_of(self, part: str) -> ET.Element:
        """The SVG group of a box or line."""
        return self.groups()[part]

    def groups(self) -> dict[str, ET.Element]:
        """The SVG groups of all boxes and lines, by id."""
        return {each.get("id", ""): each for each in self.group.iter("g")}

    def centre_of(self, box: str) -> tuple[float, float]:
        """The centre of a box, in the coordinates of its group."""
        left, top, right, bottom = frame(self.group_of(box))
        return (left + right) / 2, (top + bottom) / 2


def frame(group: ET.Element) -> tuple[float, float, float, float]:
    """The left, top, right and bottom of the shape in the group of a box."""
    shape = next(each for each in group.iter() if each.tag in ("polygon", "ellipse"))
    if shape.tag == "ellipse":
        x, y, across, down = (float(shape.get(name, "0")) for name in ("cx", "cy", "rx", "ry"))
        return x - across, y - down, x + across, y + down
    points = [tuple(map(float, point.split(","))) for point in shape.get("points", "").split()]
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def drawing(plan: Plan, direction: Literal["TB", "LR"] = "TB") -> Drawing:
    """The plan as Graphviz lays it out, rows from top to bottom or from left to right."""
    root = ET.fromstring(_rendered(plan, direction))  # noqa: S314  # Graphviz wrote it just now, from ids and sizes of ours
    _, _, width, height = (float(number) for number in root.get("viewBox", "0 0 0 0").split())
    for part in root.iter():
        part.tag = part.tag.removeprefix(_SVG)
    group = root[0]
    for polygon in group.findall("polygon"):
        group.remove(polygon)  # its background; the picture has one of its own
    return Drawing(group, width, height)


def packed(plan: Plan, widest: float) -> Drawing:
    """The plan with parts that nothing joins laid out each for itself, in shelves no wider than `widest` points.

    A part is turned from left to right where it is too wide for a shelf and narrower so; one that is too wide in
    either way has a shelf of its own. All stand on the bottom of their shelf.
    """
    group = ET.Element("g", {"id": plan.id})
    width = top = 0.0
    for shelf in _shelves([_narrow(part, widest) for part in parts(plan)], widest):
        left, tallest = 0.0, max(each.height for each in shelf)
        for each in shelf:
            ET.SubElement(group, "g", {"transform": f"translate({left:.2f} {top + tallest - each.height:.2f})"}).append(each.group)
            left += each.width + _GUTTER
        width, top = max(width, left - _GUTTER), top + tallest + _GUTTER
    return Drawing(group, width, max(top - _GUTTER, 0))


def parts(plan: Plan) -> list[Plan]:
    """The parts of a plan that nothing joins: those of its first boxes, then the largest, then in order."""
    joined: nx.Graph[str] = nx.Graph()
    joined.add_nodes_from(box.id for box in plan.boxes)
    joined.add_edges_from((line.start, line.end) for line in plan.lines)
    for row in plan.rows:
        nx.add_path(joined, row)
    place = {box.id: number for number, box in enumerate(plan.boxes)}
    first = {box: number for number, box in enumerate(plan.first)}

    def order(part: set[str]) -> tuple[int, int, int]:
        return min(first.get(box, len(first)) for box in part), -len(part), min(map(place.__getitem__, part))

    return [_part(plan, part, number) for number, part in enumerate(sorted(nx.connected_components(joined), key=order), start=1)]


def _part(plan: Plan, part: set[str], number: int) -> Plan:
    return Plan(
        f"{plan.id}-{number}",
        tuple(box for box in plan.boxes if box.id in part),
        tuple(line for line in plan.lines if line.start in part),
        tuple(row for row in plan.rows if part.issuperset(row)),
        tuple(box for box in plan.bottom if box in part),
    )


def _narrow(plan: Plan, widest: float) -> Drawing:
    """The drawing from top to bottom; from left to right where that is narrower and the other too wide to read."""
    down = drawing(plan)
    if down.width <= widest:
        return down
    across = drawing(plan, "LR")
    return across if across.width < down.width else down


def _shelves(drawings: list[Drawing], widest: float) -> list[list[Drawing]]:
    shelves: list[list[Drawing]] = []
    left = widest
    for each in drawings:
        if left + each.width > widest or not shelves:
            shelves.append([])
            left = 0.0
        shelves[-1].append(each)
        left += each.width + _GUTTER
    return shelves


def _rendered(plan: Plan, direction: str) -> bytes:
    """The plan drawn by Graphviz, one at a time: its library keeps its work in one place, and two threads that meet there end the process."""
    from pygraphviz import AGraph  # loaded only when something is drawn

    with _TURN, AGraph(directed=True, strict=False) as graph:
        graph.graph_attr.update(id=plan.id, rankdir=direction, nodesep="0.3", ranksep="0.28", pad="0.12", outputorder="edgesfirst")
        for box in plan.boxes:
            graph.add_node(box.id, **_box_attributes(box))
        for line in plan.lines:
            graph.add_edge(line.start, line.end, line.id, **_line_attributes(line))
        for row in plan.rows:
            graph.add_subgraph(row, rank="same")
        if plan.bottom:
            graph.add_subgraph(plan.bottom, rank="max")
        is_placed = any(box.at for box in plan.boxes)
        rendered: bytes = graph.draw(format="svg", prog="nop" if is_placed else "dot")
        return rendered


def _box_attributes(box: Box) -> dict[str, str]:
    look = box.look
    place = {"pos": f"{box.at[0]:.2f},{box.at[1]:.2f}"} if box.at else {}
    return place | {
        "id": box.id,
        "label": "",
        "fixedsize": "true",
        "width": f"{box.width / _POINTS:.4f}",
        "height": f"{box.height / _POINTS:.4f}",
        "shape": look.shape,
        "style": "filled",
        "fillcolor": look.fill,
        "color": look.border,
        "penwidth": f"{look.pen:g}",
        "peripheries": str(look.outlines),
    }


def _line_attributes(line: Line) -> dict[str, str]:
    return {
        "id": line.id,
        "style": line.look.dash,
        "color": line.look.colour,
        "penwidth": f"{line.look.pen:g}",
        "dir": line.arrow,
        "arrowsize": "0.8",
    }
