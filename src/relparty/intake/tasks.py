"""What goes into a child process and what comes back: files to open, and what they held. No parser is loaded with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.model.lot import Declaration, FormFile, Unread

if TYPE_CHECKING:
    from relparty.model.evidence import Extract


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file holds: declarations, register pages and licences, known papers, and what could not be read."""

    file: FormFile
    declarations: tuple[Declaration, ...] = ()
    extracts: tuple[Extract, ...] = ()
    unread: tuple[Unread, ...] = ()
    papers: tuple[FormFile, ...] = ()
    """Attached papers of a known kind that bear on no relation: kept as evidence, not read further."""


class WaitsFor(StrEnum):
    """What a file needs before it can be read."""

    OCR = "ocr"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Task:
    """A file to open: its name in the lot, its place on disk, and the file handed in that holds it (itself, mostly).

    `as_handed_in` is the file itself where `path` is what LibreOffice made of it; `with_ocr` when this child
    may read pictures; `folder` is where its members may be written.
    """

    name: str
    path: Path
    folder: Path
    inside: str = ""
    as_handed_in: FormFile | None = None
    with_ocr: bool = False


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening a file gave: its reading, files inside it, or what it waits for."""

    file: FormFile
    reading: Reading | None = None
    members: tuple[tuple[str, Path], ...] = ()
    waits_for: WaitsFor | None = None
