from __future__ import annotations

import pytest

import openbook
from relparty.casebook import folder, lots, registerfiles
from relparty.casebook.errors import NotThere, Refused
from relparty.casebook.submissions import Attachment, Upload
from relparty.casebook.users import Role


def page(world: openbook.World, content: bytes, name: str = "登记.html") -> Upload:
    return Upload(name, "evidence", world.book.files.put(content))


def placed(world: openbook.World, lot: lots.Lot) -> list[str]:
    with world.book.look() as db:
        return [each.path for each in folder.files(world.book, db, lot.id, lot.terms) if each.path.startswith("register/")]


def add(world: openbook.World, lot: lots.Lot, *contents: bytes) -> tuple[Attachment, ...]:
    return registerfiles.add(world.book, world.clerk, lot.id, [page(world, each) for each in contents])


def test_pages_are_kept_in_order_and_lie_in_the_folder_that_is_screened(world: openbook.World) -> None:
    lot = world.lot()
    add(world, lot, b"one", b"two")
    found = add(world, lot, b"three")
    assert [world.book.files.read(each.file_id or "") for each in found] == [b"one", b"two", b"three"]
    assert placed(world, lot) == ["register/01-登记.html", "register/02-登记.html", "register/03-登记.html"]


def test_the_same_page_sent_twice_is_one(world: openbook.World) -> None:
    lot = world.lot()
    add(world, lot, b"one", b"one")
    assert len(add(world, lot, b"one")) == 1


def test_a_page_taken_out_is_not_screened_and_the_trail_tells_its_hash(world: openbook.World) -> None:
    lot = world.lot()
    first, second = add(world, lot, b"one", b"two")
    registerfiles.take_out(world.book, world.clerk, lot.id, first.id)
    with world.book.look() as db:
        assert registerfiles.listed(db, lot.id) == (second,)
    with pytest.raises(NotThere):
        registerfiles.take_out(world.book, world.clerk, lot.id, first.id)


def test_none_and_too_many_are_refused_and_nothing_of_them_is_kept(world: openbook.World, monkeypatch: pytest.MonkeyPatch) -> None:
    lot = world.lot()
    with pytest.raises(Refused, match="no file was chosen"):
        add(world, lot)
    monkeypatch.setattr(registerfiles, "MOST_FILES", 2)
    with pytest.raises(Refused, match="takes 2 files at most"):
        add(world, lot, b"one", b"two", b"three")
    assert placed(world, lot) == []


def test_only_the_clerk_of_the_lot_adds_pages_and_only_to_an_open_lot(world: openbook.World) -> None:
    lot = world.lot()
    for who in (world.leader, world.auditor, world.user("clerk-2", Role.CLERK)):
        with pytest.raises(NotThere):
            registerfiles.add(world.book, who, lot.id, [page(world, b"one")])
    lots.cancel(world.book, world.clerk, lot.id, "不再采购")
    with pytest.raises(Refused):
        add(world, lot, b"one")


def test_a_page_of_another_lot_is_not_there(world: openbook.World) -> None:
    mine, other = world.lot("L-1"), world.lot("L-2")
    (found,) = add(world, other, b"one")
    with pytest.raises(NotThere):
        registerfiles.take_out(world.book, world.clerk, mine.id, found.id)
