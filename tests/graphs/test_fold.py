"""Folding: crowds that prove nothing become one node with their number; bidders and proofs never do."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from picturemaker import company, held, person, pictured
from pictureparts import part, read

from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureNode, draw
from relparty.model.finding import Level
from relparty.model.party import PartyKind
from relparty.phrases import Lang
from relparty_graphs.fold import LEFT_OPEN, MOST_LEAVES, MOST_PARTIES, folded

BIDDER = company("b", "投标公司", is_bidder=True)


def crowd(count: int, percent: float = 1, **more: object) -> tuple[list[PictureNode], list[PictureEdge]]:
    """That many persons who hold the bidder; the first has the largest share."""
    nodes = [person(f"n{number}", f"股东{number}") for number in range(count)]
    shares = [round((percent if number else percent + 1) * 10_000) for number in range(count)]
    return nodes, [
        held(node.id, "b", f"持股 {share / 10_000:g}%", percent=share, **more) for node, share in zip(nodes, shares, strict=True)
    ]


def finding(nodes: Iterable[str], edges: Iterable[str]) -> PictureFinding:
    return PictureFinding("f1", "shared_shareholder", "共同股东", Level.LEAD, "", (), tuple(nodes), tuple(edges))


def stacks(picture: Picture) -> list[PictureNode]:
    return [node for node in picture.nodes if node.folded]


def test_a_crowd_of_holders_is_one_node_but_for_the_largest() -> None:
    nodes, edges = crowd(40)
    less = folded(pictured([BIDDER, *nodes], edges), "zh")
    (stack,) = stacks(less)
    assert stack.folded == 40 - LEFT_OPEN
    assert "n0" in {node.id for node in less.nodes}
    assert len(less.nodes) == 1 + LEFT_OPEN + 1
    assert [(edge.start, edge.end) for edge in less.edges if stack.id in (edge.start, edge.end)] == [(stack.id, "b")]


@pytest.mark.parametrize(("count", "is_folded"), [(MOST_LEAVES, False), (MOST_LEAVES + 1, True)])
def test_a_dozen_is_drawn_and_one_more_is_folded(count: int, is_folded: bool) -> None:
    nodes, edges = crowd(count)
    assert bool(stacks(folded(pictured([BIDDER, *nodes], edges), "zh"))) is is_folded


def test_a_hub_has_its_other_companies_folded_below_it() -> None:
    hub = PictureNode("h", "国资局", "", PartyKind.STATE, is_hub=True)
    others = [company(f"n{number}") for number in range(50)]
    edges = [held("h", "b"), *(held("h", node.id) for node in others)]
    less = folded(pictured([BIDDER, hub, *others], edges), "zh")
    (stack,) = stacks(less)
    assert stack.folded == 50 - LEFT_OPEN
    assert stack.kind is PartyKind.COMPANY
    assert ("h", stack.id) in {(edge.start, edge.end) for edge in less.edges}


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("另有 36 名自然人", "持股，各不超过 1%")), ("en", ("and 36 more persons", "holds, each at most 1 %"))]
)
def test_the_stack_says_how_many_and_the_key_what_it_is(lang: Lang, words: tuple[str, str]) -> None:
    nodes, edges = crowd(40)
    root = ET.fromstring(draw("svg", pictured([BIDDER, *nodes], edges), lang))
    drawn = "".join(read(root).split())
    for each in words:
        assert "".join(each.split()) in drawn
    assert {"zh": "合并画出", "en": "drawn as one"}[lang] in read(part(root, "key"))


def test_bidders_are_never_folded() -> None:
    bidders = [company(f"n{number}", is_bidder=True) for number in range(100)]
    picture = pictured([company("h"), *bidders], [held("h", node.id) for node in bidders])
    assert folded(picture, "zh") == picture


def test_what_proves_a_finding_is_never_folded() -> None:
    nodes, edges = crowd(40)
    proving = [edge.id for edge in edges[5:35]]
    less = folded(pictured([BIDDER, *nodes], edges, findings=[finding(["b"], proving)]), "zh")
    assert not stacks(less)  # what is left is no crowd
    few = folded(pictured([BIDDER, *nodes], edges, findings=[finding(["b", "n7"], [edges[8].id])]), "zh")
    assert {"n7", "n8"} <= {node.id for node in few.nodes}
    assert edges[8] in few.edges


def test_control_is_not_hidden_among_small_shares() -> None:
    nodes, edges = crowd(40)
    great = held("g", "b", "持股 60%", percent=600_000, is_control=True)
    less = folded(pictured([BIDDER, person("g", "大股东"), *nodes], [*edges, great]), "zh")
    assert great in less.edges
    assert [edge.is_control for edge in less.edges if edge.relation == "folded"] == [False]


@pytest.mark.parametrize("more", [{"until": date(2026, 3, 1)}, {"is_judgement": True}])
def test_what_has_ended_or_is_our_judgement_is_not_folded_with_what_stands(more: dict[str, object]) -> None:
    nodes, edges = crowd(40, **more)
    picture = pictured([BIDDER, *nodes], edges)
    assert folded(picture, "zh") == picture


def test_shares_of_which_one_is_not_told_have_no_bound() -> None:
    nodes, edges = crowd(40)
    unknown = held("u", "b", "持股（比例不明）")
    less = folded(pictured([BIDDER, person("u", "某人"), *nodes], [*edges, unknown]), "zh")
    assert [edge.words for edge in less.edges if edge.relation == "folded"] == ["持股"]


def test_offices_are_told_from_holdings() -> None:
    nodes = [person(f"n{number}") for number in range(30)]
    offices = [held(node.id, "b", "董事", relation="director") for node in nodes]
    for edges, words in ((offices, "任职"), ([*offices, *(held(node.id, "b") for node in nodes)], "股权与任职")):
        less = folded(pictured([BIDDER, *nodes], edges), "zh")
        assert [edge.words for edge in less.edges if edge.relation == "folded"] == [words]


def great_lot() -> Picture:
    """60 bidders with eight parties above each in a chain and a ring, two joined by the ends of their chains."""
    nodes, edges = [], []
    for number in range(60):
        nodes.append(company(f"b{number}", is_bidder=True))
        chain = [company(f"c{number}-{layer}") for layer in range(8)]
        nodes += chain
        ends = [f"b{number}", *(node.id for node in chain)]
        edges += [held(upper, lower) for lower, upper in pairwise(ends)]
        edges.append(held(ends[-1], ends[-3]))
    edges.append(held("c0-7", "c1-7", id="bridge"))
    return pictured(nodes, edges)


def test_a_great_lot_keeps_its_bidders_and_what_joins_them() -> None:
    whole = great_lot()
    less = folded(whole, "zh")
    assert len(whole.nodes) > MOST_PARTIES >= len(less.nodes)
    kept = {node.id for node in less.nodes}
    assert {node.id for node in whole.nodes if node.is_bidder} <= kept
    assert {f"c{number}-{layer}" for number in (0, 1) for layer in range(8)} <= kept
    assert "bridge" in {edge.id for edge in less.edges}
    assert [node.folded for node in stacks(less)] == [8] * 58
    assert {edge.end for edge in less.edges if edge.relation == "folded"} == {f"b{number}" for number in range(2, 60)}


@settings(deadline=None)
@given(st.data(), st.integers(2, 420))
def test_nothing_is_lost_and_nothing_is_joined_anew(data: st.DataObject, count: int) -> None:
    chance = data.draw(st.randoms(use_true_random=False))
    nodes = [company(f"n{number}", is_bidder=chance.random() < 0.1) for number in range(count)]
    ends = [(chance.randrange(max(1, number // 20) if chance.random() < 0.8 else number + 1), number) for number in range(1, count)]
    edges = [held(f"n{one}", f"n{other}", id=f"r{number}") for number, (one, other) in enumerate(ends) if one != other]
    proofs = [edge.id for edge in edges if chance.random() < 0.05]
    picture = pictured(nodes, edges, findings=[finding([], proofs)])
    less = folded(picture, "zh")
    assert sum(node.folded or 1 for node in less.nodes) == count
    ids = [node.id for node in less.nodes]
    assert len(set(ids)) == len(ids)
    assert {node.id for node in nodes if node.is_bidder} <= set(ids)
    assert set(proofs) <= {edge.id for edge in less.edges}
    assert {end for edge in less.edges for end in (edge.start, edge.end)} <= set(ids)
    for stack in stacks(less):
        assert len([edge for edge in less.edges if stack.id in (edge.start, edge.end)]) == 1
