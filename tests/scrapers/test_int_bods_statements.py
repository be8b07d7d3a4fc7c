"""BODS files are read and written without loss, and what the standard does not know is kept and listed."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import bods_fixtures
import pytest
from bodsmaker import Statement, content, entity, interest, lines, person, relation, shares
from hypothesis import given
from hypothesis import strategies as st

import relparty_scrapers.int_bods as package
from relparty.errors import UnreadableFile
from relparty.model.lot import form_file
from relparty_scrapers.int_bods import statements
from relparty_scrapers.int_bods.codec import Oddness
from relparty_scrapers.int_bods.records import EntityDetails, RelationshipDetails

EXAMPLES = sorted(each for each in (Path(package.__file__).parent / "examples").iterdir() if ".expected." not in each.name)


def read(of: bytes) -> tuple[statements.Statement, ...]:
    return statements.read(form_file("data/bods.json", of), of)


def value(of: bytes) -> Any:
    return json.loads(of, parse_float=Decimal)


def refused(of: bytes, lang: str = "en") -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(of)
    assert caught.value.place == "data/bods.json"
    return caught.value.say("zh" if lang == "zh" else "en")


@pytest.mark.parametrize("case", bods_fixtures.list_cases())
def test_the_fixtures_of_the_standard_are_read_without_loss(case: str) -> None:
    told = bods_fixtures.load(case).statements
    found = read(json.dumps(told).encode())
    assert value(statements.write(found)) == value(json.dumps(told).encode())
    assert all(each.record_details is not None for each in found)
    assert {each.text.partition(":")[0] for each in statements.unknown(found)} <= {"uri"}


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda each: each.name)
def test_our_examples_are_read_without_loss(example: Path) -> None:
    of = example.read_bytes()
    told = [value(line) for line in of.splitlines()] if example.suffix == ".jsonl" else value(of)
    assert value(statements.write(read(of))) == told


def test_every_layout_of_json_tells_the_same() -> None:
    told = [entity("c-1", "甲公司"), person("p-1", "罗启航")]
    expected = read(content(*told))
    assert read(lines(*told)) == expected
    assert read(content(*told).decode().encode("utf-16")) == expected
    assert read(b"\xef\xbb\xbf" + content(*told)) == expected
    assert read(b"\n".join(json.dumps(each, indent=2).encode() for each in told)) == expected
    assert read(content(told[0]).strip()[1:-1]) == expected[:1]
    assert value(statements.write(expected)) == told
    assert [value(line) for line in statements.write(expected, lines=True).splitlines()] == told


def test_fields_codes_and_shapes_that_the_standard_does_not_know_are_kept_and_listed() -> None:
    told = [
        entity("c-1", "甲公司", details={"colour": {"a/b": [1, None]}, "name": None}),
        relation("r-1", "c-1", "p-1", interest("futureInterest"), {"type": 7, "share": "50"}),
        entity("c-2", "乙公司") | {"recordType": "vessel", "recordStatus": "deleted"},
    ]
    found = read(content(*told))
    assert value(statements.write(found)) == value(content(*told))
    assert {each.pointer: each.why for each in statements.unknown(found)} == {
        "/0/recordDetails/colour": Oddness.FIELD,
        "/0/recordDetails/name": Oddness.SHAPE,
        "/1/recordDetails/interests/0/type": Oddness.CODE,
        "/1/recordDetails/interests/1/type": Oddness.SHAPE,
        "/1/recordDetails/interests/1/share": Oddness.SHAPE,
        "/2/recordDetails": Oddness.SHAPE,
        "/2/recordType": Oddness.CODE,
        "/2/recordStatus": Oddness.CODE,
    }
    assert {each.text for each in statements.unknown(found)} >= {'colour: {"a/b": [1, null]}', "type: futureInterest", "share: 50"}


def test_a_file_within_the_standard_has_nothing_unknown() -> None:
    told = [
        entity("c-1", "甲公司", details={"publicListing": {"hasPublicListing": True, "companyFilingsURLs": ["https://a.example/"]}}),
        person("p-1", "罗启航", details={"politicalExposure": {"status": "isPep", "details": [{"reason": "x"}]}}),
        relation("r-1", "c-1", {"reason": "noBeneficialOwners"}),
    ]
    found = read(content(*told))
    assert statements.unknown(found) == ()
    assert isinstance(found[0].record_details, EntityDetails)
    assert found[0].record_details.public_listing
    assert found[0].record_details.public_listing.company_filings_urls == ("https://a.example/",)


def test_a_share_keeps_every_digit() -> None:
    of = content(relation("r-1", "c-1", "p-1", shares(0))).replace(b'"exact": 0', b'"exact": 33.333333333333333333333333')
    details = read(of)[0].record_details
    assert isinstance(details, RelationshipDetails)
    assert b"33.333333333333333333333333" in statements.write(read(of))


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (b"<html></html>", "it is not valid JSON (line 1, column 1)"),
        (b'[{"statementId": 1}', "it is not valid JSON (line 1, column"),
        (b"[\xff\xff]", "it is not valid JSON"),
        (b'[{"a": NaN}]', "it is not valid JSON"),
        (b'[{"a": 1e99999999999999999999}]', "it is not valid JSON"),
        (b'[{"a": ' + b"9" * 5000 + b"}]", "it is not valid JSON"),
        (b"", "there is no BODS statement in it"),
        (b"[]", "there is no BODS statement in it"),
        (b"[[]]", "what stands at /0 is no BODS statement"),
        (b'[{"statementId": "a", "statementId": "b"}]', "“statementId” stands twice in one object"),
        (b"[" * 100_000, "it nests deeper than 60 levels"),
        (b'[{"a":' * 45 + b"1" + b"}]" * 45, "it nests deeper than 60 levels"),
    ],
)
def test_what_is_no_file_of_statements_is_refused_in_words(of: bytes, words: str) -> None:
    said = refused(of)
    assert words in said
    assert said.endswith("export it again as BODS 0.4 (a JSON array, or JSON lines) and hand that in.")


@pytest.mark.parametrize("version", ["0.1", "0.2", "0.3", "1.0"])
def test_another_version_is_refused_by_its_name(version: str) -> None:
    told = entity("c-1", "甲公司")
    told["publicationDetails"]["bodsVersion"] = version
    assert f"the statement at /1 is of BODS {version}, and only BODS 0.4 is read" in refused(content(entity("c-0", "乙公司"), told))
    assert f"/1 是 BODS {version} 的声明，本程序只读 BODS 0.4" in refused(content(entity("c-0", "乙公司"), told), "zh")


def test_statements_in_the_earlier_shape_are_refused_also_where_they_call_themselves_0_4() -> None:
    old = {"statementID": "1dc0e987-5c57-4a1c-b3ad-61353b66a9b7", "statementType": "entityStatement", "name": "Old Ltd"}
    assert "is of BODS 0.3 or earlier, and only BODS 0.4 is read" in refused(content(old))
    assert "0.3 or earlier" in refused(content(old | {"publicationDetails": {"bodsVersion": "0.4"}}))


def test_a_statement_without_a_version_is_read() -> None:
    told = entity("c-1", "甲公司")
    del told["publicationDetails"]
    assert len(read(content(told))) == 1


def test_two_statements_of_one_id_are_refused_unless_they_are_equal() -> None:
    one = entity("c-1", "甲公司")
    assert len(read(content(one, one))) == 2
    said = refused(content(one, person("p-1", "罗启航"), one | {"recordDetails": {"isComponent": True}}))
    assert "the statements at /0 and /2 have one id (statement-c-1-" in said
    assert "ask its publisher for a corrected file" in said


def test_a_file_beyond_the_bounds_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    of = content(*(entity(f"c-{n}", "甲公司") for n in range(3)))
    monkeypatch.setattr(statements, "MOST_STATEMENTS", 2)
    assert "it has more than 2 statements. split it by company" in refused(of)
    monkeypatch.setattr(statements, "MOST_BYTES", len(of) - 1)
    assert "it is larger than 0 MB" in refused(of)


_TEXT = st.text(max_size=12)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.decimals(allow_nan=False, allow_infinity=False, places=6) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=6,
)
_CODE = st.sampled_from(["shareholding", "boardMember", "direct", "legal", "registeredEntity", "someday"])
_INTEREST = st.fixed_dictionaries(
    {},
    optional={
        "type": _CODE | _JSON,
        "directOrIndirect": _CODE,
        "details": _JSON,
        "share": st.dictionaries(_CODE | _TEXT, _JSON),
        "x/~": _JSON,
    },
)
_PARTY = _TEXT | st.fixed_dictionaries({"reason": _TEXT}, optional={"description": _JSON})
_DETAILS = st.fixed_dictionaries(
    {},
    optional={
        "isComponent": _JSON,
        "name": _TEXT,
        "names": st.lists(st.dictionaries(st.sampled_from(["type", "fullName", "other"]), _TEXT | _CODE, max_size=3), max_size=2),
        "entityType": st.fixed_dictionaries({"type": _CODE}),
        "subject": _PARTY,
        "interestedParty": _PARTY,
        "interests": st.lists(_INTEREST, max_size=3) | _JSON,
        "componentRecords": st.lists(_TEXT, max_size=3),
        "identifiers": st.lists(_JSON, max_size=2),
    },
)
_STATEMENT = st.fixed_dictionaries(
    {"recordDetails": _DETAILS | _JSON},
    optional={
        "statementDate": _JSON,
        "recordId": _TEXT,
        "recordType": st.sampled_from(["entity", "person", "relationship", "vessel"]) | _JSON,
        "publicationDetails": st.fixed_dictionaries({"bodsVersion": st.just("0.4")}, optional={"publisher": _JSON}),
        "annotations": _JSON,
    },
)


@given(st.lists(_STATEMENT, min_size=1, max_size=4), st.booleans())
def test_whatever_stands_in_a_file_comes_back(told: list[Statement], as_lines: bool) -> None:
    of = json.dumps(told, default=float).encode()
    first = statements.write(read(of), lines=as_lines)
    again = statements.write(read(first))
    expected = value(of)
    assert ([value(line) for line in first.split(b"\n")[:-1]] if as_lines else value(first)) == expected
    assert value(again) == expected
