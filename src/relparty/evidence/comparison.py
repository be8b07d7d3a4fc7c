"""What comparing one value of a declaration with an extract gives: an outcome, a fact for the reader, both places."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from relparty.model.evidence import Extract, ExtractKind, Told
from relparty.model.lot import Declaration
from relparty.model.record import Source
from relparty.phrases import Phrase, Sentence

_DAYS_TO_FILE = 30
_WORKING_DAYS_TO_SHOW = 20


class Field(StrEnum):
    """What was compared."""

    NAME = "name"
    USCC = "uscc"
    HEAD = "head"
    HOLDER = "holder"
    SHARE = "share"
    OFFICER = "officer"
    OFFICE = "office"
    CHANGE = "change"


FIELD_WORDS: dict[Field, Phrase] = {
    Field.NAME: Phrase("单位名称", "name"),
    Field.USCC: Phrase("统一社会信用代码", "unified social credit code"),
    Field.HEAD: Phrase("法定代表人（单位负责人）", "person in charge"),
    Field.HOLDER: Phrase("股东", "holder"),
    Field.SHARE: Phrase("持股比例", "share"),
    Field.OFFICER: Phrase("主要人员", "officer"),
    Field.OFFICE: Phrase("职务", "office"),
    Field.CHANGE: Phrase("变更", "change"),
}


class Outcome(StrEnum):
    """How a value of the form stands to the register.

    `LOOK_ALIKE` and `UNREADABLE` say that a person must look at the picture; `LATE` that the form tells a change
    which the register need not show yet; `NOT_SHOWN` says nothing.
    """

    EQUAL = "equal"
    LOOK_ALIKE = "look_alike"
    DIFFERS = "differs"
    UNREADABLE = "unreadable"
    NOT_SHOWN = "not_shown"
    LATE = "late"


@dataclass(frozen=True, slots=True)
class Compared:
    """One value compared. `about` is what another extract's answer to the same question has in common with it."""

    field: Field
    outcome: Outcome
    about: str
    fact: Sentence
    sources: tuple[Source, ...]
    is_pictured: bool = False


VALUES = Phrase("{what}：表中为 {form}，登记为 {register}", "{what}: {form} on the form, {register} on the register")
NOT_ON_FORM = Phrase("{what} {register}：登记有，表中未列", "{what} {register}: on the register, not on the form")
NOT_ON_REGISTER = Phrase("{what} {form}：表中有，登记未列", "{what} {form}: on the form, not on the register")
NOT_SEEN = Phrase("{what} {form}：所附登记页面未显示全部，未见此项", "{what} {form}: the register page does not show all, and not this one")
NOT_SHOWN = Phrase("{what}：所附材料未显示", "{what}: not shown by the document")


def values(field: Field, outcome: Outcome, form: Told, register: Told) -> Compared:
    """The comparison of two values that answer one question."""
    fact = VALUES(what=FIELD_WORDS[field], form=form.text or "—", register=register.text or "—")
    return Compared(field, outcome, form.text, fact, (register.source, form.source), register.is_pictured or form.is_pictured)


def not_shown(field: Field) -> Compared:
    """The answer that a document does not tell a thing at all."""
    return Compared(field, Outcome.NOT_SHOWN, "", NOT_SHOWN(what=FIELD_WORDS[field]), ())


def may_be_late(change: date | None, extract: Extract) -> bool:
    """True when a change of that day need not show yet on the extract.

    A company has 30 days to register a change and the register 20 working days to show it. A licence tells the
    day on which it was issued and not when it was looked at, so it may always be older than the change.
    """
    if change is None:
        return False
    seen = extract.retrieved_on
    return seen is None or extract.kind is ExtractKind.LICENCE or seen <= shown_by(change)


def shown_by(change: date) -> date:
    """The last day on which the register may lawfully not show a change; public holidays are not counted."""
    filed = min(change, date.max - timedelta(days=2 * _DAYS_TO_FILE + 2)) + timedelta(days=_DAYS_TO_FILE)
    weeks, days = divmod(_WORKING_DAYS_TO_SHOW, 5)
    return filed + timedelta(weeks=weeks, days=days)


def claim(text: str, source: Source, declaration: Declaration) -> Told:
    """What a form says, told like what an extract tells: doubtful where the form was, or where it hides characters."""
    return Told(text, source, not source.crop and "*" not in text, declaration.is_pictured)


DOUBTFUL = "doubtful_reading"
"""The reason of a form's problem that something on it was read too unsurely to be used."""


def is_hidden(name: str, declaration: Declaration) -> bool:
    """True when the form may name somebody after all: in words that were not understood, or not surely read."""
    told = [source.text for problem in declaration.problems if problem.reason in _NOT_USED for source in problem.sources]
    return any(problem.reason == DOUBTFUL for problem in declaration.problems) or any(name in text for text in told)


_NOT_USED = frozenset({"not_understood", "several_names", "remark", "share_unreadable", "unclear_name"})
