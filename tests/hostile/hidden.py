"""Good forms with one more sentence where readers of rows and cells do not look, though a person sees it."""

from __future__ import annotations

import io
from collections.abc import Callable

import formwriter
from hostile.ooxml import swapped
from hostile.people import bidder_form

Maker = Callable[[], bytes]

REMARK = "股权实际由深圳市隐名工程有限公司代持"

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PARAGRAPH = f"<w:p><w:r><w:t>{REMARK}</w:t></w:r></w:p>"


def in_header() -> bytes:
    import docx

    document = docx.Document(io.BytesIO(formwriter.docx(bidder_form())))
    document.sections[0].header.paragraphs[0].text = REMARK
    return _saved(document)


def in_footer() -> bytes:
    import docx

    document = docx.Document(io.BytesIO(formwriter.docx(bidder_form())))
    document.sections[0].footer.paragraphs[0].text = REMARK
    return _saved(document)


def _saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]  # a docx document has it
    return target.getvalue()


def _word_part(part: str, root: str, body: str, mark: str) -> bytes:
    """A good form with one more part, and the mark in the text that shows it."""
    content = f'<?xml version="1.0" encoding="UTF-8"?><w:{root} xmlns:w="{_W}">{body}</w:{root}>'.encode()
    relation = f'<Relationship Id="rIdZ" Type="{_REL}/{part}" Target="{part}.xml"/></Relationships>'
    kind = f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}{part}+xml"/></Types>'
    changes = {
        "word/document.xml": ("</w:body>", f"<w:p><w:r>{mark}</w:r></w:p></w:body>"),
        "word/_rels/document.xml.rels": ("</Relationships>", relation),
        "[Content_Types].xml": ("</Types>", kind),
    }
    return swapped(formwriter.docx(bidder_form()), changes, {f"word/{part}.xml": content})


def in_footnote() -> bytes:
    return _word_part("footnotes", "footnotes", f'<w:footnote w:id="1">{_PARAGRAPH}</w:footnote>', '<w:footnoteReference w:id="1"/>')


def in_endnote() -> bytes:
    return _word_part("endnotes", "endnotes", f'<w:endnote w:id="1">{_PARAGRAPH}</w:endnote>', '<w:endnoteReference w:id="1"/>')


def in_comment() -> bytes:
    comment = f'<w:comment w:id="1" w:author="a" w:date="2026-11-10T00:00:00Z">{_PARAGRAPH}</w:comment>'
    return _word_part("comments", "comments", comment, '<w:commentReference w:id="1"/>')


def in_text_box() -> bytes:
    box = f'<w:p><w:r><w:pict><v:textbox xmlns:v="urn:schemas-microsoft-com:vml"><w:txbxContent>{_PARAGRAPH}</w:txbxContent></v:textbox></w:pict></w:r></w:p>'
    return swapped(formwriter.docx(bidder_form()), {"word/document.xml": ("</w:body>", f"{box}</w:body>")})


def in_content_control() -> bytes:
    control = f"<w:sdt><w:sdtContent>{_PARAGRAPH}</w:sdtContent></w:sdt>"
    return swapped(formwriter.docx(bidder_form()), {"word/document.xml": ("</w:body>", f"{control}</w:body>")})


def in_other_file() -> bytes:
    """A web page that Word shows in its place."""
    page = f"<html><body><p>{REMARK}</p></body></html>".encode()
    changes = {
        "word/document.xml": ("</w:body>", f'<w:altChunk r:id="rIdZ" xmlns:r="{_REL}"/></w:body>'),
        "word/_rels/document.xml.rels": (
            "</Relationships>",
            f'<Relationship Id="rIdZ" Type="{_REL}/aFChunk" Target="part.html"/></Relationships>',
        ),
        "[Content_Types].xml": ("</Types>", '<Default Extension="html" ContentType="text/html"/></Types>'),
    }
    return swapped(formwriter.docx(bidder_form()), changes, {"word/part.html": page})


def in_cell_comment() -> bytes:
    import openpyxl
    from openpyxl.comments import Comment

    book = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(bidder_form())))
    book.active["B4"].comment = Comment(REMARK, "a")
    return _saved(book)


def in_page_head() -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(bidder_form())))
    book.active.oddHeader.center.text = REMARK
    return _saved(book)


def in_hidden_sheet() -> bytes:
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(formwriter.xlsx(bidder_form())))
    sheet = book.create_sheet("隐藏")
    sheet["A1"] = REMARK
    sheet.sheet_state = "veryHidden"
    return _saved(book)


def in_sheet_text_box() -> bytes:
    import xlsxwriter

    target = io.BytesIO()
    book = xlsxwriter.Workbook(target)
    sheet = book.add_worksheet("采集表")
    for number, row in enumerate(formwriter.table(bidder_form())):
        sheet.write_row(number, 0, [value if value != "" else None for value in row])
    sheet.insert_textbox("H4", REMARK)
    book.close()
    return target.getvalue()


def _annotated(keys: dict[str, object]) -> bytes:
    """A good PDF with an annotation of these keys on its first page."""
    import pypdf
    from pypdf.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject

    writer = pypdf.PdfWriter(io.BytesIO(formwriter.pdf(bidder_form())))
    note = DictionaryObject({NameObject("/Type"): NameObject("/Annot")})
    note[NameObject("/Rect")] = ArrayObject([FloatObject(n) for n in (40, 20, 400, 40)])
    for key, value in keys.items():
        note[NameObject(key)] = NameObject(value) if str(value).startswith("/") else TextStringObject(value)  # type: ignore[arg-type]  # texts all
    place = writer._add_object(note)
    writer.pages[0][NameObject("/Annots")] = ArrayObject([place])
    if "/FT" in keys:
        writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject("/Fields"): ArrayObject([place])})
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def in_free_text() -> bytes:
    """Typed onto the page with a PDF editor: what people do who fill in a PDF."""
    return _annotated({"/Subtype": "/FreeText", "/Contents": REMARK, "/DA": "(/Helv 10 Tf 0 g)"})


def in_form_field() -> bytes:
    """Typed into a field of a fillable PDF."""
    return _annotated({"/Subtype": "/Widget", "/FT": "/Tx", "/T": "remark", "/V": REMARK})


def in_sticky_note() -> bytes:
    return _annotated({"/Subtype": "/Text", "/Contents": REMARK})


HIDDEN: dict[str, tuple[str, Maker]] = {
    "docx: in the header": ("docx", in_header),
    "docx: in the footer": ("docx", in_footer),
    "docx: in a footnote": ("docx", in_footnote),
    "docx: in an endnote": ("docx", in_endnote),
    "docx: in a comment": ("docx", in_comment),
    "docx: in a text box": ("docx", in_text_box),
    "docx: in a content control": ("docx", in_content_control),
    "docx: in a file shown inside": ("docx", in_other_file),
    "xlsx: in a cell's comment": ("xlsx", in_cell_comment),
    "xlsx: in the page head": ("xlsx", in_page_head),
    "xlsx: in a hidden sheet": ("xlsx", in_hidden_sheet),
    "xlsx: in a text box": ("xlsx", in_sheet_text_box),
    "pdf: typed onto the page": ("pdf", in_free_text),
    "pdf: in a form field": ("pdf", in_form_field),
    "pdf: in a sticky note": ("pdf", in_sticky_note),
}
