"""Layout: boxes and lines placed, routed and drawn by Graphviz, as an SVG element without any text.

No text goes through Graphviz. It would place lines of text by the fonts of this machine (without fonts they overlap),
warn about odd font set-ups on stderr, and read markup into names. So it gets sizes and ids of ours, and the text is
written into its drawing afterwards, by an XML library.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from xml.etree import ElementTree as ET

from relparty_graphs.style import LineLook, NodeLook

_SVG = "{http://www.w3.org/2000/svg}"
_POINTS = 72


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
    """What is to be laid out: `rows` are boxes that share a row, `bottom` those in the last one."""

    id: str
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]
    rows: tuple[tuple[str, ...], ...] = ()
    bottom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A laid-out plan: an SVG group whose top left corner is 0, 0."""

    group: ET.Element
    width: float
    height: float

    def group_of(self, part: str) -> ET.Element:
        """The SVG group of a box or line."""
        return next(each for each in self.group.iter("g") if each.get("id") == part)

    def centre_of(self, box: str) -> tuple[float, float]:
        """The centre of a box, in the coordinates of its group."""
        shape = next(each for each in self.group_of(box).iter() if each.tag in ("polygon", "ellipse"))
        if shape.tag == "ellipse":
            return float(shape.get("cx", "0")), float(shape.get("cy", "0"))
        points = [tuple(map(float, point.split(","))) for point in shape.get("points", "").split()]
        xs, ys = [point[0] for point in points], [point[1] for point in points]
        return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


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


def _rendered(plan: Plan, direction: str) -> bytes:
    from pygraphviz import AGraph  # loaded only when something is drawn

    graph = AGraph(directed=True, strict=False)
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
