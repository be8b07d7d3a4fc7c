"""The published schema of the machine form and the reader agree."""

from __future__ import annotations

import json
from importlib.resources import files

import jsonschema
import pytest

import lot_cases
import lotmaker
from relparty.forms import machine
from test_lots import LOTS

SCHEMA = json.loads(files("relparty.forms").joinpath("declaration.schema.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", lot_cases.CASES)
def test_all_our_machine_forms_follow_the_schema(name: str) -> None:
    for form in lotmaker.forms(lot_cases.CASES[name]["lot"]).values():
        jsonschema.validate(form, SCHEMA)


def test_the_machine_forms_handed_in_follow_the_schema() -> None:
    forms = [path for lot in LOTS for path in lot.glob("forms/*.json")]
    assert forms
    for path in forms:
        jsonschema.validate(json.loads(path.read_text(encoding="utf-8")), SCHEMA)


def test_the_reader_knows_the_keys_of_the_schema_and_no_others() -> None:
    properties = SCHEMA["properties"]
    assert set(properties) == {"form", machine.UNANSWERED, *machine.FOOT, *machine.FIELDS, *machine.BLOCKS}
    assert properties[machine.UNANSWERED]["items"]["enum"] == list(machine.BLOCKS)
    for key, names in machine.FIELDS.items():
        assert set(properties[key]["properties"]) == set(names)
    for key, names in machine.BLOCKS.items():
        known = properties[key]["items"]["properties"]
        paths = {f"{a}/{b}" for a in known if "properties" in known[a] for b in known[a]["properties"]}
        assert paths | {a for a in known if "properties" not in known[a]} == set(names)
