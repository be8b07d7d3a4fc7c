"""`relparty lookup`: one company from one register, shown for reading and as JSON, and kept as evidence."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from qichachaservice import EXAMPLES

from registerserver import moved, secrets_of, serving
from relparty.cli import lookup
from relparty.registers import catalog
from relparty.settings import Settings

NAME = "cn_qichacha"
SERVICE, WANTED = EXAMPLES["full"]


def looked_up(home: Path, monkeypatch: pytest.MonkeyPatch, *arguments: str, lang: str = "en", times: int = 1) -> tuple[list[Result], int]:
    source = catalog.source(NAME)
    settings = Settings(lang="en" if lang == "en" else "zh", told_home=home, environ=secrets_of(source))
    with serving(SERVICE) as server, monkeypatch.context() as patched:
        patched.setattr(catalog, "source", lambda _: moved(source, server.url, seconds_between=0))
        command = lookup.command(settings)
        results = [CliRunner().invoke(command, [*arguments, "--source", NAME, "--budget", "9"]) for _ in range(times)]
        return results, len(server.requests)


def test_it_shows_what_the_register_tells_and_of_which_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (result,), _ = looked_up(tmp_path, monkeypatch, WANTED.code)
    assert result.exit_code == 0
    for told in (
        WANTED.name,
        WANTED.code,
        "罗启航  49.19%",
        "深圳市地支工程有限公司  50.81%",
        "2019-03-01–2026-08-15",
        "执行董事",
        "30 days",
    ):
        assert told in result.stdout
    assert "retrieved on 20" in result.stdout


def test_a_second_time_nothing_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (first, again), asked = looked_up(tmp_path, monkeypatch, WANTED.code, times=2)
    assert asked == 5
    assert again.stdout == first.stdout


def test_json_on_standard_output_is_alone_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (result,), _ = looked_up(tmp_path, monkeypatch, WANTED.name, "--json", "-")
    told = json.loads(result.stdout)
    assert told["schema"] == "relparty/extracts/1"
    assert told["extracts"][0]["uscc"] == WANTED.code


def test_answers_are_kept_where_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up(tmp_path, monkeypatch, WANTED.code, "--out", str(tmp_path / "kept"))
    (kept,) = (tmp_path / "kept").iterdir()
    assert kept.name.startswith(f"{NAME}-")
    assert json.loads(kept.read_bytes())["form"] == "relparty/lookup/1"


def test_with_a_depth_those_above_are_asked_too_and_what_is_missed_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (result,), _ = looked_up(tmp_path, monkeypatch, WANTED.code, "--depth", "2")
    assert result.exit_code == 3
    assert "Not found: 深圳市地支工程有限公司: cn_qichacha: it does not know the company" in result.stderr


def test_a_company_that_is_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (result,), _ = looked_up(tmp_path, monkeypatch, "深圳市没有工程有限公司", lang="zh")
    assert result.exit_code == 3
    assert "没有查到该企业" in result.stderr


def test_a_file_of_a_standard_is_read_for_one_company(tmp_path: Path) -> None:
    example = next(each for each in catalog.source("int_bods").examples.iterdir() if each.name == "full.json")
    path = tmp_path / "bods.json"
    path.write_bytes(example.read_bytes())
    extracts = catalog.source("int_bods").reader.extracts
    from relparty.model.lot import form_file

    first = extracts(form_file(path.name, path.read_bytes()), path.read_bytes())[0]
    assert first.name
    result = CliRunner().invoke(lookup.command(Settings(lang="en")), [first.name.text, "--source", "int_bods", "--from", str(path)])
    assert result.exit_code == 0, result.output
    assert first.name.text in result.stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["甲", "--source", "nobody"], "there is no source nobody"),
        (["甲", "--source", "int_bods"], "is not asked over the network"),
        (["甲", "--source", "int_bods", "--from", "nowhere.json"], "there is no such file"),
        (["甲", "--source", NAME, "--from", __file__], "no source that is read from files"),
        (["甲", "--source", "int_ocds", "--from", __file__], "no source that is read from files"),
        (["甲", "--source", "int_bods", "--from", __file__], "test_lookup.py"),
        (["甲", "--source", "cn_gsxt", "--from", __file__], "test_lookup.py"),
        (["甲", "--source", NAME, "--budget", "much"], "not a sum of money"),
        (["甲", "--source", NAME], "its key is not set"),
    ],
)
def test_wrong_use_is_said(tmp_path: Path, arguments: list[str], words: str) -> None:
    result = CliRunner().invoke(lookup.command(Settings(lang="en", told_home=tmp_path)), arguments)
    assert words in str(result.exception)


def test_a_resident_id_in_a_file_is_shown_masked(tmp_path: Path) -> None:
    import lotmaker

    number = lotmaker.person_id(7)
    lines = [
        {"id": "c", "schema": "Company", "properties": {"name": ["深圳市甲辰工程有限公司"]}},
        {"id": "p", "schema": "Person", "properties": {"name": ["罗启航"], "idNumber": [number]}},
        {"id": "o", "schema": "Ownership", "properties": {"owner": ["p"], "asset": ["c"], "percentage": ["60"]}},
    ]
    path = tmp_path / "ftm.json"
    path.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), encoding="utf-8")
    arguments = ["深圳市甲辰工程有限公司", "--source", "int_ftm", "--from", str(path), "--json", str(tmp_path / "out.json")]
    result = CliRunner().invoke(lookup.command(Settings(lang="en")), arguments)
    assert result.exit_code == 0, result.output
    written = (tmp_path / "out.json").read_text(encoding="utf-8")
    assert "罗启航" in result.stdout
    assert number not in result.stdout
    assert number not in written
