"""A bundle opened for reading: arrays mapped into memory, nothing loaded that is not asked for."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.bundle import keys, layout
from relparty.bundle.layout import Manifest
from relparty.errors import UsageError
from relparty.identifiers import org_id, uscc
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
        """The companies meant by a name and a number: by the number, else every company of that name without another one, else none.

        A name that more than a few companies bear means none of them. Of files of statements only companies of which they tell
        are found: one that they name as somebody's holder is no company that was looked up.
        """
        number = org_id.normalised(code)
        known = self._told_of(self._by_number(number)) if number else []
        return known or self._told_of(each for each in self._by_name(name) if not (number and self.number(each)))

    def _told_of(self, companies: Iterable[int]) -> list[int]:
        return [each for each in companies if not self.manifest.has_accounts or self.account(each)]

    def _by_number(self, number: str) -> list[int]:
        """The companies of a number; one with its scheme (`GB-COH-01234567`) is the id of a company."""
        found = self._by_uscc(number) if uscc.is_valid(number) else []
        code = -1 if found else self.code(number)
        return [code] if 0 <= code < self.companies else found

    def _by_name(self, name: str) -> list[int]:
        found = _equal_range(self.array("name_keys"), keys.name_key(name))
        codes = [int(each) for each in self.array("name_codes")[found[0] : found[1]]]
        named = [each for each in codes if each < self.companies and name_key(self.name(each)) == name_key(name)]
        return named if name and len(named) <= _MOST_NAMESAKES else []

    def code(self, text: str) -> int:
        """The code of the company or person of that id; -1 where there is none."""
        wanted, every = text.encode(), len(self.array("ids_at")) - 1
        for first, last in ((0, self.companies), (self.companies, every)):
            found = bisect_left(range(last), wanted, first, key=lambda code: self._bytes("ids", code))
            if found < last and self._bytes("ids", found) == wanted:
                return found
        return -1

    def account(self, company: int) -> str:
        """What files of statements tell of a company, as JSON; empty where they tell nothing of it but its name."""
        codes = self.array("account_codes")
        at = bisect_left(codes, company)
        return self._one("accounts", at) if at < len(codes) and codes[at] == company else ""

    def _by_uscc(self, code: str) -> list[int]:
        order, values = self.array("uscc_order"), self.array("company_uscc")
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
        return self._one("names", entity)

    def id(self, entity: int) -> str:
        """The id of a company or person in the tables."""
        return self._one("ids", entity)

    def uscc(self, company: int) -> str:
        """The 统一社会信用代码 of a company; empty where the tables give none."""
        return bytes(self.array("company_uscc")[company]).decode("ascii") if company < self.companies else ""

    def number(self, company: int) -> str:
        """The number that tells a company from all others: its valid 统一社会信用代码, or one with its scheme; empty where none is told."""
        return org_id.normalised(self.uscc(company)) or org_id.normalised(self.id(company))

    def token(self, entity: int) -> str:
        """What the tables tell of a person in place of the resident id; empty where they tell nothing, and for companies."""
        return self._one("tokens", entity - self.companies) if entity >= self.companies else ""

    def same(self, entity: int) -> list[int]:
        """The codes that are this company or person, the lowest first."""
        twin, found = self.array("twin"), [entity]
        while (after := int(twin[found[-1]])) != entity:
            found.append(after)
        return sorted(found)

    def kind(self, entity: int) -> PartyKind:
        """What it is."""
        return layout.KINDS[self._party(entity) & layout.KIND_BITS]

    def is_hub(self, entity: int) -> bool:
        """Whether it holds so much that sharing it proves nothing."""
        return bool(self._party(entity) & layout.HUB_BIT)

    def is_capped(self, entity: int) -> bool:
        """Whether it is a hub for its many holdings alone: of others, as the state, it is known what stands above."""
        return self._party(entity) & (layout.HUB_BIT | layout.LASTING_HUB_BIT) == layout.HUB_BIT

    def _party(self, entity: int) -> int:
        return self._view("party", self.array)[entity]

    def is_over_full(self, company: int) -> bool:
        """Whether the present shares of a company add up to more than the whole: stale rows are among them."""
        return bool(self.array("over_full")[company])

    def holders(self, company: int) -> list[Row]:
        """The holdings in a company, present and past."""
        return self._rows("up", company)

    def officers(self, company: int) -> list[Row]:
        """The offices in a company, present and past."""
        return self._rows("office", company)

    def _rows(self, name: str, company: int) -> list[Row]:
        at = self._view(f"{name}_at", self.array)
        start, end = at[company], at[company + 1]
        rows = self.array(f"{name}_rows")[start:end].tolist()
        return [Row(at, other, value, _day(since), _day(until)) for at, (other, value, since, until) in enumerate(rows, start)]

    def _one(self, name: str, entity: int) -> str:
        return self._bytes(name, entity).decode()

    def _bytes(self, name: str, entity: int) -> bytes:
        at = self._view(f"{name}_at", self.array)
        return bytes(self._view(name, self.text)[at[entity] : at[entity + 1]])

    def _view(self, name: str, of: Callable[[str], NDArray[Any]]) -> memoryview[int]:
        """An array for a few values of it: numpy takes ten times as long for one as Python does."""
        if name not in self._views:
            self._views[name] = of(name).data
        return self._views[name]

    def array(self, name: str) -> NDArray[Any]:
        """An array of the bundle, mapped into memory (see `layout.ARRAYS`)."""
        if name not in self._arrays:
            import numpy as np

            self._arrays[name] = np.load(self.folder / f"{name}.npy", mmap_mode="r", allow_pickle=False).view(np.ndarray)
        return self._arrays[name]

    def text(self, name: str) -> NDArray[np.uint8]:
        """The texts of that name one behind the other, mapped into memory (see `layout.TEXTS`)."""
        if name not in self._arrays:
            import numpy as np

            path = self.folder / f"{name}.bin"
            self._arrays[name] = (
                np.memmap(path, mode="r", dtype=np.uint8).view(np.ndarray) if path.stat().st_size else np.zeros(0, np.uint8)
            )
        return self._arrays[name]

    @cached_property
    def _views(self) -> dict[str, memoryview[int]]:
        return {}

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


@cache
def _day(number: int) -> date | None:
    return None if number == layout.UNDATED else _EPOCH + timedelta(days=number)
