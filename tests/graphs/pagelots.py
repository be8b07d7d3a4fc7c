"""Pictures for the tests of the interactive page: screened lots, lots made for dates and layers, and hostile ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import running
from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureLot, PictureNode, PictureSource, lot_picture
from relparty.model.finding import Level
from relparty.model.party import PartyKind
from relparty.phrases import Lang

LOTS = Path(__file__).parents[1] / "lots"
OPENING = date(2026, 12, 1)
SOURCE = PictureSource("forms/01.xlsx", "采集表!B7", "c0ffee" + "0" * 58)
HOSTILE = (
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<!--<script>",
    "<img src=x onerror=alert(1)>",
    '" onclick="alert(1)" x=\'',
    "甲\u202e乙\u2066丙\u200b",
    "=cmd|' /C calc'!A0",
    "]]>&lt;b&gt;&amp;",
    "{{ 7 * 7 }} ${alert(1)} {n}",
    "甲\x00\x08\x1b\u2028\u2029\ud800乙",
    "😀👨‍👩‍👧公司",
    "بسم الله",
    "很长的名字的公司啊" * 23,
    "W" * 200,
    "",
)


def screened(name: str, lang: Lang = "zh") -> Picture:
    """The whole picture of an example lot."""
    return lot_picture(running.told(LOTS / name, lang))


def lot(name: str = "示例项目", verdict: str = "stop", bidders: tuple[str, ...] = ()) -> PictureLot:
    return PictureLot("L1", name, "tendering", OPENING, date(2026, 11, 22), verdict, (("required", 3), ("received", 4)), bidders, "0.1.0")


def company(key: str, name: str, **more: object) -> PictureNode:
    return PictureNode(key, name, "91440300MA000100XJ", PartyKind.COMPANY, **more)  # type: ignore[arg-type]  # only for tests


def person(key: str, name: str) -> PictureNode:
    return PictureNode(key, name, "110101********0009", PartyKind.PERSON)


def held(key: str, start: str, end: str, words: str = "持股 60%", **more: object) -> PictureEdge:
    return PictureEdge(key, start, end, words, more.pop("relation", "holds"), (SOURCE,), **more)  # type: ignore[arg-type]  # only for tests


def finding(key: str, nodes: tuple[str, ...], edges: tuple[str, ...], level: Level = Level.BAR, title: str = "共同股东") -> PictureFinding:
    return PictureFinding(
        key, "shared_shareholder", title, level, f"内容 {key}", ("甲公司", "乙公司"), nodes, edges, ("《某法》第一条",), f"下一步 {key}"
    )


def dated() -> Picture:
    """Two bidders: above both an owner, three layers up; a former head of both; a chair since July; someone far from findings."""
    nodes = (
        company("a", "甲公司", is_bidder=True, level=Level.BAR),
        company("b", "乙公司", is_bidder=True, level=Level.BAR),
        company("c", "丙公司", is_bidder=True),
        company("m", "中间控股"),
        company("t", "顶层控股"),
        person("o", "尉迟砚山"),
        person("h", "厉昶远"),
        person("s", "闻人青禾"),
    )
    edges = (
        held("r1", "m", "a"),
        held("r2", "t", "m", "持股 100%", is_control=True),
        held("r3", "o", "t", "持股 90%", since=date(2024, 1, 1)),
        held("r4", "o", "b", "持股 70%"),
        held("r5", "h", "a", "法定代表人", relation="head"),
        held("r6", "h", "b", "法定代表人", relation="head", until=date(2026, 3, 1)),
        held("r7", "s", "c", "董事长", relation="chair", since=date(2026, 7, 1)),
    )
    findings = (
        finding("f-note", ("a",), ("r5",), Level.NOTE, "背景"),
        finding("f-owner", ("a", "b"), ("r1", "r2", "r3", "r4"), title="受同一主体控制"),
        finding("f-head", ("a", "b"), ("r5", "r6"), Level.REVIEW, "近期终止的关系"),
        PictureFinding("f-not", "unchecked", "未能核查", Level.UNCHECKED, "丙公司 的股东表读不出", ("丙公司",), ("c",), (), (), "请补正"),
    )
    return Picture(lot(bidders=("a", "b", "c")), nodes, edges, findings)


def hostile() -> Picture:
    """Every text that a form could tell is hostile."""
    count = len(HOSTILE)
    nodes = tuple(
        PictureNode(f"n{n}", text, text[:18], list(PartyKind)[n % len(PartyKind)], n < 4, Level.BAR if n < 4 else None, n == 5)
        for n, text in enumerate(HOSTILE)
    )
    edges = tuple(
        PictureEdge(f"r{n}", f"n{n}", f"n{(n + 1) % count}", text, "holds", (PictureSource(text, text, text, text),))
        for n, text in enumerate(HOSTILE)
    )
    findings = tuple(
        PictureFinding(text, text, text, Level.BAR, text, (text,), (f"n{n}",), (f"r{n}",), (text,), text) for n, text in enumerate(HOSTILE)
    )
    return Picture(
        PictureLot(HOSTILE[1], HOSTILE[1], HOSTILE[2], OPENING, OPENING, HOSTILE[3], ((HOSTILE[0], 3),), ("n0",), HOSTILE[4]),
        nodes,
        edges,
        findings,
    )


def large(bidders: int = 100, parties: int = 5000, *, related: bool = False) -> Picture:
    """Many bidders with chains above them; the first two share a holder, or all of them, pair by pair."""
    nodes = [company(f"b{n}", f"深圳市百家{n:03d}工程有限公司", is_bidder=True) for n in range(bidders)]
    edges = []
    for n in range(parties - bidders):
        nodes.append(company(f"n{n}", f"上层{n:04d}控股有限公司"))
        edges.append(held(f"r{n}", f"n{n}", f"b{n}" if n < bidders else f"n{n - bidders}"))
    findings = []
    pairs = [(one, other) for one in range(bidders) for other in range(one + 1, bidders)] if related else [(0, 1)]
    for n, pair in enumerate(pairs):
        nodes.append(person(f"x{n}", f"共同{n:04d}"))
        edges += [held(f"s{n}-{bidder}", f"x{n}", f"b{bidder}", "持股 30%") for bidder in pair]
        findings.append(finding(f"f{n}", tuple(f"b{each}" for each in pair), tuple(f"s{n}-{each}" for each in pair)))
    return Picture(lot(bidders=tuple(f"b{n}" for n in range(bidders))), tuple(nodes), tuple(edges), tuple(findings))
