"""Zips that attack whoever opens them, and zips that cannot be opened."""

from __future__ import annotations

import json
from collections.abc import Callable

from hostile.packing import MB, Member, archive, member, packed
from hostile.people import EVIL, bidder_form, other_form

Maker = Callable[[], bytes]


def _form() -> bytes:
    return json.dumps(bidder_form(), ensure_ascii=False).encode()


def _other() -> bytes:
    return json.dumps(other_form(), ensure_ascii=False).encode()


def nested_bomb() -> bytes:
    """Five layers of ten, a gigabyte in each leaf: 100 TB."""
    inner = archive([Member(b"leaf.json", packed((bytes(MB), 1024)))])
    for layer in range(5):
        body = packed((inner, 1))
        inner = archive([Member(b"%d-%d.zip" % (layer, n), body) for n in range(10)])
    return inner


def flat_bomb() -> bytes:
    return archive([member("form.json", _form()), Member("说明.csv".encode(), packed((bytes(MB), 1024)))])


def overlapping_bomb() -> bytes:
    """One member of 150 MB that the directory names 400 times."""
    return archive([Member(b"form.json", packed((b" " * MB, 150)))], overlapping=400)


def tree() -> bytes:
    """Seventy archives of 500 archives of 500 files: 17 million files, no layer beyond a limit."""
    inner = archive([Member(b"%03d.json" % n, packed((b"{}", 1))) for n in range(500)])
    body = packed((inner, 1))
    body = packed((archive([Member(b"%03d.zip" % n, body) for n in range(500)]), 1))
    return archive([Member(b"%02d.zip" % n, body) for n in range(70)])


def many_small_bombs() -> bytes:
    """Forty archives that unpack to 150 MB each: 6 GB, no archive beyond a limit."""
    body = packed((archive([Member(b"form.json", packed((b" " * MB, 150)))]), 1))
    return archive([Member(b"%02d.zip" % n, body) for n in range(40)])


def lying_sizes() -> bytes:
    """Headers that say 10 bytes for a member of 1 GB."""
    return archive([Member(b"form.json", packed((b" " * MB, 1024)), said_size=10)])


def outside_paths() -> bytes:
    names = ("../../../etc/cron.d/evil.json", "/etc/cron.d/evil.json", "C:\\Windows\\evil.json", "..\\..\\evil.json", "a/../../evil.json")
    return archive([member(name, _other()) for name in names])


def outside_path_beside_a_form() -> bytes:
    return archive([member("form.json", _form()), member("../../../tmp/relparty-evil.txt", b"evil")])


def symlink_member() -> bytes:
    return archive([member("form.json", _form()), member("link.json", b"/etc/passwd", unix_mode=0o120777)])


def many_members() -> bytes:
    body = packed((b"{}", 1))
    return archive([Member(b"%06d.json" % n, body) for n in range(100_000)])


def encrypted() -> bytes:
    return archive([member("form.json", _form(), key=b"relparty")])


def encrypted_beside_a_form() -> bytes:
    return archive([member("form.json", _form()), member("股东名册.json", _other(), key=b"relparty")])


def truncated() -> bytes:
    whole = archive([member("form.json", _form())])
    return whole[: len(whole) // 2]


def broken_crc() -> bytes:
    whole = bytearray(archive([member("form.json", _form())]))
    whole[14] ^= 0xFF
    whole[whole.index(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(whole)


def ten_deep() -> bytes:
    inner = _form()
    name = "form.json"
    for layer in range(10):
        inner, name = archive([member(name, inner)]), f"{layer}.zip"
    return inner


def odd_names() -> bytes:
    """Names with NUL, line break, terminal escape and right-to-left override around a good form."""
    names = (b"form\0.json", "报价\n表.json".encode(), b"\x1b[2Jform.json", "fo\u202enosj.mrof.json".encode())
    return archive([member("form.json", _form()), *(member(name, _other()) for name in names)])


def same_name_twice() -> bytes:
    """Two members of one name: most unpackers keep the last, some the first."""
    return archive([member("form.json", _form()), member("form.json", _other())])


def names_without_encoding() -> bytes:
    """Old packers write names as GB 18030 without saying so; the form inside is good."""
    return archive([member("采集表.json".encode("gb18030"), _form(), flags=0)])


def unreadable_member() -> bytes:
    return archive([member("form.json", _form()), member("附表.xlsx", EVIL)])


def only_folders() -> bytes:
    return archive([member("forms/", b""), member("forms/附件/", b"")])


def unknown_compression() -> bytes:
    whole = bytearray(archive([member("form.json", _form())]))
    for at in (8, whole.index(b"PK\x01\x02") + 10):
        whole[at : at + 2] = b"\x63\x00"
    return bytes(whole)


def directory_out_of_file() -> bytes:
    """A directory whose offsets point behind the end."""
    whole = bytearray(archive([member("form.json", _form())]))
    at = whole.index(b"PK\x01\x02") + 42
    whole[at : at + 4] = b"\xff\xff\xff\x7f"
    return bytes(whole)


ARCHIVES: dict[str, tuple[str, Maker]] = {
    "zip: nested bomb of 100 TB": ("zip", nested_bomb),
    "zip: flat bomb of 1 GB": ("zip", flat_bomb),
    "zip: overlapping bomb of 60 GB": ("zip", overlapping_bomb),
    "zip: a tree of 17 million files": ("zip", tree),
    "zip: 40 archives just under the limit": ("zip", many_small_bombs),
    "zip: sizes that lie": ("zip", lying_sizes),
    "zip: only paths out of the folder": ("zip", outside_paths),
    "zip: a path out of the folder beside a form": ("zip", outside_path_beside_a_form),
    "zip: a symlink beside a form": ("zip", symlink_member),
    "zip: 100,000 members": ("zip", many_members),
    "zip: password": ("zip", encrypted),
    "zip: one member with a password": ("zip", encrypted_beside_a_form),
    "zip: truncated": ("zip", truncated),
    "zip: wrong checksum": ("zip", broken_crc),
    "zip: ten deep": ("zip", ten_deep),
    "zip: names with control characters": ("zip", odd_names),
    "zip: one name twice": ("zip", same_name_twice),
    "zip: names without an encoding": ("zip", names_without_encoding),
    "zip: a broken member beside a form": ("zip", unreadable_member),
    "zip: folders only": ("zip", only_folders),
    "zip: unknown compression": ("zip", unknown_compression),
    "zip: offsets behind the end": ("zip", directory_out_of_file),
}
