"""Scopes: the parts of a lot's picture that the page draws, within what can still be read as a picture."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from relparty.graph_formats import Picture, cut

MOST = 300
"""So many parties, and so many relations, a picture may have and still be read; above, lists and the table serve better."""

ScopeName = Literal["proof", "whole"]


@dataclass(frozen=True, slots=True)
class Scope:
    """A part that is drawn: `findings` counts those whose proof it holds whole."""

    name: ScopeName
    picture: Picture
    findings: int


def scopes(picture: Picture) -> tuple[Scope, ...]:
    """What the page draws, the first to be shown first: what proves findings, and all where it is few enough to be read."""
    proof = _proof(picture)
    is_all = len(proof.picture.edges) == len(picture.edges) and len(proof.picture.nodes) == len(picture.nodes)
    drawn = (proof,) if proof.picture.edges else ()
    if not picture.nodes or not _is_readable(picture) or (drawn and is_all):
        return drawn
    return (*drawn, Scope("whole", picture, len(picture.findings)))


def _proof(picture: Picture) -> Scope:
    """What proves the findings, or as many of the first as stay readable together."""
    whole = cut(picture)
    proven = [finding.id for finding in whole.findings if finding.edges]
    if _is_readable(whole) or not proven:
        return Scope("proof", whole, len(proven))
    chosen = proven[: max(1, sum(1 for _ in _readable(whole)))]
    return Scope("proof", cut(picture, chosen), len(chosen))


def _readable(whole: Picture) -> Iterator[str]:
    """The first findings whose proofs together can still be read."""
    ends = {edge.id: (edge.start, edge.end) for edge in whole.edges}
    edges: Counter[str] = Counter()
    nodes: Counter[str] = Counter()
    for finding in whole.findings:
        if not finding.edges:
            continue
        edges.update(edge for edge in finding.edges if edge in ends)
        nodes.update((*finding.nodes, *(end for edge in finding.edges for end in ends.get(edge, ()))))
        if len(nodes) > MOST or len(edges) > MOST:
            return
        yield finding.id


def _is_readable(picture: Picture) -> bool:
    return len(picture.nodes) <= MOST and len(picture.edges) <= MOST
