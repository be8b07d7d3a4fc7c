"""Writing files that a loss of power leaves whole or leaves out."""

from __future__ import annotations

import io
import os
import secrets
import shutil
from pathlib import Path
from typing import IO


def settle(folder: Path) -> None:
    """Has the system write down which names a folder holds, so that a file outlives a loss of power."""
    place = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(place)
    finally:
        os.close(place)


def write(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, for this user alone; a file of that name is replaced."""
    copy(path, io.BytesIO(content))


def copy(path: Path, content: IO[bytes]) -> None:
    """Writes what a file holds, piece by piece, in the same way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    try:
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            shutil.copyfileobj(content, file, 1 << 20)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)
    settle(path.parent)
