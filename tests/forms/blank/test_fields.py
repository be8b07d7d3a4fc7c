"""The words of the empty form are those that the reader knows, and its notes are no answers and no headings."""

from __future__ import annotations

import pytest

from relparty.forms import labels
from relparty.forms.attachments import titled
from relparty.forms.blank import notes
from relparty.forms.blank.elements import Field, printed
from relparty.forms.blank.fields import BLOCKS, FOOT, GRID, SECTIONS, TITLE, TITLE_GLOSS
from relparty.forms.declaration import MANDATORY_BLOCKS, MANDATORY_FIELDS
from relparty.phrases import Lang

KNOWN = labels.load()
FIELDS = [field for section in (*SECTIONS, FOOT) for field in section.fields]
READ_AS = {"head_id": "person_id", "head_signature": "seal"}
NOTES = [
    notes.LEGEND,
    TITLE_GLOSS,
    notes.PROMISE,
    *(
        "\n".join(lines)
        for lines in (notes.HOW_TO_FILL, notes.ATTACHMENTS, notes.on_personal_data("采购中心 0755-1"), notes.on_personal_data(""))
    ),
]
LANGS: tuple[Lang, ...] = ("zh", "en")


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_reader_knows_every_label(field: Field, lang: Lang) -> None:
    words = printed(field.label, lang, field.hint, is_mandatory=field.is_mandatory)
    assert KNOWN.field(words) == READ_AS.get(field.name, field.name)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_the_reader_knows_every_heading_and_column(block: labels.Labels, lang: Lang) -> None:
    heading = printed(block.heading, lang, block.hint)
    assert KNOWN.block(heading) == block.name
    assert KNOWN.field(heading) is None
    assert titled(heading) is None, "it would be taken for an attached paper"
    columns = [KNOWN.column(block.name, printed(each.label, lang, is_mandatory=each.is_mandatory)) for each in block.columns]
    assert columns == [each.name for each in block.columns]
    assert 1 + sum(each.span for each in block.columns) == len(GRID)


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.name)
def test_the_heading_of_labelled_answers_opens_its_block(section: labels.Labels) -> None:
    assert KNOWN.block(section.heading.zh) == section.name


def test_the_title_is_one() -> None:
    assert KNOWN.is_title(TITLE)


@pytest.mark.parametrize("text", NOTES)
def test_a_note_is_printed_text_and_nothing_else(text: str) -> None:
    assert KNOWN.is_remark(text)
    assert KNOWN.block(text) is None, "it would open a block"
    assert not KNOWN.is_title(text), "a second form would begin"


def test_what_must_be_answered_is_what_the_reader_asks_for() -> None:
    mandatory = {field.name for field in FIELDS if field.is_mandatory}
    assert mandatory == {*MANDATORY_FIELDS, "bidder_name", "head_id"}
    assert {block.name for block in BLOCKS if block.is_mandatory} == set(MANDATORY_BLOCKS)


@pytest.mark.parametrize(
    ("block", "column", "sort"),
    [
        ("shareholders", "kind", "party_kinds"),
        ("upper_holdings", "kind", "party_kinds"),
        ("officers", "office", "offices"),
        ("people", "role", "bid_roles"),
        ("related_units", "relation", "unit_relations"),
        ("changes", "item", "change_items"),
    ],
)
def test_the_reader_knows_every_choice(block: str, column: str, sort: str) -> None:
    (choices,) = (each.choices for form in BLOCKS if form.name == block for each in form.columns if each.name == column)
    assert choices
    others = [each for each in choices if each.startswith("其他")]
    assert [each for each in choices if KNOWN.kind(sort, each, None) is None and each not in others] == []


def test_the_contact_is_named_or_left_to_be_written() -> None:
    assert any("采购中心 0755-1" in line for line in notes.on_personal_data("采购中心 0755-1"))
    assert any("＿＿" in line for line in notes.on_personal_data(""))
    assert any("{0} {contact}" in line for line in notes.on_personal_data("{0} {contact}")), "braces are the user's own"
