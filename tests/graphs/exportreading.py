"""What every export must tell of a picture, spelled out once more by hand, and pictures with every sort of name in them."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from functools import cache
from typing import Any

from exportlots import HOSTILE, LOTS, example
from hypothesis import strategies as st

from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureLot, PictureNode, PictureSource, cut
from relparty.model.finding import Level
from relparty.model.party import PartyKind
from relparty_graphs.labels import shown

FORMATS = ("graphml", "gexf", "dot", "cypher", "neo4j", "csv")
PARTS = [f"{name} {part}" for name in LOTS for part in ("whole", "cut")]
MORE_HOSTILE = [
    *HOSTILE,
    "甲\\u0027}) DETACH DELETE n //",
    "a'}) MATCH (n) DETACH DELETE n; //",
    "\\",
    "甲\\",
    "\\'",
    "\\N\\l\\G &lt;&#60;",
    "`:Admin`",
    "]]><!-- --> <?xml?>",
    "＝1+1",
    "@SUM(A1)",
    "+1",
    "-1",
    "007",
    "914403001922038216",
    "a;b|c,d\te\rf",
    "//;\n-- x",
]


@cache
def part(told: str) -> Picture:
    """`D01-demo whole` or `D01-demo cut`."""
    name, which = told.split()
    return cut(example(name)) if which == "cut" else example(name)


def line(text: str) -> str:
    return shown(text).replace("\n", "⟨U+000A⟩")


def told_nodes(picture: Picture) -> dict[str, dict[str, Any]]:
    """What is told of every party, by id."""
    return {node.id: _present(_node(node)) for node in picture.nodes}


def told_edges(picture: Picture) -> dict[tuple[str, str, str], dict[str, Any]]:
    """What is told of every relation, by its ends and id."""
    return {(edge.start, edge.end, edge.id): _present(_edge(edge, picture)) for edge in picture.edges}


def unzipped(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def named(name: str) -> Picture:
    """Everything that is text is this name: parties, relations, files, places, the lot."""
    source = PictureSource(name, name, "b" * 64, "register")
    nodes = tuple(PictureNode(f"n{at}", name, name, kind, at == 0) for at, kind in enumerate(PartyKind))
    twice = (PictureEdge(f"r{at}", "n0", "n1", name, "holds", (source, source), 500_000 + at, date(2026, 1, 1)) for at in range(2))
    once = (PictureEdge(f"r{at + 2}", "n1", "n2", name, word, (source,)) for at, word in enumerate(("head", "same_name", name)))
    lot = PictureLot(name, name, "tendering", date(2026, 12, 1), date(2026, 11, 22), "clear", (), ("n0",), "1")
    return Picture(lot, nodes, (*twice, *once), (PictureFinding(name, "r", name, Level.BAR, name, (name,), ("n0", "n1"), ("r0", "r1")),))


_NAMES = st.one_of(st.sampled_from(MORE_HOSTILE), st.text(max_size=30), st.text("\\'\"<>&;{}`u0027=+-@$ \n甲", max_size=12))


@st.composite
def pictures(choose: st.DrawFn) -> Picture:
    """A few parties, and relations between any two of them, several between the same."""
    count = choose(st.integers(1, 6))
    nodes = tuple(
        PictureNode(
            f"n{at}",
            choose(_NAMES),
            choose(_NAMES),
            choose(st.sampled_from(list(PartyKind))),
            choose(st.booleans()),
            choose(st.sampled_from([None, *Level])),
            choose(st.booleans()),
            choose(st.integers(0, 3)),
        )
        for at in range(count)
    )
    edges = tuple(choose(_relation(f"r{at}", count)) for at in range(choose(st.integers(0, 8))))
    lot = PictureLot(choose(_NAMES), choose(_NAMES), "tendering", date(2026, 12, 1), date(2026, 11, 22), "review")
    proving = tuple(edge.id for edge in edges[:2])
    return Picture(lot, nodes, edges, (PictureFinding(choose(_NAMES), "rule", "", Level.BAR, "", (), (), proving),))


@st.composite
def _relation(choose: st.DrawFn, key: str, count: int) -> PictureEdge:
    ends = st.integers(0, count - 1)
    days = st.one_of(st.none(), st.dates(date(1990, 1, 1), date(2030, 1, 1)))
    least = choose(st.one_of(st.none(), st.integers(0, 1_000_000)))
    most = None if least is None else choose(st.one_of(st.none(), st.integers(least + 1, 1_000_001)))
    sources = tuple(PictureSource(choose(_NAMES), choose(_NAMES), "", "lot") for _ in range(choose(st.integers(0, 2))))
    return PictureEdge(
        key,
        f"n{choose(ends)}",
        f"n{choose(ends)}",
        choose(_NAMES),
        choose(st.one_of(st.sampled_from(["holds", "head", "same_name"]), _NAMES)),
        sources,
        least,
        choose(days),
        choose(days),
        choose(st.booleans()),
        choose(st.booleans()),
        most,
    )


def _node(node: PictureNode) -> dict[str, Any]:
    return {
        "label": line(node.name) or node.id,
        "kind": node.kind.value,
        "number": line(node.number) or None,
        "bidder": node.is_bidder,
        "level": node.level.word if node.level is not None else None,
        "hub": node.is_hub,
        "folded": node.folded or None,
    }


def _edge(edge: PictureEdge, picture: Picture) -> dict[str, Any]:
    places = list(dict.fromkeys(f"{source.file} {source.place}".strip() for source in edge.sources))
    findings = [finding.id for finding in picture.findings if edge.id in finding.edges]
    return {
        "label": line(edge.words) or line(edge.relation) or edge.id,
        "relation": line(edge.relation) or None,
        "percent": edge.percent / 10_000 if edge.percent is not None and edge.most is None else None,
        "percent_from": edge.percent / 10_000 if edge.percent is not None and edge.most is not None else None,
        "percent_to": None if edge.most is None else edge.most / 10_000,
        "control": edge.is_control,
        "since": str(edge.since) if edge.since else None,
        "until": str(edge.until) if edge.until else None,
        "judgement": edge.is_judgement,
        "source_kinds": "; ".join(sorted({source.kind for source in edge.sources})) or None,
        "sources": line("; ".join(places)) or None,
        "findings": line("; ".join(findings)) or None,
    }


def _present(attributes: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in attributes.items() if value is not None}
