"""What was posted as the machine form, and a machine form as what would be posted: the two undo each other."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from typing import TypeAlias

from relparty.encoding import decoded
from relparty.errors import UsageError
from relparty.forms import machine
from relparty.forms.blank.elements import Block
from relparty.forms.online.asked import BLOCKS, COLUMN_PATHS, FIELD_PATHS, FIRST_COLUMN, NONE, Path
from relparty.forms.online.inputs import cell_name
from relparty.forms.online.posting import FilledRow, Posted, Values, values
from relparty.model.lot import form_file
from relparty.phrases import Phrase

Told: TypeAlias = dict[str, object]

FILE = "online.json"
"""What a form filled in online is called where files have names."""

_REQUIRED: Mapping[str, tuple[Path, ...]] = {
    "kin": (("person",), ("relative",)),
    "upper_holdings": (("company",), ("holder", "name")),
}
"""The keys that the schema wants in a row; of other blocks the first column's."""

_MORE = Phrase("其中有在线采集表没有的内容（{pointer}）", "it holds what the form online does not have ({pointer})")
_AS_FILE = Phrase("请以文件方式提交，或在线重新填写", "hand it in as a file, or fill the form in online again")


def machine_form(posted: Posted, beside: Collection[str] = ()) -> bytes:
    """The post as a machine form (`relparty/declaration/1`), every value as typed; the same post gives the same bytes.

    Reach for it to keep what a bidder filled in: it is read as any file handed in. Blocks left without rows are named
    under `unanswered`, as headings with nothing below them. Raises UsageError as `posting.values`.
    """
    return written(values(posted, beside))


def written(told: Values) -> bytes:
    """The answers as machine form."""
    form: Told = {"form": machine.FORM, "lot": {}, "bidder": {"name": ""}, "head": {}}
    foot: Told = {}
    for name, path in FIELD_PATHS.items():
        if name in told.fields:
            _put(form if len(path) > 1 else foot, path, told.fields[name])
    blocks = {block.name: [_row(block, row) for row in told.rows[block.name]] for block in BLOCKS}
    form |= {name: rows for name, rows in blocks.items() if rows}
    form[machine.UNANSWERED] = [name for name, rows in blocks.items() if not rows]
    return (json.dumps(form | foot, ensure_ascii=False, separators=(",", ":")) + "\n").encode()


def _row(block: Block, row: FilledRow) -> Told:
    told: Told = {}
    paths = COLUMN_PATHS[block.name]
    for path in _REQUIRED.get(block.name, (paths[FIRST_COLUMN[block.name]],)):
        _put(told, path, "")
    for column, path in paths.items():
        if column in row.cells:
            _put(told, path, row.cells[column])
    return told


def _put(told: Told, path: Path, value: str) -> None:
    *outer, last = path
    for key in outer:
        inner = told.setdefault(key, {})
        assert isinstance(inner, dict)  # no path ends where another goes on
        told = inner
    told[last] = value


def posted(content: bytes) -> dict[str, str]:
    """The inputs that a machine form fills, by name: what the page shows when it is filled again.

    Raises UnreadableFile for what is no machine form, and UsageError for one that holds more than the form online asks.
    """
    machine.read(form_file(FILE, content), content)
    form: Told = json.loads(decoded(content))
    form.pop("form")
    form.pop(machine.UNANSWERED, None)
    found: dict[str, str] = {}
    for name, path in FIELD_PATHS.items():
        _fill(found, name, _taken(form, path))
    for block in BLOCKS:
        found |= _cells(block, form.pop(block.name, None))
    for pointer in _left(form, ""):
        raise _not_asked(pointer)
    return found


def _cells(block: Block, rows: object) -> Mapping[str, str]:
    if rows == []:
        return {cell_name(block.name, 1, FIRST_COLUMN[block.name]): NONE}
    found: dict[str, str] = {}
    for number, row in enumerate(rows if isinstance(rows, list) else [], start=1):
        told = row if isinstance(row, dict) else {"": row}
        for column, path in COLUMN_PATHS[block.name].items():
            _fill(found, cell_name(block.name, number, column), _taken(told, path))
        for pointer in _left(told, f"/{block.name}/{number - 1}"):
            raise _not_asked(pointer)
    if rows is not None and not isinstance(rows, list):
        raise _not_asked(f"/{block.name}")
    return found


def _taken(told: Told, path: Path) -> object:
    """The value at the path, taken out; None where there is none, and a list or object is left for `_left`."""
    *outer, last = path
    for key in outer:
        inner = told.get(key)
        if not isinstance(inner, dict):
            return None
        told = inner
    return None if isinstance(told.get(last), list | dict) else told.pop(last, None)


def _fill(found: dict[str, str], name: str, value: object) -> None:
    text = machine.text(value) if value is not None else ""
    if text.strip():
        found[name] = text


def _left(told: Mapping[str, object], pointer: str) -> Iterator[str]:
    """The pointers of everything that is still there."""
    for key, value in told.items():
        if isinstance(value, dict):
            yield from _left(value, f"{pointer}/{key}")
        elif value is not None and value != []:
            yield machine.text(f"{pointer}/{key}")


def _not_asked(pointer: str) -> UsageError:
    return UsageError(FILE, _MORE(pointer=pointer), _AS_FILE())
