"""`relparty batch` and `relparty batch explain` from the command line: what they say, write, and how they end."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner, Result

from batchrows import written
from batchworld import bids_file, bundle_of, lots, world
from relparty.cli import batch
from relparty.cli.main import COMMANDS, lang_option
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.settings import Settings

SCHEMA = json.loads(files("relparty.reports").joinpath("screening.schema.json").read_text(encoding="utf-8"))
WORLD = world(
    "p>a=60 p>b=60 q>c=100 q:d=head q:b=director r>e=100 s>f=100 t:g=head t:h=head u>g=100 v>h=100 w>c2=60,2026-01-01 w>b2=60 x>d=100",
    untokened="s",
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("register")
    bundle_of(folder, WORLD)
    return folder / "bundle"


def run(*arguments: str | Path, lang: Lang = "en", settings: Settings | None = None) -> Result:
    """The result of the command as the program makes it, with its option of the language."""
    command = batch.command(settings or Settings(lang=lang))
    command.params.append(lang_option(lang))
    return CliRunner().invoke(command, [str(each) for each in arguments])


def screened(register: Path, folder: Path, *told: str, more: tuple[str, ...] = (), lang: Lang = "en") -> Result:
    return run(bids_file(folder, lots(*told)), "--register", register, "--out", folder / "o.parquet", *more, lang=lang)


def explained(register: Path, folder: Path, lot: str, *more: str, lang: Lang = "en") -> Result:
    return run("explain", lot, "--lots", folder, "--register", register, *more, lang=lang)


def refused(result: Result) -> UsageError:
    assert isinstance(result.exception, UsageError)
    return result.exception


# What it says and how it ends


@pytest.mark.parametrize("asked", [["--help"], ["bids.parquet", "--help"], ["bids.parquet", "--nothing"]])
def test_the_usage_is_that_of_the_docs(asked: list[str]) -> None:
    told = run(*asked)
    assert "Usage: batch LOTS --register BUNDLE --out FILE\n" in told.output
    assert "batch run" not in told.output


def test_the_command_is_listed() -> None:
    assert "batch" in COMMANDS


@pytest.mark.parametrize(
    ("lang", "words"), [("zh", ("例：", "批量筛查", "退出码")), ("en", ("Example:", "Screen many lots", "Exit codes"))]
)
def test_help_tells_of_both_commands_and_has_an_example(lang: Lang, words: tuple[str, ...]) -> None:
    for told in (run("--help", lang=lang), run("--lang", lang, "--help", lang=lang)):
        assert told.exit_code == 0
        assert all(word in told.stdout for word in (*words, "explain", "--register", "--min-quotes", "--engine", "--as-of"))
    explain = run("explain", "--help", lang=lang)
    assert words[0] in explain.stdout
    assert "--json" in explain.stdout


@pytest.mark.parametrize(
    ("told", "ends", "verdict"),
    [
        ("c e f", 0, "clear"),
        ("a b e", 1, "review"),
        ("g h e", 1, "stop"),
        ("c e k", 3, "incomplete"),
        ("c e", 1, "stop"),
    ],
)
def test_it_ends_as_its_worst_lot_asks(register: Path, tmp_path: Path, told: str, ends: int, verdict: str) -> None:
    result = screened(register, tmp_path, "c e f", told)
    assert result.exit_code == ends, result.stderr
    _, counted = written(tmp_path / "o.parquet")
    assert [row[0] for row in counted.values()] == ["clear", verdict]


def test_a_relation_counts_more_than_what_could_not_be_checked(register: Path, tmp_path: Path) -> None:
    assert screened(register, tmp_path, "c e k", "a b e").exit_code == 1


@pytest.mark.parametrize(
    ("lang", "said", "unknown"),
    [
        (
            "en",
            "Lots 4: stop 1, review 1, incomplete 1, clear 1\nPairs: {out}\nLots: {lots}\n",
            "Bids whose bidder the bundle does not have: 1",
        ),
        ("zh", "4 个项目：停止 1，核实 1，未能查全 1，未发现 1\n关联对照表：{out}\n项目表：{lots}\n", "1 份报价的投标人不在登记数据包中"),
    ],
)
def test_counts_go_to_standard_output_and_remarks_to_standard_error(
    register: Path, tmp_path: Path, lang: Lang, said: str, unknown: str
) -> None:
    result = screened(register, tmp_path, "c e f", "a b e", "g h e", "c e k", lang=lang)
    assert result.stdout == said.format(out=tmp_path / "o.parquet", lots=tmp_path / "o-lots.parquet")
    assert unknown in result.stderr


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "Parts that an earlier run finished: 1; they are taken as they are"), ("zh", "1 个分段此前已完成，直接采用")]
)
def test_a_second_run_says_that_there_was_nothing_to_do(register: Path, tmp_path: Path, lang: Lang, said: str) -> None:
    first = screened(register, tmp_path, "a b e")
    again = screened(register, tmp_path, "a b e", lang=lang)
    assert said in again.stderr
    assert said not in first.stderr
    assert again.exit_code == first.exit_code


def test_the_folder_of_the_bids_will_do(register: Path, tmp_path: Path) -> None:
    bids_file(tmp_path, lots("c e f"))
    assert run(tmp_path, "--register", register, "--out", tmp_path / "deep" / "er" / "o.csv").exit_code == 0
    assert (tmp_path / "deep" / "er" / "o-lots.csv").is_file()


@pytest.mark.parametrize("before", [["--lang", "en"], ["--lang=en"], []])
def test_the_language_may_stand_before_or_behind_the_table(register: Path, tmp_path: Path, before: list[str]) -> None:
    path = bids_file(tmp_path, lots("c e f"))
    assert run(*before, path, "--register", register, "--out", tmp_path / "o.csv", "--lang", "en").exit_code == 0
    assert run(*before, "explain", "L0", "--lots", path, "--register", register).exit_code == 0


# What lots are judged by


def test_how_many_quotes_are_needed(register: Path, tmp_path: Path) -> None:
    for needed, verdict in (("2", "clear"), ("3", "clear"), ("4", "stop")):
        screened(register, tmp_path, "c e f", more=("--min-quotes", needed))
        assert written(tmp_path / "o.parquet")[1]["L0"][0] == verdict


def test_the_regime_decides_how_serious_a_tie_is(register: Path, tmp_path: Path) -> None:
    levels = {}
    for regime in ("sub_threshold", "tendering", "gov_procurement"):
        screened(register, tmp_path, "d b e", "a c f", more=("--regime", regime))
        levels[regime] = {row[2:4] for row in written(tmp_path / "o.parquet")[0]["L0"]}
    assert levels["sub_threshold"] == {("shared_person", "review")}
    assert levels["tendering"] == {("shared_person", "lead")}


def test_an_overlay_of_ones_own(register: Path, tmp_path: Path) -> None:
    (tmp_path / "regimes").mkdir()
    (tmp_path / "regimes" / "strict.toml").write_text(
        'name = "strict"\noverlay = true\ntitle = { zh = "严", en = "Strict" }\n\n[levels]\n"common_controller.controller" = { level = "bar", basis = ["unit_measure"] }\n',
        encoding="utf-8",
    )
    settings = Settings(lang="en", regimes_dir=tmp_path / "regimes")
    path = bids_file(tmp_path, lots("a b e"))
    asked = (path, "--register", register, "--out", tmp_path / "o.parquet")
    verdicts = []
    for more in ((), ("--overlay", "strict"), ("--overlay", "shenzhen")):
        result = run(*asked, *more, settings=settings)
        assert result.exit_code == 1, result.exception
        verdicts.append(written(tmp_path / "o.parquet")[1]["L0"][0])
    assert verdicts == ["review", "stop", "review"]
    assert run("explain", "L0", "--lots", path, "--register", register, "--overlay", "strict", settings=settings).exit_code == 1


def test_before_a_holding_began_there_is_no_tie(register: Path, tmp_path: Path) -> None:
    found = {}
    for day in ("2025-12-31", "2026-01-01"):
        screened(register, tmp_path, "c2 b2 e", more=("--as-of", day))
        pairs, counted = written(tmp_path / "o.parquet")
        found[day] = ({row[2] for row in pairs.get("L0", set())}, counted["L0"][0])
    assert found == {"2025-12-31": (set(), "incomplete"), "2026-01-01": ({"common_controller"}, "review")}
    assert explained(register, tmp_path, "L0", "--as-of", "2025-12-31").exit_code == 3
    assert explained(register, tmp_path, "L0", "--as-of", "2026-01-01").exit_code == 1


# Explanations


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("尉迟p controls both a有限公司 and b有限公司", "尉迟p —holds 60%→ a有限公司", "Basis:", "Next:")),
        ("zh", ("尉迟p", "a有限公司", "依据", "60%")),
    ],
)
def test_a_lot_is_explained_with_its_paths(register: Path, tmp_path: Path, lang: Lang, words: tuple[str, ...]) -> None:
    bids_file(tmp_path, lots("c e f", "a b e"))
    result = explained(register, tmp_path, "L1", lang=lang)
    assert result.exit_code == 1
    assert all(word in result.stdout.replace("\n    ", " ") for word in words)
    assert explained(register, tmp_path, "L0", lang=lang).exit_code == 0


def document(register: Path, folder: Path, lot: str) -> dict[str, Any]:
    result = explained(register, folder, lot, "--json", "-")
    told: dict[str, Any] = json.loads(result.stdout)
    jsonschema.validate(told, SCHEMA)
    return told


def test_the_explanation_as_json_has_every_step_and_where_it_stands(register: Path, tmp_path: Path) -> None:
    bids_file(tmp_path, lots("a b e"))
    told = document(register, tmp_path, "L0")
    assert told["verdict"] == "review"
    finding = next(each for each in told["findings"] if each["rule"] == "common_controller")
    assert (finding["level"], finding["certainty"], finding["bidders"]) == ("review", "confirmed", ["a有限公司", "b有限公司"])
    steps = [step for path in finding["paths"] for step in path["steps"]]
    assert {(step["from"], step["to"], step["relation"], step["percent"]) for step in steps} == {
        ("尉迟p", "a有限公司", "holds 60%", 60),
        ("尉迟p", "b有限公司", "holds 60%", 60),
    }
    assert {source["file"] for step in steps for source in step["sources"]} == {"bundle"}
    assert {source["sha256"] for step in steps for source in step["sources"]} == {told["evidence"][0]["sha256"]}
    assert [each["kind"] for each in told["evidence"]] == ["bundle"]


def test_the_explanation_is_written_to_a_file(register: Path, tmp_path: Path) -> None:
    bids_file(tmp_path, lots("a b e"))
    result = explained(register, tmp_path, "L0", "--json", str(tmp_path / "new" / "screening.json"))
    assert "尉迟p" in result.stdout
    told = json.loads((tmp_path / "new" / "screening.json").read_text(encoding="utf-8"))
    assert told == document(register, tmp_path, "L0")


def test_an_explanation_agrees_with_the_batch(register: Path, tmp_path: Path) -> None:
    told = ("c e f", "a b e", "g h e", "c e k", "b d c2", "f a=1 a=2", "k=1 k=2 e")
    screened(register, tmp_path, *told)
    _, counted = written(tmp_path / "o.parquet")
    for number in range(len(told)):
        one = document(register, tmp_path, f"L{number}")
        verdict, received, after_bar, groups, independent, _ = counted[f"L{number}"]
        assert one["verdict"] == verdict
        assert one["quotes"] == {"required": 3, "received": received, "after_bar": after_bar, "groups": groups, "independent": independent}


# Wrong use


@pytest.mark.parametrize(
    ("lang", "said"),
    [("en", "bids.csv: it has no lot L9. check the id of the lot."), ("zh", "bids.csv：没有项目 L9。请核对项目编号。")],
)
def test_a_lot_that_is_not_there_cannot_be_explained(register: Path, tmp_path: Path, lang: Lang, said: str) -> None:
    bids_file(tmp_path, lots("a b e"))
    assert refused(explained(register, tmp_path, "L9", lang=lang)).say(lang) == f"{tmp_path}/{said}"


def test_engines_that_are_not_there(register: Path, tmp_path: Path) -> None:
    result = screened(register, tmp_path, "a b e", more=("--engine", "hadoop"))
    assert result.exit_code == 2
    assert "'hadoop' is not one of 'duckdb', 'spark'" in result.stderr


def test_a_master_is_spark_s_alone(register: Path, tmp_path: Path) -> None:
    error = refused(screened(register, tmp_path, "a b e", more=("--master", "local[2]")))
    assert error.say("en") == "--master: only the engine spark has a master. leave --master out, or add --engine spark."
    assert error.say("zh") == "--master：只有 spark 引擎才用 --master。请删去 --master，或加 --engine spark。"
    assert not (tmp_path / "o.parquet").exists()


@pytest.mark.parametrize(
    "more", [("--min-quotes", "0"), ("--min-quotes", "x"), ("--as-of", "yesterday"), ("--as-of", "2026-02-30"), ("--nothing",)]
)
def test_options_that_mean_nothing(register: Path, tmp_path: Path, more: tuple[str, ...]) -> None:
    assert screened(register, tmp_path, "a b e", more=more).exit_code == 2
    assert not (tmp_path / "o.parquet").exists()


def test_a_regime_and_a_bundle_that_are_not_there(register: Path, tmp_path: Path) -> None:
    regime, overlay = (refused(screened(register, tmp_path, "a b", more=(option, "nowhere"))) for option in ("--regime", "--overlay"))
    assert regime.say("en") == "--regime: there is no regime nowhere. known: gov_procurement, sub_threshold, tendering."
    assert overlay.say("en") == "--overlay: there is no overlay nowhere. known: shenzhen."
    assert "it is no register bundle" in refused(screened(tmp_path, tmp_path, "a b")).say("en")


@pytest.mark.parametrize(
    ("out", "en", "zh"),
    [
        ("o.xlsx", "the file to write must end in .parquet or .csv", "输出文件须为 .parquet 或 .csv"),
        ("folder.csv", "it is a folder", "这是一个文件夹"),
        ("half.csv", "it is a folder", "这是一个文件夹"),
        ("bids.csv", "it is the table of bids that is read", "这是要读取的 bids 表"),
        ("link.csv", "it is the table of bids that is read", "这是要读取的 bids 表"),
    ],
)
def test_places_that_cannot_be_written_are_told_before_anything_is_computed(
    register: Path, tmp_path: Path, out: str, en: str, zh: str
) -> None:
    (tmp_path / "folder.csv").mkdir()
    (tmp_path / "half-lots.csv").mkdir()
    path = bids_file(tmp_path, lots("a b e"))
    (tmp_path / "link.csv").symlink_to(path)
    before = path.read_bytes()
    result = run(path, "--register", register, "--out", tmp_path / out)
    assert en in refused(result).say("en")
    assert zh in refused(result).say("zh")
    assert path.read_bytes() == before
    assert "kernels" not in result.stderr


def test_the_table_of_lots_is_not_written_over_the_bids_either(register: Path, tmp_path: Path) -> None:
    path = bids_file(tmp_path, lots("a b e"), name="o-lots.csv")
    assert "it is the table of bids" in refused(run(path, "--register", register, "--out", tmp_path / "o.csv")).say("en")


# As a process


def relparty(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(each for each in sys.path if each)
    return subprocess.run(
        [sys.executable, "-m", "relparty", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        env={**os.environ, "PYTHONPATH": paths, "PYTHONUTF8": "1"},
    )


def test_the_program_ends_with_the_codes_of_the_contract(register: Path, tmp_path: Path) -> None:
    path = bids_file(tmp_path, lots("a b e"))
    done = relparty("batch", path, "--register", register, "--out", tmp_path / "o.csv", "--lang", "en")
    assert (done.returncode, done.stdout.splitlines()[0]) == (1, "Lots 1: stop 0, review 1, incomplete 0, clear 0")
    assert "Traceback" not in done.stderr
    wrong = relparty("batch", path, "--register", register, "--out", path / "o.csv", "--lang", "en")
    assert wrong.returncode == 2
    assert wrong.stdout == ""
    assert wrong.stderr.startswith("The system refused: ")
    assert len(wrong.stderr.splitlines()) == 1
