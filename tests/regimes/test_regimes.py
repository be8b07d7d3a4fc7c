"""Levels, bases and dates as data; certainty caps them; overlays and policies only raise."""

from __future__ import annotations

import tomllib
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

import lotmaker
import running
from relparty.model.finding import Level
from relparty.model.lot import Policy
from relparty.model.tie import Certainty
from relparty.regimes.grading import capped
from relparty.regimes.regime import built_in_names, load, overlay_names
from relparty.rules.catalog import rules

REGIMES = [name for name in built_in_names() if name not in overlay_names()]


@pytest.mark.parametrize("name", REGIMES)
def test_every_row_of_every_rule_has_a_grade_whose_articles_exist(name: str) -> None:
    regime = load(name, "", Policy(), ())
    for rule in rules().values():
        for variant in rule.variants:
            grade = regime.grade(rule.name, variant)
            assert all(key in regime.articles for key in grade.basis)


@pytest.mark.parametrize("name", built_in_names())
def test_every_line_is_one_of_a_rule(name: str) -> None:
    table = tomllib.loads(resources.files("relparty.regimes").joinpath(f"{name}.toml").read_text(encoding="utf-8"))
    rows = {f"{rule.name}.{variant}" for rule in rules().values() for variant in rule.variants}
    assert table["levels"].keys() <= rules().keys() | rows


@pytest.mark.parametrize("name", REGIMES)
def test_bars_and_deemed_collusion_always_name_an_article_in_force(name: str) -> None:
    regime = load(name, "", Policy(), ())
    for grade in regime.grades.values():
        for day in (date(2020, 1, 1), date(2026, 11, 22)):
            assert grade.level < Level.DEEMED or regime.basis(grade, day)


def test_texts_from_secondary_sources_are_marked() -> None:
    articles = load("gov_procurement", "", Policy(), ()).articles
    assert not any(articles[key]["verified"] for key in ("mof87_37", "mof74", "sz_reg_57", "sz_detail_75_2"))


def test_the_company_law_of_the_day_is_named() -> None:
    regime = load("tendering", "", Policy(), ())
    grade = regime.grade("direct_holding", "half")
    assert [basis.article.en for basis in regime.basis(grade, date(2024, 6, 30))] != [
        basis.article.en for basis in regime.basis(grade, date(2024, 7, 1))
    ]
    assert len(regime.basis(grade, date(2024, 6, 30))) == len(regime.basis(grade, date(2024, 7, 1))) == 1


def test_below_the_thresholds_the_units_own_measure_stands_first() -> None:
    regime = load("sub_threshold", "", Policy(), ())
    for key, grade in regime.grades.items():
        assert key == "unchecked" or grade.basis[0] == "unit_measure"


@pytest.mark.parametrize(
    ("level", "certainty", "rare", "result"),
    [
        (Level.BAR, Certainty.CONFIRMED, False, Level.BAR),
        (Level.BAR, Certainty.PROBABLE, False, Level.REVIEW),
        (Level.DEEMED, Certainty.PROBABLE, False, Level.REVIEW),
        (Level.BAR, Certainty.NAME_ONLY, True, Level.REVIEW),
        (Level.BAR, Certainty.NAME_ONLY, False, Level.LEAD),
        (Level.LEAD, Certainty.PROBABLE, False, Level.LEAD),
        (Level.NOTE, Certainty.NAME_ONLY, False, Level.NOTE),
        (Level.DEEMED, None, False, Level.DEEMED),
    ],
)
def test_certainty_caps_the_level(level: Level, certainty: Certainty | None, rare: bool, result: Level) -> None:
    assert capped(level, certainty, rare) is result


@pytest.mark.parametrize("name", REGIMES)
@pytest.mark.parametrize("overlay", overlay_names())
def test_an_overlay_only_raises(name: str, overlay: str) -> None:
    plain, laid = load(name, "", Policy(), ()), load(name, overlay, Policy(), ())
    rows = [(rule.name, variant) for rule in rules().values() for variant in rule.variants]
    assert all(laid.grade(*row).level >= plain.grade(*row).level for row in rows)
    assert any(laid.grade(*row).level > plain.grade(*row).level for row in rows)


def test_a_raise_prints_the_units_own_rule_first(tmp_path: Path) -> None:
    holders = [
        {"name": "厉昶远", "kind": "person", "id": "#31", "percent": 30},
        {"name": "戎珩砚", "kind": "person", "id": "#32", "percent": 70},
    ]
    others = [
        {"name": "厉昶远", "kind": "person", "id": "#31", "percent": 40},
        {"name": "阚旻翊", "kind": "person", "id": "#33", "percent": 60},
    ]
    lot = {
        "regime": "tendering",
        "bidders": {"甲辰": {"shareholders": holders}, "乙木": {"shareholders": others}, "丙火": {}},
        "policy": {"shared_shareholder": "bar"},
    }
    (finding,) = (f for f in running.told(lotmaker.write(tmp_path, lot))["findings"] if f["rule"] == "shared_shareholder")
    assert finding["level"] == "bar"
    assert finding["basis"][0]["article"].startswith("单位内部规定")


def test_a_raise_does_not_lift_the_cap_of_certainty(tmp_path: Path) -> None:
    people = [{"name": "张伟", "office": "supervisor"}]
    lot = {
        "regime": "tendering",
        "bidders": {"甲辰": {"officers": people}, "乙木": {"officers": people}, "丙火": {}},
        "policy": {"shared_person": "bar"},
    }
    assert {f["level"] for f in running.told(lotmaker.write(tmp_path, lot))["findings"]} == {"lead"}
