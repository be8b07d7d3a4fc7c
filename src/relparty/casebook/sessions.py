"""Signing in: passwords, codes of a second factor, and the sessions that follow, known to the database by a keyed hash alone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import timedelta

import pyotp
from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, clock, sealed, tables, users
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.keys import keyed
from relparty.casebook.users import User
from relparty.phrases import Phrase

LIFE = timedelta(hours=12)
"""How long a session lasts at most (ASVS 5.0, 7.3.2)."""
LENT_LIFE = timedelta(days=7)
"""How long a password that somebody else gave opens anything (ASVS 5.0, 6.4.1)."""
_STEP = 30
_users = tables.users.c
_sessions = tables.sessions.c

CODE = Phrase("验证码", "code")
_WRONG_CODE = Phrase("不正确或已用过", "it is wrong or was used before")
_NEXT_CODE = Phrase("请核对手机时间，输入新的验证码", "check the phone's clock and type the next code")
ISSUER = "relparty"


@dataclass(frozen=True, slots=True)
class Session:
    """A session as its cookie's owner sees it: the secret is told once, when it begins."""

    id: str
    user: User
    created_at: str


def begin(book: Casebook, login: str, password: str, code: str) -> tuple[str, User] | None:
    """The secret of a new session and its user; none where login, password or code are wrong, and never which of them.

    Every try stands in the trail, also one of a login that nobody has (the login itself does not: people type passwords
    there). So all that is wrong takes the same steps and the same time.
    """
    with book.look() as db:
        row = db.execute(select(tables.users).where(_users.login == _typed(login))).one_or_none()
    is_right = users.is_password(row.password if row is not None else None, password)
    with book.act(actors.NOBODY, "session.tried", user=row.id if row is not None else None) as act:
        act.note["opened"] = False
        if row is None or not is_right or not _is_as_read(act, row.id, row.password) or not _is_code(book, act, row.id, code):
            return None
        act.note["opened"] = True
        return opened(book, act, row.id), users.one(act.db, row.id)


def begin_known(book: Casebook, subject: str) -> tuple[str, User] | None:
    """The session of whoever the identity provider says is signed in; none for one without an account here."""
    with book.act(actors.NOBODY, "session.provider") as act:
        wanted = select(_users.id).where(_users.oidc_subject == _typed(subject), _users.closed_at.is_(None))
        row = act.db.execute(wanted).one_or_none() if subject.strip() else None
        act.note["opened"] = row is not None
        act.note["user"] = row.id if row is not None else None
        return (opened(book, act, row.id), users.one(act.db, row.id)) if row is not None else None


def of(book: Casebook, secret: str) -> Session | None:
    """The session of a cookie; none where it ended, expired or never was."""
    with book.look() as db:
        id = keyed(book.keys.tokens, secret)
        row = db.execute(select(tables.sessions).where(_sessions.id == id, _sessions.ended_at.is_(None))).one_or_none()
        if row is None or row.expires_at <= book.now(db):
            return None
        user = users.one(db, row.user_id)
        return None if user.is_closed else Session(row.id, user, row.created_at)


def end(book: Casebook, session: Session) -> None:
    """Ends a session."""
    with book.act(actors.user(session.user.id), "session.ended") as act:
        act.update(tables.sessions, session.id, {"ended_at": act.now})


def is_same_person(book: Casebook, session: Session, password: str, code: str) -> bool:
    """Whether who sits there proves again to be the user: by password and code, as a signature needs.

    Who has no password here proved to be the user at the provider, and must have done so within the last ten minutes.
    """
    with book.look() as db:
        stored = db.execute(select(_users.password).where(_users.id == session.user.id)).scalar_one()
    is_right = users.is_password(stored, password)
    with book.act(actors.user(session.user.id), "session.proved") as act:
        if stored is None:
            is_same = clock.moment(act.now) - clock.moment(session.created_at) <= timedelta(minutes=10)
        else:
            is_same = is_right and _is_as_read(act, session.user.id, stored) and _is_code(book, act, session.user.id, code)
        act.note["proved"] = is_same
    return is_same


def new_totp() -> str:
    """A new secret of a second factor, to be shown once as text and picture; nothing is saved yet."""
    return pyotp.random_base32()


def totp_address(user: User, secret: str) -> str:
    """The address that an authenticator reads from the picture."""
    return pyotp.TOTP(secret).provisioning_uri(name=user.login, issuer_name=ISSUER)


def set_totp(book: Casebook, user: User, secret: str, code: str) -> None:
    """Keeps a second factor once its owner has shown a code of it; raises Refused for a wrong one."""
    with book.act(actors.user(user.id), "user.totp", user=user.id) as act:
        now = clock.moment(act.now)
        if not pyotp.TOTP(secret).verify(code.strip(), for_time=now, valid_window=1):
            raise Refused(CODE, _WRONG_CODE(), _NEXT_CODE())
        closed = sealed.sealed(book.keys.columns, secret, f"users.totp/{user.id}")
        act.update(tables.users, user.id, {"totp": closed, "totp_used": str(int(now.timestamp()) // _STEP)})


def drop_totp(book: Casebook, actor: actors.Actor, user_id: str) -> None:
    """Takes a second factor away, as an administrator does for who has lost the phone; ends all sessions."""
    with book.act(actor, "user.totp_dropped", user=user_id) as act:
        users.one(act.db, user_id)
        act.update(tables.users, user_id, {"totp": None, "totp_used": None})
        users.end_sessions(act, user_id)


def _typed(text: str) -> str:
    """A text as it is looked for; PostgreSQL knows no text with the sign that ends one in C."""
    return text.strip().replace("\0", "\ufffd")


def _is_as_read(act: Act, user_id: str, password: str | None) -> bool:
    """Whether the account is open and its password still the one that was looked at before this act began, and not lent too long ago."""
    row = act.db.execute(select(_users.password, _users.closed_at, _users.lent_at).where(_users.id == user_id)).one()
    is_stale = row.lent_at is not None and clock.moment(act.now) - clock.moment(row.lent_at) > LENT_LIFE
    return row.closed_at is None and row.password == password and not is_stale


def opened(book: Casebook, act: Act, user_id: str) -> str:
    """The secret of a session that an act opens."""
    secret = secrets.token_urlsafe(32)
    row = {
        "id": keyed(book.keys.tokens, secret),
        "user_id": user_id,
        "created_at": act.now,
        "expires_at": clock.stamp(clock.moment(act.now) + LIFE),
    }
    act.insert(tables.sessions, row)
    return secret


def _is_code(book: Casebook, act: Act, user_id: str, code: str) -> bool:
    """Whether a code is right and new (RFC 6238, 5.2: no code is taken twice); always, where there is no second factor."""
    row = act.db.execute(select(_users.totp, _users.totp_used).where(_users.id == user_id)).one()
    if row.totp is None:
        return True
    secret = sealed.opened(book.keys.columns, row.totp, f"users.totp/{user_id}")
    step = _matching_step(pyotp.TOTP(secret), code.strip(), act.now)
    if step is None or step <= int(row.totp_used or 0):
        return False
    act.update(tables.users, user_id, {"totp_used": str(step)})
    return True


def _matching_step(totp: pyotp.TOTP, code: str, now: str) -> int | None:
    step = int(clock.moment(now).timestamp()) // _STEP
    found = (each for each in (step - 1, step, step + 1) if secrets.compare_digest(totp.at(each * _STEP), code.zfill(6)))
    return next(found, None)


def user_of(db: Connection, id: str) -> User:
    """The open account of an id; raises NotThere."""
    user = users.one(db, id)
    if user.is_closed:
        raise NotThere
    return user
