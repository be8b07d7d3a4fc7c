"""What a PDF shows beside the text of its pages: typed annotations, notes, filled form fields, attached files."""

from __future__ import annotations

import contextlib
import ctypes
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from relparty.documents.asides import Asides, Note, embedded, unreadable
from relparty.model.lot import FormFile
from relparty.model.record import Place

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

_NOTE, _FIELD = "批注 (annotation)", "表单域 (form field)"
_MAY_HOLD_ANY = re.compile(rb"/(?:Annots|AcroForm|EmbeddedFiles|AF|ObjStm)\b|/[A-Za-z]*#[0-9A-Fa-f]{2}")
"""Without one of these words, packed objects or a name in disguise a PDF has nothing beside its text; most need no more."""

_OTHER_FORMS = frozenset((2, 3))
"""PDFium's numbers for forms in XFA, whose answers stand in XML of their own."""

_SHOWS_TEXT = re.compile(r"""T[jJ*]|['"]\s""")
_MARKUP = re.compile(r"<[^>]*>")
_INDEX = re.compile(r"\[\d+\]$")


def found(file: FormFile, content: bytes) -> Asides:
    """What stands on the pages beside their text; nothing for a PDF that cannot be opened, which its reader reports."""
    if _MAY_HOLD_ANY.search(content) is None:
        return Asides()
    import pypdfium2

    try:
        with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
            return _found(file, document)
    except (pypdfium2.PdfiumError, ValueError):
        return Asides()


def _found(file: FormFile, document: PdfDocument) -> Asides:
    from pypdfium2 import raw

    fields = _fields(document)
    notes: list[Note] = []
    problems = [unreadable(file, Place(), "XFA")] if raw.FPDF_GetFormType(document) in _OTHER_FORMS else []
    for at in range(len(document)):
        with _page(document, at) as page:
            for number in range(raw.FPDFPage_GetAnnotCount(page) if page else 0):
                with _annotation(page, number) as annotation:
                    told = _told(annotation, fields)
                if told is None:
                    problems.append(unreadable(file, Place(page=at + 1), _NOTE))
                else:
                    where, text = told
                    notes += [Note(where, Place(page=at + 1), line) for line in text.splitlines() if line.strip()]
    attached = raw.FPDFDoc_GetAttachmentCount(document)
    if attached > 0:
        problems.append(embedded(file, Place(), [_attachment(document, number) for number in range(attached)]))
    return Asides(tuple(notes), tuple(problems))


def _fields(document: PdfDocument) -> object | None:
    """The handle that field values are asked through, or None for a PDF without fields."""
    from pypdfium2 import raw

    if raw.FPDF_GetFormType(document) == raw.FORMTYPE_ACRO_FORM:  # of the other kind PDFium reads nothing, and warns
        document.init_forms()
    return document.formenv.raw if document.formenv else None


@contextlib.contextmanager
def _page(document: PdfDocument, at: int) -> Iterator[object]:
    """A page without the bookkeeping that pypdfium2 does for each; None for one that is broken."""
    from pypdfium2 import raw

    page = raw.FPDF_LoadPage(document, at)
    try:
        yield page
    finally:
        if page:
            raw.FPDF_ClosePage(page)


@contextlib.contextmanager
def _annotation(page: object, number: int) -> Iterator[object]:
    from pypdfium2 import raw

    annotation = raw.FPDFPage_GetAnnot(page, number)
    try:
        yield annotation
    finally:
        if annotation:
            raw.FPDFPage_CloseAnnot(annotation)


def _told(annotation: object, fields: object | None) -> tuple[str, str] | None:
    """The sort and the text of an annotation (none for a link and for a box that opens); None when it hides its text."""
    from pypdfium2 import raw

    if not annotation:
        return None
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    if kind in (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_POPUP):
        return _NOTE, ""
    if kind in (raw.FPDF_ANNOT_WIDGET, raw.FPDF_ANNOT_XFAWIDGET):
        return _FIELD, _field(annotation, fields)
    if kind == raw.FPDF_ANNOT_FILEATTACHMENT:
        return None
    text = _key(annotation, b"Contents") or _MARKUP.sub("", _key(annotation, b"RC"))
    if not text.strip() and _SHOWS_TEXT.search(_appearance(annotation)):
        return None
    return _NOTE, text


def _field(annotation: object, fields: object | None) -> str:
    """A filled field as a labelled line; nothing for one that is empty, a button, a signature or not ticked."""
    from pypdfium2 import raw

    kind = raw.FPDFAnnot_GetFormFieldType(fields, annotation) if fields else raw.FPDF_FORMFIELD_UNKNOWN
    if kind in (raw.FPDF_FORMFIELD_PUSHBUTTON, raw.FPDF_FORMFIELD_SIGNATURE):
        return ""
    if kind in (raw.FPDF_FORMFIELD_CHECKBOX, raw.FPDF_FORMFIELD_RADIOBUTTON):
        value = _key(annotation, b"AS").removesuffix("Off")  # the state in which it is drawn
    else:
        value = _asked(raw.FPDFAnnot_GetFormFieldValue, fields, annotation) if fields else ""
        value = value or _key(annotation, b"V")
    if not value.strip():
        return ""
    name = _asked(raw.FPDFAnnot_GetFormFieldAlternateName, fields, annotation) if fields else ""
    name = name or (_asked(raw.FPDFAnnot_GetFormFieldName, fields, annotation) if fields else "") or _key(annotation, b"T")
    name = _INDEX.sub("", name.rpartition(".")[2]).strip().rstrip(":：")
    return f"{name}：{value}" if name else value


def _key(annotation: object, key: bytes) -> str:
    from pypdfium2 import raw

    return _asked(raw.FPDFAnnot_GetStringValue, annotation, key)


def _appearance(annotation: object) -> str:
    """The drawing instructions of an annotation as it is shown."""
    from pypdfium2 import raw

    return _asked(raw.FPDFAnnot_GetAP, annotation, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL)


def _attachment(document: PdfDocument, number: int) -> str:
    from pypdfium2 import raw

    attachment = raw.FPDFDoc_GetAttachment(document, number)
    return (_asked(raw.FPDFAttachment_GetName, attachment) if attachment else "") or str(number + 1)


def _asked(function: Callable[..., int], *about: object) -> str:
    """The text that a PDFium function writes into a buffer, whose size it tells when asked without one."""
    from pypdfium2 import raw

    size = function(*about, None, 0)
    if size <= 2:  # the closing zero alone
        return ""
    buffer = ctypes.create_string_buffer(size)
    function(*about, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le", "replace").rstrip("\x00").replace("\r\n", "\n").replace("\r", "\n")
