"""One agent, contact, project or technical lead acts for both bidders."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from relparty.model.record import BidPerson
from relparty.model.tie import Tie
from relparty.ownership.paths import bid_person_step, joined_paths
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.meetings import by_bidder, meetings
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import met_tie, names_of, party_words

_SUMMARY = Phrase("{person} 同时为 {a} 和 {b} 办理本项目投标事宜", "{person} acts for both {a} and {b} in this lot")
_NEXT = Phrase(
    "核对两份授权书和 {party} 的身份证件；属实的，按视为串通处理程序听取双方陈述",
    "compare both powers of attorney and the id of {party}; if true, hear both under the deemed-collusion procedure",
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with a bid person in common."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for meeting in meetings(snapshot, by_bidder(snapshot, partial(bid_persons, snapshot))):
            legs_a, legs_b = ([(bid_person_step(snapshot, record),) for record in each] for each in (meeting.what_a, meeting.what_b))
            summary = _SUMMARY(person=party_words(snapshot, meeting), a=names[meeting.a], b=names[meeting.b])
            yield met_tie(
                case, snapshot, meeting, "shared_bid_person", "shared", summary, _NEXT, joined_paths(legs_a, legs_b, snapshot.limits.paths)
            )


def bid_persons(snapshot: Snapshot, node: str) -> dict[str, list[BidPerson]]:
    """The bid persons of a bidder, each with the records that say so."""
    found: dict[str, list[BidPerson]] = {}
    for record in snapshot.records.bid_persons:
        if snapshot.key(record.bidder) == node:
            found.setdefault(snapshot.key(record.person), []).append(record)
    return found


RULE = Rule(
    name="shared_bid_person",
    title=Phrase("同一人办理投标事宜", "Shared bid person"),
    variants={"shared": Phrase("授权代表、联系人、项目或技术负责人为同一人", "same agent, contact, project or technical lead")},
    find=find,
)
