"""`relparty sources`: what there is and in what state, without a network, a secret or another's failure in the way."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from types import MappingProxyType

import pytest
from test_cli import relparty

from newsource import NAME, installed
from relparty.cli.main import settings_from
from relparty.registers import catalog
from relparty.settings import Settings

KEY = {"RELPARTY_CN_QICHACHA_KEY": "k-secret-1", "RELPARTY_CN_QICHACHA_SECRET": "s-secret-2"}


def test_every_source_is_listed_with_its_terms(tmp_path: Path) -> None:
    run = relparty("sources", "--lang", "en", RELPARTY_HOME=str(tmp_path))
    assert run.returncode == 0
    assert run.stderr == ""
    for name, card in catalog.cards().items():
        assert re.search(rf"^{name}  {re.escape(card.title.en)}  \[{card.country}\]$", run.stdout, re.MULTILINE)
        assert card.terms in run.stdout


def test_listing_makes_no_folder(tmp_path: Path) -> None:
    relparty("sources", RELPARTY_HOME=str(tmp_path / "home"))
    assert not (tmp_path / "home").exists()


def test_a_key_is_said_to_be_set_or_missing_by_the_names_of_its_variables(tmp_path: Path) -> None:
    home = {"RELPARTY_HOME": str(tmp_path)}
    missing = relparty("sources", "cn_qichacha", "--lang", "en", **home).stdout
    assert "key not set: RELPARTY_CN_QICHACHA_KEY, RELPARTY_CN_QICHACHA_SECRET" in missing
    half = relparty("sources", "cn_qichacha", "--lang", "en", RELPARTY_CN_QICHACHA_KEY="k-secret-1", RELPARTY_CN_QICHACHA_SECRET="", **home)
    assert "key not set: RELPARTY_CN_QICHACHA_SECRET\n" in half.stdout
    for command in (["sources"], ["sources", "cn_qichacha"], ["sources", "cn_qichacha", "--check"]):
        run = relparty(*command, "--lang", "en", **home, **KEY)
        assert "secret-" not in run.stdout + run.stderr
    assert "key set" in relparty("sources", "cn_qichacha", "--lang", "en", **home, **KEY).stdout


def test_the_last_answer_is_that_of_the_log(tmp_path: Path) -> None:
    line = {"at": "2026-11-20T08:00:00+00:00", "source": "cn_qichacha", "outcome": "answered", "from_cache": False}
    later = {**line, "at": "2026-11-21T08:00:00+00:00", "outcome": "failed"}
    (tmp_path / "requests.jsonl").write_text("".join(json.dumps(each) + "\n" for each in (line, later)), encoding="utf-8")
    assert "last answered 2026-11-20T08:00:00" in relparty("sources", "cn_qichacha", "--lang", "en", RELPARTY_HOME=str(tmp_path)).stdout
    assert "never asked" in relparty("sources", "cn_qichacha", "--lang", "en", RELPARTY_HOME=str(tmp_path / "other")).stdout


def test_a_source_in_full_names_prices_limits_and_where_things_lie(tmp_path: Path) -> None:
    told = relparty("sources", "cn_qichacha", RELPARTY_HOME=str(tmp_path)).stdout
    assert "每家企业至少 0.70 CNY" in told
    assert "partners：0.20 CNY" in told
    assert "答复保留 7 天" in told
    assert str(tmp_path) in told


def test_an_unknown_source_is_wrong_use_and_the_known_are_named() -> None:
    for arguments in (["cn_nowhere"], ["cn_nowhere", "--check"]):
        run = relparty("sources", *arguments)
        assert run.returncode == 2
        assert "cn_qichacha" in run.stderr
        assert run.stdout == ""


@pytest.mark.parametrize(
    "broken",
    ["raise SystemError('no')", "raise SystemExit", "import nothing_of_that_name", "'no card beside it'"],
    ids=["raises", "exits", "imports", "no-card"],
)
def test_a_broken_package_of_another_hides_no_other_source(tmp_path: Path, broken: str) -> None:
    installed(tmp_path, "cc_broken", "relparty_cc_broken")
    (tmp_path / "relparty_cc_broken").mkdir()
    (tmp_path / "relparty_cc_broken" / "__init__.py").write_text(broken)
    surroundings = {"PYTHONPATH": str(tmp_path), "RELPARTY_HOME": str(tmp_path)}
    run = relparty("sources", "--lang", "en", **surroundings)
    assert run.returncode == 0
    assert "cc_broken  cannot be used: the package of this source cannot be loaded" in run.stdout
    assert "cn_qichacha  Qichacha OpenAPI" in run.stdout
    assert relparty("sources", "cn_qichacha", **surroundings).returncode == 0
    alone = relparty("sources", "cc_broken", "--lang", "en", **surroundings)
    assert alone.returncode == 2
    assert "cannot be loaded" in alone.stderr
    checked = relparty("sources", "--check", "--lang", "en", **surroundings)
    assert checked.returncode == 1
    assert re.search(r"^cc_broken: the package of this source cannot be loaded", checked.stdout, re.MULTILINE)
    assert {line.partition(":")[0] for line in checked.stdout.splitlines()} == {"cc_broken", *catalog.packages()}


def test_a_source_made_from_the_template_is_found_once_installed(tmp_path: Path) -> None:
    made = relparty("sources", "--new", NAME, "--package", "--out", tmp_path)
    assert made.returncode == 0
    folder = tmp_path / f"relparty-{NAME.replace('_', '-')}"
    assert str(folder) in made.stdout
    installed(folder, NAME, f"relparty_{NAME}")
    surroundings = {"PYTHONPATH": str(folder), "RELPARTY_HOME": str(tmp_path)}
    assert relparty("sources", NAME, "--check", "--lang", "en", **surroundings).stdout == f"{NAME}: ok\n"
    assert f"{NAME}  Example register  [CC]" in relparty("sources", "--lang", "en", **surroundings).stdout
    again = relparty("sources", "--new", NAME, "--package", "--out", tmp_path)
    assert again.returncode == 2
    assert "已存在" in again.stderr


def test_no_other_package_takes_the_name_of_one_of_ours(tmp_path: Path) -> None:
    installed(tmp_path, "cn_qichacha", "relparty_impostor")
    (tmp_path / "relparty_impostor").mkdir()
    (tmp_path / "relparty_impostor" / "__init__.py").write_text("raise SystemError")
    run = relparty("sources", "cn_qichacha", "--lang", "en", PYTHONPATH=str(tmp_path), RELPARTY_HOME=str(tmp_path))
    assert run.stdout.startswith("Qichacha OpenAPI")


def test_a_new_source_is_not_made_beside_another_job() -> None:
    assert relparty("sources", "cn_qichacha", "--new", "cc_x").returncode == 2
    assert relparty("sources", "--new", "cc_x", "--check").returncode == 2


def test_the_settings_keep_our_variables_alone_and_never_show_them() -> None:
    settings = settings_from([], {"RELPARTY_X_KEY": "k-secret-1", "AWS_SECRET": "s-secret-2", "RELPARTY_HOME": "/somewhere"})
    assert dict(settings.environ) == {"RELPARTY_X_KEY": "k-secret-1", "RELPARTY_HOME": "/somewhere"}
    assert "secret" not in repr(settings)
    assert settings.home == Path("/somewhere")
    assert isinstance(settings.environ, MappingProxyType)


def test_without_a_home_it_is_where_the_system_keeps_state(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for variable in ("XDG_STATE_HOME", "LOCALAPPDATA", "HOME"):
        monkeypatch.setenv(variable, str(tmp_path))
    assert settings_from([], {"RELPARTY_HOME": ""}).home == Settings().home
    if sys.platform == "linux":
        assert Settings().home == tmp_path / "relparty"


@pytest.mark.parametrize("arguments", [["sources"], ["sources", "cn_qichacha"], ["sources", "--check"]], ids=" ".join)
def test_no_network_library_is_even_loaded(tmp_path: Path, arguments: list[str]) -> None:
    script = "import sys, atexit; atexit.register(lambda: print(sorted({'requests', 'urllib3', 'requests_cache'} & sys.modules.keys()), file=sys.stderr))"
    script += f"; from relparty.cli.main import main; sys.argv[1:] = {arguments}; main()"
    environ = {**os.environ, "RELPARTY_HOME": str(tmp_path)}
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, env=environ)
    assert run.stderr == "[]\n"
