"""Rectangles on a page, in pixels."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle whose right and bottom edges are just outside it."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        return self.right - self.left

    @property
    def height(self) -> int:
        return self.bottom - self.top

    @property
    def area(self) -> int:
        """Pixels inside; 0 for a rectangle turned inside out."""
        return max(0, self.width) * max(0, self.height)

    @property
    def middle(self) -> float:
        """How far down its middle is."""
        return (self.top + self.bottom) / 2

    def within(self, other: Box) -> Box:
        """The part inside another rectangle; its area is 0 when there is none."""
        return Box(max(self.left, other.left), max(self.top, other.top), min(self.right, other.right), min(self.bottom, other.bottom))

    def grown(self, across: int, down: int) -> Box:
        """The rectangle made larger on every side; negative numbers make it smaller."""
        return Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def moved(self, across: int, down: int) -> Box:
        return Box(self.left + across, self.top + down, self.right + across, self.bottom + down)


def around(boxes: Iterable[Box]) -> Box:
    """The smallest rectangle around all of these (at least one)."""
    every = list(boxes)
    return Box(min(b.left for b in every), min(b.top for b in every), max(b.right for b in every), max(b.bottom for b in every))


def visual_lines(boxes: Sequence[Box]) -> list[list[int]]:
    """Places of the boxes line by line from top to bottom, from left to right within a line.

    Two boxes share a line when the middle of each is level with the other.
    """
    lines: list[list[int]] = []
    for at in sorted(range(len(boxes)), key=lambda each: boxes[each].middle):
        line = next((line for line in reversed(lines[-3:]) if _level(boxes[line[-1]], boxes[at])), None)
        if line is None:
            lines.append([at])
        else:
            line.append(at)
    return [sorted(line, key=lambda each: boxes[each].left) for line in lines]


def _level(one: Box, other: Box) -> bool:
    return one.top < other.middle < one.bottom and other.top < one.middle < other.bottom
