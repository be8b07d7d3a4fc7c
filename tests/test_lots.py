"""Whole lots as bidders hand them in, each against its expected.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import lot_cases
import running

LOTS = sorted(path.parent for path in (Path(__file__).parent / "lots").glob("*/expected.json"))


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: lot.name)
def test_lot_gives_exactly_what_is_expected(lot: Path) -> None:
    expected, got = json.loads((lot / "expected.json").read_text(encoding="utf-8")), running.told(lot)
    assert got["verdict"] == expected["verdict"]
    assert {name: got["quotes"][name] for name in expected["quotes"]} == expected["quotes"]
    if lot.name in lot_cases.CASES:
        assert _findings(got) == _findings(expected)
    else:
        assert _findings(expected) <= _findings(got)
        assert _related(got) == _related(expected)


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: lot.name)
def test_every_pair_has_sources_basis_and_next_step(lot: Path) -> None:
    for finding in running.told(lot)["findings"]:
        assert finding["next_step"]
        if len(finding["bidders"]) == 2 and finding["level"] not in ("note", "unchecked"):
            assert finding["basis"]
            assert all(step["sources"] for path in finding["paths"] for step in path["steps"])
            assert finding["paths"]


def test_every_case_is_printed() -> None:
    assert set(lot_cases.CASES) <= {lot.name for lot in LOTS}


def _findings(told: dict[str, Any]) -> set[tuple[str, ...]]:
    return {(finding["rule"], finding["level"], *sorted(finding["bidders"])) for finding in told["findings"]}


def _related(told: dict[str, Any]) -> dict[tuple[str, ...], str]:
    """The strongest level of each related pair, notes and unchecked left out."""
    order = ["lead", "review", "deemed", "bar"]
    best: dict[tuple[str, ...], str] = {}
    for finding in told["findings"]:
        key = tuple(sorted(finding["bidders"]))
        if finding["level"] in order and key:
            best[key] = max(best.get(key, "lead"), finding["level"], key=order.index)
    return best
