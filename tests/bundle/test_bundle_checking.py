"""A sound bundle has no problem; every kind of damage is found, also where the hashes were made to fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import ftmfile
import numpy as np
import pytest
from numpy.typing import NDArray

from registertables import DAY, built, silent
from relparty.bundle import building, checking, writing
from relparty.bundle.building import Built
from relparty.bundle.layout import HUB_BIT, TOKEN_BIT, TWIN_BIT, UNREAD_BIT
from relparty.errors import UsageError


def problems(bundle: Built) -> list[str]:
    return [each.say("en") for each in checking.check(bundle.folder.parent)]


def signed(bundle: Built) -> Built:
    """The bundle with hashes and a name that fit whatever stands in its files."""
    manifest = replace(bundle.manifest, files=writing.kept(bundle.folder))
    copy = bundle.folder.rename(bundle.folder.with_name(".building-copy"))
    return replace(bundle, folder=writing.put(copy.parent, copy, manifest), manifest=manifest)


def changed(values: NDArray[Any], at: int, value: Any) -> NDArray[Any]:
    values[at] = value
    return values


def test_a_sound_bundle(tmp_path: Path) -> None:
    assert problems(built(tmp_path)) == []


def test_one_that_was_signed_again_is_sound(tmp_path: Path) -> None:
    assert problems(signed(built(tmp_path))) == []


def test_a_missing_file(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    (bundle.folder / "party.npy").unlink()
    assert problems(bundle) == ["party.npy: it is missing"]


def test_a_longer_file(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    with (bundle.folder / "names.bin").open("ab") as file:
        file.write(b"x")
    assert problems(bundle) == ["names.bin: its size is not that of the manifest"]


def test_a_changed_file(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / "names.bin"
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert problems(bundle) == ["names.bin: its content is not that of the manifest"]


def test_a_changed_manifest(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"2026-11-22", b"2026-11-23"))
    assert problems(bundle) == ["the folder's name does not fit the content of manifest.json"]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"schema": "relparty/bundle/2"}'])
def test_a_manifest_that_is_none(tmp_path: Path, content: bytes) -> None:
    bundle = built(tmp_path)
    (bundle.folder / "manifest.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"manifest\.json of the bundle cannot be read"):
        problems(bundle)


def test_a_bundle_of_another_format(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"relparty/bundle/2", b"relparty/bundle/9"))
    with pytest.raises(UsageError, match="its format is relparty/bundle/9"):
        problems(bundle)


def test_a_folder_without_a_bundle(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no register bundle"):
        checking.check(tmp_path)


DAMAGE: dict[str, tuple[str, Callable[[NDArray[Any]], NDArray[Any]], str]] = {
    "pointers that fall": ("up_at", lambda a: changed(a, 1, 5), "up_at.npy: the pointers do not rise from 0 to the end"),
    "pointers that end early": ("office_at", lambda a: changed(a, -1, 1), "office_at.npy: the pointers do not rise from 0 to the end"),
    "texts that begin late": ("ids_at", lambda a: changed(a, 0, 1), "ids_at.npy: the pointers do not rise from 0 to the end"),
    "a holder that is none": ("up_rows", lambda a: changed(a, (0, 0), 6), "up_rows.npy: a value is out of range"),
    "a share above the whole": ("up_rows", lambda a: changed(a, (0, 1), 1_000_001), "up_rows.npy: a value is out of range"),
    "an officer that is a company": ("office_rows", lambda a: changed(a, (0, 0), 3), "office_rows.npy: a value is out of range"),
    "an office that is none": ("office_rows", lambda a: changed(a, (0, 1), 7), "office_rows.npy: a value is out of range"),
    "holders out of order": ("up_rows", lambda a: changed(changed(a, (0, 0), 3), (1, 0), 2), "up_rows.npy: it is not in order"),
    "a person among the companies": ("party", lambda a: changed(a, 0, 4), "party.npy: it is not in order"),
    "keys out of order": ("name_keys", lambda a: a[::-1].copy(), "name_keys.npy: it is not in order"),
    "a name that stands twice": ("name_codes", lambda a: changed(a, 0, a[1]), "name_codes.npy: it is not in order"),
    "rows with a column too few": ("office_rows", lambda a: a[:, :3].copy(), "office_rows.npy: its length or type is wrong"),
    "a twin of two": ("twin", lambda a: changed(a, 0, a[1]), "twin.npy: it is not in order"),
    "a twin beyond all codes": ("twin", lambda a: changed(a, 0, 6), "twin.npy: a value is out of range"),
    "a twin without its mark": ("twin", lambda a: changed(changed(a, 0, a[1]), 1, 0), "party.npy: it contradicts the other files"),
    "a mark without a twin": ("party", lambda a: changed(a, 0, a[0] | TWIN_BIT), "party.npy: it contradicts the other files"),
    "a company with a token": ("party", lambda a: changed(a, 0, a[0] | TOKEN_BIT), "party.npy: it contradicts the other files"),
    "a person whose token is not marked": (
        "party",
        lambda a: changed(a, 5, a[5] ^ TOKEN_BIT),
        "party.npy: it contradicts the other files",
    ),
    "a lasting hub that is none": ("party", lambda a: changed(a, 2, a[2] ^ HUB_BIT), "party.npy: it contradicts the other files"),
    "something unread without an account": (
        "party",
        lambda a: changed(a, 0, a[0] | UNREAD_BIT),
        "party.npy: it contradicts the other files",
    ),
    "a kind that is none": ("party", lambda a: changed(a, 0, 6), "party.npy: it contradicts the other files"),
    "too few rows": ("up_rows", lambda a: a[:-1].copy(), "up_rows.npy: its length or type is wrong"),
    "another type": ("up_rows", lambda a: a.astype("<i8"), "up_rows.npy: its length or type is wrong"),
}


@pytest.mark.parametrize(("name", "damage", "problem"), DAMAGE.values(), ids=list(DAMAGE))
def test_damage_that_was_signed(tmp_path: Path, name: str, damage: Callable[[NDArray[Any]], NDArray[Any]], problem: str) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / f"{name}.npy"
    np.save(path, damage(np.load(path)))
    assert problems(signed(bundle)) == [problem]


def of_statements(folder: Path) -> Built:
    (folder / "x.json").write_bytes(ftmfile.AWKWARD)
    return building.build(folder / "x.json", folder / "bundle", DAY, silent)


def test_a_sound_bundle_of_statements(tmp_path: Path) -> None:
    assert problems(of_statements(tmp_path)) == []
    assert problems(signed(of_statements(tmp_path))) == []


ACCOUNTS: dict[str, tuple[str, Callable[[NDArray[Any]], NDArray[Any]], str]] = {
    "accounts of companies out of order": ("account_codes", lambda a: a[::-1].copy(), "account_codes.npy: it is not in order"),
    "an account of nobody": ("account_codes", lambda a: changed(a, -1, 9), "account_codes.npy: a value is out of range"),
    "accounts that end early": ("accounts_at", lambda a: changed(a, -1, 9), "accounts_at.npy: the pointers do not rise from 0 to the end"),
    "an account too few": ("account_codes", lambda a: a[:-1].copy(), "accounts_at.npy: its length or type is wrong"),
    "unread companies that are not marked": ("party", lambda a: a & ~np.uint8(UNREAD_BIT), "party.npy: it contradicts the other files"),
}


@pytest.mark.parametrize(("name", "damage", "problem"), ACCOUNTS.values(), ids=list(ACCOUNTS))
def test_damage_of_accounts(tmp_path: Path, name: str, damage: Callable[[NDArray[Any]], NDArray[Any]], problem: str) -> None:
    bundle = of_statements(tmp_path)
    path = bundle.folder / f"{name}.npy"
    np.save(path, damage(np.load(path)))
    assert problems(signed(bundle)) == [problem]


def test_accounts_that_are_lost(tmp_path: Path) -> None:
    bundle = of_statements(tmp_path)
    (bundle.folder / "accounts.bin").unlink()
    assert problems(bundle) == ["accounts.bin: it is missing"]


def test_ids_out_of_order(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    (bundle.folder / "ids.bin").write_bytes(b"c2c1c3c4p1p2")
    assert problems(signed(bundle)) == ["ids.bin: it is not in order"]


def test_order_is_looked_at_across_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "_STEP", 2)
    bundle = built(tmp_path)
    assert problems(bundle) == []
    path = bundle.folder / "name_keys.npy"
    keys = np.load(path)
    np.save(path, keys[[0, 2, 1, 3]])  # the second and the third lie in two pieces
    assert problems(signed(bundle)) == ["name_keys.npy: it is not in order"]
