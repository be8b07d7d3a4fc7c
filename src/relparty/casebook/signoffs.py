"""Signing a lot: each member of the group for themselves, on one screening and the decisions as they stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import select
from sqlalchemy.engine import Connection

from relparty.casebook import conflicts, decisions, group, letters, replies, screenings, tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.lots import refuse_if_done
from relparty.casebook.rights import Caller, Deed, Duty, require
from relparty.casebook.screenings import Screening
from relparty.casebook.trail import canonical
from relparty.phrases import Phrase, Sentence

_signoffs = tables.signoffs.c

_LOT = Phrase("本项目", "this lot")
_NOT_SCREENED = Phrase("还没有完成的筛查", "it has not been screened")
_OPEN = Phrase("还有 {n} 项发现未作决定", "{n} findings are not decided")
_CONFLICTS = Phrase("{names}的利益冲突尚未申明", "{names} have not answered a conflict of interest")
_NEW_MEMBERS = Phrase(
    "{names}在最近一次筛查之后加入采购小组，是否与投标人有关尚未核查，须重新筛查",
    "{names} joined after the last screening and were not compared with the bidders: screen again",
)
_CANNOT = Phrase("还不能签署：{missing}", "it cannot be signed yet: {missing}")
_COMPLETE = Phrase("请补齐后再签署", "complete it, then sign")
_CHANGED = Phrase("您看到的内容之后又有变化", "what you saw has changed since")
_LOOK_AGAIN = Phrase("未签署；请重新查看后再签", "it was not signed; look again, then sign")


@dataclass(frozen=True, slots=True)
class Signature:
    """One member's signature: what was signed, and whether it still is what stands."""

    user_id: str
    name: str
    duty: Duty
    remark: str
    signed_at: str
    is_current: bool


def missing(db: Connection, lot_id: str) -> Iterator[Sentence]:
    """What must be done before anybody signs."""
    latest = screenings.latest(db, lot_id)
    if latest is None:
        yield _NOT_SCREENED()
        return
    members = group.members(db, lot_id)
    yield from group.missing(members)
    new = tuple(each.name for each in members if each.added_at > latest.started_at)
    if new:
        yield _NEW_MEMBERS(names=new)
    undecided = sum(each.is_open for each in decisions.standpoints(db, lot_id, latest.id))
    if undecided:
        yield _OPEN(n=undecided)
    unanswered = conflicts.unanswered(db, lot_id)
    if unanswered:
        yield _CONFLICTS(names=tuple(sorted({each.member.name for each in unanswered})))


def matter(db: Connection, lot_id: str, screening: Screening) -> str:
    """The digest of what a signature covers: the screening's document, where every finding stands by whose word, and what bidders replied.

    A reply after its time is kept and shown, and voids no signature: no bidder could hold up a lot by writing again and again.
    """
    points = [
        (each.kept.finding, each.kept.facts, each.outcome, [(one.user_id, one.outcome, one.decided_at) for one in each.said])
        for each in decisions.standpoints(db, lot_id, screening.id)
    ]
    answers = [(each.member_id, each.finding, each.answer, each.answered_at) for each in conflicts.answered(db, lot_id)]
    in_time = {each.id: each.reply_by for each in letters.of_lot(db, lot_id)}
    heard = [each.id for each in replies.of_lot(db, lot_id) if each.received_at <= in_time[each.letter_id]]
    return sha256(canonical([screening.document, points, answers, heard]).encode()).hexdigest()


def sign(book: Casebook, caller: Caller, lot_id: str, seen: str, remark: str = "") -> bool:
    """Whether the lot is signed by all with this signature.

    `seen` is the digest of what the signer was shown: where it is not what stands any more, nothing is signed. Raises
    Refused for that, and with all that is missing. Signing again changes nothing.
    """
    with book.act(caller.actor, "lot.signed", lot_id) as act:
        lot, standing = require(act.db, caller.user, lot_id, Deed.SIGN, act.now)
        refuse_if_done(lot)
        lacking = tuple(missing(act.db, lot_id))
        latest = screenings.latest(act.db, lot_id)
        if lacking or latest is None:
            raise Refused(_LOT, _CANNOT(missing=lacking), _COMPLETE())
        stands = matter(act.db, lot_id, latest)
        if seen != stands:
            raise Refused(_LOT, _CHANGED(), _LOOK_AGAIN())
        if all(each.user_id != caller.user.id or not each.is_current for each in signatures(act.db, lot_id)):
            row = {
                "lot_id": lot_id,
                "screening_id": latest.id,
                "user_id": caller.user.id,
                "duty": standing.duty,
                "outcome": latest.verdict,
                "signed": stands,
                "remark": remark.strip(),
                "signed_at": act.now,
            }
            act.insert(tables.signoffs, row)
        return _closed(act, lot_id)


def signatures(db: Connection, lot_id: str) -> tuple[Signature, ...]:
    """Every signature in a lot, the first first; one on what has changed since is not current."""
    latest = screenings.latest(db, lot_id)
    stands = matter(db, lot_id, latest) if latest is not None else ""
    users = tables.users.c
    wanted = (
        select(tables.signoffs, users.name)
        .join(tables.users, users.id == _signoffs.user_id)
        .where(_signoffs.lot_id == lot_id)
        .order_by(_signoffs.signed_at, _signoffs.id)
    )
    return tuple(
        Signature(row.user_id, row.name, Duty(row.duty), row.remark, row.signed_at, row.signed == stands) for row in db.execute(wanted)
    )


def _closed(act: Act, lot_id: str) -> bool:
    """Marks the lot as signed when every member of the group has signed what stands."""
    signed = {each.user_id for each in signatures(act.db, lot_id) if each.is_current}
    is_whole = all(each.user_id in signed for each in group.members(act.db, lot_id))
    if is_whole:
        act.update(tables.lots, lot_id, {"signed_at": act.now})
    return is_whole
