"""The synonym table is sound: no word means two things in one place, and no answer is a label."""

from __future__ import annotations

import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from relparty.forms import labels
from relparty.forms.labels import plain

TABLE = tomllib.loads(files("relparty.forms").joinpath("labels.toml").read_text(encoding="utf-8"))
KNOWN = labels.load()
LISTS = {
    "fields": {**TABLE["fields"], "ignored": TABLE["ignored"]["fields"]},
    **{f"columns of {name}": block["columns"] for name, block in TABLE["blocks"].items() if "columns" in block},
    "answers": {sort: words for sort, words in TABLE["answers"].items() if sort not in ("own_unit", "no_unit")},
    "headings": {name: block["headings"] for name, block in TABLE["blocks"].items()},
}


@pytest.mark.parametrize("name", LISTS)
def test_no_word_stands_twice_in_one_list(name: str) -> None:
    counted = Counter(plain(word) for words in LISTS[name].values() for word in words)
    assert not [word for word, times in counted.items() if times > 1]


@pytest.mark.parametrize("sort", ["party_kinds", "entity_forms", "unit_relations"])
def test_no_answer_out_of_a_list_is_a_label(sort: str) -> None:
    words = [word for each in TABLE[sort].values() for word in each]
    assert not [word for word in words if KNOWN.field(word)]


def test_no_label_is_a_heading() -> None:
    assert not [word for words in TABLE["fields"].values() for word in words if KNOWN.block(word) and not KNOWN.field(word)]


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("供应商全称", "bidder_name"),
        ("投标单位（盖章）", "bidder_name"),
        ("社会统一信用代码", "bidder_uscc"),
        ("法人姓名", "head_name"),
        ("授权代表姓名", "agent"),
        ("授权代表的身份证号码", "agent.person_id"),
        ("项目经理社保缴纳单位", "project_lead.insured_at"),
        ("法定代表人联系电话", "head_name.phone"),
        ("实际控制人", "controller"),
        ("授权代表意见", None),
        ("法人", None),
    ],
)
def test_labels_of_many_offices(text: str, field: str | None) -> None:
    assert KNOWN.field(text) == field


@pytest.mark.parametrize(
    ("text", "block"),
    [
        ("股东(发起人)", "shareholders"),
        ("出资人（股东）构成", "shareholders"),
        ("三、监事会成员", "officers"),
        ("四、投标人员（含高级管理人员及其近亲属）", "people"),
        ("单位股权及关联关系申报表", None),
        ("第二章 评标办法", None),
    ],
)
def test_headings_of_many_offices(text: str, block: str | None) -> None:
    assert KNOWN.block(text) == block
