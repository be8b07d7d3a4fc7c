"""The head of the trail is written out once a day, whole, and never written over."""

from __future__ import annotations

import openbook
from relparty.casebook import heads
from relparty.casebook.verify import verify
from relparty.settings import Settings
from relparty.web.background import Background


def test_the_head_of_a_day_is_written_once(world: openbook.World) -> None:
    path = heads.export(world.book)
    assert path is not None
    assert path.name == "2026-11-20.json"
    before = path.read_bytes()
    world.lot("L-1")
    assert heads.export(world.book) is None
    assert path.read_bytes() == before
    assert [each.name for each in world.book.place.heads.iterdir()] == [path.name]
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_day_begins_at_midnight_in_china(world: openbook.World) -> None:
    heads.export(world.book)
    world.lot("L-1")
    world.hands.by(hours=14, minutes=59)
    assert heads.export(world.book) is None
    world.hands.by(minutes=1)
    path = heads.export(world.book)
    assert path is not None
    assert path.name == "2026-11-21.json"


def test_a_day_on_which_nothing_happened_has_none(world: openbook.World) -> None:
    heads.export(world.book)
    world.hands.by(days=1)
    assert heads.export(world.book) is None
    world.lot("L-1")
    assert heads.export(world.book) is not None
    assert verify(world.book).heads == 2
    assert verify(world.book).faults == ()


def test_a_head_reads_back_as_it_was(world: openbook.World) -> None:
    path = heads.export(world.book)
    assert path is not None
    assert heads.read(path) == heads.now(world.book)
    assert heads.is_ours(heads.read(path), world.book.keys)


def test_a_file_that_holds_no_head_does_not_stop_the_next(world: openbook.World) -> None:
    world.book.place.heads.mkdir()
    (world.book.place.heads / "2026-11-19.json").write_text("cut o", "utf-8")
    (world.book.place.heads / "notes.json").write_text("somebody's", "utf-8")
    assert heads.export(world.book) is not None
    assert len(heads.files(world.book.place.heads)) == 2


def test_a_server_writes_it_at_its_start(world: openbook.World) -> None:
    background = Background(world.book, Settings())
    background.start()
    background.stop()
    assert [each.name for each in heads.files(world.book.place.heads)] == ["2026-11-20.json"]
