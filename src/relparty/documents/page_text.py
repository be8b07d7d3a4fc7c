"""The running text of a saved page's elements: lines of cells, with the gaps that a reader sees between the parts of a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relparty.documents.cells import Cell
from relparty.model.record import Place

if TYPE_CHECKING:
    from lxml.etree import _Element

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure footer form frameset "
    "h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol p pre search section summary table tbody td tfoot "
    "th thead tr ul".split()
)
"""Elements that begin and end a line of their own."""

LINKS = frozenset(("a", "button"))
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]")
_WRAPPED = re.compile(rf"(?<=[{_WIDE}])[ \t]*[\r\n]\s*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\r\n\f\v\xa0]+")
_CJK = re.compile(f"[{_WIDE}]")
_NOT_TYPED = frozenset("hidden password submit button reset image search file".split())
_TICKED = {True: "☑", False: "□"}
_LONGEST_PART = 300
_BUILT = ("dl", "table", "iframe", "frame", "ul", "ol")


class Line:
    """A line in the making: texts, and the borders of inline elements between them."""

    def __init__(self) -> None:
        self.cells: list[str] = []
        self.is_at_border = False

    def border(self) -> None:
        """Marks that an inline element begins or ends here."""
        self.is_at_border = True

    def add(self, text: str | None) -> None:
        """Adds a text; a gap where an element begins or ends parts the line, as between a label and its value."""
        if not text:
            return
        told = _SPACES.sub(" ", _WRAPPED.sub("", _UNSEEN.sub("", text)))
        if not told:
            return
        last = self.cells[-1] if self.cells else ""
        has_gap = last.endswith(" ") or told.startswith(" ")
        if last.strip() and self.is_at_border and has_gap and (_CJK.search(last) or _CJK.search(told)):
            self.cells.append(told)
        elif self.cells:
            self.cells[-1] = last + told
        else:
            self.cells.append(told)
        self.is_at_border = not told.strip() and self.is_at_border

    def taken(self) -> tuple[str, ...]:
        """The cells of the line, which is empty from here on."""
        found = tuple(cell for each in self.cells if (cell := each.strip()))
        self.cells, self.is_at_border = [], False
        return found


def lines(element: _Element) -> Iterator[tuple[str, ...]]:
    """The lines of text inside an element, each as the cells that stand apart in it."""
    from lxml import etree

    line = Line()
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        is_block = inner.tag in BLOCKS or inner.tag == "br"
        if is_block and (told := line.taken()):
            yield told
        elif not is_block:
            line.border()
        if event == "start":
            line.add(entered(inner))
            line.add(inner.text if inner.tag not in ("select", "textarea") else None)
        elif inner is not element:
            line.add(inner.tail)
    if told := line.taken():
        yield told


def joined_text(element: _Element) -> str:
    """The whole text of a table cell or label, its lines and parts set apart by spaces."""
    return " ".join(" ".join(cells) for cells in lines(element))


def entered(element: _Element) -> str:
    """What a person has filled in or chosen in an input element; nothing for other elements."""
    if element.tag == "textarea":
        return element.text or ""
    if element.tag == "select":
        options = list(element.iter("option"))
        chosen = next((each for each in options if each.get("selected") is not None), options[0] if options else None)
        told = " ".join("".join(chosen.itertext()).split()) if chosen is not None else ""
        for option in options:
            option.text = None  # the other choices are not what was answered
        return told
    if element.tag != "input":
        return ""
    sort = (element.get("type") or "text").lower()
    if sort in ("checkbox", "radio"):
        return _TICKED[element.get("checked") is not None]
    return "" if sort in _NOT_TYPED else element.get("value") or ""


def parts(element: _Element) -> tuple[str, ...]:
    """The texts of an element that holds nothing but a few parts, as a label with its value or a name with its office.

    The parts are blocks or bear classes of their own; letters of one text that merely stand in elements do not.
    """
    children = list(element)
    if not 2 <= len(children) <= 4 or (element.text or "").strip() or any((child.tail or "").strip() for child in children):
        return ()
    are_blocks = all(child.tag in BLOCKS for child in children)
    classes = [child.get("class") for child in children]
    is_marked = None not in classes and len(set(classes)) == len(classes)
    if not (are_blocks or is_marked) or any(inner.tag in BLOCKS for child in children for inner in child.iterdescendants("*")):
        return ()
    if are_blocks and any(parts(child) for child in children):
        return ()
    texts = tuple(joined_text(child) for child in children)
    return () if not texts[0] or texts[0].isdigit() or max(map(len, texts)) > _LONGEST_PART else texts


def definitions(element: _Element) -> list[tuple[str, ...]]:
    """Each label of a `<dl>` with what is said of it; nothing where the list holds more than plain labels and values."""
    told = [part for child in element for part in (child if child.tag == "div" else (child,))]
    if any(part.tag not in ("dt", "dd") for part in told) or next(element.iterdescendants(*_BUILT), None) is not None:
        return []
    rows: list[list[str]] = []
    for before, part in zip((None, *told), told, strict=False):
        if not rows or (part.tag == "dt" and before is not None and before.tag == "dd"):
            rows.append([])
        rows[-1].append(joined_text(part))
    return [tuple(row) for row in rows]


def are_links(element: _Element) -> tuple[str, ...]:
    """The texts of a list in which every entry is a link, as menus are; nothing for other lists."""
    texts = []
    for child in element.iterchildren("*"):
        told = "".join(child.itertext()).strip()
        linked = "".join(text for link in child.iter(*LINKS) for text in link.itertext()).strip()
        if told != linked:
            return ()
        if told:
            texts.append(joined_text(child))
    return tuple(texts) if len(texts) > 1 else ()


def side_by_side(texts: tuple[str, ...], row: int) -> tuple[Cell, ...]:
    """The cells of a line, one unit apart."""
    return tuple(Cell(text, Place(row=row), float(at), float(at + 1)) for at, text in enumerate(texts))
