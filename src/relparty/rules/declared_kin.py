"""A bidder declares that its own people are kin of another bidder's people."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from relparty.model.record import Kinship
from relparty.model.tie import Certainty, EvidencePath, Step, Tie
from relparty.names.rarity import is_rare
from relparty.ownership.paths import Leg, bid_person_step, chains, office_step, same_name_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.common_controller import controllers
from relparty.rules.rule import Case, Rule
from relparty.rules.same_head import heads
from relparty.rules.shared_bid_person import bid_persons
from relparty.rules.ties import names_of

_SUMMARY = Phrase(
    "{a} 申报其 {person} 与 {relative} 为{relation}；{relative} 是 {b} 的关键人员（负责人、控制人或投标人员）",
    "{a} declares that its {person} and {relative} are {relation}; {relative} is head, controller or bid person of {b}",
)
_OTHERS = Phrase(
    "{a} 申报其 {person} 的{relation} {relative} 与 {b} 有关",
    "{a} declares that {relative}, {relation} of its {person}, has to do with {b}",
)
_NEXT = Phrase(
    "请双方说明亲属关系是否影响投标的独立性，核对报价形成过程",
    "have both explain how the bids were made independently in spite of the kinship",
)
_KIN = Phrase("亲属：{relation}", "kin: {relation}")
_SERVES = Phrase("申报的任职单位", "declared to serve at")


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders whose heads, controllers or bid persons are declared kin; other kin are noted."""
    for snapshot in case.snapshots:
        key_people = _key_people(snapshot) if snapshot.records.kin else {}
        for record in snapshot.records.kin:
            declaring = [key for key, node in sorted(snapshot.nodes.items()) if node == snapshot.key(record.bidder)]
            for a, b in product(declaring, sorted(snapshot.nodes)):
                if snapshot.legal_persons[a] != snapshot.legal_persons[b]:
                    yield from _tie(case, snapshot, record, (a, b), key_people)


def _tie(case: Case, snapshot: Snapshot, record: Kinship, pair: tuple[str, str], key_people: dict[str, dict[str, Leg]]) -> Iterator[Tie]:
    """The tie when the relative is one of B's people, or serves at B by the declaration."""
    a, b = pair
    relative, own = snapshot.key(record.relative), snapshot.key(record.person)
    serves = record.unit is not None and snapshot.key(record.unit) == snapshot.nodes[b]
    met = next((each for each in (relative, *snapshot.namesakes(relative)) if each in key_people[b]), None)
    if met is None and not serves:
        return
    certainty = snapshot.certainty if met == relative else Certainty.PROBABLE if serves else Certainty.NAME_ONLY
    is_unnamed = not record.person.name
    is_key = met is not None and (is_unnamed or not key_people[a].keys().isdisjoint({own, *snapshot.namesakes(own)}))
    names = names_of(case)
    summary = (_SUMMARY if is_key else _OTHERS)(
        a=names[a], b=names[b], person=record.person.name, relative=record.relative.name, relation=record.relation
    )
    yield Tie(
        rule="declared_kin",
        variant="key_people" if is_key else "others",
        bidders=tuple(sorted(pair)),
        summary=summary,
        next_step=_NEXT(),
        paths=(EvidencePath(_steps(snapshot, record, pair, met, key_people)),),
        certainty=certainty,
        rare_name=certainty is Certainty.NAME_ONLY and is_rare(record.relative.name, case.names),
        subjects=frozenset({f"kin:{snapshot.subject(relative)}"}),
    )


def _steps(
    snapshot: Snapshot, record: Kinship, pair: tuple[str, str], met: str | None, key_people: dict[str, dict[str, Leg]]
) -> tuple[Step, ...]:
    """From the own person's bidder over the kinship to the relative's."""
    a, b = (snapshot.nodes[key] for key in pair)
    own, relative = snapshot.key(record.person), snapshot.party(snapshot.key(record.relative))
    kin = Step(snapshot.party(own), relative, "kin", _KIN(relation=record.relation), (record.source,))
    before = _leg(snapshot, own, a, key_people[pair[0]]) if own in key_people[pair[0]] else ()
    if met is None:
        return (*before, kin, Step(relative, snapshot.party(b), "serves_at", _SERVES, (record.source,)))
    after = _leg(snapshot, met, b, key_people[pair[1]])
    between = () if met == relative.key else (same_name_step(relative, snapshot.party(met), (kin,), after),)
    return (*before, kin, *between, *after)


def _leg(snapshot: Snapshot, person: str, node: str, people: dict[str, Leg]) -> Leg:
    return people[person] or next(iter(chains(snapshot, person, node)), ())


def _key_people(snapshot: Snapshot) -> dict[str, dict[str, Leg]]:
    """Heads, controllers and bid persons of each bidder, with the step to the bidder (none yet for controllers)."""
    found: dict[str, dict[str, Leg]] = {}
    for key, parties in controllers(snapshot).items():
        node = snapshot.nodes[key]
        people: dict[str, Leg] = {person: (office_step(snapshot, offices[0]),) for person, offices in heads(snapshot, node).items()}
        for person, records in bid_persons(snapshot, node).items():
            people.setdefault(person, (bid_person_step(snapshot, records[0]),))
        found[key] = dict.fromkeys(parties, ()) | people
    return found


RULE = Rule(
    name="declared_kin",
    title=Phrase("申报的亲属关系", "Declared kin"),
    variants={
        "key_people": Phrase(
            "双方负责人、控制人或投标人员之间为配偶或近亲属", "spouses or near kin among heads, controllers or bid persons"
        ),
        "others": Phrase(
            "亲属仅在另一方任职，或本单位人员不是关键人员", "the relative merely serves there, or the own person is no key person"
        ),
    },
    find=find,
)
