"""`relparty casebook`: what it says and with which code it ends."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

import lotmaker
import openbook
from relparty.casebook import heads, keys, lots
from relparty.cli import casebook
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.settings import Settings


@pytest.fixture
def office(tmp_path: Path) -> Iterator[openbook.World]:
    """A casebook whose clock is far behind the machine's: what it did is fifteen years ago."""
    made = openbook.world(tmp_path, hands=openbook.Hands(datetime(2005, 1, 10, 1, tzinfo=UTC)))
    lot = made.lot("L-1", deadline="2005-02-01T01:00:00.000000Z", opens_on="2005-02-01")
    made.handed_in(made.invited(lot, "甲辰公司", lotmaker.company_code(100)), b"{}")
    lots.cancel(made.book, made.clerk, lot.id, "需求取消")
    yield made
    made.book.engine.dispose()


def told(office: openbook.World, *arguments: str, lang: Lang = "en") -> Result:
    where = ["--casebook", str(office.book.place.folder)]
    return CliRunner().invoke(casebook.command(Settings(lang=lang)), [*arguments, *where])


def test_a_sound_casebook_ends_with_0(office: openbook.World) -> None:
    found = told(office, "verify")
    assert found.exit_code == 0, found.output
    assert "The casebook is as its trail says" in found.output
    assert "案卷与操作记录相符" in told(office, "verify", lang="zh").output


def test_a_changed_row_ends_with_1_and_is_named(office: openbook.World) -> None:
    with office.book.engine.begin() as db:
        db.execute(text("UPDATE lots SET deadline = '2005-02-02T01:00:00.000000Z'"))
    found = told(office, "verify")
    assert found.exit_code == 1
    assert "lots/" in found.output
    assert "1 things are not as they were left" in found.output
    assert "甲辰" not in found.output


def test_a_head_kept_elsewhere_is_looked_for(office: openbook.World, tmp_path: Path) -> None:
    assert told(office, "head", "--out", str(tmp_path / "head.json")).exit_code == 0
    assert told(office, "verify", "--head", str(tmp_path / "head.json")).exit_code == 0
    head = json.loads((tmp_path / "head.json").read_text("utf-8"))
    (tmp_path / "head.json").write_text(json.dumps(head | {"entry": head["entry"] + 1}), "utf-8")
    found = told(office, "verify", "--head", str(tmp_path / "head.json"))
    assert found.exit_code == 1
    assert "the trail does not hold this head" in found.output


def test_the_head_is_printed_as_it_is_written(office: openbook.World) -> None:
    found = told(office, "head")
    head = heads.now(office.book)
    assert json.loads(found.output) | {"day": head.day} == json.loads(heads.text(head))
    assert len(heads.files(office.book.place.heads)) == 1, "and the file of the day is written too"


def test_backup_and_restore_by_hand(office: openbook.World, tmp_path: Path) -> None:
    made = told(office, "backup", "--out", str(tmp_path / "b.tar"))
    assert made.exit_code == 0, made.output
    assert keys.fingerprint(office.book.keys) in made.output
    new = ["--casebook", str(tmp_path / "new"), "--key", str(office.book.place.key_file)]
    command = casebook.command(Settings(lang="en"))
    done = CliRunner().invoke(command, ["restore", str(tmp_path / "b.tar"), *new])
    assert done.exit_code == 0, done.output
    assert "The casebook is as its trail says" in done.output
    again = CliRunner().invoke(command, ["restore", str(tmp_path / "b.tar"), *new])
    assert isinstance(again.exception, UsageError)


def test_a_backup_without_a_stored_file_ends_with_1(office: openbook.World, tmp_path: Path) -> None:
    gone = next(office.book.files.ids())
    office.book.files.remove(gone)
    made = told(office, "backup", "--out", str(tmp_path / "b.tar"))
    assert made.exit_code == 1
    assert gone in made.output


def test_what_is_due_is_listed_and_goes_only_when_told(office: openbook.World) -> None:
    listed = told(office, "purge")
    assert listed.exit_code == 0, listed.output
    assert "L-1" in listed.output
    assert "--yes" in listed.output
    assert "is in the casebook" in told(office, "info", "--lot", "L-1").output
    assert told(office, "purge", "--yes").exit_code == 0
    asked = told(office, "info", "--lot", "L-1").output
    assert "was purged on" in asked
    assert "甲辰" not in asked
    assert told(office, "purge").exit_code == 1
    assert "Nothing is due" in told(office, "purge").output
    assert told(office, "verify").exit_code == 0


def test_info_tells_where_and_how_much_and_no_key(office: openbook.World) -> None:
    found = told(office, "info")
    assert found.exit_code == 0, found.output
    for each in (str(office.book.place.folder), keys.fingerprint(office.book.keys), "lots: 1", "accounts: 6"):
        assert each in found.output
    assert office.book.place.key_file.read_text("ascii").strip() not in found.output


def test_no_command_makes_a_casebook(tmp_path: Path) -> None:
    command = casebook.command(Settings(lang="en"))
    for arguments in (["verify"], ["info"], ["head"], ["purge"], ["backup", "--out", str(tmp_path / "b.tar")]):
        found = CliRunner().invoke(command, [*arguments, "--casebook", str(tmp_path / "none")])
        assert isinstance(found.exception, UsageError), arguments
        assert "there is no casebook here" in str(found.exception)
    assert list(tmp_path.iterdir()) == []


def test_the_variables_name_the_place_too(office: openbook.World, tmp_path: Path) -> None:
    moved = tmp_path / "keys" / "office.key"
    moved.parent.mkdir()
    shutil.move(office.book.place.key_file, moved)
    environ = {"RELPARTY_CASEBOOK": str(office.book.place.folder), "RELPARTY_KEY_FILE": str(moved)}
    found = CliRunner().invoke(casebook.command(Settings(lang="en", environ=environ)), ["verify"])
    assert found.exit_code == 0, found.output


@pytest.mark.parametrize("url", ["nonsense", "nosuch://x/y", "postgresql://nobody@127.0.0.1:1/none"])
def test_a_database_that_cannot_be_used_is_said_in_words(office: openbook.World, url: str) -> None:
    found = told(office, "verify", "--database", url)
    assert isinstance(found.exception, UsageError), found.exception


def test_without_the_extra_it_says_what_to_install(tmp_path: Path) -> None:
    script = "import sys\nsys.modules['sqlalchemy'] = None\nfrom relparty.cli.main import main\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", script, "casebook", "verify", "--casebook", str(tmp_path), "--lang", "en"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "pip install 'relparty[web]'" in done.stderr
    helped = subprocess.run([sys.executable, "-c", script, "casebook", "verify", "--help"], capture_output=True, text=True, check=False)
    assert helped.returncode == 0
