"""Blocks whose heading is printed with nothing below it."""

from __future__ import annotations

import pytest

import formwriter
import lotmaker
from formpapers import told
from relparty.documents import read as documents
from relparty.forms.problems import FIELD_WORDS
from relparty.forms.read import forms_in
from relparty.model.lot import Declaration, form_file
from relparty.settings import FileLimits

BLOCKS = {
    "officers": ("二、主要人员", ["姓名", "职务", "身份证号码"]),
    "related_units": ("五、与本单位存在控股、管理关系的其他单位", ["单位名称", "统一社会信用代码", "相互关系"]),
    "kin": ("六、亲属关系申报（没有请填“无”）", ["本单位人员", "亲属姓名", "亲属关系", "亲属任职单位"]),
    "changes": ("七、近十二个月变更情况", ["变更事项", "变更前", "变更后", "变更日期"]),
    "prior_service": ("八、曾为采购人提供服务情况", ["姓名", "服务内容", "服务单位", "起止时间"]),
}
DIAGRAM = ("三、股东关系图", ["被投资单位", "股东名称", "股东类型", "证件号码", "持股比例"])
COMPANY, PERSON = ["深圳市甲辰上层投资有限公司", "企业法人"], ["厉昶远", "自然人"]


def empty_blocks(got: Declaration) -> set[str]:
    """The blocks that the form is told to have left empty."""
    facts = [problem.fact.say("zh") for problem in got.problems if problem.reason == "missing_answer" and "栏目" in problem.fact.say("zh")]
    assert len(facts) < 2
    return {name for name, words in FIELD_WORDS.items() for fact in facts if words.say("zh") in fact.partition("：")[2].split("、")}


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("columns", [True, False])
def test_a_heading_with_nothing_below_is_told(name: str, columns: bool) -> None:
    heading, names = BLOCKS[name]
    assert empty_blocks(told([heading], *([names] if columns else []))) == {name}


@pytest.mark.parametrize("name", BLOCKS)
def test_columns_alone_are_a_block_too(name: str) -> None:
    if name != "prior_service":  # its columns are words of other blocks too
        assert empty_blocks(told(BLOCKS[name][1])) == {name}


@pytest.mark.parametrize("name", BLOCKS)
@pytest.mark.parametrize("answer", ["无", "☐有　☑无", "不适用", "/", "详见附件"])
def test_an_answer_to_the_block_is_enough(name: str, answer: str) -> None:
    heading, names = BLOCKS[name]
    assert empty_blocks(told([heading], [answer])) == set()
    assert empty_blocks(told([heading], names, [answer])) == set()
    assert empty_blocks(told([f"{heading}：{answer}"])) == set()


def test_the_lawful_words_answer_for_the_officers() -> None:
    assert empty_blocks(told(["二、主要人员"], ["不设监事"])) == set()


def test_several_blocks_are_one_problem() -> None:
    assert empty_blocks(told(*([heading] for heading, _ in BLOCKS.values()))) == set(BLOCKS)


@pytest.mark.parametrize(("holder", "expected"), [(COMPANY, {"upper_holdings"}), (PERSON, set())])
def test_a_diagram_is_needed_where_a_company_holds_shares(holder: list[str], expected: set[str]) -> None:
    holders = (["一、股东信息"], ["股东名称", "股东类型", "持股比例"], [*holder, "100"])
    assert empty_blocks(told(*holders, [DIAGRAM[0]], DIAGRAM[1])) == expected
    assert empty_blocks(told(*holders, [DIAGRAM[0]], ["无"])) == set()


def test_a_form_without_the_heading_is_not_asked() -> None:
    assert empty_blocks(told(["法定代表人", "尉迟砚山"])) == set()


@pytest.mark.parametrize("note", ["注：亲属关系包括夫妻、直系血亲。", "3.亲属关系应逐人填写；", "亲属关系须如实填写"])
def test_a_note_about_a_block_is_no_heading_of_it(note: str) -> None:
    assert empty_blocks(told([note])) == set()


def test_labelled_answers_under_a_heading_are_an_answer() -> None:
    assert empty_blocks(told(["管理人员信息"], ["法定代表人", "尉迟砚山"], ["授权代表", "滑峤珩"])) == set()
    assert empty_blocks(told(["五、关联关系"], ["是否存在关联关系", "否"])) == set()


def test_the_foot_does_not_answer_for_the_last_block() -> None:
    heading, names = BLOCKS["changes"]
    foot = ["法定代表人", "尉迟砚山", "填报日期", "2026-01-05"]
    assert empty_blocks(told([heading], names, foot)) == {"changes"}


@pytest.mark.parametrize(("kind", "printing"), [*formwriter.PRINTINGS, *formwriter.NEW_PRINTINGS])
def test_every_printing_of_a_form_that_says_none_is_fine(kind: str, printing: object) -> None:
    form = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
    assert callable(printing)
    content = printing(form)
    file = form_file(f"forms/a.{kind}", content)
    document = documents.read(file, content, documents.content_kind(file, content, FileLimits()), FileLimits())
    (got,) = forms_in(document).declarations
    assert [problem.reason for problem in got.problems] == []
