"""A bundle opened for reading: arrays mapped into memory, nothing loaded that is not asked for."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle import keys, layout
from relparty.bundle.layout import Manifest
from relparty.errors import UsageError
from relparty.identifiers import uscc
from relparty.model.party import PartyKind
from relparty.names.key import name_key

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_EPOCH = date(1970, 1, 1)
_MOST_NAMESAKES = 20


@dataclass(frozen=True, slots=True)
class Row:
    """One holding or office: where it stands in the bundle, the other party's code, what it says."""

    at: int
    other: int
    value: int
    """The share in 0.0001 % (-1: not told) of a holding; the number of the office of an office."""
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Bundle:
    """The prepared register: every company and person a code, the holders of each company, its officers."""

    path: Path
    folder: Path
    manifest: Manifest
    sha256: str

    @property
    def companies(self) -> int:
        """How many companies there are: their codes come before those of persons."""
        return self.manifest.counts.companies

    @property
    def as_of(self) -> date:
        """The day of which the bundle tells."""
        return self.manifest.as_of

    def found(self, name: str, code: str) -> list[int]:
        """The companies meant by a name and a 统一社会信用代码: by the code, else every company of that name, else none.

        A name that more than a few companies bear means none of them.
        """
        folded = uscc.fold(code)
        if uscc.is_valid(folded):
            return self._by_uscc(folded)
        found = _equal_range(self._array("name_keys"), keys.name_key(name))
        codes = [int(each) for each in self._array("name_codes")[found[0] : found[1]]]
        named = [each for each in codes if each < self.companies and name_key(self.name(each)) == name_key(name)]
        return named if len(named) <= _MOST_NAMESAKES else []

    def _by_uscc(self, code: str) -> list[int]:
        order, values = self._array("uscc_order"), self._array("company_uscc")
        wanted = code.encode()
        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            if bytes(values[order[middle]]) < wanted:
                low = middle + 1
            else:
                high = middle
        found = []
        while low < len(order) and bytes(values[order[low]]) == wanted:
            found.append(int(order[low]))
            low += 1
        return found

    def name(self, entity: int) -> str:
        """The name of a company or person."""
        return self._text("names", entity)

    def id(self, entity: int) -> str:
        """The id of a company or person in the tables."""
        return self._text("ids", entity)

    def uscc(self, company: int) -> str:
        """The 统一社会信用代码 of a company; empty where the tables give none."""
        return bytes(self._array("company_uscc")[company]).decode("ascii") if company < self.companies else ""

    def kind(self, entity: int) -> PartyKind:
        """What it is."""
        return layout.KINDS[int(self._array("kind")[entity])]

    def is_hub(self, entity: int) -> bool:
        """Whether it holds so much that sharing it proves nothing."""
        return bool(self._array("hub")[entity])

    def is_over_full(self, company: int) -> bool:
        """Whether the present shares of a company add up to more than the whole: stale rows are among them."""
        return bool(self._array("over_full")[company])

    def holders(self, company: int) -> list[Row]:
        """The holdings in a company, present and past."""
        return self._rows("up_at", ("up_holder", "up_percent", "up_since", "up_until"), company)

    def officers(self, company: int) -> list[Row]:
        """The offices in a company, present and past."""
        return self._rows("office_at", ("office_person", "office_kind", "office_since", "office_until"), company)

    def _rows(self, pointers: str, columns: tuple[str, str, str, str], company: int) -> list[Row]:
        at = self._array(pointers)
        start, end = int(at[company]), int(at[company + 1])
        others, values, since, until = (self._array(name)[start:end].tolist() for name in columns)
        return [
            Row(start + n, other, value, _day(a), _day(b))
            for n, (other, value, a, b) in enumerate(zip(others, values, since, until, strict=True))
        ]

    def _text(self, name: str, entity: int) -> str:
        at = self._array(f"{name}_at")
        return bytes(self._bytes(name)[int(at[entity]) : int(at[entity + 1])]).decode()

    def _array(self, name: str) -> NDArray[Any]:
        if name not in self._arrays:
            import numpy as np

            self._arrays[name] = np.load(self.folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
        return self._arrays[name]

    def _bytes(self, name: str) -> NDArray[np.uint8]:
        if name not in self._arrays:
            import numpy as np

            path = self.folder / f"{name}.bin"
            self._arrays[name] = (
                np.memmap(path, mode="r", dtype=np.uint8).view(np.ndarray) if path.stat().st_size else np.zeros(0, np.uint8)
            )
        return self._arrays[name]

    @cached_property
    def _arrays(self) -> dict[str, NDArray[Any]]:
        return {}


def opened(path: Path) -> Bundle:
    """The bundle in a folder; raises UsageError where there is none, or one of another version."""
    folder = layout.version_folder(path)
    try:
        content = layout.manifest_of(folder)
    except UsageError:
        folder = layout.version_folder(path)  # a build may just have put another version in its place
        content = layout.manifest_of(folder)
    return Bundle(path, folder, content, hashlib.sha256(content.to_bytes()).hexdigest())


def _equal_range(values: NDArray[Any], wanted: int) -> tuple[int, int]:
    """Where the entries equal to a value stand in a sorted array, without reading more of it than a search needs."""
    import numpy as np

    key = np.uint64(wanted)
    return int(np.searchsorted(values, key, "left")), int(np.searchsorted(values, key, "right"))


def _day(number: int) -> date | None:
    return None if number == layout.UNDATED else _EPOCH + timedelta(days=number)
