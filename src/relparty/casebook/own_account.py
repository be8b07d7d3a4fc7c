"""What users change of their own account: the password, the sessions that are open elsewhere."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import actors, sessions, tables, users
from relparty.casebook.book import Casebook
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.sessions import Session
from relparty.phrases import Phrase

_sessions = tables.sessions.c

OLD = Phrase("原密码或验证码", "old password or code")
_WRONG = Phrase("不正确", "it is wrong")
_AGAIN = Phrase("请重新填写；验证码每个只能用一次", "fill it in again; a code can be used once")
NEW = Phrase("新密码", "new password")
_SAME = Phrase("与原密码相同", "it is the old one")
_OTHER = Phrase("请另选一个", "choose another one")
_PROVIDER = Phrase("此账号由统一身份认证登录，在此没有密码", "this account signs in at the identity provider and has no password here")
_THERE = Phrase("请在统一身份认证系统中修改", "change it there")


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that has not ended; `is_this` for the one that asks."""

    id: str
    created_at: str
    expires_at: str
    is_this: bool


def change_password(book: Casebook, session: Session, old: str, code: str, new: str) -> str:
    """The secret of a new session after a new password, which ends all that were open; raises Refused where the old is wrong."""
    user = session.user
    if not user.has_password:
        raise Refused(NEW, _PROVIDER(), _THERE())
    if not sessions.is_same_person(book, session, old, code):
        raise Refused(OLD, _WRONG(), _AGAIN())
    if new == old:
        raise Refused(NEW, _SAME(), _OTHER())
    with book.look() as db:
        made = users.new_password(db, user.id, new)
    with book.act(actors.user(user.id), "user.own_password", user=user.id) as act:
        if users.one(act.db, user.id).is_closed or not _is_open(act.db, session.id, act.now):
            raise NotThere
        act.update(tables.users, user.id, {"password": made, "lent_at": None})
        users.end_sessions(act, user.id)
        return sessions.opened(book, act, user.id)


def open_sessions(book: Casebook, session: Session) -> tuple[OpenSession, ...]:
    """The user's sessions that are open, the newest first."""
    with book.look() as db:
        now = book.now(db)
        wanted = (
            select(tables.sessions)
            .where(_sessions.user_id == session.user.id, _sessions.ended_at.is_(None), _sessions.expires_at > now)
            .order_by(_sessions.created_at.desc())
        )
        return tuple(OpenSession(row.id, row.created_at, row.expires_at, row.id == session.id) for row in db.execute(wanted))


def end_one(book: Casebook, session: Session, id: str) -> None:
    """Ends a session of the same user; raises NotThere for one that is somebody else's or none."""
    with book.act(actors.user(session.user.id), "session.ended") as act:
        mine = select(_sessions.id).where(_sessions.id == id, _sessions.user_id == session.user.id, _sessions.ended_at.is_(None))
        if act.db.execute(mine).one_or_none() is None:
            raise NotThere
        act.update(tables.sessions, id, {"ended_at": act.now})


def end_others(book: Casebook, session: Session) -> None:
    """Ends all sessions of the user but this one."""
    with book.act(actors.user(session.user.id), "session.others_ended") as act:
        mine = select(_sessions.id).where(_sessions.user_id == session.user.id, _sessions.ended_at.is_(None), _sessions.id != session.id)
        for id in act.db.execute(mine).scalars().all():
            act.update(tables.sessions, id, {"ended_at": act.now})


def _is_open(db: Connection, id: str, now: str) -> bool:
    wanted = select(_sessions.id).where(_sessions.id == id, _sessions.ended_at.is_(None), _sessions.expires_at > now)
    return db.execute(wanted).one_or_none() is not None
