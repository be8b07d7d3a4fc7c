"""The shape of an invented register: who holds and serves whom, as codes, a block of companies at a time.

Companies are 0 to n-1, persons n to n+m-1. A company of layer k has a holder of layer k-1; those of layer 0 belong to
persons. Some holders are popular beyond measure, as in life.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.int64]
Flags: TypeAlias = npt.NDArray[np.bool_]

WHOLE, UNTOLD = 1_000_000, -1
NEVER = np.iinfo(np.int32).min
"""A date that is not told."""
AS_OF = 20_779
"""The day that the tables tell of, in days since 1970: 2026-11-22."""
OFFICES = ("head", "chair", "director", "supervisor", "manager", "finance", "other_officer")
KINDS = ("company", "listed", "state", "other")
_COMPANY, _LISTED, _STATE, _OTHER = range(4)
CLEARING_HOUSES = ("香港中央结算有限公司", "中国证券金融股份有限公司", "中央汇金资产管理有限责任公司", "中国证券登记结算有限责任公司")
PERSONS_EACH = 1.3
_LAYERS = np.array([0.42, 0.28, 0.14, 0.07, 0.04, 0.02, 0.012, 0.008, 0.005, 0.003, 0.002])
_HOLDERS = np.array([0.34, 0.38, 0.15, 0.07, 0.04, 0.02])
_RING_SIZES = (2, 3, 4)
_OFFICE_SHARES = ((1, 0.10), (2, 0.35), (2, 0.20), (3, 0.70), (4, 0.60), (5, 0.20), (6, 0.05))


@dataclass(frozen=True, slots=True)
class World:
    """The companies by what they are: layer (-1 where holders are not drawn), kind, and the pools that holders are drawn from."""

    companies: int
    persons: int
    layer: npt.NDArray[np.int8]
    kind: npt.NDArray[np.int8]
    pools: tuple[Codes, ...]
    clearing: Codes
    state: Codes
    giant: int
    """The one company that holds of three in a hundred."""
    rings: Codes
    reserved: Codes
    bidders: Codes

    def own_person(self, companies: Codes) -> Codes:
        """The person to whom a company first of all belongs."""
        return self.companies + (companies * PERSONS_EACH).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Rows:
    """Holdings or offices: holder or person, company, share or index of the office, since and until in days."""

    who: Codes
    company: Codes
    what: Codes
    since: Codes
    until: Codes

    def chosen(self, rows: Flags | Codes) -> Rows:
        return Rows(self.who[rows], self.company[rows], self.what[rows], self.since[rows], self.until[rows])


def joined(*parts: Rows) -> Rows:
    """All rows of all parts, in their order."""
    return Rows(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("who", "company", "what", "since", "until")))


def world(rng: np.random.Generator, companies: int, reserved: int) -> World:
    """A world of so many companies, of which some are kept aside for planted ties."""
    order = rng.permutation(companies)
    sizes = [len(CLEARING_HOUSES), max(2, companies // 20_000), 1, max(len(_RING_SIZES), companies // 2_000 // 9) * 9, reserved]
    clearing, state, giant, rings, kept, rest = np.split(order, np.cumsum(sizes))
    ends = np.cumsum(np.maximum(1, len(rest) * _LAYERS[::-1]).astype(np.int64)[:-1])
    pools = [np.asarray(pool) for pool in np.split(rest, ends)][::-1]
    layer, kind = np.full(companies, -1, np.int8), np.zeros(companies, np.int8)
    for number, pool in enumerate(pools):
        layer[pool] = number
    abroad = pools[0][3::97]
    layer[abroad] = -1
    kind[abroad], kind[state] = _OTHER, _STATE
    kind[pools[2][:: max(1, len(pools[2]) * 1500 // companies)][: max(5, companies // 2_000)]] = _LISTED
    pools[0] = np.concatenate([pools[0], rings])
    bidders = rng.permutation(rest[kind[rest] != _OTHER])[: max(12, companies // 5)]
    return World(companies, int(companies * PERSONS_EACH), layer, kind, tuple(pools), clearing, state, int(giant[0]), rings, kept, bidders)


def holdings(rng: np.random.Generator, made: World, first: int, last: int) -> Rows:
    """The holdings of the companies from `first` up to `last`: present, stale and ended ones."""
    companies = first + np.flatnonzero(made.layer[first:last] >= 0)
    listed = made.kind[companies] == _LISTED
    counts = np.where(listed, 6, 1 + rng.choice(len(_HOLDERS), len(companies), p=_HOLDERS))
    company = np.repeat(companies, counts)
    slot = np.arange(len(company)) - np.repeat(np.cumsum(counts) - counts, counts)
    holder = _holders(rng, made, company, slot)
    percent = _shares(rng, counts, slot, made.layer[company])
    present = Rows(holder, company, percent, *_told_since(rng, len(company)))
    _, once = np.unique(company * (made.companies + made.persons) + holder, return_index=True)
    return joined(present.chosen(np.sort(once)), *_leftovers(rng, made, companies), *_loops(rng, made, present, slot))


def _holders(rng: np.random.Generator, made: World, company: Codes, slot: Codes) -> Codes:
    """A holder for each row: of the layer below for the first one, persons for most others."""
    holder = persons(rng, made, company, slot == 0)
    layer = made.layer[company]
    for number, pool in enumerate(made.pools[:-1]):
        rows = np.flatnonzero((layer == number + 1) & (slot == 0))
        holder[rows] = _drawn(rng, pool, len(rows))
    rows = np.flatnonzero((layer > 0) & (slot > 0) & (rng.random(len(slot)) < 0.35))
    holder[rows] = _drawn(rng, made.pools[0], len(rows))
    rows = np.flatnonzero((slot > 0) & (rng.random(len(slot)) < 0.027))
    holder[rows] = made.giant
    rows = np.flatnonzero((slot == 0) & (rng.random(len(slot)) < 0.012))
    holder[rows] = made.state[(len(made.state) * rng.random(len(rows)) ** 2).astype(np.int64)]
    of_listed = made.kind[company] == _LISTED
    for number, house in enumerate(made.clearing):
        holder[of_listed & (slot == number + 1) & (rng.random(len(slot)) < 0.9)] = house
    return holder


def _drawn(rng: np.random.Generator, pool: Codes, count: int) -> Codes:
    """Companies of a pool: half of the draws fall evenly, half by a power law on the rank."""
    at = rng.random(count)
    even = rng.random(count) < 0.5
    return pool[np.where(even, at * len(pool), len(pool) ** at - 1).astype(np.int64)]


def persons(rng: np.random.Generator, made: World, company: Codes, own: Flags) -> Codes:
    """A person for each row: mostly the company's own where asked for, else anybody, sometimes one who serves hundreds."""
    chance, at = rng.random(len(company)), rng.random(len(company))
    serial = max(2, made.persons // 1000)
    many = made.companies + (serial * at**1.5).astype(np.int64)
    anybody = made.companies + (made.persons * at).astype(np.int64)
    return np.where(chance < 0.03, many, np.where(own & (chance < 0.8), made.own_person(company), anybody))


def _shares(rng: np.random.Generator, counts: Codes, slot: Codes, layer: npt.NDArray[np.int8]) -> Codes:
    """Shares that add up to 100 %: mostly whole figures, one company of a hundred with one share untold."""
    starts = np.cumsum(counts) - counts
    weight = rng.exponential(1.0, len(slot)) + 0.05 + np.where((slot == 0) & (layer > 0), 2.5, 0.0)
    weight /= np.repeat(np.add.reduceat(weight, starts), counts)
    grain = np.repeat(np.where(rng.random(len(counts)) < 0.8, 10_000, np.where(rng.random(len(counts)) < 0.8, 100, 1)), counts)
    share: Codes = (1 + (weight * (WHOLE // grain - np.repeat(counts, counts))).astype(np.int64)) * grain
    halves = np.repeat((counts == 2) & (rng.random(len(counts)) < 0.08), counts)
    share[halves] = WHOLE // 2
    share[starts] += WHOLE - np.add.reduceat(share, starts)
    untold = rng.random(len(counts)) < 0.01
    share[(starts + counts - 1)[untold]] = UNTOLD
    return share


def _leftovers(rng: np.random.Generator, made: World, companies: Codes) -> tuple[Rows, Rows]:
    """Stale rows, never ended, that make more than 100 %; and ended holdings, a fifth of them within the last year."""
    stale = companies[rng.random(len(companies)) < 0.006]
    ended = companies[rng.random(len(companies)) < 0.10]
    over = rng.integers(5, 60, len(stale)) * 10_000
    was = rng.integers(1, 100, len(ended)) * 10_000
    stale_rows = Rows(persons(rng, made, stale, stale < 0), stale, over, *_told_since(rng, len(stale)))
    before = np.where(rng.random(len(ended)) < 0.3, _drawn(rng, made.pools[0], len(ended)), persons(rng, made, ended, ended < 0))
    return stale_rows, Rows(before, ended, was, *_ended(rng, len(ended)))


def _loops(rng: np.random.Generator, made: World, present: Rows, slot: Codes) -> tuple[Rows, Rows]:
    """Companies that hold a little of themselves, and companies that hold a little of their first holder."""
    some = present.company[(slot == 0) & (rng.random(len(slot)) < 0.0005)]
    itself = Rows(some, some, np.full(len(some), 20_000), *_told_since(rng, len(some)))
    held_back = (slot == 0) & (present.who < made.companies) & (rng.random(len(slot)) < 0.002)
    held_back &= (made.kind[np.minimum(present.who, made.companies - 1)] == _COMPANY) & ~np.isin(present.who, made.clearing)
    back = present.chosen(held_back)
    return itself, Rows(back.company, back.who, np.full(len(back.who), 10_000), back.since, back.until)


def ring_holdings(rng: np.random.Generator, made: World) -> Rows:
    """Rings of two to four companies, in turn of 100 % and of shares beside which persons hold the rest; and the giant's own holder."""
    holder, company, share = [], [], []
    for number, ring in enumerate(made.rings.reshape(-1, sum(_RING_SIZES))):
        for members in np.split(ring, np.cumsum(_RING_SIZES)[:-1]):
            part = WHOLE if number % 2 == 0 else 300_000 + 10_000 * (number % 40)
            rows = [(members, np.roll(members, -1), part)]
            rows += [(made.own_person(members), members, WHOLE - part)] if part < WHOLE else []
            for who, whose, what in rows:
                holder.append(who)
                company.append(whose)
                share.append(np.full(len(who), what))
    giant = np.array([made.giant])
    who = np.concatenate([*holder, made.own_person(giant)])
    return Rows(who, np.concatenate([*company, giant]), np.concatenate([*share, [WHOLE]]), *_told_since(rng, len(who)))


def offices(rng: np.random.Generator, made: World, first: int, last: int) -> Rows:
    """The offices in the companies from `first` up to `last`: a head nearly everywhere, others often, ended ones here and there."""
    companies = first + np.flatnonzero(made.layer[first:last] >= 0)
    head = companies[rng.random(len(companies)) < 0.98]
    parts = [_served(rng, made, head, 0, own=True)]
    for number, (office, chance) in enumerate(_OFFICE_SHARES):
        some = companies[rng.random(len(companies)) < chance]
        parts.append(_served(rng, made, some, office, own=number % 2 == 0))
    before = companies[rng.random(len(companies)) < 0.08]
    ended = Rows(persons(rng, made, before, before < 0), before, np.zeros(len(before), np.int64), *_ended(rng, len(before)))
    every = joined(*parts, ended)
    size = made.companies + made.persons
    _, once = np.unique((every.company * size + every.who) * len(OFFICES) + every.what, return_index=True)
    return every.chosen(once)


def _served(rng: np.random.Generator, made: World, companies: Codes, office: int, *, own: bool) -> Rows:
    who = persons(rng, made, companies, np.full(len(companies), own))
    return Rows(who, companies, np.full(len(companies), office), *_told_since(rng, len(companies)))


def _told_since(rng: np.random.Generator, count: int) -> tuple[Codes, Codes]:
    """Since when, told for nine of ten; until never."""
    since = np.where(rng.random(count) < 0.1, NEVER, AS_OF - rng.integers(30, 9000, count))
    return since, np.full(count, NEVER, np.int64)


def _ended(rng: np.random.Generator, count: int) -> tuple[Codes, Codes]:
    until = AS_OF - np.where(rng.random(count) < 0.2, rng.integers(1, 360, count), rng.integers(370, 5000, count))
    return until - rng.integers(100, 3000, count), until
