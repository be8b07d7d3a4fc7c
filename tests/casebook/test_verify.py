"""Whoever changes anything behind the casebook's back is found: every table, every column, every file, the trail itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, Table, Text, UniqueConstraint, create_engine, delete, insert, select, text, update
from sqlalchemy.engine import make_url

import casebookround
import openbook
from relparty.casebook import actors, heads, tables, trail
from relparty.casebook.book import Casebook
from relparty.casebook.faults import Kind
from relparty.casebook.verify import Verified, verify
from relparty.errors import UsageError

TABLES = [pytest.param(each, id=each.name) for each in tables.metadata.sorted_tables]
RECORDED = [pytest.param(each, id=each.name) for each in tables.RECORDED]


@dataclass
class Broken:
    """A whole casebook, and the connection of somebody who has the database and not the key."""

    book: Casebook
    intruder: Engine

    def rows(self, table: Table) -> list[Mapping[str, Any]]:
        with self.intruder.connect() as db:
            return [dict(row) for row in db.execute(select(table).order_by(table.c.id)).mappings()]

    def tell(self, *statements: Any) -> None:
        with self.intruder.begin() as db:
            for each in statements:
                db.execute(each)

    def digest(self, row: Mapping[str, Any]) -> str:
        return trail.row_digest(self.book.keys, "lots", row)

    def verified(self) -> Verified:
        return verify(self.book)

    def kinds(self) -> set[Kind]:
        return {each.kind for each in self.verified().faults}

    @contextmanager
    def without(self, table: Table, row: Mapping[str, Any]) -> Iterator[None]:
        self.tell(delete(table).where(table.c.id == row["id"]))
        yield
        self.tell(insert(table).values(row))

    @contextmanager
    def changed(self, table: Table, row: Mapping[str, Any], told: Mapping[str, Any]) -> Iterator[None]:
        self.tell(update(table).where(table.c.id == row["id"]).values(told))
        yield
        now = told.get("id", row["id"])
        self.tell(update(table).where(table.c.id == now).values(row))


@pytest.fixture(scope="module", params=[pytest.param("sqlite"), pytest.param("postgresql", marks=pytest.mark.postgresql)])
def broken(request: pytest.FixtureRequest, round_kept: casebookround.Kept, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Broken]:
    """One casebook for all tests here: each puts back what it changes."""
    folder = tmp_path_factory.mktemp("verified")
    if request.param == "sqlite":
        book = round_kept.restored(folder)
        yield Broken(book, create_engine(book.place.url))  # SQLite heeds no foreign key unless told to
        return
    server = request.getfixturevalue("postgresql_server")
    server.start()
    url = server.database()
    unbound = {"options": "-c session_replication_role=replica"}  # as of somebody who owns the server: no foreign key holds
    intruder = create_engine(make_url(server.url).set(database=make_url(url).database), connect_args=unbound)
    book = round_kept.restored(folder, url)
    yield Broken(book, intruder)
    intruder.dispose()
    book.engine.dispose()
    server.drop(url)


@pytest.fixture(autouse=True)
def put_back(broken: Broken) -> Iterator[None]:
    yield
    assert broken.verified().faults == ()


def another(column: Column[Any], value: Any) -> Any:
    if isinstance(column.type, Integer):
        return value + 1000
    return f"{value}x" if value is not None else "2026-12-24T00:00:00.000000Z"


def unique_columns(table: Table) -> set[str]:
    told = {each.name for each in table.columns if each.unique}
    return told | {each.name for one in table.constraints if isinstance(one, UniqueConstraint) for each in one.columns}


def test_what_nobody_touched_is_as_it_was_left(broken: Broken) -> None:
    found = broken.verified()
    assert found.faults == ()
    assert found.strays == ()
    assert found.rows == sum(len(broken.rows(each)) for each in tables.RECORDED)
    assert found.entries == len(broken.rows(tables.trail))
    assert found.files == len(broken.rows(tables.files))
    assert found.heads == 1


@pytest.mark.parametrize("table", TABLES)
def test_a_change_of_any_column_is_found(broken: Broken, table: Table) -> None:
    rows = broken.rows(table)
    row = rows[len(rows) // 2]
    for column in table.columns:
        with broken.changed(table, row, {column.name: another(column, row[column.name])}):
            found = broken.verified().faults
            assert any(each.place.startswith(f"{table.name}/") or each.place == table.name for each in found), column.name
    for column in table.columns:
        if column.nullable and row[column.name] is not None:
            with broken.changed(table, row, {column.name: None}):
                assert Kind.CHANGED in broken.kinds() or table is tables.trail, column.name


@pytest.mark.parametrize("table", TABLES)
def test_a_removed_row_is_found(broken: Broken, table: Table) -> None:
    row = broken.rows(table)[0]
    with broken.without(table, row):
        found = {(each.kind, each.place) for each in broken.verified().faults}
    wanted = {"trail": (Kind.GAP, "trail/2"), "trail_head": (Kind.HEAD, "trail_head")}
    assert wanted.get(table.name, (Kind.REMOVED, f"{table.name}/{row['id']}")) in found


@pytest.mark.parametrize("table", RECORDED)
def test_an_inserted_row_is_found(broken: Broken, table: Table) -> None:
    row = dict(broken.rows(table)[0])
    for name in unique_columns(table) | {"id"}:
        row[name] = another(table.c[name], row[name]) if row[name] is not None else None
    broken.tell(insert(table).values(row))
    assert (Kind.INSERTED, f"{table.name}/{row['id']}") in {(each.kind, each.place) for each in broken.verified().faults}
    broken.tell(delete(table).where(table.c.id == row["id"]))


@pytest.mark.parametrize("table", RECORDED)
def test_values_swapped_between_two_rows_are_found(broken: Broken, table: Table) -> None:
    free = [each.name for each in table.columns if each.name not in unique_columns(table) | {"id"}]
    pairs = ((one, other, name) for one, other in pairwise(broken.rows(table)) for name in free if one[name] != other[name])
    found = next(pairs, None)
    if found is None:
        return  # one row alone, or rows that differ only in what must differ
    one, other, name = found
    with broken.changed(table, one, {name: other[name]}), broken.changed(table, other, {name: one[name]}):
        told = {each.place for each in broken.verified().faults}
    assert told == {f"{table.name}/{one['id']}", f"{table.name}/{other['id']}"}


def test_a_fault_says_which_act_left_the_row(broken: Broken) -> None:
    lot = broken.rows(tables.lots)[0]
    with broken.changed(tables.lots, lot, {"deadline": "2026-12-31T00:00:00.000000Z"}):
        fault = broken.verified().faults[0]
    filed = next(each for each in broken.rows(tables.trail) if each["deed"] == "dossier.filed")
    assert fault.place == f"lots/{lot['id']}"
    assert str(filed["id"]) in fault.words.say("zh")
    assert str(filed["id"]) in fault.words.say("en")


def test_an_inserted_entry_of_the_trail_is_found(broken: Broken) -> None:
    last = broken.rows(tables.trail)[-1]
    broken.tell(insert(tables.trail).values({**last, "id": last["id"] + 1, "previous": last["digest"]}))
    assert {Kind.ENTRY, Kind.HEAD} <= broken.kinds()
    broken.tell(delete(tables.trail).where(tables.trail.c.id == last["id"] + 1))


def test_two_entries_swapped_are_found(broken: Broken) -> None:
    one, other = broken.rows(tables.trail)[3:5]
    told = {name: other[name] for name in other if name != "id"}
    with (
        broken.changed(tables.trail, one, told),
        broken.changed(tables.trail, other, {name: one[name] for name in one if name != "id"}),
    ):
        assert {Kind.ENTRY, Kind.CHAIN} <= broken.kinds()


def test_the_last_entry_removed_is_found(broken: Broken) -> None:
    last = broken.rows(tables.trail)[-1]
    with broken.without(tables.trail, last):
        assert Kind.HEAD in broken.kinds()


def test_the_last_entry_removed_and_the_head_set_back_is_found(broken: Broken) -> None:
    before, last = broken.rows(tables.trail)[-2:]
    head = broken.rows(tables.trail_head)[0]
    told = {"entry": before["id"], "at": before["at"], "digest": before["digest"]}
    with broken.without(tables.trail, last), broken.changed(tables.trail_head, head, told):
        assert Kind.HEAD in broken.kinds()


def test_a_second_head_is_found(broken: Broken) -> None:
    head = broken.rows(tables.trail_head)[0]
    broken.tell(insert(tables.trail_head).values({**head, "id": "other"}))
    assert broken.kinds() == {Kind.HEAD}
    broken.tell(delete(tables.trail_head).where(tables.trail_head.c.id == "other"))


def test_a_whole_database_set_back_is_found_by_a_head_kept_elsewhere(broken: Broken, tmp_path: Path) -> None:
    before = broken.rows(tables.trail_head)[0]
    with broken.book.act(actors.SYSTEM, "test.late") as act:
        act.insert(tables.purged, {"id": "late", "lot": "keyed", "proof": "{}", "purged_at": act.now})
    kept = tmp_path / "paper.json"
    kept.write_text(heads.text(heads.now(broken.book)), "utf-8")
    assert verify(broken.book, [kept]).faults == ()
    broken.tell(
        delete(tables.purged).where(tables.purged.c.id == "late"),
        delete(tables.trail).where(tables.trail.c.id == before["entry"] + 1),
        update(tables.trail_head).values(before),
    )
    assert verify(broken.book).faults == (), "nothing inside the database can tell"
    found = verify(broken.book, [kept]).faults
    assert [(each.kind, each.place) for each in found] == [(Kind.EXPORTED_HEAD, str(kept))]


def test_the_version_of_the_tables_is_checked(broken: Broken) -> None:
    broken.tell(text("UPDATE alembic_version SET version_num = '0000'"))
    assert broken.kinds() == {Kind.VERSION}
    broken.tell(text("UPDATE alembic_version SET version_num = '0001'"))


def test_a_table_taken_away_is_found(broken: Broken) -> None:
    broken.tell(text("ALTER TABLE quotes RENAME TO quotes_gone"))
    assert (Kind.TABLE, "quotes") in {(each.kind, each.place) for each in broken.verified().faults}
    broken.tell(text("ALTER TABLE quotes_gone RENAME TO quotes"))


def test_a_value_that_no_act_writes_is_a_fault_and_no_crash(broken: Broken) -> None:
    if broken.book.place.is_sqlite:  # PostgreSQL takes no bytes in a column of text
        lot = broken.rows(tables.lots)[0]
        for wrong in (b"\xff\xfe", b"L-1"):
            with broken.intruder.begin() as db:
                db.execute(text("UPDATE lots SET name = CAST(:wrong AS BLOB)"), {"wrong": wrong})
            assert Kind.CHANGED in broken.kinds()
            with broken.intruder.begin() as db:
                db.execute(text("UPDATE lots SET name = CAST(CAST(:wrong AS BLOB) AS TEXT)"), {"wrong": wrong})
            assert broken.kinds() & {Kind.TABLE, Kind.CHANGED}
            broken.tell(update(tables.lots).values(name=lot["name"]))
    entry = broken.rows(tables.trail)[2]
    for wrong_note in ("not json", "[]", '[["users"]]', "null"):
        with broken.changed(tables.trail, entry, {"changes": wrong_note}):
            assert Kind.ENTRY in broken.kinds()


def _flipped(content: bytes) -> bytes:
    return content[:-1] + bytes([content[-1] ^ 1])


@pytest.mark.parametrize("damage", [_flipped, lambda content: content[:-1], lambda _: b"", lambda _: b"relparty-file/1\n"])
def test_a_stored_file_that_was_changed_is_found(broken: Broken, damage: Callable[[bytes], bytes]) -> None:
    path = broken.book.files.place(broken.rows(tables.files)[0]["id"])
    content = path.read_bytes()
    path.write_bytes(damage(content))
    found = broken.verified().faults
    path.write_bytes(content)
    assert [(each.kind, each.place) for each in found] == [(Kind.FILE_DAMAGED, f"files/{path.name}")]


def test_stored_files_put_in_each_others_place_are_found(broken: Broken) -> None:
    one, other = (broken.book.files.place(each["id"]) for each in broken.rows(tables.files)[:2])
    contents = one.read_bytes(), other.read_bytes()
    one.write_bytes(contents[1])
    other.write_bytes(contents[0])
    found = broken.verified().faults
    one.write_bytes(contents[0])
    other.write_bytes(contents[1])
    assert {each.place for each in found} == {f"files/{one.name}", f"files/{other.name}"}


def test_a_stored_file_that_is_gone_is_found(broken: Broken) -> None:
    path = broken.book.files.place(broken.rows(tables.files)[0]["id"])
    content = path.read_bytes()
    path.unlink()
    found = broken.verified().faults
    path.write_bytes(content)
    assert [(each.kind, each.place) for each in found] == [(Kind.FILE_GONE, f"files/{path.name}")]


def test_a_file_of_which_no_row_tells_is_a_note(broken: Broken) -> None:
    stored = broken.book.files.put(b"cut off before its act")
    found = broken.verified()
    broken.book.files.remove(stored.id)
    assert (found.faults, found.strays) == ((), (stored.id,))


def test_an_exported_head_that_was_edited_is_found(broken: Broken) -> None:
    path = heads.files(broken.book.place.heads)[0]
    content = path.read_bytes()
    for wrong in (content.replace(b'"entry": ', b'"entry": 1'), content.replace(b'"mac": "', b'"mac": "0'), b"{}", b"\xff"):
        path.write_bytes(wrong)
        assert [(each.kind, each.place) for each in broken.verified().faults] == [(Kind.EXPORTED_HEAD, str(path))]
    path.write_bytes(content)


def test_a_head_of_another_casebook_is_found(broken: Broken, tmp_path: Path) -> None:
    other = openbook.world(tmp_path).book
    path = tmp_path / "head.json"
    path.write_text(heads.text(heads.now(other)), "utf-8")
    assert [each.kind for each in verify(broken.book, [path]).faults] == [Kind.EXPORTED_HEAD]


def test_what_is_no_head_is_refused(broken: Broken, tmp_path: Path) -> None:
    (tmp_path / "head.json").write_text("[]", "utf-8")
    for path in (tmp_path / "head.json", tmp_path / "nowhere.json"):
        with pytest.raises(UsageError, match=path.name):
            verify(broken.book, [path])


def test_a_column_that_a_later_version_adds_changes_no_row(broken: Broken) -> None:
    broken.tell(text("ALTER TABLE lots ADD COLUMN remark TEXT"))
    grown = Table("lots", MetaData(), *(Column(each.name, each.type) for each in tables.lots.columns), Column("remark", Text))
    with broken.book.look() as db:
        row = dict(db.execute(select(grown)).mappings().one())
        before = dict(db.execute(select(tables.lots)).mappings().one())
    assert "remark" in row
    assert broken.digest(row) == broken.digest(before)
    assert broken.digest({**row, "remark": "told"}) != broken.digest(before)
    assert broken.verified().faults == ()
    broken.tell(text("ALTER TABLE lots DROP COLUMN remark"))
