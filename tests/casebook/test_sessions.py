from __future__ import annotations

import argon2
import pyotp
import pytest

import openbook
from relparty.casebook import clock, sessions, users
from relparty.casebook.errors import Refused
from relparty.casebook.users import NewUser, Role


def begun(world: openbook.World, login: str = "clerk", password: str = openbook.PASSWORD, code: str = "") -> str | None:
    found = sessions.begin(world.book, login, password, code)
    return found[0] if found is not None else None


def test_a_session_lasts_twelve_hours_or_until_it_is_ended(world: openbook.World) -> None:
    secret = begun(world)
    assert secret is not None
    session = sessions.of(world.book, secret)
    assert session is not None
    assert session.user == world.clerk.user
    world.hands.by(hours=11, minutes=59)
    assert sessions.of(world.book, secret) is not None
    world.hands.by(minutes=2)
    assert sessions.of(world.book, secret) is None
    other = begun(world)
    assert other is not None
    found = sessions.of(world.book, other)
    assert found is not None
    sessions.end(world.book, found)
    assert sessions.of(world.book, other) is None


@pytest.mark.parametrize(
    ("login", "password"), [("clerk", "wrong"), ("nobody", openbook.PASSWORD), ("", ""), ("clerk", openbook.PASSWORD + " ")]
)
def test_what_is_wrong_opens_nothing(world: openbook.World, login: str, password: str) -> None:
    assert begun(world, login, password) is None


def test_a_closed_account_and_a_new_password_end_every_session(world: openbook.World) -> None:
    first = begun(world)
    users.set_password(world.book, world.administrator.actor, world.clerk.user.id, "another sentence entirely")
    assert first is not None
    assert sessions.of(world.book, first) is None
    assert begun(world) is None
    second = begun(world, password="another sentence entirely")
    users.close(world.book, world.administrator.actor, world.clerk.user.id)
    assert second is not None
    assert sessions.of(world.book, second) is None
    assert begun(world, password="another sentence entirely") is None


def test_a_second_factor_is_asked_for_and_no_code_counts_twice(world: openbook.World) -> None:
    user, secret = world.clerk.user, sessions.new_totp()
    totp = pyotp.TOTP(secret)
    with pytest.raises(Refused):
        sessions.set_totp(world.book, user, secret, "000000" if totp.at(world.hands.now) != "000000" else "000001")
    sessions.set_totp(world.book, user, secret, totp.at(world.hands.now))
    assert begun(world) is None
    assert begun(world, code=totp.at(world.hands.now)) is None  # the code that enrolled it
    world.hands.by(seconds=30)
    code = totp.at(world.hands.now)
    assert begun(world, code=code) is not None
    assert begun(world, code=code) is None
    world.hands.by(seconds=120)
    assert begun(world, code=code) is None
    sessions.drop_totp(world.book, world.administrator.actor, user.id)
    assert begun(world) is not None


def test_a_signature_needs_the_password_again(world: openbook.World) -> None:
    secret = begun(world)
    assert secret is not None
    session = sessions.of(world.book, secret)
    assert session is not None
    assert sessions.is_same_person(world.book, session, openbook.PASSWORD, "")
    assert not sessions.is_same_person(world.book, session, "wrong", "")


def test_whom_the_provider_knows_signs_only_shortly_after_proving_it(world: openbook.World) -> None:
    users.add(world.book, world.administrator.actor, NewUser("sso", "某人", Role.OFFICER, None, oidc_subject="subject-1"))
    assert sessions.begin_known(world.book, "subject-2") is None
    found = sessions.begin_known(world.book, "subject-1")
    assert found is not None
    session = sessions.of(world.book, found[0])
    assert session is not None
    assert sessions.begin(world.book, "sso", "", "") is None
    assert sessions.is_same_person(world.book, session, "", "")
    world.hands.by(minutes=11)
    assert not sessions.is_same_person(world.book, session, "", "")


@pytest.mark.parametrize(
    "password",
    [
        "short",
        "aaaaaaaaaaaaaaaa",
        "clerk-clerk-clk",
        "x" * 129,
        "ababababababab",
        "Password12345",
        "qwertyuiop123",
        "relparty2026!",
        "iloveyou123456",
    ],
)
def test_passwords_that_are_easy_to_guess_are_refused(world: openbook.World, password: str) -> None:
    with pytest.raises(Refused):
        users.set_password(world.book, world.administrator.actor, world.clerk.user.id, password)


def test_words_near_at_hand_make_no_password(world: openbook.World) -> None:
    office = "某街道采购办"
    for password in (office * 3, f"{office}2026", f"{office}clerk某clerk12"):
        with pytest.raises(Refused):
            users.set_password(world.book, world.administrator.actor, world.clerk.user.id, password)
    users.set_password(world.book, world.administrator.actor, world.clerk.user.id, "清晨七只苍鹭飞过旧渡口以北")


def test_there_is_always_an_administrator(world: openbook.World) -> None:
    admin = world.administrator
    for act in (
        lambda: users.close(world.book, admin.actor, admin.user.id),
        lambda: users.set_role(world.book, admin.actor, admin.user.id, Role.CLERK),
    ):
        with pytest.raises(Refused, match="last administrator"):
            act()
    world.user("second", Role.ADMINISTRATOR)
    users.close(world.book, admin.actor, admin.user.id)


def test_the_first_run_happens_once(world: openbook.World) -> None:
    with pytest.raises(Refused, match="accounts already"):
        users.first(world.book, "另一家", NewUser("me", "我", Role.ADMINISTRATOR, openbook.PASSWORD))


def test_a_resident_id_is_sealed_and_checked(world: openbook.World) -> None:
    book, actor, leader = world.book, world.administrator.actor, world.leader.user.id
    with pytest.raises(Refused, match="check digit"):
        users.set_resident_id(book, actor, leader, "110108196702030000")
    users.set_resident_id(book, actor, leader, "110108196702030001")
    with book.look() as db:
        assert users.resident_id(book, db, leader) == "110108196702030001"
        row = db.execute(users.tables.users.select().where(users.tables.users.c.id == leader)).one()
    assert "110108196702030001" not in str(tuple(row))
    assert clock.moment(clock.stamp(world.hands.now)) == world.hands.now


def test_passwords_are_hashed_as_the_standard_says() -> None:
    real = openbook.REAL_HASHER
    assert real.type is argon2.Type.ID
    assert (real.memory_cost, real.time_cost, real.parallelism) >= (65536, 3, 4)  # RFC 9106, the second recommended option
