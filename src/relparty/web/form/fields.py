"""The form as its page shows it: every input with its label, hint, text and problems; plain values for the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from relparty.forms.blank.elements import Block, Column, Field, Section, Sort
from relparty.forms.blank.fields import TITLE, TITLE_GLOSS
from relparty.forms.online.asked import BLOCKS, SECTIONS, SIGNED
from relparty.forms.online.inputs import MOST_ROWS, cell_name
from relparty.forms.online.page import Page
from relparty.phrases import Lang, Phrase
from relparty.reports.online_answers import Answers, Said
from relparty.web.form.words import CHOICES, HINTS, SORT_TIPS

_MODES: Mapping[Sort, str] = {Sort.SHARE: "decimal", Sort.NUMBER: "decimal"}
_FIELD_MODES: Mapping[str, str] = {"email": "email", "phone": "tel"}
_NUMBERS = frozenset({Sort.USCC, Sort.PERSON_ID, Sort.ANY_ID})


@dataclass(frozen=True, slots=True)
class Label:
    """Words of the form: in the page's language, and in Chinese beside them where that is another."""

    words: str
    chinese: str = ""


@dataclass(frozen=True, slots=True)
class Input:
    """One input: its name is its id too; `list_id` names the words to choose from."""

    name: str
    label: Label
    tip: str
    text: str
    said: tuple[Said, ...]
    is_mandatory: bool
    is_wide: bool = True
    mode: str = "text"
    is_number: bool = False
    list_id: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Words to choose from; others may be typed."""

    list_id: str
    words: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a column."""

    name: str
    label: Label
    tip: str
    is_mandatory: bool
    span: int


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block: its number, and an input a column."""

    number: int
    inputs: tuple[Input, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A section of single inputs, or a block of rows (with `heads`), under one heading."""

    name: str
    heading: Label
    hint: str
    is_mandatory: bool
    said: tuple[Said, ...]
    inputs: tuple[Input, ...] = ()
    heads: tuple[Head, ...] = ()
    rows: tuple[Row, ...] = ()
    is_full: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """All that the template `form/fields.html.j2` shows of a form."""

    title: Label
    lang: Lang
    parts: tuple[Part, ...]
    choices: tuple[Choices, ...]
    whole: tuple[Said, ...]
    sentence: str
    verdict: str
    most_rows: int = MOST_ROWS


@dataclass(frozen=True, slots=True)
class _Maker:
    """What every part of the page is made from."""

    page: Page
    beside: Mapping[str, tuple[Said, ...]]
    lang: Lang

    def section(self, section: Section) -> Part:
        inputs = tuple(self.field(each) for each in section.fields)
        return Part(section.name, _label(section.heading, self.lang), "", is_mandatory=False, said=(), inputs=inputs)

    def field(self, field: Field) -> Input:
        hint = field.hint if self.lang == "zh" else HINTS.get(field.name, "")
        words = (hint, _tip(field, self.lang)) if hint and field.is_mandatory else (hint or _tip(field, self.lang),)
        return Input(
            field.name,
            _label(field.label, self.lang),
            ("；" if self.lang == "zh" else "; ").join(words),
            self.page.texts.get(field.name, ""),
            self.beside.get(field.name, ()),
            field.is_mandatory,
            field.is_wide,
            _FIELD_MODES.get(field.name, _MODES.get(field.sort, "text")),
            field.sort in _NUMBERS,
            f"choices-{field.name}" if field.choices else "",
        )

    def block(self, block: Block) -> Part:
        count = self.page.rows[block.name]
        return Part(
            block.name,
            _label(block.heading, self.lang),
            block.hint if self.lang == "zh" else HINTS[block.name],
            block.is_mandatory,
            self.beside.get(block.name, ()),
            heads=tuple(
                Head(each.name, _label(each.label, self.lang), _tip(each, self.lang), each.is_mandatory, each.span)
                for each in block.columns
            ),
            rows=tuple(Row(number, tuple(self.cell(block, number, each) for each in block.columns)) for number in range(1, count + 1)),
            is_full=count >= MOST_ROWS,
        )

    def cell(self, block: Block, number: int, column: Column) -> Input:
        name = cell_name(block.name, number, column.name)
        return Input(
            name,
            _label(column.label, self.lang),
            "",
            self.page.texts.get(name, ""),
            self.beside.get(name, ()),
            is_mandatory=False,
            mode=_FIELD_MODES.get(column.name, _MODES.get(column.sort, "text")),
            is_number=column.sort in _NUMBERS,
            list_id=f"choices-{block.name}-{column.name}" if column.choices else "",
        )


def form_page(page: Page, lang: Lang, answers: Answers | None = None) -> FormPage:
    """The form with what stands in it and, once it was answered for, with the problems beside their inputs.

    The problems must be those of `online_answers.live` for the same post, whose rows bear the page's numbers.
    """
    maker = _Maker(page, answers.beside if answers else {}, lang)
    above = [maker.section(each) for each in SECTIONS if each is not SIGNED]
    blocks = [maker.block(each) for each in BLOCKS]
    return FormPage(
        _label(Phrase(TITLE, TITLE_GLOSS.partition("：")[2]), lang),
        lang,
        (*above, *blocks, maker.section(SIGNED)),
        tuple(_choices(lang)),
        answers.whole if answers else (),
        answers.verdict if answers else "",
        answers.document["verdict"] if answers else "",
    )


def _label(words: Phrase, lang: Lang) -> Label:
    return Label(words.zh) if lang == "zh" else Label(words.en[:1].upper() + words.en[1:], words.zh)


def _tip(asked: Field | Column, lang: Lang) -> str:
    return SORT_TIPS.get(asked.sort, asked.tip).say(lang)


def _choices(lang: Lang) -> Iterator[Choices]:
    asked: list[tuple[str, tuple[str, ...]]] = [(each.name, each.choices) for section in SECTIONS for each in section.fields]
    asked += [(f"{block.name}-{each.name}", each.choices) for block in BLOCKS for each in block.columns]
    for name, words in asked:
        if words:
            yield Choices(f"choices-{name}", tuple((word, CHOICES[word] if lang == "en" else "") for word in words))
