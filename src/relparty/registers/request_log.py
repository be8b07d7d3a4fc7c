"""The log of requests: what was asked, of whom, when, and how it ended; never a name, a code or a secret."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from relparty.registers.lookup import Wanted

_FILE = "requests.jsonl"
_KEY_FILE = "requests.key"
_KEY_BYTES = 32
_TOKEN_LENGTH = 16


@dataclass(frozen=True, slots=True)
class RequestLog:
    """The log in a folder. A company stands in it as a keyed token: equal within one office, meaningless elsewhere."""

    folder: Path
    key: bytes

    def note(self, source: str, call: str, wanted: Wanted, at: datetime, outcome: str, *, from_cache: bool, cost: str = "0") -> None:
        """Adds a line."""
        line = {
            "at": at.astimezone(UTC).isoformat(timespec="seconds"),
            "source": source,
            "call": call,
            "about": self.token(wanted),
            "outcome": outcome,
            "from_cache": from_cache,
            "cost": cost,
        }
        with (self.folder / _FILE).open("a", encoding="utf-8") as file:
            file.write(json.dumps(line) + "\n")

    def token(self, wanted: Wanted) -> str:
        """What stands in the log for a company."""
        return hmac.new(self.key, f"{wanted.code}|{wanted.name}".encode(), hashlib.sha256).hexdigest()[:_TOKEN_LENGTH]


def opened(folder: Path) -> RequestLog:
    """The log in a folder, made with a new key at its first use; only its owner can read the folder.

    Raises OSError where nothing can be written there, before anything is asked.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / _FILE).open("a", encoding="utf-8").close()
    return RequestLog(folder, _key(folder / _KEY_FILE))


def _key(path: Path) -> bytes:
    """The key of the log: whole or not there at all, so that no token is ever made with half of one."""
    if not path.is_file() or path.stat().st_size != _KEY_BYTES:
        new = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(secrets.token_bytes(_KEY_BYTES))
        if path.is_file() and path.stat().st_size == _KEY_BYTES:
            new.unlink()
        else:
            new.replace(path)
    return path.read_bytes()


def last_answers(folder: Path) -> dict[str, str]:
    """When each source last answered, by the log; empty where nothing was ever asked."""
    path = folder / _FILE
    if not path.is_file():
        return {}
    found: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
        except ValueError:
            continue  # a line cut off by a kill
        if told.get("outcome") == "answered" and not told.get("from_cache"):
            found[str(told["source"])] = str(told["at"])
    return found
