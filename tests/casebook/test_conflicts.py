from __future__ import annotations

import pytest

import decidedlot
import openbook
from decidedlot import Decided
from relparty.casebook import conflicts, decisions, group, signoffs
from relparty.casebook.conflicts import Answer
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere, Refused


@pytest.fixture
def decided(world: openbook.World) -> Decided:
    return decidedlot.decided(world, has_conflict=True)


def unanswered(decided: Decided) -> list[str]:
    with decided.world.book.look() as db:
        return [each.member.name for each in conflicts.unanswered(db, decided.id)]


def answer(decided: Decided, how: Answer, reason: str = "其配偶在该公司任监事") -> None:
    finding = decided.point("group_conflict").kept.finding
    conflicts.answer(decided.world.book, decided.named, decided.id, finding, how, reason)


def test_a_conflict_names_its_member_alone(decided: Decided) -> None:
    assert unanswered(decided) == ["某委员"]


def test_who_has_not_answered_decides_nothing_at_all(decided: Decided) -> None:
    for rule in ("same_head", "common_controller", "group_conflict"):
        with pytest.raises(Refused):
            decided.say(decided.named, rule, Outcome.CLARIFY)
    assert all(each.said == () for each in decided.points())


def test_the_others_decide_meanwhile(decided: Decided, world: openbook.World) -> None:
    assert decided.say(world.leader, "common_controller", Outcome.UPHOLD).outcome is Outcome.UPHOLD


def test_who_explained_decides_everything_but_what_names_them(decided: Decided) -> None:
    answer(decided, Answer.EXPLAIN)
    assert unanswered(decided) == []
    assert decided.say(decided.named, "common_controller", Outcome.DISMISS).outcome is Outcome.DISMISS
    for outcome in Outcome:
        with pytest.raises(Refused, match="names you"):
            decided.say(decided.named, "group_conflict", outcome)


def test_recusal_takes_out_of_the_group_and_the_words_said_count_no_more(decided: Decided, world: openbook.World) -> None:
    answer(decided, Answer.EXPLAIN)
    decided.say(decided.named, "common_controller", Outcome.DISMISS)
    holders = {"officers": [{"name": "某委员", "id": "#9", "office": "director"}]}
    decided.replace("戊土", decidedlot.changed("戊土", **holders))
    decided.screen_again()
    assert unanswered(decided) == ["某委员"], "another fact is another conflict"
    answer(decided, Answer.RECUSE)
    with world.book.look() as db:
        assert all(each.user_id != decided.named.user.id for each in group.members(db, decided.id))
        assert [each.answer for each in conflicts.answered(db, decided.id)] == [Answer.EXPLAIN, Answer.RECUSE]
    point = decided.point("common_controller")
    assert (point.outcome, len(point.said)) == (None, 1)
    with pytest.raises(NotThere):
        decided.say(decided.named, "common_controller", Outcome.UPHOLD)


def test_the_same_facts_in_other_files_are_answered_already(decided: Decided) -> None:
    answer(decided, Answer.EXPLAIN)
    decided.replace("戊土", decidedlot.BIDDERS["戊土"], indent=4)
    decided.screen_again()
    assert unanswered(decided) == []


@pytest.mark.parametrize("who", ["leader", "member", "supervisor", "clerk", "auditor"])
def test_nobody_answers_for_another(decided: Decided, who: str) -> None:
    finding = decided.point("group_conflict").kept.finding
    with pytest.raises(NotThere):
        conflicts.answer(decided.world.book, getattr(decided.world, who), decided.id, finding, Answer.EXPLAIN, "与我无关")
    assert unanswered(decided) == ["某委员"]


def test_what_is_no_conflict_is_not_answered(decided: Decided) -> None:
    finding = decided.point("same_head").kept.finding
    with pytest.raises(NotThere):
        conflicts.answer(decided.world.book, decided.named, decided.id, finding, Answer.RECUSE, "回避")


@pytest.mark.parametrize("reason", ["", " \t\n"])
def test_an_answer_says_something(decided: Decided, reason: str) -> None:
    with pytest.raises(Refused):
        answer(decided, Answer.EXPLAIN, reason)
    assert unanswered(decided) == ["某委员"]


def test_nobody_signs_while_a_conflict_is_not_answered(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    with world.book.look() as db:
        lacking = [each.say("en") for each in signoffs.missing(db, decided.id)]
    assert lacking == ["某委员 have not answered a conflict of interest"]
    answer(decided, Answer.EXPLAIN)
    with world.book.look() as db:
        assert list(signoffs.missing(db, decided.id)) == []


def test_a_decision_about_a_conflict_that_the_leader_made_stands_after_the_answer(decided: Decided, world: openbook.World) -> None:
    assert decided.say(world.leader, "group_conflict", Outcome.UPHOLD).outcome is Outcome.UPHOLD
    answer(decided, Answer.RECUSE)
    with world.book.look() as db:
        points = decisions.standpoints(db, decided.id, decided.screening.id)
    assert next(each for each in points if each.kept.rule == "group_conflict").outcome is Outcome.UPHOLD
