"""What the form asks online: the empty form's own sections and blocks, and where each answer stands in the machine form."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from relparty.forms import machine
from relparty.forms.blank import fields
from relparty.forms.blank.elements import Block, Section

_HEAD_ID = "head_id"
_MACHINE_HEAD_ID = "person_id"
"""What the machine reader calls the head's number."""

SIGNED: Section = replace(fields.FOOT, fields=tuple(each for each in fields.FOOT.fields if each.name in machine.FOOT.values()))
"""The foot without seal and signature, which are given on paper."""

SECTIONS: tuple[Section, ...] = (*fields.SECTIONS, SIGNED)
BLOCKS: tuple[Block, ...] = fields.BLOCKS

Path = tuple[str, ...]


def _field_paths() -> Mapping[str, Path]:
    inside = {name: (part, key) for part, names in machine.FIELDS.items() for key, name in names.items()}
    known: dict[str, Path] = {**inside, **{name: (key,) for key, name in machine.FOOT.items()}}
    known[_HEAD_ID] = known.pop(_MACHINE_HEAD_ID)
    return {each.name: known[each.name] for section in SECTIONS for each in section.fields}


def _column_paths(block: Block) -> Mapping[str, Path]:
    known = {name: tuple(key.split("/")) for key, name in machine.BLOCKS[block.name].items()}
    return {each.name: known[each.name] for each in block.columns}


FIELD_PATHS: Mapping[str, Path] = _field_paths()
"""Where each field's answer stands in the machine form, key by key."""

COLUMN_PATHS: Mapping[str, Mapping[str, Path]] = {each.name: _column_paths(each) for each in BLOCKS}
"""Where each column's answer stands in a row of its block in the machine form."""

FIRST_COLUMN: Mapping[str, str] = {each.name: each.columns[0].name for each in BLOCKS}
"""The column into whose first row 「无」 is written for a whole block."""

NONE = "无"
"""The answer of a block that has no rows."""
