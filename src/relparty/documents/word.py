"""Word documents to rows of cells (python-docx): paragraphs and tables in reading order, whatever wraps them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import TYPE_CHECKING

from relparty.documents import asides, word_asides, word_text
from relparty.documents.asides import Asides, Note
from relparty.documents.cells import Cell, FormDocument, Row
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.model.record import Place
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    from docx.oxml.xmlchemy import BaseOxmlElement
    from docx.parts.document import DocumentPart

_BROKEN = Phrase("Word 文件打不开（{reason}）", "the Word file cannot be opened ({reason})")
_TOO_MANY = Phrase("表格单元格超过 {limit} 个", "its tables have more than {limit} cells")
_OTHER_DOCUMENTS = (
    "application/vnd.ms-word.document.macroEnabled.main+xml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml",
    "application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
)
"""What python-docx does not open by itself: documents with macros, which nobody runs, and templates."""

_ASK_AGAIN = Phrase("请该投标人重新提交可正常打开的 docx 文件", "ask the bidder for a docx file that opens")


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """The paragraphs and table rows of the body in order, then what stands beside it.

    Raises UnreadableFile when it cannot be opened.
    """
    main = _opened(file, content)
    rows: list[Row] = []
    beside: list[Note] = []
    paragraphs = tables = cells = 0
    for block in word_text.blocks(main.element.body):
        if word_text.is_table(block):
            tables += 1
            for row in word_text.table_rows(block, f"{tables}", tables):
                cells += len(row.cells)
                if cells > limits.cells:
                    raise UnreadableFile(file.file, _TOO_MANY(limit=limits.cells), _ASK_AGAIN())
                rows.append(row)
            beside += (_boxed(line, Place(table=tables)) for line in word_text.box_lines(block))
        else:
            paragraphs += 1
            lines = list(_lines(block))
            rows.append(_paragraph(lines[0], paragraphs))
            if lines[0].strip():  # a box at a heading or a note would be taken for printed words with it
                beside += (_boxed(line, Place(row=paragraphs)) for line in lines[1:])
            else:
                rows += (_paragraph(line, paragraphs) for line in lines[1:])
    around = word_asides.found(file, main, rows)
    return asides.added(FormDocument(file, tuple(rows)), Asides((*beside, *around.notes), around.problems))


def _opened(file: FormFile, content: bytes) -> DocumentPart:
    from docx.opc.exceptions import OpcError  # python-docx takes longer to load than the rest of a small screening
    from docx.opc.part import PartFactory
    from docx.package import Package
    from docx.parts.document import DocumentPart
    from lxml.etree import XMLSyntaxError

    PartFactory.part_type_for.update(dict.fromkeys(_OTHER_DOCUMENTS, DocumentPart))
    try:
        main = Package.open(io.BytesIO(content)).main_document_part
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError, AttributeError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error
    if not isinstance(main, DocumentPart) or main.element.body is None:
        raise UnreadableFile(file.file, _BROKEN(reason=main.content_type), _ASK_AGAIN())
    return main


def _lines(block: BaseOxmlElement) -> Iterator[str]:
    """The text of a paragraph, then the lines of its text boxes."""
    yield word_text.text(block)
    yield from word_text.box_lines(block)


def _paragraph(text: str, number: int) -> Row:
    return Row((Cell(text, Place(row=number)),), "text")


def _boxed(line: str, place: Place) -> Note:
    return Note(word_asides.TEXT_BOX, place, line)
