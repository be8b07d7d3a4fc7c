"""The invented register of the benchmarks: tables as the contract has them, and planted ties that the core finds."""

from __future__ import annotations

import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import lotmaker

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import floor
import register_maker
import register_words
from register_ties import PATTERNS

from relparty.identifiers import uscc
from relparty.model.lot import Bidder, BidderStatus, Declaration, FormFile, Lot
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Office, OfficeKind, Place, Record, Shareholding, Source
from relparty.model.tie import Certainty, Tie
from relparty.names.rarity import BUILT_IN
from relparty.rules.catalog import rules
from relparty.screening import case_of
from relparty.settings import Limits

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
COMPANIES, LOTS = 1000, 100
AS_OF = date(2026, 11, 22)
SOURCE = Source("register", Place(), "0" * 64, "")
DAY, TEXT, SHARE = pa.date32(), pa.string(), pa.float64()
CONTRACT = {
    "companies": {"company_id": TEXT, "name": TEXT, "uscc": TEXT, "kind": TEXT, "status": TEXT},
    "persons": {"person_id": TEXT, "name": TEXT, "id_token": TEXT},
    "holdings": {"holder_id": TEXT, "company_id": TEXT, "percent": SHARE, "since": DAY, "until": DAY},
    "offices": {"person_id": TEXT, "company_id": TEXT, "office": TEXT, "since": DAY, "until": DAY},
    "bids": {"lot_id": TEXT, "bidder_id": TEXT, "amount": SHARE},
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("register")
    register_maker.write(out, COMPANIES, LOTS, seed=7)
    return out


@pytest.fixture(scope="module")
def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    return {name: pq.read_table(folder / f"{name}.parquet").to_pylist() for name in (*CONTRACT, "planted")}


class Register:
    """The tables as records of the core, a lot at a time."""

    def __init__(self, tables: dict[str, list[dict[str, Any]]]) -> None:
        self.mentions = {
            row["company_id"]: Mention(row["name"], PartyKind(row["kind"]), row["uscc"] or "", document="register")
            for row in tables["companies"]
        }
        for number, row in enumerate(tables["persons"]):
            self.mentions[row["person_id"]] = Mention(row["name"], PartyKind.PERSON, lotmaker.person_id(number), document="register")
        self.by_company: dict[str, list[tuple[str, Record]]] = defaultdict(list)
        for row in tables["holdings"]:
            percent = None if row["percent"] is None else round(row["percent"] * 10_000)
            holder, company = self.mentions[row["holder_id"]], self.mentions[row["company_id"]]
            record = Shareholding(holder, company, percent, SOURCE, row["since"], row["until"])
            self.by_company[row["company_id"]].append((row["holder_id"], record))
        for row in tables["offices"]:
            person, company = self.mentions[row["person_id"]], self.mentions[row["company_id"]]
            office = Office(person, company, OfficeKind(row["office"]), SOURCE, row["since"], row["until"])
            self.by_company[row["company_id"]].append(("", office))
        self.bidders: dict[str, list[str]] = defaultdict(list)
        for row in tables["bids"]:
            self.bidders[row["lot_id"]].append(row["bidder_id"])

    def above(self, companies: Iterable[str]) -> tuple[Record, ...]:
        """Everything told of the companies and of all above them."""
        known, waiting, records = set(companies), list(dict.fromkeys(companies)), []
        while waiting:
            for holder, record in self.by_company[waiting.pop()]:
                records.append(record)
                if holder and holder not in known:
                    known.add(holder)
                    waiting.append(holder)
        return tuple(records)

    def ties(self, lot_id: str) -> list[tuple[tuple[str, ...], Tie]]:
        """The ties that the core's rules find in a lot, with the ids of the bidders; of one bidding twice under two names."""
        ids = self.bidders[lot_id]
        bidders, id_of = [], {}
        for number, each in enumerate(ids):
            mention = self.mentions[each]
            name = mention.name if each not in ids[:number] else f"{mention.name}（曾用名）"
            mention = Mention(name, mention.kind, mention.number, document="register")
            file = FormFile(f"{number}", "0" * 64, "json")
            records = self.above(ids) if number == 0 else ()
            declaration = Declaration(file, mention, SOURCE, records=records)
            bidders.append(Bidder(name, mention.number, mention, BidderStatus.READ, declarations=(declaration,)))
            id_of[bidders[-1].key] = each
        case = case_of(Lot(lot_id, lot_id, "sub_threshold", AS_OF, AS_OF), tuple(bidders), BUILT_IN, Limits())
        wanted = {pattern.rule for pattern in PATTERNS}
        found = [tie for name in sorted(wanted) for tie in rules()[name].find(case)]
        return [(tuple(sorted(id_of[key] for key in tie.bidders)), tie) for tie in found]


@pytest.fixture(scope="module")
def register(tables: dict[str, list[dict[str, Any]]]) -> Register:
    return Register(tables)


@pytest.mark.parametrize("name", CONTRACT)
def test_tables_have_the_columns_and_types_of_the_contract(folder: Path, name: str) -> None:
    assert {field.name: field.type for field in pq.read_schema(folder / f"{name}.parquet")} == CONTRACT[name]


def test_every_planted_tie_is_one_by_the_rules_of_the_core(tables: dict[str, list[dict[str, Any]]], register: Register) -> None:
    ties = cache(register.ties)
    for row in tables["planted"]:
        pair = (row["bidder_a"], row["bidder_b"])
        found = [
            tie for bidders, tie in ties(row["lot_id"]) if bidders == pair and (tie.rule, tie.variant) == (row["rule"], row["variant"])
        ]
        assert found, row
        assert {tie.certainty for tie in found} == {Certainty.CONFIRMED}
        via = register.mentions[row["via"]].number if row["via"] else None
        about = [tie for tie in found if via is None or any(via in subject for subject in tie.subjects)]
        assert about, row
        steps = min(len([step for step in path.steps if step.relation != "same_code"]) for tie in about for path in tie.paths)
        assert steps == row["hops"], row


def test_a_planted_tie_is_missed_once_its_rows_are_gone(tables: dict[str, list[dict[str, Any]]]) -> None:
    row = next(row for row in tables["planted"] if row["rule"] == "same_head")
    without = tables | {"offices": [each for each in tables["offices"] if each["person_id"] != row["via"]]}
    pairs = [bidders for bidders, tie in Register(without).ties(row["lot_id"]) if tie.rule == "same_head"]
    assert (row["bidder_a"], row["bidder_b"]) not in pairs


def test_every_pattern_is_planted_and_each_stands_in_a_lot_of_its_own(tables: dict[str, list[dict[str, Any]]], register: Register) -> None:
    told = sorted((row["rule"], row["variant"], row["hops"]) for row in tables["planted"])
    assert told == sorted((pattern.rule, pattern.variant, pattern.hops) for pattern in PATTERNS)
    assert len({row["lot_id"] for row in tables["planted"]}) == len(PATTERNS)
    for row in tables["planted"]:
        bidders = register.bidders[row["lot_id"]]
        assert {row["bidder_a"], row["bidder_b"]} <= set(bidders)
        assert row["bidder_a"] <= row["bidder_b"]


def test_only_who_is_planted_so_bids_twice_in_a_lot(tables: dict[str, list[dict[str, Any]]], register: Register) -> None:
    twice = {lot for lot, bidders in register.bidders.items() if len(set(bidders)) < len(bidders)}
    assert twice == {row["lot_id"] for row in tables["planted"] if row["rule"] == "same_legal_entity"}
    sizes = [len(bidders) for bidders in register.bidders.values()]
    assert min(sizes) >= 2
    assert max(sizes) <= 12
    assert max(set(sizes), key=sizes.count) == 3
    assert len(register.bidders) == LOTS


def test_ids_are_unique_and_every_row_names_known_ones(tables: dict[str, list[dict[str, Any]]]) -> None:
    companies = [row["company_id"] for row in tables["companies"]]
    persons = [row["person_id"] for row in tables["persons"]]
    assert len({*companies, *persons}) == len(companies) + len(persons)
    assert len(companies) == COMPANIES
    assert {row["holder_id"] for row in tables["holdings"]} <= {*companies, *persons}
    assert {row["person_id"] for row in tables["offices"]} <= set(persons)
    served = {row["company_id"] for name in ("holdings", "offices") for row in tables[name]}
    assert served | {row["bidder_id"] for row in tables["bids"]} <= set(companies)
    for name in ("holdings", "offices"):
        rows = [tuple(row.values()) for row in tables[name]]
        assert len(set(rows)) == len(rows)


def test_codes_are_valid_by_the_core(tables: dict[str, list[dict[str, Any]]]) -> None:
    codes = [row["uscc"] for row in tables["companies"] if row["uscc"]]
    assert len(codes) > COMPANIES * 0.9
    assert [code for code in codes if not uscc.is_valid(code) or code[2:4] != "00"] == []
    assert all(row["uscc"] == row["company_id"] for row in tables["companies"] if row["uscc"])


def test_codes_of_high_numbers_are_valid_and_apart() -> None:
    numbers = np.arange(9_990_000, 10_000_000)
    codes = register_words.codes(numbers, numbers % 3 == 0, shift=5).to_pylist()
    assert all(uscc.is_valid(code) for code in codes)
    assert len(set(codes)) == len(codes)


def test_shares_mostly_add_up_and_the_exceptions_are_there(tables: dict[str, list[dict[str, Any]]]) -> None:
    present: dict[str, list[float | None]] = defaultdict(list)
    for row in tables["holdings"]:
        if row["until"] is None or row["until"] > AS_OF:
            present[row["company_id"]].append(row["percent"])
        assert row["percent"] is None or 0 < row["percent"] <= 100
        assert row["percent"] is None or row["percent"] == round(row["percent"], 4)
    sums = [sum(each or 0 for each in shares) for shares in present.values() if None not in shares]
    assert sum(abs(total - 100) <= 0.05 for total in sums) > len(sums) * 0.95
    assert any(total > 100.05 for total in sums)
    assert any(None in shares for shares in present.values())
    assert any(row["percent"] == 50 for row in tables["holdings"])
    assert any(row["until"] and row["until"] > date(2025, 11, 22) for row in tables["holdings"])
    assert any(row["until"] and row["until"] < date(2025, 11, 22) for row in tables["offices"])


def test_rings_layers_hubs_serial_persons_and_namesakes_are_there(tables: dict[str, list[dict[str, Any]]], register: Register) -> None:
    whole = {row["company_id"]: row["holder_id"] for row in tables["holdings"] if row["percent"] == 100}
    assert any(whole.get(whole.get(company, "")) == company for company in whole)
    kinds = {row["kind"] for row in tables["companies"]}
    assert kinds == {"company", "listed", "state", "other"}
    assert "香港中央结算有限公司" in {row["name"] for row in tables["companies"]}
    held = [row["holder_id"] for row in tables["holdings"]]
    assert max(held.count(holder) for holder in set(held)) >= COMPANIES * 0.015
    served = defaultdict(set)
    for row in tables["offices"]:
        served[row["person_id"]].add(row["company_id"])
    assert max(len(companies) for companies in served.values()) > 20
    names = [row["name"] for row in tables["persons"]]
    assert len(set(names)) < len(names)
    assert max(_layers(register, company) for company in register.by_company) >= 10


def _layers(register: Register, company: str) -> int:
    seen, level, depth = {company}, [company], 0
    while level:
        level = sorted({holder for each in level for holder, _ in register.by_company.get(each, ()) if holder} - seen)
        seen.update(level)
        depth += bool(level)
    return depth


def test_the_same_seed_gives_the_same_bytes_and_another_differs(folder: Path, tmp_path: Path) -> None:
    register_maker.write(tmp_path / "again", COMPANIES, LOTS, seed=7)
    register_maker.write(tmp_path / "other", COMPANIES, LOTS, seed=8)
    for path in sorted(folder.iterdir()):
        assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
        assert (tmp_path / "other" / path.name).read_bytes() != path.read_bytes()


def test_the_blocks_do_not_change_the_planted_ties(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register_maker, "BLOCK", 300)
    counts = register_maker.write(tmp_path, COMPANIES, LOTS, seed=7)
    assert pq.read_table(tmp_path / "planted.parquet").equals(pq.read_table(folder / "planted.parquet"))
    assert {name: pq.read_metadata(tmp_path / f"{name}.parquet").num_rows for name in counts} == counts


def test_too_few_lots_for_the_planted_ties_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="leave no room"):
        register_maker.write(tmp_path, COMPANIES, 10, seed=1)


def test_the_floor_reads_every_row(folder: Path) -> None:
    paths = [folder / f"{name}.parquet" for name in CONTRACT]
    rows = sum(pq.read_metadata(path).num_rows for path in paths)
    for library in ("duckdb", "pyarrow"):
        assert floor.LIBRARIES[library](paths) == rows
        assert floor.cost(library, folder).rows == rows


def test_the_command_writes_what_it_says(tmp_path: Path) -> None:
    command = [sys.executable, str(BENCHMARKS / "register_maker.py"), "--companies", "1000", "--seed", "3", "--out", str(tmp_path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    told = {line.split()[0]: int(line.split()[1].replace(",", "")) for line in said.splitlines() if "rows" in line}
    assert told == {path.stem: pq.read_metadata(path).num_rows for path in tmp_path.iterdir()}
