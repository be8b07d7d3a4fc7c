"""OCDS 1.1: a release package with what the standard requires, the BODS file beside it, and `relparty lots` reads it back."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlparse

import pytest
from exportlots import HOSTILE, LOTS, company, example, hostile, picture

from relparty.graph_formats import Picture, draw, suffix
from relparty.model.lot import form_file
from relparty.registers.tender import TenderLot
from relparty_graphs.archive import zipped
from relparty_scrapers.int_ocds import parse

Release = dict[str, Any]


def files(told: Picture) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(draw("ocds", told, "zh"))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def release(told: Picture) -> Release:
    (found,) = json.loads(files(told)["release.json"])["releases"]
    assert isinstance(found, dict)
    return found


def read_back(told: Picture) -> TenderLot:
    content = files(told)["release.json"]
    assert parse.recognises(content)
    (lot,) = parse.lots(form_file("release.json", content), content)
    return lot


@pytest.mark.parametrize("name", LOTS)
def test_a_package_has_all_that_the_standard_requires(name: str) -> None:
    told = example(name)
    package = json.loads(files(told)["release.json"])
    assert set(package) == {"uri", "version", "publishedDate", "publisher", "extensions", "releases"}
    assert urlparse(package["uri"]).scheme
    assert package["version"] == "1.1"
    assert package["publisher"]["name"]
    (one,) = package["releases"]
    assert {"ocid", "id", "date", "tag", "initiationType"} <= set(one)
    assert (one["tag"], one["initiationType"], one["language"]) == (["tender"], "tender", "zh")
    assert "#" not in one["id"]
    for moment in (package["publishedDate"], one["date"], one["tender"]["tenderPeriod"]["endDate"]):
        assert datetime.fromisoformat(moment).utcoffset() is not None
    assert (one["tender"]["id"], one["tender"]["title"], one["tender"]["status"]) == (told.lot.id, told.lot.name, "active")
    ids = [party["id"] for party in one["parties"]]
    assert len(set(ids)) == len(ids)
    assert all(party["roles"] == ["tenderer"] and party["name"] for party in one["parties"])
    assert [each["id"] for each in one["tender"]["tenderers"]] == ids
    assert one["bids"] == {"statistics": [{"id": "1", "measure": "bids", "value": dict(told.lot.quotes)["received"]}]}


@pytest.mark.parametrize("name", LOTS)
def test_our_own_reader_reads_the_tender_back(name: str) -> None:
    told = example(name)
    lot = read_back(told)
    assert (lot.id, lot.title, lot.opens_on) == (f"relparty-{told.lot.id}", told.lot.name, told.lot.opens_on)
    bidders = [node for node in told.nodes if node.is_bidder]
    assert [(quote.name, quote.uscc) for quote in lot.quotes] == [(node.name, node.number) for node in bidders]
    assert lot.unread == lot.left_out == ()
    assert [each.say("en") for each in lot.notes] == ["there are no bids; the bidders are those listed as tenderers"]


@pytest.mark.parametrize("name", ["D01-demo", "P05-layers", "Q16-hundred-bidders"])
def test_the_bods_file_beside_it_tells_of_the_same_parties(name: str) -> None:
    told = example(name)
    found = files(told)
    assert list(found) == ["release.json", "bods.json"]
    assert found["bods.json"] == draw("bods", told, "zh")
    records = {each["recordId"]: each["recordDetails"] for each in json.loads(found["bods.json"])}
    for party in release(told)["parties"]:
        record = records[party["id"]]
        assert record["name"] == party["name"]
        assert (record["identifiers"][0]["scheme"], record["identifiers"][0]["id"]) == (
            party["identifier"]["scheme"],
            party["identifier"]["id"],
        )


def test_relparty_lots_makes_the_lot_of_it_again(tmp_path: Path) -> None:
    told = example("P09-branch")
    (tmp_path / "release.json").write_bytes(files(told)["release.json"])
    command = [sys.executable, "-m", "relparty", "lots", tmp_path / "release.json", "--out", tmp_path / "lots"]
    run = subprocess.run(command, capture_output=True, check=False)
    assert run.returncode == 0, run.stderr.decode()
    (folder,) = (tmp_path / "lots").iterdir()
    assert f'name = "{told.lot.name}"' in (folder / "lot.toml").read_text(encoding="utf-8")
    assert f"opens_on = {told.lot.opens_on}" in (folder / "lot.toml").read_text(encoding="utf-8")
    quotes = (folder / "quotes.csv").read_text(encoding="utf-8-sig")
    assert all(node.name in quotes and node.number in quotes for node in told.nodes if node.is_bidder)


def test_a_lot_that_came_from_a_tender_keeps_its_own_id() -> None:
    told = picture([company("n1", is_bidder=True)], [], lot="ocds-213czf-000-00001")
    assert release(told)["ocid"] == "ocds-213czf-000-00001"
    assert read_back(told).id == "ocds-213czf-000-00001"


def test_no_count_of_bids_is_made_up() -> None:
    told = picture([company("n1", is_bidder=True)], [])
    unknown = replace(told, lot=replace(told.lot, quotes=(("required", 3),)))
    assert "bids" not in release(unknown)
    assert "extensions" not in json.loads(files(unknown)["release.json"])
    assert release(told)["bids"]["statistics"][0]["value"] == 3


@pytest.mark.parametrize(
    ("number", "identifier"),
    [
        ("91440300MA0001050X", {"scheme": "CN-SAIC", "id": "91440300MA0001050X"}),
        ("GB-COH-00229269", {"scheme": "GB-COH", "id": "00229269"}),
        ("A 77", {"id": "A 77"}),
        ("", None),
    ],
)
def test_parties_have_the_identifiers_that_are_told(number: str, identifier: dict[str, str] | None) -> None:
    (party,) = release(picture([company("n1", "甲公司", number=number, is_bidder=True)], []))["parties"]
    assert party.get("identifier") == (identifier and identifier | {"legalName": "甲公司"})


@pytest.mark.parametrize("name", HOSTILE)
def test_any_name_is_only_a_name(name: str) -> None:
    told = hostile(name)
    lot = replace(told.lot, name=name)
    (party,) = release(replace(told, lot=lot))["parties"]
    assert party["roles"] == ["tenderer"]
    assert len(read_back(replace(told, lot=lot)).quotes) == 1


def test_the_same_lot_gives_the_same_bytes_and_another_day_another_release() -> None:
    told = example("D01-demo")
    assert draw("ocds", told, "zh") == draw("ocds", told, "en")
    later = replace(told, lot=replace(told.lot, as_of=date(2026, 11, 23)))
    assert release(told)["id"] != release(later)["id"]
    assert release(told)["ocid"] == release(later)["ocid"]
    assert suffix("ocds") == ".ocds.zip"


def test_a_zip_is_the_same_on_every_day_and_system() -> None:
    content = zipped({"乙.txt": b"2", "a.txt": b"1"})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        told = [(each.filename, each.date_time, each.create_system) for each in archive.infolist()]
        assert (archive.read("乙.txt"), archive.read("a.txt")) == (b"2", b"1")
    assert told == [("乙.txt", (1980, 1, 1, 0, 0, 0), 3), ("a.txt", (1980, 1, 1, 0, 0, 0), 3)]


def test_a_lot_without_bidders_is_still_a_tender() -> None:
    found = release(picture([], []))
    assert (found["parties"], found["tender"]["tenderers"]) == ([], [])
