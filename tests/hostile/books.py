"""Workbooks that attack their reader, or that hold what a reader does not see."""

from __future__ import annotations

import io
import struct
from collections.abc import Callable, Iterable

import formwriter
from hostile.ooxml import REL, RELS, SHEET_TYPE, TYPES, XML, cut, locked_book, lying, override, plain, swapped
from hostile.packing import MB, Member, Packed, archive, ole, packed
from hostile.people import EVIL, bidder_form

_MAIN = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
Maker = Callable[[], bytes]


def book(sheets: Iterable[Packed], shared: Packed | None = None) -> bytes:
    """A workbook of these sheets."""
    parts = list(sheets)
    listed = b"".join(b'<sheet name="S%d" sheetId="%d" r:id="rId%d"/>' % (n, n, n) for n in range(1, len(parts) + 1))
    types = override("xl/workbook.xml", f"{SHEET_TYPE}sheet.main+xml")
    types += b"".join(override(f"xl/worksheets/sheet{n}.xml", f"{SHEET_TYPE}worksheet+xml") for n in range(1, len(parts) + 1))
    rels = b"".join(REL % (b"rId%d" % n, b"worksheet", b"worksheets/sheet%d.xml" % n) for n in range(1, len(parts) + 1))
    if shared:
        types += override("xl/sharedStrings.xml", f"{SHEET_TYPE}sharedStrings+xml")
        rels += REL % (b"rIdS", b"sharedStrings", b"sharedStrings.xml")
    members = [
        Member(b"[Content_Types].xml", plain(XML + TYPES % types)),
        Member(b"_rels/.rels", plain(XML + RELS % (REL % (b"rId1", b"officeDocument", b"xl/workbook.xml")))),
        Member(b"xl/workbook.xml", plain(XML + b"<workbook %s><sheets>%s</sheets></workbook>" % (_MAIN, listed))),
        Member(b"xl/_rels/workbook.xml.rels", plain(XML + RELS % rels)),
        *(Member(b"xl/worksheets/sheet%d.xml" % n, part) for n, part in enumerate(parts, start=1)),
    ]
    return archive([*members, *([Member(b"xl/sharedStrings.xml", shared)] if shared else [])])


def _sheet(cells: bytes) -> bytes:
    return XML + b"<worksheet %s><sheetData>%s</sheetData></worksheet>" % (_MAIN, cells)


def _text_cell(at: str, text: str) -> bytes:
    return f'<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>'.encode()


def many_sheets() -> bytes:
    sheet = plain(_sheet(b'<row r="1">' + _text_cell("A1", "单位名称") + b"</row>"))
    return book([sheet] * 10_000)


def far_cell() -> bytes:
    first, last = _text_cell("A1", "单位名称"), _text_cell("XFD1048576", "无")
    return book([plain(_sheet(b'<row r="1">' + first + b'</row><row r="1048576">' + last + b"</row>"))])


def sheet_bomb() -> bytes:
    head, _, tail = _sheet(b"@").partition(b"@")
    row = b"<row><c><v>1</v></c></row>" * 40_000
    return book([packed((head, 1), (row, 1024), (tail, 1))])


def lying_book() -> bytes:
    """A sheet of 1 GB whose zip headers say a kilobyte."""
    return lying(sheet_bomb())


def shared_strings_bomb() -> bytes:
    """One text of 8 MB that 5,000 cells show: 40 GB once it is unrolled."""
    start, end = b"<sst %s><si><t>" % _MAIN, b"</t></si></sst>"
    shared = packed((XML + start, 1), (b"A" * MB, 8), (end, 1))
    return book([plain(_sheet(b"<row>" + b'<c t="s"><v>0</v></c>' * 5_000 + b"</row>"))], shared)


def merged_everywhere() -> bytes:
    """Two cells, and one merged range over the whole sheet."""
    cells = _sheet(b'<row r="1">' + _text_cell("A1", "单位名称") + _text_cell("B1", "无") + b"</row>")
    return book([plain(cells.replace(b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'))])


def nonsense_cells() -> bytes:
    """Enough cells that nobody understands for a report of a hundred thousand findings."""
    rows = b"".join(
        b'<row r="%d">%s</row>' % (n, _text_cell(f"A{n}", f"胡言{n}") + _text_cell(f"B{n}", f"乱语{n}")) for n in range(1, 60_001)
    )
    return book([plain(_sheet(rows))])


def giant_cell() -> bytes:
    """A good form whose head, the only holder, bears a name of 30 MB."""
    name = bidder_form()["head"]["name"].encode("ascii", "xmlcharrefreplace").decode()  # as openpyxl writes it without lxml
    return swapped(formwriter.xlsx(bidder_form()), {"xl/worksheets/sheet1.xml": (name, "龙" * (10 * MB))})


def book_macros() -> bytes:
    """A good form saved with macros under .xlsx."""
    macro = ole({"VBA": b"Attribute VB_Name"})
    kinds = {"[Content_Types].xml": (f"{SHEET_TYPE}sheet.main+xml", "application/vnd.ms-excel.sheet.macroEnabled.main+xml")}
    return swapped(formwriter.xlsx(bidder_form()), kinds, {"xl/vbaProject.bin": macro})


def formulas() -> bytes:
    """A form that names a related unit by a formula whose result was never stored."""
    import openpyxl

    form = bidder_form() | {"related_units": [{"name": "深圳市隐名工程有限公司", "uscc": "", "relation": "holding"}]}
    whole = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(form)))
    for row in whole.active.iter_rows():
        for cell in row:
            if cell.value == "深圳市隐名工程有限公司":
                cell.value = '=CONCATENATE("深圳市隐名","工程有限公司")'
    target = io.BytesIO()
    whole.save(target)
    return target.getvalue()


def book_entities() -> bytes:
    """The bidder's name is an XML entity of the sheet."""
    name = bidder_form()["bidder"]["name"]
    part = "xl/worksheets/sheet1.xml"
    whole = swapped(_with_inline_texts(), {part: (name, "&who;")})
    return swapped(whole, {part: ("<worksheet", f'<!DOCTYPE worksheet [<!ENTITY who "{name}">]><worksheet')})


def _with_inline_texts() -> bytes:
    rows = b""
    for number, row in enumerate(formwriter.table(bidder_form()), start=1):
        cells = b"".join(_text_cell(f"{'ABCDEF'[n]}{number}", str(value)) for n, value in enumerate(row) if value != "")
        rows += b'<row r="%d">%s</row>' % (number, cells)
    return book([plain(_sheet(rows))])


def locked_old_book() -> bytes:
    """An .xls with a password: BOF, FILEPASS and what cannot be read."""
    bof = struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 1996, 0, 0)
    return ole({"Workbook": bof + struct.pack("<HHHHH", 0x002F, 6, 1, 1, 1) + EVIL})


def old_book_cut() -> bytes:
    """An .xls whose stream ends after its first record."""
    return ole({"Workbook": struct.pack("<HHHHHHII", 0x0809, 16, 0x0600, 5, 0x0DBB, 1996, 0, 0)})


BOOKS: dict[str, tuple[str, Maker]] = {
    "xlsx: 10,000 sheets": ("xlsx", many_sheets),
    "xlsx: a cell at XFD1048576": ("xlsx", far_cell),
    "xlsx: sheet of 1 GB": ("xlsx", sheet_bomb),
    "xlsx: sheet of 1 GB that says 1 kB": ("xlsx", lying_book),
    "xlsx: shared strings of 40 GB": ("xlsx", shared_strings_bomb),
    "xlsx: one merged range over all": ("xlsx", merged_everywhere),
    "xlsx: 120,000 cells of nonsense": ("xlsx", nonsense_cells),
    "xlsx: a name of 30 MB": ("xlsx", giant_cell),
    "xlsx: macros": ("xlsx", book_macros),
    "xlsx: formulas without results": ("xlsx", formulas),
    "xlsx: entities": ("xlsx", book_entities),
    "xlsx: password": ("xlsx", locked_book),
    "xlsx: truncated": ("xlsx", lambda: cut(formwriter.xlsx(bidder_form()))),
    "xls: password": ("xls", locked_old_book),
    "xls: cut stream": ("xls", old_book_cut),
    "xls: garbage": ("xls", lambda: EVIL),
    "et: garbage": ("et", lambda: EVIL),
    "et: garbage behind an OLE head": ("et", lambda: ole({"Workbook": EVIL})[:2500]),
}
