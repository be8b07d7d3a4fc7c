"""Opening a casebook: made once by whoever is first, never with another key, never by an older program."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect, select, text
from sqlalchemy.engine import make_url

import openbook
from relparty.casebook import keys, migrating, opening, place, tables
from relparty.casebook.errors import Tampered
from relparty.casebook.verify import verify
from relparty.errors import UsageError

OPEN = """
import sys
from pathlib import Path
from relparty.casebook import opening, place, keys
folder, url = sys.argv[1:]
print("ready", flush=True)
sys.stdin.readline()
book = opening.opened(place.place(Path(folder), url))
print(keys.fingerprint(book.keys), flush=True)
"""


def test_the_versions_make_the_very_tables_of_the_program(tmp_path: Path, database_url: str) -> None:
    book = opening.opened(place.place(tmp_path / "casebook", database_url))
    with book.look() as db:
        context = MigrationContext.configure(db, opts={"compare_type": True, "compare_server_default": True})
        assert compare_metadata(context, tables.metadata) == []
        assert migrating.present(db) == (migrating.newest(),)
        for table in tables.metadata.sorted_tables:
            checked = {each["name"]: each["nullable"] for each in inspect(db).get_columns(table.name)}
            assert checked == {each.name: each.nullable for each in table.columns}
    book.engine.dispose()


def test_processes_that_open_a_new_casebook_together_make_one(tmp_path: Path, database_url: str) -> None:
    command = [sys.executable, "-c", OPEN, str(tmp_path / "casebook"), database_url]
    started = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in range(4)]
    for each in started:
        assert each.stdout
        assert each.stdout.readline() == "ready\n"
    for each in started:
        assert each.stdin
        each.stdin.write("go\n")
        each.stdin.flush()
    told = {each.communicate(timeout=120)[0] for each in started}
    assert [each.returncode for each in started] == [0] * 4
    where = place.place(tmp_path / "casebook", database_url)
    assert told == {f"{keys.fingerprint(keys.read(where.key_file))}\n"}
    book = opening.existing(where)
    found = verify(book)
    book.engine.dispose()
    assert (found.faults, found.entries) == ((), 0)


def test_a_casebook_is_not_opened_without_its_key(world: openbook.World) -> None:
    world.book.place.key_file.unlink()
    with pytest.raises(UsageError, match="no key file"):
        opening.opened(world.book.place)
    assert not world.book.place.key_file.exists(), "no new key is made for a casebook that has one"


def test_a_casebook_is_not_opened_with_another_key(world: openbook.World, tmp_path: Path) -> None:
    keys.made(tmp_path / "other.key")
    other = place.place(world.book.place.folder, world.book.place.url, tmp_path / "other.key")
    with pytest.raises(UsageError, match="not the key"):
        opening.opened(other)


@pytest.mark.parametrize("content", ["", "00", "nothing like a key", "ff" * 33])
def test_what_is_no_key_is_refused(world: openbook.World, content: str) -> None:
    world.book.place.key_file.write_text(content)
    with pytest.raises(UsageError, match="not a key file"):
        opening.opened(world.book.place)


def test_a_head_that_was_changed_is_opened_to_be_verified_and_never_written(world: openbook.World) -> None:
    with world.book.engine.begin() as db:
        db.execute(text("UPDATE trail_head SET entry = entry + 1"))
    book = opening.opened(world.book.place, world.hands)
    assert [each.place for each in verify(book).faults] == ["trail_head/head"]
    with pytest.raises(Tampered):
        openbook.World.lot(world)
    book.engine.dispose()


def test_a_casebook_of_a_later_program_is_refused_and_left_as_it_is(world: openbook.World) -> None:
    with world.book.engine.begin() as db:
        db.execute(text("UPDATE alembic_version SET version_num = '0999'"))
    with pytest.raises(UsageError, match=r"later relparty.*0999.*pip install"):
        opening.opened(world.book.place)
    with world.book.look() as db:
        assert migrating.present(db) == ("0999",)


def test_a_database_with_other_tables_of_these_names_is_refused(tmp_path: Path, database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.begin() as db:
        db.execute(text("CREATE TABLE users (id INTEGER)"))
    with pytest.raises(UsageError, match=r"users.*empty database"):
        opening.opened(place.place(tmp_path / "casebook", database_url))
    assert inspect(engine).get_table_names() == ["users"]
    engine.dispose()
    assert not (tmp_path / "casebook.key").exists()


def test_an_upgrade_that_breaks_off_leaves_nothing(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError("no space left")

    where = place.place(tmp_path / "casebook", database_url)
    with monkeypatch.context() as patched:
        patched.setattr(opening, "begin_trail", broken)
        with pytest.raises(OSError, match="no space"):
            opening.opened(where)
    engine = create_engine(database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    book = opening.opened(where)
    with book.look() as db:
        assert db.execute(select(tables.trail_head.c.entry)).scalar_one() == 0
    book.engine.dispose()


def test_a_command_makes_no_casebook(tmp_path: Path, database_url: str) -> None:
    where = place.place(tmp_path / "casebook", database_url)
    with pytest.raises(UsageError, match="no casebook here"):
        opening.existing(where)
    assert not where.key_file.exists()
    if where.is_sqlite:
        assert not Path(make_url(database_url).database or "").exists()


def test_a_folder_with_a_percent_sign_is_a_folder(tmp_path: Path) -> None:
    book = opening.opened(place.place(tmp_path / "100% 案卷 'x'" / "casebook"))
    assert verify(book).faults == ()
    book.engine.dispose()


def test_a_key_put_there_beforehand_is_taken_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "made.key").write_text("5a" * 32 + "\n", "ascii")
    with (tmp_path / "made.key").open() as handed_in:
        unwritable = Path(f"/dev/fd/{handed_in.fileno()}")  # nobody makes a file in that folder, not even root
        book = opening.opened(place.place(tmp_path / "casebook", key_file=unwritable))
    assert book.keys == keys.derived(b"\x5a" * 32)
    book.engine.dispose()


def test_a_key_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        with pytest.raises(OSError, match="no space"):
            keys.made(tmp_path / "new.key")
    assert list(tmp_path.iterdir()) == []
    made = keys.made(tmp_path / "new.key")
    assert keys.made(tmp_path / "new.key") == made
    assert (tmp_path / "new.key").stat().st_mode & 0o777 == 0o600
    assert [each.name for each in tmp_path.iterdir()] == ["new.key"]
