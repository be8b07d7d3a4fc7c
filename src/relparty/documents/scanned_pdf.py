"""Pages of a PDF that are pictures to rows of cells (extra `ocr`), as many as the time allows."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING

from relparty.documents.cells import Row
from relparty.documents.ocr import engine
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from pypdfium2 import PdfDocument, PdfPage

_SHARE_OF_TIME = 0.8
"""Part of a file's time that reading its pictures may take; the rest is for everything else."""
_DRAWN = 200
"""Resolution (dpi) at which a page of drawn outlines is rendered; a scan is rendered at its own."""

_BROKEN = Phrase("PDF 的扫描页打不开（{reason}）", "the scanned pages of the PDF cannot be opened ({reason})")
_NOT_REACHED = Phrase("第 {pages} 页是扫描件，因识读超时未读", "page {pages} is a scan and was not read: reading took too long")
_NO_TEXT = Phrase("第 {pages} 页是图片，未识读到文字", "page {pages} is a picture in which no text could be read")
_FEWER = Phrase("请该投标人分成较小的文件提交，或人工核对这些页", "ask for smaller files, or check these pages by hand")
_BY_HAND = Phrase("请人工核对这些页", "check these pages by hand")


def read_pages(file: FormFile, content: bytes, pages: Sequence[int], limits: FileLimits) -> tuple[list[list[Row]], tuple[Problem, ...]]:
    """The rows of each of these pages (numbers from 1), and the problems that name pages not read.

    Reach for it after `engine.is_installed`, with the pages of a PDF that are pictures. A page that was not
    read has no rows. Raises UnreadableFile for a PDF that cannot be opened.
    """
    import pypdfium2

    until = time.monotonic() + _SHARE_OF_TIME * limits.seconds
    read: dict[int, list[Row] | None] = {}
    try:
        with closing(pypdfium2.PdfDocument(content)) as document:
            read.update(_each(document, pages, limits, until))
    except (pypdfium2.PdfiumError, ValueError, IndexError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _BY_HAND()) from error
    missed = [number for number in pages if number not in read]
    silent = [number for number in pages if number in read and read[number] is None]
    problems = [_problem(file, "pages_not_reached", _NOT_REACHED, _FEWER, missed)] if missed else []
    problems += [_problem(file, "pages_without_text", _NO_TEXT, _BY_HAND, silent)] if silent else []
    return [read.get(number) or [] for number in pages], tuple(problems)


def _each(document: PdfDocument, pages: Sequence[int], limits: FileLimits, until: float) -> Iterator[tuple[int, list[Row] | None]]:
    """The rows of page after page while there is time for one like the slowest; None for a picture that says nothing."""
    from relparty.documents.ocr import page as reader
    from relparty.documents.ocr.prepare import is_blank

    slowest = 0.0
    for number in pages:
        start = time.monotonic()
        if start + slowest > until:
            return
        picture = _rendered(document[number - 1], limits)
        rows = reader.rows(picture, number, engine.load())
        yield number, rows if rows or is_blank(picture) else None
        slowest = max(slowest, time.monotonic() - start)


def _rendered(page: PdfPage, limits: FileLimits) -> NDArray[np.uint8]:
    """The page as a picture in blue, green and red, at the scan's own resolution or what drawn outlines need."""
    import numpy as np

    from relparty.documents.ocr.prepare import WORKABLE

    width, height = page.get_size()
    most = (min(WORKABLE, limits.pixels) / max(width * height, 1)) ** 0.5
    scale = min(_own_scale(page) or _DRAWN / 72, most)
    bitmap = page.render(scale=scale, rev_byteorder=False, may_draw_forms=True)
    pixels = bitmap.to_numpy()
    colour = pixels if pixels.ndim == 3 else np.repeat(pixels[:, :, None], 3, axis=2)
    return np.ascontiguousarray(colour[:, :, :3])


def _own_scale(page: PdfPage) -> float:
    """Pixels a point of the largest picture on the page; 0 without any that covers half of it."""
    from pypdfium2 import raw

    width, height = page.get_size()
    best = 0.0
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = each.get_bounds()
        if (right - left) * (top - bottom) * 2 >= width * height:
            across, down = each.get_px_size()
            best = max(best, max(across, down) / max(right - left, top - bottom))
    return best


def _problem(file: FormFile, reason: str, fact: Phrase, next_step: Phrase, pages: Sequence[int]) -> Problem:
    numbers = ", ".join(map(str, pages))
    return Problem(reason, fact(pages=numbers), next_step(), (Source(file.file, Place(page=pages[0]), file.sha256, ""),))
