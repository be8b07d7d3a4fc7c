"""Small helpers that rules share to say a tie."""

from __future__ import annotations

from collections.abc import Iterable

from relparty.model.lot import Bidder
from relparty.model.tie import Certainty, EvidencePath, Tie
from relparty.names.rarity import is_rare
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase, Sentence
from relparty.rules.meetings import Meeting
from relparty.rules.rule import Case

NO_STEP = Phrase("无需处理，供了解", "nothing to do; for context")


def names_of(case: Case) -> dict[str, str]:
    """The names of the bidders as declared, by bidder key."""
    return {bidder.key: bidder.name for bidder in case.bidders}


def bidder_named(case: Case, key: str) -> Bidder:
    """The bidder with that key."""
    return next(bidder for bidder in case.bidders if bidder.key == key)


def met_tie(
    case: Case,
    snapshot: Snapshot,
    meeting: Meeting[object],
    rule: str,
    variant: str,
    summary: Sentence,
    next_step: Phrase,
    paths: Iterable[EvidencePath],
) -> Tie:
    """The tie of two bidders that meet in one party, or in two of one name."""
    party = snapshot.party(meeting.party_a)
    only_name = meeting.certainty is Certainty.NAME_ONLY
    return Tie(
        rule=rule,
        variant=variant,
        bidders=(meeting.a, meeting.b),
        summary=summary,
        next_step=next_step(party=party.name),
        paths=tuple(paths),
        certainty=meeting.certainty,
        rare_name=only_name and is_rare(party.name, case.names),
        subjects=frozenset({snapshot.subject(meeting.party_a), snapshot.subject(meeting.party_b)}),
    )


def party_words(snapshot: Snapshot, meeting: Meeting[object]) -> Sentence | str:
    """The party of a meeting in words that say how sure it is."""
    name = snapshot.party(meeting.party_a).name
    if meeting.certainty is Certainty.CONFIRMED:
        return name
    return (_PROBABLE if meeting.certainty is Certainty.PROBABLE else _NAME_ONLY)(name=name)


_PROBABLE = Phrase("{name}（姓名及另一项信息一致，很可能为同一人）", "{name} (name and one more attribute agree: probably one person)")
_NAME_ONLY = Phrase("{name}（仅姓名相同，不能认定为同一人）", "{name} (same name only: not shown to be one person)")
