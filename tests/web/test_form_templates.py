"""The pages of the form: every input has its label, every problem stands beside its input, nothing typed is obeyed."""

from __future__ import annotations

import json
import re
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from lxml import html

import lotmaker
from relparty.forms.blank.elements import Sort
from relparty.forms.online.asked import BLOCKS, COLUMN_PATHS, FIELD_PATHS, SECTIONS
from relparty.forms.online.form import posted
from relparty.forms.online.inputs import spot
from relparty.forms.online.page import page
from relparty.forms.online.posting import BUTTONS
from relparty.intake import one_form
from relparty.phrases import Lang, Phrase
from relparty.reports import form_answers, form_sentences
from relparty.reports.online_answers import answers, live
from relparty.settings import FileLimits
from relparty.web.form import rendered
from relparty.web.form.answers import answers_page
from relparty.web.form.fields import form_page
from relparty.web.form.words import CHOICES, HINTS, SORT_TIPS, WORDS

DEMO = Path(__file__).parents[1] / "lots" / "D01-demo" / "forms"
LANGS: tuple[Lang, ...] = ("zh", "en")
HOSTILE = ['"><script>alert(1)</script>', "' onfocus=alert(1) x='", "{{ 7 * 7 }}", "\u202e甲乙\x00", "名" * 200, "</fieldset></form>"]
POSTING = rendered.Posting("/b/1", "/b/1/check", (("csrf", '"to&ken'),))
FILLED = posted(json.dumps(lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]).encode())


def tree(told: dict[str, str] | None = None, lang: Lang = "zh", *, is_checked: bool = False) -> Any:
    told = told or {}
    found = live(told, lang) if is_checked else None
    return html.fragment_fromstring(rendered.fields(form_page(page(told), lang, found), POSTING), create_parent="main")


def inputs(page_tree: Any) -> list[Any]:
    return list(page_tree.xpath("//input[@type='text']"))


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


@pytest.mark.parametrize("lang", LANGS)
def test_every_input_has_one_label_and_its_name_for_an_id(lang: Lang) -> None:
    shown = tree(lang=lang)
    assert len(inputs(shown)) > 40
    for each in inputs(shown):
        assert each.get("id") == each.get("name")
        (label,) = shown.xpath(f"//label[@for='{each.get('id')}']")
        assert words(label)
    ids = shown.xpath("//@id")
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("lang", LANGS)
def test_whatever_describes_an_input_is_there(lang: Lang) -> None:
    shown = tree(FILLED, lang, is_checked=True)
    ids = set(shown.xpath("//@id"))
    named = {
        each
        for attribute in ("aria-describedby", "aria-labelledby", "list")
        for told in shown.xpath(f"//@{attribute}")
        for each in told.split()
    }
    assert named <= ids
    assert {each[1:] for each in shown.xpath("//a/@href")} <= ids


def test_every_field_and_column_is_asked_under_the_heading_of_its_part() -> None:
    shown = tree()
    asked = {(where.block, where.name) for each in inputs(shown) if (where := spot(each.get("name")))}
    assert asked == {("", name) for name in FIELD_PATHS} | {
        (block, column) for block, columns in COLUMN_PATHS.items() for column in columns
    }
    headings = [words(each) for each in shown.xpath("//fieldset/legend")]
    printed: list[Phrase] = [*(each.heading for each in SECTIONS[:3]), *(each.heading for each in BLOCKS), SECTIONS[3].heading]
    assert all(asked_as.zh in heading for asked_as, heading in zip(printed, headings, strict=True))


def test_what_is_mandatory_says_so_in_words() -> None:
    shown = tree()
    marked = {each.get("for") for each in shown.xpath("//div[@class and contains(@class, 'field')]/label[b]")}
    assert marked == {each.name for section in SECTIONS for each in section.fields if each.is_mandatory}
    assert {each.get("name") for each in shown.xpath("//input[@aria-required='true']")} == marked


def test_the_form_posts_nothing_that_is_not_taken() -> None:
    names = set(tree(FILLED, is_checked=True).xpath("//*[self::input or self::button]/@name"))
    assert {name for name in names if spot(name) is None} == BUTTONS | {"csrf"}


def test_enter_checks_and_hands_nothing_in() -> None:
    first = tree().xpath("//form//button")[0]
    assert (first.get("name"), first.get("value")) == ("act", "check")


def test_each_block_has_a_button_for_a_row_more_and_optional_ones_for_none() -> None:
    shown = tree()
    assert shown.xpath("//button[@name='add']/@value") == [each.name for each in BLOCKS]
    assert shown.xpath("//button[@name='none']/@value") == [each.name for each in BLOCKS if not each.is_mandatory]
    full = tree({"kin-200-person": "甲"})
    assert "kin" not in full.xpath("//button[@name='add']/@value")


@pytest.mark.parametrize("lang", LANGS)
def test_a_problem_stands_beside_its_input_and_in_the_list_above(lang: Lang) -> None:
    told = FILLED | {"head_id": "110101198408220002", "shareholders-1-percent": "60", "phone": ""}
    told |= {"shareholders-4-name": "厉昶远", "shareholders-4-percent": "多数"}
    shown = tree(told, lang, is_checked=True)
    wrong = set(shown.xpath("//input[@aria-invalid='true']/@name"))
    assert wrong == {"head_id", "shareholders-4-percent", "phone"}
    for name in wrong:
        (beside,) = shown.xpath(f"//*[@id='{name}-said']")
        assert WORDS["next"].say(lang) in words(beside)
        assert shown.xpath(f"//*[@id='what-was-said']//a[@href='#{name}']")
    (shares,) = shown.xpath("//*[@id='shareholders-said']")
    assert "100" in words(shares)
    assert not shown.xpath("//*[@id='bidder_name-said']/*")


def test_the_problems_are_said_with_words_and_not_by_colour_alone() -> None:
    for each in tree({}, is_checked=True).xpath("//*[contains(@class, 'said')]/p"):
        assert each.xpath("b/text()") == ["未填"]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("text", HOSTILE)
def test_what_was_typed_comes_back_as_typed_and_is_never_obeyed(text: str, lang: Lang) -> None:
    told = {"bidder_name": text, "head_name": text, "kin-1-person": text, "shareholders-1-name": text}
    shown = tree(told, lang, is_checked=True)
    assert not shown.xpath("//script")
    assert not shown.xpath("//@*[starts-with(name(), 'on')]")
    assert not shown.xpath("//@style")
    values = {each.get("name"): each.get("value") for each in inputs(shown)}
    assert {values[name].replace("\ufffd", "\x00") for name in told} == {text}
    assert len(shown.xpath("//form")) == 1
    assert len(shown.xpath("//fieldset")) == 12
    assert "49" not in words(shown)
    outside = rendered.answers(answers_page(answers(b"{}", lang).document, lang), lang)
    assert "<section" in outside


def test_the_token_is_escaped_too() -> None:
    assert tree().xpath("//input[@type='hidden']/@value") == ['"to&ken']


def test_english_says_the_chinese_words_of_the_form_beside_its_own() -> None:
    shown = tree(lang="en")
    chinese = set(shown.xpath("//label/span[@class='chinese']/text()"))
    assert {"单位名称", "身份证号码"} <= chinese
    assert all(each.get("lang") == "zh-CN" for each in shown.xpath("//span[@class='chinese']"))


def test_all_that_english_needs_is_there() -> None:
    asked = [each for section in SECTIONS for each in section.fields] + [column for block in BLOCKS for column in block.columns]
    assert {word for each in asked for word in each.choices} == set(CHOICES)
    assert {each.name for section in SECTIONS for each in section.fields if each.hint} | {each.name for each in BLOCKS} == set(HINTS)
    assert {each.sort for each in asked if "变红" in each.tip.zh} <= set(SORT_TIPS)
    assert Sort.TEXT not in SORT_TIPS
    for phrase in WORDS.values():
        assert re.findall(r"\{\w+\}", phrase.zh) == re.findall(r"\{\w+\}", phrase.en)


def document(name: str, content: bytes, folder: Path, lang: Lang) -> dict[str, Any]:
    (folder / name).write_bytes(content)
    return form_answers.document(one_form.read_here(name, folder / name, FileLimits()), lang)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", ["01.xlsx", "02.docx", "08.pdf"])
def test_what_was_understood_of_a_file_is_all_there(tmp_path: Path, name: str, lang: Lang) -> None:
    told = document(name, (DEMO / name).read_bytes(), tmp_path, lang)
    shown = words(html.fragment_fromstring(rendered.answers(answers_page(told, lang), lang)))
    assert form_sentences.verdict([told], told["verdict"], lang) in shown
    for each in told["fields"]:
        assert each["label"] in shown
        assert (each["value"] or "") in shown
    for block in told["blocks"]:
        assert form_sentences.summary(block, lang) in shown
        assert all(value in shown for row in block["rows"] for value in row["values"].values())
    for problem in told["problems"]:
        if problem["reason"] != "missing_answer":
            assert problem["fact"] in shown
            assert problem["next_step"] in shown


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_cannot_be_read_says_why_and_what_to_do(tmp_path: Path, lang: Lang) -> None:
    told = document("<b>.pdf", b"%PDF-1.4 nothing", tmp_path, lang)
    page_tree = html.fragment_fromstring(rendered.answers(answers_page(told, lang), lang))
    assert WORDS["no_form"].say(lang) in words(page_tree)
    assert told["problems"][0]["fact"] in words(page_tree)
    assert told["problems"][0]["next_step"] in words(page_tree)
    assert not page_tree.xpath("//b[not(text())]")
    assert page_tree.xpath("//*[contains(@class, 'v-incomplete')]")


def test_every_form_of_a_file_is_shown(tmp_path: Path) -> None:
    told = document("01.xlsx", (DEMO / "01.xlsx").read_bytes(), tmp_path, "zh")
    other = document("02.docx", (DEMO / "02.docx").read_bytes(), tmp_path, "zh")
    both = {**told, "further_forms": [other]}
    shown = html.fragment_fromstring(rendered.answers(answers_page(both, "zh"), "zh"))
    parts = shown.xpath("//section[@class='understood']")
    assert [told["bidder"]["name"] in words(parts[0]), other["bidder"]["name"] in words(parts[1])] == [True, True]
    assert form_sentences.ANOTHER.zh in words(parts[1])


def test_style_and_script_ask_nothing_of_anybody_else() -> None:
    static = files("relparty.web").joinpath("static")
    for name in ("form.css", "form.js"):
        text = static.joinpath(name).read_text(encoding="utf-8")
        assert not re.search(r"https?:|//[a-z]|@import|url\(|innerHTML|eval\(|localStorage|sessionStorage", text.replace("// ", ""))
