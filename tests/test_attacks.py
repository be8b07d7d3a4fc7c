"""Lots that once were cleared, barred or printed wrongly, found by attacking the program. Each stays right."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import formwriter
import lotmaker
import running

FILL: dict[str, Any] = {"丙火": {}, "丁香": {}, "戊土": {}, "己未": {}}
HEAD_40 = {"head": {"name": "尉迟砚山", "id": "#40"}}

Expected = set[tuple[str, ...]]


def holder(name: str, percent: float | str, number: str, kind: str = "company") -> dict[str, Any]:
    return {"name": name, "kind": kind, "id": number, "percent": percent}


def found(tmp_path: Path, bidders: dict[str, Any], **more: Any) -> Expected:
    """What is found about 甲辰 and 乙木; unchecked findings without the bidders they hang on."""
    lot = {"regime": "gov_procurement", "opens_on": "2026-12-01", **more, "bidders": {"甲辰": {}, "乙木": {}, **FILL, **bidders}}
    return {each if each[0] != "unchecked" else each[:1] for each in running.found(tmp_path, lot) if each[0] != "too_few_quotes"}


def rest(percent: float) -> dict[str, Any]:
    return holder("戎珩砚", percent, "#32", "person")


def test_two_copies_of_one_form_do_not_double_a_share(tmp_path: Path) -> None:
    lot = {"regime": "gov_procurement", "bidders": {"甲辰": {}, "乙木": {"shareholders": [holder("@甲辰", 30, "$100"), rest(70)]}, **FILL}}
    folder = lotmaker.write(tmp_path, lot)
    shutil.copy(folder / "forms" / "02.json", folder / "forms" / "02b.json")
    assert {(f["rule"], f["level"]) for f in running.told(folder)["findings"]} == {("direct_holding", "lead")}


@pytest.mark.parametrize("words", ["本单位", "本公司", "自缴", "灵活就业", "退休返聘", "深圳市社会保险基金管理局", "个人缴纳"])
def test_words_that_name_no_unit_are_no_common_unit(tmp_path: Path, words: str) -> None:
    def people(n: int) -> dict[str, Any]:
        return {"people": [{"name": lotmaker.person_name(n), "id": f"#{n}", "role": "agent", "insured_at": words}]}

    assert found(tmp_path, {"甲辰": people(51), "乙木": people(52)}, overlay="shenzhen") == set()


@pytest.mark.parametrize(
    ("owner", "rule"),
    [
        (holder("尉迟砚山", 100, "#40", "state"), ("common_controller", "review", "乙木", "甲辰")),
        (holder("Golden Holdings Ltd", 100, "", "state"), ("common_controller", "review", "乙木", "甲辰")),
        (holder("深圳市香港中央结算咨询有限公司", 100, "$31"), ("common_controller", "review", "乙木", "甲辰")),
        (holder("深圳市庚金投资有限公司", 100, "$31", "person"), ("common_controller", "review", "乙木", "甲辰")),
        (holder("深圳市国有资产监督管理委员会", 100, "$31", "state"), ("common_controller", "note", "乙木", "甲辰")),
    ],
    ids=["person as state", "foreign company as state", "fake clearing house", "company as person", "real state body"],
)
def test_an_owner_is_what_its_name_says(tmp_path: Path, owner: dict[str, Any], rule: tuple[str, ...]) -> None:
    both = {word: {"shareholders": [owner]} for word in ("甲辰", "乙木")}
    assert found(tmp_path, both) - {("unchecked",)} == {rule}


def test_an_unlisted_company_does_not_end_a_chain_by_calling_itself_listed(tmp_path: Path) -> None:
    form = formwriter.xlsx(lotmaker.forms({"bidders": {"甲辰": {"shareholders": [holder("深圳市庚金投资有限公司", 100, "$31")]}}})["甲辰"])
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": None, **FILL}})
    from openpyxl import load_workbook

    book = load_workbook(formwriter.io.BytesIO(form))
    cell = next(c for row in book.active.iter_rows() for c in row if c.value == "企业法人")
    cell.value = "上市公司"
    (folder / "forms" / "a.xlsx").write_bytes(formwriter._saved(book))
    assert "股权链" in " ".join(f["summary"] for f in running.told(folder)["findings"])


def test_one_name_with_two_codes_and_one_code_with_two_names_are_unchecked(tmp_path: Path) -> None:
    name = "深圳市庚金投资有限公司"
    top = [
        {"company": name, "holder": {"name": n, "id": i, "kind": "person"}, "percent": 50}
        for n, i in (("厉昶远", "#31"), ("戎珩砚", "#32"))
    ]
    both = {word: {"shareholders": [holder(name, 100, code)], "upper_holdings": top} for word, code in (("甲辰", "$31"), ("乙木", "$33"))}
    assert ("unchecked",) in found(tmp_path / "a", both)
    wrong = {"甲辰": {"related_units": [{"name": "@乙木", "uscc": "$999", "relation": "management"}]}}
    assert ("unchecked",) in found(tmp_path / "b", wrong)
    own = {"乙木": {"shareholders": [holder("@甲辰", 80, "$101"), rest(20)]}}
    assert ("unchecked",) in found(tmp_path / "c", own)


def test_control_that_needs_the_other_bidders_shares_is_control(tmp_path: Path) -> None:
    bidders = {
        "甲辰": HEAD_40,
        "乙木": {"shareholders": [holder("尉迟砚山", 30, "#40", "person"), holder("@甲辰", 21, "$100"), rest(49)]},
    }
    assert found(tmp_path, bidders) == {("common_controller", "review", "乙木", "甲辰"), ("direct_holding", "lead", "乙木", "甲辰")}


def test_a_branch_stands_for_its_legal_person(tmp_path: Path) -> None:
    parent = "深圳市壬水实业有限公司"
    branch = {"bidder": {"name": f"{parent}福田分公司", "kind": "分公司", "parent": parent}, "shareholders": []}
    held = {
        "shareholders": [holder(parent, 60, "$33"), rest(40)],
        "upper_holdings": [{"company": parent, "holder": {"name": "厉昶远", "id": "#31", "kind": "person"}, "percent": 100}],
    }
    lot = {"regime": "gov_procurement", "bidders": {"乙木": held, "分": branch, **FILL}}
    told = running.told(lotmaker.write(tmp_path / "a", lot))
    assert ("direct_holding", "bar") in {(f["rule"], f["level"]) for f in told["findings"]}
    agent = {"people": [{"name": "滑峤珩", "id": "#52", "role": "agent", "insured_at": "深圳市乙木工程有限公司坪山分公司"}]}
    assert found(tmp_path / "b", {"甲辰": agent}) == {("same_insured_unit", "review", "乙木", "甲辰")}


@pytest.mark.parametrize(
    ("item", "before"),
    [
        ("法人变更", "尉迟砚山"),
        ("法定代表人", "尉迟砚山→卞昶昶"),
        ("法定代表人", "原法定代表人尉迟砚山"),
        ("神秘事项", "尉迟砚山"),
        ("股东", "股东：深圳市甲辰工程有限公司，出资比例80%"),
        ("股东", "阿卜杜拉·热合曼"),
    ],
)
def test_a_change_is_understood_or_reported(tmp_path: Path, item: str, before: str) -> None:
    change = {"item": item, "before": before, "after": "卞昶昶", "date": "2026-03-01"}
    former = {"shareholders": [holder("阿卜杜拉·热合曼", 100, "", "person")]} if "·" in before else HEAD_40
    rules = {each[0] for each in found(tmp_path, {"甲辰": former, "乙木": {"changes": [change]}})}
    assert rules & {"past_relation", "unchecked"}


def test_every_head_counts_and_a_signers_id_is_not_the_heads(tmp_path: Path) -> None:
    two = {"甲辰": {"head": {"name": "尉迟砚山、厉昶远", "id": "#40"}}, "乙木": {"head": {"name": "厉昶远", "id": "#31"}}}
    assert {each[0] for each in found(tmp_path / "a", two)} >= {"same_head", "unchecked"}
    delegate = {"甲辰": {"head": {"name": "深圳市庚金投资有限公司（委派代表：尉迟砚山）", "id": None}}, "乙木": HEAD_40}
    assert "same_head" in {each[0] for each in found(tmp_path / "b", delegate)}
    from openpyxl import Workbook

    book = Workbook()
    for row in (
        ["单位名称", "深圳市甲辰工程有限公司", None, None],
        ["法定代表人", "卞昶昶", "联系电话", "0755-1234567"],
        ["填报人", "厉昶远", "身份证号码", lotmaker.person_id(31)],
    ):
        book.active.append(row)
    folder = lotmaker.write(
        tmp_path / "c", {"regime": "gov_procurement", "bidders": {"乙木": {"head": {"name": "厉昶远", "id": "#31"}}, **FILL}}
    )
    (folder / "forms" / "z.xlsx").write_bytes(formwriter._saved(book))
    assert "same_head" not in {f["rule"] for f in running.told(folder)["findings"]}


def test_a_key_that_stands_twice_in_json_is_said(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": {}, **FILL}})
    path = folder / "forms" / "01.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"head": {', '"head": {"name": "尉迟砚山"}, "head": {', 1), encoding="utf-8")
    assert "出现两次" in " ".join(f["summary"] for f in running.told(folder)["findings"])


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("phone", "13912345678、13887654321", "13912345678"),
        ("phone", "0755-82345678/13912345678", "139 1234 5678"),
        ("phone", "0086 13912345678", "13912345678"),
        ("email", "a@x.example; b@x.example", "B@x.example"),
        ("bond_account", "建设银行深圳分行 4420 1234 5678 9012", "4420123456789012"),
    ],
)
def test_several_contacts_in_one_cell_are_several(tmp_path: Path, field: str, one: str, other: str) -> None:
    bidders = {"甲辰": {"bidder": {field: one}}, "乙木": {"bidder": {field: other}}}
    assert {each[0] for each in found(tmp_path, bidders)} == {"same_bond_account" if field == "bond_account" else "shared_contact"}


@pytest.mark.parametrize(("field", "words"), [("bond_account", "本项目不收取保证金"), ("phone", "139****5678")])
def test_words_and_masked_numbers_are_no_common_contact(tmp_path: Path, field: str, words: str) -> None:
    bidders = {word: {"bidder": {field: words}} for word in ("甲辰", "乙木")}
    assert found(tmp_path, bidders) == {("unchecked",)}


def test_a_decoy_of_the_same_name_does_not_hide_a_probable_match(tmp_path: Path) -> None:
    decoy = {
        "officers": [{"name": "王伟", "id": "#41", "office": "supervisor"}],
        "kin": [{"person": "王伟", "relative": "李四光", "relation": "父子"}],
    }
    bidders = {"甲辰": {"head": {"name": "王伟", "id": "#40*"}, **decoy}, "乙木": {"head": {"name": "王伟", "id": "#40*"}}}
    assert ("same_head", "review", "乙木", "甲辰") in found(tmp_path, bidders)


def test_a_share_just_above_half_is_above_half(tmp_path: Path) -> None:
    above = {"乙木": {"shareholders": [holder("@甲辰", "50.00001", "$100"), rest(49.9999)]}}
    assert ("direct_holding", "bar", "乙木", "甲辰") in found(tmp_path, above)


@pytest.mark.parametrize("relation", ["无控股、管理关系", "不存在管理关系", "曾为管理关系，已解除"])
def test_a_denied_relation_is_none(tmp_path: Path, relation: str) -> None:
    form = {"related_units": [{"name": "@乙木", "uscc": "$101", "relation": relation}]}
    assert found(tmp_path, {"甲辰": form}) == {("unchecked",)}


def test_a_company_with_a_code_in_one_form_and_none_in_the_other_is_no_mismatch(tmp_path: Path) -> None:
    middle, top = "深圳市庚金投资有限公司", "深圳市辛未控股有限公司"

    def form(code: str) -> dict[str, Any]:
        uppers = [(middle, top, code, "company"), (top, "百里砚秋", "#45", "person")]
        held = [{"company": c, "holder": {"name": n, "id": i, "kind": k}, "percent": 100} for c, n, i, k in uppers]
        return {"shareholders": [holder(middle, 100, "$31")], "upper_holdings": held}

    assert {each[0] for each in found(tmp_path, {"甲辰": form("$32"), "乙木": form("")})} == {"common_controller"}


def test_remarks_that_no_rule_reads_are_for_a_person(tmp_path: Path) -> None:
    from openpyxl import Workbook

    form = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
    book = Workbook()
    for row in formwriter.table(form):
        book.active.append([*row, "备注" if "股东名称（姓名）" in row else "代阚旻翊持有" if "自然人" in row else None])
    folder = lotmaker.write(tmp_path, {"id": "L1", "regime": "gov_procurement", "bidders": {"甲辰": None, **FILL}})
    (folder / "forms" / "a.xlsx").write_bytes(formwriter._saved(book))
    assert "代阚旻翊持有" in " ".join(f["summary"] for f in running.told(folder)["findings"])


def test_a_broken_link_and_a_locked_file_are_said(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": {}, **FILL}})
    (folder / "forms" / "乙木.json").symlink_to("nowhere")
    told = running.told(folder)
    assert told["verdict"] == "incomplete"
    assert "乙木" in " ".join(f["summary"] for f in told["findings"])


def test_characters_that_are_none_and_commands_to_the_screen_are_shown_harmless(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": {}, **FILL}})
    path = folder / "forms" / "01.json"
    form = json.loads(path.read_text(encoding="utf-8"))
    for name in ("\ud800甲辰有限公司", "\x1b[31m甲辰有限公司", "甲辰\u202e有限公司"):
        form["bidder"]["name"] = name
        path.write_text(json.dumps(form), encoding="utf-8")
        told = json.dumps(running.told(folder), ensure_ascii=False)
        assert "甲辰" in told.encode("utf-8").decode()
        assert not {"\x1b", "\u202e"} & set(told)


def test_dates_before_all_dates_are_no_crash(tmp_path: Path) -> None:
    lot = {"opens_on": "0001-01-01", "lookback_months": 24400, "bidders": {"甲辰": {}, **FILL}, "group": [["蒲旻旻", "#70", ""]]}
    assert running.told(lotmaker.write(tmp_path, lot))["verdict"]


def test_a_cell_of_megabytes_does_not_become_a_report_of_megabytes(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": {"unheard_of": "长" * 2_000_000}, **FILL}})
    assert len(json.dumps(running.told(folder))) < 50_000


def test_ids_in_free_text_show_masked_everywhere(tmp_path: Path) -> None:
    number = lotmaker.person_id(33)
    kin = {
        "kin": [{"person": "厉昶远", "relative": "阚旻翊", "relation": f"配偶 {number}", "unit": "@乙木"}],
        "head": {"name": "厉昶远", "id": "#31"},
    }
    from relparty.graph_formats import cut, draw, lot_picture
    from relparty.reports.html import html

    lot = {"regime": "gov_procurement", "bidders": {"甲辰": kin, "乙木": {"head": {"name": "阚旻翊", "id": "#33"}}, **FILL}}
    folder = lotmaker.write(tmp_path, lot)
    svg = draw("svg", cut(lot_picture(running.told(folder))), "zh").decode()
    page = html(running.told(folder), svg, "zh")
    assert number not in svg + page
    assert number[6:14] not in svg + page


def test_two_unreadable_files_of_one_name_are_two_bidders(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {"甲辰": {}, **FILL}})
    for name in ("甲公司", "乙公司"):
        (folder / "forms" / name).mkdir()
        (folder / "forms" / name / "扫描.png").write_bytes(name.encode())
    names = [bidder["name"] for bidder in running.told(folder)["bidders"]]
    assert len(names) == len(set(names)) == 7


def test_an_overlay_never_lowers(tmp_path: Path) -> None:
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "mild.toml").write_text(
        'name = "mild"\noverlay = true\ntitle = { zh = "宽", en = "mild" }\n[levels]\n"shared_bid_person.shared" = { level = "lead", basis = [] }\n',
        encoding="utf-8",
    )
    agent = {"people": [{"name": "滑峤珩", "id": "#52", "role": "agent"}]}
    assert ("shared_bid_person", "deemed", "乙木", "甲辰") in found(tmp_path, {"甲辰": agent, "乙木": agent}, overlay="mild")


def owned(name: str, percent: float = 60) -> dict[str, Any]:
    return {"shareholders": [holder(name, percent, ""), rest(100 - percent)]}


def test_stars_around_a_whole_id_hide_nothing_from_the_mask(tmp_path: Path) -> None:
    from relparty.graph_formats import cut, draw, lot_picture

    number = lotmaker.person_id(40)
    bidders = {word: {"head": {"name": "尉迟砚山", "id": f"{number}*"}} for word in ("甲辰", "乙木")}
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {**bidders, **FILL}})
    assert number not in draw("svg", cut(lot_picture(running.told(folder))), "zh").decode()


def test_a_state_body_that_bids_and_is_held_is_no_crash(tmp_path: Path) -> None:
    state = "深圳市坪山区国有资产监督管理局"
    bidders = {
        "甲辰": {"shareholders": [holder(state, 100, "$102", "state")]},
        "国资": {"bidder": {"name": state, "uscc": "$102"}, "shareholders": [holder("深圳市庚金投资有限公司", 100, "$31")]},
    }
    lot = {"regime": "gov_procurement", "bidders": {**bidders, "丙火": {"bidder": {"uscc": "$777"}}, "丁香": {}}}
    assert running.told(lotmaker.write(tmp_path, lot))["verdict"]


@pytest.mark.parametrize("name", ["深圳市乙木（香港）工程有限公司", "深圳乙木（上海）工程有限公司", "吉林省吉林市乙木工程有限公司"])
def test_a_region_in_brackets_is_part_of_the_name(tmp_path: Path, name: str) -> None:
    assert "direct_holding" not in {each[0] for each in found(tmp_path, {"甲辰": owned(name)})}


@pytest.mark.parametrize("name", ["深圳市乙木工程有限公司（母公司）", "深圳市乙木工程有限公司（控股股东）", "深圳市乙木工程有限公司"])
def test_words_behind_a_companys_name_are_no_part_of_it(tmp_path: Path, name: str) -> None:
    assert ("direct_holding", "bar", "乙木", "甲辰") in found(tmp_path, {"甲辰": owned(name)})


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("建行坪山支行 账号44201234567890111111 联行号105584000021", "账号44201234567890222222 联行号105584000021", False),
        ("已于2026-11-10转账", "已于2026-11-10转账", False),
        ("保证金 20000000 元", "保证金 20000000 元", False),
        ("4420.1234.5678.9012", "4420 1234  5678 9012", True),
    ],
)
def test_only_account_numbers_are_accounts(tmp_path: Path, one: str, other: str, same: bool) -> None:
    bidders = {"甲辰": {"bidder": {"bond_account": one}}, "乙木": {"bidder": {"bond_account": other}}}
    assert ("same_bond_account" in {each[0] for each in found(tmp_path, bidders)}) is same


@pytest.mark.parametrize(
    "words", ["正在办理", "退休人员", "深圳市人力资源和社会保障局", "本单位缴纳", "我司缴纳", "本公司坪山分公司", "城乡居民社保"]
)
def test_more_words_that_name_no_unit(tmp_path: Path, words: str) -> None:
    test_words_that_name_no_unit_are_no_common_unit(tmp_path, words)


@pytest.mark.parametrize(
    "words", ["由深圳市乙木工程有限公司代缴", "深圳市乙木工程有限公司（2024年起）", "社保单位：深圳市乙木工程有限公司"]
)
def test_a_unit_is_found_among_words(tmp_path: Path, words: str) -> None:
    agent = {"people": [{"name": "滑峤珩", "id": "#52", "role": "agent", "insured_at": words}]}
    assert ("same_insured_unit", "review", "乙木", "甲辰") in found(tmp_path, {"甲辰": agent})


@pytest.mark.parametrize(
    ("one", "other"), [("厉昶远先生", "厉昶远"), ("厉昶远（法定代表人）", "厉昶远"), ("买买提•吾斯曼江", "买买提·吾斯曼江")]
)
def test_one_person_with_words_or_dots_in_the_name(tmp_path: Path, one: str, other: str) -> None:
    bidders = {"甲辰": {"head": {"name": one, "id": "#31*"}}, "乙木": {"head": {"name": other, "id": "#31*"}}}
    assert ("same_head", "review", "乙木", "甲辰") in found(tmp_path, bidders)


def test_a_nominee_in_the_name_is_to_be_read(tmp_path: Path) -> None:
    form = {"shareholders": [holder("厉昶远（代石翊持有）", 100, "#31", "person")]}
    assert ("unchecked",) in found(tmp_path, {"甲辰": form})


@pytest.mark.parametrize("written", ["见附件", "31010919630221000", "身份证号：{id}"])
def test_an_id_that_cannot_be_made_out_is_said_and_one_among_words_is_read(tmp_path: Path, written: str) -> None:
    number = written.format(id=lotmaker.person_id(40))
    bidders = {"甲辰": {"head": {"name": "尉迟砚山", "id": number}}, "乙木": HEAD_40}
    result = found(tmp_path, bidders)
    assert (("same_head", "bar", "乙木", "甲辰") in result) if "{id}" in written else (("unchecked",) in result)


@pytest.mark.parametrize("name", ["庚金职工持股管理委员会", "庚金基金管理委员会", "深圳财政部落文化传播工作室", "深圳市庚金投资集团总部"])
def test_what_sounds_like_the_state_is_not_the_state(tmp_path: Path, name: str) -> None:
    both = {word: {"shareholders": [holder(name, 100, "$31", "state")]} for word in ("甲辰", "乙木")}
    assert ("common_controller", "review", "乙木", "甲辰") in found(tmp_path, both)


@pytest.mark.parametrize("one", ["+86-755-82345678", "0086 755 82345678", "0755-82345678转801", "手机：13900001111 固话：0755-82345678"])
def test_one_phone_in_more_writings(tmp_path: Path, one: str) -> None:
    bidders = {"甲辰": {"bidder": {"phone": one}}, "乙木": {"bidder": {"phone": "0755-82345678"}}}
    assert ("shared_contact", "review", "乙木", "甲辰") in found(tmp_path, bidders)


@pytest.mark.parametrize(("field", "words"), [("email", "无邮箱"), ("address", "同上"), ("address", "详见附件")])
def test_words_in_place_of_a_contact_are_none(tmp_path: Path, field: str, words: str) -> None:
    bidders = {word: {"bidder": {field: words}} for word in ("甲辰", "乙木")}
    assert "shared_contact" not in {each[0] for each in found(tmp_path, bidders)}
