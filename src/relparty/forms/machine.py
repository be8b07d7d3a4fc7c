"""The machine form (`relparty/declaration/1`) to a filled form: same answers, JSON pointers as places.

The published schema is `declaration.schema.json` beside this file; a test holds the two together. Every
key is accounted for: one that the form does not have is a cell that nobody understands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import chain

from relparty.documents.cells import Cell, FormDocument, Row
from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.forms import labels
from relparty.forms.bounds import refuse_long
from relparty.forms.filled import BlockRow, FilledForm
from relparty.model.lot import FormFile
from relparty.model.record import Place
from relparty.phrases import Phrase

FORM = "relparty/declaration/1"

FIELDS: dict[str, dict[str, str]] = {
    "lot": {"name": "lot_name", "id": "lot_id"},
    "bidder": {
        "name": "bidder_name",
        "uscc": "bidder_uscc",
        "kind": "bidder_kind",
        "parent": "parent",
        "address": "address",
        "phone": "phone",
        "email": "email",
        "bond_account": "bond_account",
        "former_names": "former_names",
    },
    "head": {"name": "head_name", "id": "person_id"},
}
"""Our names of the single answers, by object and key; `person_id` is the head's."""

BLOCKS: dict[str, dict[str, str]] = {
    "shareholders": {"name": "name", "kind": "kind", "id": "number", "percent": "percent", "capital": "capital"},
    "officers": {"name": "name", "id": "number", "office": "office"},
    "upper_holdings": {"company": "company", "holder/name": "name", "holder/kind": "kind", "holder/id": "number", "percent": "percent"},
    "people": {"name": "name", "id": "number", "role": "role", "phone": "phone", "insured_at": "insured_at"},
    "related_units": {"name": "name", "uscc": "number", "relation": "relation"},
    "kin": {"person": "person", "relative": "relative", "relation": "relation", "unit": "unit"},
    "changes": {"item": "item", "before": "before", "after": "after", "date": "date"},
    "prior_service": {"person": "person", "unit": "unit", "content": "content", "date": "date"},
}
"""Our names of the columns of each block, by key; a key inside an object stands behind a slash."""

FOOT = {"declared_on": "filled_on", "filled_by": "filled_by"}
"""Our names of what stands at a form's end, by key."""

UNANSWERED = "unanswered"
"""The key under which a form names the blocks that it asked for and that were left empty, as a printed form shows by itself."""

_NOT_JSON = Phrase("不是有效的 JSON（{reason}）", "it is not valid JSON ({reason})")
_OTHER_FORM = Phrase("不是 {form} 格式的申报数据", "it is not a declaration of the form {form}")
_TWICE = Phrase("“{key}”出现两次，无法判断以哪个为准", "“{key}” stands twice, and nobody can say which one holds")
_NEXT = Phrase("请按公布的 JSON Schema 生成后重新提交", "produce it by the published JSON Schema and hand it in again")


def read(file: FormFile, content: bytes) -> tuple[FormDocument, FilledForm]:
    """The answers of a machine form; raises UnreadableFile when it is no JSON, another form or of absurd length."""
    try:
        value = json.loads(decoded(content), object_pairs_hook=_unique)
    except _RepeatedKeyError as error:
        raise UnreadableFile(file.file, _TWICE(key=_whole(str(error))), _NEXT()) from error
    except (ValueError, RecursionError) as error:
        raise UnreadableFile(file.file, _NOT_JSON(reason=type(error).__name__), _NEXT()) from error
    if not isinstance(value, dict) or value.get("form") != FORM:
        raise UnreadableFile(file.file, _OTHER_FORM(form=FORM), _NEXT())
    refuse_long(file, {key: len(part) for key, part in value.items() if isinstance(part, list)})
    form = FilledForm()
    for key, part in value.items():
        _take(form, key, part)
    return FormDocument(file, tuple(Row((cell,), "json") for cell in _all(form))), form


def _all(form: FilledForm) -> Iterator[Cell]:
    """Every cell that was understood."""
    yield from chain.from_iterable(form.fields.values())
    yield from form.head_ids.values()
    yield from (cell for rows in form.blocks.values() for row in rows for cell in row.cells.values())


class _RepeatedKeyError(Exception):
    """A key that an object has twice: JSON libraries keep the last one silently."""


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, value in pairs:
        if key in found:
            raise _RepeatedKeyError(key)
        found[key] = value
    return found


def _take(form: FilledForm, key: str, part: object) -> None:
    if key == "form":
        return
    if key in FOOT and not isinstance(part, dict | list):
        form.fields[FOOT[key]] = [_cell(f"/{key}", part)]
    elif key == UNANSWERED and isinstance(part, list):
        _take_unanswered(form, part)
    elif key in FIELDS and isinstance(part, dict):
        for name, cell in _cells(part, f"/{key}", FIELDS[key], form).items():
            if name == "person_id":
                form.head_ids[0] = cell
            else:
                form.fields.setdefault(name, []).append(cell)
    elif key in BLOCKS and isinstance(part, list):
        _take_block(form, key, part)
    elif part is not None:
        form.not_understood.append(_cell(f"/{key}", part))


def _take_block(form: FilledForm, key: str, rows: list[object]) -> None:
    if not rows:
        form.none_answers[key] = Cell("[]", Place(pointer=f"/{key}"))
    for number, row in enumerate(rows):
        pointer = f"/{key}/{number}"
        if isinstance(row, dict):
            _take_row(form, key, _cells(row, pointer, BLOCKS[key], form))
        else:
            form.not_understood.append(_cell(pointer, row))


def _take_row(form: FilledForm, key: str, cells: dict[str, Cell]) -> None:
    """Files a row of a block; one that says 「无」 or 「不设监事」 and nothing else answers the whole block."""
    held = [cell for cell in cells.values() if cell.text.strip()]
    known = labels.load()
    if held and all(known.is_answer("none", cell.text) or known.is_answer("lawful", cell.text) for cell in held):
        form.none_answers.setdefault(key, held[0])
    else:
        form.blocks.setdefault(key, []).append(BlockRow(cells))


def _take_unanswered(form: FilledForm, names: list[object]) -> None:
    for number, name in enumerate(names):
        cell = _cell(f"/{UNANSWERED}/{number}", name)
        if isinstance(name, str) and name in BLOCKS:
            form.headed[name] = cell
        else:
            form.not_understood.append(cell)


def _cells(part: Mapping[str, object], pointer: str, names: Mapping[str, str], form: FilledForm) -> dict[str, Cell]:
    """The known values of an object by our names; unknown keys go to the cells not understood."""
    found: dict[str, Cell] = {}
    for key, value in part.items():
        within = _within(names, key) if isinstance(value, dict) else {}
        if within and isinstance(value, dict):
            found.update(_cells(value, f"{pointer}/{key}", within, form))
        elif value is None:
            continue
        elif key in names and not isinstance(value, dict | list):
            found[names[key]] = _cell(f"{pointer}/{key}", value)
        else:
            form.not_understood.append(_cell(f"{pointer}/{key}", value))
    return found


def _within(names: Mapping[str, str], key: str) -> dict[str, str]:
    """The names of the values inside an object: `holder/name` under `holder` is `name`."""
    return {path.removeprefix(f"{key}/"): name for path, name in names.items() if path.startswith(f"{key}/")}


def _cell(pointer: str, value: object) -> Cell:
    return Cell(text(value), Place(pointer=_whole(pointer)))


def text(value: object) -> str:
    """A value of the form as a reader writes it: 60.0 as 60, what is no text or number as JSON."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    plain = isinstance(value, str | int | float) and not isinstance(value, bool)
    return _whole(str(value) if plain else json.dumps(value, ensure_ascii=False))


def _whole(words: str) -> str:
    """The text with U+FFFD for half a character: JSON can escape what no encoding can write."""
    return words.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
