"""Values that a damaged form shows: each is told, none is used as sure, and what is near to it goes on as ever."""

from __future__ import annotations

import pytest

import lotmaker
from formpapers import reasons, told
from relparty.identifiers import resident
from relparty.model.lot import Declaration
from relparty.model.record import BidPerson, Channel, Contact, Kinship, Office, Shareholding

ID = lotmaker.person_id(40)
MASKED = lotmaker.person_id(40, "*")


def head(name: str, number: str = MASKED) -> Declaration:
    return told(["法定代表人", name, "身份证号码", number])


def heads(got: Declaration) -> list[tuple[str, str]]:
    return [(r.person.name, r.person.number) for r in got.records if isinstance(r, Office)]


def contacts(got: Declaration, channel: Channel) -> list[str]:
    return [record.value for record in got.records if isinstance(record, Contact) and record.channel is channel]


# --- names -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["荣昶昶9董事长", "翁昶国资机构", "王", "张三\x00"])
def test_a_name_that_can_be_none_is_told_and_proves_nothing(name: str) -> None:
    got = head(name)
    assert reasons(got) == {"unclear_name"}
    assert heads(got) == [(name, "")]
    (problem,) = (each for each in got.problems if each.reason == "unclear_name")
    assert problem.sources[0].text == name


def test_a_right_id_says_who_is_meant_whatever_the_name() -> None:
    got = head("荣昶昶9董事长", ID)
    assert reasons(got) == {"unclear_name"}
    assert heads(got) == [("荣昶昶9董事长", ID)]


@pytest.mark.parametrize("name", ["买买提·吐尔逊", "John Smith", "欧阳昶昶", "深圳市甲辰上层投资有限公司"])
def test_names_of_people_and_units_go_on_as_ever(name: str) -> None:
    got = told(["法定代表人", name])
    assert reasons(got) == set()
    assert heads(got) == [(name, "")]


def test_an_absurdly_long_name_is_quoted_in_short() -> None:
    (problem,) = (each for each in head("Smith " * 1000).problems if each.reason == "unclear_name")
    assert len(problem.fact.say("zh")) < 120


def test_a_bid_persons_phone_proves_nothing_for_a_name_that_can_be_none() -> None:
    heading = ["姓名", "投标职责", "身份证号码", "联系电话"]
    got = told(["四、本项目投标人员"], heading, ["滑峤9珩", "授权代表", "", "13900000052"], ["滑峤珩", "联系人", "", "13900000053"])
    assert [(r.person.name, r.person.phone) for r in got.records if isinstance(r, BidPerson)] == [
        ("滑峤9珩", ""),
        ("滑峤珩", "13900000053"),
    ]
    assert reasons(got) == {"unclear_name"}


def test_both_persons_of_a_row_of_kin_must_have_names() -> None:
    heading = ["本单位人员", "亲属姓名", "亲属关系", "亲属任职单位"]
    got = told(["六、亲属关系申报"], heading, ["滑峤珩", "9滑峤", "配偶", ""], ["滑峤珩", "滑峤砚", "子女", ""], ["", "滑峤山", "子女", ""])
    assert len([r for r in got.records if isinstance(r, Kinship)]) == 3
    assert [problem.sources[0].text for problem in got.problems if problem.reason == "unclear_name"] == ["9滑峤"]


@pytest.mark.parametrize(
    ("name", "kind", "is_clear"),
    [
        ("翁昶国资机构", "", False),
        ("翁昶远", "", True),
        ("翁昶国资机构", "自然人", False),
        ("职工持股会", "其他", True),
        ("深圳市甲辰上层投资有限公司", "", True),
    ],
)
def test_a_holder_is_a_person_a_unit_or_said_to_be_something_else(name: str, kind: str, is_clear: bool) -> None:
    got = told(["一、股东信息"], ["股东名称", "股东类型", "证件号码", "持股比例"], [name, kind, "", "100"])
    assert [r.holder.name for r in got.records if isinstance(r, Shareholding)] == [name]
    assert ("unclear_name" in reasons(got)) is not is_clear


# --- numbers -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", ["110108", "3101091964", "310104**2*****0005", "ABCDEF"])
def test_a_number_that_can_be_none_is_told_and_not_used(number: str) -> None:
    got = head("尉迟砚山", number)
    assert reasons(got) == {"wrong_resident_id"}
    assert heads(got) == [("尉迟砚山", "")]


@pytest.mark.parametrize("number", [ID, MASKED, "E12345678", "A123456(3)", "01234567", "310104****0005"])
def test_other_papers_and_masked_ids_are_used_as_written(number: str) -> None:
    got = head("尉迟砚山", number)
    assert reasons(got) == set()
    assert heads(got) == [("尉迟砚山", resident.fold(number))]


def test_a_mistyped_whole_id_is_told_and_kept() -> None:
    wrong = lotmaker.person_id(40, "!")
    assert heads(head("尉迟砚山", wrong)) == [("尉迟砚山", wrong)]
    assert reasons(head("尉迟砚山", wrong)) == {"wrong_resident_id"}


# --- phones and e-mails ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("电子邮箱", "bid3@bidder.example投标保证金付款账户"),
        ("电子邮箱", "bid3@bidder.example 投标保证金付款账户"),
        ("电子邮箱", "bid3@bidder.example甲辰"),
        ("联系电话", "0755-1234567法定代表人"),
        ("联系电话", "0755-1234567电子邮箱"),
    ],
)
def test_a_contact_with_another_label_stuck_to_it_is_told_and_not_used(label: str, text: str) -> None:
    got = told([label, text])
    assert reasons(got) == {"not_understood"} or label == "联系电话"
    assert [record for record in got.records if isinstance(record, Contact)] == [] or text.endswith("电子邮箱")


@pytest.mark.parametrize("text", ["bid3@bidder.example", "邮箱：bid3@bidder.example", "bid3@bidder.example（联系人邮箱）"])
def test_an_e_mail_with_its_own_words_is_read(text: str) -> None:
    got = told(["电子邮箱", text])
    assert contacts(got, Channel.EMAIL) == ["bid3@bidder.example"]
    assert reasons(got) == set()


@pytest.mark.parametrize("text", ["0755-1234567", "13900000052（法定代表人）", "办公电话0755-1234567", "联系人 0755-1234567"])
def test_a_phone_with_its_own_words_is_read(text: str) -> None:
    got = told(["联系电话", text])
    assert len(contacts(got, Channel.PHONE)) == 1
    assert reasons(got) == set()


def test_a_bid_persons_phone_with_another_label_stuck_to_it_is_not_used() -> None:
    heading = ["姓名", "投标职责", "身份证号码", "联系电话"]
    got = told(["四、本项目投标人员"], heading, ["滑峤珩", "授权代表", "", "13900000052社保缴纳单位"])
    assert contacts(got, Channel.PHONE) == []
    assert [r.person.phone for r in got.records if isinstance(r, BidPerson)] == [""]
    assert reasons(got) == {"not_understood"}


# --- characters --------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["深圳市(cid:0)山区示例路1号", "深圳市\ufffd山区示例路1号"])
def test_a_character_that_the_font_does_not_tell_is_told(text: str) -> None:
    got = told(["注册地址", text])
    assert [problem.sources[0].text for problem in got.problems if problem.reason == "not_understood"] == [text]
    assert reasons(told(["注册地址", "深圳市坪山区示例路1号(cid)"])) == set()
