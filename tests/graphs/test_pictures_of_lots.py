"""Pictures of whole lots, of each finding and of pairs: nothing overlaps, nothing is lost, in lots of 3 to 100 bidders."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from exportlots import LOTS, example
from pictureparts import assert_apart, assert_inside, read, squeezed

import lotmaker
import running
from relparty.graph_formats import Picture, cut, draw, lot_picture
from relparty.phrases import Lang
from relparty_graphs.fold import folded
from relparty_graphs.labels import shown

SHARED = [f"#{number}" for number in range(1, 13)]
WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥"


def cuts(whole: Picture) -> Iterator[Picture]:
    """The whole, the part that proves all findings, each alone, and each pair."""
    yield whole
    yield cut(whole)
    for finding in whole.findings:
        yield cut(whole, findings=[finding.id])
    for pair in {finding.nodes for finding in whole.findings if len(finding.nodes) == 2}:
        yield cut(whole, pair=pair)


def assert_readable(picture: Picture, lang: Lang) -> None:
    """Nothing overlaps or is cut off; every party and relation that is not folded can be read, with its share."""
    root, less = ET.fromstring(draw("svg", picture, lang)), folded(picture, lang)
    assert_apart(root)
    assert_inside(root)
    text = squeezed(read(root))
    for words in (*(node.name for node in less.nodes), *(node.number for node in less.nodes), *(edge.words for edge in less.edges)):
        assert squeezed(shown(words)) in text
    assert picture.lot.opens_on.isoformat() in text


@pytest.mark.parametrize("lot", LOTS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_picture_of_every_example_lot_can_be_read(lot: str, lang: Lang) -> None:
    for picture in cuts(example(lot)):
        assert_readable(picture, lang)


def random_lot(seed: int) -> dict[str, Any]:
    """100 bidders with names of 8 to 60 characters, layers, offices, phones, groups below one owner, and a state hub."""
    chance = random.Random(seed)
    names = ["".join(chance.choices(WORDS, k=chance.choice([3, 4, 8, 50]))) + f"{number:03d}" for number in range(100)]
    return {"id": f"R{seed}", "bidders": {name: _random_bidder(number, names, chance) for number, name in enumerate(names)}}


def _random_bidder(number: int, names: list[str], chance: random.Random) -> dict[str, Any]:
    told: dict[str, Any] = {"shareholders": [], "upper_holdings": [], "officers": []}
    rest = 100
    for _ in range(chance.choice([1, 1, 2, 3, 20])):
        share = min(rest, chance.choice([1, 5, 10, 34, 51, 60]))
        rest -= share
        if share:
            told["shareholders"].append(_random_holder(chance, names) | {"percent": share})
    if chance.random() < 0.3:
        told["officers"] = [{"name": lotmaker.person_name(5000 + number), "id": f"#{5000 + number}", "office": "监事"}]
    if chance.random() < 0.1:
        told["head"] = _shared_person(chance)
    if chance.random() < 0.2:
        chain = [f"深圳市上层{chance.randrange(40)}号控股有限公司" for _ in range(chance.choice([2, 4]))]
        told["upper_holdings"] = [
            {"company": lower, "holder": {"name": upper, "kind": "company", "id": ""}, "percent": chance.choice([30, 50, 100])}
            for lower, upper in pairwise(dict.fromkeys(chain))
        ]
        told["shareholders"].append({"name": chain[0], "kind": "company", "id": "", "percent": rest})
    return told


def _random_holder(chance: random.Random, names: list[str]) -> dict[str, Any]:
    sort = chance.random()
    if sort < 0.25:
        return {**_shared_person(chance), "kind": "person"}
    if sort < 0.35:
        other = chance.randrange(len(names))
        return {"name": lotmaker.company_name(names[other]), "id": f"${100 + other}", "kind": "company"}
    if sort < 0.45:
        return {"name": "深圳市坪山区国有资产监督管理局", "id": "$9", "kind": "state"}
    who = 9000 + chance.randrange(5000)
    return {"name": lotmaker.person_name(who), "id": f"#{who}", "kind": "person"}


def _shared_person(chance: random.Random) -> dict[str, Any]:
    which = chance.choice(SHARED)
    return {"name": lotmaker.person_name(int(which[1:])), "id": which}


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_random_lot_of_a_hundred_bidders_can_be_read(seed: int, tmp_path: Path) -> None:
    whole = lot_picture(running.told(lotmaker.write(tmp_path, random_lot(seed))))
    assert len(whole.lot.bidders) == 100
    for picture in (whole, cut(whole), *(cut(whole, findings=[finding.id]) for finding in whole.findings[:12])):
        assert_readable(picture, "zh")


@pytest.mark.parametrize("name", ["不详", "未知", "", "其他股东", "未披露", "社会公众股东", "散户", "自然人股东"])
@pytest.mark.parametrize("kind", ["person", "company", "other"])
def test_holders_that_nobody_names_are_never_drawn_as_one(name: str, kind: str, tmp_path: Path) -> None:
    untold = [{"name": name, "kind": kind, "id": "", "percent": 60}]
    bidders = {
        word: {"shareholders": [*untold, {"name": lotmaker.person_name(number), "id": f"#{number}", "kind": "person", "percent": 40}]}
        for number, word in enumerate(["甲辰", "乙木", "丙火"], start=60)
    }
    told = running.told(lotmaker.write(tmp_path, {"bidders": bidders}))
    assert {each["rule"] for each in told["findings"]} == {"unchecked"}
    whole = lot_picture(told)
    held_by = {node.id: {edge.end for edge in whole.edges if edge.start == node.id} for node in whole.nodes}
    assert max(map(len, held_by.values())) == 1
    assert_readable(whole, "zh")


def test_the_picture_in_the_readme_is_that_of_the_demo() -> None:
    shown = (Path(__file__).parents[2] / "docs" / "pictures" / "demo.svg").read_bytes()
    drawn = draw("svg", cut(lot_picture(running.told(Path(__file__).parents[1] / "lots" / "D01-demo"))), "zh")
    assert [each.text for each in ET.fromstring(shown).iter()] == [each.text for each in ET.fromstring(drawn).iter()]
