"""A member of the procurement group, or declared kin of one, is among a bidder's people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from relparty.dates import months_before
from relparty.model.lot import GroupMember
from relparty.model.record import Shareholding, sources_of
from relparty.model.tie import Certainty, EvidencePath, Step, Tie
from relparty.names.rarity import is_rare
from relparty.ownership.paths import Leg, bid_person_step, chains, fact_step, office_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

LOOKBACK_MONTHS = 36
"""政府采购法实施条例9: labour relation, office or holding within three years."""

_OWN = Phrase(
    "采购小组成员 {member}{duty}出现在 {bidder} 的相关人员中",
    "{member}{duty} of the procurement group is among the people of {bidder}",
)
_KIN = Phrase("采购小组成员 {member}{duty}是 {bidder} 申报的亲属", "{member}{duty} of the procurement group is declared kin at {bidder}")
_NEXT = Phrase(
    "请 {member} 书面说明；属实的应当回避，并更换成员", "have {member} explain in writing; if true, the member must be recused and replaced"
)
_DUTY = Phrase("（{duty}）", " ({duty})")
_MEMBER = Phrase("采购小组成员{duty}", "member of the procurement group{duty}")
_RELATIVE = Phrase("申报的亲属（{relation}）", "declared kin ({relation})")
_FORMER_HOLDER = Phrase("曾持股", "held shares")


def find(case: Case) -> Iterator[Tie]:
    """One-bidder ties for each member of the group found among a bidder's people of the last three years."""
    names = names_of(case)
    since = months_before(case.lot.opens_on, LOOKBACK_MONTHS)
    for snapshot in case.snapshots if case.lot.group else ():
        for bidder in sorted(snapshot.nodes):
            people = _people(snapshot, bidder, since)
            kin = _kin(snapshot, bidder)
            for member in case.lot.group:
                for variant, stands, words in (("own_people", people, _OWN), ("kin", kin, _KIN)):
                    yield from _ties(
                        case,
                        snapshot,
                        member,
                        bidder,
                        variant,
                        stands,
                        words(member=member.person.name, duty=_duty(member), bidder=names[bidder]),
                    )


def _ties(
    case: Case, snapshot: Snapshot, member: GroupMember, bidder: str, variant: str, stands: dict[str, Leg], summary: Sentence
) -> Iterator[Tie]:
    key = snapshot.key(member.person)
    for met in (key, *snapshot.namesakes(key)):
        if met not in stands:
            continue
        certainty = snapshot.certainty if met == key else Certainty.NAME_ONLY
        leg = stands[met] or next(iter(chains(snapshot, met, snapshot.nodes[bidder])), ())
        told = fact_step(snapshot.party(key), case.lot.name, "group_member", _MEMBER(duty=_duty(member)), member.source)
        yield Tie(
            rule="group_conflict",
            variant=variant,
            bidders=(bidder,),
            summary=summary,
            next_step=_NEXT(member=member.person.name),
            paths=(EvidencePath((told, *leg)),),
            certainty=certainty,
            rare_name=certainty is Certainty.NAME_ONLY and is_rare(member.person.name, case.names),
            subjects=frozenset({snapshot.subject(key)}),
        )


def _duty(member: GroupMember) -> Sentence | str:
    return _DUTY(duty=member.duty) if member.duty else ""


def _people(snapshot: Snapshot, bidder: str, since: date) -> dict[str, Leg]:
    """The bidder's people, former ones of the last three years among them, each with one leg.

    The leg is empty for those above the bidder: their chain is looked up only when they are met.
    """
    node = snapshot.nodes[bidder]
    found: dict[str, Leg] = {}
    for office in snapshot.records.offices:
        if snapshot.key(office.company) == node and (office.until is None or office.until >= since):
            found.setdefault(snapshot.key(office.person), (office_step(snapshot, office),))
    for person in snapshot.records.bid_persons:
        if snapshot.key(person.bidder) == node:
            found.setdefault(snapshot.key(person.person), (bid_person_step(snapshot, person),))
    for held in snapshot.records.holdings:
        if isinstance(held, Shareholding) and held.until and held.until >= since and snapshot.key(held.company) == node:
            found.setdefault(snapshot.key(held.holder), (_former_step(snapshot, held),))
    for party in snapshot.above(node):
        found.setdefault(party, ())
    return found


def _former_step(snapshot: Snapshot, record: Shareholding) -> Step:
    start, end = snapshot.party(snapshot.key(record.holder)), snapshot.party(snapshot.key(record.company))
    return Step(start, end, "held", _FORMER_HOLDER, sources_of(record), record.percent, record.since, record.until)


def _kin(snapshot: Snapshot, bidder: str) -> dict[str, Leg]:
    node = snapshot.nodes[bidder]
    found: dict[str, Leg] = {}
    for record in snapshot.records.kin:
        if snapshot.key(record.bidder) == node:
            start, end = snapshot.party(snapshot.key(record.relative)), snapshot.party(node)
            found[start.key] = (Step(start, end, "kin", _RELATIVE(relation=record.relation), (record.source,)),)
    return found


RULE = Rule(
    name="group_conflict",
    title=Phrase("采购小组成员利益冲突", "Conflict of a group member"),
    variants={
        "own_people": Phrase("成员本人是投标人近三年的相关人员", "the member is or was among the bidder's people within three years"),
        "kin": Phrase("成员是投标人申报的亲属", "the member is declared kin of the bidder's people"),
    },
    find=find,
    ocp=("R043",),
)
