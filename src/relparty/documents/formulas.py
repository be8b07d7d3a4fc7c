"""Formula cells of a workbook whose stored value cannot stand for an answer.

A spreadsheet stores the last result of a formula beside it. A number is taken as the answer (shares are
often calculated); a text result, or none at all, is not what the bidder typed and may show otherwise when opened.
"""

from __future__ import annotations

import io
import re
import zipfile

from relparty.model.record import Place

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_SHEETS = "xl/worksheets/"
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})")


def without_fixed_answer(content: bytes) -> list[Place]:
    """The places of such cells in an xlsx workbook, in reading order; none for other kinds of workbook."""
    if not content.startswith(b"PK"):
        return []
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        with_formulas = {
            member: xml for member in package.namelist() if member.startswith(_SHEETS) and b"f>" in (xml := package.read(member))
        }
        if not with_formulas:
            return []
        return [place for name, member in _sheets(package) if member in with_formulas for place in _places(name, with_formulas[member])]


def _sheets(package: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets' names with the members that hold them."""
    from lxml import etree

    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(package.namelist()):
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    relations = etree.fromstring(package.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {each.get("Id"): str(each.get("Target")) for each in relations}
    book = etree.fromstring(package.read("xl/workbook.xml"), parser)
    return [(str(each.get("name")), _member(targets.get(each.get(_RELATION), ""))) for each in book.iter(f"{_MAIN}sheet")]


def _member(target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else f"xl/{target}"


def _places(sheet: str, xml: bytes) -> list[Place]:
    from lxml import etree

    found = []
    for _, cell in etree.iterparse(io.BytesIO(xml), tag=f"{_MAIN}c", resolve_entities=False, no_network=True):
        if cell.find(f"{_MAIN}f") is not None and not _is_number(cell.get("t", "n"), cell.findtext(f"{_MAIN}v")):
            found.append(_place(sheet, str(cell.get("r", ""))))
        cell.clear()
    return found


def _is_number(kind: str, value: str | None) -> bool:
    return kind == "n" and bool(value)


def _place(sheet: str, reference: str) -> Place:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return Place(sheet=sheet)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Place(sheet=sheet, row=int(found[2]), column=column)
