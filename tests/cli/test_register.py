"""`relparty register`: build, info and check from the command line."""

from __future__ import annotations

from pathlib import Path

import ftmfile
import pytest
from click.testing import CliRunner, Result

from registertables import WORLD, with_rows, write
from relparty.cli import register
from relparty.cli.main import COMMANDS
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.settings import FileLimits, Settings


def run(*arguments: str | Path, lang: Lang = "en") -> Result:
    return CliRunner().invoke(register.command(Settings(lang=lang)), [str(each) for each in arguments])


def build(folder: Path, *more: str) -> Result:
    return run("build", folder / "tables", "--out", folder / "bundle", "--as-of", "2026-11-22", *more)


def test_the_command_is_listed() -> None:
    assert "register" in COMMANDS


def test_a_build_says_what_it_made(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    result = build(tmp_path)
    assert result.exit_code == 0
    assert "companies 4, persons 2, holdings 4, offices 2" in result.stdout
    assert "Built" not in result.stderr


def test_a_second_build_does_nothing_and_says_so(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    build(tmp_path)
    result = build(tmp_path)
    assert result.exit_code == 0
    assert "unchanged; nothing to do" in result.stdout


def test_rows_left_out_and_marks_are_told_each_time(tmp_path: Path) -> None:
    wrong = with_rows("holdings", ("x", "c1", "1", None, None), ("p1", "c2", "1", None, None))
    write(tmp_path / "tables", {**wrong, "companies": [*WORLD["companies"], ("c9", "丙", "见执照", None, None)]})
    for result in (build(tmp_path), build(tmp_path)):
        assert result.exit_code == 0
        assert "Rows left out: 1; see " in result.stderr
        assert "more than 100.05%: 1" in result.stderr
        assert "kept without their 统一社会信用代码, which cannot be one: 1" in result.stderr


def test_an_extra_column_is_told(tmp_path: Path) -> None:
    (write(tmp_path / "tables") / "persons.csv").write_text("person_id,name,id_token,phone\np1,甲,,1\n", encoding="utf-8")
    assert "persons.csv: column phone is not read" in build(tmp_path).stderr


def test_a_wrong_table_is_wrong_use(tmp_path: Path) -> None:
    result = build(tmp_path)
    assert isinstance(result.exception, UsageError)
    assert result.exception.say("zh").endswith("没有这个文件夹。请核对路径后重试。")


@pytest.mark.parametrize(
    "arguments", [["build", "x"], ["build", "x", "--out", "y", "--as-of", "gestern"], ["info"], ["check"], ["nothing"]]
)
def test_wrong_options(arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_info_tells_day_counts_and_tables(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    build(tmp_path)
    result = run("info", tmp_path / "bundle")
    assert result.exit_code == 0
    for line in ("tells of: 2026-11-22", "companies: 4", "rows left out: 0", "holdings.csv: 4 rows, sha256 "):
        assert line in result.stdout


def test_a_bundle_of_a_file_says_what_was_read_and_what_was_not(tmp_path: Path) -> None:
    (tmp_path / "tables.json").write_bytes(ftmfile.AWKWARD)
    arguments = ("build", tmp_path / "tables.json", "--out", tmp_path / "bundle", "--as-of", "2026-11-22")
    first, second = run(*arguments), run(*arguments)
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "read tables.json (int_ftm): companies 2" in first.stderr
    assert "tables.json: not understood and perhaps bearing on relations: 15; kept with their companies" in first.stderr
    for result in (first, second):
        assert "nobody understood and that may bear on relations: 2; they are marked" in result.stderr
    info = run("info", tmp_path / "bundle").stdout
    assert "companies of which not all was understood: 2" in info
    assert "tables.json: 2 companies, sha256 " in info


def test_a_file_larger_than_the_settings_allow_is_wrong_use(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(ftmfile.FULL)
    command = register.command(Settings(lang="en", file_limits=FileLimits(size=10)))
    result = CliRunner().invoke(command, ["build", str(tmp_path / "x.json"), "--out", str(tmp_path / "bundle")])
    assert isinstance(result.exception, UsageError)


def test_what_a_renewal_takes_over_is_said(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    build(tmp_path)
    write(tmp_path / "tables", with_rows("holdings", ("p1", "c4", "1", None, None)))
    result = build(tmp_path)
    assert "companies and persons are unchanged and taken from the present version" in result.stderr
    assert "companies 4, persons 2, holdings 5, offices 2" in result.stdout


def test_info_in_chinese(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    build(tmp_path)
    assert "反映的日期：2026-11-22" in run("info", tmp_path / "bundle", lang="zh").stdout


def test_check_of_a_sound_and_of_a_damaged_bundle(tmp_path: Path) -> None:
    write(tmp_path / "tables")
    build(tmp_path)
    assert (run("check", tmp_path / "bundle").exit_code, run("check", tmp_path / "bundle").stdout) == (0, "The bundle is sound\n")
    next((tmp_path / "bundle").glob("v-*/party.npy")).unlink()
    result = run("check", tmp_path / "bundle")
    assert (result.exit_code, result.stdout) == (1, "party.npy: it is missing\n")
    assert "Delete this version" in result.stderr


@pytest.mark.parametrize("part", ["info", "check"])
def test_no_bundle(tmp_path: Path, part: str) -> None:
    assert isinstance(run(part, tmp_path).exception, UsageError)


@pytest.mark.parametrize("part", ["build", "info", "check"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_has_an_example(part: str, lang: Lang) -> None:
    assert f"relparty register {part}" in run(part, "--help", lang=lang).stdout
