"""The checklist of the ASVS: every number of levels 1 and 2 once, no empty cell, every test that it names exists."""

from __future__ import annotations

import ast
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
DOCS = TESTS.parent / "docs"
PAGE = (DOCS / "asvs.md").read_text(encoding="utf-8")
ROWS = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| \d+\.\d+\.\d+ \|.*$", PAGE, re.MULTILINE)]
STATES = ("met", "not applicable", "open")
LEVELS = """
1.1 22  1.2 1111122223  1.3 112222222223  1.4 222  1.5 123
2.1 122  2.2 112  2.3 12223  2.4 23
3.1 3  3.2 113  3.3 12223  3.4 11222233  3.5 11122333  3.6 3  3.7 22333
4.1 12233  4.2 23333  4.3 22  4.4 1222
5.1 2  5.2 112333  5.3 113  5.4 222
6.1 122  6.2 111111112222  6.3 11223333  6.4 112233  6.5 22222333  6.6 2223  6.7 33  6.8 2222
7.1 222  7.2 1111  7.3 22  7.4 11222  7.5 223  7.6 22
8.1 1233  8.2 1123  8.3 133  8.4 23
9.1 111  9.2 1222
10.1 22  10.2 223  10.3 22223  10.4 1111122222233333  10.5 22222  10.6 22  10.7 222
11.1 2233  11.2 22233  11.3 11233  11.4 1222  11.5 23  11.6 23  11.7 33
12.1 12233  12.2 11  12.3 22223
13.1 2333  13.2 222223  13.3 2233  13.4 1222233
14.1 22  14.2 12223333  14.3 122
15.1 12233  15.2 12233  15.3 1222222  15.4 3333
16.1 2  16.2 22222  16.3 2222  16.4 222  16.5 2223
17.1 23  17.2 22223333  17.3 22
"""
"""The level of every number of ASVS 5.0.0, section by section."""


def level_of_each() -> dict[str, str]:
    pairs = re.findall(r"(\d+\.\d+) (\d+)", LEVELS)
    return {f"{section}.{place}": level for section, levels in pairs for place, level in enumerate(levels, start=1)}


@cache
def functions_of(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_the_levels_are_counted_as_the_standard_counts_them() -> None:
    assert Counter(level_of_each().values()) == {"1": 70, "2": 183, "3": 92}


def test_every_number_of_levels_1_and_2_stands_there_once() -> None:
    wanted = {(number, level) for number, level in level_of_each().items() if level in ("1", "2")}
    assert Counter((row[0], row[1]) for row in ROWS) == Counter(wanted)


def test_no_cell_is_empty_and_every_state_is_one() -> None:
    assert all(len(row) == 5 and all(row) for row in ROWS)
    assert {row[3] for row in ROWS} == set(STATES)


def test_what_is_met_names_a_test_a_page_or_a_reason() -> None:
    assert [row[0] for row in ROWS if row[3] == "met" and len(row[4]) < 8] == []
    tested = sum("::" in row[4] for row in ROWS if row[3] == "met")
    assert tested > len(ROWS) / 3


def test_the_table_of_states_counts_right() -> None:
    shown = {state: (int(one), int(two)) for state, one, two in re.findall(r"^\| (\D+) \| (\d+) \| (\d+) \|$", PAGE, re.MULTILINE)}
    counted = Counter((row[3], row[1]) for row in ROWS)
    assert shown == {state: (counted[state, "1"], counted[state, "2"]) for state in STATES}


@pytest.mark.parametrize("page", ["asvs", "security", "production"])
def test_every_test_named_exists(page: str) -> None:
    named = set(re.findall(r"`([\w/]+\.py)::(\w+)`", (DOCS / f"{page}.md").read_text(encoding="utf-8")))
    assert named or page == "production"
    assert [(file, function) for file, function in sorted(named) if function not in functions_of(TESTS / file)] == []


@pytest.mark.parametrize("page", ["asvs", "security", "production"])
def test_every_heading_that_is_linked_to_is_there(page: str) -> None:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    for name, anchor in re.findall(r"\]\(([\w-]*(?:\.md)?)#([\w-]+)\)", text):
        target = (DOCS / name).read_text(encoding="utf-8") if name else text
        headings = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in re.findall(r"^#+ (.*)$", target, re.MULTILINE)}
        assert anchor in headings, (name, anchor)
