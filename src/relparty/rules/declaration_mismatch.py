"""Two documents say different things of one matter: two forms of one bidder, a form and the list of quotes,
two bidders' forms about the holders of one company, a form and the register's documents in the lot.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from relparty.model.lot import Bidder, Declaration, declared_records
from relparty.model.party import Mention, Party, PartyKind
from relparty.model.record import BidPerson, Place, Record, Shareholding, Source, adds_up
from relparty.model.tie import EvidencePath, Step, Tie
from relparty.names.folding import fold
from relparty.ownership.holdings import is_current
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.resolve.judging import is_person
from relparty.rules.rule import Case, Rule

_TWO_FORMS = Phrase("{bidder} 提交的两份采集表内容不一致", "the two forms of {bidder} differ")
_QUOTE = Phrase(
    "{bidder} 的采集表与报价表不一致：表中为 {form}，报价表为 {quote}",
    "the form and the list of quotes differ for {bidder}: {form} against {quote}",
)
_HOLDING = Phrase("各表对 {company} 的股东填写不一致：{holders}", "the forms tell the holders of {company} differently: {holders}")
_NEXT = Phrase(
    "请相关投标人书面说明以哪一份为准，并核对登记信息", "have the bidders say in writing which one holds, and check the registration"
)
_SAYS = Phrase("所填内容", "says")


def find(case: Case) -> Iterator[Tie]:
    """Ties for each contradiction between documents of the lot."""
    snapshot = case.snapshots[0]
    for bidder in case.bidders:
        party = snapshot.party(snapshot.nodes[bidder.key])
        yield from _two_forms(bidder, party)
        yield from _form_and_quote(bidder, party)
        if bidder.extracts or bidder.above:
            from relparty.rules import register_mismatch  # few lots hold documents of the register

            yield from register_mismatch.find(case.lot, bidder, party)
    yield from _contradicting_forms(case, snapshot)


def _two_forms(bidder: Bidder, party: Party) -> Iterator[Tie]:
    for one, other in zip(bidder.declarations, bidder.declarations[1:], strict=False):
        if _is_doubtful(one) or _is_doubtful(other):
            continue  # what was left out as doubtful is no difference, and each doubt is told already
        claims, others = _claims(one), _claims(other)
        differing = [source for claim, source in (*claims.items(), *others.items()) if claim not in claims or claim not in others]
        if differing:
            yield _tie("two_forms", (bidder.key,), _TWO_FORMS(bidder=bidder.name), party, tuple(differing))


def _is_doubtful(declaration: Declaration) -> bool:
    """Whether something in the form was read from a picture with doubt."""
    return any(problem.reason == "doubtful_reading" for problem in declaration.problems)


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
    names_differ = fold(told[0]) != fold(listed[0]) and not (_is_doubtful(form) and told[1] and told[1] == listed[1])
    if names_differ or (told[1] and listed[1] and told[1] != listed[1]):
        summary = _QUOTE(bidder=bidder.name, form=" ".join(told), quote=" ".join(listed))
        yield _tie("form_and_quote", (bidder.key,), summary, party, (form.bidder_source, quote.source))


def _contradicting_forms(case: Case, snapshot: Snapshot) -> Iterator[Tie]:
    """Companies whose holders two bidders' forms tell differently; for control the larger share was used."""
    bidder_of = {declaration.file.file: bidder.key for bidder in case.bidders for declaration in bidder.declarations}
    for company, by_form in sorted(_holders_told(case, snapshot).items()):
        for one, other in combinations(sorted(by_form), 2):
            bidders = sorted({bidder_of[form] for form in (one, other) if form in bidder_of})
            differing = _differing(snapshot, by_form[one], by_form[other])
            if len({snapshot.legal_persons[key] for key in bidders}) > 1 and differing:
                party = snapshot.party(company)
                summary = _HOLDING(company=party.name, holders=tuple(sorted({record.holder.name for record in differing})))
                yield _tie("holders", tuple(bidders), summary, party, tuple(record.source for record in differing))


def _holders_told(case: Case, snapshot: Snapshot) -> dict[str, dict[str, list[Shareholding]]]:
    """By company and form, the current holders that the form tells."""
    found: dict[str, dict[str, list[Shareholding]]] = defaultdict(lambda: defaultdict(list))
    for record in declared_records(case.bidders):
        if isinstance(record, Shareholding) and is_current(record, snapshot.day):
            found[snapshot.key(record.company)][record.source.file].append(record)
    return found


def _differing(snapshot: Snapshot, one: list[Shareholding], other: list[Shareholding]) -> list[Shareholding]:
    """The records on which two lists of holders differ.

    A holder missing from a list is a difference only where that list claims to be whole (adds up to 100 %).
    """
    shares, others = _by_holder(snapshot, one), _by_holder(snapshot, other)
    different = {
        name for name in shares.keys() & others.keys() if shares[name] != others[name] and None not in (shares[name], others[name])
    }
    if adds_up(list(others.values())):
        different |= shares.keys() - others.keys()
    if adds_up(list(shares.values())):
        different |= others.keys() - shares.keys()
    return [record for record in (*one, *other) if _holder(snapshot, record) in different]


def _by_holder(snapshot: Snapshot, records: list[Shareholding]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for record in records:
        before = found.get(_holder(snapshot, record), 0)
        found[_holder(snapshot, record)] = None if before is None or record.percent is None else before + record.percent
    return found


def _holder(snapshot: Snapshot, record: Shareholding) -> str:
    """What a holder is compared by: a company as resolved, a person by the folded name."""
    return fold(record.holder.name) if is_person(record.holder) else snapshot.key(record.holder)


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
        "register": Phrase("采集表与登记材料不一致", "form and documents of the register differ"),
    },
    find=find,
)
