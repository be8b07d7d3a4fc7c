"""Who may do what, tried on every function that a route can call; the table is written here once more, from the design."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

import openbook
from relparty.casebook import conflicts, decisions, dossiers, group, invitations, letters, lots, quotes, screenings, signoffs, submissions
from relparty.casebook.decisions import Outcome
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.lots import Chosen
from relparty.casebook.rights import Caller, Deed, Duty
from relparty.casebook.users import Role

NOWHERE = "0" * 30

DEEDS: dict[str, Callable[[openbook.World, Caller, str], object]] = {
    "see": lambda world, caller, lot: lots.one(world.book, caller, lot),
    "see_bidders": lambda world, caller, lot: lots.one(world.book, caller, lot, Deed.SEE_BIDDERS),
    "change": lambda world, caller, lot: lots.change(world.book, caller, lot, openbook.a_lot("L-9")),
    "choice": lambda world, caller, lot: lots.note_choice(world.book, caller, lot, Chosen.ROTATION, ""),
    "close": lambda world, caller, lot: lots.close(world.book, caller, lot),
    "cancel": lambda world, caller, lot: lots.cancel(world.book, caller, lot, "流标"),
    "add": lambda world, caller, lot: group.add(world.book, caller, lot, world.clerk.user.id, Duty.DEPUTY),
    "take_out": lambda world, caller, lot: group.take_out(world.book, caller, lot, NOWHERE),
    "candidates": lambda world, caller, lot: group.candidates(world.book, caller, lot),
    "invite": lambda world, caller, lot: invitations.invite(world.book, caller, lot, "甲", "91440300MA000100XJ"),
    "renew": lambda world, caller, lot: invitations.renew(world.book, caller, lot, NOWHERE),
    "revoke": lambda world, caller, lot: invitations.revoke(world.book, caller, lot, NOWHERE),
    "hand_in": lambda world, caller, lot: submissions.hand_in_for(world.book, caller, lot, NOWHERE, "key", []),
    "quote": lambda world, caller, lot: quotes.tell(world.book, caller, lot, NOWHERE, "1", "x"),
    "screen": lambda world, caller, lot: screenings.ask(world.book, caller, lot),
    "decide": lambda world, caller, lot: decisions.decide(world.book, caller, lot, NOWHERE, "x", Outcome.UPHOLD, "理由"),
    "conflict": lambda world, caller, lot: conflicts.answer(world.book, caller, lot, "x", conflicts.Answer.EXPLAIN, "情况"),
    "letters": lambda world, caller, lot: letters.issue(world.book, caller, lot, NOWHERE, "x"),
    "sign": lambda world, caller, lot: signoffs.sign(world.book, caller, lot, ""),
    "dossier": lambda world, caller, lot: dossiers.drawn(world.book, caller, lot, "pdf", "zh"),
}
"""What can be done to a lot; on an empty lot some end in a refusal or in a part that is not there, after the right was asked."""

CLERK, GROUP = {"clerk"}, {"leader", "member", "supervisor"}
WHILE_OPEN = dict.fromkeys(
    ("see_bidders", "change", "choice", "close", "cancel", "add", "candidates", "invite", "screen", "letters"), CLERK
) | {"see": CLERK | GROUP | {"auditor"}}
WHEN_CLOSED = {
    "see": CLERK | GROUP | {"auditor"},
    "see_bidders": CLERK | GROUP | {"auditor"},
    **dict.fromkeys(("change", "choice", "close", "cancel", "add", "candidates", "invite"), CLERK),
    "screen": CLERK | {"leader"},
    "letters": CLERK | {"leader"},
    "sign": GROUP,
}
INVISIBLE = {"take_out", "renew", "revoke", "hand_in", "quote", "decide", "conflict", "dossier"}
"""What on an empty lot ends in `NotThere` for those who may too, because the part is not there either."""
EVERYBODY = ("administrator", "clerk", "leader", "member", "supervisor", "auditor", "other_clerk", "other_leader", "stranger")


def callers(world: openbook.World) -> dict[str, Caller]:
    others = {
        name: world.user(name, role)
        for name, role in (("other_clerk", Role.CLERK), ("other_leader", Role.OFFICER), ("stranger", Role.OFFICER))
    }
    elsewhere = lots.open_(world.book, others["other_clerk"], openbook.a_lot("L-2"))
    group.add(world.book, others["other_clerk"], elsewhere.id, others["other_leader"].user.id, Duty.LEADER)
    return {name: getattr(world, name) for name in EVERYBODY[:6]} | others


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("is_closed", [False, True])
def test_only_those_who_may(world: openbook.World, deed: str, is_closed: bool) -> None:
    everybody = callers(world)
    allowed = set()
    for number, (name, caller) in enumerate(everybody.items()):
        world.hands.to(openbook.DEADLINE - timedelta(days=10))
        lot = openbook.World.lot(world, f"L-1{number}") if not is_closed else _closed(world, number)
        try:
            DEEDS[deed](world, caller, lot.id)
        except Refused:
            allowed.add(name)
        except NotThere:
            continue
        else:
            allowed.add(name)
    if deed in INVISIBLE:
        assert allowed <= CLERK
    else:
        assert allowed == (WHEN_CLOSED if is_closed else WHILE_OPEN).get(deed, set())


def _closed(world: openbook.World, number: int) -> lots.Lot:
    lot = world.lot(f"L-1{number}")
    lots.close(world.book, world.clerk, lot.id)
    return lot


@pytest.mark.parametrize("deed", DEEDS)
def test_a_lot_that_does_not_exist_is_there_for_nobody(world: openbook.World, deed: str) -> None:
    for name in EVERYBODY[:6]:
        with pytest.raises(NotThere):
            DEEDS[deed](world, getattr(world, name), NOWHERE)


def test_who_lists_lots_sees_their_own(world: openbook.World) -> None:
    everybody = callers(world)
    mine = world.lot()

    def seen(name: str) -> set[str]:
        return {each.terms.number for each in lots.listed(world.book, everybody[name])[0]}

    assert seen("auditor") == {"L-1", "L-2"}
    assert seen("clerk") == seen("leader") == seen("member") == {mine.terms.number}
    assert seen("other_clerk") == seen("other_leader") == {"L-2"}
    assert seen("stranger") == set()
    with pytest.raises(NotThere):
        seen("administrator")


def test_who_is_taken_out_of_a_group_knows_its_lot_no_more(world: openbook.World) -> None:
    lot = world.lot()
    with world.book.look() as db:
        member = next(each for each in group.members(db, lot.id) if each.duty is Duty.MEMBER)
    group.take_out(world.book, world.clerk, lot.id, member.id)
    with pytest.raises(NotThere):
        lots.one(world.book, world.member, lot.id)


def test_a_group_lacks_what_the_notice_asks_for(world: openbook.World) -> None:
    lot = lots.open_(world.book, world.clerk, openbook.a_lot())
    wanted = [
        (
            world.member,
            Duty.MEMBER,
            ["the group has no leader", "the group has no finance supervision", "the group has 1, it needs 3 at least"],
        ),
        (world.leader, Duty.LEADER, ["the group has no finance supervision", "the group has 2, it needs 3 at least"]),
        (world.supervisor, Duty.SUPERVISOR, []),
    ]
    for caller, duty, lacking in wanted:
        group.add(world.book, world.clerk, lot.id, caller.user.id, duty)
        with world.book.look() as db:
            assert [each.say("en") for each in group.missing(group.members(db, lot.id))] == lacking
    with pytest.raises(Refused, match="in the group already"):
        group.add(world.book, world.clerk, lot.id, world.member.user.id, Duty.DEPUTY)
    with pytest.raises(Refused, match="administrators and auditors"):
        group.add(world.book, world.clerk, lot.id, world.auditor.user.id, Duty.DEPUTY)
    with pytest.raises(Refused, match="has a leader already"):
        group.add(world.book, world.clerk, lot.id, world.clerk.user.id, Duty.LEADER)
