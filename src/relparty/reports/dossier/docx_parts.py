"""What python-docx leaves to its users: fonts of two scripts, borders, shades, sections and the page number."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from relparty.phrases import Lang
from relparty.reports.dossier.tones import NAVY, SOFT

if TYPE_CHECKING:
    from docx.document import Document
    from docx.oxml.text.font import CT_RPr
    from docx.section import Section
    from docx.styles.styles import Styles
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

SERIF = "宋体"
SANS = "黑体"
_LATIN = {SERIF: "Times New Roman", SANS: "Arial"}
_AFTER_SHADES = ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")
"""What the schema has behind the shade of a cell: Word refuses a document whose parts stand in another order."""
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def plain(text: str) -> str:
    """The text without what XML cannot hold."""
    return _FORBIDDEN.sub("\ufffd", text)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph is set: sizes and room in points; `is_heading` is Hei and not Song, `keeps` holds it to what follows."""

    size: float = 10
    colour: str = ""
    is_bold: bool = False
    is_heading: bool = False
    is_centred: bool = False
    before: float = 0
    after: float = 0
    keeps: bool = False


def put(paragraph: Paragraph, text: str, look: Look) -> None:
    """Writes a text into a paragraph, with that look."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt, RGBColor

    form = paragraph.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    if look.keeps:
        form.keep_with_next = True
    if look.is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(plain(text))
    run.font.size, run.font.bold = Pt(look.size), look.is_bold or None
    if look.colour:
        run.font.color.rgb = RGBColor.from_string(look.colour.upper())
    if look.is_heading:
        _faces(run._r.get_or_add_rPr(), SANS)  # noqa: SLF001  # python-docx sets Latin fonts alone


def gap(document: Document) -> None:
    """A little room below a table: tables that touch become one."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    form = document.add_paragraph().paragraph_format
    form.space_before = form.space_after = Pt(0)
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(5)


def picture(document: Document, png: bytes, words: str, room: tuple[float, float], *, is_centred: bool) -> None:
    """Adds a picture in its own proportions, at its own size or as large as there is room (width and height in centimetres)."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Cm, Emu

    paragraph = document.add_paragraph()
    drawn = paragraph.add_run().add_picture(io.BytesIO(png))
    scale = min(Cm(room[0]) / drawn.width, Cm(room[1]) / drawn.height, 1.0)
    drawn.width, drawn.height = Emu(int(drawn.width * scale)), Emu(int(drawn.height * scale))
    drawn._inline.docPr.set("descr", plain(words))  # noqa: SLF001  # python-docx has no words for who cannot see
    if is_centred:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def font(styles: Styles) -> None:
    """Gives the standing styles their fonts, sizes and colours."""
    from docx.shared import Pt, RGBColor

    normal = styles["Normal"]
    _faces(normal.element.get_or_add_rPr(), SERIF)
    _language(normal.element.get_or_add_rPr())
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after, normal.paragraph_format.line_spacing = Pt(0), 1.1
    for name, size, before, after in (("Heading 1", 14, 14, 6), ("Heading 2", 13, 10, 6), ("Heading 3", 10.5, 10, 4)):
        style = styles[name]
        _faces(style.element.get_or_add_rPr(), SANS)
        style.font.size, style.font.bold, style.font.italic = Pt(size), True, False
        style.font.color.rgb = RGBColor.from_string(NAVY.upper())
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.keep_with_next = True


def section_of(document: Document, *, is_first: bool, on_side: bool) -> Section | None:
    """The section in which a page stands, if it is a new one: the first page, and wherever the paper turns."""
    from docx.enum.section import WD_ORIENT, WD_SECTION
    from docx.shared import Cm

    last = document.sections[-1]
    is_turned = (last.orientation == WD_ORIENT.LANDSCAPE) != on_side
    if not is_first and not is_turned:
        return None
    section = last if is_first else document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if on_side else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Cm(29.7), Cm(21.0)) if on_side else (Cm(21.0), Cm(29.7))
    section.left_margin = section.right_margin = Cm(2.1)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.8)
    section.footer_distance = Cm(0.9)
    return section


def footer(section: Section, text: str, lang: Lang, wide: float) -> None:
    """Writes the foot of a section's pages: the text, and the page number of how many at the right."""
    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Cm

    section.footer.is_linked_to_previous = False
    paragraph = section.footer.paragraphs[0]
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(wide), WD_TAB_ALIGNMENT.RIGHT)
    first, between, last = ("\t第 ", " 页　共 ", " 页") if lang == "zh" else ("\tpage ", " of ", "")
    look = Look(6.5, SOFT, is_heading=True)
    put(paragraph, text + first, look)
    _field(paragraph, "PAGE", look)
    put(paragraph, between, look)
    _field(paragraph, "NUMPAGES", look)
    put(paragraph, last, look)


def grid(document: Document, rows: int, widths: tuple[float, ...], height: float = 0) -> Table:
    """A table without lines, its columns of these widths in centimetres, its rows at least so high."""
    from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
    from docx.shared import Cm

    table: Table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for row in table.rows:
        if height:
            row.height = Cm(height)
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Cm(width)
            if height:
                cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.BOTTOM
    return table


def shaded(cell: _Cell, colour: str) -> None:
    """Lays a colour behind a cell."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    shade = OxmlElement("w:shd")
    for name, value in (("w:val", "clear"), ("w:color", "auto"), ("w:fill", colour)):
        shade.set(qn(name), value)
    cell._tc.get_or_add_tcPr().insert_element_before(shade, *_AFTER_SHADES)  # noqa: SLF001  # python-docx has no shades


def bordered(cell: _Cell, **sides: tuple[str, int]) -> None:
    """Draws lines at some sides of a cell, each a colour and a width in eighths of a point."""
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    borders = OxmlElement("w:tcBorders")
    for side in ("top", "left", "bottom", "right"):
        if side in sides:
            line = OxmlElement(f"w:{side}")
            colour, width = sides[side]
            for name, value in (("w:val", "single"), ("w:sz", str(width)), ("w:space", "0"), ("w:color", colour)):
                line.set(qn(name), value)
            borders.append(line)
    cell._tc.get_or_add_tcPr().insert_element_before(borders, "w:shd", *_AFTER_SHADES)  # noqa: SLF001  # nor lines round a cell


def _faces(properties: CT_RPr, face: str) -> None:
    from docx.oxml.ns import qn

    fonts = properties.get_or_add_rFonts()
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    for script in ("w:ascii", "w:hAnsi"):
        fonts.set(qn(script), _LATIN[face])
    fonts.set(qn("w:eastAsia"), face)
    fonts.set(qn("w:hint"), "eastAsia")


def _language(properties: CT_RPr) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    told = OxmlElement("w:lang")
    told.set(qn("w:val"), "en-GB")
    told.set(qn("w:eastAsia"), "zh-CN")
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(told)


def _field(paragraph: Paragraph, name: str, look: Look) -> None:
    from docx.oxml.ns import qn
    from docx.oxml.parser import OxmlElement

    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    put(paragraph, "1", look)
    field.append(paragraph.runs[-1]._r)  # noqa: SLF001  # python-docx has no fields
    paragraph._p.append(field)  # noqa: SLF001  # as above
