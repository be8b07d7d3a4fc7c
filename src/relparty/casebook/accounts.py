"""What an administrator does to accounts: each function asks for the right first, then has `users` or `sessions` do it."""

from __future__ import annotations

from dataclasses import replace

from relparty.casebook import sessions, users
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.rights import Caller, OfficeDeed, require_office
from relparty.casebook.users import NewUser, Role, User
from relparty.phrases import Phrase

_PASSWORD = Phrase("密码", "password")
_OWN = Phrase("是您自己的账号", "it is your own account")
_ME = Phrase("请在“我的账号”中修改", "change it under “My account”")


def all_of(book: Casebook, caller: Caller) -> tuple[User, ...]:
    """Every account by name; raises NotThere for who may not keep accounts, as all functions here do."""
    _require(caller)
    return users.listed(book)


def one(book: Casebook, caller: Caller, id: str) -> User:
    """An account."""
    _require(caller)
    with book.look() as db:
        return users.one(db, id)


def add(book: Casebook, caller: Caller, user: NewUser) -> User:
    """A new account, whose password its owner must change when first signing in."""
    _require(caller)
    return users.add(book, caller.actor, replace(user, is_lent=True))


def give_password(book: Casebook, caller: Caller, id: str, password: str) -> None:
    """Gives an account another password that its owner must change; raises Refused for one's own account."""
    _require(caller)
    if id == caller.user.id:
        raise Refused(_PASSWORD, _OWN(), _ME())
    users.set_password(book, caller.actor, id, password, is_lent=True)


def set_role(book: Casebook, caller: Caller, id: str, role: Role) -> None:
    """Makes an account something else."""
    _require(caller)
    users.set_role(book, caller.actor, id, role)


def set_resident_id(book: Casebook, caller: Caller, id: str, number: str) -> None:
    """Keeps the resident id of an account, sealed; empty takes it away."""
    _require(caller)
    users.set_resident_id(book, caller.actor, id, number)


def set_subject(book: Casebook, caller: Caller, id: str, subject: str) -> None:
    """Names whom the identity provider knows an account as; empty takes it away."""
    _require(caller)
    users.set_subject(book, caller.actor, id, subject)


def drop_totp(book: Casebook, caller: Caller, id: str) -> None:
    """Takes the second factor of an account away."""
    _require(caller)
    sessions.drop_totp(book, caller.actor, id)


def close(book: Casebook, caller: Caller, id: str) -> None:
    """Ends an account for good."""
    _require(caller)
    users.close(book, caller.actor, id)


def _require(caller: Caller) -> None:
    require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
