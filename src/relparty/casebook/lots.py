"""Lots: opening one, changing it while bidders still hand in, listing them, closing and cancelling."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum

from sqlalchemy import Row, func, or_, select

from relparty.casebook import tables
from relparty.casebook.book import Act, Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.rights import Caller, Deed, OfficeDeed, Standing, is_closed, require, require_office, visible
from relparty.errors import UsageError
from relparty.phrases import Phrase

_lots = tables.lots.c


class State(StrEnum):
    """How far a lot has come."""

    COLLECTING = "collecting"
    CLOSED = "closed"
    SIGNED = "signed"
    CANCELLED = "cancelled"


STATE_WORDS = {
    State.COLLECTING: Phrase("收件中", "collecting"),
    State.CLOSED: Phrase("已截止", "closed"),
    State.SIGNED: Phrase("已签署", "signed"),
    State.CANCELLED: Phrase("已终止", "cancelled"),
}


class Chosen(StrEnum):
    """How the invited contractors were chosen (the notice's item 21)."""

    POOL_DRAW = "pool_draw"
    ROTATION = "rotation"
    RECOMMENDED = "recommended"
    OPEN_CALL = "open_call"
    OTHER = "other"


CHOSEN_WORDS = {
    Chosen.POOL_DRAW: Phrase("从承包商库随机抽取", "drawn from the pool"),
    Chosen.ROTATION: Phrase("按库内顺序轮候", "by turns from the pool"),
    Chosen.RECOMMENDED: Phrase("部门推荐后集体研究确定", "recommended, then agreed by the group"),
    Chosen.OPEN_CALL: Phrase("公开征集，符合条件的全部邀请", "open call, all who qualify"),
    Chosen.OTHER: Phrase("其他方式", "otherwise"),
}

_NUMBER = Phrase("项目编号", "lot number")
_NAME = Phrase("项目名称", "lot name")
_LOT = Phrase("本项目", "this lot")
_TAKEN = Phrase("“{number}”已经立项", "there is a lot “{number}” already")
_ANOTHER = Phrase("请核对编号", "check the number")
_EMPTY = Phrase("不能为空", "it is empty")
_FILL = Phrase("请填写", "fill it in")
_DEADLINE = Phrase("截止时间", "deadline")
_PAST = Phrase("已经过去", "it has passed")
_LATER = Phrase("请填写将来的时间", "choose a time to come")
_OVER = Phrase("收件已经截止，不能再改", "collecting has ended, it cannot be changed any more")
_NEW = Phrase("如需变更，请终止本项目并重新立项", "if it must change, cancel this lot and open another one")
_DONE = Phrase("已签署或已终止", "it is signed or cancelled")
_NOTHING = Phrase("未保存任何改动", "nothing was saved")
_AT_LEAST_ONE = Phrase("最少报价数须为正整数", "the fewest quotes must be a positive number")


@dataclass(frozen=True, slots=True)
class Terms:
    """What a lot is opened with; deadline and closing are stamps, days are ISO days."""

    number: str
    name: str
    deadline: str
    opens_on: str
    buyer: str = ""
    regime: str = "sub_threshold"
    overlay: str = ""
    min_quotes: int = 3
    lookback_months: int = 12
    chosen_how: str = ""
    chosen_why: str = ""
    policy: str = ""
    """The text of the unit's own policy.toml, if it has one."""


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot as it stands."""

    id: str
    terms: Terms
    state: State
    owner_id: str
    created_at: str
    closed_at: str | None
    closed_why: str
    signed_at: str | None
    cancelled_at: str | None
    cancelled_why: str
    dossier: str | None


def open_(book: Casebook, caller: Caller, terms: Terms) -> Lot:
    """A new lot of this clerk; raises Refused for a number that is taken and a deadline that has passed."""
    with book.act(caller.actor, "lot.opened") as act:
        require_office(caller.user, OfficeDeed.OPEN_LOTS)
        _check(terms)
        if terms.deadline <= act.now:
            raise Refused(_DEADLINE, _PAST(), _LATER())
        if act.db.execute(select(_lots.id).where(_lots.number == terms.number)).one_or_none():
            raise Refused(_NUMBER, _TAKEN(number=terms.number), _ANOTHER())
        id = act.insert(tables.lots, _columns(terms) | {"owner_id": caller.user.id, "created_at": act.now})
        act.note["lot"] = id
        return _read(act, id)


def same(book: Casebook, caller: Caller, terms: Terms) -> Lot | None:
    """The caller's own lot with exactly these terms, where there is one: a form sent twice opened it the first time."""
    told = _columns(terms)
    mine = [_lots.owner_id == caller.user.id, *(_lots[name] == value for name, value in told.items())]
    with book.look() as db:
        row = db.execute(select(tables.lots).where(*mine)).one_or_none()
        return lot_of(row, book.now(db)) if row is not None else None


def change(book: Casebook, caller: Caller, lot_id: str, terms: Terms) -> Lot:
    """The lot with other terms; number and regime stay what they are once collecting has ended, and so does the deadline."""
    with book.act(caller.actor, "lot.changed", lot_id) as act:
        lot, standing = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        _check(terms)
        if standing.is_closed:
            raise Refused(_LOT, _OVER(), _NEW())
        if terms.deadline <= act.now:
            raise Refused(_DEADLINE, _PAST(), _LATER())
        others = select(_lots.id).where(_lots.number == terms.number, _lots.id != lot_id)
        if act.db.execute(others).one_or_none():
            raise Refused(_NUMBER, _TAKEN(number=terms.number), _ANOTHER())
        act.note["changed"] = sorted(name for name, value in _columns(terms).items() if getattr(lot, name) != value)
        act.update(tables.lots, lot_id, _columns(terms))
        return _read(act, lot_id)


def note_choice(book: Casebook, caller: Caller, lot_id: str, how: Chosen, why: str) -> None:
    """Keeps how the invited contractors were chosen (the notice's item 21); possible until the lot is signed."""
    with book.act(caller.actor, "lot.choice", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        act.update(tables.lots, lot_id, {"chosen_how": how, "chosen_why": why.strip()})


def close(book: Casebook, caller: Caller, lot_id: str, why: str = "") -> None:
    """Ends collecting before the deadline, as a clerk does when all are in; it cannot be opened again."""
    with book.act(caller.actor, "lot.closed", lot_id) as act:
        lot, standing = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        if not standing.is_closed:
            act.update(tables.lots, lot_id, {"closed_at": act.now, "closed_why": why.strip() or None})


def cancel(book: Casebook, caller: Caller, lot_id: str, why: str) -> None:
    """Ends a lot without a decision; what was handed in is kept as long as any other."""
    if not why.strip():
        raise Refused(Phrase("终止原因", "reason"), _EMPTY(), _FILL())
    with book.act(caller.actor, "lot.cancelled", lot_id) as act:
        lot, _ = require(act.db, caller.user, lot_id, Deed.EDIT, act.now)
        refuse_if_done(lot)
        ended = {"cancelled_at": act.now, "cancelled_why": why.strip(), "closed_at": lot.closed_at or act.now}
        act.update(tables.lots, lot_id, ended)


def one(book: Casebook, caller: Caller, lot_id: str, deed: Deed = Deed.SEE) -> tuple[Lot, Standing]:
    """A lot and how the caller stands to it; raises NotThere."""
    with book.look() as db:
        now = book.now(db)
        row, standing = require(db, caller.user, lot_id, deed, now)
        return lot_of(row, now), standing


def listed(book: Casebook, caller: Caller, text: str = "", after: str = "", limit: int = 50) -> tuple[tuple[Lot, ...], str]:
    """The lots that the caller may know of, the latest first, and what to ask for the next ones with (empty: no more).

    `text` is looked for in number, name and buyer.
    """
    require_office(caller.user, OfficeDeed.LIST_LOTS)
    with book.look() as db:
        now = book.now(db)
        wanted = select(_lots.id).where(visible(caller.user))
        if text.strip():
            wanted = wanted.where(
                or_(*(column.icontains(text.strip(), autoescape=True) for column in (_lots.number, _lots.name, _lots.buyer)))
            )
        if after:
            moment, _, id = after.partition("~")
            wanted = wanted.where(or_(_lots.created_at < moment, (_lots.created_at == moment) & (_lots.id < id)))
        order = (_lots.created_at.desc(), _lots.id.desc())
        ids = wanted.order_by(*order).limit(limit + 1)  # sorted by narrow rows: a clerk may have ten thousand
        rows = db.execute(select(tables.lots).where(_lots.id.in_(ids)).order_by(*order)).all()
    following = f"{rows[limit - 1].created_at}~{rows[limit - 1].id}" if len(rows) > limit else ""
    return tuple(lot_of(row, now) for row in rows[:limit]), following


def count(book: Casebook, caller: Caller) -> int:
    """How many lots the caller may know of."""
    with book.look() as db:
        return db.execute(select(func.count()).select_from(tables.lots).where(visible(caller.user))).scalar_one()


def lot_of(row: Row[tuple[object, ...]], now: str) -> Lot:
    """A lot from its row, in the state that it has at a moment."""
    terms = Terms(**{each.name: getattr(row, each.name) for each in fields(Terms)})
    return Lot(
        row.id,
        terms,
        state(row, now),
        row.owner_id,
        row.created_at,
        row.closed_at,
        row.closed_why or "",
        row.signed_at,
        row.cancelled_at,
        row.cancelled_why or "",
        row.dossier,
    )


def state(row: Row[tuple[object, ...]], now: str) -> State:
    """How far a lot has come at a moment."""
    if row.cancelled_at is not None:
        return State.CANCELLED
    if row.signed_at is not None:
        return State.SIGNED
    return State.CLOSED if is_closed(row, now) else State.COLLECTING


def refuse_if_done(lot: Row[tuple[object, ...]]) -> None:
    """Raises Refused for a lot that is signed or cancelled: nothing in it changes any more."""
    if lot.signed_at is not None or lot.cancelled_at is not None:
        raise Refused(_LOT, _DONE(), _NOTHING())


def _columns(terms: Terms) -> dict[str, object]:
    told = {each.name: getattr(terms, each.name) for each in fields(Terms)}
    return {name: value.strip() if isinstance(value, str) and name != "policy" else value for name, value in told.items()}


def _check(terms: Terms) -> None:
    """Raises Refused for terms that cannot mean anything."""
    for words, value in ((_NUMBER, terms.number), (_NAME, terms.name)):
        if not value.strip():
            raise Refused(words, _EMPTY(), _FILL())
    if terms.min_quotes < 1 or terms.lookback_months < 1:
        raise Refused(_LOT, _AT_LEAST_ONE(), _FILL())
    date.fromisoformat(terms.opens_on)
    _check_rules(terms)


def _check_rules(terms: Terms) -> None:
    """Raises Refused for a regime, an overlay or a policy that no screening could use."""
    import tomllib

    from relparty.model.lot import Policy
    from relparty.regimes import regime as regimes

    try:
        levels = tomllib.loads(terms.policy).get("levels", {})
        regimes.load(terms.regime, terms.overlay, Policy("", tuple(sorted(levels.items()))), ())
    except UsageError as error:
        raise Refused(str(error.place), error.fact, error.next_step) from error
    except (ValueError, AttributeError) as error:
        raise Refused("policy.toml", str(error), _ANOTHER()) from error


def _read(act: Act, id: str) -> Lot:
    return lot_of(act.db.execute(select(tables.lots).where(_lots.id == id)).one(), act.now)
