"""What a picture's reader is not sure of accuses nobody and clears nobody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

import lotmaker
from formpapers import CODE, NAME, Written, reasons, table
from formpapers import declared as declared_in
from relparty.documents.cells import Cell, FormDocument, Row
from relparty.documents.ocr import SURE
from relparty.errors import UnreadableFile
from relparty.forms import labels
from relparty.model.lot import Declaration
from relparty.model.record import BidPerson, Contact, Kinship, Office, Place, RelatedUnit, Shareholding

CROP = b"\x89PNG crop"
FAINT = 0.9
HOLDERS = ("股东名称", "股东类型", "证件号码", "持股比例（%）")
UNREADABLE: Written = ("", 0.0)


def faint(text: str) -> Written:
    return text, FAINT


def scanned(rows: Sequence[Sequence[Written]]) -> FormDocument:
    """A document as a picture's reader makes it: confidence a cell, a crop where there is no long number."""
    return table(rows, 0.999, CROP)


def declared(*rows: Sequence[Written], bidder: Written = NAME, code: Written = CODE) -> Declaration:
    return declared_in(scanned([["单位名称", bidder, "统一社会信用代码", code], *rows]))


def doubts(got: Declaration) -> list[str]:
    return [problem.sources[0].text for problem in got.problems if problem.reason == "doubtful_reading"]


def holdings(got: Declaration) -> list[tuple[str, int | None]]:
    return [(record.holder.name, record.percent) for record in got.records if isinstance(record, Shareholding)]


def test_a_number_with_its_check_digit_was_read_however_faint() -> None:
    got = declared(["法定代表人", "尉迟砚山", "身份证号码", faint(lotmaker.person_id(40))], code=(CODE, 0.3))
    assert got.bidder.number == CODE
    assert [record.person.number for record in got.records if isinstance(record, Office)] == [lotmaker.person_id(40)]
    assert doubts(got) == []


@pytest.mark.parametrize("number", [lotmaker.person_id(40, "!"), lotmaker.person_id(40, "*")], ids=["wrong check digit", "masked"])
def test_a_faint_number_without_its_check_digit_is_not_given(number: str) -> None:
    got = declared(["法定代表人", "尉迟砚山", "身份证号码", faint(number)])
    assert [record.person.number for record in got.records if isinstance(record, Office)] == [""]
    assert reasons(got) == {"doubtful_reading"}
    (shown,) = doubts(got)
    assert "****" in shown


def test_a_clear_masked_number_is_given_and_a_clear_wrong_one_is_reported_as_ever() -> None:
    masked = declared(["法定代表人", "尉迟砚山", "身份证号码", lotmaker.person_id(40, "*")])
    assert [record.person.number for record in masked.records if isinstance(record, Office)] == [lotmaker.person_id(40, "*")]
    assert reasons(masked) == set()
    assert reasons(declared(["法定代表人", "尉迟砚山", "身份证号码", lotmaker.person_id(40, "!")])) == {"wrong_resident_id"}


def test_a_faint_code_with_a_wrong_check_digit_is_not_given() -> None:
    got = declared(code=(CODE[:-1] + "0", FAINT))
    assert (got.bidder.number, reasons(got)) == ("", {"doubtful_reading"})


def test_a_faint_name_beside_a_right_number_stays() -> None:
    got = declared(["法定代表人", faint("尉迟砚山"), "身份证号码", lotmaker.person_id(40)])
    assert [record.person.name for record in got.records if isinstance(record, Office)] == ["尉迟砚山"]
    assert doubts(got) == ["尉迟砚山"]


@pytest.mark.parametrize("number", ["", lotmaker.person_id(40, "*"), lotmaker.person_id(40, "!")], ids=["none", "masked", "wrong"])
def test_a_faint_name_without_a_right_number_claims_nothing(number: str) -> None:
    got = declared(["法定代表人", faint("尉迟砚山"), "身份证号码", number])
    assert not [record for record in got.records if isinstance(record, Office)]
    assert doubts(got) == ["尉迟砚山"]


def test_a_doubtful_cell_is_shown_with_its_place_and_its_picture() -> None:
    got = declared(["联系电话", faint("0755-1234567"), "", ""])
    (problem,) = (each for each in got.problems if each.reason == "doubtful_reading")
    assert problem.sources[0].crop == CROP
    assert problem.sources[0].place == Place(page=1, table=1, row=2, column=2)
    assert problem.fact.say("zh") == "联系电话识读把握不足，读作“0755-1234567”"
    assert "0755-1234567" in problem.fact.say("en")
    assert problem.next_step.say("zh") == "请对照原件核对"


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("联系电话", "0755-1234567"),
        ("电子邮箱", "a@b.example"),
        ("保证金付款账户", "755901234567890"),
        ("注册地址", "深圳市坪山区示例路1号"),
    ],
)
def test_a_faint_contact_is_not_given_and_a_clear_one_is(label: str, text: str) -> None:
    clear, doubtful = declared([label, text, "", ""]), declared([label, faint(text), "", ""])
    assert [record for record in clear.records if isinstance(record, Contact)]
    assert not [record for record in doubtful.records if isinstance(record, Contact)]
    assert len(doubts(doubtful)) == 1


def test_exactly_sure_is_sure() -> None:
    assert doubts(declared(["联系电话", ("0755-1234567", SURE), "", ""])) == []


def test_the_bidder_must_be_sure_by_name_or_code() -> None:
    got = declared(bidder=faint(NAME))
    assert (got.bidder.name, got.bidder.number, doubts(got)) == (NAME, CODE, [NAME])
    with pytest.raises(UnreadableFile) as error:
        declared(bidder=faint(NAME), code=faint(CODE[:-1] + "0"))
    assert "单位名称识读把握不足" in error.value.say("zh")


def test_a_branch_in_a_doubtful_name_has_no_head_office_by_it() -> None:
    branch = "深圳市壬水实业有限公司福田分公司"
    assert any(type(record).__name__ == "Branch" for record in declared(bidder=branch).records)
    assert not any(type(record).__name__ == "Branch" for record in declared(bidder=faint(branch)).records)


def test_a_holder_by_a_faint_name_is_left_out_and_the_sum_is_not_blamed() -> None:
    got = declared(
        ["一、股东信息", "", "", ""],
        HOLDERS,
        [faint("厉昶远"), "自然人", "", "60"],
        ["戎珩砚", "自然人", lotmaker.person_id(32), "40"],
    )
    assert holdings(got) == [("戎珩砚", 400_000)]
    assert "shares_sum" not in {problem.reason for problem in got.problems}
    assert doubts(got) == ["厉昶远"]


@pytest.mark.parametrize(
    ("shares", "told", "doubtful"),
    [
        ((("60", FAINT), "40"), [600_000, 400_000], []),
        ((("60", FAINT), ("40", FAINT)), [None, None], ["60", "40"]),
        ((("80", FAINT), "40"), [None, 400_000], ["80"]),
        ((UNREADABLE, "40"), [None, 400_000], [""]),
        ((UNREADABLE, "100"), [None, 1_000_000], [""]),
        ((("0.6", FAINT), "0.4"), [600_000, 400_000], []),
    ],
    ids=["the sum vouches", "two may be swapped", "the sum denies", "unreadable", "unreadable beside the whole", "parts of one"],
)
def test_only_the_sum_vouches_for_one_faint_share(shares: tuple[Written, Written], told: list[int | None], doubtful: list[str]) -> None:
    got = declared(
        ["一、股东信息", "", "", ""],
        HOLDERS,
        ["厉昶远", "自然人", lotmaker.person_id(31), shares[0]],
        ["戎珩砚", "自然人", lotmaker.person_id(32), shares[1]],
    )
    assert [percent for _, percent in holdings(got)] == told
    assert doubts(got) == doubtful
    assert "share_unreadable" not in reasons(got)


def test_a_faint_company_held_is_nobodys_holding() -> None:
    columns = ("被投资单位", "股东名称", "证件号码", "持股比例")
    got = declared(
        ["三、股东关系图", "", "", ""],
        columns,
        [faint("深圳市同源控股有限公司"), "厉昶远", lotmaker.person_id(31), "60"],
        ["深圳市同源控股有限公司", "戎珩砚", lotmaker.person_id(32), "40"],
    )
    assert holdings(got) == [("戎珩砚", 400_000)]


def test_faint_bid_persons_phones_and_units() -> None:
    columns = ("姓名", "投标职责", "身份证号码", "联系电话", "社保缴纳单位")
    got = declared(
        ["四、本项目投标人员", "", "", "", ""],
        columns,
        [faint("滑峤珩"), "授权代表", lotmaker.person_id(52), faint("13900000052"), faint("深圳市乙木工程有限公司")],
        [faint("戎珩砚"), "联系人", "", "13900000053", ""],
    )
    (person,) = (record for record in got.records if isinstance(record, BidPerson))
    assert (person.person.name, person.person.phone, person.insured_at) == ("滑峤珩", "", None)
    assert not [record for record in got.records if isinstance(record, Contact)]
    assert len(doubts(got)) == 4


def test_a_faint_office_is_no_office_by_name() -> None:
    got = declared(["二、主要人员", "", ""], ("姓名", "职务", "身份证号码"), ["戎珩砚", faint("董事长"), lotmaker.person_id(32)])
    assert [str(record.office) for record in got.records if isinstance(record, Office)] == ["other_officer"]
    assert doubts(got) == ["董事长"]


def test_a_printed_kind_is_known_however_faint_and_an_unknown_one_is_not() -> None:
    got = declared(["一、股东信息", "", "", ""], HOLDERS, ["厉昶远", faint("自然人"), lotmaker.person_id(31), "100"])
    assert doubts(got) == []
    got = declared(["一、股东信息", "", "", ""], HOLDERS, ["厉昶远", faint("目然入"), lotmaker.person_id(31), "100"])
    assert doubts(got) == ["目然入"]


@pytest.mark.parametrize("answer", [faint("无"), UNREADABLE], ids=["faint", "unreadable"])
def test_a_doubtful_none_is_no_answer(answer: Written) -> None:
    got = declared(["一、股东信息", ""], [answer, ""])
    assert len(doubts(got)) == 1
    assert "shares_sum" not in {problem.reason for problem in got.problems} or answer == UNREADABLE
    field = declared(["上级法人", answer, "", ""])
    assert len(doubts(field)) == 1


def test_a_clear_none_is_an_answer() -> None:
    assert doubts(declared(["六、亲属关系申报", ""], ["无", ""], ["上级法人", "无"])) == []


def test_faint_units_and_kin_are_left_out() -> None:
    got = declared(
        ["五、关联单位", "", ""],
        ("单位名称", "统一社会信用代码", "相互关系"),
        ["深圳市乙木工程有限公司", lotmaker.company_code(101), faint("管理关系")],
        [faint("深圳市丙火工程有限公司"), lotmaker.company_code(102), "管理关系"],
        ["六、亲属关系申报", "", ""],
        ("本单位人员", "亲属姓名", "亲属关系"),
        ["厉昶远", faint("阚旻翊"), "配偶"],
    )
    assert [record.unit.name for record in got.records if isinstance(record, RelatedUnit)] == ["深圳市丙火工程有限公司"]
    assert not [record for record in got.records if isinstance(record, Kinship)]
    assert "not_understood" not in reasons(got)


@pytest.mark.parametrize("at", [0, 1, 2, 3])
def test_a_faint_change_ends_nothing(at: int) -> None:
    change: list[Written] = ["法定代表人", "厉昶远", "尉迟砚山", "2026-03-01"]
    change[at] = faint(str(change[at]))
    got = declared(
        ["法定代表人", "尉迟砚山", "身份证号码", lotmaker.person_id(40)],
        ["七、近十二个月变更情况", "", "", ""],
        ("变更事项", "变更前", "变更后", "变更日期"),
        change,
    )
    assert [record.until for record in got.records if isinstance(record, Office)] == [None]
    assert reasons(got) == {"doubtful_reading"}


def test_what_cannot_be_made_out_is_never_an_empty_answer() -> None:
    got = declared(["注册地址", UNREADABLE, "联系电话", "0755-1234567"])
    (problem,) = (each for each in got.problems if each.reason == "doubtful_reading")
    assert problem.fact.say("zh") == "注册地址看不清，无法识读"
    (missing,) = (each for each in got.problems if each.reason == "missing_answer")
    assert "注册地址" not in missing.fact.say("zh")
    assert len(doubts(declared([UNREADABLE, UNREADABLE, "", ""]))) == 2


def test_a_label_with_one_wrong_character_is_found_in_a_picture_only() -> None:
    rows = [["单位名称", NAME], ["统一社会信用代玛", CODE], ["联糸电话", "0755-1234567"]]
    document = scanned(rows)
    got = declared_in(document)
    assert (got.bidder.number, len(got.records)) == (CODE, 1)
    printed = FormDocument(
        document.file, tuple(Row(tuple(Cell(c.text, c.place, c.left, c.right) for c in r.cells), "x") for r in document.rows)
    )
    assert declared_in(printed).bidder.number == ""


def test_a_heading_with_one_wrong_character_opens_its_block_in_a_picture() -> None:
    got = declared(
        ["一、股东信患", "", "", ""],
        ("股东名称", "股东类型", "证件号玛", "持股比倒（%）"),
        ["厉昶远", "自然人", lotmaker.person_id(31), "100"],
    )
    assert holdings(got) == [("厉昶远", 1_000_000)]


@pytest.mark.parametrize("word", ["申话", "联糸申话", "财务负责人", "神秘栏目"])
def test_a_short_a_twice_wrong_or_another_word_is_no_label(word: str) -> None:
    assert labels.load().forgiving().field(word) is None
