from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

import decidedlot
import openbook
from decidedlot import Decided
from relparty.casebook import clock, decisions, dossiers, group, letters, lots, replies, screenings, signoffs
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.lots import State
from relparty.casebook.rights import Caller, Duty


@pytest.fixture
def decided(world: openbook.World) -> Decided:
    return decidedlot.decided(world)


def matter(decided: Decided) -> str:
    with decided.world.book.look() as db:
        return signoffs.matter(db, decided.id, decided.screening)


def sign(decided: Decided, *whos: Caller) -> list[bool]:
    return [signoffs.sign(decided.world.book, who, decided.id, matter(decided)) for who in whos]


def current(decided: Decided) -> set[str]:
    with decided.world.book.look() as db:
        return {each.user_id for each in signoffs.signatures(db, decided.id) if each.is_current}


def missing(decided: Decided) -> list[str]:
    with decided.world.book.look() as db:
        return [each.say("en") for each in signoffs.missing(db, decided.id)]


def group_of(world: openbook.World) -> tuple[Caller, Caller, Caller]:
    return world.leader, world.member, world.supervisor


def test_the_lot_is_signed_with_the_last_signature(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    assert sign(decided, *group_of(world)) == [False, False, True]
    lot, _ = lots.one(world.book, world.clerk, decided.id)
    assert lot.state is State.SIGNED


def test_nobody_signs_while_something_is_open(decided: Decided, world: openbook.World) -> None:
    assert missing(decided) == ["2 findings are not decided"]
    with pytest.raises(Refused, match="2 findings are not decided"):
        sign(decided, world.leader)
    decided.say(world.leader, "same_head", Outcome.UPHOLD)
    decided.say(world.leader, "common_controller", Outcome.CLARIFY)
    with pytest.raises(Refused, match="1 findings are not decided"):
        sign(decided, world.leader)


def test_half_a_dismissal_lets_nobody_sign(decided: Decided, world: openbook.World) -> None:
    decided.say(world.leader, "same_head", Outcome.DISMISS)
    decided.say(world.leader, "common_controller", Outcome.DISMISS)
    with pytest.raises(Refused):
        sign(decided, world.leader)
    decided.say(world.supervisor, "same_head", Outcome.DISMISS)
    assert sign(decided, world.leader) == [False]


def test_what_changed_since_it_was_seen_is_not_signed(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    seen = matter(decided)
    decided.say(world.leader, "common_controller", Outcome.DISMISS, "补充材料已核对")
    with pytest.raises(Refused, match="changed since"):
        signoffs.sign(world.book, world.member, decided.id, seen)
    assert current(decided) == set()


def test_signatures_fall_when_a_decision_changes(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    sign(decided, world.leader, world.member)
    assert current(decided) == {world.leader.user.id, world.member.user.id}
    decided.say(world.leader, "common_controller", Outcome.DISMISS, "补充材料已核对")
    assert current(decided) == set()
    assert sign(decided, world.supervisor) == [False], "the others must sign again"
    assert sign(decided, world.leader, world.member) == [False, True]


def test_signatures_fall_when_it_is_screened_again(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    sign(decided, world.leader)
    decided.replace("丙火", decidedlot.BIDDERS["丙火"], indent=4)
    decided.screen_again()
    assert current(decided) == set()
    assert missing(decided) == []


def test_a_reply_in_time_makes_signatures_fall_and_a_late_one_does_not(decided: Decided, world: openbook.World) -> None:
    reply_by = clock.stamp(world.hands.now + timedelta(days=3))
    letter = next(
        each for each in letters.issue(world.book, world.clerk, decided.id, decided.screening.id, reply_by) if "甲辰" in each.bidder
    )
    decided.decide_all()
    sign(decided, world.leader)
    replies.answer(world.book, decided.secrets["甲辰"], letter.id, "page-1", "两人同名，证件附后", ())
    assert current(decided) == set()
    sign(decided, world.leader)
    world.hands.by(days=4)
    replies.answer(world.book, decided.secrets["甲辰"], letter.id, "page-2", "再补一句", ())
    assert current(decided) == {world.leader.user.id}


def test_who_signs_twice_has_signed_once(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    assert sign(decided, world.leader, world.leader) == [False, False]
    with world.book.look() as db:
        assert len(signoffs.signatures(db, decided.id)) == 1


def test_all_who_sign_at_once_sign_and_one_of_them_is_the_last(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    seen = matter(decided)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda who: signoffs.sign(world.book, who, decided.id, seen), group_of(world)))
    assert sorted(found) == [False, False, True]
    assert len(current(decided)) == 3


@pytest.mark.parametrize("who", ["clerk", "auditor", "administrator"])
def test_nobody_outside_the_group_signs(decided: Decided, world: openbook.World, who: str) -> None:
    decided.decide_all()
    with pytest.raises(NotThere):
        sign(decided, getattr(world, who))


def test_somebody_who_came_after_the_screening_was_compared_with_nobody(decided: Decided, world: openbook.World) -> None:
    from relparty.casebook.users import Role

    late = world.user("late", Role.OFFICER)
    decided.decide_all()
    group.add(world.book, world.clerk, decided.id, late.user.id, Duty.MEMBER)
    assert missing(decided) == ["某late joined after the last screening and were not compared with the bidders: screen again"]
    decided.screen_again()
    assert missing(decided) == []


def test_nothing_changes_in_a_signed_lot(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    sign(decided, *group_of(world))
    with pytest.raises(Refused):
        decided.say(world.leader, "same_head", Outcome.DISMISS)
    with pytest.raises(Refused):
        screenings.ask(world.book, world.clerk, decided.id)
    with pytest.raises(Refused):
        sign(decided, world.leader)


def test_the_dossier_is_filed_once_and_read_by_whoever_may(decided: Decided, world: openbook.World) -> None:
    decided.decide_all()
    with pytest.raises(NotThere):
        dossiers.filed(world.book, world.auditor, decided.id)
    sign(decided, *group_of(world))
    lot, _ = lots.one(world.book, world.clerk, decided.id)
    with ThreadPoolExecutor(2) as pool:
        ids = set(pool.map(lambda _: dossiers.file_signed(world.book, lot), range(2)))
    kept = dossiers.filed(world.book, world.auditor, decided.id)
    assert kept.startswith(b"%PDF-")
    lot, _ = lots.one(world.book, world.clerk, decided.id)
    assert lot.dossier in ids
    assert dossiers.file_signed(world.book, lot) == lot.dossier
    with pytest.raises(NotThere):
        dossiers.filed(world.book, world.administrator, decided.id)


def test_a_decision_stands_in_the_matter_with_who_said_it(decided: Decided, world: openbook.World) -> None:
    before = matter(decided)
    decided.say(world.member, "same_head", Outcome.CLARIFY, "建议先问清")
    with world.book.look() as db:
        assert decisions.standpoints(db, decided.id, decided.screening.id)[0].outcome is None
    assert matter(decided) != before
