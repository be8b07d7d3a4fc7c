"""The page of each rule: its form, its levels and its examples agree with the program."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import running
from relparty.model.finding import Level
from relparty.model.lot import Policy
from relparty.regimes.regime import Regime, load
from relparty.rules.catalog import rules

PAGES = Path(__file__).parents[2] / "docs" / "rules"
REGIMES = ("gov_procurement", "tendering", "sub_threshold")
OVERLAYS = ("shenzhen",)
HEADINGS = ["Meaning", "Levels", "Basis", "Method", "Output", "Settings", "Exclusions", "Examples"]
UNIT_MEASURE = "unit_measure"


@dataclass(frozen=True, slots=True)
class Example:
    rule: str
    say: str
    lot: dict[str, Any]
    expect: tuple[tuple[str, ...], ...]

    @property
    def level(self) -> Level | None:
        """The highest level at which the page's own rule is expected."""
        return max((Level.of(level) for rule, level, *_ in self.expect if rule == self.rule), default=None)


def text_of(rule: str) -> str:
    return (PAGES / f"{rule}.md").read_text(encoding="utf-8")


def section(rule: str, heading: str) -> str:
    return re.split(r"^## ", text_of(rule).split(f"## {heading}\n", 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def paged() -> list[str]:
    return sorted(path.stem for path in PAGES.glob("*.md") if path.stem != "README")


def examples(rule: str) -> Iterator[Example]:
    for block in re.findall(r"^```json\n(.*?)^```$", text_of(rule), re.MULTILINE | re.DOTALL):
        told = json.loads(block)
        yield Example(rule, told["say"], told["lot"], tuple(tuple(each) for each in told["expect"]))


def every_example() -> list[Any]:
    return [pytest.param(each, id=f"{rule}-{number}") for rule in paged() for number, each in enumerate(examples(rule), start=1)]


def levels_table(rule: str) -> tuple[list[str], list[list[str]]]:
    """The names of the columns and the rows of the page's table."""
    lines = [line for line in section(rule, "Levels").splitlines() if line.startswith("|")]
    head, _, *rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return head, rows


def regimes_of(column: str) -> list[Regime]:
    """The regimes that a column speaks of: one by its name, all of them under `with OVERLAY`."""
    overlay = column.removeprefix("with ") if column.startswith("with ") else ""
    names: Sequence[str] = REGIMES if overlay else [column]
    return [load(name, overlay, Policy(), ()) for name in names]


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert paged() == sorted(rules())


def test_the_index_names_every_page() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^\| \[(\w+)\]\(\1\.md\) \|", index, re.MULTILINE)) == sorted(rules())


@pytest.mark.parametrize("rule", paged())
def test_the_title_is_that_of_the_rule(rule: str) -> None:
    first, second = [line for line in text_of(rule).splitlines() if line][:2]
    title = rules()[rule].title
    assert first == f"# {title.say('en')} ({rule})"
    assert second.split(" · ")[0] == title.say("zh")


@pytest.mark.parametrize("rule", paged())
def test_the_red_flags_beside_the_title_are_those_of_the_rule(rule: str) -> None:
    second = [line for line in text_of(rule).splitlines() if line][1]
    assert tuple(re.findall(r"R\d{3}", second)) == rules()[rule].ocp


@pytest.mark.parametrize("rule", paged())
def test_the_headings_stand_in_order_and_none_is_empty(rule: str) -> None:
    assert re.findall(r"^## (.*)$", text_of(rule), re.MULTILINE) == HEADINGS
    assert all(section(rule, heading).strip() for heading in HEADINGS)


@pytest.mark.parametrize("rule", paged())
def test_the_table_has_a_row_for_every_variant_with_its_meaning(rule: str) -> None:
    _, rows = levels_table(rule)
    assert [(row[0].strip("`"), row[1]) for row in rows] == [(name, words.say("en")) for name, words in rules()[rule].variants.items()]


@pytest.mark.parametrize("rule", paged())
def test_the_levels_are_those_of_the_regimes(rule: str) -> None:
    head, rows = levels_table(rule)
    for row in rows:
        for column, word in zip(head[2:], row[2:], strict=True):
            graded = {regime.grade(rule, row[0].strip("`")).level.word for regime in regimes_of(column)}
            assert graded == {word}, f"{rule}.{row[0]} under {column}"


@pytest.mark.parametrize("rule", paged())
def test_the_columns_are_the_regimes_and_every_overlay_that_matters(rule: str) -> None:
    variants = rules()[rule].variants
    plain = [[load(name, "", Policy(), ()).grade(rule, each).level for each in variants] for name in REGIMES]
    lifting = [
        f"with {overlay}"
        for overlay in OVERLAYS
        if [[load(name, overlay, Policy(), ()).grade(rule, each).level for each in variants] for name in REGIMES] != plain
    ]
    assert levels_table(rule)[0] == ["variant", "meaning", *REGIMES, *lifting]


@pytest.mark.parametrize("rule", paged())
def test_the_basis_names_every_article_and_marks_those_to_be_verified(rule: str) -> None:
    lines = [line for line in section(rule, "Basis").splitlines() if line.startswith("- ")]
    articles: dict[str, bool] = {}
    for regime in (load(name, overlay, Policy(), ()) for name in REGIMES for overlay in ("", *OVERLAYS)):
        keys = {key for variant in rules()[rule].variants for key in regime.grade(rule, variant).basis} - {UNIT_MEASURE}
        articles |= {regime.articles[key]["article"]["zh"]: regime.articles[key]["verified"] for key in keys}
    assert {line.removeprefix("- ").split(" (")[0]: "待核" not in line for line in lines} == articles


@pytest.mark.parametrize("example", every_example())
def test_the_examples_give_what_the_page_says(example: Example, tmp_path: Path) -> None:
    assert running.found(tmp_path, example.lot) == set(example.expect), example.say


@pytest.mark.parametrize("rule", paged())
def test_every_page_has_a_flagged_example_and_a_near_miss(rule: str) -> None:
    levels = [example.level for example in examples(rule)]
    flagged = [level for level in levels if level is not None]
    assert flagged
    assert any(level is None or level < max(flagged) for level in levels)


@pytest.mark.parametrize("rule", paged())
def test_no_two_examples_of_a_page_say_the_same(rule: str) -> None:
    said = [example.say for example in examples(rule)]
    assert len(said) == len(set(said))


@pytest.mark.parametrize("rule", paged())
def test_the_examples_give_no_number_but_by_symbol(rule: str) -> None:
    """Ids and codes are made by the test's own maker, so that no page can hold anybody's."""
    told = "".join(json.dumps(example.lot, ensure_ascii=False) for example in examples(rule))
    assert not re.search(r"[0-9A-Z*]{15,}", told)
