"""What was posted from the form: every input accounted for, wholly empty rows left out, nothing changed.

Limits are told, never applied in silence: whatever is too much or unknown raises a UsageError.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from relparty.errors import UsageError
from relparty.forms.online.asked import BLOCKS
from relparty.forms.online.inputs import MOST_CHARACTERS, MOST_FIELDS, MOST_ROWS, Spot, spot
from relparty.forms.problems import FIELD_WORDS
from relparty.identifiers.masking import shown
from relparty.phrases import Phrase, Sentence

Posted: TypeAlias = Mapping[str, str] | Iterable[tuple[str, str]]

BUTTONS = frozenset({"add", "none", "act"})
"""Buttons of the form: their values say what to do and are no answers."""

_PLACE = Phrase("在线采集表", "the form online")
_UNKNOWN = Phrase("表中没有“{name}”这一栏", "the form has no field “{name}”")
_TWICE = Phrase("“{name}”提交了两次，无法判断以哪个为准", "“{name}” was posted twice, and nobody can say which one holds")
_NO_TEXT = Phrase("“{name}”不是文字", "“{name}” is no text")
_HALF = Phrase("“{name}”含有无法保存的字符", "“{name}” holds a character that cannot be kept")
_TOO_LONG = Phrase("“{name}”有 {count} 字，超过 {limit} 字的上限", "“{name}” has {count} characters; the limit is {limit}")
_TOO_MANY = Phrase("“{block}”有 {count} 行，超过 {limit} 行的上限", "“{block}” has {count} rows; the limit is {limit}")
_TOO_MUCH = Phrase("提交的栏目超过 {limit} 个", "more than {limit} fields were posted")
_RELOAD = Phrase("请重新打开填报页后再提交；所填内容没有保存", "open the page again and hand in again; nothing was saved")
_SHORTEN = Phrase("请缩短后再提交，其余内容另附文件；所填内容没有保存", "shorten it and hand the rest in as a file; nothing was saved")
_RETYPE = Phrase("请删去后重新输入；所填内容没有保存", "delete it and type it again; nothing was saved")
_LONGEST_QUOTED = 60


@dataclass(frozen=True, slots=True)
class FilledRow:
    """A row that holds anything: its number in the page, and its answers by column."""

    number: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Values:
    """The answers of a post that are not empty: by field, and row by row by block."""

    fields: Mapping[str, str]
    rows: Mapping[str, tuple[FilledRow, ...]]


def values(posted: Posted, beside: Collection[str] = ()) -> Values:
    """What was answered, as typed; reach for `form.machine_form` to keep it.

    `beside` names what the page posts besides the form, such as a token against forgery. Raises UsageError for an input
    that the form does not have or has twice, and for too much of anything.
    """
    fields: dict[str, str] = {}
    cells: dict[str, dict[int, dict[str, str]]] = {}
    for name, where, text in inputs(posted, beside):
        if len(text) > MOST_CHARACTERS:
            raise _refused(_TOO_LONG(name=_label(where), count=len(text), limit=MOST_CHARACTERS), _SHORTEN)
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise _refused(_HALF(name=_quoted(name)), _RETYPE)
        if not text.strip():
            continue
        if where.block:
            cells.setdefault(where.block, {}).setdefault(where.row, {})[where.name] = text
        else:
            fields[where.name] = text
    return Values(fields, {block.name: _rows(cells.get(block.name, {})) for block in BLOCKS})


def inputs(posted: Posted, beside: Collection[str] = ()) -> Iterator[tuple[str, Spot, str]]:
    """Each input of the form that was posted, with what it is about and its text; raises UsageError as `values`."""
    seen: set[str] = set()
    for number, (name, text) in enumerate(posted.items() if isinstance(posted, Mapping) else posted):
        if number >= MOST_FIELDS:
            raise _refused(_TOO_MUCH(limit=MOST_FIELDS), _SHORTEN)
        if name in BUTTONS or name in beside:
            continue
        where = spot(name)
        if where is None:
            raise _refused(_UNKNOWN(name=_quoted(name)), _RELOAD)
        if name in seen:
            raise _refused(_TWICE(name=_quoted(name)), _RELOAD)
        seen.add(name)
        if not isinstance(text, str):
            raise _refused(_NO_TEXT(name=_quoted(name)), _RELOAD)
        if where.row > MOST_ROWS:
            raise _refused(_TOO_MANY(block=FIELD_WORDS[where.block], count=where.row, limit=MOST_ROWS), _SHORTEN)
        yield name, where, text


def _rows(rows: Mapping[int, Mapping[str, str]]) -> tuple[FilledRow, ...]:
    return tuple(FilledRow(number, rows[number]) for number in sorted(rows))


def _label(where: Spot) -> Phrase:
    return FIELD_WORDS.get(where.name, Phrase(where.name, where.name))


def _quoted(name: str) -> str:
    """A name that somebody posted, harmless and short."""
    return shown(name.encode("utf-8", "replace").decode())[:_LONGEST_QUOTED]


def _refused(fact: Sentence, next_step: Phrase) -> UsageError:
    return UsageError(_PLACE.zh, fact, next_step())
