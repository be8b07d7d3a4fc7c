"""One holder, direct or through layers, in both bidders, who does not control both."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.record import percent_text
from relparty.model.tie import Tie
from relparty.ownership.paths import chains, joined_paths
from relparty.ownership.snapshot import Snapshot
from relparty.phrases import Phrase
from relparty.rules.common_controller import control_both
from relparty.rules.meetings import Meeting, by_bidder, by_pair, is_independent
from relparty.rules.rule import Case, Rule
from relparty.rules.ties import NO_STEP, met_tie, names_of, party_words

_SUMMARY = Phrase(
    "{party} 在 {a} 和 {b} 均持有股权（有效持股 {share_a}、{share_b}）",
    "{party} has shares in both {a} and {b} (effective {share_a} and {share_b})",
)
_HUB = Phrase("{a} 和 {b} 的股东中都有 {party}，不作为关联", "{party} is among the holders of both {a} and {b}; that is no relation")
_NEXT = Phrase(
    "请双方说明 {party} 是否参与经营、投标和报价，并核对其他股东及一致行动安排",
    "ask both whether {party} takes part in the business or the bid, and for agreements with other holders",
)


def find(case: Case) -> Iterator[Tie]:
    """Ties of bidders with a holder in common; holders seen only through another common one are left out."""
    names = names_of(case)
    for snapshot in case.snapshots:
        for pair, met in sorted(by_pair(snapshot, by_bidder(snapshot, snapshot.above)).items()):
            common = {each.party_a for each in met if each.party_a == each.party_b}
            for meeting in met:
                if not is_independent(snapshot, meeting) or control_both(snapshot, meeting) or not _adds(snapshot, meeting, common):
                    continue
                node_a, node_b = (snapshot.nodes[key] for key in pair)
                hub = meeting.party_a in snapshot.ends
                summary = (_HUB if hub else _SUMMARY)(
                    party=party_words(snapshot, meeting),
                    a=names[pair[0]],
                    b=names[pair[1]],
                    share_a=percent_text(snapshot.effective(meeting.party_a, node_a)),
                    share_b=percent_text(snapshot.effective(meeting.party_b, node_b)),
                )
                legs = chains(snapshot, meeting.party_a, node_a, without=node_b), chains(snapshot, meeting.party_b, node_b, without=node_a)
                paths = joined_paths(*legs, snapshot.limits.paths)
                variant = "hub" if hub else "holder"
                yield met_tie(case, snapshot, meeting, "shared_shareholder", variant, summary, NO_STEP if hub else _NEXT, paths)


def _adds(snapshot: Snapshot, meeting: Meeting[int], common: set[str]) -> bool:
    """Whether the holder reaches a bidder otherwise than through another common holder."""
    for party, key in ((meeting.party_a, meeting.a), (meeting.party_b, meeting.b)):
        node = snapshot.nodes[key]
        below = set(snapshot.graph.successors(party))
        if node in below or (below & snapshot.above(node).keys()) - common:
            return True
    return False


RULE = Rule(
    name="shared_shareholder",
    title=Phrase("共同股东", "Shared shareholder"),
    variants={
        "holder": Phrase(
            "同一股东（直接或多层）在双方持股而不同时控制双方", "a holder, direct or through layers, in both, not controlling both"
        ),
        "hub": Phrase("国资机构、结算机构等登记持有人", "state bodies, clearing houses and other holders that prove nothing"),
    },
    find=find,
    ocp=("R033",),
)
