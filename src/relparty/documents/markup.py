"""Saved web pages (.html, .mhtml) to rows of cells: tables, label and value pairs, lines of text, as a browser shows them.

Nothing is fetched, opened or run: what a page keeps in other files is not there, and a frame that is not in the
file is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from relparty.documents import page_styles, page_text, saved_page
from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.documents.page_tables import Grid
from relparty.documents.saved_page import SAVE_AGAIN, SavedPage
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase, Sentence
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from lxml.etree import _Element

WEB = "web"
"""The grid of a page's lines; those of its tables begin with this word."""

_ENTITIES = Phrase(
    "文件中含有自定义实体（DTD），可能隐藏内容或被恶意构造",
    "the file defines entities of its own (DTD), which may hide content or be made to do harm",
)
_TOO_DEEP = Phrase("网页嵌套过深或有超长的内容，无法完整识读", "the page is nested too deeply or holds a text too long to be read whole")
_NOTHING = Phrase("网页上没有任何可见的文字", "the page shows no text")
_TOO_MANY = Phrase("单元格超过 {limit} 个", "it has more than {limit} cells")
_CUT = Phrase("网页文件没有结尾，可能只保存了一部分", "the page has no end: it may have been saved in part")
_FRAME = Phrase(
    "网页中的内嵌框架（iframe）没有一起保存，其内容未识读：{name}", "a frame of the page was not saved with it and was not read: {name}"
)
_OWN_ENTITY = re.compile(r"<!ENTITY\s", re.IGNORECASE)
_BEGINS, _ENDS = re.compile(r"<html[\s>]", re.IGNORECASE), re.compile(r"</html\s*>", re.IGNORECASE)
_NO_ADDRESS = ("about:", "javascript:", "data:", "chrome", "#")
_SMALLEST_FRAME = 10
_LONGEST_NAME = 80


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The visible rows of an .html file; raises UnreadableFile when it shows none or cannot be read whole."""
    return _document(file, saved_page.plain(file, content), limits)


def read_archive(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The visible rows of an .mhtml file, its frames in their places, and the day on which it was saved.

    Raises UnreadableFile when it shows none or cannot be read whole.
    """
    return _document(file, saved_page.archive(file, content, limits), limits)


def is_web_page(document: FormDocument) -> bool:
    """True for a document that was read from a saved page."""
    return any(row.grid.startswith(WEB) for row in document.rows)


def _document(file: FormFile, page: SavedPage, limits: FileLimits) -> FormDocument:
    reader = _Reader(file, page, limits)
    reader.read(page.html)
    if not any(row.filled for row in reader.rows):
        raise UnreadableFile(file.file, _NOTHING(), SAVE_AGAIN())
    if page.saved_at:
        said = f"保存时间：{page.saved_at:%Y-%m-%d %H:%M}"
        reader.rows.append(Row((Cell(said, Place(pointer="Date")),), CAPTION))
    is_cut = _BEGINS.search(page.html) and not _ENDS.search(page.html)
    problems = (*((_problem(file, "damaged", _CUT()),) if is_cut else ()), *reader.problems)
    return FormDocument(file, tuple(reader.rows), problems)


def _problem(file: FormFile, reason: str, fact: Sentence) -> Problem:
    return Problem(reason, fact, SAVE_AGAIN(), (Source(file.file, Place(), file.sha256, ""),))


def _tree(file: FormFile, html: str, sheets: Iterable[str], limits: FileLimits) -> _Element | None:
    """The visible elements of a page; None for an empty one."""
    from lxml import etree
    from lxml import html as web

    if _OWN_ENTITY.search(html):
        raise UnreadableFile(file.file, _ENTITIES(), SAVE_AGAIN())
    parser = web.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = web.document_fromstring(html.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None
    if any(error.level == etree.ErrorLevels.FATAL for error in parser.error_log):
        raise UnreadableFile(file.file, _TOO_DEEP(), SAVE_AGAIN())
    if any(True for _ in islice(root.iter("td", "th"), limits.cells, None)):
        raise UnreadableFile(file.file, _TOO_MANY(limit=limits.cells), SAVE_AGAIN())
    page_styles.prune(root, sheets)
    return root


class _Reader:
    """Walks through a page in reading order and gathers its rows."""

    def __init__(self, file: FormFile, page: SavedPage, limits: FileLimits) -> None:
        self.file = file
        self.page = page
        self.limits = limits
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self.line = page_text.Line()
        self.lines = self.tables = self.cells = 0
        self.entered: set[str] = set()

    def read(self, html: str) -> None:
        """Adds the rows of a page, and of the pages in its frames where they stand."""
        from lxml import etree

        root = _tree(self.file, html, self.page.sheets, self.limits)
        if root is None:
            return
        grids: list[Grid] = []
        done: set[_Element] = set()
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if element.tag in page_text.BLOCKS or element.tag == "br":
                self._end_line()
            else:
                self.line.border()
            if event == "start":
                if element in done or self._taken_whole(element, grids, done):
                    walk.skip_subtree()
                    done.add(element)
                else:
                    self.line.add(page_text.entered(element))
                    self.line.add(element.text if element.tag not in ("select", "textarea") else None)
            else:
                if element.tag == "table" and element not in done:
                    grids.pop()
                self.line.add(element.tail)
        self._end_line()

    def _taken_whole(self, element: _Element, grids: list[Grid], done: set[_Element]) -> bool:
        """Whether an element was read at once, so that the walk need not go into it; opens tables and frames."""
        tag = element.tag
        if tag == "table":
            self.tables += 1
            grids.append(Grid(self.tables))
        elif tag == "tr" and grids:
            row, built = grids[-1].row(element)
            self._add(row)
            done.update(each for each in element.iterchildren("td", "th") if each not in built)
            return not built
        elif tag in ("iframe", "frame"):
            self._frame(element)
            return True
        elif tag in ("ul", "ol", "nav", "menu"):
            return self._add_line(page_text.are_links(element))
        elif tag == "dl":
            return self._definitions(page_text.definitions(element))
        elif tag in ("li", "div", "p", "section", "a"):
            return self._add_line(page_text.parts(element))
        return False

    def _definitions(self, found: list[tuple[str, ...]]) -> bool:
        """Whether a list of labels and values was read: a row for each label with what is said of it."""
        for texts in found:
            self._add_line(texts)
        return bool(found)

    def _frame(self, frame: _Element) -> None:
        """Reads the page in a frame where it stands; one that is not in the file is told."""
        inside = frame.get("srcdoc")
        address = (frame.get("src") or "").strip()
        if inside is None and address in self.page.frames and address not in self.entered:
            inside = self.page.frames[address]
            self.entered.add(address)
        if inside is not None:
            self._end_line()
            self.read(inside)
        elif address and address not in self.entered and not address.startswith(_NO_ADDRESS) and not _is_tiny(frame):
            self.problems.append(_problem(self.file, "embedded_file", _FRAME(name=address[:_LONGEST_NAME])))

    def _end_line(self) -> None:
        self._add_line(self.line.taken())

    def _add_line(self, texts: tuple[str, ...]) -> bool:
        """Whether there was anything to add as a line of its own."""
        if not any(texts):
            return False
        self.lines += 1
        self._add(Row(page_text.side_by_side(texts, self.lines), WEB))
        return True

    def _add(self, row: Row) -> None:
        self.cells += len(row.cells)
        if self.cells > self.limits.cells:
            raise UnreadableFile(self.file.file, _TOO_MANY(limit=self.limits.cells), SAVE_AGAIN())
        self.rows.append(row)


def _is_tiny(frame: _Element) -> bool:
    """Whether a frame is too small to show a text, as those that count visitors are."""
    sizes = (frame.get("width") or "", frame.get("height") or "")
    return any(size.isascii() and size.isdigit() and int(size[:6]) < _SMALLEST_FRAME for size in sizes)
