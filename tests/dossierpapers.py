"""Dossiers inside the tests: documents of real lots, names put into them, and all that a paper says."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any

from PIL import Image

import running
from relparty.phrases import Lang
from relparty.reports.document import masked, sealed
from relparty.reports.dossier.blocks import Block, Crop, Paper, Picture

LOTS = Path(__file__).parent / "lots"
EVIL = [
    "<script>alert(1)</script>",
    "\"quoted\" 'name' & more",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2",
    "@SUM(1)",
    "a\x00b\x08\x1b",
    "甲\u202e乙",
    "😀👨‍👩‍👧公司",
    "W" * 200,
    "很长的名字" * 40,
    '#let x = 1; $x^2$ *b* _i_ `raw` \\u{41} [a] // c /* d */ #image("/etc/passwd")',
    "]]><!-- -->",
    "{{ 7*7 }} {% raw %}",
    "a\nb\tc",
    "</style></head>",
    "&R&P",
]
_ONE = "深圳市甲辰工程有限公司"


@cache
def told(lot: str, lang: Lang = "zh") -> dict[str, Any]:
    """The document of an example lot; nobody may change it."""
    return running.told(LOTS / lot, lang)


def renamed(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The document with one bidder, the lot and its number called something else, sealed as if it were so."""
    changed = masked(_swapped(document, _ONE, name))
    changed["lot"] |= {"name": masked(name), "id": masked(name)}
    return sealed({key: each for key, each in changed.items() if key != "sha256"})


def crowded(bidders: int = 100) -> dict[str, Any]:
    """A document in which every pair of bidders has a finding."""
    document = dict(told("D01-demo"))
    names = [f"深圳市百家{n:03d}工程有限公司" for n in range(bidders)]
    one = document["findings"][0]
    document["findings"] = [
        one | {"id": f"same_head-{n:012d}", "bidders": [a, b], "summary": f"尉迟砚山 同时是 {a} 和 {b} 的单位负责人"}
        for n, (a, b) in enumerate(itertools.combinations(names, 2))
    ]
    document["bidders"] = [{"name": name, "uscc": None, "forms": [], "status": "read"} for name in names]
    return document


def png(width: int = 60, height: int = 30) -> bytes:
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "navy").save(buffer, "PNG")
    return buffer.getvalue()


def picture(words: str = "关系图") -> Picture:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="30"><text y="20">图中字</text></svg>'
    return Picture(svg.encode(), png(), words, is_wide=True)


def said(block: Block) -> Iterator[str]:
    """Every text of a block."""
    for each in fields(block):
        yield from _texts(getattr(block, each.name))


def all_said(paper: Paper) -> list[str]:
    return [text for block in paper.blocks for text in said(block)]


def squeezed(text: str) -> str:
    """The text without blanks and line breaks, in which a renderer's lines make no difference."""
    return "".join(text.split())


def with_crop(document: dict[str, Any], crop: bytes) -> dict[str, Any]:
    """The document with a piece of a picture at the first source of its first finding."""
    from base64 import b64encode
    from copy import deepcopy

    changed = deepcopy(document)
    changed["findings"][0]["paths"][0]["steps"][0]["sources"][0]["crop"] = f"data:image/png;base64,{b64encode(crop).decode()}"
    return changed


def crops(paper: Paper) -> list[Crop]:
    return [block for block in paper.blocks if isinstance(block, Crop)]


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)


def _swapped(value: Any, old: str, new: str) -> Any:
    if isinstance(value, str):
        return value.replace(old, new)
    if isinstance(value, list):
        return [_swapped(each, old, new) for each in value]
    if isinstance(value, dict):
        return {key: _swapped(each, old, new) for key, each in value.items()}
    return value
