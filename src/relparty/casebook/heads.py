"""The head of the trail, written out once a day: kept where nobody who writes the database can reach, it proves what was there.

Who holds database and key could write another trail; none that a head of an earlier day stands in.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from relparty.casebook import clock, durable, trail
from relparty.casebook.book import Casebook
from relparty.casebook.book import head as head_of
from relparty.casebook.keys import Keys
from relparty.errors import UsageError
from relparty.phrases import Phrase

NAME = re.compile(r"\d{4}-\d\d-\d\d\.json")
"""How the file of a day is called."""

_KINDS = {"day": str, "entry": int, "at": str, "digest": str, "mac": str}

_NO_HEAD = Phrase("不是操作记录的末端文件", "it is no head of a trail")
_ANOTHER = Phrase("请换用 relparty casebook head 写出的文件", "name a file that relparty casebook head wrote")


@dataclass(frozen=True, slots=True)
class DayHead:
    """The head as exported: the day in China, the last entry, its moment and digest, and what proves that the key wrote it."""

    day: str
    entry: int
    at: str
    digest: str
    mac: str

    @property
    def head(self) -> trail.Head:
        return trail.Head(self.entry, self.at, self.digest)


def now(book: Casebook) -> DayHead:
    """The head as it is now; raises Tampered where it is not what was written."""
    with book.look() as db:
        found = head_of(db, book.keys)
        day = clock.day(book.now(db)).isoformat()
    return DayHead(day, found.entry, found.at, found.digest, trail.head_mac(book.keys, found))


def export(book: Casebook) -> Path | None:
    """The file of today, written where there is none and something happened since the last one; never written over."""
    found = now(book)
    path = book.place.heads / f"{found.day}.json"
    last = max(files(book.place.heads), default=None)
    if found.entry == 0 or path.exists() or (last is not None and _is_of(last, found)):
        return None
    durable.write(path, text(found).encode())
    return path


def text(head: DayHead) -> str:
    """The head as it is written to its file."""
    return json.dumps(asdict(head), indent=1) + "\n"


def read(path: Path) -> DayHead:
    """The head in a file; raises UsageError where it holds none."""
    try:
        told = json.loads(path.read_text("utf-8"))
        kinds = {name: type(value) for name, value in told.items()}
    except (OSError, ValueError, AttributeError) as error:
        raise UsageError(str(path), _NO_HEAD(), _ANOTHER()) from error
    if kinds != _KINDS:
        raise UsageError(str(path), _NO_HEAD(), _ANOTHER())
    return DayHead(**told)


def is_ours(head: DayHead, keys: Keys) -> bool:
    """Whether the holder of this key wrote a head."""
    return trail.head_mac(keys, head.head) == head.mac


def files(folder: Path) -> list[Path]:
    """The exported heads in a folder, the first day first."""
    return sorted(each for each in folder.glob("*.json") if NAME.fullmatch(each.name))


def _is_of(path: Path, head: DayHead) -> bool:
    try:
        return read(path).entry == head.entry
    except UsageError:
        return False
