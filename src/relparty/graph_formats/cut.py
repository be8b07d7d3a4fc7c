"""Cuts: the picture of a whole lot from its document, and the part that proves one finding, one pair, or the lot.

A picture of everything is unreadable; what proves a finding is not.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from relparty.graph_formats.picture import Picture, PictureEdge, PictureFinding, PictureLot, PictureNode, PictureSource
from relparty.model.finding import Level
from relparty.model.party import PartyKind

_UNIT = 10_000
"""Units of 0.0001 % in a percent."""


def lot_picture(told: Mapping[str, Any]) -> Picture:
    """The whole graph of a lot, from the document of its screening (`relparty/screening/1`)."""
    lot, graph = told["lot"], told["graph"]
    sha256 = {file["file"]: file["sha256"] for file in told["evidence"]}
    findings = tuple(_finding(each) for each in told["findings"])
    levels = _levels(findings)
    nodes = tuple(
        PictureNode(
            each["id"],
            each["name"],
            each["number"],
            PartyKind(each["kind"]),
            each["bidder"],
            levels.get(each["id"]),
            each["hub"],
            is_probable=each["probable"],
        )
        for each in graph["parties"]
    )
    edges = tuple(_edge(each, sha256) for each in graph["relations"])
    opens_on, as_of = (date.fromisoformat(lot[name]) for name in ("opens_on", "as_of"))
    bidders = tuple(node.id for node in nodes if node.is_bidder)
    quotes = tuple(told["quotes"].items())
    return Picture(
        PictureLot(
            lot["id"], lot["name"], lot["regime"], opens_on, as_of, told["verdict"], quotes, bidders, told["relparty"], told["sha256"]
        ),
        nodes,
        edges,
        findings,
    )


def cut(whole: Picture, findings: Collection[str] = (), pair: Collection[str] = ()) -> Picture:
    """The part that proves some findings (by id), those of one pair of bidders (by node), or, told neither, all of the lot.

    Unchecked answers are no relation: they are drawn only where such a finding is asked for.
    """
    chosen = tuple(each for each in whole.findings if _is_chosen(each, findings, pair))
    shown = {edge for each in chosen for edge in each.edges}
    edges = tuple(edge for edge in whole.edges if edge.id in shown)
    ids = {end for edge in edges for end in (edge.start, edge.end)}
    if findings or pair:
        ids |= {node for each in chosen for node in each.nodes} | set(pair)
    levels = _levels(chosen)
    nodes = tuple(replace(node, level=levels.get(node.id)) for node in whole.nodes if node.id in ids)
    return replace(whole, nodes=nodes, edges=edges, findings=chosen)


def _is_chosen(finding: PictureFinding, findings: Collection[str], pair: Collection[str]) -> bool:
    if findings:
        return finding.id in findings
    if pair:
        return set(finding.nodes) == set(pair)
    return finding.level > Level.UNCHECKED


def _levels(findings: Collection[PictureFinding]) -> dict[str, Level]:
    """The worst level of each bidder that stands in a finding."""
    found: dict[str, Level] = {}
    for finding in findings:
        for node in finding.nodes if finding.level > Level.UNCHECKED else ():
            found[node] = max(found.get(node, finding.level), finding.level)
    return found


def _finding(told: Mapping[str, Any]) -> PictureFinding:
    edges = dict.fromkeys(step["edge"] for path in told["paths"] for step in path["steps"] if step["edge"])
    return PictureFinding(
        told["id"],
        told["rule"],
        told["title"],
        Level.of(told["level"]),
        told["summary"],
        tuple(told["bidders"]),
        tuple(told["parties"]),
        tuple(edges),
        tuple(basis["article"] for basis in told["basis"]),
        told["next_step"],
    )


def _edge(told: Mapping[str, Any], sha256: Mapping[str, str]) -> PictureEdge:
    sources = tuple(PictureSource(each["file"], each["place"], sha256.get(each["file"], ""), each["kind"]) for each in told["sources"])
    since, until = (date.fromisoformat(told[name]) if told[name] else None for name in ("since", "until"))
    percent, most = (None if told[name] is None else round(told[name] * _UNIT) for name in ("percent", "most"))
    return PictureEdge(
        told["id"],
        told["from"],
        told["to"],
        told["words"],
        told["relation"],
        sources,
        percent,
        since,
        until,
        told["control"],
        told["judgement"],
        most,
    )
