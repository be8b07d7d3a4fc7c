"""A bundle checked against itself: hashes, lengths, pointers, codes, orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.layout import ARRAYS, KINDS, OFFICES, TEXTS, UNTOLD, Manifest, manifest_of, version_folder
from relparty.bundle.writing import sha256
from relparty.model.party import PartyKind
from relparty.model.record import WHOLE
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

_STEP = 1 << 20

_NAME = Phrase("文件夹的名称与 manifest.json 的内容不符", "the folder's name does not fit the content of manifest.json")
_MISSING = Phrase("{file}：没有这个文件", "{file}: it is missing")
_SIZE = Phrase("{file}：大小与清单不符", "{file}: its size is not that of the manifest")
_HASH = Phrase("{file}：内容与清单不符", "{file}: its content is not that of the manifest")
_SHAPE = Phrase("{file}：长度或类型不对", "{file}: its length or type is wrong")
_POINTERS = Phrase("{file}：指针不是从 0 单调增至末尾", "{file}: the pointers do not rise from 0 to the end")
_RANGE = Phrase("{file}：有超出范围的值", "{file}: a value is out of range")
_ORDER = Phrase("{file}：次序不对", "{file}: it is not in order")


@dataclass(frozen=True, slots=True)
class _Range:
    name: str
    least: int
    most: int


def check(bundle: Path) -> tuple[Sentence, ...]:
    """What is wrong with a bundle, nothing for a sound one; UsageError where there is none that could be checked."""
    folder = version_folder(bundle)
    manifest = manifest_of(folder)
    problems = [*_named(folder), *_files(folder, manifest)]
    return tuple(problems or _content(folder, manifest))


def _named(folder: Path) -> Iterator[Sentence]:
    if folder.name != f"v-{sha256(folder / 'manifest.json')[:16]}":
        yield _NAME()


def _files(folder: Path, manifest: Manifest) -> Iterator[Sentence]:
    for name, kept in manifest.files.items():
        path = folder / name
        if not path.is_file():
            yield _MISSING(file=name)
        elif path.stat().st_size != kept.size:
            yield _SIZE(file=name)
        elif sha256(path) != kept.sha256:
            yield _HASH(file=name)


def _content(folder: Path, manifest: Manifest) -> Iterator[Sentence]:
    """What is wrong inside files that are as they were written."""
    import numpy as np

    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in ARRAYS}
    lengths = _lengths(manifest, arrays)
    wrong = [name for name, length in lengths.items() if arrays[name].shape != (length,) or arrays[name].dtype != np.dtype(ARRAYS[name])]
    yield from (_SHAPE(file=f"{name}.npy") for name in wrong)
    if wrong:
        return
    ends = {f"{name}_at": (folder / f"{name}.bin").stat().st_size for name in TEXTS}
    ends |= {"up_at": manifest.counts.holdings, "office_at": manifest.counts.offices}
    broken = [name for name, end in ends.items() if not _rises(arrays[name], end)]
    yield from (_POINTERS(file=f"{name}.npy") for name in broken)
    outside = [each.name for each in _ranges(manifest) if not _within(arrays[each.name], each)]
    yield from (_RANGE(file=f"{name}.npy") for name in outside)
    if not broken and not outside:
        yield from (_ORDER(file=name) for name in _unsorted(folder, manifest, arrays))


def _lengths(manifest: Manifest, arrays: Arrays) -> dict[str, int]:
    counts = manifest.counts
    parties = counts.companies + counts.persons
    by_name = {"ids_at": parties + 1, "names_at": parties + 1, "tokens_at": counts.persons + 1, "kind": parties, "hub": parties}
    by_name |= dict.fromkeys(("company_uscc", "name_keys", "name_codes", "over_full"), counts.companies)
    by_name |= dict.fromkeys(("up_at", "office_at"), counts.companies + 1)
    by_name |= dict.fromkeys(("up_holder", "up_percent", "up_since", "up_until"), counts.holdings)
    by_name |= dict.fromkeys(("office_person", "office_kind", "office_since", "office_until"), counts.offices)
    return by_name | {"uscc_order": int((arrays["company_uscc"] != b"").sum())}


def _ranges(manifest: Manifest) -> tuple[_Range, ...]:
    companies, parties = manifest.counts.companies, manifest.counts.companies + manifest.counts.persons
    return (
        _Range("up_holder", 0, parties - 1),
        _Range("up_percent", UNTOLD, WHOLE),
        _Range("office_person", companies, parties - 1),
        _Range("office_kind", 0, len(OFFICES) - 1),
        _Range("kind", 0, len(KINDS) - 1),
        _Range("uscc_order", 0, companies - 1),
        _Range("name_codes", 0, companies - 1),
    )


def _rises(at: NDArray[Any], end: int) -> bool:
    return int(at[0]) == 0 and int(at[-1]) == end and all(bool((part[1:] >= part[:-1]).all()) for part in _parts(at))


def _within(values: NDArray[Any], bounds: _Range) -> bool:
    return all(bool(((part >= bounds.least) & (part <= bounds.most)).all()) for part in _parts(values))


def _unsorted(folder: Path, manifest: Manifest, arrays: Arrays) -> Iterator[str]:
    """The files that are not in their order."""
    companies = manifest.counts.companies
    if not _kinds_apart(arrays["kind"], companies):
        yield "kind.npy"
    if not all(bool((part[1:] >= part[:-1]).all()) for part in _parts(arrays["name_keys"])):
        yield "name_keys.npy"
    for order in ("uscc_order", "name_codes"):
        if not _is_permutation(arrays[order], companies):
            yield f"{order}.npy"
    codes = (arrays["company_uscc"][part] for part in _parts(arrays["uscc_order"]))
    if not all(bool((part[1:] >= part[:-1]).all()) for part in codes):
        yield "uscc_order.npy"
    if not _ids_rise(folder, arrays["ids_at"], companies):
        yield "ids.bin"
    for pointer, key in (("up_at", "up_holder"), ("office_at", "office_person")):
        if not _rows_rise(arrays[pointer], arrays[key]):
            yield f"{key}.npy"


def _kinds_apart(kind: NDArray[Any], companies: int) -> bool:
    person = KINDS.index(PartyKind.PERSON)
    return bool((kind[:companies] != person).all() and (kind[companies:] == person).all())


def _is_permutation(order: NDArray[Any], companies: int) -> bool:
    """True when no code stands twice."""
    import numpy as np

    seen = np.zeros(companies, bool)
    seen[order] = True
    return int(seen.sum()) == len(order)


def _rows_rise(at: NDArray[Any], key: NDArray[Any]) -> bool:
    """True when the rows of every company are in the order of their key."""
    import numpy as np

    begins = np.zeros(len(key) + 1, bool)
    begins[at] = True
    for first in range(0, len(key), _STEP):
        part = key[first : first + _STEP + 1]
        if not (begins[first + 1 : first + len(part)] | (part[1:] >= part[:-1])).all():
            return False
    return True


def _ids_rise(folder: Path, at: NDArray[Any], companies: int) -> bool:
    """True when the companies' ids, and the persons', rise and none stands twice."""
    before, step = b"", 1 << 16
    with (folder / "ids.bin").open("rb") as file:
        for first in range(0, len(at) - 1, step):
            ends = at[first : first + step + 1].tolist()
            content = file.read(ends[-1] - ends[0])
            for code, (begin, end) in enumerate(pairwise(ends), start=first):
                one = content[begin - ends[0] : end - ends[0]]
                if code != companies and code and one <= before:
                    return False
                before = one
    return True


def _parts(values: NDArray[Any]) -> Iterator[NDArray[Any]]:
    """An array in pieces that overlap by one, so that neighbours are compared everywhere."""
    for first in range(0, max(1, len(values)), _STEP):
        yield values[first : first + _STEP + 1]
