"""One person or company controls both bidders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from relparty.model.record import percent_text
from relparty.model.tie import Tie
from relparty.ownership.paths import chains, joined_paths
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.meetings import Meeting, by_pair
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import NO_STEP, met_tie, names_of, party_words

_SUMMARY = Phrase(
    "{party} 同时控制 {a} 和 {b}（有效持股 {share_a}、{share_b}）",
    "{party} controls both {a} and {b} (effective share {share_a} and {share_b})",
)
_STATE = Phrase(
    "{a} 和 {b} 同受 {party} 控制；仅因同受国家控股不构成关联",
    "{a} and {b} are both controlled by {party}; being held by the state alone is no relation",
)
_NEXT = Phrase(
    "逐层核对登记信息确认 {party} 的控制关系，请双方说明是否属于同一集团、报价如何独立形成",
    "confirm the control of {party} by the registers; ask both whether they are one group and how the quotes were made",
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with a common controller: of those, the nearest ones and the topmost ones."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for _, met in sorted(by_pair(snapshot, controllers(snapshot)).items()):
            for meeting in _telling(snapshot, [each for each in met if control_both(snapshot, each)]):
                yield _tie(case, snapshot, meeting, names)


def _tie(case: Case, snapshot: Snapshot, meeting: Meeting[None], names: Mapping[str, str]) -> Tie:
    state = meeting.party_a in snapshot.ends
    node_a, node_b = snapshot.nodes[meeting.a], snapshot.nodes[meeting.b]
    summary = (_STATE if state else _SUMMARY)(
        party=party_words(snapshot, meeting),
        a=names[meeting.a],
        b=names[meeting.b],
        share_a=percent_text(snapshot.effective(meeting.party_a, node_a)),
        share_b=percent_text(snapshot.effective(meeting.party_b, node_b)),
    )
    legs = chains(snapshot, meeting.party_a, node_a), chains(snapshot, meeting.party_b, node_b)
    paths = joined_paths(*legs, snapshot.limits.paths)
    variant = "state" if state else "controller"
    return met_tie(case, snapshot, meeting, "common_controller", variant, summary, NO_STEP if state else _NEXT, paths)


def controllers(snapshot: Snapshot) -> Mapping[str, Mapping[str, None]]:
    """The parties that control each bidder."""
    found: dict[str, dict[str, None]] = {}
    for key, node in snapshot.nodes.items():
        found[key] = {party: None for party in snapshot.above(node) if node in snapshot.controlled(party)}
    return found


def control_both(snapshot: Snapshot, meeting: Meeting[object]) -> bool:
    """True when the parties of a meeting control both bidders and that is not just one bidder's control of the other.

    Shares that one bidder holds of the other count, as long as they do not make control by themselves.
    """
    node_a, node_b = snapshot.nodes[meeting.a], snapshot.nodes[meeting.b]
    if meeting.party_a in (node_a, node_b) or meeting.party_b in (node_a, node_b):
        return False
    one_commands = node_b in snapshot.controlled(node_a) or node_a in snapshot.controlled(node_b)
    without_b, without_a = (node_b, node_a) if one_commands else ("", "")
    return node_a in snapshot.controlled(meeting.party_a, without_b) and node_b in snapshot.controlled(meeting.party_b, without_a)


def _telling(snapshot: Snapshot, met: list[Meeting[None]]) -> list[Meeting[None]]:
    """The nearest controllers and the topmost; who stands between shows on the path of the topmost.

    Hubs tell nothing beside a controller that is none.
    """
    plain = [each for each in met if each.party_a not in snapshot.ends]
    if not plain:
        return met
    parties = {each.party_a for each in plain}

    def commands(one: str, other: str) -> bool:
        return other in snapshot.controlled(one) and one not in snapshot.controlled(other)

    return [
        each
        for each in plain
        if not any(commands(each.party_a, other) for other in parties) or not any(commands(other, each.party_a) for other in parties)
    ]


RULE = Rule(
    name="common_controller",
    title=Phrase("受同一主体控制", "Common controller"),
    variants={
        "controller": Phrase("同一自然人或企业控制双方", "one person or company controls both"),
        "state": Phrase("唯一的共同控制人是国家或仅有登记意义的持有人", "the only common controller is the state or a nominee"),
    },
    find=find,
    ocp=("R032",),
)
