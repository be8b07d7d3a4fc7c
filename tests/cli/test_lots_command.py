"""`relparty lots`: a file of tenders to folders that a screening takes, with what was left out said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from ocdsfile import BING, DING, JIA, OCID, THREE, YI, bid, package, release, tender

import lotmaker
from running import told


def relparty(*arguments: str | Path, given: bytes | None = None) -> subprocess.CompletedProcess[bytes]:
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "LC_MESSAGES") and not key.startswith("RELPARTY")
    }
    command = [sys.executable, "-m", "relparty", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, input=given, check=False, env={**inherited, "PYTHONUTF8": "1"})


@pytest.fixture
def tenders(tmp_path: Path) -> Path:
    path = tmp_path / "tenders.json"
    path.write_bytes(package(release(*THREE, bid("4", DING, status="withdrawn"))))
    return path


def test_a_tender_becomes_a_lot_that_lacks_its_forms(tmp_path: Path, tenders: Path) -> None:
    run = relparty("lots", tenders, "--out", tmp_path / "lots")
    assert run.returncode == 0, run.stderr.decode()
    folder = tmp_path / "lots" / OCID
    assert f"{folder}：3 份报价" in run.stdout.decode()
    assert f"未列入：{DING}：投标已撤回" in run.stderr.decode()
    screening = told(folder)
    assert screening["verdict"] == "incomplete"
    assert (screening["quotes"]["received"], screening["quotes"]["independent"]) == (3, 3)
    assert sorted(each["name"] for each in screening["bidders"]) == sorted((JIA, YI, BING))
    missing = [each for each in screening["findings"] if each["level"] == "unchecked"]
    assert sorted(each["bidders"][0] for each in missing) == sorted((JIA, YI, BING))


def test_with_its_forms_the_lot_is_screened_and_relations_are_found(tmp_path: Path, tenders: Path) -> None:
    relparty("lots", tenders, "--out", tmp_path / "lots")
    folder = tmp_path / "lots" / OCID
    head = {"name": "罗启航", "id": "#1"}
    forms = lotmaker.forms({"id": OCID, "bidders": {"甲辰": {"head": head}, "乙木": {"head": head}, "丙火": {}}})
    for word, form in forms.items():
        (folder / "forms" / f"{word}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    screening = told(folder)
    assert (screening["lot"]["id"], screening["lot"]["opens_on"]) == (OCID, "2026-12-01")
    assert ("same_head", sorted((JIA, YI))) in [(each["rule"], sorted(each["bidders"])) for each in screening["findings"]]
    assert screening["quotes"]["received"] == 3
    assert not [each for each in screening["findings"] if each["level"] == "unchecked"]


def test_a_joint_bid_is_one_quote_and_never_clear(tmp_path: Path) -> None:
    path = tmp_path / "tenders.json"
    path.write_bytes(package(release(bid("1", JIA, YI), bid("2", BING))))
    relparty("lots", path, "--out", tmp_path / "lots")
    folder = tmp_path / "lots" / OCID
    for word, form in lotmaker.forms({"id": OCID, "bidders": {"甲辰": {}, "丙火": {}}}).items():
        (folder / "forms" / f"{word}.json").write_text(json.dumps(form, ensure_ascii=False), encoding="utf-8")
    screening = told(folder)
    assert screening["verdict"] != "clear"
    assert screening["quotes"]["received"] == 2
    assert [each["status"] for each in screening["bidders"] if each["name"] == f"{JIA}、{YI}"] == ["missing"]


def test_what_needs_a_person_exits_3_and_is_said_in_english_too(tmp_path: Path) -> None:
    path = tmp_path / "tenders.json"
    path.write_bytes(package(release(bid("1", JIA, status="odd"), tender=tender(lots=[{"id": "L1"}, {"id": "L2"}]), ocid="a/b")))
    run = relparty("--lang", "en", "lots", path, "--out", tmp_path / "lots")
    assert run.returncode == 3
    assert "look at it:" in run.stderr.decode()
    assert "1 quotes" in run.stdout.decode()
    assert sorted(each.name for each in (tmp_path / "lots").iterdir()) == ["a-b-L1", "a-b-L2"]


def test_a_tender_nobody_bids_for_makes_no_folder(tmp_path: Path) -> None:
    run = relparty("lots", "-", "--out", tmp_path / "lots", given=package(release()))
    assert run.returncode == 3
    assert "没有建立任何项目文件夹" in run.stderr.decode()
    assert run.stdout == b""
    assert not (tmp_path / "lots").exists()


def test_an_existing_folder_is_kept_unless_forced(tmp_path: Path, tenders: Path) -> None:
    assert relparty("lots", tenders, "--out", tmp_path / "lots").returncode == 0
    again = relparty("lots", tenders, "--out", tmp_path / "lots")
    assert again.returncode == 2
    assert "文件夹已存在" in again.stderr.decode()
    assert relparty("lots", tenders, "--out", tmp_path / "lots", "--force").returncode == 0


@pytest.mark.parametrize(
    ("content", "words"),
    [(b"", "不是有效的 JSON"), (b"[]", "不是 OCDS"), (b'{"releases":[]}', "没有任何招标项目"), (b'{"ocid":"x"', "可能被截断")],
)
def test_a_file_that_is_none_is_wrong_use_with_a_sentence(tmp_path: Path, content: bytes, words: str) -> None:
    run = relparty("lots", "-", "--out", tmp_path / "lots", given=content)
    assert run.returncode == 2
    assert words in run.stderr.decode()
    assert "Traceback" not in run.stderr.decode()


def test_wrong_use_says_what_to_do(tmp_path: Path) -> None:
    assert "没有这个文件" in relparty("lots", tmp_path / "none.json", "--out", tmp_path).stderr.decode()
    assert "没有招标数据" in relparty("lots", "-", "--out", tmp_path, "--source", "int_ftm", given=b"").stderr.decode()
    assert "没有名为 nothing 的来源" in relparty("lots", "-", "--out", tmp_path, "--source", "nothing", given=b"").stderr.decode()


@pytest.mark.parametrize(("lang", "word"), [("zh", "例："), ("en", "Example:")])
def test_it_has_help_with_an_example(lang: str, word: str) -> None:
    assert word in relparty("--lang", lang, "lots", "--help").stdout.decode()
