"""What could not be tested: problems of the forms, chains that end before their top, missing forms."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.party import Party, PartyKind
from relparty.model.record import Problem
from relparty.model.tie import EvidencePath, Step, Tie
from relparty.names.company import parse
from relparty.ownership.paths import chains
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.rules.rule import Case, Rule

_OPEN_CHAIN = Phrase(
    "{bidder} 的股权链在 {company} 处中断，未填至自然人、上市公司或国资机构",
    "the chain above {bidder} ends at {company}, before any person, listed company or state body",
)
_FILL_CHAIN = Phrase(
    "请投标人补填 {company} 的股东，直至自然人、上市公司或国资机构",
    "have the bidder fill in the holders of {company} up to persons, listed companies or state bodies",
)
_JOINT_STOCK = Phrase(
    "{bidder} 的上层股东 {company} 是股份有限公司，未提供股东名册",
    "{company}, above {bidder}, is a joint-stock company without a list of holders",
)
_ASK_LIST = Phrase("请投标人提供 {company} 盖章的股东名册", "ask for the stamped register of shareholders of {company}")
_UNTESTED = Phrase("未能核查的内容", "what could not be tested")
_CAPPED = Phrase("{company} 对外持股超过 {cap} 家，证据链到此为止", "{company} holds more than {cap} companies; paths end there")
_BY_HAND = Phrase("请人工核对经由 {company} 的关系", "check relations through {company} by hand")


def find(case: Case) -> Iterator[Tie]:
    """One-bidder ties for each problem, each open chain, and one without a bidder for the lot's own problems."""
    snapshot = case.snapshots[0]
    for problem in case.lot.problems:
        yield _tie(problem, (), Party("lot", case.lot.name, PartyKind.FACT))
    for bidder in case.bidders:
        party = snapshot.party(snapshot.nodes[bidder.key])
        for problem in bidder.problems:
            yield _tie(problem, (bidder.key,), party)
        yield from _open_chains(snapshot, bidder.key, bidder.name)


def _tie(problem: Problem, bidders: tuple[str, ...], start: Party) -> Tie:
    end = Party("f:unchecked", "", PartyKind.FACT)
    paths = (EvidencePath((Step(start, end, "unchecked", _UNTESTED, problem.sources),)),) if problem.sources else ()
    return Tie("unchecked", problem.reason, bidders, problem.fact, problem.next_step, paths)


def _open_chains(snapshot: Snapshot, bidder: str, name: str) -> Iterator[Tie]:
    node = snapshot.nodes[bidder]
    for key in sorted(snapshot.above(node)):
        party = snapshot.party(key)
        if key in snapshot.ends:
            if party.kind is not PartyKind.STATE and snapshot.graph.out_degree(key) > snapshot.limits.hub_holdings:
                yield _chain_tie(snapshot, bidder, key, "hub", _CAPPED(company=party.name, cap=snapshot.limits.hub_holdings), _BY_HAND)
        elif party.kind in (PartyKind.COMPANY, PartyKind.OTHER) and not snapshot.graph.in_degree(key):
            joint_stock = "joint_stock" in parse(party.name).form
            fact, ask = (_JOINT_STOCK, _ASK_LIST) if joint_stock else (_OPEN_CHAIN, _FILL_CHAIN)
            yield _chain_tie(
                snapshot, bidder, key, "joint_stock_above" if joint_stock else "open_chain", fact(bidder=name, company=party.name), ask
            )


def _chain_tie(snapshot: Snapshot, bidder: str, key: str, variant: str, fact: Sentence, ask: Phrase) -> Tie:
    paths = tuple(EvidencePath(leg) for leg in chains(snapshot, key, snapshot.nodes[bidder])[:1])
    return Tie("unchecked", variant, (bidder,), fact, ask(company=snapshot.party(key).name), paths, subjects=frozenset({key}))


RULE = Rule(
    name="unchecked",
    title=Phrase("未能核查", "Could not be tested"),
    variants={"any": Phrase("材料缺失、读不出或互相矛盾，无法核查", "documents missing, unreadable or contradictory")},
    find=find,
)
