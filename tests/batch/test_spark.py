"""The Spark engine writes what the embedded engine writes, byte by byte; what it lacks it says.

By default its SQL runs on DuckDB (see ducksteps); on Spark itself in the tests marked `spark`.
"""

from __future__ import annotations

import shutil
import socket
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from types import ModuleType

import pyarrow.parquet as pq
import pytest

import lotmaker
import manyworlds
from batchrows import MIN_QUOTES, regime_of
from ducksteps import DuckSteps, on_duckdb
from registertables import DAY, World, built, hubs_above, silent, write_csv

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))

import register_maker
import spark_standalone

from relparty.batch import exact, flow, grades, output, parts
from relparty.batch.kernels.effective import INEXACT
from relparty.batch.kernels.results import LotRows, PairRows
from relparty.batch.kernels.rows import RULES
from relparty.batch.spark import export, session, steps
from relparty.batch.spark import flow as spark
from relparty.bundle.building import build
from relparty.bundle.engine import number
from relparty.bundle.layout import UNREAD_BIT
from relparty.bundle.reading import Bundle, opened
from relparty.errors import UsageError
from relparty.phrases import Sentence


def batch(bundle: Bundle, bids: Path, out: Path) -> flow.Batch:
    out.parent.mkdir(parents=True, exist_ok=True)
    return flow.Batch(bids, bundle, out, grades.terms(regime_of(), MIN_QUOTES), bundle.as_of)


def embedded(bundle: Bundle, bids: Path, out: Path) -> tuple[bytes, bytes]:
    flow.run(batch(bundle, bids, out), silent, unseen)
    return files(out)


def on_spark(bundle: Bundle, bids: Path, out: Path, master: str = "local[2]") -> tuple[bytes, bytes]:
    spark.run(batch(bundle, bids, out), master, silent, unseen)
    return files(out)


def files(out: Path) -> tuple[bytes, bytes]:
    return out.read_bytes(), output.lots_file(out).read_bytes()


def unseen(_done: int, _lots: int) -> None:
    """Progress that nobody looks at."""


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, Path]:
    """A register of 150 small worlds, with a hub, and the bids of 601 lots."""
    folder, made = tmp_path_factory.mktemp("many"), manyworlds.lots(seed=20261122, worlds=150)
    with hubs_above(manyworlds.MOST_HELD):
        return opened(built(folder, made.world).folder.parent), made.write_bids(folder / "bids.csv")


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, Path]:
    """A register of 1500 companies as in life, and the bids of 600 lots."""
    folder = tmp_path_factory.mktemp("country")
    register_maker.write(folder / "tables", 1500, 600, seed=5)
    with hubs_above(manyworlds.MOST_HELD):
        build(folder / "tables", folder / "bundle", DAY, silent)
    return opened(folder / "bundle"), folder / "tables" / "bids.parquet"


@pytest.fixture
def many_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small parts and small groups, so that a few hundred lots make many of both."""
    monkeypatch.setattr(parts, "_ONE_IN", 64)
    monkeypatch.setattr(export, "_LOTS", 50)


@pytest.mark.parametrize(("held", "is_unchecked"), [(2, b"false"), (1, b"true")])
def test_a_lot_in_which_nobody_meets_is_unchecked_below_a_hub_for_its_holdings_alone(
    held: int, is_unchecked: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    world: World = {
        "companies": [(each, each, None, "company", None) for each in ("a", "b", "fund")],
        "persons": [("p", "丙", "t")],
        "holdings": [("fund", "a", "40", None, None), ("fund", "b", "40", None, None), ("p", "fund", "100", None, None)],
        "offices": [],
    }
    with hubs_above(held):
        bundle = opened(built(tmp_path, world).folder.parent)
    write_csv(tmp_path / "bids.csv", ("lot_id", "bidder_id", "amount"), [("L", "a", "1"), ("M", "b", "1")])
    on_duckdb(monkeypatch)
    told = on_spark(bundle, tmp_path / "bids.csv", tmp_path / "spark" / "pairs.csv")
    assert told == embedded(bundle, tmp_path / "bids.csv", tmp_path / "pairs.csv")
    assert [line.rpartition(b",")[2] for line in told[1].splitlines()[1:]] == [is_unchecked] * 2


@pytest.mark.parametrize("register", ["many", "country"])
@pytest.mark.usefixtures("many_parts")
def test_the_steps_lead_to_the_files_of_the_embedded_engine(
    register: str, request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, bids = request.getfixturevalue(register)
    expected = embedded(bundle, bids, tmp_path / "embedded" / "pairs.parquet")
    on_duckdb(monkeypatch)
    assert on_spark(bundle, bids, tmp_path / "spark" / "pairs.parquet") == expected


def test_the_many_worlds_ask_for_all_that_an_engine_does(
    many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: set[str] = set()
    complete_shares, complete_counts = exact.complete_shares, exact.complete_counts

    def shares(bundle: Bundle, day: date, pairs: PairRows) -> None:
        seen.update({"a share left to fractions"} if (pairs.share == INEXACT).any() else {})
        complete_shares(bundle, day, pairs)

    def counts(pairs: PairRows, lots: LotRows, bidders: object) -> None:
        seen.update({"a count left to the search"} if (lots.independent < 0).any() else {})
        complete_counts(pairs, lots, bidders)  # type: ignore[arg-type]  # handed through as it came

    monkeypatch.setattr(exact, "complete_shares", shares)
    monkeypatch.setattr(exact, "complete_counts", counts)
    on_duckdb(monkeypatch)
    on_spark(*many, tmp_path / "pairs.parquet")
    pairs, lots = (pq.read_table(path).to_pydict() for path in (tmp_path / "pairs.parquet", tmp_path / "pairs-lots.parquet"))
    assert seen == {"a share left to fractions", "a count left to the search"}
    assert set(pairs["rule"]) == set(RULES)
    assert set(pairs["certainty"]) == {"confirmed", "probable"}
    assert {share is None for share in pairs["effective_percent"]} == {via is None for via in pairs["via"]} == {True, False}
    assert set(lots["verdict"]) == {"stop", "review", "incomplete", "clear"}
    quiet = set(lots["lot_id"]) - set(pairs["lot_id"])
    unchecked = dict(zip(lots["lot_id"], lots["unchecked"], strict=True))
    assert {unchecked[lot] for lot in quiet} == {unchecked[lot] for lot in set(pairs["lot_id"])} == {True, False}
    bundle, _ = many
    assert [bundle.id(code) for code in range(bundle.companies) if bundle.is_capped(code)] == ["fund"]


@pytest.mark.usefixtures("many_parts")
def test_only_new_parts_are_computed_and_the_register_is_laid_out_once(
    many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bundle, bids = many
    out, asked = tmp_path / "pairs.parquet", tmp_path / "bids.csv"
    shutil.copy(bids, asked)
    on_duckdb(monkeypatch)
    on_spark(bundle, asked, out)
    laid_out = next(out.with_name("pairs.parquet.spark").glob("register-*"))
    before = laid_out.stat().st_mtime_ns, sorted(laid_out.iterdir())
    with asked.open("a", encoding="utf-8", newline="\r\n") as file:
        file.write("L00100a,w25c0,1\nL00100a,w25c1,1\n")
    told: list[str] = []
    taken: list[int] = []
    run = DuckSteps.run

    def noted(self: DuckSteps, name: str, query: str) -> int:
        taken.append(number(self.spark, "SELECT count(DISTINCT lot) FROM bids"))
        return run(self, name, query)

    monkeypatch.setattr(DuckSteps, "run", noted)

    def tell(sentence: Sentence) -> None:
        told.append(sentence.say("en"))

    spark.run(batch(bundle, asked, out), "local[2]", tell, unseen)
    assert files(out) == embedded(bundle, asked, tmp_path / "embedded" / "pairs.parquet")
    assert any("an earlier run finished" in each for each in told)
    assert 0 < max(taken) < 300
    assert (laid_out.stat().st_mtime_ns, sorted(laid_out.iterdir())) == before
    taken.clear()
    spark.run(batch(bundle, asked, out), "local[2]", tell, unseen)
    assert not taken


def test_what_a_killed_run_left_is_in_nobodys_way(many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bundle, bids = many
    folder = tmp_path / "pairs.csv.spark"
    for left in ("steps/upward", "register-0123456789abcdef-2026-11-21", "register-x.unfinished"):
        (folder / left).mkdir(parents=True)
    on_duckdb(monkeypatch)
    assert on_spark(bundle, bids, tmp_path / "pairs.csv") == embedded(bundle, bids, tmp_path / "embedded" / "pairs.csv")
    assert not (folder / "steps").exists()
    assert [path.name for path in folder.glob("register-*")] == [f"register-{bundle.sha256[:16]}-{DAY}"]


def test_a_lot_that_gets_lost_on_the_way_is_not_clear(many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_duckdb(monkeypatch)
    monkeypatch.setattr(steps, "QUIET", f"SELECT * FROM ({steps.QUIET}) ORDER BY lot OFFSET 1")
    with pytest.raises(UsageError) as caught:
        on_spark(*many, tmp_path / "pairs.csv")
    assert "did not tell exactly once of each lot; lots concerned: 1" in caught.value.say("en")
    assert not (tmp_path / "pairs.csv").exists()


def test_a_company_of_which_something_is_not_understood_leaves_its_lots_unchecked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code = lotmaker.company_code(1)
    world: World = {
        "companies": [("a", "甲", None, "company", None), ("b", "乙", code, "company", None), ("b2", "乙", code, "company", None)],
        "persons": [("p", "丙", "t"), ("q", "丁", "u")],
        "holdings": [("b", "a", "100", None, None), ("p", "b", "100", None, None)],
        "offices": [("q", "a", "head", None, None)],
    }
    on_duckdb(monkeypatch)
    bundle = opened(built(tmp_path, world).folder.parent)
    write_csv(tmp_path / "bids.csv", ("lot_id", "bidder_id", "amount"), [("L", "a", "1")])
    _, lots = on_spark(bundle, tmp_path / "bids.csv", tmp_path / "before.csv")
    assert lots.splitlines()[1].endswith(b"false")
    party = bundle.array("party").copy()
    party[2] |= UNREAD_BIT
    bundle._arrays["party"] = party
    _, lots = on_spark(bundle, tmp_path / "bids.csv", tmp_path / "after.csv")
    assert lots.splitlines()[1].endswith(b"true")


def test_every_party_is_told_by_the_lowest_of_its_codes(many: tuple[Bundle, Path]) -> None:
    bundle, _ = many
    same = export._same(bundle.array("twin")).tolist()
    assert same == [bundle.same(code)[0] for code in range(len(same))]
    assert max(len(bundle.same(code)) for code in range(len(same))) > 2
    assert same != list(range(len(same)))


@pytest.mark.parametrize(
    ("path", "read"),
    [
        ("/a/b.parquet", "/a/b.parquet"),
        ("/输出 [甲]/b*", r"/输出 \[甲\]/b\*"),
        ("/{1,2}?/x\\y", r"/\{1\,2\}\?/x\\y"),
    ],
)
def test_a_path_is_no_pattern(path: str, read: str) -> None:
    assert steps.literal(Path(path)) == read


def test_without_pyspark_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(UsageError) as caught:
        session.check("local[2]")
    assert caught.value.say("en") == "local[2]: PySpark is not installed. run pip install 'relparty[spark]'."
    assert caught.value.say("zh") == "local[2]：没有安装 PySpark。请运行 pip install 'relparty[spark]'。"


@pytest.fixture
def pyspark(monkeypatch: pytest.MonkeyPatch) -> None:
    """PySpark as if it were installed."""
    monkeypatch.setitem(sys.modules, "pyspark.sql", ModuleType("pyspark.sql"))


@pytest.mark.usefixtures("pyspark")
@pytest.mark.parametrize("home", ["", "/nowhere"])
def test_without_java_its_version_is_named(home: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("JAVA_HOME", home)
    with pytest.raises(UsageError) as caught:
        session.check("local[2]")
    assert "no Java was found. install Java 17 or newer" in caught.value.say("en")
    assert "没有找到 Java。请安装 Java 17 或更新版本" in caught.value.say("zh")


@pytest.mark.usefixtures("pyspark")
def test_a_java_of_java_home_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "java").touch(mode=0o755)
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    session.check("local[2]")


@pytest.mark.usefixtures("pyspark")
def test_spark_connect_needs_its_own_packages_and_no_java(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", None)
    monkeypatch.setenv("PATH", "")
    with pytest.raises(UsageError) as caught:
        session.check("sc://127.0.0.1")
    assert "run pip install 'pyspark[connect]'" in caught.value.say("en")


@pytest.fixture
def deaf() -> Iterator[int]:
    """A port of this machine at which nobody answers."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield taken.getsockname()[1]


@pytest.mark.usefixtures("pyspark")
@pytest.mark.parametrize("scheme", ["sc", "spark"])
def test_a_master_that_does_not_answer_is_named(scheme: str, deaf: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql.connect.session", ModuleType("session"))
    monkeypatch.setattr(session, "_java", lambda: "java")
    with pytest.raises(UsageError) as caught:
        session.check(f"{scheme}://127.0.0.1:{deaf}/;token=secret")
    assert caught.value.say("en").startswith(f"{scheme}://127.0.0.1:{deaf}/: no Spark answers at this address")
    assert "secret" not in caught.value.say("zh")


@pytest.mark.parametrize(
    ("master", "addresses"),
    [
        ("local[2]", []),
        ("yarn", []),
        ("spark://one:7078", [("one", 7078)]),
        ("spark://one,two:7079", [("one", 7077), ("two", 7079)]),
        ("sc://one/;use_ssl=true", [("one", 15002)]),
        ("sc://[::1]:15003/", [("::1", 15003)]),
    ],
)
def test_addresses_are_read_from_a_master(master: str, addresses: list[tuple[str, int]]) -> None:
    assert session._addresses(master) == addresses


@pytest.mark.parametrize(("master", "is_bound"), [("local[*]", True), ("spark://127.0.0.1:7077", True), ("spark://far:7077", False)])
def test_only_a_driver_for_this_machine_is_bound_to_loopback(master: str, is_bound: bool, tmp_path: Path) -> None:
    assert ("spark.driver.bindAddress" in session._settings(master, tmp_path)) is is_bound


@pytest.mark.spark
@pytest.mark.usefixtures("many_parts")
def test_spark_on_this_machine_writes_the_same_files(
    many: tuple[Bundle, Path], country: tuple[Bundle, Path], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    odd, strangers = tmp_path / "输出 [甲] {1,2} 50%", tmp_path / "strangers.csv"
    write_csv(strangers, ("lot_id", "bidder_id", "amount"), [("L", "nobody", "1")])
    for name, register in (("many.parquet", many), ("country.csv", country), ("strangers.csv", (many[0], strangers))):
        assert on_spark(*register, odd / name) == embedded(*register, tmp_path / "embedded" / name)
    assert capfd.readouterr() == ("", "")
    assert (odd / "many.parquet.spark" / session.LOG).stat().st_size


@pytest.mark.spark
@pytest.mark.usefixtures("many_parts")
def test_a_standalone_master_with_two_workers_writes_the_same_files(many: tuple[Bundle, Path], tmp_path: Path) -> None:
    with spark_standalone.standalone(2, 1, "1g", tmp_path) as master:
        assert on_spark(*many, tmp_path / "spark" / "pairs.csv", master) == embedded(*many, tmp_path / "pairs.csv")
    worked = [path for path in tmp_path.glob("worker-*/app-*") if path.is_dir()]
    assert len(worked) == 2


@pytest.mark.spark
@pytest.mark.usefixtures("many_parts")
def test_spark_connect_writes_the_same_files(many: tuple[Bundle, Path], tmp_path: Path) -> None:
    pytest.importorskip("grpc_status", reason="the packages of pyspark[connect] are not installed")
    with spark_standalone.connect("local[2]", tmp_path) as master:
        assert on_spark(*many, tmp_path / "spark" / "pairs.csv", master) == embedded(*many, tmp_path / "pairs.csv")


@pytest.mark.spark
def test_a_folder_that_the_workers_do_not_share_is_noticed(
    many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    literal = steps.literal

    def elsewhere(path: Path) -> str:
        """What a worker wrote into a folder of its own is not there when the table is read again."""
        for part in path.glob("part-*"):
            part.unlink()
        return literal(path)

    monkeypatch.setattr(steps, "literal", elsewhere)
    with pytest.raises(UsageError) as caught:
        on_spark(*many, tmp_path / "pairs.csv")
    assert "step upward wrote" in caught.value.say("en")
    assert "not every Spark worker shares this folder" in caught.value.say("en")


@pytest.mark.spark
def test_what_spark_fails_in_is_told_with_its_log(many: tuple[Bundle, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(steps, "QUIET", "SELECT no_such_column FROM bids")
    with pytest.raises(UsageError) as caught:
        on_spark(*many, tmp_path / "pairs.csv")
    assert "Spark failed on its way (UNRESOLVED_COLUMN" in caught.value.say("en")
    assert "no_such_column" in (tmp_path / "pairs.csv.spark" / session.LOG).read_text(encoding="utf-8")
