"""What a workbook shows beside its cells: comments, page heads and feet, text boxes, charts, files shown inside."""

from __future__ import annotations

import contextlib
import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from relparty.documents.asides import Asides, Note, embedded, unreadable, without_repeated
from relparty.documents.cells import Row
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem

if TYPE_CHECKING:
    from lxml.etree import _Element

_COMMENT, _THREAD, _BOX, _HEAD = "批注 (comment)", "批注 (threaded comment)", "文本框 (text box)", "页眉页脚 (page header or footer)"
_DRAWINGS = frozenset(("drawing", "chart", "chartEx", "chartUserShapes", "diagramData"))
_FILES = frozenset(("oleObject", "package", "control"))
_WORKBOOK, _RELATION = "xl/workbook.xml", "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_PAGE = re.compile(r"&[PN](?:[+-]\d+)?")
_CODE = re.compile(r'&(?:"[^"]*"|\d+|K(?:[0-9A-Fa-f]{6}|\d\d[+-]\d{3})|[A-Z])')
_PARTS = re.compile("&[LCR]")
_AND = "\x00"

_ZIP_ERRORS = (zipfile.BadZipFile, zlib.error, KeyError, ValueError, NotImplementedError, RuntimeError, EOFError)


@dataclass(slots=True)
class _Walk:
    """Goes from each sheet to the parts around it, and keeps what they say."""

    file: FormFile
    package: zipfile.ZipFile
    names: frozenset[str]
    heads: list[Note] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    files: list[str] = field(default_factory=list)

    def sheet(self, sheet: str, member: str) -> None:
        """Takes the page heads of a sheet and all that is tied to it."""
        with self._reporting(sheet, member):
            self.heads += _heads(sheet, self.package.read(member))
        threads: list[Note] = []
        comments: list[Note] = []
        for kind, target in self._around(member):
            with self._reporting(sheet, target):
                if kind in _FILES:
                    self.files.append(target.rpartition("/")[2])
                elif target not in self.names:
                    continue
                elif kind == "comments":
                    comments += _comments(sheet, _parsed(self.package.read(target)))
                elif kind == "threadedComment":
                    threads += _threads(sheet, _parsed(self.package.read(target)))
                elif kind == "vmlDrawing":
                    self.notes += _old_boxes(sheet, self.package.read(target))
                elif kind in _DRAWINGS:
                    self.notes += _drawn(sheet, _parsed(self.package.read(target)))
        self.notes += [*threads, *_without_copies(comments, threads)]

    def _around(self, member: str) -> list[tuple[str, str]]:
        """The kinds and members of the parts that a sheet leads to, with those that its drawings lead to."""
        around = list(dict.fromkeys(_relations(self.package, self.names, member)))
        for kind, target in around:  # grows while it is walked
            if kind in ("drawing", "chart", "chartEx"):
                further = _relations(self.package, self.names, target)
                around += [each for each in further if each[0] in _DRAWINGS and each not in around]
        return around

    @contextlib.contextmanager
    def _reporting(self, sheet: str, member: str) -> Iterator[None]:
        from lxml.etree import XMLSyntaxError

        try:
            yield
        except (XMLSyntaxError, *_ZIP_ERRORS) as error:
            self.problems.append(unreadable(self.file, Place(sheet=sheet), f"{member} ({type(error).__name__})"))


def found(file: FormFile, content: bytes, rows: Sequence[Row]) -> Asides:
    """What stands beside the cells of an xlsx workbook; page heads that repeat a row are left out.

    Nothing for a workbook that is no package of XML.
    """
    if not content.startswith(b"PK"):
        return Asides()
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        walk = _Walk(file, package, frozenset(package.namelist()))
        if _WORKBOOK not in walk.names and any("/comments" in name for name in walk.names):
            return Asides(problems=(unreadable(file, Place(), "xlsb"),))
        for sheet, member in _sheets(package, walk.names):
            walk.sheet(sheet, member)
    files = [embedded(file, Place(), walk.files)] if walk.files else []
    return Asides((*without_repeated(walk.heads, rows), *walk.notes), (*walk.problems, *files))


# --- the package ---------------------------------------------------------------------------------


def _parsed(xml: bytes) -> _Element:
    from lxml import etree

    return etree.fromstring(
        xml, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    )


def _sheets(package: zipfile.ZipFile, names: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The sheets' names with the members that hold them; none for a workbook that is no package of XML."""
    from lxml import etree

    if _WORKBOOK not in names:
        return

    targets = {each.get("Id", ""): each.get("Target", "") for each in _relation_elements(package, names, _WORKBOOK)}
    try:
        book = _parsed(package.read(_WORKBOOK))
    except etree.XMLSyntaxError:
        return
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT) or "")
        if target and _joined(_WORKBOOK, target) in names:
            yield sheet.get("name", ""), _joined(_WORKBOOK, target)


def _relations(package: zipfile.ZipFile, names: frozenset[str], member: str) -> list[tuple[str, str]]:
    """The kinds and the targets of a part's relations."""
    elements = _relation_elements(package, names, member)
    return [(each.get("Type", "").rpartition("/")[2], _joined(member, each.get("Target", ""))) for each in elements]


def _relation_elements(package: zipfile.ZipFile, names: frozenset[str], member: str) -> list[_Element]:
    from lxml import etree

    folder, _, name = member.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    try:
        return list(_parsed(package.read(relations))) if relations in names else []
    except etree.XMLSyntaxError:
        return []


def _joined(member: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(member), target)).removeprefix("/")


# --- the places ----------------------------------------------------------------------------------


def _lines(sheet: str, where: str, place: Place, text: str) -> list[Note]:
    return [Note(f"{sheet} {where}", place, line) for line in text.splitlines() if line.strip()]


def _heads(sheet: str, xml: bytes) -> Iterator[Note]:
    """The texts of a sheet's page head and foot, as printed."""
    if b"eaderFooter" not in xml and not xml.startswith((b"\xff\xfe", b"\xfe\xff")):
        return
    from lxml import etree

    for _, element in etree.iterparse(io.BytesIO(xml), tag=("{*}row", "{*}headerFooter"), resolve_entities=False, no_network=True):
        if element.tag.endswith("}headerFooter"):
            for text in element.itertext():
                for part in _PARTS.split(text.replace("&&", _AND)):
                    yield from _lines(sheet, _HEAD, Place(pointer=f"{sheet} {_HEAD}"), _printed(part))
        element.clear()


def _printed(part: str) -> str:
    """A part of a page head without its codes for type, colour and fields; page numbers stand for themselves."""
    return _CODE.sub("", _PAGE.sub("1", part)).replace(_AND, "&")


def _comments(sheet: str, root: _Element) -> Iterator[Note]:
    authors = [(author.text or "").strip() for author in root.iter("{*}author")]
    for comment in root.iter("{*}comment"):
        number = comment.get("authorId", "")
        author = authors[int(number)] if number.isdecimal() and int(number) < len(authors) else ""
        text = _spelt(comment)
        if author and re.match(rf"{re.escape(author)}[:：]\s*\n", text):  # Excel prints who wrote it on a line of its own
            text = text.partition("\n")[2]
        yield from _lines(sheet, _COMMENT, _place(sheet, comment.get("ref", "")), text)


def _spelt(comment: _Element) -> str:
    """The text of a comment without the readings that stand over its characters."""
    told = (each for each in comment.iter("{*}t") if not any(above.tag.endswith("}rPh") for above in each.iterancestors()))
    return "".join(each.text or "" for each in told)


def _threads(sheet: str, root: _Element) -> Iterator[Note]:
    for comment in root.iter("{*}threadedComment"):
        text = "".join(each.text or "" for each in comment.iter("{*}text"))
        yield from _lines(sheet, _THREAD, _place(sheet, comment.get("ref", "")), text)


def _without_copies(comments: list[Note], threads: list[Note]) -> list[Note]:
    """The comments without what Excel writes into them of a thread at the same cell, for older programs."""
    cells = {thread.place for thread in threads}
    said = {(thread.place, thread.text.strip()) for thread in threads}
    return [note for note in comments if not (note.place in cells and ((note.place, note.text.strip()) in said or _is_frame(note.text)))]


def _is_frame(line: str) -> bool:
    """Whether a line stands around every copy of a thread: its heading, a word of help with a link, 「注释:」."""
    line = line.strip()
    return re.fullmatch(r"\[[^\]]{2,24}\]|.{1,12}[:：]", line) is not None or line.endswith(
        "https://go.microsoft.com/fwlink/?linkid=870924"
    )


def _drawn(sheet: str, root: _Element) -> Iterator[Note]:
    """The lines of text in a drawing or chart, each where its shape begins."""
    told: set[tuple[Place, str]] = set()
    for line in root.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}p", "{http://purl.oclc.org/ooxml/drawingml/main}p"):
        anchor = next((above.find("{*}from") for above in line.iterancestors() if above.find("{*}from") is not None), None)
        place = Place(pointer=f"{sheet} {_BOX}") if anchor is None else _corner(sheet, anchor)
        text = "".join(each.text or "" for each in line.iter("{*}t"))
        if (place, text) not in told:  # a shape may be written twice, for newer and for older programs
            told.add((place, text))
            yield from _lines(sheet, _BOX, place, text)


def _corner(sheet: str, anchor: _Element) -> Place:
    row, column = anchor.findtext("{*}row", "0"), anchor.findtext("{*}col", "0")
    return Place(sheet=sheet, row=int(row) + 1, column=int(column) + 1)


def _old_boxes(sheet: str, xml: bytes) -> Iterator[Note]:
    """The texts of boxes in the old drawing language, which is often no good XML."""
    if b"textbox" not in xml and b"textpath" not in xml:
        return
    from lxml import etree

    root = etree.fromstring(xml, etree.XMLParser(recover=True, resolve_entities=False, no_network=True))
    if root is None:
        return
    for box in root.iter("{*}textbox", "{*}textpath"):
        text = " ".join([box.get("string", ""), *(each.strip() for each in box.itertext())])
        yield from _lines(sheet, _BOX, Place(pointer=f"{sheet} {_BOX}"), text)


def _place(sheet: str, reference: str) -> Place:
    known = _REFERENCE.match(reference)
    if known is None:
        return Place(pointer=f"{sheet} {_COMMENT}")
    column = 0
    for letter in known[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(sheet=sheet, row=int(known[2]), column=column)
