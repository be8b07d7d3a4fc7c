"""The places of a page read: each twice, doubtful ones more often, what was read made one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.documents.cells import joined
from relparty.documents.ocr import SURE, sheet
from relparty.documents.ocr.boxes import Box, visual_lines
from relparty.documents.ocr.rulings import RuledCell
from relparty.documents.ocr.sheet import Sheet
from relparty.documents.ocr.uniting import DISPUTED, Said, agree, is_doubtful_code, is_identifier, united, weakest

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Image
    from relparty.documents.ocr.decoding import Reading
    from relparty.documents.ocr.engine import Engine

_USUAL, _LARGER = 0.22, 0.38
"""Paper left above and below a line, in character heights, when it is read first and again: another size for the recogniser."""
_MARGINS = (0.0, 0.14, 0.3, 0.5)
"""The same for long numbers, whose check digits tell which reading is right."""
_TIGHT = 0.0
"""The same for the third reading of names."""
_NAME = re.compile(r"[\u4e00-\u9fff]{2}")
_THIN = 0.3
"""Height of a line, in character heights, below which it may be the rest of a ruling."""
_LEGIBLE = 0.8
"""Confidence below which pale or red ink in a cell is no text: a piece of the seal on a sealed page, else unreadable."""
_DASHES = {"一": "—"}
"""A stroke that is all of an answer is a dash, which says none; nobody answers 「one」 so."""
_NUMBER = re.compile(r"[\d., \-]+")


@dataclass(frozen=True, slots=True)
class Spot:
    """A place to read: its frame, its lines of ink in the flattened page, its lines as the detector found them.

    `coloured` or pale ink is lost in the flattened page; `sealed` is red ink on a page with a seal. A place
    that is not `whole` may be several cells.
    """

    frame: Box
    inked: tuple[Box, ...]
    found: tuple[Box, ...]
    coloured: bool = False
    sealed: bool = False
    whole: bool = True

    @property
    def lines(self) -> tuple[Box, ...]:
        return self.inked or self.found


def ruled_spot(page: Sheet, cell: RuledCell) -> Spot:
    """The place that a cell of a ruled table is."""
    inked, found = tuple(sheet.ink_lines(page, cell.box)), tuple(sheet.found_in(page, cell.box))
    if inked or found:
        return Spot(cell.box, inked, found, coloured=not inked, whole=cell.whole and not sheet.runs_through(page, cell.box))
    pale = tuple(sheet.pale_lines(page, cell.box))
    red = tuple(sheet.red_lines(page, cell.box))
    return Spot(cell.box, (), red or pale, coloured=True, sealed=bool(red) and page.has_seal, whole=cell.whole)


def free_spot(page: Sheet, box: Box) -> Spot:
    """The place that a line outside all tables is."""
    coloured = sheet.is_coloured(page, box)
    return Spot(box, () if coloured else (box,), (box,), coloured)


def read(page: Sheet, spots: Sequence[Spot], engine: Engine) -> list[Said]:
    """What each place says and how sure that is.

    Every place is read from the flattened page and from the page as it came, an identifier whose check
    digits are right only once. Where the two disagree, or a long number fails its check digits, more
    readings in other sizes decide; what then seems a sure name is read once more.
    """
    said = [[each] if spot.inked else [] for spot, each in zip(spots, _all(spots, _clean(page), engine), strict=True)]
    second = [at for at, each in enumerate(said) if not any(is_identifier(one.text) for one in each)]
    for at, each in zip(second, _all([spots[at] for at in second], _as_it_came(page), engine), strict=True):
        said[at].append(each)
    doubtful = [at for at, each in enumerate(said) if spots[at].inked and not agree(each)]
    numbers = [at for at, each in enumerate(said) if spots[at].inked and any(is_doubtful_code(one.text) for one in each)]
    for places, pieces in [(doubtful, _clean(page, _LARGER)), (doubtful, _as_it_came(page, tighter=True))] + [
        (numbers, _clean(page, margin)) for margin in _MARGINS
    ]:
        for at, each in zip(places, _all([spots[at] for at in places], pieces, engine), strict=True):
            said[at].append(each)
    joint = [united(each) for each in said]
    names = [at for at, each in enumerate(joint) if spots[at].inked and each.confidence >= SURE and _NAME.search(each.text)]
    for at, again in zip(names, _all([spots[at] for at in names], _clean(page, _TIGHT), engine), strict=True):
        joint[at] = _borne_out(joint[at], again)
    return [_judged(page, spot, each) for spot, each in zip(spots, joint, strict=True)]


def _borne_out(said: Said, again: Said) -> Said:
    """A name as sure as its third reading: the model is now and then sure of a wrong character, but seldom in three sizes."""
    return Said(said.text, min(said.confidence, again.confidence if agree([said, again]) else DISPUTED))


def _judged(page: Sheet, spot: Spot, said: Said) -> Said:
    """What a place says, doubted where it may be several cells, its ink is not black, or a figure may be lost."""
    if spot.sealed and said.confidence < _LEGIBLE:
        return Said("", 1.0)
    if spot.coloured and said.confidence < _LEGIBLE and spot.frame not in spot.found:
        return Said("", 0.0) if spot.found else said
    is_coloured = spot.coloured and bool(said.text)
    if spot.whole and not is_coloured and not _is_parted(page, spot, said.text) and not _lost_figure(page, spot, said.text):
        return said
    return Said(said.text, min(DISPUTED, said.confidence))


def _is_parted(page: Sheet, spot: Spot, text: str) -> bool:
    """Whether a place may be several cells or part of one: words as far apart as columns, or letters at its very edge."""
    if spot.frame in spot.inked:
        return False
    is_wide = "：" not in text and ":" not in text and any(sheet.is_parted(page, line) for line in spot.inked)
    return is_wide or any(sheet.is_cut(page, spot.frame, line) for line in spot.inked)


def _lost_figure(page: Sheet, spot: Spot, text: str) -> bool:
    """Whether a number has fewer figures than there are pieces of ink: figures stand apart in every font."""
    is_number = bool(_NUMBER.fullmatch(text)) and not is_identifier(text)
    return is_number and sum(sheet.pieces(page, line) for line in spot.inked) > len(text.replace(" ", ""))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A line and its picture; `silent` ones may say nothing without being unreadable."""

    box: Box
    image: Image
    silent: bool = False


_Pieces = Callable[[Spot], list[_Piece]]
"""The pieces of a place to read, in one way of looking at it."""


def _clean(page: Sheet, margin: float = _USUAL) -> _Pieces:
    """As the flattened page shows them; what is thinner than any character may be a rest of a ruling."""
    return lambda spot: [_Piece(line, sheet.clean_piece(page, line, margin), silent=line.height < _THIN * page.char) for line in spot.inked]


def _as_it_came(page: Sheet, *, tighter: bool = False) -> _Pieces:
    """As the page shows them, where the detector saw lines or else where the ink is."""
    cut = page.char // 6 if tighter else 0

    def pieces(spot: Spot) -> list[_Piece]:
        boxes = spot.found or [line.grown(page.char // 2, page.char // 4).within(spot.frame.grown(-2, -2)) for line in spot.inked]
        shown = [box.grown(0, -cut) if box.height > page.char + 2 * cut else box for box in boxes]
        return [_Piece(box, sheet.raw_piece(page, box, colour=spot.coloured), silent=bool(spot.inked)) for box in shown if box.area]

    return pieces


def _all(spots: Iterable[Spot], pieces: _Pieces, engine: Engine) -> list[Said]:
    """One reading of every place, all their lines recognised together."""
    parts = [pieces(spot) for spot in spots]
    readings = iter(engine.read([piece.image for part in parts for piece in part]))
    return [_together([(piece, next(readings)) for piece in part]) for part in parts]


def _together(read_pieces: Sequence[tuple[_Piece, Reading]]) -> Said:
    """The text of several lines as one, its confidence that of the least sure line."""
    kept = [(piece.box, reading) for piece, reading in read_pieces if reading.text.strip() or not piece.silent]
    lines = [[kept[at][1].text for at in line] for line in visual_lines([box for box, _ in kept])]
    text = joined("\n".join("".join(line) for line in lines))
    return Said(_DASHES.get(text, text), weakest(reading.confidence for _, reading in kept))
