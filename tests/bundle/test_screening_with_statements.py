"""A lot screened with a BODS or FtM file among its papers, and with the bundle built of that file: the same findings."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import bodsmaker as bods
import ftmfile as ftm
import pytest
from click.testing import CliRunner

import lotmaker
from relparty.bundle.building import build
from relparty.cli import screen
from relparty.settings import Settings

DAY = date(2026, 11, 22)
LOT = {
    "min_quotes": 2,
    "quotes": ["甲辰", "乙木"],
    "bidders": {"甲辰": {"head": {"name": "罗启航", "id": "#1"}}, "乙木": {"head": {"name": "卓蔚", "id": "#2"}}},
}
Finding = tuple[str, str, str, tuple[str, ...], str]


def code(number: int) -> str:
    return lotmaker.company_code(number)


COMPANIES = [
    bods.entity("a", lotmaker.company_name("甲辰"), code(100)),
    bods.entity("b", lotmaker.company_name("乙木"), code(101)),
    bods.entity("top", lotmaker.company_name("天干"), code(901)),
    bods.entity("middle", lotmaker.company_name("地支"), code(902)),
    bods.person("luo", "罗启航"),
    bods.person("zhuo", "卓蔚"),
    bods.person("qiu", "裘菁茗", details={"birthDate": "1981-04-02"}),
]


def holds(party: str, company: str, *interests: bods.Statement, **more: Any) -> bods.Statement:
    return bods.relation(f"{party}-{company}", company, party, *interests, **more)


def between(**bounds: float) -> bods.Statement:
    return {"type": "shareholding", "directOrIndirect": "direct", "share": bounds}


HEAD = bods.interest("seniorManagingOfficial", details="法定代表人")
WHOLE = [holds("luo", "a", bods.shares(100), HEAD), holds("zhuo", "b", bods.shares(100), HEAD)]
BODS = {
    "agreeing": WHOLE,
    "a holding that a form conceals": [WHOLE[0], holds("a", "b", bods.shares(83.29)), holds("zhuo", "b", bods.shares(16.71))],
    "layers up to one person": [
        holds("middle", "a", bods.shares(60)),
        holds("luo", "a", bods.shares(40)),
        holds("top", "middle", bods.shares(100)),
        holds("qiu", "top", bods.shares(100)),
        holds("qiu", "b", bods.shares(70)),
        holds("zhuo", "b", bods.shares(30)),
    ],
    "shares between bounds": [
        holds("qiu", "a", between(exclusiveMinimum=50, maximum=75)),
        holds("qiu", "b", between(minimum=25, maximum=50)),
        holds("luo", "a", between(minimum=0, maximum=100)),
    ],
    "interests that are no shares": [
        holds("qiu", "a", bods.interest("votingRights", 80)),
        holds("qiu", "b", bods.interest("appointmentOfBoard")),
    ],
    "an ended holding": [*WHOLE, holds("a", "b", bods.shares(60, startDate="2019-01-01", endDate="2026-08-15"))],
    "offices": [holds("qiu", "a", bods.interest("boardMember")), holds("qiu", "b", bods.interest("boardMember"))],
    "heads": [holds("qiu", "a", HEAD), holds("qiu", "b", HEAD)],
    "something that nobody understands": [*WHOLE, holds("gone", "a", bods.shares(3)), holds("top", "b", bods.interest("newInterest"))],
    "several shares of one holder": [holds("qiu", "a", bods.shares(30), bods.shares(25)), holds("qiu", "b", bods.shares(70))],
    "one bidder holds the other": [holds("b", "a", bods.shares(30)), holds("zhuo", "b", bods.shares(100))],
    "an old file": [
        holds("qiu", "a", bods.shares(60), on="2024-01-01"),
        holds("qiu", "b", bods.shares(60), on="2024-01-01"),
    ],
}
B = ftm.company("co-b", lotmaker.company_name("乙木"), 101)
QIU = ftm.entity("pe-qiu", "Person", name="裘菁茗", birthDate="1981-04")
SURE = ftm.entity("pe-qiu", "Person", name="裘菁茗", idNumber=lotmaker.person_id(77))
MASKED = ftm.entity("pe-luo", "Person", name="罗启航", idNumber=lotmaker.person_id(1, "*"))
FTM = {
    "a common holder": [QIU, ftm.owns("1", "pe-qiu", "co-a", percentage="60"), ftm.owns("2", "pe-qiu", "co-b", percentage="51")],
    "a common holder by the whole id": [
        SURE,
        ftm.owns("1", "pe-qiu", "co-a", percentage="6"),
        ftm.owns("2", "pe-qiu", "co-b", percentage="5"),
    ],
    "a head who holds the other": [MASKED, ftm.owns("1", "pe-luo", "co-b", percentage="60")],
    "a common officer": [QIU, ftm.directs("1", "pe-qiu", "co-a", "监事"), ftm.directs("2", "pe-qiu", "co-b", "法定代表人")],
    "ties that are no holdings": [
        ftm.ZHUO,
        ftm.LUO,
        ftm.entity("x", "Family", person="pe-luo", relative="pe-zhuo"),
        ftm.owns("1", "pe-luo", "co-a"),
    ],
}
FILES = {name: bods.content(*COMPANIES, *told).replace(b'"c-jiachen"', b'"a"') for name, told in BODS.items()} | {
    name: ftm.written(ftm.A, B, ftm.P, *told) for name, told in FTM.items()
}


def findings(folder: Path, *more: str) -> list[Finding]:
    """What a screening finds, but for companies that the register does not have: only a bundle is asked for them."""
    result = CliRunner().invoke(screen.command(Settings(lang="en")), [str(folder), "--as-of", DAY.isoformat(), *more])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    told = json.loads((folder / "relparty-report" / "screening.json").read_text(encoding="utf-8"))
    found = [(each["rule"], each["level"], str(each["certainty"]), tuple(each["bidders"]), each["summary"]) for each in told["findings"]]
    return sorted(each for each in found if "does not have it" not in each[-1])


def both(folder: Path, content: bytes) -> tuple[list[Finding], list[Finding]]:
    """The findings with the file among the papers of the lot, and those with the bundle built of it."""
    (folder / "file.json").write_bytes(content)
    build(folder / "file.json", folder / "bundle", DAY, lambda _: None)
    with_file, alone = (lotmaker.write(folder / name, LOT) for name in ("with-file", "alone"))
    (with_file / "register").mkdir()
    (with_file / "register" / "file.json").write_bytes(content)
    return findings(with_file), findings(alone, "--register", str(folder / "bundle"))


@pytest.mark.parametrize("content", FILES.values(), ids=list(FILES))
def test_the_findings_are_the_same(tmp_path: Path, content: bytes) -> None:
    by_file, by_bundle = both(tmp_path, content)
    assert by_bundle == by_file


def test_they_are_not_the_same_by_finding_nothing(tmp_path: Path) -> None:
    found = {name: both_of for name in FILES if name != "agreeing" and (both_of := _of(tmp_path / name.replace(" ", "-"), name))}
    assert found.keys() == FILES.keys() - {"agreeing"}
    rules = {each[0] for each_of in found.values() for each in each_of}
    assert rules >= {
        "direct_holding",
        "common_controller",
        "shared_shareholder",
        "past_relation",
        "shared_person",
        "same_head",
        "unchecked",
    }


def _of(folder: Path, name: str) -> list[Finding]:
    folder.mkdir()
    (folder / "file.json").write_bytes(FILES[name])
    build(folder / "file.json", folder / "bundle", DAY, lambda _: None)
    return findings(lotmaker.write(folder / "lot", LOT), "--register", str(folder / "bundle"))


def test_the_place_of_a_tie_is_its_place_in_the_file(tmp_path: Path) -> None:
    _of(tmp_path / "x", "a holding that a form conceals")
    told = json.loads((tmp_path / "x" / "lot" / "relparty-report" / "screening.json").read_text(encoding="utf-8"))
    (tie,) = [each for each in told["findings"] if each["rule"] == "direct_holding"]
    (source,) = tie["paths"][0]["steps"][0]["sources"]
    assert (source["file"], source["place"]) == ("register/bundle", "file.json#/8/recordDetails/interests/0/share")


def test_what_nobody_understood_is_never_clear(tmp_path: Path) -> None:
    found = _of(tmp_path / "x", "something that nobody understands")
    assert {bidders for rule, _, _, bidders, _ in found if rule == "unchecked"} == {
        (lotmaker.company_name("甲辰"),),
        (lotmaker.company_name("乙木"),),
    }


def test_a_whole_id_of_the_form_meets_what_is_kept_of_it_as_probable(tmp_path: Path) -> None:
    luo = ftm.entity("pe-luo", "Person", name="罗启航", idNumber=lotmaker.person_id(1))
    by_file, by_bundle = both(tmp_path, ftm.written(ftm.A, B, luo, ftm.owns("1", "pe-luo", "co-b", percentage="60")))
    certainties = [{each[0]: each[2] for each in found}["shared_person"] for found in (by_file, by_bundle)]
    assert certainties == ["confirmed", "probable"]
