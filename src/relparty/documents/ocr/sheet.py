"""A page ready to be read: its pictures, its ink, its ruled cells, and the pieces of picture to read in each place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.documents.ocr import ink, prepare, rulings
from relparty.documents.ocr.boxes import Box
from relparty.documents.ocr.finding import levelled
from relparty.documents.ocr.rulings import RuledCell, Rulings

if TYPE_CHECKING:
    from relparty.documents.ocr.arrays import Gray, Image, Mask
    from relparty.documents.ocr.engine import Engine


_INSET = 2
"""Pixels inside its edges in which a cell is not read: rests of rulings stand there."""
_COLUMN_GAP = 4
"""Width, in character heights, that parts columns: labels are spaced less widely."""

_ROOM = 0.7
"""Room, in character heights, that letters on both sides of a ruling have between them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """An upright page: `image` as it came, `flat`, `clean` of rulings too, its ink, and the lines `found` on it."""

    image: Image
    flat: Gray
    clean: Gray
    inked: Mask
    faint: Mask
    char: int
    found: tuple[Box, ...]
    tables: tuple[tuple[RuledCell, ...], ...]
    has_seal: bool = False

    @property
    def frame(self) -> Box:
        return Box(0, 0, self.image.shape[1], self.image.shape[0])


def prepared(image: Image, engine: Engine) -> Sheet:
    """The page made ready; reach for it first with a colour picture of any turn and light."""
    upright = levelled(prepare.workable(image), engine)
    flat = prepare.flat(upright.image)
    ruled = rulings.find(flat, ink.usual_height(upright.boxes))
    clean = _without(flat, ruled)
    char = ink.character_height(ink.mask(clean), upright.boxes)
    inked, faint = (ink.without_specks(ink.mask(clean, level), char) for level in (ink.DARK, ink.FAINT))
    return Sheet(upright.image, flat, clean, inked, faint, char, upright.boxes, ruled.tables, upright.has_seal)


def ink_lines(sheet: Sheet, cell: Box) -> list[Box]:
    """The lines of ink in a ruled cell."""
    return ink.lines(sheet.inked, cell.grown(-_INSET, -_INSET).within(sheet.frame), sheet.char, sheet.faint)


def pieces(sheet: Sheet, line: Box) -> int:
    """Into how many pieces of ink, however pale, a line falls from left to right."""
    return ink.pieces(ink.mask(sheet.clean[line.top : line.bottom, line.left : line.right], ink.PALE), sheet.char)


def red_lines(sheet: Sheet, cell: Box) -> list[Box]:
    """The lines of red ink in a ruled cell, which are either text or a piece of a seal."""
    import numpy as np

    inner = cell.grown(-_INSET, -_INSET).within(sheet.frame)
    part = sheet.image[inner.top : inner.bottom, inner.left : inner.right].astype(np.int16)
    red = part[:, :, 2] - part[:, :, :2].max(axis=2) > prepare.RED if part.size else np.zeros((0, 0), bool)
    if not red.any():
        return []
    found = ink.lines(red, Box(0, 0, inner.width, inner.height), sheet.char)
    return [_readable(sheet, line.moved(inner.left, inner.top), inner) for line in found]


def is_parted(sheet: Sheet, line: Box) -> bool:
    """True for a line of ink with a gap as wide as between columns."""
    return ink.widest_gap(sheet.inked[line.top : line.bottom, line.left : line.right]) > _COLUMN_GAP * sheet.char


def is_cut(sheet: Sheet, cell: Box, line: Box) -> bool:
    """True for a line whose ink reaches the side of its cell: what was taken for a ruling may be a letter's stroke."""
    sides = (cell.left + _INSET, cell.right - _INSET - 1)
    return any(bool(sheet.inked[line.top : line.bottom, side].any()) for side in sides if 0 <= side < sheet.inked.shape[1])


def runs_through(sheet: Sheet, cell: Box) -> bool:
    """True when the detector saw a line run on through a side of the cell with no more room there than between letters."""
    reach = round(_ROOM * sheet.char)
    for box in sheet.found:
        rows = slice(max(box.top, cell.top), min(box.bottom, cell.bottom))
        if rows.stop - rows.start < 0.5 * box.height:
            continue
        for side in (cell.left, cell.right):
            is_crossed = box.left < side - reach and box.right > side + reach
            if is_crossed and ink.widest_gap(_beside(sheet, rows, side, reach)) < reach:
                return True
    return False


def _beside(sheet: Sheet, rows: slice, side: int, reach: int) -> Mask:
    """The ink on both sides of a ruling, a mark set at the ends of the stretch; what was painted over is ink, the ruling is none."""
    stretch = ink.mask(sheet.flat[rows, side - reach : side + reach])
    stretch[:, reach - _INSET : reach + _INSET + 1] = False
    stretch[:, 0] = stretch[:, -1] = True
    return stretch


def pale_lines(sheet: Sheet, cell: Box) -> list[Box]:
    """The lines of ink in a ruled cell that are too pale to count as ink: pencil, a dying printer."""
    inner = cell.grown(-_INSET, -_INSET).within(sheet.frame)
    return [_readable(sheet, line, inner) for line in ink.lines(sheet.faint, inner, sheet.char)]


def _readable(sheet: Sheet, line: Box, inner: Box) -> Box:
    """A line with some paper around it, as far as its cell goes."""
    return line.grown(sheet.char // 3, sheet.char // 4).within(inner)


def found_in(sheet: Sheet, cell: Box) -> list[Box]:
    """The parts of the detector's lines that lie in a ruled cell: a line found across two cells is parted."""
    inner = cell.grown(-_INSET, -_INSET)
    parts = [(box, box.within(inner)) for box in sheet.found]
    return [part for box, part in parts if part.area and part.width > 0.4 * sheet.char and part.height > 0.5 * box.height]


def free_lines(sheet: Sheet) -> list[Box]:
    """The detector's lines outside all ruled tables; one that runs across several cells lies inside them."""
    cells = [cell.box for table in sheet.tables for cell in table]
    return [box for box in sheet.found if box.area and sum(box.within(cell).area for cell in cells) * 2 <= box.area]


def overlooked(sheet: Sheet) -> list[Box]:
    """Ink outside all tables as high as characters, on a line with words, that the detector did not see."""
    import cv2
    import numpy as np

    rest = sheet.inked.astype(np.uint8)
    for box in [*sheet.found, *(cell.box.grown(_INSET, _INSET) for table in sheet.tables for cell in table)]:
        rest[max(0, box.top) : box.bottom, max(0, box.left) : box.right] = 0
    joined = cv2.dilate(rest, np.ones((1, sheet.char), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    grown = [Box(left, top, left + width, top + height) for left, top, width, height, _ in stats[1:count].tolist()]
    boxes = [box.grown(-(sheet.char // 2), 0) for box in grown]
    high = [box for box in boxes if 0.6 * sheet.char <= box.height <= 1.5 * sheet.char and box.width >= 0.5 * sheet.char]
    return [box for box in high if any(abs(box.middle - other.middle) < 0.3 * sheet.char for other in sheet.found)]


def clean_piece(sheet: Sheet, line: Box, share: float = 0.22) -> Image:
    """The flattened picture of a line of ink with some paper around it, at least a character high."""
    import cv2

    lacking = max(0, sheet.char - line.height)
    box = line.grown(round(sheet.char * 0.3), round(sheet.char * share + lacking / 2)).within(sheet.frame)
    piece: Image = cv2.cvtColor(sheet.clean[box.top : box.bottom, box.left : box.right], cv2.COLOR_GRAY2BGR)
    return piece


def raw_piece(sheet: Sheet, box: Box, *, colour: bool = False) -> Image:
    """The picture of a line as it came, red ink dropped unless in `colour`."""
    import numpy as np

    inside = box.within(sheet.frame)
    piece = np.ascontiguousarray(sheet.image[inside.top : inside.bottom, inside.left : inside.right])
    return piece if colour else prepare.without_red(piece)


def is_coloured(sheet: Sheet, box: Box) -> bool:
    """True when a line that the detector found is not, or not wholly, of dark ink: it must be read in colour."""
    import numpy as np

    columns = np.flatnonzero(sheet.inked[box.top : box.bottom, box.left : box.right].any(axis=0))
    return not len(columns) or int(columns[-1] - columns[0]) < 0.8 * box.width - sheet.char


def crop(sheet: Sheet, lines: Sequence[Box]) -> bytes:
    """The piece of the page around these lines as a grey PNG, for a person to look at."""
    import cv2
    import numpy as np

    from relparty.documents.ocr.boxes import around

    box = around(lines).grown(sheet.char // 2, sheet.char // 3).within(sheet.frame)
    piece = np.ascontiguousarray(sheet.image[box.top : box.bottom, box.left : box.right])
    done, png = cv2.imencode(".png", cv2.cvtColor(piece, cv2.COLOR_BGR2GRAY))
    return png.tobytes() if done else b""


def _without(flat: Gray, ruled: Rulings) -> Gray:
    """The page with the rulings of its tables painted over; long strokes elsewhere are of large letters and stay."""
    import cv2
    import numpy as np

    edges = np.zeros_like(flat)
    for cell in (cell.box for table in ruled.tables for cell in table):
        cv2.rectangle(edges, (cell.left, cell.top), (cell.right, cell.bottom), 1, 2 * ruled.near + 1)
    clean = flat.copy()
    clean[(edges > 0) & (cv2.dilate(ruled.drawn, np.ones((3, 3), np.uint8)) > 0)] = 255
    return clean
