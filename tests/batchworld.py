"""Small registers and tables of bids for the tests of batches, told in letters."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from batchrows import regime_of
from registertables import DAY, World, built, write_csv
from relparty.batch import flow, grades, output
from relparty.batch.grades import Terms
from relparty.bundle.reading import Bundle, opened
from relparty.phrases import Sentence

COLUMNS = ("lot_id", "bidder_id", "amount")
Bids = Sequence[tuple[str, str, str]]


def world(
    told: str, kinds: Mapping[str, str] | None = None, untokened: Collection[str] = (), codes: Mapping[str, str] | None = None
) -> World:
    """A register in words: `p>a=60` is a holding, `p:a=head` an office; words in p to z are persons, all with a token but those said.

    A holding may end or begin: `p>a=60,2020-01-01,2026-06-01`; words that stand alone are companies whom nobody holds.
    """
    edges = [(mark, *each.split(mark)) for each in told.split() for mark in ">:" if mark in each]
    alone = [each for each in told.split() if not {">", ":"} & set(each)]
    parties = dict.fromkeys([*alone, *(who for _, who, of in edges for who in (who, of.split("=")[0]))])
    persons = [each for each in parties if each[0] >= "p"]
    kinds, codes = kinds or {}, codes or {}
    return {
        "companies": [
            (each, f"{each}有限公司", codes.get(each), kinds.get(each, "company"), None) for each in parties if each not in persons
        ],
        "persons": [(each, f"尉迟{each}", None if each in untokened else f"t-{each}") for each in persons],
        "holdings": [(who, *_row(of)) for mark, who, of in edges if mark == ">"],
        "offices": [(who, *_row(of)) for mark, who, of in edges if mark == ":"],
    }


def _row(of: str) -> tuple[Any, ...]:
    held, _, told = of.partition("=")
    value, since, until = (*told.split(","), "", "")[:3]
    return held, value or None, since or None, until or None


def lots(*told: str) -> list[tuple[str, str, str]]:
    """Bids in words: `"a b"` is a lot L0 of two bidders, `"a=1 a=2"` one who bids twice."""
    rows = [(f"L{number}", *each.partition("=")[::2]) for number, lot in enumerate(told) for each in lot.split()]
    return [(lot, bidder, amount or "1") for lot, bidder, amount in rows]


def bundle_of(folder: Path, told: World) -> Bundle:
    """The bundle of a world, built in a folder."""
    return opened(built(folder, told).folder.parent)


def bids_file(folder: Path, rows: Iterable[tuple[Any, ...]], columns: Sequence[str] = COLUMNS, name: str = "bids.csv") -> Path:
    """A table of bids as CSV."""
    folder.mkdir(parents=True, exist_ok=True)
    write_csv(folder / name, columns, list(rows))
    return folder / name


def run(bundle: Bundle, bids: Path, out: Path, min_quotes: int = 2, day: date = DAY) -> list[str]:
    """Runs a batch; gives what it told, in English."""
    said: list[Sentence] = []
    flow.run(flow.Batch(bids, bundle, out, terms(min_quotes), day), said.append, lambda _done, _lots: None)
    return [each.say("en") for each in said]


def terms(min_quotes: int = 2) -> Terms:
    """What lots are judged by: the rules below the thresholds."""
    return grades.terms(regime_of(), min_quotes)


def content(out: Path) -> tuple[bytes, bytes]:
    """The bytes of both tables that a batch wrote."""
    return out.read_bytes(), output.lots_file(out).read_bytes()
