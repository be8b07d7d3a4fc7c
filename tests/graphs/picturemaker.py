"""Makes pictures for tests from few words. Everyone in them is invented."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureLot, PictureNode, PictureSource
from relparty.model.party import PartyKind

DAY = date(2026, 11, 22)


def lot(name: str = "标段") -> PictureLot:
    return PictureLot("L1", name, "tendering", DAY, DAY, "review")


def company(key: str, name: str = "甲公司", **more: object) -> PictureNode:
    return PictureNode(key, name, "91440300MA04583099", PartyKind.COMPANY, **more)  # type: ignore[arg-type]  # only for tests


def person(key: str, name: str = "罗启航", **more: object) -> PictureNode:
    return PictureNode(key, name, "310109********0001", PartyKind.PERSON, **more)  # type: ignore[arg-type]  # only for tests


def held(start: str, end: str, words: str = "持股 60%", **more: object) -> PictureEdge:
    kinds = more.pop("kinds", ("declaration",))
    sources = tuple(PictureSource("01.json", "股东 1", "", str(kind)) for kind in kinds)  # type: ignore[attr-defined]  # only for tests
    key = str(more.pop("id", f"{start}-{end}-{words}"))
    relation = str(more.pop("relation", "holds"))
    return PictureEdge(key, start, end, words, relation, sources, **more)  # type: ignore[arg-type]  # only for tests


def pictured(
    nodes: Iterable[PictureNode], edges: Iterable[PictureEdge], name: str = "标段", findings: Iterable[PictureFinding] = ()
) -> Picture:
    return Picture(lot(name), tuple(nodes), tuple(edges), tuple(findings))
