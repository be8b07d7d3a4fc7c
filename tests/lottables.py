"""A lot's forms as the tables of a register: what they tell of holdings and offices, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from registertables import World
from relparty.intake.flow import read_all
from relparty.lots.folder import read
from relparty.model.party import PartyKind
from relparty.model.record import Shareholding
from relparty.names.rarity import BUILT_IN
from relparty.ownership.snapshot import Records, Snapshot, snapshots
from relparty.resolve.bidders import bidders
from relparty.resolve.judging import sure_number
from relparty.rules.rule import Case
from relparty.screening import case_of
from relparty.settings import FileLimits, Limits

DAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Told:
    """The case of a lot without what tables do not have, the tables, and the id of each party and bidder."""

    case: Case
    world: World
    id_of: dict[str, str]
    """By the key of a bidder."""
    id_of_party: dict[str, str]


def told(folder: Path) -> Told:
    """What the forms of a lot tell of holdings and offices, on the day of opening."""
    lot = read(folder, DAY)
    every, _ = bidders(lot.lot, read_all(lot.forms, FileLimits()).readings, lot.unread)
    quoting = tuple(each for each in every if (each.declarations if lot.lot.quotes is None else each.quote))
    whole = case_of(lot.lot, quoting, BUILT_IN, Limits())
    first = whole.snapshots[0]
    holdings = tuple(record for record in first.records.holdings if isinstance(record, Shareholding))
    bare = Records(holdings, first.records.offices, (), (), (), ())
    case = replace(whole, snapshots=snapshots(first.entities, bare, quoting, lot.lot.opens_on, Limits()), former=())
    ids = _ids(case.snapshots[0])
    world: World = {
        "companies": _companies(case.snapshots[0], ids),
        "persons": _persons(case.snapshots[0], ids),
        "holdings": _holdings(case.snapshots[0], ids),
        "offices": _offices(case.snapshots[0], ids),
    }
    return Told(case, world, {key: ids[node] for key, node in case.snapshots[0].nodes.items()}, ids)


def _ids(snapshot: Snapshot) -> dict[str, str]:
    """An id for each party: persons who are probably one have one; they rise as the keys do."""
    keys = {snapshot.key(mention) for mention in snapshot.clusters}
    wide = sorted({snapshot.subject(key) for key in keys})
    number = {key: f"{'p' if _is_person(snapshot, key) else 'c'}{at:04d}" for at, key in enumerate(wide)}
    return {key: number[snapshot.subject(key)] for key in keys} | number


def _is_person(snapshot: Snapshot, key: str) -> bool:
    return snapshot.party(key).kind is PartyKind.PERSON


def _companies(snapshot: Snapshot, ids: dict[str, str]) -> list[tuple[Any, ...]]:
    parties = {ids[key]: snapshot.party(key) for key in ids if not _is_person(snapshot, key)}
    return [(each, party.name, party.number, party.kind.value, None) for each, party in sorted(parties.items())]


def _persons(snapshot: Snapshot, ids: dict[str, str]) -> list[tuple[Any, ...]]:
    tokens = {ids[snapshot.key(mention)]: sure_number(mention) for mention in snapshot.clusters if sure_number(mention)}
    names = {ids[key]: snapshot.party(key).name for key in ids if _is_person(snapshot, key)}
    return [(each, name, tokens.get(each)) for each, name in sorted(names.items())]


def _holdings(snapshot: Snapshot, ids: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = [(ids[a], ids[b], snapshot.holding(a, b).percent) for a, b in snapshot.graph.edges]
    return [(a, b, None if percent is None else f"{percent / 10_000:.4f}", None, None) for a, b, percent in sorted(set(rows), key=str)]


def _offices(snapshot: Snapshot, ids: dict[str, str]) -> list[tuple[Any, ...]]:
    rows = {
        (ids[snapshot.key(office.person)], ids[company], office.office.value)
        for company, each in snapshot.offices.items()
        for office in each
    }
    return [(*row, None, None) for row in sorted(rows)]
