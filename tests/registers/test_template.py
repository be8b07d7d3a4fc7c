"""The template of a source: what it writes runs through the real client as it stands, is refused where it must be, overwrites nothing."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from newsource import NAME, TODAY, made
from registerserver import Reply, Request, StoppedClock, moved, secrets_of, serving
from relparty.errors import NotLookedUp, SourceUnusable, UsageError
from relparty.model.evidence import Extract
from relparty.registers import catalog, template
from relparty.registers.card import Card
from relparty.registers.client import Allowance, client
from relparty.registers.examples import examples, kept
from relparty.registers.lookup import Wanted
from relparty.registers.source import Source


def asked(source: Source, home: Path, wanted: Wanted, *, key: str = "") -> Extract:
    """What the new source gives of a service that knows the company of its example."""
    (answer,) = kept(examples(source)[0]).answers
    known = kept(examples(source)[0]).wanted

    def service(request: Request) -> Reply:
        if request.headers.get("Authorization") != "invented-key-0042":
            return Reply({"status": "wrong key"})
        is_known = request.path == "companies" and request.params["query"] in (known.name, known.code)
        return Reply(answer.body if is_known else {"status": "none"})

    with serving(service) as server:
        here = moved(source, server.url)
        secrets = dict.fromkeys(secrets_of(here), key) if key else secrets_of(here)
        allowance = Allowance(requests=10, money=source.card.price_of_company)
        found = client(here, home, secrets, allowance, StoppedClock().clock()).look_up(wanted)
    return source.service[1].company(found)


def test_the_new_source_runs_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = made(tmp_path, monkeypatch).loaded()
    wanted = kept(examples(source)[0]).wanted
    for by in (wanted, Wanted(wanted.name)):
        found = asked(source, tmp_path / by.name / (by.code or "by-name"), by)
        assert found.holders
        assert [each.percent for each in found.holders] == [491_900, 508_100]
        assert found.source == NAME


def test_the_new_source_has_both_failures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = made(tmp_path, monkeypatch).loaded()
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(source, tmp_path / "home", Wanted("示例丙有限公司"))
    with pytest.raises(SourceUnusable, match="refused"):
        asked(source, tmp_path / "home", Wanted("示例丙有限公司"), key="another")


def test_an_unknown_field_is_told_where_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = made(tmp_path, monkeypatch)
    new.change("examples/full.json", '"office": "监事"', '"office": "监事", "acting_for": "罗启航"')
    new.change("examples/full.json", '"address":', '"slogan": "示例", "address":')
    source = new.loaded()
    found = source.service[1].company(kept(examples(source)[0]))
    assert [told.text for told in found.unread] == ["acting_for: 罗启航"]
    assert [told.text for told in found.notes] == ["slogan: 示例"]


def test_the_new_source_passes_the_checks_of_this_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    new = made(tmp_path, monkeypatch)
    root = Path(__file__).parents[2]
    for check in (["check"], ["format", "--check"]):
        run = subprocess.run(
            [sys.executable, "-m", "ruff", *check, "--config", root / "pyproject.toml", new.folder],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    "name", ["", "register", "CN_register", "cn-register", "cn_", "cn__x", "../cn_x", "cn_x/y", "cn_4u", "cn_x ", "cn_ｘ"]
)
def test_a_bad_name_is_refused_and_nothing_is_written(tmp_path: Path, name: str) -> None:
    with pytest.raises(UsageError, match="cannot be the name"):
        template.write(tmp_path / "in", name, TODAY, as_package=False)
    assert not (tmp_path / "in").exists()
    assert not list(tmp_path.iterdir())


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is a source of that name"):
        template.write(tmp_path, "cn_qichacha", TODAY, as_package=False)


@pytest.mark.parametrize("as_package", [True, False])
def test_nothing_is_overwritten(tmp_path: Path, as_package: bool) -> None:
    folder = template.write(tmp_path, NAME, TODAY, as_package=as_package)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(UsageError, match="it exists"):
        template.write(tmp_path, NAME, TODAY, as_package=as_package)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_a_folder_for_our_own_package_has_the_files_of_a_source_and_no_more(tmp_path: Path) -> None:
    folder = template.write(tmp_path, NAME, TODAY, as_package=False)
    written = sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())
    assert written == ["__init__.py", "examples/full.expected.json", "examples/full.json", "fetch.py", "parse.py", "source.toml"]


def test_a_package_is_found_by_its_entry_point(tmp_path: Path) -> None:
    folder = template.write(tmp_path, NAME, TODAY, as_package=True)
    project = tomllib.loads((folder / "pyproject.toml").read_text(encoding="utf-8"))
    (points,) = project["project"]["entry-points"].values()
    assert list(project["project"]["entry-points"]) == [catalog.ENTRY_POINTS]
    assert points == {NAME: f"relparty_{NAME}"}
    assert (folder / f"relparty_{NAME}" / "source.toml").is_file()
    assert project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"] == [f"relparty_{NAME}"]


def test_the_new_card_is_of_its_country_and_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = made(tmp_path, monkeypatch).loaded().card
    assert isinstance(found, Card)
    assert (found.country, found.checked_on) == ("CC", TODAY)
