"""Bid persons of two bidders are insured at one unit: at the other bidder, or both at a third."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from relparty.model.record import BidPerson
from relparty.model.tie import Certainty, EvidencePath, Step, Tie
from relparty.ownership.paths import bid_person_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import names_of

_AT_OTHER = Phrase("{person}（{a} 的投标人员）的社保由 {b} 缴纳", "{person}, bid person of {a}, is insured at {b}")
_AT_THIRD = Phrase("{person}（{a}）与 {other}（{b}）的社保均由 {unit} 缴纳", "{person} ({a}) and {other} ({b}) are both insured at {unit}")
_NEXT = Phrase(
    "调取投标人员的社保缴费记录和劳动合同，请双方说明用工关系",
    "ask for the insurance records and contracts of the bid persons and have both explain",
)
_INSURED = Phrase("社保缴纳单位", "insured at")


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders whose bid persons are insured at one unit; a person's own bidder does not count."""
    snapshot, names = case.snapshots[-1], names_of(case)
    insured = _insured_elsewhere(snapshot)
    at_units: dict[str, list[str]] = defaultdict(list)
    for key, units in sorted(insured.items()):
        for unit, record in sorted(units.items()):
            at_units[unit].append(key)
            for other in sorted(snapshot.nodes):
                if other != key and snapshot.legal_persons[other] == unit and snapshot.legal_persons[key] != unit:
                    yield _tie(
                        snapshot, "at_other", key, other, (record,), _AT_OTHER(person=record.person.name, a=names[key], b=names[other])
                    )
    for unit, keys in sorted(at_units.items()):
        for a, b in combinations(keys, 2):
            if snapshot.legal_persons[a] != snapshot.legal_persons[b]:
                records = (insured[a][unit], insured[b][unit])
                summary = _AT_THIRD(
                    person=records[0].person.name, other=records[1].person.name, a=names[a], b=names[b], unit=snapshot.party(unit).name
                )
                yield _tie(snapshot, "at_third", a, b, records, summary)


def _insured_elsewhere(snapshot: Snapshot) -> dict[str, dict[str, BidPerson]]:
    """For each bidder the units, other than itself, at which its bid persons are insured."""
    found: dict[str, dict[str, BidPerson]] = defaultdict(dict)
    for record in snapshot.records.bid_persons:
        if record.insured_at is None:
            continue
        unit = snapshot.key(record.insured_at)
        unit = next((snapshot.legal_persons[key] for key, node in snapshot.nodes.items() if node == unit), unit)
        for key, node in snapshot.nodes.items():
            if node == snapshot.key(record.bidder) and unit != snapshot.legal_persons[key]:
                found[key].setdefault(unit, record)
    return found


def _tie(snapshot: Snapshot, variant: str, a: str, b: str, records: tuple[BidPerson, ...], summary: Sentence) -> Tie:
    steps = tuple(step for record in records for step in (bid_person_step(snapshot, record), _insured_step(snapshot, record)))
    return Tie(
        rule="same_insured_unit",
        variant=variant,
        bidders=tuple(sorted((a, b))),
        summary=summary,
        next_step=_NEXT(),
        paths=(EvidencePath(steps),),
        certainty=Certainty.CONFIRMED,
        subjects=_one_person(snapshot, records),
    )


def _one_person(snapshot: Snapshot, records: tuple[BidPerson, ...]) -> frozenset[str]:
    """The bid person whom the tie is about, when it is one: a stronger rule about the same person then speaks."""
    persons = frozenset(snapshot.subject(snapshot.key(record.person)) for record in records)
    return persons if len(persons) == 1 else frozenset()


def _insured_step(snapshot: Snapshot, record: BidPerson) -> Step:
    if record.insured_at is None or record.insured_source is None:
        raise ValueError("only records with an insured unit make this step")
    start, end = snapshot.party(snapshot.key(record.person)), snapshot.party(snapshot.key(record.insured_at))
    return Step(start, end, "insured_at", _INSURED, (record.insured_source,))


RULE = Rule(
    name="same_insured_unit",
    title=Phrase("投标人员社保同一单位缴纳", "Bid persons insured at one unit"),
    variants={
        "at_other": Phrase("一方投标人员的社保由另一方缴纳", "one bidder's bid person is insured at the other"),
        "at_third": Phrase("双方投标人员的社保由同一第三方缴纳", "bid persons of both are insured at one third unit"),
    },
    find=find,
)
