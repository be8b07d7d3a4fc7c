"""Bundles of BODS and FtM files: the rows that files make, what is kept beside them, and what is refused."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import bods_fixtures
import bodsmaker as bods
import ftmfile as ftm
import pytest

import lotmaker
from registertables import DAY, array, built, rejected, silent, texts, write
from relparty.bundle import building, recounting
from relparty.bundle.building import Built
from relparty.bundle.extracts import upwards
from relparty.bundle.layout import OFFICES, UNREAD_BIT
from relparty.bundle.reading import Bundle, opened
from relparty.errors import UsageError
from relparty.identifiers import resident
from relparty.identifiers.masking import masked_number
from relparty.model.evidence import Extract
from relparty.model.lot import FormFile, form_file
from relparty.model.party import PartyKind
from relparty.phrases import Sentence
from relparty.registers import catalog
from relparty.registers.plain import plain
from relparty.settings import FileLimits

SOURCES = Path(__file__).parents[2] / "scrapers" / "relparty_scrapers"
EXAMPLES = [
    path
    for name in ("int_bods", "int_ftm")
    for path in sorted((SOURCES / name / "examples").glob("*.json*"))
    if "expected" not in path.name
]
CASES = {f"{path.parent.parent.name}-{path.stem}": (path.name, path.read_bytes()) for path in EXAMPLES} | {
    case: ("fixture.json", json.dumps(bods_fixtures.load(case).statements).encode()) for case in bods_fixtures.list_cases()
}
A, B = (lotmaker.company_code(number) for number in (100, 101))
LUO, ZHUO = bods.person("luo", "罗启航"), bods.person("zhuo", "卓蔚")
TWO = [bods.entity("a", lotmaker.company_name("甲辰"), A), bods.entity("b", lotmaker.company_name("乙木"), B), LUO, ZHUO]
HEAD = bods.interest("seniorManagingOfficial", details="法定代表人")


def of_files(folder: Path, *contents: bytes, as_of: date = DAY) -> Built:
    """The bundle of a folder of such files: 1.json, 2.json, ..."""
    tables = folder / "files"
    tables.mkdir(exist_ok=True)
    for number, content in enumerate(contents, start=1):
        (tables / f"{number}.json").write_bytes(content)
    return building.build(tables, folder / "bundle", as_of, silent)


def content_of(*statements: bods.Statement) -> bytes:
    """A file of statements that were declared about company `a`."""
    return bods.content(*statements).replace(b'"c-jiachen"', b'"a"')


def of(folder: Path, *statements: bods.Statement) -> Built:
    return of_files(folder, content_of(*statements))


def reading(bundle: Built) -> Bundle:
    return opened(bundle.folder.parent)


def holdings(bundle: Built) -> list[tuple[str, str, int]]:
    """Holder, company and share of every row, by the ids."""
    read = reading(bundle)
    return [(read.id(row.other), read.id(company), row.value) for company in range(read.companies) for row in read.holders(company)]


def offices(bundle: Built) -> list[tuple[str, str, str]]:
    read = reading(bundle)
    return [
        (read.id(row.other), read.id(company), OFFICES[row.value]) for company in range(read.companies) for row in read.officers(company)
    ]


def refused(path: Path, limits: FileLimits = FileLimits()) -> str:  # noqa: B008  # it is frozen
    with pytest.raises(UsageError) as caught:
        building.build(path, path.parent / "bundle", DAY, silent, limits)
    return str(caught.value).replace(f"{path.parent}/", "")


def as_read(name: str, content: bytes) -> list[Extract]:
    """The extracts of a file as its source gives them."""
    found = [catalog.source(each) for each in ("int_bods", "int_ftm")]
    return list(next(each.reader for each in found if each.reader.recognises(content)).extracts(form_file(name, content), content))


def without_file(extract: Extract) -> str:
    """All that an extract says as text, without the file that places of a bundle begin with; of a resident id what may be shown."""
    told = plain(extract)
    for party in (*(told.get("holders") or ()), *(told.get("staff") or ())):  # type: ignore[misc]  # they are lists of dictionaries
        if resident.is_valid(number := party.get("number", "")):
            party |= {"number": masked_number(number), "born": f"{resident.birth_date(number)}"}
    return json.dumps(told, ensure_ascii=False, sort_keys=True).replace("x.json#", "").replace("x.jsonl#", "")


@pytest.mark.parametrize(("name", "content"), CASES.values(), ids=list(CASES))
def test_a_bundle_tells_of_each_company_what_its_file_tells(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / f"x{Path(name).suffix}"
    path.write_bytes(content)
    bundle = reading(building.build(path, tmp_path / "bundle", DAY, silent))
    told = [
        extract
        for company in range(bundle.companies)
        for extract in recounting.extracts(bundle, company, FormFile("register/bundle", bundle.sha256, "bundle"))
    ]
    expected = as_read(path.name, content)
    assert sorted(map(without_file, told)) == sorted(map(without_file, expected))
    for extract, same in zip(sorted(told, key=without_file), sorted(expected, key=without_file), strict=True):
        for one, other in zip(extract.holders or (), same.holders or (), strict=True):
            assert (one.is_direct, one.share and one.share.source.text) == (other.is_direct, other.share and other.share.source.text)
        assert {each.source.file for each in (*extract.unread, *extract.notes)} <= {"register/bundle"}


def test_rows_of_bods(tmp_path: Path) -> None:
    bundle = of(
        tmp_path,
        *TWO,
        bods.relation("1", "a", "b", bods.shares(60.5, startDate="2020-01-01")),
        bods.relation("2", "a", "luo", bods.shares(39.5, endDate="2030-01-01")),
        bods.relation("3", "b", "zhuo", bods.interest("boardMember")),
        bods.relation("4", "a", "luo", HEAD),
    )
    luo, zhuo = "int_bods:https://register.example/luo", "int_bods:https://register.example/zhuo"
    assert texts(bundle, "ids") == [A, B, luo, zhuo]
    assert array(bundle, "company_uscc") == [A.encode(), B.encode()]
    assert texts(bundle, "tokens") == ["", ""]
    assert holdings(bundle) == [(B, A, 605_000), (luo, A, 395_000)]
    assert offices(bundle) == [(luo, A, "head"), (zhuo, B, "director")]
    assert rejected(bundle) == []


def test_rows_of_ftm(tmp_path: Path) -> None:
    bundle = of_files(tmp_path, ftm.FULL)
    parent = lotmaker.company_code(901)
    assert texts(bundle, "ids") == [A, parent, "int_ftm:pe-luo", "int_ftm:pe-qiu", "int_ftm:pe-zhuo"]
    assert holdings(bundle) == [
        (parent, A, 508_100),
        ("int_ftm:pe-luo", A, 491_900),
        ("int_ftm:pe-qiu", A, 100_000),
        ("int_ftm:pe-qiu", parent, 750_001),
    ]
    assert offices(bundle) == [
        ("int_ftm:pe-luo", A, "head"),
        ("int_ftm:pe-luo", A, "director"),
        ("int_ftm:pe-zhuo", A, "supervisor"),
        ("int_ftm:pe-qiu", parent, "head"),
    ]


def test_a_share_between_bounds_is_its_least_and_an_interest_without_shares_has_none(tmp_path: Path) -> None:
    between = {"type": "shareholding", "directOrIndirect": "direct", "share": {"exclusiveMinimum": 50, "maximum": 75}}
    bundle = of(
        tmp_path,
        *TWO,
        bods.relation("1", "a", "luo", between),
        bods.relation("2", "b", "luo", bods.interest("votingRights", 100)),
        bods.relation("3", "b", "zhuo", bods.interest("appointmentOfBoard")),
        bods.relation("4", "b", "a", bods.shares(100, "indirect")),
    )
    assert [(company, share) for _, company, share in holdings(bundle)] == [(A, 500_001), (B, -1), (B, -1), (B, -1)]
    (told,) = upwards(reading(bundle), [("", A)])
    assert told.holders is not None
    assert [(each.percent, each.most, each.share and each.share.text) for each in told.holders] == [(500_001, 750_000, ">50% ≤75%")]


def test_several_shares_of_one_holder_add_up_and_more_than_the_whole_is_none(tmp_path: Path) -> None:
    bundle = of(
        tmp_path,
        *TWO,
        bods.relation("1", "a", "luo", bods.shares(30), bods.shares(25)),
        bods.relation("2", "b", "luo", bods.shares(60), bods.shares(60)),
        bods.relation("3", "b", "zhuo", bods.shares(0)),
    )
    assert [(company, share) for _, company, share in holdings(bundle)] == [(A, 550_000), (B, -1), (B, -1)]
    assert rejected(bundle) == []


def test_a_company_is_its_number_else_its_name_and_only_a_credit_code_is_one(tmp_path: Path) -> None:
    english = {"identifiers": [{"scheme": "GB-COH", "id": "229269"}]}
    bundle = of(
        tmp_path,
        bods.entity("x", "Harrowgate Works Limited", details=english),
        bods.entity("y", "某某投资中心"),
        bods.relation("1", "x", "y", bods.shares(30)),
    )
    assert texts(bundle, "ids") == ["GB-COH-00229269", "某某投资中心"]
    assert array(bundle, "company_uscc") == [b"", b""]
    assert bundle.manifest.counts.codes_left_out == 0
    read = reading(bundle)
    assert (read.number(0), read.number(1)) == ("GB-COH-00229269", "")
    assert read.found("哈罗盖特", "GB-COH-229269") == read.found("Harrowgate Works Ltd", "") == [0]
    assert read.found("Harrowgate Works Limited", "GB-COH-00000001") == []


def test_a_company_that_is_only_named_is_not_found(tmp_path: Path) -> None:
    bundle = reading(of(tmp_path, *TWO, bods.relation("1", "a", "b", bods.shares(30))))
    assert [bundle.name(each) for each in bundle.found("", A)] == [lotmaker.company_name("甲辰")]
    assert bundle.found("", B) == bundle.found(lotmaker.company_name("乙木"), "") == []


def test_a_holder_without_its_code_leads_to_the_company_of_its_name(tmp_path: Path) -> None:
    one = content_of(TWO[0], bods.entity("b", lotmaker.company_name("乙木")), bods.relation("1", "a", "b", bods.shares(30)))
    other = content_of(TWO[1], LUO, bods.relation("2", "b", "luo", bods.shares(30)))
    bundle = reading(of_files(tmp_path, one, other))
    assert [told.uscc.text for told in upwards(bundle, [("", A)]) if told.uscc] == [A, B]


def test_persons_of_one_whole_resident_id_have_one_token_and_the_id_is_kept_nowhere(tmp_path: Path) -> None:
    number = lotmaker.person_id(77)
    people = [
        ftm.entity(f"pe-{at}", "Person", name="裘菁茗", idNumber=told)
        for at, told in enumerate([number, number, lotmaker.person_id(77, "!")])
    ]
    owned = [ftm.owns(f"ow-{at}", f"pe-{at}", "co-a", percentage="10") for at in range(3)]
    bundle = of_files(tmp_path, ftm.written(ftm.A, *people, *owned))
    assert texts(bundle, "tokens") == ["resident-1", "resident-1", ""]
    everything = b"".join(path.read_bytes() for path in bundle.folder.iterdir())
    assert number.encode() not in everything
    assert lotmaker.person_id(77, "!").encode() not in everything
    (told,) = upwards(reading(bundle), [("", A)])
    parties = [each.party for each in told.holders or () if each.party]
    assert [(each.token, each.number, bool(each.born)) for each in parties] == [
        ("resident-1", lotmaker.person_id(77, "*"), True),
        ("resident-1", lotmaker.person_id(77, "*"), True),
        ("", "", False),
    ]


def test_an_own_id_is_never_a_token(tmp_path: Path) -> None:
    card = bods.person("luo", "罗启航", details={"identifiers": [{"scheme": "CHN-IDCARD", "id": lotmaker.person_id(77, "*")}]})
    bundle = of(tmp_path, *TWO[:2], card, bods.relation("1", "a", "luo", bods.shares(1)), bods.relation("2", "b", "luo", bods.shares(1)))
    assert texts(bundle, "tokens") == [""]


def test_kinds_are_those_of_the_holders_mentions(tmp_path: Path) -> None:
    body = bods.entity("g", "深圳市人民政府国有资产监督管理委员会", kind="stateBody")
    hidden = bods.person("h", kind="anonymousPerson")
    bundle = of(tmp_path, *TWO, body, hidden, *(bods.relation(f"r{each}", "a", each, bods.shares(1)) for each in ("b", "g", "h")))
    read = reading(bundle)
    kinds = {read.id(code): read.kind(code) for code in range(read.companies)}
    assert kinds[B] is PartyKind.COMPANY
    assert kinds["深圳市人民政府国有资产监督管理委员会"] is PartyKind.STATE
    assert [kind for id_, kind in kinds.items() if id_.startswith("身份未披露")] == [PartyKind.OTHER]


def test_several_files_make_one_register(tmp_path: Path) -> None:
    bundle = of_files(tmp_path, content_of(*TWO, bods.relation("1", "b", "luo", bods.shares(100))), ftm.FULL)
    assert [(each.file, each.rows) for each in bundle.manifest.inputs] == [("1.json", 2), ("2.json", 2)]
    assert {company for _, company, _ in holdings(bundle)} == {A, B, lotmaker.company_code(901)}


def test_what_else_lies_in_the_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "files" / "more").mkdir(parents=True)
    (tmp_path / "files" / "x.json.gz").write_bytes(b"x")
    assert of_files(tmp_path, ftm.FULL).remarks[-1].say("en") == "not read: more, x.json.gz"


def test_files_of_one_day_that_differ_leave_no_share(tmp_path: Path) -> None:
    one, other = (content_of(*TWO, bods.relation("1", "a", who, bods.shares(60), bods.interest("boardMember"))) for who in ("luo", "zhuo"))
    differing = of_files(tmp_path, one, other)
    assert [share for *_, share in holdings(differing)] == [-1, -1]
    assert len(upwards(reading(differing), [("", A)])) == 2


def test_of_two_days_the_newest_file_counts_and_both_are_told(tmp_path: Path) -> None:
    old = content_of(*(each for each in TWO), bods.relation("1", "a", "luo", bods.shares(60), on="2024-01-01"))
    old = old.replace(bods.ON.encode(), b"2024-01-01")
    new = content_of(*TWO, bods.relation("1", "a", "zhuo", bods.shares(60)))
    bundle = of_files(tmp_path, old, new)
    assert [(holder, share) for holder, _, share in holdings(bundle)] == [("int_bods:https://register.example/zhuo", 600_000)]
    assert {told.retrieved_on for told in upwards(reading(bundle), [("", A)])} == {date(2024, 1, 1), date(2026, 11, 2)}


def test_namesakes_without_a_number_are_one_company_without_shares(tmp_path: Path) -> None:
    names = [ftm.entity(f"co-{at}", "Company", name="某某投资中心") for at in (1, 2)]
    people = [ftm.LUO, ftm.ZHUO]
    owned = [ftm.owns("o1", "pe-luo", "co-1", percentage="100"), ftm.owns("o2", "pe-zhuo", "co-2", percentage="100")]
    bundle = of_files(tmp_path, ftm.written(*names, *people, *owned))
    assert holdings(bundle) == [("int_ftm:pe-luo", "某某投资中心", -1), ("int_ftm:pe-zhuo", "某某投资中心", -1)]


def test_what_nobody_understood_is_counted_marked_and_told_again(tmp_path: Path) -> None:
    said: list[Sentence] = []
    path = tmp_path / "x.json"
    path.write_bytes(
        content_of(
            *TWO, bods.relation("1", "a", "gone", bods.shares(3)), bods.relation("2", "b", "luo", bods.shares(3), details={"odd": 1})
        )
    )
    bundle = building.build(path, tmp_path / "bundle", DAY, said.append)
    assert bundle.manifest.counts.unread == 2
    assert [bool(each & UNREAD_BIT) for each in array(bundle, "party")] == [True, True, False]
    assert "read x.json (int_bods): companies 2" in [each.say("en") for each in said]
    assert [each.say("en") for each in bundle.remarks] == [
        "x.json: not understood and perhaps bearing on relations: 2; kept with their companies, relparty screen tells them as unchecked"
    ]
    assert [told.text for told in upwards(reading(bundle), [("", B)])[0].unread] == ["odd: 1"]


def test_a_file_that_is_understood_marks_nobody(tmp_path: Path) -> None:
    bundle = of(tmp_path, *TWO, bods.relation("1", "a", "luo", bods.shares(3)))
    assert bundle.manifest.counts.unread == 0
    assert not any(each & UNREAD_BIT for each in array(bundle, "party"))


def test_the_same_files_make_the_same_bytes_and_are_not_built_again(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    one, other = of_files(tmp_path, ftm.FULL), of_files(tmp_path / "other", ftm.FULL)
    assert one.folder.name == other.folder.name
    assert not of_files(tmp_path, ftm.FULL).is_new
    assert of_files(tmp_path, ftm.AWKWARD).is_new


def test_tables_after_files_and_files_after_tables(tmp_path: Path) -> None:
    of_files(tmp_path, ftm.FULL)
    assert built(tmp_path).manifest.counts.companies == 4
    assert "accounts.bin" not in {path.name for path in built(tmp_path).folder.iterdir()}
    assert of_files(tmp_path, ftm.FULL).manifest.has_accounts


def test_a_table_alone(tmp_path: Path) -> None:
    tables = write(tmp_path / "t")
    assert refused(tables / "companies.csv").startswith("companies.csv: it is one table; a bundle is built of four. give the folder")


def test_tables_and_files_of_sources_in_one_folder(tmp_path: Path) -> None:
    tables = write(tmp_path / "t")
    (tables / "x.json").write_bytes(ftm.FULL)
    assert "holds tables (companies.csv, persons.csv, holdings.csv, offices.csv) and files of sources (x.json)" in refused(tables)


def test_other_json_beside_tables_does_no_harm(tmp_path: Path) -> None:
    tables = write(tmp_path / "t")
    (tables / "notes.json").write_text("{}", encoding="utf-8")
    assert building.build(tables, tmp_path / "bundle", DAY, silent).manifest.counts.companies == 4


def test_a_folder_of_neither(tmp_path: Path) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "letter.txt").write_text("x", encoding="utf-8")
    assert refused(tmp_path / "t").startswith("t: there are neither the four tables in it nor files of sources such as BODS and FtM")


@pytest.mark.parametrize("content", [b"{}", b"", b'{"form": "relparty/declaration/1"}', b'[{"ocid": "x"}]'])
def test_a_file_of_no_source(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "t").mkdir()
    (tmp_path / "t" / "1.json").write_bytes(ftm.FULL)
    (tmp_path / "t" / "2.json").write_bytes(content)
    assert refused(tmp_path / "t").startswith("t/2.json: it is no file of any known source. see relparty sources")


def test_a_file_that_its_source_cannot_read(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(ftm.FULL[:-40])
    assert refused(tmp_path / "x.json").startswith("x.json: the last line (13) is cut")


def test_a_file_that_is_too_large(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(ftm.FULL)
    assert refused(tmp_path / "x.json", FileLimits(size=100)).startswith(
        "x.json: the file is larger than 0 MB and is read as a whole. split it"
    )
