"""Accounts: who may sign in, as what, with which second factor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Row, func, select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, guessing, sealed, tables
from relparty.casebook.actors import Actor
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.one_line import plain
from relparty.identifiers import resident
from relparty.phrases import Phrase

_users = tables.users.c
_HASHER = PasswordHasher()
"""argon2id with the library's parameters (RFC 9106, low-memory profile)."""
_NO_PASSWORD = _HASHER.hash("nobody has this password")
"""What a login that nobody has is checked against, so that it takes as long as one that somebody has."""

SHORTEST = 12
LONGEST = 128
MOST_LOGIN = 64
MOST_NAME = 100
MOST_SUBJECT = 255
"""As many signs as a subject may have (OpenID Connect Core, 2)."""


class Role(StrEnum):
    """What an account is for."""

    ADMINISTRATOR = "administrator"
    CLERK = "clerk"
    OFFICER = "officer"
    AUDITOR = "auditor"


ROLE_WORDS = {
    Role.ADMINISTRATOR: Phrase("管理员", "administrator"),
    Role.CLERK: Phrase("经办人", "clerk"),
    Role.OFFICER: Phrase("采购小组成员", "officer"),
    Role.AUDITOR: Phrase("审计", "auditor"),
}

LOGIN = Phrase("登录名", "login")
NAME = Phrase("姓名", "name")
UNIT = Phrase("所在单位", "unit")
OFFICE = Phrase("单位名称", "name of the office")
SUBJECT = Phrase("统一身份标识", "identity at the provider")
PASSWORD = Phrase("密码", "password")
_TAKEN = Phrase("“{login}”已有人使用", "“{login}” is taken")
_ANOTHER = Phrase("请换一个", "choose another one")
_SHORT = Phrase("少于 {n} 个字符", "it has fewer than {n} characters")
_LONG = Phrase("多于 {n} 个字符", "it has more than {n} characters")
_PLAIN = Phrase(
    "太容易猜到（常见的密码，与登录名、姓名或单位名称相近，或由少数几个字符重复而成）",
    "it is easy to guess (a common one, one like the login or the name of its owner or the office, or a few characters again and again)",
)
_BETTER = Phrase("请用一句只有自己知道的话作密码", "use a sentence that only you know")
RESIDENT_ID = Phrase("身份证号码", "resident id")
_WRONG_ID = Phrase("校验位不符", "its check digit is wrong")
_CHECK_ID = Phrase("请核对后重新填写，或留空", "check it and fill it in again, or leave it empty")
_EXISTS = Phrase("案卷中已有账号", "there are accounts already")
_SIGN_IN = Phrase("请登录", "sign in")
_FIRST = Phrase("首次设置", "first run")
_LAST_ADMIN = Phrase("这是最后一个管理员账号", "this is the last administrator")
_ADD_ONE = Phrase("请先设立另一个管理员", "make another administrator first")


@dataclass(frozen=True, slots=True)
class User:
    """An account, without its secrets."""

    id: str
    login: str
    name: str
    role: Role
    unit: str
    has_password: bool
    has_totp: bool
    has_resident_id: bool
    is_closed: bool
    oidc_subject: str = ""
    must_change: bool = False
    """Whether the password is one that somebody else gave, good for nothing but choosing another."""


@dataclass(frozen=True, slots=True)
class NewUser:
    """What an account is made of; without a password it signs in through the identity provider alone."""

    login: str
    name: str
    role: Role
    password: str | None
    unit: str = ""
    resident_id: str = ""
    oidc_subject: str | None = None
    is_lent: bool = False
    """Whether its owner must choose another password when first signing in."""


def is_empty(book: Casebook) -> bool:
    """Whether nobody has an account yet."""
    with book.look() as db:
        return _count(db) == 0


def first(book: Casebook, office: str, user: NewUser, retention_years: int = 15, clerk: NewUser | None = None) -> User:
    """The first administrator, made together with the office, and a first clerk if wanted: all of them or none.

    Raises Refused where somebody was first.
    """
    name = plain(OFFICE, office, MOST_NAME)
    with book.act(actors.NOBODY, "office.opened") as act:
        if _count(act.db):
            raise Refused(_FIRST, _EXISTS(), _SIGN_IN())
        act.insert(tables.office, {"id": "office", "name": name, "created_at": act.now, "retention_years": retention_years})
        made = _added(book, act, user)
        act.note["user"] = made.id
        if clerk is not None:
            _added_clerk(book, act, clerk)
        return made


def add(book: Casebook, actor: Actor, user: NewUser) -> User:
    """A new account; raises Refused for a login that is taken and a password that is easy to guess."""
    with book.act(actor, "user.added", role=user.role) as act:
        made = _added(book, act, user)
        act.note["user"] = made.id
        return made


def of_clerk(place: Phrase) -> Phrase:
    """The place of an error of the first run that is about the clerk and not about the administrator."""
    return Phrase(f"经办人的{place.zh}", f"the clerk's {place.en}")


def _added_clerk(book: Casebook, act: Act, clerk: NewUser) -> None:
    try:
        _added(book, act, clerk)
    except Refused as error:
        raise Refused(of_clerk(error.place) if isinstance(error.place, Phrase) else error.place, error.fact, error.next_step) from None


def _added(book: Casebook, act: Act, user: NewUser) -> User:
    login = plain(LOGIN, user.login, MOST_LOGIN)
    name = plain(NAME, user.name, MOST_NAME)
    if act.db.execute(select(_users.id).where(_users.login == login)).one_or_none():
        raise Refused(LOGIN, _TAKEN(login=login), _ANOTHER())
    id = act.insert(
        tables.users,
        {
            "login": login,
            "name": name,
            "role": user.role,
            "password": hashed(user.password, (login, name, _office(act.db))) if user.password is not None else None,
            "lent_at": act.now if user.is_lent and user.password is not None else None,
            "oidc_subject": _free_subject(act, user.oidc_subject or "", ""),
            "unit": plain(UNIT, user.unit, MOST_NAME, is_needed=False),
            "created_at": act.now,
        },
    )
    number = resident.fold(user.resident_id)
    if number:
        act.update(tables.users, id, {"resident_id": sealed.sealed(book.keys.columns, _checked_id(number), f"users.resident_id/{id}")})
    return one(act.db, id)


def new_password(db: Connection, id: str, password: str) -> str:
    """The argon2 hash of another password of an account; raises as `hashed` does."""
    user = one(db, id)
    return hashed(password, (user.login, user.name, _office(db)))


def hashed(password: str, near: Sequence[str]) -> str:
    """The argon2 hash of a new password; raises Refused for one that is short or easy to guess (ASVS 5.0, 6.2).

    `near` are the words that come to mind at once: login and name of the owner, and the name of the office.
    """
    if len(password) < SHORTEST:
        raise Refused(PASSWORD, _SHORT(n=SHORTEST), _BETTER())
    if len(password) > LONGEST:
        raise Refused(PASSWORD, _LONG(n=LONGEST), _BETTER())
    rest = password.lower()
    for word in filter(None, near):
        rest = rest.replace(word.lower(), "")
    if min(len(rest), len(set(password))) < SHORTEST // 2 or guessing.is_easy(password, near):
        raise Refused(PASSWORD, _PLAIN(), _BETTER())
    return _HASHER.hash(password)


def is_password(stored: str | None, password: str) -> bool:
    """Whether a password is the one; takes as long where there is none."""
    try:
        _HASHER.verify(stored or _NO_PASSWORD, password[: LONGEST + 1])
    except (VerificationError, InvalidHashError):
        return False
    else:
        return stored is not None


def one(db: Connection, id: str) -> User:
    """The user of an id; raises NotThere."""
    row = db.execute(select(tables.users).where(_users.id == id)).one_or_none()
    if row is None:
        raise NotThere
    return _user(row)


def listed(book: Casebook) -> tuple[User, ...]:
    """Every account by name."""
    with book.look() as db:
        return tuple(_user(row) for row in db.execute(select(tables.users).order_by(_users.name, _users.login)))


def set_password(book: Casebook, actor: Actor, id: str, password: str, *, is_lent: bool = False) -> None:
    """Gives an account another password and ends its sessions; one that is lent must be changed by its owner."""
    with book.look() as db:
        made = new_password(db, id, password)
    with book.act(actor, "user.password", user=id) as act:
        act.update(tables.users, id, {"password": made, "lent_at": act.now if is_lent else None})
        end_sessions(act, id)


def set_subject(book: Casebook, actor: Actor, id: str, subject: str) -> None:
    """Names whom the identity provider knows an account as; empty takes it away. Raises Refused for one that is taken."""
    with book.act(actor, "user.subject", user=id) as act:
        one(act.db, id)
        act.update(tables.users, id, {"oidc_subject": _free_subject(act, subject, id)})
        end_sessions(act, id)


def set_role(book: Casebook, actor: Actor, id: str, role: Role) -> None:
    """Makes an account something else; raises Refused where nobody would be left to administer."""
    with book.act(actor, "user.role", user=id, role=role) as act:
        _keep_one_administrator(act, one(act.db, id), role)
        act.update(tables.users, id, {"role": role})
        end_sessions(act, id)


def close(book: Casebook, actor: Actor, id: str) -> None:
    """Ends an account for good: what it did stays, nobody signs in with it again."""
    with book.act(actor, "user.closed", user=id) as act:
        _keep_one_administrator(act, one(act.db, id), None)
        act.update(tables.users, id, {"closed_at": act.now})
        end_sessions(act, id)


def set_resident_id(book: Casebook, actor: Actor, id: str, number: str) -> None:
    """Keeps the resident id of an account, sealed: the conflict check of a group compares it; empty takes it away."""
    folded = resident.fold(number)
    with book.act(actor, "user.resident_id", user=id) as act:
        one(act.db, id)
        closed = sealed.sealed(book.keys.columns, _checked_id(folded), f"users.resident_id/{id}") if folded else None
        act.update(tables.users, id, {"resident_id": closed})


def resident_id(book: Casebook, db: Connection, id: str) -> str:
    """The resident id of an account, or nothing; it leaves memory for the work folder of a screening alone."""
    closed = db.execute(select(_users.resident_id).where(_users.id == id)).scalar_one()
    return sealed.opened(book.keys.columns, closed, f"users.resident_id/{id}") if closed else ""


def end_sessions(act: Act, user_id: str) -> None:
    """Ends every session of a user."""
    open_ones = select(tables.sessions.c.id).where(tables.sessions.c.user_id == user_id, tables.sessions.c.ended_at.is_(None))
    for session in act.db.execute(open_ones).scalars().all():
        act.update(tables.sessions, session, {"ended_at": act.now})


def _free_subject(act: Act, subject: str, id: str) -> str | None:
    """A subject that no other account has, or none; none for the empty one."""
    text = plain(SUBJECT, subject, MOST_SUBJECT, is_needed=False)
    if act.db.execute(select(_users.id).where(_users.oidc_subject == text, _users.id != id)).one_or_none():
        raise Refused(SUBJECT, _TAKEN(login=text), _ANOTHER())
    return text or None


def _checked_id(number: str) -> str:
    if not resident.is_valid(number):
        raise Refused(RESIDENT_ID, _WRONG_ID(), _CHECK_ID())
    return number


def _keep_one_administrator(act: Act, user: User, role: Role | None) -> None:
    others = select(func.count()).where(_users.role == Role.ADMINISTRATOR, _users.closed_at.is_(None), _users.id != user.id)
    if user.role is Role.ADMINISTRATOR and role is not Role.ADMINISTRATOR and not act.db.execute(others).scalar_one():
        raise Refused(user.name, _LAST_ADMIN(), _ADD_ONE())


def _office(db: Connection) -> str:
    """The name of the office; empty before the first run."""
    return db.execute(select(tables.office.c.name)).scalar_one_or_none() or ""


def _count(db: Connection) -> int:
    return db.execute(select(func.count()).select_from(tables.users)).scalar_one()


def _user(row: Row[tuple[object, ...]]) -> User:
    return User(
        row.id,
        row.login,
        row.name,
        Role(row.role),
        row.unit,
        row.password is not None,
        row.totp is not None,
        row.resident_id is not None,
        row.closed_at is not None,
        row.oidc_subject or "",
        row.lent_at is not None,
    )
