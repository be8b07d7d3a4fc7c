from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

import decidedlot
import openbook
from decidedlot import Decided
from relparty.casebook import decisions, findings, group
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.rights import Caller, Duty


@pytest.fixture
def decided(world: openbook.World) -> Decided:
    return decidedlot.decided(world)


def test_a_dismissal_of_a_barred_finding_takes_the_leader_and_the_supervisor(decided: Decided, world: openbook.World) -> None:
    half = decided.say(world.leader, "same_head", Outcome.DISMISS)
    assert (half.outcome, half.wanted, half.is_open) == (None, (Duty.SUPERVISOR,), True)
    whole = decided.say(world.supervisor, "same_head", Outcome.DISMISS)
    assert (whole.outcome, whole.wanted, whole.is_open) == (Outcome.DISMISS, (), False)


def test_the_supervisor_alone_leaves_it_open_too(decided: Decided, world: openbook.World) -> None:
    half = decided.say(world.supervisor, "same_head", Outcome.DISMISS)
    assert (half.outcome, half.wanted, half.is_open) == (None, (Duty.LEADER,), True)


@pytest.mark.parametrize("first", ["leader", "supervisor"])
def test_upholding_by_one_of_the_two_upholds_it_whatever_the_other_says(decided: Decided, world: openbook.World, first: str) -> None:
    upholds: Caller = getattr(world, first)
    other = world.supervisor if upholds is world.leader else world.leader
    assert decided.say(upholds, "same_head", Outcome.UPHOLD).outcome is Outcome.UPHOLD
    assert decided.say(other, "same_head", Outcome.DISMISS).outcome is Outcome.UPHOLD


def test_the_last_word_of_each_counts(decided: Decided, world: openbook.World) -> None:
    decided.say(world.leader, "same_head", Outcome.UPHOLD)
    decided.say(world.supervisor, "same_head", Outcome.DISMISS)
    again = decided.say(world.leader, "same_head", Outcome.DISMISS, "看过原件，系两人")
    assert again.outcome is Outcome.DISMISS
    assert [each.outcome for each in again.said] == [Outcome.UPHOLD, Outcome.DISMISS, Outcome.DISMISS]


def test_to_be_clarified_leaves_it_open(decided: Decided, world: openbook.World) -> None:
    said = decided.say(world.leader, "common_controller", Outcome.CLARIFY)
    assert (said.outcome, said.is_open) == (Outcome.CLARIFY, True)


def test_a_member_has_an_opinion_and_no_decision(decided: Decided, world: openbook.World) -> None:
    for rule in ("same_head", "common_controller"):
        for outcome in (Outcome.UPHOLD, Outcome.DISMISS):
            with pytest.raises(Refused):
                decided.say(world.member, rule, outcome)
        assert decided.say(world.member, rule, Outcome.CLARIFY).outcome is None
        assert decided.point(rule).is_open


def test_the_supervisor_does_not_decide_what_is_only_to_be_reviewed(decided: Decided, world: openbook.World) -> None:
    with pytest.raises(Refused):
        decided.say(world.supervisor, "common_controller", Outcome.DISMISS)
    assert decided.say(world.leader, "common_controller", Outcome.DISMISS).outcome is Outcome.DISMISS


@pytest.mark.parametrize("reason", ["", "  \n\t"])
def test_nothing_is_decided_without_a_reason(decided: Decided, world: openbook.World, reason: str) -> None:
    with pytest.raises(Refused, match="reason"):
        decided.say(world.leader, "same_head", Outcome.UPHOLD, reason)
    assert decided.point("same_head").said == ()


@pytest.mark.parametrize("who", ["clerk", "auditor", "administrator"])
def test_nobody_outside_the_group_decides(decided: Decided, world: openbook.World, who: str) -> None:
    with pytest.raises(NotThere):
        decided.say(getattr(world, who), "same_head", Outcome.UPHOLD)


def test_a_decision_on_an_earlier_screening_is_refused(decided: Decided, world: openbook.World) -> None:
    before, finding = decided.screening.id, decided.point("same_head").kept.finding
    decided.screen_again()
    with pytest.raises(Refused, match="screened again since"):
        decisions.decide(world.book, world.leader, decided.id, before, finding, Outcome.UPHOLD, "属实")
    assert decided.point("same_head").said == ()


def test_a_finding_that_is_not_there_is_not_there(decided: Decided, world: openbook.World) -> None:
    with pytest.raises(NotThere):
        decisions.decide(world.book, world.leader, decided.id, decided.screening.id, "same_head-000000000000", Outcome.UPHOLD, "属实")


def test_a_screening_of_another_lot_is_not_there(decided: Decided, world: openbook.World) -> None:
    other = decidedlot.decided(world, number="L-2")
    finding = decided.point("same_head").kept.finding
    with pytest.raises(NotThere):
        decisions.decide(world.book, world.leader, decided.id, other.screening.id, finding, Outcome.UPHOLD, "属实")


def test_a_dismissal_stands_when_the_same_comes_in_other_files(decided: Decided, world: openbook.World) -> None:
    for who in (world.leader, world.supervisor):
        decided.say(who, "same_head", Outcome.DISMISS)
    before = decided.point("same_head")
    decided.replace("甲辰", decidedlot.BIDDERS["甲辰"], indent=4)
    decided.screen_again()
    after = decided.point("same_head")
    assert after.outcome is Outcome.DISMISS
    assert (after.said, after.fallen) == (before.said, ())


def test_a_dismissal_falls_when_a_share_changes(decided: Decided, world: openbook.World) -> None:
    decided.say(world.leader, "common_controller", Outcome.DISMISS)
    for who in (world.leader, world.supervisor):
        decided.say(who, "same_head", Outcome.DISMISS)
    holders = [each | {"percent": percent} for each, percent in zip(decidedlot.BIDDERS["丙火"]["shareholders"], (75, 25), strict=True)]
    decided.replace("丙火", decidedlot.changed("丙火", shareholders=holders))
    decided.screen_again()
    changed = decided.point("common_controller")
    assert (changed.outcome, changed.is_open, changed.said) == (None, True, ())
    assert [each.outcome for each in changed.fallen] == [Outcome.DISMISS]
    assert decided.point("same_head").outcome is Outcome.DISMISS


def test_a_dismissal_comes_back_when_the_facts_come_back(decided: Decided, world: openbook.World) -> None:
    decided.say(world.leader, "common_controller", Outcome.DISMISS)
    kept = decided.point("common_controller").kept.facts
    holders = [each | {"percent": percent} for each, percent in zip(decidedlot.BIDDERS["丙火"]["shareholders"], (75, 25), strict=True)]
    decided.replace("丙火", decidedlot.changed("丙火", shareholders=holders))
    decided.screen_again()
    decided.replace("丙火", decidedlot.BIDDERS["丙火"], indent=3)
    decided.screen_again()
    again = decided.point("common_controller")
    assert (again.kept.facts, again.outcome, again.fallen) == (kept, Outcome.DISMISS, ())


def test_two_who_decide_at_once_both_stand(decided: Decided, world: openbook.World) -> None:
    finding, start = decided.point("same_head").kept.finding, Barrier(2)

    def say(who: Caller) -> None:
        start.wait()
        decisions.decide(world.book, who, decided.id, decided.screening.id, finding, Outcome.DISMISS, f"{who.user.name}看过")

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(say, (world.leader, world.supervisor)))
    found = decided.point("same_head")
    assert found.outcome is Outcome.DISMISS
    assert {each.user_id for each in found.said} == {world.leader.user.id, world.supervisor.user.id}
    assert len({each.decided_at for each in found.said}) == 2


def test_who_is_taken_out_of_the_group_has_said_it_and_it_counts_no_more(decided: Decided, world: openbook.World) -> None:
    for who in (world.leader, world.supervisor):
        decided.say(who, "same_head", Outcome.DISMISS)
    with world.book.look() as db:
        supervisor = next(each for each in group.members(db, decided.id) if each.duty is Duty.SUPERVISOR)
    group.take_out(world.book, world.clerk, decided.id, supervisor.id)
    left = decided.point("same_head")
    assert (left.outcome, left.wanted, len(left.said)) == (None, (Duty.SUPERVISOR,), 2)


def test_another_duty_does_not_take_the_words_of_the_first_with_it(decided: Decided, world: openbook.World) -> None:
    decided.say(world.member, "same_head", Outcome.CLARIFY)
    decided.say(world.supervisor, "same_head", Outcome.DISMISS)
    with world.book.look() as db:
        members = {each.duty: each for each in group.members(db, decided.id)}
    for duty in (Duty.LEADER, Duty.SUPERVISOR):
        group.take_out(world.book, world.clerk, decided.id, members[duty].id)
    group.add(world.book, world.clerk, decided.id, world.supervisor.user.id, Duty.LEADER)
    assert decided.point("same_head").wanted == ()


def test_what_is_no_finding_to_decide_is_not_open(decided: Decided) -> None:
    with decided.world.book.look() as db:
        kept = findings.listed(db, decided.screening.id)
    assert {each.kept.finding for each in decided.points() if each.is_open} == {
        each.finding for each in kept if each.level in ("bar", "deemed", "review")
    }
