"""A lot screened with a source: permission, the registration beside the form, what is kept, what is said of the rest."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from qichachaservice import Qichacha

import lotmaker
import running
from registerserver import Reply, Server, Service, moved, secrets_of, serving
from registerworld import Company, Holder, Officer, company, holder_of, world
from relparty.cli import screen
from relparty.registers import catalog
from relparty.settings import Settings

NAME = "cn_qichacha"
ALLOWED = f'allow_network = true\nsources = ["{NAME}"]\n'
TWO: Mapping[str, Any] = {
    "min_quotes": 2,
    "bidders": {
        "甲辰": {"head": {"name": "罗启航", "id": "#1"}},
        "乙木": {"head": {"name": "卓蔚", "id": "#2"}},
    },
}


def registered(word: str, number: int, head: str, *holders: Holder, **more: Any) -> Company:
    """A company as lotmaker declares it, where no holders are given."""
    return company(word, number, head, *(holders or (Holder(head, "100%"),)), staff=(Officer(head, "执行董事"),), **more)


AGREEING = (registered("甲辰", 100, "罗启航"), registered("乙木", 101, "卓蔚"))


@contextmanager
def asked(service: Service, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    """The source NAME, asked on this machine."""
    source = catalog.source(NAME)
    with serving(service) as server, monkeypatch.context() as patched:
        patched.setattr(catalog, "source", lambda _: moved(source, server.url, seconds_between=0))
        yield server


def screened(folder: Path, *arguments: str, **environ: str) -> Result:
    settings = Settings(lang="en", told_home=folder.parent / "home", environ=environ or secrets_of(catalog.source(NAME)))
    return CliRunner().invoke(screen.command(settings), [str(folder), "--as-of", "2026-11-22", *arguments])


def document(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder / "relparty-report" / "screening.json").read_text(encoding="utf-8"))
    return found


def lot(folder: Path, told: Mapping[str, Any] = TWO, *, allowed: str = ALLOWED) -> Path:
    lotmaker.write(folder, told)
    with (folder / "lot.toml").open("a", encoding="utf-8") as file:
        file.write(allowed)
    return folder


def findings(folder: Path) -> set[tuple[str, str]]:
    return {(finding["rule"], finding["level"]) for finding in document(folder)["findings"]}


@pytest.mark.parametrize("allowed", ["", f'sources = ["{NAME}"]\n', 'allow_network = true\nsources = ["int_gleif"]\n'])
def test_nothing_is_asked_that_the_lot_does_not_allow_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, allowed: str) -> None:
    with asked(Qichacha(world(*AGREEING)), monkeypatch) as server:
        result = screened(lot(tmp_path / "lot", allowed=allowed), "--source", NAME, "--budget", "10")
        assert not server.requests
    assert "does not allow cn_qichacha" in str(result.exception)


_WATCHING = """
import os, socket
_connect, _lookup = socket.socket.connect, socket.getaddrinfo
def _note(what):
    with open(os.environ["TRIED"], "a") as file:
        file.write(f"{what}\\n")
def _watched(self, address):
    if self.family != socket.AF_UNIX:
        _note(address)
    return _connect(self, address)
socket.socket.connect = socket.socket.connect_ex = _watched
socket.getaddrinfo = lambda *told, **_: _note(told)
"""
"""Loaded by every Python process of the run before anything else: what is tried is written down, by children too."""


@pytest.mark.parametrize("allowed", ["", ALLOWED])
def test_a_screening_without_a_source_makes_no_connection(tmp_path: Path, allowed: str) -> None:
    (tmp_path / "sitecustomize.py").write_text(_WATCHING, encoding="utf-8")
    environ = {**os.environ, "PYTHONPATH": str(tmp_path), "TRIED": str(tmp_path / "tried"), "RELPARTY_HOME": str(tmp_path / "home")}
    folder = lot(tmp_path / "lot", allowed=allowed)
    run = subprocess.run([sys.executable, "-m", "relparty", "screen", str(folder)], env=environ, capture_output=True, check=False)
    assert run.returncode in (0, 1, 3), run.stderr
    assert document(folder)["bidders"]
    assert not (tmp_path / "tried").exists()
    assert not (tmp_path / "home").exists()
    probe = "import socket; socket.getaddrinfo('127.0.0.1', 9)"
    subprocess.run([sys.executable, "-c", probe], env=environ, check=True)
    assert (tmp_path / "tried").read_text(encoding="utf-8"), "the watching itself must work"


def test_a_lot_that_the_register_agrees_with_is_clear_and_keeps_its_answers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(Qichacha(world(*AGREEING)), monkeypatch):
        result = screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    told = document(tmp_path / "lot")
    assert (result.exit_code, told["verdict"], told["findings"]) == (0, "clear", [])
    kept = sorted((tmp_path / "lot" / "relparty-report" / "register").iterdir())
    assert len(kept) == 2
    evidence = {file["file"]: file["sha256"] for file in told["evidence"]}
    assert {f"register/{path.name}" for path in kept} <= evidence.keys()
    assert "Layer 0: companies 2, asking cn_qichacha, at least 1.40 CNY" in result.stderr
    assert "10 requests, cost 1.40" in result.stderr


def test_kept_answers_laid_into_the_lot_say_the_same_without_a_network(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    differing = (registered("甲辰", 100, "裘菁茗"), AGREEING[1])
    with asked(Qichacha(world(*differing)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    online = document(tmp_path / "lot")
    again = lot(tmp_path / "again" / "lot")
    (tmp_path / "lot" / "relparty-report" / "register").rename(again / "register")
    offline = running.told(again, "en")
    assert offline["findings"] == online["findings"]


def test_a_difference_is_flagged_with_both_values_and_the_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    differing = registered("甲辰", 100, "罗启航", Holder("罗启航", "83.29%"), Holder("裘菁茗", "16.71%"))
    with asked(Qichacha(world(differing, AGREEING[1])), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    (found,) = [each for each in document(tmp_path / "lot")["findings"] if each["rule"] == "declaration_mismatch"]
    assert "100% on the form, 83.29% on the register" in found["summary"]
    assert "裘菁茗（16.71%）" in found["summary"]
    files = {source["file"] for path in found["paths"] for step in path["steps"] for source in step["sources"]}
    assert {file.partition("/")[0] for file in files} == {"forms", "register"}


def test_the_registered_parent_makes_the_tie_that_the_form_concealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parent = AGREEING[0]
    child = registered("乙木", 101, "卓蔚", holder_of(parent, "83.29%"), Holder("卓蔚", "16.71%"))
    with asked(Qichacha(world(parent, child)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    told = document(tmp_path / "lot")
    (tie,) = [each for each in told["findings"] if each["rule"] == "direct_holding"]
    assert tie["level"] == "bar"
    step = tie["paths"][0]["steps"][0]
    assert (step["percent"], [source["file"].partition("/")[0] for source in step["sources"]]) == (83.29, ["register"])
    assert ("declaration_mismatch", "review") in findings(tmp_path / "lot")


def test_the_registered_share_is_used_and_the_declared_one_shown_beside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "min_quotes": 2,
        "bidders": {
            "甲辰": {"head": {"name": "罗启航", "id": "#1"}},
            "乙木": {
                "head": {"name": "卓蔚", "id": "#2"},
                "shareholders": [
                    {"name": "@甲辰", "kind": "company", "id": "$100", "percent": 20},
                    {"name": "卓蔚", "kind": "person", "id": "#2", "percent": 80},
                ],
            },
        },
    }
    child = registered("乙木", 101, "卓蔚", holder_of(AGREEING[0], "83.29%"), Holder("卓蔚", "16.71%"))
    with asked(Qichacha(world(AGREEING[0], child)), monkeypatch):
        screened(lot(tmp_path / "lot", told), "--source", NAME, "--budget", "10")
    (tie,) = [each for each in document(tmp_path / "lot")["findings"] if each["rule"] == "direct_holding"]
    step = tie["paths"][0]["steps"][0]
    assert (tie["level"], step["percent"]) == ("bar", 83.29)
    assert [source["file"].partition("/")[0] for source in step["sources"]] == ["register", "forms"]


def test_layers_that_no_form_tells_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = company("天干", 910, "厉昶远", Holder("厉昶远", "100%"))
    low = company("地支", 911, "厉昶远", holder_of(top, "60%"), Holder("尹琰", "40%"))
    one = registered("甲辰", 100, "罗启航", holder_of(low, "51%"), Holder("罗启航", "49%"))
    other = registered("乙木", 101, "卓蔚", holder_of(top, "70%"), Holder("卓蔚", "30%"))
    with asked(Qichacha(world(top, low, one, other)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    found = document(tmp_path / "lot")["findings"]
    assert "common_controller" in {each["rule"] for each in found}
    assert not [each for each in found if each["rule"] == "unchecked"]


def test_the_own_id_of_a_person_makes_it_probable_and_never_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = registered("甲辰", 100, "罗启航", Holder("罗启航", "60%"), Holder("裘菁茗", "40%", own_id="p00qiu"))
    other = registered("乙木", 101, "卓蔚", Holder("卓蔚", "60%"), Holder("裘菁茗", "40%", own_id="p00qiu"))
    with asked(Qichacha(world(one, other)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    ties = {(each["rule"], each["certainty"]) for each in document(tmp_path / "lot")["findings"] if len(each["bidders"]) == 2}
    assert ties == {("shared_shareholder", "probable")}


def test_two_own_ids_of_one_name_stay_a_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = registered("甲辰", 100, "罗启航", Holder("罗启航", "60%"), Holder("裘菁茗", "40%", own_id="p00qiu"))
    other = registered("乙木", 101, "卓蔚", Holder("卓蔚", "60%"), Holder("裘菁茗", "40%", own_id="p99qiu"))
    with asked(Qichacha(world(one, other)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    ties = {each["certainty"] for each in document(tmp_path / "lot")["findings"] if len(each["bidders"]) == 2}
    assert ties == {"name_only"}


def test_a_former_holder_with_its_day_is_a_past_relation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = holder_of(AGREEING[0], "60%", since="2019-03-01", until="2026-08-15")
    child = registered("乙木", 101, "卓蔚", Holder("卓蔚", "100%"), left)
    with asked(Qichacha(world(AGREEING[0], child)), monkeypatch):
        screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    assert ("past_relation", "review") in findings(tmp_path / "lot")


def test_a_head_whom_the_register_does_not_name_bars_nobody_and_clears_nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told = {
        "min_quotes": 2,
        "bidders": {"甲辰": {"head": {"name": "罗启航", "id": "#1"}}, "乙木": {"head": {"name": "罗启航", "id": "#1"}}},
    }
    with asked(Qichacha(world(AGREEING[0], AGREEING[1])), monkeypatch):
        screened(lot(tmp_path / "lot", told), "--source", NAME, "--budget", "10")
    found = findings(tmp_path / "lot")
    assert ("same_head", "bar") not in found
    assert ("declaration_mismatch", "review") in found
    assert "shared_person" in {rule for rule, _ in found}


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (Reply({"Status": "112", "Message": "余额不足", "Result": None}), "used up (code 112)"),
        (Reply({"Status": "101", "Message": "KEY无效", "Result": None}), "is refused (code 101)"),
        (Reply({"Status": "201", "Message": "查询无结果", "Result": None}), "does not know the company"),
        (Reply(b"<html></html>"), "no JSON"),
    ],
)
def test_each_failure_is_unchecked_and_the_run_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reply: Reply, words: str) -> None:
    with asked(lambda _: reply, monkeypatch):
        result = screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    told = document(tmp_path / "lot")
    assert (result.exit_code, told["verdict"]) == (3, "incomplete")
    unchecked = [each for each in told["findings"] if each["rule"] == "unchecked"]
    assert {bidder for each in unchecked for bidder in each["bidders"]} == {each.name for each in AGREEING}
    assert all(words in each["summary"] for each in unchecked)


def test_without_a_budget_a_paid_source_is_not_asked_and_that_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(Qichacha(world(*AGREEING)), monkeypatch) as server:
        result = screened(lot(tmp_path / "lot"), "--source", NAME)
        assert not server.requests
    assert result.exit_code == 3
    (summary, *_) = [each["summary"] for each in document(tmp_path / "lot")["findings"]]
    assert "limit of requests or money" in summary


def test_a_key_that_is_not_set_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(Qichacha(world(*AGREEING)), monkeypatch):
        result = screened(lot(tmp_path / "lot"), "--source", NAME, RELPARTY_LANG="en")
    assert "its key is not set" in str(result.exception)


def test_the_report_says_what_was_asked_and_of_which_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with asked(Qichacha(world(*AGREEING)), monkeypatch):
        result = screened(lot(tmp_path / "lot"), "--source", NAME, "--budget", "10")
    consulted = document(tmp_path / "lot")["registers"]
    assert [(each["company"], each["source"], bool(each["retrieved_on"])) for each in consulted] == [
        (AGREEING[1].name, NAME, True),
        (AGREEING[0].name, NAME, True),
    ]
    assert "30 days" in result.stdout
    page = (tmp_path / "lot" / "relparty-report" / "report.html").read_text(encoding="utf-8")
    assert NAME in page
    assert "30 days" in page


def test_sources_of_two_currencies_are_not_asked_under_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dear = catalog.source(NAME)
    other = replace(catalog.source("cn_qixin"), card=replace(catalog.source("cn_qixin").card, currency="HKD"))
    monkeypatch.setattr(catalog, "source", {NAME: dear, "cn_qixin": other}.__getitem__)
    allowed = f'allow_network = true\nsources = ["{NAME}", "cn_qixin"]\n'
    result = screened(
        lot(tmp_path / "lot", allowed=allowed), "--source", NAME, "--source", "cn_qixin", **secrets_of(dear), **secrets_of(other)
    )
    assert "different currencies: CNY, HKD" in str(result.exception)
