"""Backing up and restoring: one file, either database, all or nothing, on an empty machine with the archive and the key alone."""

from __future__ import annotations

import io
import json
import shutil
import signal
import subprocess
import sys
import tarfile
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import select

import casebookround
import lotmaker
import openbook
from relparty.casebook import archive, backup, durable, invitations, keys, lots, opening, place, restore, sessions, tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.faults import Kind
from relparty.casebook.verify import verify
from relparty.errors import UsageError

KILLED = """
import os, signal, sys
from pathlib import Path
from relparty.casebook import durable, place, restore
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
point, archive, folder, url = sys.argv[1:]
copy, copied = durable.copy, []
def some(path, content):
    copied.append(path)
    if len(copied) > 5:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.with_name(".half.new").write_bytes(content.read(100))
        die()
    copy(path, content)
if point == "files": durable.copy = some
if point == "rows": restore._go_on = die
if point == "check": restore.verify = die
restore.restore(Path(archive), place.place(Path(folder), url))
"""


def rows(book: Casebook) -> dict[str, list[dict[str, object]]]:
    with book.look() as db:
        return {
            each.name: [dict(row) for row in db.execute(select(each).order_by(each.c.id)).mappings()]
            for each in tables.metadata.sorted_tables
        }


def test_last_nights_backup_restores_on_an_empty_machine(world: openbook.World, tmp_path: Path) -> None:
    lot = world.lot("L-1")
    secret = world.invited(lot, "甲辰公司", lotmaker.company_code(100))
    world.handed_in(secret, b"{}")
    session = sessions.begin(world.book, "clerk", openbook.PASSWORD, "")
    assert session is not None
    night = backup.backup(world.book, tmp_path / "night.tar")
    before = rows(world.book)
    world.lot("L-2")

    machine = tmp_path / "another machine"
    machine.mkdir()
    shutil.copy(world.book.place.key_file, machine / "casebook.key")
    done = restore.restore(tmp_path / "night.tar", place.place(machine / "casebook"))
    assert done.verified.faults == ()
    assert done.manifest == night

    world.hands.by(days=1)
    book = opening.opened(place.place(machine / "casebook"), world.hands)
    after = rows(book)
    assert {name: len(each) for name, each in after.items()} == {name: len(each) + (name == "trail") for name, each in before.items()}
    for name in before.keys() - {"sessions", "trail", "trail_head"}:
        assert after[name] == before[name], name
    assert after["trail"][:-1] == before["trail"]
    assert after["trail"][-1]["deed"] == "casebook.restored"
    assert sessions.of(book, session[0]) is None, "a session that was ended after the backup must not come back"
    assert invitations.guest(book, secret).lot.id == lot.id
    assert [each.terms.number for each in lots.listed(book, world.clerk)[0]] == ["L-1"]
    lots.cancel(book, world.clerk, lot.id, "需求取消")
    assert verify(book).faults == ()
    book.engine.dispose()


def test_a_whole_round_goes_from_one_kind_of_database_to_the_other_and_back(
    round_kept: casebookround.Kept, tmp_path: Path, database_url: str
) -> None:
    there = round_kept.restored(tmp_path / "there", database_url)
    backup.backup(there, tmp_path / "there.tar")
    kept = replace(round_kept, archive=tmp_path / "there.tar")
    back = kept.restored(tmp_path / "back")
    before, after = rows(there), rows(back)
    assert {name: each for name, each in after.items() if name not in ("trail", "trail_head")} == {
        name: each for name, each in before.items() if name not in ("trail", "trail_head")
    }
    assert after["trail"][:-1] == before["trail"]
    assert verify(back).faults == ()
    there.engine.dispose()
    back.engine.dispose()


def test_the_server_goes_on_while_it_is_backed_up(world: openbook.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    add_rows = backup._add_rows
    written: list[lots.Lot] = []

    def slowly(*told: object) -> int:
        written.append(world.lot(f"L-{len(written)}"))
        return add_rows(*told)  # type: ignore[arg-type]  # handed on as they came

    before = rows(world.book)
    monkeypatch.setattr(backup, "_add_rows", slowly)
    manifest = backup.backup(world.book, tmp_path / "b.tar")
    assert len(written) == len(backup.TABLES)
    assert manifest.tables == {name: len(before[name]) for name in manifest.tables}, "all rows are of one moment, that of its beginning"
    kept = casebookround.Kept(tmp_path / "b.tar", world.book.place.key_file, "")
    assert verify(kept.restored(tmp_path / "n")).faults == ()


def test_the_key_is_not_in_it_and_no_other_opens_it(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    secret = round_kept.key.read_text("ascii").strip()
    content = round_kept.archive.read_bytes()
    assert secret.encode() not in content
    assert bytes.fromhex(secret) not in content
    where = place.place(tmp_path / "casebook")
    with pytest.raises(UsageError, match="no key file"):
        restore.restore(round_kept.archive, where)
    other = keys.fingerprint(keys.made(where.key_file))
    with pytest.raises(UsageError, match=f"another key.*{other}"):
        restore.restore(round_kept.archive, where)
    assert [each.name for each in tmp_path.iterdir()] == ["casebook.key"]


def rewritten(content: bytes, change: Callable[[str, bytes], tuple[str, bytes] | None], *more: tuple[str, bytes]) -> bytes:
    """The archive with some of its parts otherwise."""
    out = io.BytesIO()
    with tarfile.open(fileobj=io.BytesIO(content)) as source, tarfile.open(fileobj=out, mode="w") as target:
        parts = [(each.name, source.extractfile(each).read()) for each in source]  # type: ignore[union-attr]  # it holds files alone
        for told in [*(change(*each) for each in parts), *more]:
            if told is not None:
                info = tarfile.TarInfo(told[0])
                info.size = len(told[1])
                target.addfile(info, io.BytesIO(told[1]))
    return out.getvalue()


def only(name: str, change: Callable[[bytes], bytes | None]) -> Callable[[str, bytes], tuple[str, bytes] | None]:
    """Changes the parts whose name begins so; none takes them away."""

    def told(part: str, content: bytes) -> tuple[str, bytes] | None:
        if not part.startswith(name):
            return part, content
        new = change(content)
        return (part, new) if new is not None else None

    return told


def edited_manifest(content: bytes) -> bytes:
    told = json.loads(content)
    return json.dumps(told | {"entry": told["entry"] - 1}).encode()


def rehashed(content: bytes) -> bytes:
    """The archive of somebody who changes a file and puts its right hash into the manifest."""
    changed = rewritten(content, only("heads/", lambda told: told.replace(b'"day": "2026', b'"day": "2027')))
    with tarfile.open(fileobj=io.BytesIO(changed)) as tar:
        new = {each.name: hashed(tar.extractfile(each).read()) for each in tar if each.name.startswith("heads/")}  # type: ignore[union-attr]  # as above

    def manifest(told: bytes) -> bytes:
        read = json.loads(told)
        for name, digest in new.items():
            read["parts"][name]["sha256"] = digest
        return json.dumps(read).encode()

    return rewritten(changed, only("manifest", manifest))


def hashed(content: bytes) -> str:
    return sha256(content).hexdigest()


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda _: b"",
    "no archive": lambda _: b"PK\x03\x04 something else",
    "cut in the middle": lambda told: told[: len(told) // 2],
    "cut within a header": lambda told: told[: 512 * 3 + 100],
    "cut before the manifest": lambda told: rewritten(told, only("manifest", lambda _: None)),
    "a bit of a file": lambda told: rewritten(told, only("files/", lambda each: each[:-1] + bytes([each[-1] ^ 1]))),
    "a file less": lambda told: rewritten(told, only("heads/", lambda _: None)),
    "rows of a table": lambda told: rewritten(told, only("rows/lots", lambda each: each + b"\n")),
    "a table less": lambda told: rewritten(told, only("rows/users", lambda _: None)),
    "a file more": lambda told: rewritten(told, lambda *each: each, ("files/" + "0" * 64, b"")),
    "a file outside": lambda told: rewritten(told, lambda *each: each, ("../../outside", b"")),
    "the manifest": lambda told: rewritten(told, only("manifest", edited_manifest)),
    "a file and the manifest": rehashed,
    "no manifest of ours": lambda told: rewritten(told, only("manifest", lambda _: b"{}")),
    "a manifest twice": lambda told: rewritten(told, lambda *each: each, ("manifest.json", b"{}")),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_backup_that_was_cut_off_or_edited_is_refused_and_leaves_nothing(
    round_kept: casebookround.Kept, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    wrong = tmp_path / "wrong.tar"
    before = round_kept.archive.read_bytes()
    wrong.write_bytes(damage(before))
    assert wrong.read_bytes() != before
    where = round_kept.place(tmp_path / "new")
    with pytest.raises(Refused, match="nothing was restored"):
        restore.restore(wrong, where)
    assert [each.name for each in (tmp_path / "new").iterdir()] == ["casebook.key"]


def test_the_archive_rewritten_as_it_was_is_fine(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    """The near miss of the damages above: it is they that are found, not the rewriting."""
    (tmp_path / "same.tar").write_bytes(rewritten(round_kept.archive.read_bytes(), lambda *each: each))
    found = restore.restore(tmp_path / "same.tar", round_kept.place(tmp_path / "new"))
    assert found.verified.faults == ()


def test_a_backup_of_a_later_program_is_refused(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    told = keys.read(round_kept.key)

    def later(content: bytes) -> bytes:
        read = json.loads(content)
        parts = {name: archive.Part(**each) for name, each in read.pop("parts").items()}
        made = archive.Manifest(**{**read, "missing": (), "parts": parts, "revision": "0999", "mac": ""})
        return archive.written(archive.sealed(made, told))

    (tmp_path / "later.tar").write_bytes(rewritten(round_kept.archive.read_bytes(), only("manifest", later)))
    with pytest.raises(UsageError, match="0999"):
        restore.restore(tmp_path / "later.tar", round_kept.place(tmp_path / "new"))


def test_a_casebook_is_never_written_over(round_kept: casebookround.Kept, world: openbook.World) -> None:
    before = rows(world.book)
    shutil.copy(round_kept.key, world.book.place.key_file)
    with pytest.raises(UsageError, match="there is a casebook here"):
        restore.restore(round_kept.archive, world.book.place)
    assert rows(world.book) == before
    assert not world.book.place.restoring.exists()


def test_files_of_a_casebook_are_never_written_over(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    where = round_kept.place(tmp_path)
    stored = where.files / "00" / ("0" * 64)
    stored.parent.mkdir(parents=True)
    stored.write_bytes(b"of a casebook whose database lies elsewhere")
    with pytest.raises(UsageError, match="files"):
        restore.restore(round_kept.archive, where)
    assert stored.exists()
    assert not where.restoring.exists()


@pytest.mark.parametrize("point", ["files", "rows", "check"])
def test_a_restore_that_was_killed_is_done_by_the_next(
    round_kept: casebookround.Kept, tmp_path: Path, database_url: str, point: str
) -> None:
    where = round_kept.place(tmp_path, database_url)
    told = [str(each) for each in (round_kept.archive, where.folder, database_url)]
    killed = subprocess.run([sys.executable, "-c", KILLED, point, *told], check=False, timeout=120)
    assert killed.returncode == -signal.SIGKILL
    with pytest.raises(UsageError, match="cut off"):
        opening.opened(where)
    found = restore.restore(round_kept.archive, where)
    assert (found.verified.faults, found.verified.strays) == ((), ())
    book = opening.opened(where)
    assert [each["deed"] for each in rows(book)["trail"]].count("casebook.restored") == 1
    book.engine.dispose()


def test_after_a_kill_another_backup_does_not_take_over_what_was_written(
    round_kept: casebookround.Kept, tmp_path: Path, database_url: str
) -> None:
    where = round_kept.place(tmp_path, database_url)
    told = [str(each) for each in (round_kept.archive, where.folder, database_url)]
    subprocess.run([sys.executable, "-c", KILLED, "check", *told], check=False, timeout=120)
    other = round_kept.restored(tmp_path / "other")
    backup.backup(other, tmp_path / "other.tar")
    with pytest.raises(UsageError, match="there is a casebook here"):
        restore.restore(tmp_path / "other.tar", where)
    assert where.restoring.exists()
    assert restore.restore(round_kept.archive, where).verified.faults == ()


def test_a_full_disk_leaves_nothing(
    round_kept: casebookround.Kept, tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _: object) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        raise OSError(28, "No space left on device")

    where = round_kept.place(tmp_path, database_url)
    with monkeypatch.context() as patched:
        patched.setattr(durable, "copy", full)
        with pytest.raises(OSError, match="No space"):
            restore.restore(round_kept.archive, where)
    assert not where.files.exists()
    assert not where.restoring.exists()
    assert restore.restore(round_kept.archive, where).verified.faults == ()


def test_two_restores_at_once_do_not_meet(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    where = round_kept.place(tmp_path)
    with restore._mark(where), pytest.raises(UsageError, match="another restore"):
        restore.restore(round_kept.archive, where)


def test_a_file_that_is_gone_is_told_and_stops_no_backup(round_kept: casebookround.Kept, tmp_path: Path) -> None:
    book = round_kept.restored(tmp_path)
    gone = next(book.files.ids())
    book.files.remove(gone)
    assert backup.backup(book, tmp_path / "b.tar").missing == (gone,)
    found = restore.restore(tmp_path / "b.tar", round_kept.place(tmp_path / "new"))
    assert [(each.kind, each.place) for each in found.verified.faults] == [(Kind.FILE_GONE, f"files/{gone}")]


def test_a_backup_writes_over_nothing_and_leaves_nothing_half(
    world: openbook.World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out" / "b.tar"
    out.parent.mkdir()
    out.write_bytes(b"last night's")
    with pytest.raises(UsageError, match="a file already"):
        backup.backup(world.book, out)
    assert out.read_bytes() == b"last night's"

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_add_rows", full)
    with pytest.raises(OSError, match="No space"):
        backup.backup(world.book, out.with_name("c.tar"))
    assert [each.name for each in out.parent.iterdir()] == ["b.tar"]


def test_only_its_owner_reads_a_backup(round_kept: casebookround.Kept) -> None:
    assert round_kept.archive.stat().st_mode & 0o777 == 0o600
