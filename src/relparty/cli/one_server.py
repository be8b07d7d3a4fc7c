"""One server at a time for a casebook: a second one would take the screenings of the first for cut off."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from relparty.errors import UsageError

LOCK = "serving.lock"


@contextmanager
def only_one(folder: Path, otherwise: UsageError) -> Iterator[None]:
    """Holds the casebook's folder for this process; raises the error where another holds it. The system lets go at a crash."""
    try:
        import fcntl
    except ImportError:  # Windows has no such locks, and there the port alone keeps two apart
        yield
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise otherwise from None
        yield
