"""Registers of many small worlds in which much meets, all in one: what one run of an engine can be tried on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import lotmaker
from registertables import DAY, World, write_csv

COMPANIES, PERSONS = 8, 6
KINDS = ("company", "company", "company", "company", "other", "listed", "state")
SHARES = (None, "0", "0.0001", "12.5", "33.3333", "40", "49.9999", "50", "50.0001", "51", "100")
DAYS = (None, None, None, None, "2020-01-01", DAY.isoformat(), "2027-01-01")
OFFICES = ("head", "head", "director", "supervisor")
HOUSE = "香港中央结算有限公司"
FAMILY = 30
"""Companies of one owner, all of which bid for one lot."""
MOST_HELD = FAMILY + 5
"""A holder of more is a hub where the bundle is built for it (`registertables.hubs_above`): in so many worlds a fund is one."""

Rows = list[tuple[Any, ...]]


@dataclass(frozen=True)
class Lots:
    """A register and the bids of some lots."""

    world: World
    bids: Rows

    def write_bids(self, path: Path) -> Path:
        write_csv(path, ("lot_id", "bidder_id", "amount"), self.bids)
        return path


def lots(seed: int, worlds: int) -> Lots:
    """So many worlds: rings, own shares, untold shares, ended rows, twins, persons without token; bids also across worlds."""
    random = Random(seed)
    tables: dict[str, Rows] = {"companies": [], "persons": [], "holdings": [], "offices": []}
    for number in range(worlds):
        _world(random, number, tables)
    tables["companies"] += [(f"f{n}", f"丙{n}有限公司", None, "company", None) for n in range(FAMILY)]
    tables["holdings"] += [("w0p0", f"f{n}", "100", None, None) for n in range(FAMILY)]
    tables["companies"].append(("fund", "丁基金有限公司", None, "company", None))
    tables["holdings"] += [("fund", f"w{n}c0", "2", None, None) for n in range(min(worlds, MOST_HELD + 1))]
    return Lots(tables, _bids(random, worlds))


def _world(random: Random, number: int, tables: dict[str, Rows]) -> None:
    codes = [None, None, lotmaker.company_code(2 * number + 1), lotmaker.company_code(2 * number + 2)]
    companies, persons = [f"w{number}c{n}" for n in range(COMPANIES)], [f"w{number}p{n}" for n in range(PERSONS)]
    tokens = [None, None, f"t{number}", f"u{number}"]
    for company in companies:
        name = HOUSE if random.random() < 0.1 else f"甲{company}有限公司"
        tables["companies"].append((company, name, random.choice(codes), random.choice(KINDS), None))
    tables["persons"] += [(person, f"乙{person}", random.choice([*tokens, f"t{person}"])) for person in persons]
    for _ in range(random.randint(4, 24)):
        holder = random.choice([*companies, *companies, *persons])
        tables["holdings"].append((holder, random.choice(companies), random.choice(SHARES), *_days(random)))
    for _ in range(random.randint(0, 10)):
        tables["offices"].append((random.choice(persons), random.choice(companies), random.choice(OFFICES), *_days(random)))


def _days(random: Random) -> tuple[str | None, str | None]:
    since, until = random.choice(DAYS), random.choice(DAYS)
    return (until, since) if since and until and until < since else (since, until)


def _bids(random: Random, worlds: int) -> Rows:
    """Four lots a world, of its companies, of anybody's, of some whom no register has; some bid twice."""
    told: Rows = [("family", f"f{n}", "1") for n in range(FAMILY)]
    for number in range(4 * worlds):
        for _ in range(random.randint(1, 6)):
            world = number // 4 if random.random() < 0.7 else random.randrange(worlds)
            bidder = f"w{world}c{random.randrange(COMPANIES)}" if random.random() < 0.95 else f"nobody{random.randrange(3)}"
            told.append((f"L{number:05d}", bidder, random.choice("12")))
    return told
