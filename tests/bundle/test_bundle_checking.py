"""A sound bundle has no problem; every kind of damage is found, also where the hashes were made to fit."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from registertables import built
from relparty.bundle import checking, writing
from relparty.bundle.building import Built
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
    (bundle.folder / "hub.npy").unlink()
    assert problems(bundle) == ["hub.npy: it is missing"]


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


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b'{"schema": "relparty/bundle/1"}'])
def test_a_manifest_that_is_none(tmp_path: Path, content: bytes) -> None:
    bundle = built(tmp_path)
    (bundle.folder / "manifest.json").write_bytes(content)
    with pytest.raises(UsageError, match=r"manifest\.json of the bundle cannot be read"):
        problems(bundle)


def test_a_bundle_of_another_format(tmp_path: Path) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b"relparty/bundle/1", b"relparty/bundle/2"))
    with pytest.raises(UsageError, match="its format is relparty/bundle/2"):
        problems(bundle)


def test_a_folder_without_a_bundle(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no register bundle"):
        checking.check(tmp_path)


DAMAGE: dict[str, tuple[str, Callable[[NDArray[Any]], NDArray[Any]], str]] = {
    "pointers that fall": ("up_at", lambda a: changed(a, 1, 5), "up_at.npy: the pointers do not rise from 0 to the end"),
    "pointers that end early": ("office_at", lambda a: changed(a, -1, 1), "office_at.npy: the pointers do not rise from 0 to the end"),
    "texts that begin late": ("ids_at", lambda a: changed(a, 0, 1), "ids_at.npy: the pointers do not rise from 0 to the end"),
    "a holder that is none": ("up_holder", lambda a: changed(a, 0, 6), "up_holder.npy: a value is out of range"),
    "a share above the whole": ("up_percent", lambda a: changed(a, 0, 1_000_001), "up_percent.npy: a value is out of range"),
    "an officer that is a company": ("office_person", lambda a: changed(a, 0, 3), "office_person.npy: a value is out of range"),
    "an office that is none": ("office_kind", lambda a: changed(a, 0, 7), "office_kind.npy: a value is out of range"),
    "holders out of order": ("up_holder", lambda a: changed(changed(a, 0, 3), 1, 2), "up_holder.npy: it is not in order"),
    "a person among the companies": ("kind", lambda a: changed(a, 0, 4), "kind.npy: it is not in order"),
    "keys out of order": ("name_keys", lambda a: a[::-1].copy(), "name_keys.npy: it is not in order"),
    "a name that stands twice": ("name_codes", lambda a: changed(a, 0, a[1]), "name_codes.npy: it is not in order"),
    "too few rows": ("up_since", lambda a: a[:-1].copy(), "up_since.npy: its length or type is wrong"),
    "another type": ("up_since", lambda a: a.astype("<i8"), "up_since.npy: its length or type is wrong"),
}


@pytest.mark.parametrize(("name", "damage", "problem"), DAMAGE.values(), ids=list(DAMAGE))
def test_damage_that_was_signed(tmp_path: Path, name: str, damage: Callable[[NDArray[Any]], NDArray[Any]], problem: str) -> None:
    bundle = built(tmp_path)
    path = bundle.folder / f"{name}.npy"
    np.save(path, damage(np.load(path)))
    assert problems(signed(bundle)) == [problem]


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
