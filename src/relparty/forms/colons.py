"""Labelled values in running text: 「填报人：甲　填报日期：2026-11-10」, 「股东一：张三，持股比例：60%」."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from relparty.documents.cells import Cell

_COLON = re.compile(r"[:：]")
_BREAK = re.compile(r"[\s\u3000,，;；。、(（]+")
_AROUND = " \u3000\t\n,，;；。、"
_ORDINAL = re.compile(r"^(?:第?[一二三四五六七八九十]{1,3}|\d{1,2})?(?P<label>.+?)[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})?[)）]?$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A value with its label, as written and as understood."""

    label: str
    meaning: str
    value: Cell


def labelled(cell: Cell, meaning: Callable[[str], str | None]) -> list[Labelled]:
    """The labelled values of a text that begins with a label; empty when it begins with anything else."""
    text = cell.text
    marks = [
        (begin, colon.start(), colon.end(), known)
        for colon in _COLON.finditer(text)
        for begin, known in _label(text, colon.start(), meaning)
    ]
    if not marks or text[: marks[0][0]].strip(_AROUND):
        return []
    ends = [begin for begin, *_ in marks[1:]] + [len(text)]
    return [
        Labelled(text[begin:colon].strip(), known, replace(cell, text=_value(text[after:end])))
        for (begin, colon, after, known), end in zip(marks, ends, strict=True)
    ]


def without_ordinal(label: str) -> str:
    """A label without the number it bears in a list: 「股东一」, 「第二股东」, 「股东（3）」."""
    found = _ORDINAL.match(label.strip())
    return found["label"] if found else label


def _label(text: str, colon: int, meaning: Callable[[str], str | None]) -> list[tuple[int, str]]:
    """Where the longest known label that ends at this colon begins, and what it means; empty when there is none."""
    before = max((found.end() for found in _COLON.finditer(text, 0, colon)), default=0)
    begins = [before, *(found.end() for found in _BREAK.finditer(text, before, colon))]
    return next(([(begin, known)] for begin in begins if (known := meaning(text[begin:colon]))), [])


def _value(text: str) -> str:
    """The value without what parts it from the next label, and without half a pair of brackets."""
    value = re.sub(r"[(（]$", "", text.strip(_AROUND)).strip(_AROUND)
    is_half = value.endswith((")", "）")) and not re.search("[(（]", value)
    return value[:-1].strip(_AROUND) if is_half else value
