"""The fields of an answer, every one accounted for: used, passed over by name, or told as not understood."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import TypeVar

from relparty.forms.values import written_date
from relparty.model.evidence import Told
from relparty.model.lot import FormFile
from relparty.model.record import WHOLE, Place, Source
from relparty.registers import failures

REGISTER = "register"
"""The kind of a source that stands in a register's answer."""

_NOTHING = frozenset({"", "-", "--", "—", "null", "None", "暂无"})
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CHINA = timedelta(hours=8)
T = TypeVar("T")


@dataclass(slots=True)
class Fields:
    """One object of an answer. Take each field once, then ask for `rest`: nothing an answer says is passed over in silence.

    `pointer` is the object's place in the kept file (JSON pointer), `source` the source's name for failures.
    """

    value: Mapping[str, object]
    file: FormFile
    pointer: str
    source: str
    taken: set[str] = field(default_factory=set)

    @staticmethod
    def of(value: object, file: FormFile, pointer: str, source: str) -> Fields:
        """The fields of a JSON object; raises NotLookedUp when the value is none."""
        if not isinstance(value, Mapping):
            raise failures.wrong_shape(source, pointer)
        return Fields(value, file, pointer, source)

    def text(self, key: str) -> Told | None:
        """What a field tells, as text; None where it is missing or says nothing (`-`, empty)."""
        self.taken.add(key)
        told = self.value.get(key)
        if isinstance(told, dict | list):
            raise failures.wrong_shape(self.source, f"{self.pointer}/{key}")
        text = "" if told is None else str(told).strip()
        return None if text in _NOTHING else self.told(key, text)

    def needed(self, key: str) -> Told:
        """What a field tells that no answer may lack; raises NotLookedUp when it is missing or says nothing."""
        told = self.text(key)
        if told is None:
            raise failures.wrong_shape(self.source, f"{self.pointer}/{key}")
        return told

    def day(self, key: str, read: Callable[[str], date | None] = written_date) -> date | None:
        """The day that a field tells, by default one written as a date; None where there is none."""
        told = self.text(key)
        return read(told.text) if told else None

    def part(self, key: str) -> Fields | None:
        """The object in a field; None where it is missing. Raises NotLookedUp when something else stands there."""
        self.taken.add(key)
        value = self.value.get(key)
        return None if value is None else Fields.of(value, self.file, f"{self.pointer}/{key}", self.source)

    def needed_part(self, key: str) -> Fields:
        """The object in a field that no answer may lack; raises NotLookedUp when it is missing or something else stands there."""
        part = self.part(key)
        if part is None:
            raise failures.wrong_shape(self.source, f"{self.pointer}/{key}")
        return part

    def parts(self, key: str) -> list[Fields]:
        """The objects of a list; none where it is missing. Raises NotLookedUp when something else stands there."""
        return [Fields.of(value, self.file, f"{self.pointer}/{key}/{at}", self.source) for at, value in enumerate(self.values(key))]

    def texts(self, key: str) -> list[Told]:
        """The texts of a list, without those that say nothing. Raises NotLookedUp when something else than texts stands there."""
        found = []
        for at, value in enumerate(self.values(key)):
            if isinstance(value, dict | list):
                raise failures.wrong_shape(self.source, f"{self.pointer}/{key}/{at}")
            text = str(value).strip()
            if text not in _NOTHING:
                found.append(self.told(f"{key}/{at}", text))
        return found

    def values(self, key: str) -> list[object]:
        """The list in a field as it stands; an empty one where it is missing."""
        self.taken.add(key)
        value = self.value.get(key)
        if value is None or value == "":
            return []
        if not isinstance(value, list):
            raise failures.wrong_shape(self.source, f"{self.pointer}/{key}")
        return value

    def ignore(self, *keys: str) -> None:
        """Passes over fields that bear on nothing we look at, by their names."""
        self.taken.update(keys)

    def rest(self) -> Iterator[Told]:
        """The fields that nobody took and that say something: the interface has changed, or the parser forgot them."""
        for key in sorted(self.value.keys() - self.taken):
            value = self.value[key]
            text = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
            if value not in (None, [], {}) and text.strip() not in _NOTHING:
                yield self.told(key, f"{key}: {text}")

    def told(self, key: str, text: str) -> Told:
        """A text as told by a field of this object."""
        return Told(text, Source(self.file.file, Place(pointer=f"{self.pointer}/{key}"), self.file.sha256, text, REGISTER))


def percent(text: str) -> int | None:
    """The share that a text states in percent (`49.19%`, `49.19`) in 0.0001 %; None where it states none."""
    return _share(text.strip().removesuffix("%"), WHOLE // 100)


def fraction(text: str) -> int | None:
    """The share that a text states as a part of one (`0.4919`) in 0.0001 %, also where it has a percent sign after all."""
    return percent(text) if text.strip().endswith("%") else _share(text.strip(), WHOLE)


def _share(number: str, unit: int) -> int | None:
    try:
        share = Decimal(number) * unit
        return int(share.to_integral_value()) if share.is_finite() and 0 <= share <= WHOLE else None
    except InvalidOperation:
        return None


def milliseconds(text: str) -> date | None:
    """The day in China at a moment given in milliseconds since 1970; None for what is no such number."""
    try:
        return (_EPOCH + timedelta(milliseconds=int(text)) + _CHINA).date()
    except (ValueError, OverflowError):
        return None
