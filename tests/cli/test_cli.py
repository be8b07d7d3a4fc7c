"""The command line as a user meets it: what it prints where, what it writes, how it exits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import jsonschema
import openpyxl
import pandas as pd
import pytest

import lotmaker
from relparty.cli.main import settings_from
from test_lots import LOTS

DEMO = next(lot for lot in LOTS if lot.name == "D01-demo")
SCHEMA = json.loads(files("relparty.reports").joinpath("screening.schema.json").read_text(encoding="utf-8"))


def relparty(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    inherited = {
        key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "LC_MESSAGES") and not key.startswith("RELPARTY")
    }
    command = [sys.executable, "-m", "relparty", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, encoding="utf-8", check=False, env={**inherited, "PYTHONUTF8": "1", **environ}
    )


def test_help_is_printed_without_a_command_and_lists_the_commands() -> None:
    run = relparty()
    assert run.returncode == 0
    assert "screen" in run.stdout
    assert "rules" in run.stdout


@pytest.mark.parametrize("command", ["screen", "rules", "sources"])
@pytest.mark.parametrize(("lang", "word"), [("zh", "例："), ("en", "Example:")])
def test_every_command_has_help_with_an_example_in_both_languages(command: str, lang: str, word: str) -> None:
    assert word in relparty("--lang", lang, command, "--help").stdout
    assert word in relparty(command, "--help", "--lang", lang).stdout


def test_the_report_folder_holds_the_three_files(tmp_path: Path) -> None:
    run = relparty("screen", DEMO, "--out", tmp_path / "out", "--as-of", "2026-11-22")
    assert run.returncode == 1
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"screening.json", "report.html", "graph.svg"}
    assert "暂停处理" in run.stdout
    assert str(tmp_path / "out" / "report.html") in run.stdout
    assert run.stderr == ""


def test_the_default_report_folder_lies_in_the_lot(tmp_path: Path) -> None:
    lot = lotmaker.write(tmp_path / "lot", {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
    assert relparty("screen", lot).returncode == 0
    assert (lot / "relparty-report" / "report.html").exists()
    assert relparty("screen", lot).returncode == 0


def test_json_on_standard_output_is_alone_there_and_follows_the_schema(tmp_path: Path) -> None:
    run = relparty("screen", DEMO, "--out", tmp_path, "--json", "-", "--as-of", "2026-11-22")
    told = json.loads(run.stdout)
    jsonschema.validate(told, SCHEMA)
    assert run.stdout == (tmp_path / "screening.json").read_text(encoding="utf-8")
    assert "暂停处理" in run.stderr


@pytest.mark.parametrize("lot", LOTS, ids=lambda lot: lot.name)
def test_every_lot_follows_the_schema(lot: Path, tmp_path: Path) -> None:
    run = relparty("screen", lot, "--out", tmp_path, "--json", tmp_path / "s.json", "--lang", "en")
    told = json.loads((tmp_path / "s.json").read_text(encoding="utf-8"))
    jsonschema.validate(told, SCHEMA)
    assert run.returncode == {"stop": 1, "review": 1, "incomplete": 3, "clear": 0}[told["verdict"]]


def test_the_same_input_gives_the_same_bytes_whatever_the_hash_seed(tmp_path: Path) -> None:
    shared = [{"name": "王伟", "kind": "person", "id": f"#{n}", "percent": 25} for n in (31, 32, 33, 34)]
    bidders = {word: {"shareholders": shared, "officers": [{"name": "张伟", "office": "supervisor"}]} for word in ("甲辰", "乙木", "丙火")}
    lot = lotmaker.write(tmp_path / "lot", {"regime": "tendering", "bidders": bidders})
    for seed in "12345":
        relparty("screen", lot, "--out", tmp_path / seed, "--as-of", "2026-11-22", PYTHONHASHSEED=seed)
    for file in ("screening.json", "report.html", "graph.svg"):
        assert len({(tmp_path / seed / file).read_bytes() for seed in "12345"}) == 1


def test_tables_of_findings_open_in_other_programs_and_hold_no_formula(tmp_path: Path) -> None:
    bidders = {
        "=cmd|'/c calc'!A1公司": {"head": {"name": "尉迟砚山", "id": "#40"}},
        "乙木": {"head": {"name": "尉迟砚山", "id": "#40"}},
        "丙火": {},
        "丁香": {},
    }
    lot = lotmaker.write(tmp_path / "lot", {"regime": "gov_procurement", "bidders": bidders})
    relparty("screen", lot, "--out", tmp_path / "out", "--also", "csv", "--also", "xlsx")
    told = json.loads((tmp_path / "out" / "screening.json").read_text(encoding="utf-8"))
    frame = pd.read_csv(tmp_path / "out" / "findings.csv", dtype=str)
    assert list(frame["发现"]) == [finding["summary"] for finding in told["findings"]]
    assert not frame["投标人"].str.startswith("=").any()
    sheet = openpyxl.load_workbook(tmp_path / "out" / "findings.xlsx").active
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert sheet.max_row == len(told["findings"]) + 1


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["screen", "no/such/folder"], "没有这个文件夹"),
        (["screen", str(DEMO), "--as-of", "yesterday"], "yesterday"),
        (["screen", str(DEMO), "--regime", "none"], "none"),
        (["screen", str(DEMO), "--out", "/dev/null/report"], "无法写入"),
        (["rules", "no_such_rule"], "no_such_rule"),
    ],
)
def test_wrong_use_says_place_fact_and_next_step(arguments: list[str], words: str) -> None:
    run = relparty(*arguments)
    assert run.returncode == 2
    assert words in run.stderr
    assert "Traceback" not in run.stderr
    assert run.stdout == ""


@pytest.mark.parametrize("arguments", [["screen"], ["screen", "--no-such-option", "x"], ["no-such-command"]])
def test_wrong_options_exit_with_two(arguments: list[str]) -> None:
    assert relparty(*arguments).returncode == 2


def test_errors_show_no_whole_id(tmp_path: Path) -> None:
    run = relparty("screen", tmp_path / lotmaker.person_id(3))
    assert lotmaker.person_id(3) not in run.stderr
    assert run.returncode == 2


@pytest.mark.parametrize(
    ("arguments", "environ", "lang"),
    [
        ([], {}, "zh"),
        ([], {"LANG": "C.UTF-8"}, "zh"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "en_GB.UTF-8", "RELPARTY_LANG": "zh"}, "zh"),
        (["--lang", "en"], {"LANG": "zh_CN.UTF-8"}, "en"),
        (["--lang=en"], {}, "en"),
        (["--lang", "zh"], {"LANG": "en_US.UTF-8"}, "zh"),
    ],
)
def test_the_language_is_told_or_found(arguments: list[str], environ: dict[str, str], lang: str) -> None:
    assert settings_from(arguments, environ).lang == lang


def test_the_users_name_table_decides_how_rare_a_name_is(tmp_path: Path) -> None:
    bidders = {
        "甲辰": {"officers": [{"name": "令狐翀砚", "office": "supervisor"}]},
        "乙木": {"officers": [{"name": "令狐翀砚", "office": "supervisor"}]},
        "丙火": {},
    }
    lot = lotmaker.write(tmp_path / "lot", {"regime": "sub_threshold", "bidders": bidders})
    (tmp_path / "names.csv").write_text("kind,text,per_million\nwhole,令狐翀砚,900\n", encoding="utf-8")
    levels = []
    for environ in ({}, {"RELPARTY_NAMES": str(tmp_path / "names.csv")}):
        run = relparty("screen", lot, "--out", tmp_path / "out", "--json", "-", **environ)
        levels.append([f["level"] for f in json.loads(run.stdout)["findings"] if f["rule"] == "shared_person"])
    assert levels == [["review"], ["lead"]]
    (tmp_path / "names.csv").write_text("kind,text\nwhole,x\n", encoding="utf-8")
    assert relparty("screen", lot, RELPARTY_NAMES=str(tmp_path / "names.csv")).returncode == 2


def test_rules_lists_all_and_explains_one() -> None:
    assert "same_head" in relparty("rules").stdout
    explained = relparty("rules", "same_insured_unit").stdout
    assert "七十五" in explained
    assert "待核" in explained
    assert "Shenzhen" in relparty("--lang", "en", "rules", "same_insured_unit").stdout


def test_starting_loads_no_heavy_library() -> None:
    code = "import sys; from relparty.cli import main, screen, rules; print([m for m in ('pandas', 'docx', 'pdfplumber', 'rapidfuzz', 'opencc', 'jinja2', 'rich.progress', 'pygraphviz') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
