from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from sqlalchemy import select

import openbook
from relparty.casebook import actors, tables, trail
from relparty.casebook.book import head
from relparty.casebook.errors import Tampered


def entries(world: openbook.World) -> list[trail.Entry]:
    with world.book.look() as db:
        rows = db.execute(select(tables.trail).order_by(tables.trail.c.id)).all()
    return [trail.Entry(*row[:8]) for row in rows]


def test_entries_are_numbered_and_chained(world: openbook.World) -> None:
    found = entries(world)
    assert [each.id for each in found] == list(range(1, len(found) + 1))
    keys = world.book.keys
    assert [each.previous for each in found] == [trail.START, *(trail.entry_digest(keys, each) for each in found[:-1])]


def test_an_act_that_fails_leaves_nothing(world: openbook.World) -> None:
    before = entries(world)

    def fail() -> None:
        with world.book.act(actors.SYSTEM, "lot.opened") as act:
            act.update(tables.office, "office", {"name": "另一个名字"})
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert entries(world) == before
    with world.book.look() as db:
        assert db.execute(select(tables.office.c.name)).scalar_one() == "某街道采购办"


def test_a_clock_moved_back_moves_no_act_back(world: openbook.World) -> None:
    with world.book.act(actors.SYSTEM, "first") as first:
        pass
    world.hands.to(datetime(2020, 1, 1, tzinfo=UTC))
    with world.book.act(actors.SYSTEM, "second") as second:
        pass
    assert second.now > first.now
    with world.book.look() as db:
        assert world.book.now(db) == second.now


def test_acts_within_an_act_are_saved_with_it_or_not_at_all(world: openbook.World) -> None:
    before = len(entries(world))
    with world.book.act(actors.SYSTEM, "outer") as outer:
        outer.update(tables.office, "office", {"name": "甲"})
        with world.book.act(actors.SYSTEM, "inner") as inner:
            inner.update(tables.office, "office", {"name": "乙"})
    assert [each.deed for each in entries(world)[before:]] == ["inner", "outer"]

    def fail() -> None:
        with world.book.act(actors.SYSTEM, "outer"):
            with world.book.act(actors.SYSTEM, "inner"):
                pass
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert len(entries(world)) == before + 2


def test_many_who_write_at_once_come_one_after_another(world: openbook.World) -> None:
    before = len(entries(world))

    def write(number: int) -> None:
        with world.book.act(actors.SYSTEM, f"deed.{number}") as act:
            act.update(tables.office, "office", {"name": str(number)})

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    found = entries(world)
    assert len(found) == before + 40
    assert len({each.deed for each in found[before:]}) == 40
    keys = world.book.keys
    assert all(after.previous == trail.entry_digest(keys, each) for each, after in pairwise(found))


def test_a_head_written_by_somebody_without_the_key_is_refused(world: openbook.World) -> None:
    with world.book.engine.begin() as db:
        db.execute(tables.trail_head.update().values(entry=1))
    with world.book.engine.connect() as db, pytest.raises(Tampered):
        head(db, world.book.keys)
    with pytest.raises(Tampered), world.book.act(actors.SYSTEM, "more"):
        pass


def test_a_column_without_a_value_does_not_change_a_digest(world: openbook.World) -> None:
    keys = world.book.keys
    row = {"id": "1", "name": "甲"}
    assert trail.row_digest(keys, "t", row) == trail.row_digest(keys, "t", row | {"later": None})
    assert trail.row_digest(keys, "t", row) != trail.row_digest(keys, "t", row | {"later": ""})
    assert trail.row_digest(keys, "t", row) != trail.row_digest(keys, "u", row)


def test_no_name_of_anybody_stands_in_the_trail(world: openbook.World) -> None:
    lot = world.lot()
    world.invited(lot, "深圳市甲辰工程有限公司", "91440300MA000100XJ")
    told = " ".join(f"{each.note} {each.changes} {each.actor}" for each in entries(world))
    for name in ("甲辰", "91440300MA000100XJ", "某leader", "某街道"):
        assert name not in told
