"""Makes a register as large as a country's, all invented: the tables that `relparty register build` and `batch` read.

    python benchmarks/register_maker.py --companies 1000000 --out made/1m

Writes companies, persons, holdings, offices and bids as Parquet, and planted.parquet: pairs of bidders that are
related for certain, with the rule and variant as the core names them, the shared party if there is one, and the least
number of steps between the two. Other pairs may be related as well, as in life. The same options give the same bytes.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import register_shape as shape
import register_words as words
from register_bids import bids
from register_ties import PATTERNS, UNTOLD, Codes, Ties, needed, planted

BLOCK = 1_000_000
_DAY = pa.date32()
SCHEMAS = {
    name: pa.schema(columns)
    for name, columns in {
        "companies": [(name, pa.string()) for name in ("company_id", "name", "uscc", "kind", "status")],
        "persons": [(name, pa.string()) for name in ("person_id", "name", "id_token")],
        "holdings": [("holder_id", pa.string()), ("company_id", pa.string()), ("percent", pa.float64()), ("since", _DAY), ("until", _DAY)],
        "offices": [("person_id", pa.string()), ("company_id", pa.string()), ("office", pa.string()), ("since", _DAY), ("until", _DAY)],
        "bids": [("lot_id", pa.string()), ("bidder_id", pa.string()), ("amount", pa.float64())],
        "planted": [
            *((name, pa.string()) for name in ("lot_id", "bidder_a", "bidder_b", "rule", "via")),
            ("hops", pa.int32()),
            ("variant", pa.string()),
        ],
    }.items()
}
_FEW = ("kind", "status", "office", "rule", "variant")
"""Columns of few different values, written as a dictionary."""
_STATUSES = ("active", "revoked", "cancelled")


@dataclass(frozen=True, slots=True)
class Made:
    """A world, its planted ties and the ids of its companies and persons, by code."""

    world: shape.World
    ties: Ties
    ids: pa.StringArray
    seed: int

    @property
    def persons(self) -> int:
        """How many persons there are, those of the planted ties among them."""
        return len(self.ids) - self.world.companies

    def rng(self, table: int, block: int = 0) -> np.random.Generator:
        """The chance for one block of one table, the same whatever else was made before."""
        return np.random.default_rng([self.seed, table, block])

    def named(self, codes: npt.NDArray[np.integer]) -> pa.StringArray:
        """The ids of codes; none for `UNTOLD`."""
        return self.ids.take(pa.array(codes, mask=codes == UNTOLD))


def made(companies: int, lots: int, seed: int) -> Made:
    """The world without its rows: who is of what kind and layer, and what is planted; ValueError where there is no room for that."""
    times = max(1, lots // 400)
    reserved, persons = needed(times)
    if len(PATTERNS) * times > lots or reserved > companies // 4 or companies < 500:
        raise ValueError(f"{companies} companies and {lots} lots leave no room for {len(PATTERNS)} kinds of planted ties")
    world = shape.world(np.random.default_rng([seed, 0]), companies, reserved)
    extra = companies + world.persons + np.arange(persons)
    ties = planted(world.reserved, extra, world.own_person(world.reserved), times)
    return Made(world, ties, _ids(world, world.persons + persons, seed), seed)


def _ids(world: shape.World, persons: int, seed: int) -> pa.StringArray:
    numbers = np.arange(world.companies)
    parts: list[pa.StringArray] = []
    for first in range(0, world.companies, BLOCK):
        block, kind = numbers[first : first + BLOCK], world.kind[first : first + BLOCK]
        code = words.codes(block, kind == shape.KINDS.index("state"), seed)
        parts.append(pc.if_else(pa.array(kind == shape.KINDS.index("other")), words.numbered("f", block), code))
    for first in range(0, persons, BLOCK):
        block = np.arange(first, min(first + BLOCK, persons))
        parts.append(words.numbered("p", words.scattered(block, persons, seed)))
    return pa.concat_arrays(parts)


def companies(register: Made) -> Iterator[pa.Table]:
    """The companies, a block at a time; one of a thousand bears the name of another."""
    world, other = register.world, shape.KINDS.index("other")
    for number, first in enumerate(range(0, world.companies, BLOCK)):
        rng, at = register.rng(1, number), np.arange(first, min(first + BLOCK, world.companies))
        kind, ids = world.kind[at], register.named(at)
        like = np.where((rng.random(len(at)) < 0.001) & (world.layer[at] >= 0), np.maximum(at - 1, 0), at)
        names = words.company_names(like, kind == shape.KINDS.index("listed"), register.seed)
        names = pc.if_else(pa.array(kind == other), words.foreign_names(at), names)
        names = pc.if_else(pa.array(kind == shape.KINDS.index("state")), words.state_names(at), names)
        if np.isin(world.clearing, at).any():
            names = _with_clearing_houses(names, world.clearing, first)
        status = rng.choice(len(_STATUSES), len(at), p=[0.9, 0.04, 0.06])
        uscc = pc.if_else(pa.array(kind == other), pa.scalar(None, pa.string()), ids)
        yield _table("companies", ids, names, uscc, _one_of(shape.KINDS, kind), _one_of(_STATUSES, status))


def _with_clearing_houses(names: pa.StringArray, clearing: Codes, first: int) -> pa.StringArray:
    mine = [(code - first, name) for code, name in zip(clearing, shape.CLEARING_HOUSES, strict=True) if 0 <= code - first < len(names)]
    mask = np.zeros(len(names), np.bool_)
    mask[[at for at, _ in mine]] = True
    return pc.replace_with_mask(names, pa.array(mask), pa.array([name for _, name in sorted(mine)]))


def persons(register: Made) -> Iterator[pa.Table]:
    """The persons, a block at a time; one of ten without a token of the id."""
    for number, first in enumerate(range(0, register.persons, BLOCK)):
        rng, at = register.rng(2, number), np.arange(first, min(first + BLOCK, register.persons))
        token = pc.if_else(pa.array(rng.random(len(at)) < 0.1), pa.scalar(None, pa.string()), words.tokens(at, register.seed))
        yield _table("persons", register.named(register.world.companies + at), words.person_names(rng, len(at)), token)


def holdings(register: Made) -> Iterator[pa.Table]:
    """The holdings: those of the world, of its rings, of the planted ties."""
    for number, first in enumerate(range(0, register.world.companies, BLOCK)):
        last = min(first + BLOCK, register.world.companies)
        yield _holdings(register, shape.holdings(register.rng(3, number), register.world, first, last))
    yield _holdings(register, shape.ring_holdings(register.rng(4), register.world))
    for holder, company, share in register.ties.holdings:
        yield _holdings(register, _settled(holder, company, share))


def _holdings(register: Made, rows: shape.Rows) -> pa.Table:
    percent = pa.array(rows.what / 10_000, mask=rows.what == UNTOLD)
    return _table("holdings", register.named(rows.who), register.named(rows.company), percent, _days(rows.since), _days(rows.until))


def offices(register: Made) -> Iterator[pa.Table]:
    """The offices: those of the world, and of the planted ties."""
    for number, first in enumerate(range(0, register.world.companies, BLOCK)):
        last = min(first + BLOCK, register.world.companies)
        yield _offices(register, shape.offices(register.rng(5, number), register.world, first, last))
    for person, company, office in register.ties.offices:
        yield _offices(register, _settled(person, company, shape.OFFICES.index(office)))


def _offices(register: Made, rows: shape.Rows) -> pa.Table:
    office = _one_of(shape.OFFICES, rows.what)
    return _table("offices", register.named(rows.who), register.named(rows.company), office, _days(rows.since), _days(rows.until))


def _settled(who: Codes, company: Codes, what: int) -> shape.Rows:
    """Rows of planted ties, for years and with no end."""
    since, until = np.full(len(who), shape.AS_OF - 2000), np.full(len(who), shape.NEVER)
    return shape.Rows(who, company, np.full(len(who), what), since, until)


def lots(register: Made, count: int) -> tuple[Iterator[pa.Table], Iterator[pa.Table]]:
    """The bids, and the planted ties with the lots they stand in."""
    rng, ties = register.rng(6), register.ties
    pairs = np.concatenate(ties.pairs)
    lot, bidder, lot_of_pair = bids(rng, count, register.world.bidders, pairs)
    amounts = np.round(np.exp(rng.normal(13, 1.2, len(lot))), 2)

    def rows() -> Iterator[pa.Table]:
        for at in range(0, len(lot), BLOCK):
            part = slice(at, at + BLOCK)
            yield _table("bids", words.numbered("L", lot[part]), register.named(bidder[part]), pa.array(amounts[part]))

    a, b = register.named(pairs[:, 0]), register.named(pairs[:, 1])
    via = register.named(np.concatenate(ties.via))
    low, high = pc.min_element_wise(a, b), pc.max_element_wise(a, b)
    told = _table(
        "planted",
        words.numbered("L", lot_of_pair),
        low,
        high,
        pa.array(ties.rule),
        via,
        pa.array(ties.hops, pa.int32()),
        pa.array(ties.variant),
    )
    return rows(), iter([told])


def _table(name: str, *columns: pa.Array) -> pa.Table:
    return pa.Table.from_arrays(list(columns), schema=SCHEMAS[name])


def _one_of(texts: tuple[str, ...], numbers: npt.NDArray[np.integer]) -> pa.StringArray:
    return pa.array(texts).take(pa.array(numbers))


def _days(days: Codes) -> pa.Array:
    return pa.array(days.astype(np.int32), mask=days == shape.NEVER).cast(_DAY)


def write(out: Path, companies_count: int, lots_count: int, seed: int) -> dict[str, int]:
    """The number of rows of each table written; ValueError where the sizes leave no room for the planted ties."""
    register = made(companies_count, lots_count, seed)
    out.mkdir(parents=True, exist_ok=True)
    sources = {"companies": companies(register), "persons": persons(register), "holdings": holdings(register), "offices": offices(register)}
    counts = {name: _written(out, name, tables) for name, tables in sources.items()}
    bid_rows, ties = lots(register, lots_count)
    return counts | {"bids": _written(out, "bids", bid_rows), "planted": _written(out, "planted", ties)}


def _written(out: Path, name: str, tables: Iterator[pa.Table]) -> int:
    few = [column for column in SCHEMAS[name].names if column in _FEW]
    rows, waiting, pending = 0, [], 0
    with pq.ParquetWriter(out / f"{name}.parquet", SCHEMAS[name], use_dictionary=few) as writer:
        for table in tables:
            waiting.append(table)
            pending += len(table)
            if pending >= BLOCK:
                writer.write_table(pa.concat_tables(waiting), row_group_size=BLOCK)
                rows, waiting, pending = rows + pending, [], 0
        if waiting:
            writer.write_table(pa.concat_tables(waiting), row_group_size=BLOCK)
    return rows + pending


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--companies", type=int, default=100_000)
    parser.add_argument("--lots", type=int, help="default: a tenth of the companies")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    told = parser.parse_args()
    start = time.perf_counter()
    try:
        counts = write(told.out, told.companies, told.lots or told.companies // 10, told.seed)
    except ValueError as error:
        parser.error(str(error))
    seconds = time.perf_counter() - start
    for name, rows in counts.items():
        print(f"{name:10} {rows:>12,} rows {(told.out / f'{name}.parquet').stat().st_size / 1e6:>10,.1f} MB")
    print(f"{seconds:.1f} s, peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")


if __name__ == "__main__":
    main()
