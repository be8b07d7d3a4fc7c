"""Printings in small: each way of putting an answer on paper is read, and what is near to it is not misread."""

from __future__ import annotations

import pytest

import lotmaker
from formpapers import BIDDER, CODE, NAME, Written, declared, reasons, table, told
from relparty.documents.cells import FormDocument, Row
from relparty.model.lot import Declaration
from relparty.model.record import BidPerson, Contact, Kinship, Office, RelatedUnit, Shareholding

ID = lotmaker.person_id(40)


def heads(got: Declaration) -> list[tuple[str, str]]:
    return [(r.person.name, r.person.number) for r in got.records if isinstance(r, Office) and r.office == "head"]


def officers(got: Declaration) -> list[tuple[str, str]]:
    return [(r.person.name, str(r.office)) for r in got.records if isinstance(r, Office) and r.office != "head"]


def holders(got: Declaration) -> list[tuple[str, str, int | None]]:
    return [(r.holder.name, r.company.name, r.percent) for r in got.records if isinstance(r, Shareholding)]


def people(got: Declaration) -> list[tuple[str, str, str, str]]:
    return [(r.person.name, str(r.role), r.person.number, r.person.phone) for r in got.records if isinstance(r, BidPerson)]


# --- split and merged cells --------------------------------------------------------------------------


def test_an_id_of_one_figure_a_box_is_one_id() -> None:
    assert heads(told(["法定代表人", "尉迟砚山"], ["身份证号码", *ID])) == [("尉迟砚山", ID)]


def test_an_id_in_two_halves_is_one_id_by_its_check_digit() -> None:
    assert heads(told(["法定代表人", "尉迟砚山", "身份证号码", ID[:6], ID[6:]])) == [("尉迟砚山", ID)]


def test_two_halves_are_one_wrong_id_and_two_thirds_are_none() -> None:
    wrong = lotmaker.person_id(40, "!")
    got = told(["法定代表人", "尉迟砚山", "身份证号码", wrong[:6], wrong[6:]])
    assert reasons(got) == {"wrong_resident_id"}
    assert "not_understood" in reasons(told(["法定代表人", "尉迟砚山", "身份证号码", ID[:6], ID[6:12]]))


def test_a_name_is_never_put_together_from_two_cells() -> None:
    got = told(["法定代表人", "尉迟", "砚山"])
    assert heads(got) == [("尉迟", "")]
    assert "not_understood" in reasons(got)


def test_a_few_single_figures_are_no_number() -> None:
    got = told(["联系电话", *"0755"])
    assert not [r for r in got.records if isinstance(r, Contact)]
    assert "not_understood" in reasons(got)


def test_single_figures_behind_another_label_are_values_of_their_own() -> None:
    names = [f"厉昶{word}" for word in "远山川河江湖海岸林木"]
    got = told(["一、股东信息"], ["股东名称", *names], ["持股比例", *["9"] * 9, "19"])
    assert [percent for _, _, percent in holders(got)] == [*[90_000] * 9, 190_000]


def test_a_box_that_cannot_be_read_makes_the_number_unread() -> None:
    boxes: list[Written] = [(figure, 0.99) for figure in ID]
    boxes[9] = ("", 0.0)
    got = told(["法定代表人", "尉迟砚山"], ["身份证号码", *boxes])
    assert heads(got) == [("尉迟砚山", "")]
    assert reasons(got) == {"doubtful_reading"}


@pytest.mark.parametrize(("pieces", "whole"), [(["2026", "年", "11", "月", "10", "日"], "2026-11-10"), (["2026-11", "-10"], "2026-11-10")])
def test_a_date_in_pieces_is_one_day(pieces: list[str], whole: str) -> None:
    assert str(told(["填报日期", *pieces]).declared_on) == whole


def test_an_address_in_pieces_is_one_address() -> None:
    whole, split = told(["注册地址", "广东省深圳市坪山区示例路1号"]), told(["注册地址", "广东省", "深圳市", "坪山区示例路1号"])
    assert [r.value for r in split.records if isinstance(r, Contact)] == [r.value for r in whole.records if isinstance(r, Contact)]


def test_a_percent_sign_in_a_cell_of_its_own_belongs_to_the_share() -> None:
    rows = table([BIDDER, ["一、股东信息"], ["股东名称", "证件号码", "持股比例"], ["尉迟砚山", ID, "100", "%"]])
    wide = [*rows.rows]
    heading = wide[2].cells
    wide[2] = Row((*heading[:2], type(heading[2])("持股比例", heading[2].place, 3, 5)), "table")
    assert holders(declared(FormDocument(rows.file, tuple(wide)))) == [("尉迟砚山", NAME, 1_000_000)]


# --- labels and values -------------------------------------------------------------------------------


def test_labels_that_say_whose_answer_they_ask_for_need_no_order() -> None:
    got = told(
        ["法定代表人姓名", "尉迟砚山", "授权代表姓名", "滑峤珩"],
        ["授权代表身份证号", lotmaker.person_id(52), "法定代表人身份证号", ID],
        ["授权代表手机", "13900000052", "法定代表人电话", "0755-1234567"],
    )
    assert heads(got) == [("尉迟砚山", ID)]
    assert people(got) == [("滑峤珩", "agent", lotmaker.person_id(52), "13900000052")]


def test_a_number_told_before_the_name_is_that_persons() -> None:
    got = told(["委托代理人身份证号码", lotmaker.person_id(52)], ["委托代理人", "滑峤珩"])
    assert people(got) == [("滑峤珩", "agent", lotmaker.person_id(52), "")]


def test_a_bid_persons_labels_over_their_values() -> None:
    got = told(["授权代表", "身份证号码", "联系电话"], ["滑峤珩", lotmaker.person_id(52), "13900000052"])
    assert people(got) == [("滑峤珩", "agent", lotmaker.person_id(52), "13900000052")]


def test_an_empty_pair_row_is_no_row_of_labels() -> None:
    got = told(["联系电话", "", "电子邮箱", ""], ["注册地址", "深圳市坪山区示例路1号", "法定代表人", "尉迟砚山"])
    assert heads(got) == [("尉迟砚山", "")]
    assert [r.value for r in got.records if isinstance(r, Contact)] == ["深圳市坪山区示例路1号"]


def test_numbers_before_the_labels_and_heads_over_them_make_no_difference() -> None:
    got = told(
        ["序号", "项目", "填写内容"], ["1", "法定代表人", "尉迟砚山"], ["2", "身份证号码", ID], ["（3）", "联系电话", "0755-1234567"]
    )
    assert heads(got) == [("尉迟砚山", ID)]
    assert reasons(got) == set()


def test_labels_without_values_below_leave_the_next_labels_theirs() -> None:
    got = told(["曾用名", "电子邮箱"], ["法定代表人", "尉迟砚山"])
    assert heads(got) == [("尉迟砚山", "")]


def test_every_cell_of_a_row_may_carry_its_own_label() -> None:
    assert heads(told(["法定代表人：尉迟砚山", f"身份证号码：{ID}", "联系电话："])) == [("尉迟砚山", ID)]


def test_inside_the_heads_block_a_name_is_the_heads() -> None:
    assert heads(told(["法定代表人基本情况"], ["姓名", "尉迟砚山", "性别", "男"], ["身份证号码", ID])) == [("尉迟砚山", ID)]


def test_a_second_bidder_name_is_reported_and_a_seal_is_not() -> None:
    assert reasons(told(["投标人", f"{NAME}（盖章）"])) == set()
    assert reasons(told(["投标人", "深圳市乙木工程有限公司"])) == {"not_understood"}


@pytest.mark.parametrize(
    ("label", "value", "expected"),
    [
        ("注册资本", "500万元", set()),
        ("实际控制人", "尉迟砚山", set()),
        ("实际控制人", "申屠旻", {"remark"}),
        ("管理关系单位", "深圳市乙木工程有限公司", {"remark"}),
        ("管理关系单位", "无", set()),
    ],
)
def test_known_answers_are_left_or_given_to_a_reader(label: str, value: str, expected: set[str]) -> None:
    assert reasons(told(["法定代表人", "尉迟砚山", "身份证号码", ID], [label, value])) == expected


# --- blocks ------------------------------------------------------------------------------------------


def test_a_party_under_the_other_with_labels_beside_its_values() -> None:
    got = told(
        ["一、股东信息"],
        ["股东名称", "厉昶远", "证件号码", lotmaker.person_id(31)],
        ["持股比例", "60%", "股东类型", "自然人"],
        ["股东名称", "戎珩砚", "证件号码", lotmaker.person_id(32)],
        ["持股比例", "40%", "股东类型", "自然人"],
        ["填报日期", "2026-11-10"],
    )
    assert holders(got) == [("厉昶远", NAME, 600_000), ("戎珩砚", NAME, 400_000)]
    assert str(got.declared_on) == "2026-11-10"


def test_parties_side_by_side() -> None:
    got = told(["二、主要人员"], ["姓名", "戎珩砚", "滑峤珩"], ["职务", "监事", "董事长"], ["身份证号码", lotmaker.person_id(32), ""])
    assert officers(got) == [("戎珩砚", "supervisor"), ("滑峤珩", "chair")]


def test_a_holder_in_words_needs_no_heading() -> None:
    got = told(
        [f"股东一：厉昶远，身份证号：{lotmaker.person_id(31)}，持股比例：60%"],
        [f"股东2：戎珩砚（身份证号：{lotmaker.person_id(32)}；持股比例：40%）"],
    )
    assert holders(got) == [("厉昶远", NAME, 600_000), ("戎珩砚", NAME, 400_000)]


def test_one_label_a_line_makes_one_party() -> None:
    got = told(
        ["六、亲属关系申报"],
        ["本单位人员：厉昶远"],
        ["亲属姓名：阚旻翊"],
        ["与本人关系：配偶"],
        ["亲属任职单位：深圳市乙木工程有限公司"],
        ["备注：无"],
    )
    (kin,) = (r for r in got.records if isinstance(r, Kinship))
    assert (kin.person.name, kin.relative.name, kin.relation, kin.unit and kin.unit.name) == (
        "厉昶远",
        "阚旻翊",
        "配偶",
        "深圳市乙木工程有限公司",
    )


def test_an_officer_is_named_behind_the_office() -> None:
    got = told(["二、主要人员"], ["监事：戎珩砚（身份证号：未提供）"], ["执行董事兼总经理：滑峤珩"])
    assert [name for name, _ in officers(got)] == ["戎珩砚", "滑峤珩"]


def test_the_next_holder_of_one_company_need_not_name_it_again() -> None:
    got = told(["三、股权穿透"], ["被投资单位：深圳市同源控股有限公司"], ["股东：厉昶远，持股比例：60%"], ["股东：戎珩砚，持股比例：40%"])
    assert holders(got) == [("厉昶远", "深圳市同源控股有限公司", 600_000), ("戎珩砚", "深圳市同源控股有限公司", 400_000)]


def test_the_bidders_own_labels_after_a_block_are_the_bidders() -> None:
    got = declared(table([["五、关联单位"], ["无"], ["单位名称", NAME, "统一社会信用代码", CODE]]))
    assert (got.bidder.name, got.bidder.number) == (NAME, CODE)


def test_a_heading_before_its_columns_in_one_row() -> None:
    got = told(["股东信息", "姓名", "身份证号码", "持股比例"], ["", "厉昶远", lotmaker.person_id(31), "100"], ["亲属关系", "无"])
    assert holders(got) == [("厉昶远", NAME, 1_000_000)]
    assert reasons(got) == set()


def test_headings_over_headings() -> None:
    got = told(
        ["一、股东信息"],
        ["序号", "股东名称", "证件信息", "出资情况"],
        ["序号", "股东名称", "证件号码", "持股比例"],
        ["1", "厉昶远", lotmaker.person_id(31), "100"],
    )
    assert holders(got) == [("厉昶远", NAME, 1_000_000)]


def test_the_heading_of_a_block_decides_between_alike_tables() -> None:
    columns = ["姓名", "职务", "身份证号码", "联系电话", "社保缴纳单位"]
    got = told(["二、主要人员"], columns, ["戎珩砚", "监事", lotmaker.person_id(32), "", ""])
    assert officers(got) == [("戎珩砚", "supervisor")]


def test_an_unknown_column_is_reported_only_when_it_holds_something() -> None:
    columns = ["股东名称", "证件号码", "持股比例", "神秘栏目"]
    empty = told(["一、股东信息"], columns, ["厉昶远", lotmaker.person_id(31), "100", "/"])
    filled = told(["一、股东信息"], columns, ["厉昶远", lotmaker.person_id(31), "100", "由申屠旻代持"])
    assert reasons(empty) == set()
    (problem,) = filled.problems[-1:]
    assert problem.reason == "not_understood"
    assert "神秘栏目" in problem.fact.say("zh")
    assert "由申屠旻代持" in problem.fact.say("zh")


def test_unknown_headings_without_a_row_under_them_are_reported() -> None:
    got = told(["一、股东信息"], ["股东名称", "申屠旻", "证件号码", "持股比例"], ["二、主要人员"], ["无"])
    assert "申屠旻" in " ".join(problem.fact.say("zh") for problem in got.problems)


def test_a_name_in_the_column_of_numbers_is_not_lost() -> None:
    got = told(["二、主要人员"], ["序号", "姓名", "职务"], ["1", "戎珩砚", "监事"], ["申屠旻", "", ""])
    assert "申屠旻" in " ".join(problem.fact.say("zh") for problem in got.problems)


def test_somebody_named_beside_a_lawful_absence_is_not_lost() -> None:
    columns = ["序号", "姓名", "职务", "备注"]
    got = told(["二、主要人员"], columns, ["1", "戎珩砚", "董事", "不设监事会"], ["2", "不设监事", "监事", ""])
    assert officers(got) == [("戎珩砚", "director")]


def test_sums_are_no_holders() -> None:
    got = told(
        ["一、股东信息"],
        ["序号", "股东名称", "证件号码", "持股比例"],
        ["1", "厉昶远", lotmaker.person_id(31), "100"],
        ["合计", "", "", "100"],
        ["合计：100%"],
    )
    assert holders(got) == [("厉昶远", NAME, 1_000_000)]
    assert reasons(got) == set()


# --- answers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", ["无", "☐有 ☑无", "□有　■无", "有□ 无☑", "有（ ）无（√）", "√无", "（无）", "[ ]是 [√]否"])
def test_none_is_written_and_ticked_in_many_ways(answer: str) -> None:
    assert reasons(told(["六、亲属关系申报"], [answer])) == set()
    assert reasons(told([f"六、亲属关系申报：{answer}"])) == set()


@pytest.mark.parametrize("answer", ["☑有 ☐无", "有☑ 无□", "有"])
def test_a_yes_without_a_row_is_reported_and_one_with_a_row_is_not(answer: str) -> None:
    assert reasons(told(["六、亲属关系申报"], [answer])) == {"promised"}
    columns = ["本单位人员", "亲属姓名", "亲属关系"]
    got = told(["六、亲属关系申报"], [answer], columns, ["厉昶远", "阚旻翊", "配偶"])
    assert reasons(got) == set()
    assert len([r for r in got.records if isinstance(r, Kinship)]) == 1


@pytest.mark.parametrize("answer", ["☐有 ☐无", "☑有 ☑无", "☐有：深圳市乙木工程有限公司 ☑无"])
def test_boxes_that_tell_nothing_are_reported(answer: str) -> None:
    assert "not_understood" in reasons(told(["五、关联单位"], [answer]))


def test_the_ticked_kind_is_the_kind() -> None:
    got = told(["单位类型", "☐有限责任公司 ☑股份有限公司 ☐其他：____"], ["一、股东信息"], ["股东名称", "持股比例"], ["厉昶远", "30"])
    assert "joint_stock" in {problem.reason for problem in got.problems}


def test_ticked_relations_are_all_told() -> None:
    got = told(["五、关联单位"], ["单位名称", "相互关系"], ["深圳市乙木工程有限公司", "☑控股关系 ☑管理关系 ☐其他"])
    assert sorted(str(r.relation) for r in got.records if isinstance(r, RelatedUnit)) == ["holding", "management"]


@pytest.mark.parametrize("words", ["详见附件", "见附件二", "（详见附表）", "另附", "附后"])
def test_an_answer_in_another_paper_is_to_be_read_there(words: str) -> None:
    for got in (
        told(["一、股东信息"], [words]),
        told([f"一、股东信息：{words}"]),
        told(["注册地址", words]),
        told(["一、股东信息"], ["股东名称", "持股比例"], [words, ""]),
    ):
        assert "elsewhere" in {problem.reason for problem in got.problems}
        assert not holders(got)
    assert "shares_sum" not in {problem.reason for problem in told(["一、股东信息"], [words]).problems}


@pytest.mark.parametrize(
    "words",
    ["八、神秘事项", "乙木公司的法定代表人系我公司股东的近亲属：配偶", "我公司与深圳市乙木工程有限公司存在关联关系", "755901234567890"],
)
def test_a_line_that_is_no_known_heading_is_reported_and_names_nobody(words: str) -> None:
    got = told(["二、主要人员"], ["姓名", "职务"], ["戎珩砚", "监事"], [words])
    assert officers(got) == [("戎珩砚", "supervisor")]
    (problem,) = (each for each in got.problems if each.reason == "not_understood")
    assert words in problem.fact.say("zh")


def test_a_value_that_lost_its_label_is_reported() -> None:
    got = told(["注册地址", "深圳市坪山区示例路1号", "神秘栏目", "0755-1234567"], ["", "755901234567890", "法定代表人", "尉迟砚山"])
    text = " ".join(each.fact.say("zh") for each in got.problems)
    assert "0755-1234567" in text
    assert "755901234567890" in text
    assert [r.value for r in got.records if isinstance(r, Contact)] == ["深圳市坪山区示例路1号"]


def test_a_cell_across_several_columns_is_no_value_of_one() -> None:
    rows = table([BIDDER, ["二、主要人员"], ["姓名", "职务", "身份证号码"], ["神秘事项", "说明"]])
    wide = [*rows.rows]
    first, second = wide[3].cells
    wide[3] = Row((type(first)(first.text, first.place, 1, 3), type(second)(second.text, second.place, 3, 4)), "table")
    got = declared(FormDocument(rows.file, tuple(wide)))
    assert officers(got) == []
    assert "神秘事项" in " ".join(each.fact.say("zh") for each in got.problems)


def test_printed_notes_are_no_answers() -> None:
    assert reasons(told(["注：请如实填写"], ["说明：没有的填“无”"], ["（如无，请填“无”）"], ["- 2 -"], ["第 1 页 共 3 页"])) == set()


def test_a_long_note_opens_no_block() -> None:
    note = "注：本栏应填写与本单位存在亲属关系、关联关系、变更情况及股东信息等全部情况，逐层填至自然人，不得遗漏，如有不实由本单位自行承担全部后果，特此说明并请各单位知悉"
    got = told(["二、主要人员"], [note], ["姓名", "职务"], ["戎珩砚", "监事"])
    assert officers(got) == [("戎珩砚", "supervisor")]
