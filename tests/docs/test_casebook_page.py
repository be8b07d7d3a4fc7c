"""The page of the casebook: its commands, faults, variables and format are those of the program, its example runs."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import click
from click.testing import CliRunner

import openbook
from relparty.casebook import actors, archive, opening, place, users
from relparty.casebook.faults import Kind
from relparty.casebook.users import NewUser, Role
from relparty.cli import casebook
from relparty.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "casebook.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_every_command_and_option_is_named() -> None:
    group = casebook.command(Settings(lang="en"))
    assert isinstance(group, click.Group)
    rows = re.findall(r"^\| `relparty casebook (\w+)([^`]*)` \|", PAGE, re.MULTILINE)
    assert [name for name, _ in rows] == list(group.commands)
    shared = {"--casebook", "--database", "--key", "--lang"}
    for name, told in rows:
        options = {option for each in group.commands[name].params if isinstance(each, click.Option) for option in each.opts}
        assert options - shared == set(re.findall(r"--\w+", told)), name
        assert shared <= options


def test_every_fault_is_explained() -> None:
    assert {str(each) for each in Kind} <= NAMED


def test_the_format_is_that_of_the_program() -> None:
    assert archive.SCHEMA in NAMED
    assert archive.MANIFEST in NAMED


def test_the_example_runs_as_shown(tmp_path: Path) -> None:
    shown = re.search(r"^```\n\$ relparty casebook verify --lang en\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert shown
    hands = openbook.Hands(datetime(2026, 11, 23, 1, tzinfo=UTC))
    book = opening.opened(place.place(tmp_path / "casebook"), hands)
    first = users.first(book, "某街道采购办", NewUser("admin", "某管理员", Role.ADMINISTRATOR, openbook.PASSWORD))
    for login in ("clerk", "leader"):
        users.add(book, actors.user(first.id), NewUser(login, f"某{login}", Role.CLERK, openbook.PASSWORD))
    found = CliRunner().invoke(casebook.command(Settings(lang="en")), ["verify", "--casebook", str(tmp_path / "casebook")])
    assert re.sub(r"[0-9a-f]{64}", "4a…", found.output) == shown[1]
    book.engine.dispose()
