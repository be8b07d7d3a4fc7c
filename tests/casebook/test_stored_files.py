from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relparty.casebook.errors import Tampered
from relparty.casebook.files import FileStore

PIECE = 1 << 20


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files", bytes(32))


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_was_put_is_read(store: FileStore, size: int) -> None:
    content = bytes(each % 251 for each in range(size))
    stored = store.put(content)
    assert (stored.id, stored.size) == (sha256(content).hexdigest(), size)
    assert store.read(stored.id) == content


@given(pieces=st.lists(st.binary(max_size=40), max_size=20))
def test_pieces_of_any_size_are_one_content(tmp_path_factory: pytest.TempPathFactory, pieces: list[bytes]) -> None:
    store = FileStore(tmp_path_factory.mktemp("store"), bytes(32))
    assert store.read(store.put_pieces(pieces).id) == b"".join(pieces)


def test_nothing_of_a_file_is_readable_on_the_disk(store: FileStore) -> None:
    stored = store.put("法定代表人 罗启航".encode() * 100)
    lying = store.place(stored.id).read_bytes()
    assert "罗启航".encode() not in lying
    assert store.put("法定代表人 罗启航".encode() * 100) == stored
    assert store.place(stored.id).read_bytes() != lying  # another salt each time


@pytest.mark.parametrize("place", [0, 5, 20, 40, -1])
def test_a_changed_byte_anywhere_is_found(store: FileStore, place: int) -> None:
    path = store.place(store.put(b"x" * 100).id)
    lying = bytearray(path.read_bytes())
    lying[place] ^= 1
    path.write_bytes(lying)
    with pytest.raises(Tampered):
        store.read(path.name)


def test_pieces_left_out_or_moved_are_found(store: FileStore) -> None:
    stored = store.put(b"a" * PIECE + b"b" * PIECE + b"c" * PIECE)
    path, sealed = store.place(stored.id), PIECE + 16
    whole = path.read_bytes()
    start = len(whole) - 3 * sealed
    head, pieces = whole[:start], [whole[start + at * sealed : start + (at + 1) * sealed] for at in range(3)]
    for arranged in ([pieces[1], pieces[0], pieces[2]], pieces[:2], pieces[1:], [*pieces, pieces[2]]):
        path.write_bytes(head + b"".join(arranged))
        with pytest.raises(Tampered):
            store.read(stored.id)


def test_a_file_under_another_name_is_found(store: FileStore) -> None:
    one, other = store.put(b"one"), store.put(b"other")
    store.place(one.id).write_bytes(store.place(other.id).read_bytes())
    with pytest.raises(Tampered):
        store.read(one.id)


def test_another_key_opens_nothing(store: FileStore) -> None:
    stored = store.put(b"one")
    with pytest.raises(Tampered):
        FileStore(store.folder, bytes([1] * 32)).read(stored.id)


def test_a_content_that_breaks_off_leaves_nothing(store: FileStore) -> None:
    def broken() -> Iterator[bytes]:
        yield b"one"
        raise OSError("cut off")

    with pytest.raises(OSError, match="cut off"):
        store.put_pieces(broken())
    assert [each for each in store.folder.rglob("*") if each.is_file()] == []


def test_a_file_that_is_gone_says_so(store: FileStore) -> None:
    with pytest.raises(Tampered, match="gone"):
        store.read("0" * 64)
