"""A bundle checked against itself: hashes, lengths, pointers, codes, orders."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle.layout import (
    ACCOUNT_ARRAYS,
    ACCOUNTS,
    ARRAYS,
    HUB_BIT,
    KIND_BITS,
    KINDS,
    LASTING_HUB_BIT,
    OFFICE_COLUMNS,
    OFFICES,
    TEXTS,
    TOKEN_BIT,
    TWIN_BIT,
    UNREAD_BIT,
    UNTOLD,
    UP_COLUMNS,
    Manifest,
    manifest_of,
    version_folder,
)
from relparty.bundle.writing import sha256
from relparty.model.party import PartyKind
from relparty.model.record import WHOLE
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Arrays = dict[str, NDArray[Any]]

_STEP = 1 << 20
_WIDTHS = {"up_rows": (len(UP_COLUMNS),), "office_rows": (len(OFFICE_COLUMNS),)}

_NAME = Phrase("文件夹的名称与 manifest.json 的内容不符", "the folder's name does not fit the content of manifest.json")
_MISSING = Phrase("{file}：没有这个文件", "{file}: it is missing")
_SIZE = Phrase("{file}：大小与清单不符", "{file}: its size is not that of the manifest")
_HASH = Phrase("{file}：内容与清单不符", "{file}: its content is not that of the manifest")
_SHAPE = Phrase("{file}：长度或类型不对", "{file}: its length or type is wrong")
_POINTERS = Phrase("{file}：指针不是从 0 单调增至末尾", "{file}: the pointers do not rise from 0 to the end")
_RANGE = Phrase("{file}：有超出范围的值", "{file}: a value is out of range")
_ORDER = Phrase("{file}：次序不对", "{file}: it is not in order")
_AGREES = Phrase("{file}：与其他文件矛盾", "{file}: it contradicts the other files")


@dataclass(frozen=True, slots=True)
class _Range:
    name: str
    least: int
    most: int
    column: int | None = None
    """The column meant, of an array of rows."""


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

    types = ARRAYS | (ACCOUNT_ARRAYS if manifest.has_accounts else {})
    arrays = {name: np.load(folder / f"{name}.npy", mmap_mode="r") for name in types}
    lengths = _lengths(manifest, arrays)
    wrong = [
        name
        for name, length in lengths.items()
        if arrays[name].shape != (length, *_WIDTHS.get(name, ())) or arrays[name].dtype != np.dtype(types[name])
    ]
    yield from (_SHAPE(file=f"{name}.npy") for name in wrong)
    if wrong:
        return
    texts = (*TEXTS, *((ACCOUNTS,) if manifest.has_accounts else ()))
    ends = {f"{name}_at": (folder / f"{name}.bin").stat().st_size for name in texts}
    ends |= {"up_at": manifest.counts.holdings, "office_at": manifest.counts.offices}
    broken = [name for name, end in ends.items() if not _rises(arrays[name], end)]
    yield from (_POINTERS(file=f"{name}.npy") for name in broken)
    outside = [each.name for each in _ranges(manifest) if not _within(arrays[each.name], each)]
    yield from (_RANGE(file=f"{name}.npy") for name in outside)
    if not broken and not outside:
        unsorted = list(_unsorted(folder, manifest, arrays))
        yield from (_ORDER(file=name) for name in unsorted)
        if not unsorted and not _agrees(manifest, arrays):
            yield _AGREES(file="party.npy")


def _lengths(manifest: Manifest, arrays: Arrays) -> dict[str, int]:
    counts = manifest.counts
    parties = counts.companies + counts.persons
    by_name = {"ids_at": parties + 1, "names_at": parties + 1, "tokens_at": counts.persons + 1}
    by_name |= dict.fromkeys(("party", "twin"), parties)
    by_name |= dict.fromkeys(("company_uscc", "name_keys", "name_codes", "over_full"), counts.companies)
    by_name |= dict.fromkeys(("up_at", "office_at"), counts.companies + 1)
    by_name |= {"up_rows": counts.holdings, "office_rows": counts.offices}
    if manifest.has_accounts:
        by_name |= {"accounts_at": len(arrays["account_codes"]) + 1, "account_codes": len(arrays["account_codes"])}
    return by_name | {"uscc_order": int((arrays["company_uscc"] != b"").sum())}


def _ranges(manifest: Manifest) -> tuple[_Range, ...]:
    companies, parties = manifest.counts.companies, manifest.counts.companies + manifest.counts.persons
    of_accounts = (_Range("account_codes", 0, companies - 1),) if manifest.has_accounts else ()
    return (
        *of_accounts,
        _Range("up_rows", 0, parties - 1, UP_COLUMNS.index("holder")),
        _Range("up_rows", UNTOLD, WHOLE, UP_COLUMNS.index("percent")),
        _Range("office_rows", companies, parties - 1, OFFICE_COLUMNS.index("person")),
        _Range("office_rows", 0, len(OFFICES) - 1, OFFICE_COLUMNS.index("kind")),
        _Range("twin", 0, parties - 1),
        _Range("uscc_order", 0, companies - 1),
        _Range("name_codes", 0, companies - 1),
    )


def _rises(at: NDArray[Any], end: int) -> bool:
    return int(at[0]) == 0 and int(at[-1]) == end and all(bool((part[1:] >= part[:-1]).all()) for part in _parts(at))


def _within(values: NDArray[Any], bounds: _Range) -> bool:
    values = values if bounds.column is None else values[:, bounds.column]
    return all(bool(((part >= bounds.least) & (part <= bounds.most)).all()) for part in _parts(values))


def _unsorted(folder: Path, manifest: Manifest, arrays: Arrays) -> Iterator[str]:
    """The files that are not in their order."""
    companies = manifest.counts.companies
    if not _kinds_apart(arrays["party"], companies):
        yield "party.npy"
    if not all(bool((part[1:] >= part[:-1]).all()) for part in _parts(arrays["name_keys"])):
        yield "name_keys.npy"
    for order in ("uscc_order", "name_codes", "twin"):
        if not _is_permutation(arrays[order], len(arrays["twin"])):
            yield f"{order}.npy"
    codes = (arrays["company_uscc"][part] for part in _parts(arrays["uscc_order"]))
    if not all(bool((part[1:] >= part[:-1]).all()) for part in codes):
        yield "uscc_order.npy"
    if manifest.has_accounts and not _rise(arrays["account_codes"]):
        yield "account_codes.npy"
    if not _ids_rise(folder, arrays["ids_at"], companies):
        yield "ids.bin"
    for name in ("up", "office"):
        if not _rows_rise(arrays[f"{name}_at"], arrays[f"{name}_rows"][:, 0]):
            yield f"{name}_rows.npy"


def _agrees(manifest: Manifest, arrays: Arrays) -> bool:
    """True when what `party` says of each is what the other arrays say: tokens, several codes of one party, accounts."""
    import numpy as np

    party, companies = arrays["party"], manifest.counts.companies
    twin, token, hub, lasting, unread = (party & bit != 0 for bit in (TWIN_BIT, TOKEN_BIT, HUB_BIT, LASTING_HUB_BIT, UNREAD_BIT))
    among = np.flatnonzero(twin)
    told = np.isin(np.flatnonzero(unread), arrays["account_codes"]) if manifest.has_accounts else ~unread[unread]
    return (
        bool((twin == (arrays["twin"] != np.arange(len(party), dtype=np.int32))).all())
        and bool(((among < companies) == (arrays["twin"][among] < companies)).all())
        and not token[:companies].any()
        and bool((token[companies:] == (np.diff(arrays["tokens_at"]) > 0)).all())
        and not (lasting & ~hub).any()
        and bool(told.all())
        and int(unread.sum()) == manifest.counts.unread
        and bool((party & KIND_BITS < len(KINDS)).all())
    )


def _rise(values: NDArray[Any]) -> bool:
    return all(bool((part[1:] > part[:-1]).all()) for part in _parts(values))


def _kinds_apart(party: NDArray[Any], companies: int) -> bool:
    kind = party & KIND_BITS
    person = KINDS.index(PartyKind.PERSON)
    return bool((kind[:companies] != person).all() and (kind[companies:] == person).all())


def _is_permutation(order: NDArray[Any], codes: int) -> bool:
    """True when no code stands twice."""
    import numpy as np

    seen = np.zeros(codes, bool)
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
