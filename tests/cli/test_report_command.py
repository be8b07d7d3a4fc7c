"""`relparty report`: the dossier and the letters of a saved screening, and what changed since an earlier one."""

from __future__ import annotations

import json
import re
import shutil
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

import running
from relparty.cli import main, report
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.reports.document import Document, sealed, text
from relparty.settings import Settings

LOTS = Path(__file__).parents[1] / "lots"
MAGIC = {"docx": b"PK\x03\x04", "xlsx": b"PK\x03\x04", "pdf": b"%PDF-", "html": b"<!doctype html>", "json": b"{"}
SAME_HEAD = "same_head-84459b47526a"


@cache
def screened(name: str, lang: Lang = "zh") -> Document:
    return running.told(LOTS / name, lang)


def keep(folder: Path, name: str = "D01-demo", lang: Lang = "zh", **changed: Any) -> Path:
    """A lot's folder with a saved screening, changed so and sealed again; the path of the screening."""
    path = folder / "relparty-report" / "screening.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    bare = {key: each for key, each in screened(name, lang).items() if key != "sha256"}
    path.write_text(text(sealed({**bare, **changed})), encoding="utf-8")
    return path


def run(*arguments: str | Path, lang: Lang = "zh") -> Result:
    return CliRunner().invoke(report.command(Settings(lang=lang)), [str(each) for each in arguments])


def refused(result: Result) -> str:
    assert isinstance(result.exception, UsageError), result.output
    return result.exception.say("zh")


@pytest.mark.parametrize("kind", report.KINDS)
def test_each_format_is_written_beside_the_screening(tmp_path: Path, kind: str) -> None:
    saved = keep(tmp_path)
    result = run(tmp_path, "--format", kind)
    assert result.exit_code == 0, result.output
    made = saved.with_name(f"dossier.{kind}")
    assert made.read_bytes().lower().startswith(MAGIC[kind].lower())
    assert str(made) in result.stderr
    assert result.stdout == ""


def test_without_a_format_it_is_docx_or_as_the_file_ends(tmp_path: Path) -> None:
    saved = keep(tmp_path)
    run(saved)
    assert (saved.parent / "dossier.docx").is_file()
    run(saved, "--out", tmp_path / "deep" / "卷宗.JSON")
    assert json.loads((tmp_path / "deep" / "卷宗.JSON").read_text(encoding="utf-8")) == screened("D01-demo")


def test_standard_output_holds_the_dossier_alone(tmp_path: Path) -> None:
    keep(tmp_path)
    result = run(tmp_path, "--format", "json", "--out", "-", "--compare", keep(tmp_path / "old"))
    assert json.loads(result.stdout) == screened("D01-demo")
    assert "没有变化" in result.stderr
    assert sorted(each.name for each in tmp_path.rglob("*") if each.is_file()) == ["screening.json", "screening.json"]


@pytest.mark.parametrize("kind", ["html", "json"])
def test_the_same_screening_gives_the_same_bytes(tmp_path: Path, kind: str) -> None:
    keep(tmp_path)
    one, other = (run(tmp_path, "--format", kind, "--out", "-").stdout_bytes for _ in range(2))
    assert one
    assert one == other


def test_a_dossier_of_one_finding_says_what_it_leaves_out_and_never_what_was_not_checked(tmp_path: Path) -> None:
    keep(tmp_path)
    result = run(tmp_path, "--format", "html", "--finding", SAME_HEAD, "--out", "-")
    assert "本卷宗只含 1 项发现" in result.stdout
    assert "另有 5 项发现未列入" in result.stdout
    assert "持股比例合计 85%" in result.stdout
    assert "滑峤珩" not in result.stdout


def test_a_finding_that_is_not_there_is_refused_with_those_that_are(tmp_path: Path) -> None:
    keep(tmp_path)
    said = refused(run(tmp_path, "--finding", "same_head-0"))
    assert "same_head-0" in said
    assert SAME_HEAD in said
    for kind in report.WHOLE:
        assert "总是整份筛查" in refused(run(tmp_path, "--finding", SAME_HEAD, "--format", kind))
    assert "（无）" in refused(run(keep(tmp_path / "clear", "P01-clear"), "--finding", "x"))


@pytest.mark.parametrize("kind", ["docx", "pdf", "html"])
def test_letters_are_one_file_a_bidder_named_without_marks_or_ids(tmp_path: Path, kind: str) -> None:
    keep(tmp_path)
    result = run(tmp_path, "--format", kind, "--letters", tmp_path / "letters", "--out", tmp_path / "d")
    assert result.exit_code == 0, result.output
    names = sorted(each.name for each in (tmp_path / "letters").iterdir())
    assert len(names) == 8
    assert names[0] == f"01-深圳市甲辰工程有限公司.{kind}"
    for each in (tmp_path / "letters").iterdir():
        assert each.read_bytes().lower().startswith(MAGIC[kind].lower())
    assert "澄清函 8 份" in result.stderr


def test_an_html_letter_names_its_bidder_and_none_other(tmp_path: Path) -> None:
    keep(tmp_path)
    run(tmp_path, "--format", "html", "--letters", tmp_path / "letters", "--out", tmp_path / "d")
    names = [bidder["name"] for bidder in screened("D01-demo")["bidders"]]
    for each in (tmp_path / "letters").iterdir():
        own = each.stem.partition("-")[2]
        said = each.read_text(encoding="utf-8")
        assert own in said
        declared = {"深圳市戊土工程有限公司": {"深圳市己未工程有限公司"}}.get(own, set())
        assert {name for name in names if name in said} - declared == {own}


def test_letter_names_hold_nothing_that_a_system_obeys(tmp_path: Path) -> None:
    told = deepcopy(screened("P02-same-head"))
    hostile = ["../../etc/<script>", "\u202e" + "甲" * 300, "…///\\:*?"]
    for finding in told["findings"]:
        finding["bidders"] = [hostile[0], hostile[1]]
    for bidder, name in zip(told["bidders"], hostile, strict=False):
        bidder["name"] = name
    told["graph"]["parties"] = [{**party, "bidder": False} for party in told["graph"]["parties"]]
    keep(tmp_path, "P02-same-head", **{name: each for name, each in told.items() if name not in ("schema", "sha256")})
    run(tmp_path, "--format", "html", "--letters", tmp_path / "letters", "--out", tmp_path / "d")
    names = sorted(each.name for each in (tmp_path / "letters").iterdir())
    assert names == ["01-etcscript.html", "02-" + "甲" * 60 + ".html"]


def test_letters_have_no_tables_format_and_a_clear_lot_no_letters(tmp_path: Path) -> None:
    keep(tmp_path)
    assert "澄清函没有 xlsx 格式" in refused(run(tmp_path, "--format", "xlsx", "--letters", tmp_path / "letters"))
    assert not (tmp_path / "letters").exists()
    saved = keep(tmp_path / "clear", "P01-clear")
    result = run(saved, "--format", "html", "--letters", tmp_path / "letters")
    assert result.exit_code == 0
    assert "未写澄清函" in result.stderr


def test_a_comparison_is_printed_and_stands_in_the_dossier(tmp_path: Path) -> None:
    kept = [each for each in screened("D01-demo")["findings"] if each["id"] != SAME_HEAD]
    old = keep(tmp_path / "old", findings=kept)
    saved = keep(tmp_path)
    result = run(tmp_path, "--format", "html", "--compare", old)
    assert result.exit_code == 1
    assert "■ 新增的发现\n  【禁止】单位负责人为同一人" in result.stdout
    assert "与较早一次筛查相比的变化" in saved.with_name("dossier.html").read_text(encoding="utf-8")
    turned = run(old, "--format", "html", "--compare", saved)
    assert turned.exit_code == 1
    assert "■ 不再存在的发现" in turned.stdout


def test_a_comparison_without_a_change_ends_with_0(tmp_path: Path) -> None:
    keep(tmp_path)
    result = run(tmp_path, "--format", "json", "--compare", keep(tmp_path / "old"))
    assert result.exit_code == 0
    assert "没有变化" in result.stdout
    assert "json 中没有对比页" in result.stderr


def test_two_lots_are_not_compared_and_nothing_is_written(tmp_path: Path) -> None:
    saved = keep(tmp_path)
    assert "不是同一个项目" in refused(run(tmp_path, "--compare", keep(tmp_path / "old", "P01-clear")))
    assert [each.name for each in saved.parent.iterdir()] == ["screening.json"]


def test_the_tongue_of_the_screening_is_said_where_another_was_asked_for(tmp_path: Path) -> None:
    saved = keep(tmp_path, lang="en")
    result = run(tmp_path, "--format", "html")
    assert "筛查以英文保存" in result.stderr
    assert re.search(r'<html[^>]* lang="en', saved.with_name("dossier.html").read_text(encoding="utf-8"))
    assert "Chinese" in run(keep(tmp_path / "zh"), "--format", "html", lang="en").stderr
    assert "保存" not in run(keep(tmp_path / "same"), "--format", "html").stderr


def test_an_edit_is_said_on_standard_error_and_in_the_dossier(tmp_path: Path) -> None:
    saved = keep(tmp_path)
    saved.write_text(saved.read_text(encoding="utf-8").replace('"stop"', '"clear"'), encoding="utf-8")
    result = run(tmp_path, "--format", "html")
    assert result.exit_code == 0
    assert "保存之后被改动过" in result.stderr
    assert "保存之后被改动过" in saved.with_name("dossier.html").read_text(encoding="utf-8")


def test_an_edit_of_the_earlier_one_is_said_too(tmp_path: Path) -> None:
    keep(tmp_path)
    old = keep(tmp_path / "old", relparty="0.0.1")
    assert "由 relparty 0.0.1 保存" in run(tmp_path, "--format", "json", "--compare", old).stderr


@pytest.mark.parametrize(
    ("content", "words"),
    [("{", "截断"), ("[]", "不是 relparty screen 保存的筛查结果"), ('{"schema": "relparty/screening/7"}', "由更新的 relparty 保存")],
)
def test_what_is_no_saved_screening_is_refused(tmp_path: Path, content: str, words: str) -> None:
    (tmp_path / "screening.json").write_text(content, encoding="utf-8")
    assert words in refused(run(tmp_path))
    assert words in refused(run(keep(tmp_path / "good"), "--compare", tmp_path))


def test_a_lot_that_was_not_screened_is_told_how(tmp_path: Path) -> None:
    shutil.copytree(LOTS / "P01-clear", tmp_path / "lot")
    assert "请先运行 relparty screen" in refused(run(tmp_path / "lot"))
    assert "没有这个文件或文件夹" in refused(run(tmp_path / "absent"))


def test_a_place_that_cannot_be_written_is_refused(tmp_path: Path) -> None:
    keep(tmp_path)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "无法写入" in refused(run(tmp_path, "--format", "json", "--out", tmp_path / "file" / "dossier.json"))
    assert "无法写入" in refused(run(tmp_path, "--format", "html", "--letters", tmp_path / "file"))


def test_an_unknown_format_is_wrong_use(tmp_path: Path) -> None:
    assert run(keep(tmp_path), "--format", "odt").exit_code == 2


def test_it_is_among_the_commands() -> None:
    assert "report" in main.COMMANDS
