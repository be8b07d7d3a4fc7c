"""Contact values that two bidders give alike, for the rules that look at them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from relparty.model.record import CHANNEL_WORDS, Channel, Contact
from relparty.model.tie import Certainty, EvidencePath, Tie
from relparty.ownership.paths import fact_step
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.rule import Case
from relparty.rules.ties import names_of

_SUMMARY = Phrase("{a} 和 {b} 的{channel}相同：{value}", "{a} and {b} give the same {channel}: {value}")


def ties(case: Case, channel: Channel, rule: str, next_step: Phrase) -> Iterator[Tie]:
    """The ties of bidders that give the same value for a channel.

    When both values belong to one bid person, the tie is about that person, so that it is not repeated
    beside the stronger rule about the same bid person.
    """
    snapshot, names = case.snapshots[-1], names_of(case)
    for value, by_bidder in sorted(_bidders_by_value(snapshot, channel).items()):
        for a, b in combinations(sorted(by_bidder), 2):
            if snapshot.legal_persons[a] == snapshot.legal_persons[b]:
                continue
            contacts = (by_bidder[a], by_bidder[b])
            steps = tuple(
                fact_step(snapshot.party(snapshot.key(c.bidder)), value, channel.value, CHANNEL_WORDS[channel], c.source) for c in contacts
            )
            yield Tie(
                rule=rule,
                variant=channel.value,
                bidders=(a, b),
                summary=_SUMMARY(a=names[a], b=names[b], channel=CHANNEL_WORDS[channel], value=value),
                next_step=next_step(),
                paths=(EvidencePath(steps),),
                certainty=Certainty.CONFIRMED,
                subjects=_one_owner(snapshot, contacts),
            )


def _bidders_by_value(snapshot: Snapshot, channel: Channel) -> dict[str, dict[str, Contact]]:
    keys: dict[str, list[str]] = defaultdict(list)
    for key, node in snapshot.nodes.items():
        keys[node].append(key)
    found: dict[str, dict[str, Contact]] = defaultdict(dict)
    for contact in snapshot.records.contacts:
        if contact.channel is channel:
            for key in keys[snapshot.key(contact.bidder)]:
                found[contact.value].setdefault(key, contact)
    return found


def _one_owner(snapshot: Snapshot, contacts: tuple[Contact, Contact]) -> frozenset[str]:
    owners = {snapshot.subject(snapshot.key(contact.owner)) if contact.owner else "" for contact in contacts}
    return frozenset(owners) if len(owners) == 1 and "" not in owners else frozenset()
