"""Pictures for the tests of exports: the example lots, and small ones made by hand with names that break things."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import lotmaker
import running
from relparty.graph_formats import Picture, PictureEdge, PictureLot, PictureNode, PictureSource, lot_picture
from relparty.model.party import PartyKind

_FOLDER = Path(__file__).parent.parent / "lots"
LOTS = sorted(each.name for each in _FOLDER.iterdir() if each.is_dir())
FORM = PictureSource("forms/01.xlsx", "采集表!B7", "a" * 64)
HOSTILE = [
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "甲\"乙'&amp;有限公司",
    '"甲公司"',
    '""',
    "甲公司\n乙公司",
    "很长的名字" * 40,
    "😀👨‍👩‍👧公司",
    "甲\u202e乙",
    "\x00\x08\x1b\ud800\ufffe",
    "ﷺ بسم الله",
    "\\u0000 {} [] \\",
    "  ",
    "",
]


@cache
def document(name: str) -> dict[str, Any]:
    """The document of an example lot, screened once for all tests."""
    return running.told(_FOLDER / name)


@cache
def example(name: str) -> Picture:
    """The whole picture of an example lot."""
    return lot_picture(document(name))


def company(key: str, name: str = "深圳市甲辰工程有限公司", number: str | None = None, **more: Any) -> PictureNode:
    code = lotmaker.company_code(int(key[1:])) if number is None else number
    return PictureNode(key, name, code, more.pop("kind", PartyKind.COMPANY), **more)


def person(key: str, name: str = "厉昶远", number: str | None = None) -> PictureNode:
    return PictureNode(key, name, lotmaker.person_id(int(key[1:]), "*") if number is None else number, PartyKind.PERSON)


def held(start: str, end: str, percent: float | None = 60, **more: Any) -> PictureEdge:
    words = more.pop("words", "持股（比例不明）" if percent is None else f"持股 {percent:g}%")
    units = None if percent is None else round(percent * 10_000)
    bounds = re.search(r"–([\d.]+)%", words)
    more |= {"most": round(float(bounds[1]) * 10_000)} if bounds else {}
    return PictureEdge(f"r-{start}-{end}-{percent}", start, end, words, "holds", more.pop("sources", (FORM,)), units, **more)


def serves(start: str, end: str, office: str = "head", **more: Any) -> PictureEdge:
    return PictureEdge(f"r-{start}-{end}-{office}", start, end, more.pop("words", "任职"), office, more.pop("sources", (FORM,)), **more)


def picture(nodes: list[PictureNode], edges: list[PictureEdge], lot: str = "L1", as_of: date = running.DAY) -> Picture:
    bidders = tuple(node.id for node in nodes if node.is_bidder)
    told = PictureLot(lot, "示例项目", "tendering", date(2026, 12, 1), as_of, "clear", (("required", 3), ("received", 3)), bidders, "1")
    return Picture(told, tuple(nodes), tuple(edges))


def hostile(name: str) -> Picture:
    """Every sort of party and relation under one name, told by a file of that name."""
    kinds = [PartyKind.COMPANY, PartyKind.LISTED, PartyKind.STATE, PartyKind.OTHER]
    source = PictureSource(name, name, "b" * 64, "register")
    nodes = [company(f"n{at}", name, number="" if at == 1 else None, kind=kind, is_bidder=at == 0) for at, kind in enumerate(kinds)]
    nodes += [person("n10", name), person("n11", name, number="")]
    edges = [held(node.id, "n0", 20, sources=(source,)) for node in nodes[1:]]
    edges += [serves("n10", "n0", office, sources=(source,), words=name) for office in ("head", "other_officer", "agent")]
    edges += [serves("n10", "n11", "kin", words=name), serves("n0", "n3", "branch", words=name)]
    return picture(nodes, edges)
