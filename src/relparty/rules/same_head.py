"""One person is the 单位负责人 of both bidders."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from relparty.model.record import Office, OfficeKind, UnitRelation
from relparty.model.tie import Tie
from relparty.ownership.paths import joined_paths, office_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules import declared_units
from relparty.rules.meetings import by_bidder, meetings
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import met_tie, names_of, party_words

_SUMMARY = Phrase("{person} 同时是 {a} 和 {b} 的单位负责人", "{person} is the person in charge of both {a} and {b}")
_NEXT = Phrase(
    "调取两家单位的登记信息核对 {party} 的身份证件；属实的，两家不得同时参加",
    "check the registration of both and the id of {party}; if true, the two may not both take part",
)
_DECLARED = Phrase("{a} 申报与 {b} 的单位负责人为同一人", "{a} declares that {b} has the same person in charge")


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with the same head, and of bidders that declare it of one another."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for meeting in meetings(snapshot, by_bidder(snapshot, partial(heads, snapshot))):
            legs_a, legs_b = ([(office_step(snapshot, office),) for office in each] for each in (meeting.what_a, meeting.what_b))
            summary = _SUMMARY(person=party_words(snapshot, meeting), a=names[meeting.a], b=names[meeting.b])
            yield met_tie(case, snapshot, meeting, "same_head", "same", summary, _NEXT, joined_paths(legs_a, legs_b, snapshot.limits.paths))
    yield from declared_units.ties(case, UnitRelation.SAME_HEAD, "same_head", _DECLARED)


def heads(snapshot: Snapshot, node: str) -> dict[str, list[Office]]:
    """The heads of a company, each with the offices that say so."""
    found: dict[str, list[Office]] = {}
    for office in snapshot.offices.get(node, ()):
        if office.office is OfficeKind.HEAD:
            found.setdefault(snapshot.key(office.person), []).append(office)
    return found


RULE = Rule(
    name="same_head",
    title=Phrase("单位负责人为同一人", "Same person in charge"),
    variants={
        "same": Phrase("两家的单位负责人为同一人", "one person is in charge of both"),
        "declared": Phrase("一方自行申报", "declared by one of them"),
    },
    find=find,
)
