"""The registration beside the declarations: what it may not clear, what it may not accuse of, what is counted once."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import lotmaker
import running
from keptlookups import found, kept, told
from registerworld import Change, Company, Holder, Officer, company, holder_of

OLD = date(2024, 1, 1)
BAR = ("direct_holding", "bar")


def registered(word: str, number: int, head: str, *holders: Holder, **more: Any) -> Company:
    more.setdefault("staff", (Officer(head, "执行董事"),))
    return company(word, number, head, *(holders or (Holder(head, "100%"),)), **more)


A = registered("甲辰", 100, "罗启航")
HELD = registered("乙木", 101, "卓蔚", holder_of(A, "60%"), Holder("卓蔚", "40%"))
APART = registered("乙木", 101, "卓蔚")


def lot(a: Mapping[str, Any] | None = None, b: Mapping[str, Any] | None = None, **more: Any) -> dict[str, Any]:
    one = {"head": {"name": "罗启航", "id": "#1"}} | dict(a or {})
    other = {"head": {"name": "卓蔚", "id": "#2"}} | dict(b or {})
    return {"min_quotes": 2, "bidders": {"甲辰": one, "乙木": other}} | more


def held(*rows: tuple[str, float]) -> dict[str, Any]:
    """Bidder B's holders: A with these rows, and 卓蔚 with the rest."""
    mine = [{"name": "@甲辰", "kind": "company", "id": number, "percent": percent} for number, percent in rows]
    rest = 100 - sum(percent for _, percent in rows)
    return {"shareholders": [*mine, {"name": "卓蔚", "kind": "person", "id": "#2", "percent": rest}]}


def share(result: dict[str, Any]) -> list[object]:
    return [each["paths"][0]["steps"][0]["percent"] for each in result["findings"] if each["rule"] == "direct_holding"]


@pytest.mark.parametrize("rows", [[("$100", 15), ("$100", 15)], [("$100", 30)]])
@pytest.mark.parametrize("shares", [["30%"], ["15%", "15%"]])
def test_a_share_that_both_sides_tell_is_counted_once(tmp_path: Path, rows: list[tuple[str, float]], shares: list[str]) -> None:
    child = registered("乙木", 101, "卓蔚", *(holder_of(A, each) for each in shares), Holder("卓蔚", "70%"))
    result = told(tmp_path, lot(b=held(*rows)), kept(A), kept(child))
    assert share(result) == [30]
    assert {each["rule"] for each in result["findings"]} == {"direct_holding", "too_few_quotes"}


def test_two_forms_of_one_bidder_and_the_register_are_one_share(tmp_path: Path) -> None:
    child = registered("乙木", 101, "卓蔚", holder_of(A, "30%"), Holder("卓蔚", "70%"))
    lotmaker.write(tmp_path, lot(b=held(("$100", 30))))
    form = json.loads((tmp_path / "forms" / "02.json").read_text(encoding="utf-8"))
    (tmp_path / "forms" / "03.json").write_text(json.dumps(form | {"declared_on": "2026-11-01"}, ensure_ascii=False), encoding="utf-8")
    again = tmp_path / "again"
    again.mkdir()
    (tmp_path / "register").mkdir()
    from relparty.registers import lookup

    for each in (kept(A), kept(child)):
        (tmp_path / each.file.file).write_bytes(lookup.content(each))
    result = running.told(tmp_path, "en")
    assert share(result) == [30]
    assert BAR not in {(each["rule"], each["level"]) for each in result["findings"]}


def test_the_registered_code_of_a_holder_finds_the_bidder_that_the_form_miswrote(tmp_path: Path) -> None:
    assert BAR in found(tmp_path, lot(b=held(("$777", 60))), kept(A), kept(HELD))


def test_a_share_told_within_bounds_leaves_the_more_exact_one_of_the_form(tmp_path: Path) -> None:
    lines = [
        {"id": "b", "schema": "Company", "properties": {"name": ["深圳市乙木工程有限公司"], "uscCode": [lotmaker.company_code(101)]}},
        {"id": "a", "schema": "Company", "properties": {"name": ["深圳市甲辰工程有限公司"], "uscCode": [lotmaker.company_code(100)]}},
        {
            "id": "o",
            "schema": "Ownership",
            "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["more than 25%"], "date": ["2026-11-20"]},
        },
    ]
    lotmaker.write(tmp_path, lot(b=held(("$100", 80))))
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "x.json").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    assert BAR in {(each["rule"], each["level"]) for each in running.told(tmp_path)["findings"]}


@pytest.mark.parametrize("head", ["罗启航,卓蔚", "罗启航、卓蔚", "罗启航", "深圳市癸水投资有限公司（委派代表：罗启航）"])
def test_a_head_named_among_others_is_the_declared_one(tmp_path: Path, head: str) -> None:
    same = {"head": {"name": "罗启航", "id": "#1"}}
    companies = (registered("甲辰", 100, head, Holder("罗启航", "100%")), registered("乙木", 101, head, Holder("罗启航", "100%")))
    assert ("same_head", "bar") in found(tmp_path, lot(same, same), *map(kept, companies))


def test_an_admitted_past_relation_is_not_cleared_by_an_older_one(tmp_path: Path) -> None:
    changes = [{"item": "股东", "before": "深圳市甲辰工程有限公司", "after": "卓蔚", "date": "2026-08-15"}]
    before = registered("乙木", 101, "卓蔚", Holder("卓蔚", "100%"), holder_of(A, "60%", since="2015-01-01", until="2020-01-01"))
    rules = {rule for rule, _ in found(tmp_path, lot(b={"changes": changes}), kept(A), kept(before))}
    assert "past_relation" in rules


def test_a_registered_nothing_keeps_the_tie_without_its_weight(tmp_path: Path) -> None:
    child = registered("乙木", 101, "卓蔚", holder_of(A, "0%"), Holder("卓蔚", "100%"))
    result = found(tmp_path, lot(b=held(("$100", 60))), kept(A), kept(child))
    assert ("direct_holding", "review") in result
    assert ("declaration_mismatch", "review") in result


def test_a_newer_answer_without_holders_takes_nothing_away(tmp_path: Path) -> None:
    silent = company("乙木", 101, "卓蔚", staff=(Officer("卓蔚", "执行董事"),))
    assert BAR in found(tmp_path, lot(), kept(A), kept(HELD, on=date(2026, 10, 1)), kept(silent))


def test_two_answers_of_one_day_that_differ_settle_nothing(tmp_path: Path) -> None:
    result = found(tmp_path, lot(), kept(A), kept(HELD), kept(APART))
    assert ("direct_holding", "review") in result
    assert ("declaration_mismatch", "review") in result


def test_the_same_answer_twice_is_one(tmp_path: Path) -> None:
    other = kept(HELD, A)
    assert BAR in found(tmp_path, lot(), kept(A), kept(HELD), other)


def test_who_is_gone_from_a_newer_answer_left_in_between(tmp_path: Path) -> None:
    assert ("past_relation", "review") in found(tmp_path, lot(), kept(A), kept(HELD, on=date(2026, 10, 1)), kept(APART))


def test_a_sale_too_young_for_the_register_bars_nobody(tmp_path: Path) -> None:
    changes = [{"item": "股东", "before": "深圳市甲辰工程有限公司", "after": "卓蔚", "date": "2026-11-08"}]
    result = found(tmp_path, lot(b={"changes": changes}), kept(A), kept(HELD))
    assert BAR not in result
    assert "past_relation" in {rule for rule, _ in result}
    assert ("unchecked", "unchecked") in result


def test_an_old_page_bars_nobody(tmp_path: Path) -> None:
    result = found(tmp_path, lot(), kept(A), kept(HELD, on=OLD))
    assert BAR not in result
    assert ("direct_holding", "review") in result


def test_the_head_office_of_a_branch_is_looked_at(tmp_path: Path) -> None:
    head_office = company("戊土", 120, "卓蔚", holder_of(A, "60%"), Holder("卓蔚", "40%"), staff=(Officer("卓蔚", "执行董事"),))
    branch = {"bidder": {"kind": "分公司", "parent": "深圳市戊土工程有限公司"}}
    result = told(tmp_path, lot(b=branch), kept(A), kept(head_office))
    assert not [each for each in result["findings"] if "no bidder" in each["summary"]]
    assert "direct_holding" in {each["rule"] for each in result["findings"]}


def test_who_came_by_a_change_was_not_there_before(tmp_path: Path) -> None:
    one = registered("甲辰", 100, "罗启航", changes=(Change("法定代表人变更", "裘菁茗", "罗启航", "2026-01-10"),))
    other = registered("乙木", 101, "裘菁茗", Holder("卓蔚", "100%"), changes=(Change("法定代表人变更", "卓蔚", "裘菁茗", "2026-03-10"),))
    result = told(tmp_path, lot(b={"head": {"name": "裘菁茗", "id": "#3"}}), kept(one), kept(other))
    assert not [each for each in result["findings"] if each["rule"] == "past_relation" and "in charge of both" in each["summary"]]


def test_two_persons_of_one_name_in_one_file_are_two(tmp_path: Path) -> None:
    lines: list[dict[str, Any]] = []
    for word, number, person in (("甲辰", 100, "p1"), ("乙木", 101, "p2")):
        name = lotmaker.company_name(word)
        lines += [
            {"id": word, "schema": "Company", "properties": {"name": [name], "uscCode": [lotmaker.company_code(number)]}},
            {"id": person, "schema": "Person", "properties": {"name": ["张伟"]}},
            {
                "id": f"d{person}",
                "schema": "Directorship",
                "properties": {"director": [person], "organization": [word], "role": ["法定代表人"]},
            },
        ]
    lotmaker.write(tmp_path, lot())
    (tmp_path / "register").mkdir()
    (tmp_path / "register" / "x.json").write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    ties = [each for each in running.told(tmp_path)["findings"] if len(each["bidders"]) == 2]
    assert {each["certainty"] for each in ties} <= {"name_only"}
    assert not [each for each in ties if each["level"] == "bar"]


def test_a_wrong_code_on_the_bidders_own_form_hides_nothing(tmp_path: Path) -> None:
    wrong = {"bidder": {"uscc": lotmaker.company_code(555)}}
    assert BAR in found(tmp_path, lot(b=wrong), kept(A), kept(HELD))


def test_a_company_by_its_code_is_one_whatever_it_is_called(tmp_path: Path) -> None:
    short = registered("乙木", 101, "卓蔚", Holder("聚力", "60%", A.code, kind="company"), Holder("卓蔚", "40%"))
    assert BAR in found(tmp_path, lot(), kept(A), kept(short))


def test_a_bidder_quoted_under_its_former_name_is_known_by_it(tmp_path: Path) -> None:
    renamed = registered("乙新", 101, "卓蔚", holder_of(A, "60%"), Holder("卓蔚", "40%"), former_names=("深圳市乙木工程有限公司",))
    silent = {**lot(), "quotes": ["甲辰", "乙木"]}
    silent["bidders"]["乙木"] = None
    assert BAR in found(tmp_path, silent, kept(A), kept(renamed))


@pytest.mark.parametrize("name", ["阿依古丽买买提", "阿依古丽·买买提"])
def test_one_name_in_two_writings_is_no_difference(tmp_path: Path, name: str) -> None:
    child = registered("乙木", 101, "卓蔚", Holder("阿依古丽·买买提", "40%"), Holder("卓蔚", "60%"))
    rows = [{"name": name, "kind": "person", "id": "#3", "percent": 40}, {"name": "卓蔚", "kind": "person", "id": "#2", "percent": 60}]
    assert found(tmp_path, lot(b={"shareholders": rows}), kept(A), kept(child)) == set()


def test_half_a_character_in_a_kept_answer_is_said_and_nothing_breaks(tmp_path: Path) -> None:
    from relparty.registers import lookup

    lotmaker.write(tmp_path, lot())
    (tmp_path / "register").mkdir()
    content = lookup.content(kept(A)).decode().replace("罗启航", "罗\\ud800")
    (tmp_path / "register" / "x.json").write_text(content, encoding="utf-8")
    summaries = [each["summary"] for each in running.told(tmp_path)["findings"]]
    assert any("register/x.json" in each for each in summaries)


def test_every_kept_answer_reads_wherever_its_characters_fall(tmp_path: Path) -> None:
    for padding in range(4):
        long = registered(
            "甲辰", 100, "罗启航", changes=tuple(Change("经营范围变更", "a" * padding, "工程" * 60, "2020-01-01") for _ in range(20))
        )
        folder = tmp_path / str(padding)
        assert found(folder, lot(), kept(long), kept(APART)) == set()
