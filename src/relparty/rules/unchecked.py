"""What could not be tested: problems of the forms, chains that end before their top, missing forms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from relparty.model.lot import declared_records
from relparty.model.party import HELD, Mention, Party, PartyKind
from relparty.model.record import Problem, Shareholding, Source
from relparty.model.tie import EvidencePath, Step, Tie
from relparty.names.company import parse
from relparty.ownership.circles import closed_circles
from relparty.ownership.paths import chains
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.resolve.judging import company_name_key, is_person, sure_number
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
_CLOSED = Phrase(
    "{bidder} 的股权链在 {companies} 处成环：它们互相持股，环外没有股东",
    "the chain above {bidder} ends in a circle: {companies} hold one another, and nobody else holds any of them",
)
_LOOK_OUTSIDE = Phrase(
    "请在登记系统核对 {company} 的股东，查明环外由谁持股",
    "check the holders of {company} on the register: somebody outside the circle must hold it",
)
_TWO_CODES = Phrase("同一名称 {names} 写了不同的统一社会信用代码：{codes}", "one name, {names}, is given different credit codes: {codes}")
_TWO_NAMES = Phrase("同一统一社会信用代码 {codes} 写了不同的名称：{names}", "one credit code, {codes}, is given different names: {names}")
_COMPARE = Phrase("请核对登记信息：是否写错，或是否更名", "check the registration: is one a mistake, or was the company renamed?")
_UNTESTED = Phrase("未能核查的内容", "what could not be tested")
_CAPPED = Phrase("{company} 对外持股超过 {cap} 家，证据链到此为止", "{company} holds more than {cap} companies; paths end there")
_BY_HAND = Phrase("请人工核对经由 {company} 的关系", "check relations through {company} by hand")


def find(case: Case) -> Iterator[Tie]:
    """One-bidder ties for each problem, open chain and unclear company; the lot's own problems without a bidder."""
    snapshot = case.snapshots[0]
    for problem in case.lot.problems:
        yield _tie(problem, (), Party("lot", case.lot.name, PartyKind.FACT))
    for bidder in case.bidders:
        party = snapshot.party(snapshot.nodes[bidder.key])
        for problem in bidder.problems:
            yield _tie(problem, (bidder.key,), party)
        yield from _open_chains(snapshot, bidder.key, bidder.name)
        yield from _closed_circles(snapshot, bidder.key, bidder.name)
    yield from _unclear_companies(case, snapshot)


def _tie(problem: Problem, bidders: tuple[str, ...], start: Party) -> Tie:
    end = Party("f:unchecked", "", PartyKind.FACT)
    paths = (EvidencePath((Step(start, end, "unchecked", _UNTESTED, problem.sources),)),) if problem.sources else ()
    return Tie("unchecked", problem.reason, bidders, problem.fact, problem.next_step, paths)


def _open_chains(snapshot: Snapshot, bidder: str, name: str) -> Iterator[Tie]:
    node = snapshot.nodes[bidder]
    for key in sorted(snapshot.above(node)):
        party = snapshot.party(key)
        if key in snapshot.ends:
            if _is_capped(snapshot, party):
                yield _chain_tie(snapshot, bidder, (key,), "hub", _CAPPED(company=party.name, cap=snapshot.limits.hub_holdings), _BY_HAND)
        elif party.kind in HELD and not snapshot.graph.in_degree(key):
            joint_stock = "joint_stock" in parse(party.name).form
            fact, ask = (_JOINT_STOCK, _ASK_LIST) if joint_stock else (_OPEN_CHAIN, _FILL_CHAIN)
            yield _chain_tie(
                snapshot, bidder, (key,), "joint_stock_above" if joint_stock else "open_chain", fact(bidder=name, company=party.name), ask
            )


def _closed_circles(snapshot: Snapshot, bidder: str, name: str) -> Iterator[Tie]:
    node = snapshot.nodes[bidder]

    def is_sought(key: str) -> bool:
        return key not in snapshot.ends and snapshot.party(key).kind in HELD

    for circle in closed_circles(snapshot.graph, (node, *snapshot.above(node)), is_sought):
        companies = tuple(snapshot.party(key).name for key in circle)
        above = tuple(key for key in circle if key != node)
        yield _chain_tie(snapshot, bidder, above, "closed_circle", _CLOSED(bidder=name, companies=companies), _LOOK_OUTSIDE)


def _is_capped(snapshot: Snapshot, party: Party) -> bool:
    """Whether a path ends at a party for its many holdings alone: of the state and of nominees it is known what stands above."""
    is_many = snapshot.graph.out_degree(party.key) > snapshot.limits.hub_holdings
    return party.is_capped or (party.kind is not PartyKind.STATE and is_many)


def _unclear_companies(case: Case, snapshot: Snapshot) -> Iterator[Tie]:
    """Ties for companies that the forms name with two codes, or for codes that they give two names.

    By the codes these are two companies, or one: if one of them is a typing error, a relation hides there.
    """
    named = _companies_named(case, snapshot)
    for tell, other, fact in ((_name, _code, _TWO_CODES), (_code, _name, _TWO_NAMES)):
        groups: dict[str, list[_Named]] = defaultdict(list)
        for each in named:
            groups[tell(each)].append(each)
        for group in groups.values():
            said_elsewhere = all(each.is_bidder for each in group)  # same_legal_entity says one code bids twice
            if len({other(each) for each in group}) > 1 and not said_elsewhere:
                yield from _unclear(group, fact)


@dataclass(frozen=True, slots=True)
class _Named:
    """A company with a valid code, as one bidder's form names it."""

    mention: Mention
    bidder: str
    party: Party
    source: Source

    @property
    def is_bidder(self) -> bool:
        """True where the form names its own bidder."""
        return f"{self.mention.number}|{self.mention.name}" == self.bidder


def _companies_named(case: Case, snapshot: Snapshot) -> list[_Named]:
    bidder_of = {declaration.file.file: bidder for bidder in case.bidders for declaration in bidder.declarations}
    told = [(declaration.bidder, declaration.bidder_source) for bidder in case.bidders for declaration in bidder.declarations]
    told += [(record.holder, record.source) for record in declared_records(case.bidders) if isinstance(record, Shareholding)]
    told += [(record.unit, record.source) for record in snapshot.records.related_units]
    bidders = {source.file: bidder_of.get(source.file) for _, source in told}
    return [
        _Named(mention, bidder.key, snapshot.party(snapshot.nodes[bidder.key]), source)
        for mention, source in told
        if not is_person(mention) and sure_number(mention) and (bidder := bidders[source.file])
    ]


def _name(each: _Named) -> str:
    return company_name_key(each.mention)


def _code(each: _Named) -> str:
    return each.mention.number


def _unclear(group: list[_Named], fact: Phrase) -> Iterator[Tie]:
    names = tuple(sorted({each.mention.name for each in group}))
    codes = tuple(sorted({each.mention.number for each in group}))
    sources = tuple(sorted({each.source for each in group}, key=lambda source: (source.file, source.place.say("en"))))
    for bidder, party in sorted({(each.bidder, each.party) for each in group}, key=lambda pair: pair[0]):
        problem = Problem("unclear_company", fact(names=names, codes=codes), _COMPARE(), sources)
        yield _tie(problem, (bidder,), party)


def _chain_tie(snapshot: Snapshot, bidder: str, keys: Sequence[str], variant: str, fact: Sentence, ask: Phrase) -> Tie:
    paths = tuple(EvidencePath(leg) for leg in chains(snapshot, keys[0], snapshot.nodes[bidder])[:1])
    return Tie("unchecked", variant, (bidder,), fact, ask(company=snapshot.party(keys[0]).name), paths, subjects=frozenset(keys))


RULE = Rule(
    name="unchecked",
    title=Phrase("未能核查", "Could not be tested"),
    variants={"any": Phrase("材料缺失、读不出或互相矛盾，无法核查", "documents missing, unreadable or contradictory")},
    find=find,
)
