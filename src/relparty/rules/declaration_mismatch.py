"""Two documents say different things of one matter: two forms of one bidder, a form and the list of quotes,
two bidders' forms about the holders of one company.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from relparty.model.lot import Bidder, Declaration
from relparty.model.party import Mention, Party, PartyKind
from relparty.model.record import BidPerson, Place, Record, Shareholding, Source, percent_text
from relparty.model.tie import EvidencePath, Step, Tie
from relparty.names.folding import fold
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.rules.rule import Case, Rule

_TWO_FORMS = Phrase("{bidder} 提交的两份采集表内容不一致", "the two forms of {bidder} differ")
_QUOTE = Phrase(
    "{bidder} 的采集表与报价表不一致：表中为 {form}，报价表为 {quote}",
    "the form and the list of quotes differ for {bidder}: {form} against {quote}",
)
_HOLDING = Phrase(
    "{holder} 持有 {company} 的比例，各表所填不一致：{told}", "the forms differ on the share of {holder} in {company}: {told}"
)
_NEXT = Phrase(
    "请相关投标人书面说明以哪一份为准，并核对登记信息", "have the bidders say in writing which one holds, and compare the registration"
)
_SAYS = Phrase("所填内容", "says")


def find(case: Case) -> Iterator[Tie]:
    """Ties for each contradiction between documents of the lot."""
    snapshot = case.snapshots[0]
    for bidder in case.bidders:
        party = snapshot.party(snapshot.nodes[bidder.key])
        yield from _two_forms(bidder, party)
        yield from _form_and_quote(bidder, party)
    yield from _contradicting_forms(case, snapshot)


def _two_forms(bidder: Bidder, party: Party) -> Iterator[Tie]:
    for one, other in zip(bidder.declarations, bidder.declarations[1:], strict=False):
        claims, others = _claims(one), _claims(other)
        differing = [source for claim, source in (*claims.items(), *others.items()) if claim not in claims or claim not in others]
        if differing:
            yield _tie("two_forms", (bidder.key,), _TWO_FORMS(bidder=bidder.name), party, tuple(differing))


def _claims(declaration: Declaration) -> dict[object, Source]:
    """What a form claims, without where it claims it."""
    return {_bare(record): record.source for record in declaration.records} | {_bare_mention(declaration.bidder): declaration.bidder_source}


def _bare(record: Record) -> object:
    nowhere = Source("", Place(), "", "")
    bare = replace(record, source=nowhere)
    if isinstance(bare, BidPerson):
        bare = replace(bare, insured_source=None)
    return tuple(
        _bare_mention(value) if isinstance(value, Mention) else value for value in (getattr(bare, name) for name in type(bare).__slots__)
    )


def _bare_mention(mention: Mention) -> tuple[str, str]:
    return fold(mention.name), mention.number


def _form_and_quote(bidder: Bidder, party: Party) -> Iterator[Tie]:
    quote = bidder.quote
    if quote is None or not bidder.declarations:
        return
    form = bidder.declarations[0]
    told = (form.bidder.name, form.bidder.number)
    listed = (quote.bidder, quote.uscc)
    if fold(told[0]) != fold(listed[0]) or (told[1] and listed[1] and told[1] != listed[1]):
        summary = _QUOTE(bidder=bidder.name, form=" ".join(told), quote=" ".join(listed))
        yield _tie("form_and_quote", (bidder.key,), summary, party, (form.bidder_source, quote.source))


def _contradicting_forms(case: Case, snapshot: Snapshot) -> Iterator[Tie]:
    """Shares that two bidders' forms tell differently; the larger one was used for control."""
    bidder_of = {declaration.file.sha256: bidder.key for bidder in case.bidders for declaration in bidder.declarations}
    for holder, company in sorted(snapshot.graph.edges):
        held = snapshot.holding(holder, company)
        told: dict[str, list[Shareholding]] = defaultdict(list)
        for record in held.records:
            if isinstance(record, Shareholding) and record.percent is not None:
                told[record.source.sha256].append(record)
        sums = {form: sum(record.percent or 0 for record in records) for form, records in told.items()}
        bidders = tuple(sorted({bidder_of[form] for form in sums if form in bidder_of}))
        if len(set(sums.values())) > 1 and len(bidders) == 2:
            words = tuple(percent_text(percent) for percent in sorted(set(sums.values())))
            summary = _HOLDING(holder=snapshot.party(holder).name, company=snapshot.party(company).name, told=words)
            sources = tuple(record.source for records in told.values() for record in records)
            yield _tie("holders", bidders, summary, snapshot.party(company), sources)


def _tie(variant: str, bidders: tuple[str, ...], summary: Sentence, party: Party, sources: tuple[Source, ...]) -> Tie:
    end = Party(f"f:says:{party.key}", "", PartyKind.FACT)
    return Tie("declaration_mismatch", variant, bidders, summary, _NEXT(), (EvidencePath((Step(party, end, "says", _SAYS, sources),)),))


RULE = Rule(
    name="declaration_mismatch",
    title=Phrase("申报不一致", "Declarations differ"),
    variants={
        "two_forms": Phrase("同一投标人的两份表不一致", "two forms of one bidder differ"),
        "form_and_quote": Phrase("采集表与报价表不一致", "form and list of quotes differ"),
        "holders": Phrase("不同投标人对同一公司股东的申报不一致", "two bidders tell the holders of one company differently"),
    },
    find=find,
)
