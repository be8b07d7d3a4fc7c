"""Zips: members by our names on disk, tricks told and not followed."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

import pytest

from relparty.intake.archives import Unpacked, unpack
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("forms/甲.zip", "", "zip")
Member = tuple["str | zipfile.ZipInfo", bytes]


def archive(place: Path, *members: Member) -> Path:
    path = place / "a.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return path


def unpacked(place: Path, *members: Member, limits: FileLimits | None = None) -> Unpacked:
    target = place / "out"
    target.mkdir()
    result = unpack(FILE, archive(place, *members), target, limits or FileLimits())
    assert {path.name for path in target.iterdir()} <= {str(number) for number in range(1000)}
    return result


def sentences(result: Unpacked) -> list[str]:
    return [each.error.say("zh") for each in result.unread]


def test_members_are_told_by_their_paths_and_lie_under_our_names(tmp_path: Path) -> None:
    result = unpacked(tmp_path, ("材料/采集表.xlsx", b"1"), ("营业执照.jpg", b"2"), ("__MACOSX/._x", b"3"), (".DS_Store", b"4"))
    assert [(name, path.read_bytes()) for name, path in result.members] == [
        ("forms/甲.zip/材料/采集表.xlsx", b"1"),
        ("forms/甲.zip/营业执照.jpg", b"2"),
    ]
    assert result.unread == ()


def test_names_in_gb18030_are_read(tmp_path: Path) -> None:
    entry = zipfile.ZipInfo("采集表.xlsx".encode("gb18030").decode("cp437"))
    content = archive(tmp_path, (entry, b"1")).read_bytes()
    raw = "采集表.xlsx".encode("gb18030").decode("cp437").encode()
    content = content.replace(raw, b"A" * len(raw))  # zipfile writes UTF-8; lay the other bytes there instead
    short = "采集表.xlsx".encode("gb18030").ljust(len(raw), b" ")
    (tmp_path / "b.zip").write_bytes(_without_utf8_flag(content.replace(b"A" * len(raw), short)))
    (tmp_path / "out").mkdir()
    result = unpack(FILE, tmp_path / "b.zip", tmp_path / "out", FileLimits())
    assert [name.strip() for name, _ in result.members] == ["forms/甲.zip/采集表.xlsx"]


def _without_utf8_flag(content: bytes) -> bytes:
    changed = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 7), (b"PK\x01\x02", 9)):
        at = content.index(mark)
        changed[at + offset] &= ~0x08
    return bytes(changed)


def test_two_members_of_one_name_are_both_read(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        result = unpacked(tmp_path, ("a.json", b"1"), ("a.json", b"2"))
    assert [(name, path.read_bytes()) for name, path in result.members] == [
        ("forms/甲.zip/a.json", b"1"),
        ("forms/甲.zip/a (2).json", b"2"),
    ]


@pytest.mark.parametrize("path", ["../../evil.xlsx", "/etc/evil.xlsx", "C:\\evil.xlsx", "a/../../evil.xlsx", "..\\evil.xlsx"])
def test_paths_out_of_the_archive_are_told_and_not_read(path: str, tmp_path: Path) -> None:
    result = unpacked(tmp_path, (path, b"1"), ("good.json", b"2"))
    assert [name for name, _ in result.members] == ["forms/甲.zip/good.json"]
    assert len(sentences(result)) == 1
    assert "压缩包内有指向包外的路径，未读取" in sentences(result)[0]


def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("form.json")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert "压缩包内有链接而不是文件，未读取" in sentences(unpacked(tmp_path, (link, b"/etc/passwd")))[0]


@pytest.mark.parametrize(
    ("members", "limits", "words"),
    [
        ([("a", b"0" * 3_000_000)], FileLimits(unpacked=1 << 20), "解压后超过 1 MB"),
        ([("a", b"0" * 700_000), ("b", b"0" * 700_000)], FileLimits(unpacked=1 << 20), "解压后超过 1 MB"),
        ([(str(n), b"") for n in range(11)], FileLimits(members=10), "压缩包内超过 10 个文件"),
        ([("folder/", b"")], FileLimits(), "压缩包内没有文件"),
    ],
)
def test_an_archive_beyond_the_limits_is_one_unread_file(members: list[Member], limits: FileLimits, words: str, tmp_path: Path) -> None:
    result = unpacked(tmp_path, *members, limits=limits)
    assert result.members == ()
    assert [words in sentence for sentence in sentences(result)] == [True]


def test_a_size_told_falsely_does_not_pass_the_limit(tmp_path: Path) -> None:
    content = archive(tmp_path, ("a", b"0" * 3_000_000)).read_bytes()
    (tmp_path / "a.zip").write_bytes(content.replace((3_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little")))
    (tmp_path / "out").mkdir()
    result = unpack(FILE, tmp_path / "a.zip", tmp_path / "out", FileLimits(unpacked=1 << 20))
    assert result.unread or sum(path.stat().st_size for _, path in result.members) <= 1000


def test_a_locked_archive_says_so(tmp_path: Path) -> None:
    content = bytearray(archive(tmp_path, ("a.json", b"secret")).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(bytes(content))
    assert "压缩包设有密码" in sentences(unpack(FILE, tmp_path / "a.zip", tmp_path, FileLimits()))[0]


def test_an_archive_cut_short_says_so(tmp_path: Path) -> None:
    path = archive(tmp_path, ("a.json", b"1" * 1000))
    path.write_bytes(path.read_bytes()[:60])
    assert "压缩包打不开" in sentences(unpack(FILE, path, tmp_path, FileLimits()))[0]


def test_control_characters_in_names_do_not_reach_the_reader(tmp_path: Path) -> None:
    result = unpacked(tmp_path, ("a\u202efdp.json", b"1"))
    assert [name for name, _ in result.members] == ["forms/甲.zip/afdp.json"]


def test_the_buffer_of_a_zip_can_be_empty(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    zipfile.ZipFile(buffer, "w").close()
    (tmp_path / "a.zip").write_bytes(buffer.getvalue())
    assert "压缩包内没有文件" in sentences(unpack(FILE, tmp_path / "a.zip", tmp_path, FileLimits()))[0]


def nested(levels: int, width: int) -> bytes:
    """Archives in archives, each holding `width` of the next."""
    content = b"{}"
    for level in range(levels):
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
            for number in range(width):
                package.writestr(f"{number}.{'zip' if level else 'json'}", content)
        content = buffer.getvalue()
    return content


@pytest.mark.parametrize(
    ("levels", "limits", "words"),
    [
        (3, FileLimits(members=500), "超过 500 个文件"),
        (2, FileLimits(unpacked=1500), "解压后超过 0 MB"),
    ],
)
def test_the_limits_are_for_all_that_is_nested(levels: int, limits: FileLimits, words: str, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "a.zip").write_bytes(nested(levels, 10))
    result = unpack(FILE, tmp_path / "a.zip", tmp_path / "out", limits)
    assert result.members == ()
    assert [words in sentence for sentence in sentences(result)] == [True]
    assert list((tmp_path / "out").iterdir()) == []


def test_a_broken_archive_inside_costs_only_itself(tmp_path: Path) -> None:
    result = unpacked(tmp_path, ("bad.zip", b"PK\x03\x04 cut"), ("good.json", b"1"))
    assert [name for name, _ in result.members] == ["forms/甲.zip/good.json"]
    assert [sentence.partition("：")[0] for sentence in sentences(result)] == ["forms/甲.zip/bad.zip"]
