"""A JSON file in `register/`: what its source reads, and what is said of one that no source can have given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NoReturn

import pytest

import lotmaker
import running
from relparty.intake.reading import read_content
from relparty.intake.tasks import Reading
from relparty.model.lot import form_file
from relparty.registers import catalog, examples, lookup
from relparty.registers.lookup import Lookup
from relparty.settings import FileLimits

SERVICE = "cn_qichacha"
LOT: dict[str, Any] = {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}}


def recorded(source: str = SERVICE) -> Lookup:
    """A recorded answer of the service, as the file of any source."""
    return replace(examples.kept(examples.examples(catalog.source(SERVICE))[0]), source=source)


def read(content: bytes) -> Reading:
    return read_content(form_file("register/kept.json", content), content, FileLimits())


def said(reading: Reading) -> list[str]:
    assert not reading.extracts
    assert not reading.declarations
    return [each.error.say("en") for each in reading.unread]


def changed(**values: object) -> bytes:
    """The kept answer with entries of its own replaced."""
    kept: Mapping[str, object] = json.loads(lookup.content(recorded()))
    return json.dumps({**kept, **values}, ensure_ascii=False).encode()


def test_a_kept_answer_of_a_service_is_what_it_tells() -> None:
    found = read(lookup.content(recorded()))
    assert [extract.source for extract in found.extracts] == [SERVICE]
    assert found.unread == ()


@pytest.mark.parametrize("source", ["int_bods", "int_ftm", "cn_gsxt", "int_ocds"])
def test_a_kept_answer_of_a_source_that_is_never_asked_is_unread(source: str) -> None:
    (sentence,) = said(read(lookup.content(recorded(source))))
    assert sentence.startswith(f"register/kept.json: it calls itself a lookup of {source}, which is not asked over the network.")
    assert "relparty sources" in sentence


def test_a_kept_answer_of_a_source_that_nobody_knows_is_unread() -> None:
    (sentence,) = said(read(lookup.content(recorded("cc_nobody"))))
    assert "there is no source cc_nobody" in sentence


@pytest.mark.parametrize("values", [{"form": "relparty/lookup/2"}, {"answers": 7}, {"wanted": None}, {"source": ["int_ftm"]}])
def test_a_damaged_kept_answer_is_unread(values: dict[str, object]) -> None:
    assert len(said(read(changed(**values)))) == 1


def test_a_kept_answer_without_the_first_call_is_not_as_its_interface_says() -> None:
    (sentence,) = said(read(changed(answers=[])))
    assert "not as its interface says (/answers/basic)" in sentence


def test_a_fault_in_a_source_is_told_as_one_and_not_as_a_file_of_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    def company(_: Lookup) -> NoReturn:
        raise TypeError

    faulty = replace(catalog.source(SERVICE), parse=SimpleNamespace(check=None, company=company))
    monkeypatch.setattr(catalog, "source", lambda _: faulty)
    (sentence,) = said(read(lookup.content(recorded())))
    assert "reading it failed (TypeError)" in sentence


def test_a_lot_with_a_kept_answer_of_a_source_that_is_never_asked_is_incomplete(tmp_path: Path) -> None:
    (lotmaker.write(tmp_path, LOT) / "register").mkdir()
    (tmp_path / "register" / "kept.json").write_bytes(lookup.content(recorded("int_ftm")))
    told = running.told(tmp_path)
    assert told["verdict"] == "incomplete"
    assert [finding["rule"] for finding in told["findings"]] == ["unchecked"]
    assert "int_ftm" in told["findings"][0]["summary"]
