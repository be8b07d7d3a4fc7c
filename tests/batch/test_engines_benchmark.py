"""The benchmark of engines: what it measures, what it leaves out, how it tells different pairs, and the picture it makes."""

from __future__ import annotations

import itertools
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import engine_turns
import engines
import engines_plot
import register_maker
import spark_equal
from engine_check import Content, content
from engine_jobs import COLUMNS, MODULES
from engines import Measured

SVG = "{http://www.w3.org/2000/svg}"


def row(method: str, companies: int, seconds: float, pairs: int | None = None, checksum: str = "") -> Measured:
    return Measured(method, companies, companies // 10, seconds, (seconds,), 1, pairs, checksum)


def pairs_file(path: Path, *rows: str) -> Path:
    pq.write_table(pa.table({name: [each[at] for each in rows] for at, name in enumerate(COLUMNS)}), path)
    return path


def test_methods_are_measured_in_processes_of_their_own(tmp_path: Path) -> None:
    register_maker.write(tmp_path, 1000, 100, seed=7)
    at = engines.Size(tmp_path, tmp_path / "no bundle", 1000, 100)
    floor, duckdb, networkx = engines.measured(at, [engines.FLOOR, "duckdb", "networkx"], turns=1)
    assert floor.pairs is None
    assert duckdb.pairs is not None
    assert (duckdb.pairs, duckdb.checksum) == (networkx.pairs, networkx.checksum)
    assert engines.differing([floor, duckdb, networkx]) == []
    assert min(each.seconds for each in (floor, duckdb, networkx)) > 0
    assert duckdb.memory > 10_000_000


def test_closures_are_set_against_ours_with_and_without_start_and_graph() -> None:
    rows = [row("relparty", 1000, 2), row("networkx", 1000, 30), row("relparty", 10, 1), row("networkx", 10, 1)]
    assert list(engines.against_closures(rows, engines.Alone(1000, ours=0.5, graph=20, closures=5)).values()) == [15, 50, 10]


def test_the_work_alone_is_measured_in_processes_of_their_own(tmp_path: Path) -> None:
    register_maker.write(tmp_path / "made", 1000, 100, seed=7)
    at = engines.size(tmp_path / "made", tmp_path / "bundles")
    work = engines.alone(at, turns=1)
    assert work.companies == 1000
    assert min(work.ours, work.graph, work.closures) > 0


def test_a_command_that_fails_says_why() -> None:
    with pytest.raises(RuntimeError, match="ended with 3: no such table"):
        engine_turns.turn([sys.executable, "-c", "import sys; sys.stderr.write('no such table'); sys.exit(3)"])


def test_a_code_that_is_expected_is_no_failure() -> None:
    assert engine_turns.turn([sys.executable, "-c", "print('done'); raise SystemExit(1)"], {0, 1}).said == "done\n"


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="the system has no /proc")
def test_the_memory_of_a_child_that_runs_is_counted() -> None:
    program = f"""
import subprocess, sys; sys.path.append({str(engines.HERE)!r})
from engine_turns import peak_of_children
with subprocess.Popen([sys.executable, '-c', 'kept = bytes(range(256)) * 200_000; print(); input()'], stdin=-1, stdout=-1) as child:
    child.stdout.readline()
    print(peak_of_children())
    child.communicate()
print(peak_of_children())
"""
    running, ended = engine_turns.turn([sys.executable, "-c", program]).said.split()
    assert int(running) > 256 * 200_000
    assert int(ended) == 0


def test_the_checksum_is_of_the_rows_and_not_of_their_order(tmp_path: Path) -> None:
    told = content(pairs_file(tmp_path / "1.parquet", "1ab", "2ab"), list(COLUMNS))
    assert content(pairs_file(tmp_path / "2.parquet", "2ab", "1ab"), list(COLUMNS)) == told
    assert content(pairs_file(tmp_path / "3.parquet", "2ab", "1ab", "1ab"), list(COLUMNS)) == Content(3, 2, told.checksum)
    assert content(pairs_file(tmp_path / "4.parquet", "2ab", "1ac"), list(COLUMNS)).checksum != told.checksum
    assert content(pairs_file(tmp_path / "5.parquet"), list(COLUMNS)) == Content(0, 0, "0" * 16)


def test_a_method_with_other_pairs_is_named() -> None:
    rows = [row("floor", 10, 1), row("relparty", 10, 1, 5, "other"), row("duckdb", 10, 1, 7, "x"), row("pandas", 10, 1, 7, "x")]
    assert engines.differing(rows) == []
    assert engines.differing([*rows, row("networkx", 10, 1, 7, "y")]) == ["networkx"]
    assert engines.differing([*rows, row("networkx", 10, 1, 6, "x")]) == ["networkx"]


@pytest.mark.parametrize(
    "told", [[Content(2, 2, "x"), Content(2, 2, "y")], [Content(3, 2, "x")]], ids=["other pairs each time", "a pair twice"]
)
def test_pairs_that_change_or_come_twice_are_an_error(told: list[Content], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    turns = itertools.cycle(told)
    monkeypatch.setattr(engines, "_one", lambda *_: (engine_turns.Turn(1.0, 1, ""), [next(turns)]))
    with pytest.raises(RuntimeError, match="duckdb gives other pairs each time, or one twice"):
        engines.measured(engines.Size(tmp_path, tmp_path, 10, 1), ["duckdb"], turns=2)


def test_slow_and_missing_methods_are_left_out_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "missing", lambda method: "it is not installed" if method == "rustworkx" else "")
    assert engines.left_out(MODULES, 1_000_000, 1_000_000) == {"rustworkx": "it is not installed"}
    beyond = engines.left_out(MODULES, 1_000_001, 1_000_000)
    assert set(beyond) == set(MODULES) - {"duckdb"}
    assert "1,000,001 companies are more than 1,000,000" in beyond["networkx"]


def test_spark_is_left_out_where_there_is_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: object())
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert engines.missing("pyspark") == "there is no Java"
    monkeypatch.setattr("shutil.which", lambda _: "/usr/bin/java")
    assert not engines.missing("pyspark")


def test_growth_is_told_for_ten_times_the_companies() -> None:
    rows = [row("duckdb", 1000, 1), row("duckdb", 10_000, 8), row("duckdb", 1_000_000, 800), row("pandas", 1000, 1)]
    assert engines.growth(rows) == {"duckdb": [pytest.approx(8), pytest.approx(10)]}


def measured_rows() -> list[dict[str, object]]:
    told = {
        100_000: {"floor": 0.5, "relparty": 2.0, "duckdb": 1.0, "networkx": 5.0},
        1_000_000: {"floor": 2.0, "relparty": 6.0, "duckdb": 6.1},
    }
    return [{"method": name, "companies": size, "seconds": each} for size, times in told.items() for name, each in times.items()]


def test_the_lines_of_the_picture_are_multiples_of_the_floor() -> None:
    lines = {line.method: line.points for line in engines_plot.lines(measured_rows())}
    assert lines == {
        "relparty": ((100_000, 4.0), (1_000_000, 3.0)),
        "duckdb": ((100_000, 2.0), (1_000_000, 3.05)),
        "networkx": ((100_000, 10.0),),
    }


def test_every_method_is_labelled_in_the_picture_and_no_label_covers_another() -> None:
    root = ET.fromstring(engines_plot.drawn(engines_plot.lines(measured_rows())))
    placed = {each.text: float(each.attrib["y"]) for each in root.iter(f"{SVG}text")}
    assert {"relparty batch 3.0×", "DuckDB 3.0×", "networkx 10×", "100,000", "1,000,000", "1×", "10×"} <= placed.keys()
    assert abs(placed["relparty batch 3.0×"] - placed["DuckDB 3.0×"]) >= 15
    assert len(list(root.iter(f"{SVG}circle"))) == 5


def test_one_size_alone_makes_a_picture() -> None:
    rows = [each for each in measured_rows() if each["companies"] == 100_000]
    assert "networkx 10×" in engines_plot.drawn(engines_plot.lines(rows))


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as the WCAG has it."""

    def light(colour: str) -> float:
        parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
        red, green, blue = (each / 12.92 if each <= 0.03928 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("colour", [engines_plot.GREY, *(colour for colour, _ in engines_plot.METHODS.values())])
def test_colours_stand_out_from_light_and_dark_paper(colour: str) -> None:
    assert min(contrast(colour, "#ffffff"), contrast(colour, "#0d1117")) >= 4


@pytest.mark.parametrize(("differing", "status"), [("", 0), ("pairs-lots.parquet", 1)])
def test_engines_that_write_other_bytes_in_one_file_do_not_agree(
    differing: str, status: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrote(command: list[str], _good: object) -> engine_turns.Turn:
        out = Path(command[command.index("--out") + 1])
        for name in (out.name, "pairs-lots.parquet"):
            (out.parent / name).write_bytes(b"other" if "spark" in command and name == differing else b"same")
        (out.parent / "pairs.parquet.parts").mkdir()
        return engine_turns.Turn(1.0, 1, "")

    monkeypatch.setattr(spark_equal, "turn", wrote)
    monkeypatch.setattr(sys, "argv", ["spark_equal.py", str(tmp_path), str(tmp_path)])
    monkeypatch.setenv("PYSPARK_SUBMIT_ARGS", "")
    assert spark_equal.main() == status
