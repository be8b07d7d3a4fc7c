"""Purging: after fifteen years every row of a lot goes, a proof without names stays, and the trail still verifies."""

from __future__ import annotations

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import select

import casebookround
import lotmaker
import openbook
from relparty.casebook import actors, backup, lots, purge, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.purge import BELONGS, POINTERS
from relparty.casebook.verify import verify

LATER = datetime(2042, 1, 10, 1, tzinfo=UTC)


@pytest.fixture
def old(round_kept: casebookround.Kept, tmp_path: Path, database_url: str) -> Casebook:
    """A casebook with a round of fifteen years ago."""
    return round_kept.restored(tmp_path, database_url, openbook.Hands(LATER))


def everything(book: Casebook) -> str:
    with book.look() as db:
        told = [[each.name, [dict(row) for row in db.execute(select(each)).mappings()]] for each in tables.metadata.sorted_tables]
    return json.dumps(told, ensure_ascii=False)


def test_everything_of_a_lot_goes_and_the_trail_still_verifies(old: Casebook, round_kept: casebookround.Kept) -> None:
    names = [lotmaker.company_name(each) for each in casebookround.WORDS]
    codes = [lotmaker.company_code(100 + number) for number in range(len(names))]
    before = everything(old)
    assert all(each in before for each in (*names, *codes))
    stored = set(old.files.ids())
    with old.look() as db:
        gone = {each.id for table, _, _ in BELONGS for each in db.execute(select(table.c.id))}
        dossier = db.execute(select(tables.lots.c.dossier)).scalar_one()
    (found,) = purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    after = everything(old)
    assert [each for each in (*names, *codes, "办公设备采购 L-1") if each in after] == []
    with old.look() as db:
        for table in (tables.lots, tables.files, tables.idempotency, *(each for each, _, _ in BELONGS)):
            assert db.execute(select(table)).all() == [], table.name
        assert {each.id for table in tables.RECORDED for each in db.execute(select(table.c.id))} & gone == set()
    assert found.proof["dossier"] == dossier
    assert set(found.proof["documents"]) <= stored
    assert found.proof["rows"]["submissions"] == len(casebookround.WORDS)
    assert list(old.files.ids()) == []
    result = verify(old)
    assert result.faults == ()
    assert result.strays == ()


def test_a_file_that_was_put_there_again_just_now_is_left_to_the_next_sweep(old: Casebook, round_kept: casebookround.Kept) -> None:
    again = next(old.files.ids())
    os.utime(old.files.place(again), (LATER.timestamp() - 60,) * 2)
    purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    assert list(old.files.ids()) == [again]
    assert verify(old).strays == (again,)


def test_whoever_asks_with_the_number_is_told(old: Casebook, round_kept: casebookround.Kept) -> None:
    assert purge.asked(old, "L-1") == ()
    done = purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    assert purge.asked(old, " L-1 ") == done
    assert done[0].purged_at.startswith("2042-01-10")
    assert purge.asked(old, "L-10") == ()
    with old.look() as db:
        kept = db.execute(select(tables.purged).where(tables.purged.c.id == round_kept.lot_id)).one()
    assert "L-1" not in kept.lot + kept.proof


def test_an_older_backup_still_holds_it(old: Casebook, round_kept: casebookround.Kept, tmp_path: Path) -> None:
    backup.backup(old, tmp_path / "old.tar")
    purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    backup.backup(old, tmp_path / "new.tar")
    told = {}
    for name in ("old", "new"):
        kept = casebookround.Kept(tmp_path / f"{name}.tar", round_kept.key, "")
        book = kept.restored(tmp_path / name)
        with book.look() as db:
            told[name] = db.execute(select(tables.lots.c.number)).scalars().all()
        assert verify(book).faults == ()
    assert told == {"old": ["L-1"], "new": []}


def test_files_that_another_lot_points_to_stay(world: openbook.World) -> None:
    ended = []
    for number in ("L-1", "L-2"):
        lot = world.lot(number)
        world.handed_in(world.invited(lot, "甲辰公司", lotmaker.company_code(100)), b'{"of": "both"}')
        world.handed_in(world.invited(lot, "乙木公司", lotmaker.company_code(101)), f'"{number}"'.encode())
        ended.append(lot.id)
    lots.cancel(world.book, world.clerk, ended[0], "需求取消")
    world.hands.to(LATER)
    both, mine = world.book.files.put(b'{"of": "both"}'), world.book.files.put(b'"L-1"')
    purge.purge(world.book, actors.COMMAND, [ended[0]])
    with world.book.look() as db:
        left = set(db.execute(select(tables.files.c.id)).scalars())
    assert both.id in left
    assert mine.id not in left
    assert verify(world.book).faults == ()
    assert [each.terms.number for each in lots.listed(world.book, world.clerk)[0]] == ["L-2"]


@pytest.mark.parametrize(("today", "is_due"), [(date(2041, 11, 20), False), (date(2041, 11, 21), True)])
def test_a_lot_is_kept_through_the_last_day_of_its_time(world: openbook.World, today: date, is_due: bool) -> None:
    lot = world.lot()
    lots.cancel(world.book, world.clerk, lot.id, "需求取消")
    assert bool(purge.due(world.book, today)) is is_due


def test_the_day_is_that_of_china(world: openbook.World) -> None:
    lot = world.lot()
    world.hands.to(datetime(2026, 11, 20, 16, 30, tzinfo=UTC))
    lots.cancel(world.book, world.clerk, lot.id, "需求取消")
    assert [each.ended_on for each in purge.due(world.book, date(2050, 1, 1))] == [date(2026, 11, 21)]


def test_a_leap_day_ends_on_the_first_of_march() -> None:
    assert purge._years_later(date(2028, 2, 29), 15) == date(2043, 3, 1)
    assert purge._years_later(date(2028, 2, 29), 16) == date(2044, 2, 29)


def test_a_lot_that_never_ended_is_never_due(world: openbook.World) -> None:
    lot = world.lot()
    assert purge.due(world.book, date(2126, 1, 1)) == ()
    world.hands.to(LATER)
    with pytest.raises(Refused, match="must still be kept"):
        purge.purge(world.book, actors.COMMAND, [lot.id])
    assert lots.listed(world.book, world.clerk)[0]


def test_a_longer_time_of_the_office_counts(world: openbook.World) -> None:
    lot = world.lot()
    lots.cancel(world.book, world.clerk, lot.id, "需求取消")
    with world.book.act(actors.SYSTEM, "test.longer") as act:
        act.update(tables.office, "office", {"retention_years": 30})
    assert purge.due(world.book, date(2056, 11, 20)) == ()
    assert len(purge.due(world.book, date(2056, 11, 21))) == 1


def test_nothing_is_taken_away_before_its_time(world: openbook.World) -> None:
    lot = world.lot()
    lots.cancel(world.book, world.clerk, lot.id, "需求取消")
    before = everything(world.book)
    world.hands.by(days=365 * 14)
    with pytest.raises(Refused):
        purge.purge(world.book, actors.COMMAND, [lot.id])
    assert everything(world.book) == before


def test_why_a_lot_ended_stands_in_its_row_and_not_in_the_trail(world: openbook.World) -> None:
    one, other = world.lot("L-1"), world.lot("L-2")
    lots.close(world.book, world.clerk, one.id, "甲辰公司都已提交")
    lots.cancel(world.book, world.clerk, other.id, "甲辰公司退出")
    with world.book.look() as db:
        notes = db.execute(select(tables.trail.c.note)).scalars().all()
        told = db.execute(select(tables.lots.c.closed_why, tables.lots.c.cancelled_why).order_by(tables.lots.c.number)).all()
    assert not any("甲辰" in each for each in notes)
    assert [tuple(each) for each in told] == [("甲辰公司都已提交", None), (None, "甲辰公司退出")]


def test_no_entry_of_a_whole_round_holds_a_name_or_a_code(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    book = round_kept.restored(tmp_path)
    with book.look() as db:
        told = "\n".join(str(tuple(row)) for row in db.execute(select(tables.trail)))
        names = [str(each) for each in db.execute(select(tables.users.c.name)).scalars()]
    words = [lotmaker.company_name(each) for each in casebookround.WORDS] + [lotmaker.company_code(100 + each) for each in range(5)]
    assert [each for each in (*words, *names, "L-1", "股权", "本人") if each in told] == []


def test_every_table_of_a_lot_is_known_to_purging() -> None:
    """A table that comes later and leads to a lot must be named there, and so must a column that leads to a file."""
    leading = {tables.lots}
    while True:
        more = {each for each in tables.RECORDED if {key.column.table for key in each.foreign_keys} & leading} - leading
        if not more:
            break
        leading |= more
    leading |= {tables.attachments, tables.readings}  # these lead there by an owner of several kinds
    assert leading == {tables.lots, *(table for table, _, _ in BELONGS)}
    pointers = {key.parent for each in tables.RECORDED for key in each.foreign_keys if key.column.table is tables.files}
    assert pointers | {tables.lots.c.dossier} == set(POINTERS)


def test_a_purge_cut_off_takes_all_or_nothing(old: Casebook, round_kept: casebookround.Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    before = everything(old)
    with monkeypatch.context() as patched:
        patched.setattr(purge, "_remove_files", lambda *_: (_ for _ in ()).throw(OSError("gone in the middle")))
        with pytest.raises(OSError, match="gone in the middle"):
            purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    assert everything(old) == before
    purge.purge(old, actors.COMMAND, [round_kept.lot_id])
    assert verify(old).faults == ()


def test_what_was_deleted_is_not_left_in_the_file_of_the_database(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    book = round_kept.restored(tmp_path, hands=openbook.Hands(LATER))
    name = lotmaker.company_name(casebookround.WORDS[0]).encode()
    assert name in b"".join(each.read_bytes() for each in book.place.folder.glob("casebook.sqlite*"))
    purge.purge(book, actors.COMMAND, [round_kept.lot_id])
    assert name not in b"".join(each.read_bytes() for each in book.place.folder.glob("casebook.sqlite*"))
