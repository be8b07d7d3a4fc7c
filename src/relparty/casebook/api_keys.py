"""Keys of bidding platforms: each stands for a clerk, may do what its scopes name, and expires."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlalchemy import Row, select

from relparty.casebook import actors, clock, tables, users
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.keys import keyed
from relparty.casebook.rights import Caller, OfficeDeed, office_may, require_office
from relparty.phrases import Phrase

_keys = tables.api_keys.c
PREFIX = "rp_"
"""What every key begins with, so that one left in a file is recognised as what it is."""
LONGEST_DAYS = 400


class Scope(StrEnum):
    """What a key may do, at most as much as its clerk."""

    LOTS_READ = "lots:read"
    LOTS_WRITE = "lots:write"
    FORMS_WRITE = "forms:write"
    SCREEN = "screen"
    FINDINGS_READ = "findings:read"
    DOSSIER_READ = "dossier:read"


SCOPE_WORDS = {
    Scope.LOTS_READ: Phrase("查看项目", "see lots"),
    Scope.LOTS_WRITE: Phrase("立项、邀请、报价金额", "open lots, invite, tell quotes"),
    Scope.FORMS_WRITE: Phrase("提交采集表", "hand in forms"),
    Scope.SCREEN: Phrase("发起筛查", "screen"),
    Scope.FINDINGS_READ: Phrase("查看发现", "see findings"),
    Scope.DOSSIER_READ: Phrase("下载卷宗", "fetch the dossier"),
}

_KEY = Phrase("接口密钥", "API key")
_NO_NAME = Phrase("没有写明用途", "it does not say what it is for")
_NO_SCOPE = Phrase("没有选择权限", "it has no scope")
_TOO_LONG = Phrase("有效期须为 1 至 {n} 天", "it must last from 1 to {n} days")
_FILL = Phrase("请填写后再生成", "fill it in and make it again")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret."""

    id: str
    name: str
    scopes: frozenset[Scope]
    user_id: str
    created_at: str
    expires_at: str
    revoked_at: str | None


def make(book: Casebook, caller: Caller, name: str, scopes: Iterable[Scope], days: int) -> tuple[ApiKey, str]:
    """A new key of this clerk and its secret, told this once."""
    wanted = frozenset(scopes)
    with book.act(caller.actor, "key.made", scopes=sorted(wanted)) as act:
        require_office(caller.user, OfficeDeed.KEEP_KEYS)
        if not name.strip():
            raise Refused(_KEY, _NO_NAME(), _FILL())
        if not wanted:
            raise Refused(_KEY, _NO_SCOPE(), _FILL())
        if not 1 <= days <= LONGEST_DAYS:
            raise Refused(_KEY, _TOO_LONG(n=LONGEST_DAYS), _FILL())
        secret = PREFIX + secrets.token_urlsafe(32)
        row = {
            "digest": keyed(book.keys.tokens, secret),
            "name": name.strip(),
            "scopes": " ".join(sorted(wanted)),
            "user_id": caller.user.id,
            "created_at": act.now,
            "expires_at": clock.stamp(clock.moment(act.now) + timedelta(days=days)),
        }
        id = act.insert(tables.api_keys, row)
        return _key(act.db.execute(select(tables.api_keys).where(_keys.id == id)).one()), secret


def revoke(book: Casebook, caller: Caller, id: str) -> None:
    """Ends a key of this clerk; raises NotThere for another's."""
    with book.act(caller.actor, "key.revoked") as act:
        require_office(caller.user, OfficeDeed.KEEP_KEYS)
        row = act.db.execute(select(tables.api_keys).where(_keys.id == id, _keys.user_id == caller.user.id)).one_or_none()
        if row is None:
            raise NotThere
        if row.revoked_at is None:
            act.update(tables.api_keys, id, {"revoked_at": act.now})


def listed(book: Casebook, caller: Caller) -> tuple[ApiKey, ...]:
    """The keys of this clerk, the latest first."""
    require_office(caller.user, OfficeDeed.KEEP_KEYS)
    with book.look() as db:
        wanted = select(tables.api_keys).where(_keys.user_id == caller.user.id).order_by(_keys.created_at.desc(), _keys.id)
        return tuple(_key(row) for row in db.execute(wanted))


def of(book: Casebook, secret: str) -> tuple[ApiKey, Caller] | None:
    """The key of a secret and whom it stands for; none where it ended, expired, never was, or its clerk is one no more."""
    with book.look() as db:
        row = db.execute(select(tables.api_keys).where(_keys.digest == keyed(book.keys.tokens, secret))).one_or_none()
        if row is None or row.revoked_at is not None or row.expires_at <= book.now(db):
            return None
        user = users.one(db, row.user_id)
        if user.is_closed or not office_may(user, OfficeDeed.KEEP_KEYS):
            return None
        return _key(row), Caller(user, actors.api_key(row.id))


def _key(row: Row[tuple[object, ...]]) -> ApiKey:
    scopes = frozenset(Scope(each) for each in row.scopes.split())
    return ApiKey(row.id, row.name, scopes, row.user_id, row.created_at, row.expires_at, row.revoked_at)
