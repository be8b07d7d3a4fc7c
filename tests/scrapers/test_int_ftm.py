"""FollowTheMoney files: what becomes a holder or an officer, what is told, what is refused with a sentence."""

from __future__ import annotations

import json
from datetime import date

import pytest
from ftmfile import AWKWARD, BIDDER, FULL, LUO, PARENT, ZHUO, A, P, company, directs, entity, owns, written

import lotmaker
from relparty.errors import UnreadableFile
from relparty.model.evidence import Extract
from relparty.model.lot import form_file
from relparty.model.party import PartyKind
from relparty.registers.plain import plain
from relparty_scrapers.int_ftm import parse
from relparty_scrapers.int_ftm.shares import Share, share


def told(content: bytes) -> dict[str, Extract]:
    found = parse.extracts(form_file("register/ftm.json", content), content)
    return {each.name.text: each for each in found if each.name}


def of_bidder(*entities: dict[str, object]) -> Extract:
    return told(written(A, P, LUO, ZHUO, *entities))[BIDDER]


def unread(found: Extract) -> list[str]:
    return [each.text for each in found.unread]


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        parse.extracts(form_file("register/ftm.json", content), content)
    return caught.value.say("zh") + caught.value.say("en")


def test_a_full_file_tells_holders_head_and_staff_with_the_line_of_each_tie() -> None:
    found = told(FULL)[BIDDER]
    assert found.holders
    assert found.staff
    assert [(each.name.text, each.percent, each.until) for each in found.holders] == [
        ("罗启航", 491_900, None),
        (PARENT, 508_100, None),
        ("裘菁茗", 100_000, date(2026, 8, 15)),
    ]
    assert found.head
    assert found.head.text == "罗启航"
    assert found.holders[0].name.source.place.pointer == "/6/properties/owner/0"
    assert found.shows_all_holders
    assert not found.shows_all_staff
    assert unread(found) == []
    assert found.retrieved_on == date(2026, 11, 19)


def test_a_resident_id_identifies_in_memory_and_is_told_nowhere() -> None:
    number = lotmaker.person_id(1100)
    found = of_bidder(owns("ow", "pe-x", "co-a", percentage="5"), entity("pe-x", "Person", name="裘菁茗", idNumber=[number], note2=number))
    assert found.holders
    assert found.holders[0].party
    assert found.holders[0].party.number == number
    without_party = json.dumps(plain(found) | {"holders": []}, ensure_ascii=False)
    assert number not in without_party
    assert "note2" in without_party


def test_two_ids_or_two_dates_of_birth_tell_nobody_apart() -> None:
    person = entity("pe-x", "Person", name="裘菁茗", idNumber=[lotmaker.person_id(7), lotmaker.person_id(8)], birthDate=["1970", "1971-02"])
    found = of_bidder(person, owns("ow", "pe-x", "co-a", percentage="5"))
    assert found.holders
    assert found.holders[0].party
    assert (found.holders[0].party.number, found.holders[0].party.born) == ("", "")
    assert len(unread(found)) == 4


def test_one_date_of_birth_told_twice_is_the_more_exact_one() -> None:
    found = of_bidder(entity("pe-x", "Person", name="裘菁茗", birthDate=["1970", "1970-02"]), owns("ow", "pe-x", "co-a", percentage="5"))
    assert found.holders
    assert found.holders[0].party
    assert found.holders[0].party.born == "1970-02"
    assert unread(found) == []


@pytest.mark.parametrize("key", ["uscCode", "registrationNumber", "idNumber", "taxNumber"])
def test_a_credit_code_is_found_wherever_it_stands(key: str) -> None:
    code = lotmaker.company_code(5)
    found = told(written(entity("co-x", "Company", name=BIDDER, **{key: code}), LUO, owns("ow", "pe-luo", "co-x", percentage="100")))[
        BIDDER
    ]
    assert found.uscc
    assert found.uscc.text == code


def test_two_credit_codes_are_told() -> None:
    twice = entity("co-x", "Company", name=BIDDER, uscCode=lotmaker.company_code(5), registrationNumber=lotmaker.company_code(6))
    found = told(written(twice, LUO, owns("ow", "pe-luo", "co-x", percentage="100")))[BIDDER]
    assert found.uscc
    assert found.uscc.text == lotmaker.company_code(5)
    assert unread(found) == [f"uscCode: {lotmaker.company_code(6)}"]


def test_a_foreign_holder_has_its_number_with_the_register() -> None:
    found = of_bidder(
        entity("co-gb", "Company", name="EXAMPLE HOLDINGS LIMITED", jurisdiction="gb", registrationNumber="01234567"),
        owns("ow", "co-gb", "co-a", percentage="60"),
    )
    assert found.holders
    assert found.holders[0].party
    assert (found.holders[0].party.kind, found.holders[0].party.number) == (PartyKind.COMPANY, "GB-COH-01234567")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("49.19", Share(491_900)),
        ("49.19%", Share(491_900)),
        ("100", Share(1_000_000)),
        ("25-50", Share(250_000, 500_000)),
        ("between 25% and 50%", Share(250_000, 500_000)),
        ("more than 25%", Share(250_001, 1_000_000)),
        (">25", Share(250_001, 1_000_000)),
        ("≥ 75 %", Share(750_000, 1_000_000)),
        ("more than 50% but less than 75%", Share(500_001, 749_999)),
        ("less than 5%", Share(0, 49_999)),
        ("不超过30%", Share(0, 300_000)),
        ("50.00001", Share(500_001)),
        ("101", None),
        ("50-25", None),
        ("-5", None),
        ("a majority", None),
        ("", None),
        ("1e2", Share(1_000_000)),
        ("NaN", None),
        ("9" * 5000, None),
    ],
)
def test_a_share_is_read_in_figures_and_in_words(text: str, expected: Share | None) -> None:
    assert share(text) == expected


def test_an_unreadable_share_leaves_the_holder_and_is_told() -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="a majority"))
    assert found.holders
    assert (found.holders[0].percent, found.holders[0].share and found.holders[0].share.text) == (None, "a majority")
    assert unread(found) == ["percentage: a majority"]
    assert not found.shows_all_holders


@pytest.mark.parametrize("word", ["indirect", "Beneficial owner", "间接持股", "nominee"])
def test_what_is_held_through_others_is_no_holding_of_its_own(word: str) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="80", ownershipType=word))
    assert found.holders is None
    assert unread(found) == [f"Ownership 罗启航 – {BIDDER}; ownershipType: {word}; percentage: 80"]


@pytest.mark.parametrize("word", ["direct", "股东", "自然人股东", "Shareholder"])
def test_plain_words_of_a_holding_are_passed_over(word: str) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="80", role=word))
    assert found.holders
    assert unread(found) == []


def test_one_holding_told_by_two_ties_does_not_count_twice() -> None:
    found = of_bidder(owns("ow-1", "pe-luo", "co-a", percentage="30"), owns("ow-2", "pe-luo", "co-a", percentage="30"))
    assert found.holders
    assert [(each.percent, each.most) for each in found.holders] == [(300_000, None)]
    differing = of_bidder(owns("ow-1", "pe-luo", "co-a", percentage="30"), owns("ow-2", "pe-luo", "co-a", percentage="40"))
    assert differing.holders
    assert [(each.percent, each.most) for each in differing.holders] == [(300_000, 400_000)]
    assert len(unread(differing)) == 2


def test_a_tie_that_is_over_since_nobody_knows_when_is_no_present_one() -> None:
    found = of_bidder(
        owns("ow", "pe-luo", "co-a", percentage="30", status="former"), directs("di", "pe-zhuo", "co-a", "监事", status="离任")
    )
    assert (found.holders, found.staff) == (None, None)
    assert len(unread(found)) == 2


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2019", "2020", (date(2019, 1, 1), date(2020, 12, 31))),
        ("2019-02", "2024-02", (date(2019, 2, 1), date(2024, 2, 29))),
        ("2019-02-03T10:00:00Z", "2020-01-01", (date(2019, 2, 3), date(2020, 1, 1))),
    ],
)
def test_a_date_that_is_not_exact_is_as_long_as_it_may_be(start: str, end: str, expected: tuple[date, date]) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="30", startDate=start, endDate=end))
    assert found.holders
    assert (found.holders[0].since, found.holders[0].until) == expected


@pytest.mark.parametrize("day", ["soon", "2019-13", "2019-02-31", "0000"])
def test_a_date_that_is_none_is_told(day: str) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="30", startDate=day))
    assert unread(found) == [f"startDate: {day}"]


def test_an_agent_without_an_office_is_no_officer_and_one_with_it_is() -> None:
    agent = of_bidder(entity("re", "Representation", agent="pe-luo", client="co-a", role="registered agent"))
    assert (agent.staff, agent.head) == (None, None)
    assert unread(agent) == [f"Representation 罗启航 – {BIDDER}; role: registered agent"]
    head = of_bidder(entity("re", "Representation", agent="pe-luo", client="co-a", role="Legal representative"))
    assert head.head
    assert head.head_party
    assert head.head_party.register_id == "int_ftm:pe-luo"
    assert of_bidder(directs("di", "pe-luo", "co-a", "former legal representative")).head is None


def test_of_two_present_heads_the_second_is_told() -> None:
    found = of_bidder(directs("d1", "pe-luo", "co-a", "法定代表人"), directs("d2", "pe-zhuo", "co-a", "法定代表人"))
    assert found.head
    assert found.head.text == "罗启航"
    assert unread(found) == ["head: 卓蔚"]


@pytest.mark.parametrize(
    ("schema", "one", "other"),
    [("Family", "person", "relative"), ("Associate", "person", "associate")],
)
def test_kin_are_told_with_the_companies_of_both_in_whatever_order_the_lines_stand(schema: str, one: str, other: str) -> None:
    kin = entity("fa", schema, **{one: "pe-luo", other: "pe-zhuo"}, relationship="配偶")
    found = told(
        written(kin, A, P, LUO, ZHUO, owns("o1", "pe-luo", "co-a", percentage="100"), owns("o2", "pe-zhuo", "co-p", percentage="100"))
    )
    assert unread(found[BIDDER]) == unread(found[PARENT]) == [f"{schema} 罗启航 – 卓蔚; relationship: 配偶"]


@pytest.mark.parametrize(
    "tie",
    [
        entity("x", "UnknownLink", subject="pe-luo", object="co-a"),
        entity("x", "Control", controller="pe-luo", controlled="co-a"),
        entity("x", "Employment", employee="pe-luo", employer="co-a"),
        entity("x", "Membership", member="pe-luo", organization="co-a"),
        entity("x", "Succession", predecessor="co-p", successor="co-a"),
        entity("x", "Similar", candidate="co-p", match="co-a"),
        entity("x", "Widget", maker="co-a"),
        entity("x", "Widget", colour="red"),
        entity("x", "Ownership", owner="gone", asset="co-a", percentage="5"),
        entity("x", "Ownership", asset="co-a"),
        entity("x", "Ownership", owner="gone", asset="gone too"),
        entity("x", "Ownership", owner=["pe-luo", "pe-zhuo"], asset="co-a"),
        entity("x", "Ownership", owner="pe-zhuo", asset="gone"),
        entity("x", "Person", birthDate="1970"),
    ],
)
def test_what_nobody_reads_is_told_with_the_company(tie: dict[str, object]) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="100"), tie)
    assert len(unread(found)) == 1
    assert unread(found)[0].startswith(str(tie["schema"]))


@pytest.mark.parametrize("tie", [entity("x", "Sanction", entity="co-a"), entity("x", "Ownership", owner="co-a", asset="ve")])
def test_what_ties_no_party_to_a_company_is_passed_over_by_name(tie: dict[str, object]) -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="100"), entity("ve", "Vehicle", name="示例车辆"), tie)
    assert unread(found) == []


def test_a_merged_id_is_followed_and_one_that_two_claim_is_not() -> None:
    edge = owns("ow", "old", "co-a", percentage="100")
    followed = told(written(A, {**LUO, "referents": ["old"]}, ZHUO, edge))[BIDDER]
    assert followed.holders
    claimed = told(written(A, {**LUO, "referents": ["old"]}, {**ZHUO, "referents": ["old"]}, edge))[BIDDER]
    assert claimed.holders is None
    assert unread(claimed) == [f"Ownership (owner: old) – {BIDDER}; percentage: 100"]


def test_fragments_of_one_entity_are_put_together() -> None:
    found = told(written(A, LUO, owns("ow", "pe-luo", "co-a"), entity("ow", "Ownership", percentage="70"), entity("co-a", "LegalEntity")))
    holders = found[BIDDER].holders
    assert holders
    assert holders[0].percent == 700_000
    assert "前面是 Company" in refused(written(A, entity("co-a", "Person", name="甲")))


def test_an_unknown_property_is_told_and_a_known_one_is_passed_over() -> None:
    found = of_bidder(owns("ow", "pe-luo", "co-a", percentage="100", votes="51"), company("co-b", "深圳市乙木工程有限公司", 7, innCode="1"))
    assert unread(found) == ["votes: 51"]


def test_files_that_are_none_are_refused_with_the_line() -> None:
    assert "line 1 is not JSON" in refused(b"{\n " + written(A))
    assert "line 1 is no entity" in refused(b"[" + written(A).strip() + b"]")
    assert "line 2 is not JSON" in refused(written(A) + b"<html>\n" + written(LUO))
    assert "文件被截断" in refused((written(A, LUO) + written(owns("ow", "pe-luo", "co-a")))[:-20])
    assert "statements" in refused(written({"id": "s", "canonical_id": "c", "prop": "name", "schema": "Person", "value": "x"}))
    nested = entity("ow", "Ownership", owner=[LUO], asset="co-a")
    assert "nested" in refused(written(A, nested))
    assert "line 1 is not JSON" in refused(b'{"id":"a","schema":"Person","properties":{"name":["\\ud800"]}}\n' + written(A))
    assert "stands twice" in refused(b'{"id":"a","schema":"Person","schema":"Company","properties":{}}\n')
    assert "is no entity" in refused(b'{"id":"a","schema":"Person","properties":{"name":"x"}}\n')
    assert "is no entity" in refused(b'{"id":"","schema":"Person","properties":{}}\n')
    assert "is not JSON" in refused(b"[" * 100_000)
    assert "encoding" in refused(b"\xff\xff\xff")
    assert "no holder" in refused(written(A, LUO))


def test_a_file_is_recognised_by_its_first_line_alone() -> None:
    assert parse.recognises(FULL)
    assert parse.recognises(AWKWARD)
    assert parse.recognises(b"\xef\xbb\xbf" + FULL)
    assert parse.recognises(written({"id": "s", "canonical_id": "c", "prop": "name", "schema": "Person", "value": "x"}))
    for other in (
        b"",
        b"[]",
        b"{",
        b'{"statementId":"x","recordType":"entity"}',
        b"PK\x03\x04",
        b'{"form":"relparty/declaration/1"}',
        b"[" * 100_000,
    ):
        assert not parse.recognises(other)
