"""A paper as PDF, with the fonts inside and as PDF/A-2a, the form for archives, wherever every character has a glyph.

All text goes to the type setter as JSON and never as markup, so nothing that stands in a form can be obeyed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import TYPE_CHECKING

from relparty.fonts import installed, typefaces
from relparty.reports.dossier.blocks import Banner, Block, Crop, Paper, Picture, sheets
from relparty.reports.dossier.tones import ink, wash

if TYPE_CHECKING:
    from typst import PDFStandard

_ARCHIVE: PDFStandard = "a-2a"
_DAY = date(2026, 1, 1)
"""The day of a paper that bears none."""
_TEMPLATE = "paper.typ"


def rendered(paper: Paper) -> bytes:
    """The paper as PDF; raises UsageError, which names what to install, where no font has Chinese."""
    faces = typefaces()
    drawings: dict[str, bytes] = {}
    told = {
        "title": paper.title,
        "lang": paper.lang,
        "foot": paper.foot,
        "sans": faces.sans,
        "serif": faces.serif,
        "sheets": [{"on_side": sheet.on_side, "blocks": [_block(block, drawings) for block in sheet.blocks]} for sheet in sheets(paper)],
    }
    template = files("relparty.reports.dossier").joinpath(_TEMPLATE).read_bytes()
    made_on = datetime.combine(paper.day or _DAY, time(), UTC)
    return _compiled({"main": template, "paper.json": json.dumps(told, ensure_ascii=False).encode(errors="replace"), **drawings}, made_on)


def _block(block: Block, drawings: dict[str, bytes]) -> Mapping[str, object]:
    """The block as JSON; a picture is put among the drawings and named, the piece of a scan told figure by figure.

    The type setter takes text files alone, and a PNG is none.
    """
    told: dict[str, object] = {"kind": type(block).__name__} | {each.name: getattr(block, each.name) for each in fields(block)}
    if isinstance(block, Banner):
        told |= {"ink": ink(block.tone), "wash": wash(block.tone)}
    if isinstance(block, Crop):
        told["png"] = list(block.png)
    if isinstance(block, Picture):
        name = f"picture{len(drawings)}.svg"
        drawings[name] = block.svg
        told |= {"svg": name, "png": ""}
    return told


def _compiled(project: Mapping[str, bytes], made_on: datetime) -> bytes:
    """The project as PDF; as a plain one where an archive's form is refused, which happens where no font has some character."""
    import typst  # slow to load, and only a PDF needs it

    last: typst.TypstError | None = None
    standards: Iterable[list[PDFStandard]] = ([_ARCHIVE], [])
    for standard in standards:
        try:
            made: bytes = typst.compile(  # type: ignore[call-overload]  # its types leave out a project in memory
                dict(project), format="pdf", font_paths=installed(), timestamp=made_on, pdf_standards=standard
            )
        except typst.TypstError as error:
            last = error
        else:
            return made
    raise last or AssertionError
