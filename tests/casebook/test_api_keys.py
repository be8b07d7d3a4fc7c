from __future__ import annotations

import pytest
from sqlalchemy import func, select

import openbook
from relparty.casebook import api_keys, idempotency, invitations, lots, tables, users
from relparty.casebook.api_keys import Scope
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.rights import Caller
from relparty.casebook.users import Role


def key_of(world: openbook.World) -> Caller:
    _, secret = api_keys.make(world.book, world.clerk, "某平台", [Scope.LOTS_WRITE], 30)
    found = api_keys.of(world.book, secret)
    assert found is not None
    return found[1]


def test_a_key_stands_for_its_clerk_until_it_ends(world: openbook.World) -> None:
    key, secret = api_keys.make(world.book, world.clerk, "某平台", [Scope.LOTS_WRITE, Scope.SCREEN], 30)
    found = api_keys.of(world.book, secret)
    assert found is not None
    assert (found[0], found[1].user) == (key, world.clerk.user)
    assert found[0].scopes == {Scope.LOTS_WRITE, Scope.SCREEN}
    assert api_keys.of(world.book, secret + "x") is None
    world.hands.by(days=30, seconds=1)
    assert api_keys.of(world.book, secret) is None


def test_a_revoked_key_and_one_of_a_closed_account_open_nothing(world: openbook.World) -> None:
    key, secret = api_keys.make(world.book, world.clerk, "甲", [Scope.SCREEN], 30)
    with pytest.raises(NotThere):
        api_keys.revoke(world.book, world.user("other", Role.CLERK), key.id)
    assert api_keys.of(world.book, secret) is not None
    api_keys.revoke(world.book, world.clerk, key.id)
    assert api_keys.of(world.book, secret) is None
    _, other = api_keys.make(world.book, world.clerk, "乙", [Scope.SCREEN], 30)
    users.close(world.book, world.administrator.actor, world.clerk.user.id)
    assert api_keys.of(world.book, other) is None


@pytest.mark.parametrize(
    ("name", "scopes", "days"), [("", [Scope.SCREEN], 30), ("甲", [], 30), ("甲", [Scope.SCREEN], 0), ("甲", [Scope.SCREEN], 401)]
)
def test_a_key_says_what_it_is_for(world: openbook.World, name: str, scopes: list[Scope], days: int) -> None:
    with pytest.raises(Refused):
        api_keys.make(world.book, world.clerk, name, scopes, days)


def test_only_clerks_make_keys(world: openbook.World) -> None:
    for caller in (world.administrator, world.auditor, world.leader):
        with pytest.raises(NotThere):
            api_keys.make(world.book, caller, "甲", [Scope.SCREEN], 30)


def test_a_request_sent_twice_is_done_once(world: openbook.World) -> None:
    caller, done = key_of(world), []

    def deed() -> dict[str, str]:
        done.append(lots.open_(world.book, caller, openbook.a_lot("L-7")))
        return {"id": done[-1].id}

    first = idempotency.once(world.book, caller, "key-1", ["lots", "L-7"], deed)
    assert idempotency.once(world.book, caller, "key-1", ["lots", "L-7"], deed) == first
    assert len(done) == 1
    with pytest.raises(Refused, match="another request"):
        idempotency.once(world.book, caller, "key-1", ["lots", "L-8"], deed)


def test_a_deed_that_fails_may_be_sent_again_and_leaves_nothing(world: openbook.World) -> None:
    caller = key_of(world)

    def cut_off() -> dict[str, str]:
        lots.open_(world.book, caller, openbook.a_lot("L-7"))
        raise OSError("cut off")

    with pytest.raises(OSError, match="cut off"):
        idempotency.once(world.book, caller, "key-1", "request", cut_off)
    assert lots.count(world.book, caller) == 0
    again = idempotency.once(
        world.book, caller, "key-1", "request", lambda: {"id": lots.open_(world.book, caller, openbook.a_lot("L-7")).id}
    )
    assert lots.count(world.book, caller) == 1
    assert again["id"]


def test_the_link_in_an_answer_is_kept_sealed(world: openbook.World) -> None:
    caller, lot = key_of(world), world.lot()
    secrets = []

    def deed() -> dict[str, str]:
        secrets.append(invitations.invite(world.book, caller, lot.id, "甲", "91440300MA000100XJ")[1])
        return {"link": secrets[0]}

    assert idempotency.once(world.book, caller, "k", "r", deed) == idempotency.once(world.book, caller, "k", "r", deed)
    with world.book.look() as db:
        kept = db.execute(select(tables.idempotency.c.answer)).scalar_one()
        assert db.execute(select(func.count()).select_from(tables.invitations)).scalar_one() == 1
    assert secrets[0] not in kept
