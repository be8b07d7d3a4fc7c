"""Edges to holders and officers: what a tie says of a company, and what of it cannot be said as such."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from relparty.forms import labels
from relparty.identifiers.masking import masked
from relparty.model.evidence import RegisteredHolder, RegisteredOfficer, Told
from relparty.model.record import Place, Source
from relparty.registers.fields import REGISTER
from relparty_scrapers.int_ftm.known import EDGE_NOTES, EDGE_PASSED_OVER, EDGES
from relparty_scrapers.int_ftm.lines import Entity, labelled
from relparty_scrapers.int_ftm.parties import Known
from relparty_scrapers.int_ftm.shares import share

_PLAIN = re.compile(
    r"(?:direct(?: ownership)?|owner(?:ship)?|share ?holder|share ?holding|stock ?holder|equity|shares?|founder|ordinary|common|holder|"
    r".*(?:股东|投资人|发起人)|直接(?:持股)?|持股|出资|股权|普通股)",
    re.IGNORECASE,
)
_NOT_ITS_OWN = re.compile(r"indirect|benefici|ultimate|nominee|trust|option|pledge|间接|受益|最终|实际控制|代持|信托|质押", re.IGNORECASE)
_CURRENT = re.compile(r"active|current|present|valid|registered|存续|在任|现任|有效", re.IGNORECASE)
_HEAD = re.compile(r"法定代表人|法人代表|单位负责人|^负责人$|执行事务合伙人|legal representative|person in charge", re.IGNORECASE)
_NOT_HEAD = re.compile(r"former|ex-|previous|deputy|原|前|曾|副", re.IGNORECASE)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ].{1,40})?)?)?")
_KINDS = ("ownershipType", "role", "sharesType", "legalBasis")


@dataclass(frozen=True, slots=True)
class Tie:
    """What one edge tells of its company: a holder, an officer, a head, or only what a person must read."""

    holder: RegisteredHolder | None = None
    officer: RegisteredOfficer | None = None
    head: RegisteredOfficer | None = None
    unread: tuple[Told, ...] = ()
    notes: tuple[Told, ...] = ()


def ownership(edge: Entity, owner: Known) -> Tie | None:
    """The holder that an Ownership tells; one held through others, for others or once is no present holder: None."""
    kinds = [(key, each) for key in _KINDS for each in edge.all(key)]
    if _is_over(edge) or any(_NOT_ITS_OWN.search(each.text) for _, each in kinds):
        return None
    written, counts = edge.all("percentage"), (*edge.all("sharesCount"), *edge.all("sharesValue"))
    told = share(written[0].text) if written else None
    since, until, doubts = _dates(edge)
    holder = RegisteredHolder(
        at_end(edge, owner.name),
        told.percent if told else None,
        next(iter((*written, *counts)), None),
        owner.mention,
        told.most if told else None,
        since,
        until,
    )
    odd = [labelled(each, key) for key, each in kinds if not _PLAIN.fullmatch(each.text)]
    unread = [labelled(each, "percentage") for each in (written[1:] if told else written)]
    return Tie(holder, unread=(*unread, *odd, *doubts, *_rest(edge)), notes=_notes(edge))


def directorship(edge: Entity, director: Known) -> Tie | None:
    """The officer that a Directorship tells, and whether it is the head; one who holds it no more since no one knows when is none: None."""
    return _officer(edge, director, edge.all("role"))


def representation(edge: Entity, agent: Known) -> Tie | None:
    """The officer or head that a Representation tells; an agent of any other sort holds no office: None."""
    roles = edge.all("role")
    is_office = any(_HEAD.search(each.text) or labels.load().kind("offices", each.text, "") for each in roles)
    return _officer(edge, agent, roles) if is_office else None


def whole(edge: Entity, names: Mapping[str, str]) -> Told:
    """A tie that is told and not read: its schema, the parties at its ends (an id for one that `names` has not), its words."""
    ends = [names.get(told.text, f"({key}: {told.text})") for key in EDGES[edge.schema] for told in edge.values.get(key, ())]
    passed = EDGE_PASSED_OVER | {*EDGES[edge.schema]}
    words = [f"{key}: {told.text}" for key in sorted(edge.values.keys() - passed) for told in edge.values[key]]
    return at_line(edge, "; ".join((f"{edge.schema} {' – '.join(ends)}", *words)))


def at_line(entity: Entity, words: str) -> Told:
    """Words about a whole line of the file."""
    text = masked(words)
    return Told(text, Source(entity.file.file, Place(pointer=f"/{entity.line}"), entity.file.sha256, text, REGISTER))


def at_end(edge: Entity, name: Told) -> Told:
    """The name of the party that a tie starts from, with the place of the tie: that it belongs to the company stands there."""
    end = edge.first(EDGES[edge.schema][0])
    return replace(name, source=replace(end.source, text=name.text)) if end else name


def _officer(edge: Entity, person: Known, roles: tuple[Told, ...]) -> Tie | None:
    if _is_over(edge):
        return None
    since, until, doubts = _dates(edge)
    is_head = until is None and any(_HEAD.search(each.text) and not _NOT_HEAD.search(each.text) for each in roles)
    is_more = not is_head or any(not _HEAD.fullmatch(each.text) for each in roles)
    officer = RegisteredOfficer(at_end(edge, person.name), _joined(roles), person.mention, since, until)
    return Tie(officer=officer if is_more else None, head=officer if is_head else None, unread=(*doubts, *_rest(edge)), notes=_notes(edge))


def _joined(roles: tuple[Told, ...]) -> Told | None:
    return replace(roles[0], text="、".join(each.text for each in roles)) if roles else None


def _is_over(edge: Entity) -> bool:
    """Whether a tie is said not to be current without the day on which it ended."""
    status = edge.all("status")
    return not edge.all("endDate") and any(not _CURRENT.fullmatch(each.text) for each in status)


def _dates(edge: Entity) -> tuple[date | None, date | None, list[Told]]:
    """The first and the last day of a tie, and what of its dates was not understood.

    A bare date is when it began, as in the model itself. Of a month or year alone a tie began on its first day and
    ended on its last one: it may have lasted so long.
    """
    starts, ends = edge.all("startDate") or edge.all("date"), edge.all("endDate")
    edge.ignore(("date",))
    since, until = (_day(starts[0], is_end=False) if starts else None), (_day(ends[0], is_end=True) if ends else None)
    doubts = [labelled(each, "startDate") for each in (starts[1:] if since else starts)]
    return since, until, doubts + [labelled(each, "endDate") for each in (ends[1:] if until else ends)]


def _day(told: Told, *, is_end: bool) -> date | None:
    found = _PARTIAL.fullmatch(told.text)
    if not found:
        return None
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        month = month or (12 if is_end else 1)
        return date(year, month, day or (calendar.monthrange(year, month)[1] if is_end else 1))
    except (ValueError, IndexError):
        return None


def _notes(edge: Entity) -> tuple[Told, ...]:
    return tuple(labelled(each, key) for key in EDGE_NOTES for each in edge.all(key))


def _rest(edge: Entity) -> list[Told]:
    edge.ignore(EDGE_PASSED_OVER)
    edge.ignore(EDGE_NOTES)
    edge.ignore(EDGES[edge.schema])
    return edge.rest()
