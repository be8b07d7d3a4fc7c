"""A document to its parts: one or several forms, and the papers attached to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from relparty.documents.cells import CAPTION, FormDocument, Row
from relparty.forms import layout
from relparty.forms.attachments import AttachmentKind, titled
from relparty.forms.labels import Labels
from relparty.forms.layout import FilledForm
from relparty.names.folding import fold


@dataclass(frozen=True, slots=True)
class Attachment:
    """A paper that is no form, with its kind where its title tells it."""

    kind: AttachmentKind | None
    document: FormDocument


@dataclass(frozen=True, slots=True)
class Parts:
    """The filled forms in a document, each with its rows, and the papers beside them."""

    forms: tuple[tuple[FormDocument, FilledForm], ...]
    attachments: tuple[Attachment, ...]


@dataclass(slots=True)
class _Piece:
    """Rows from one beginning (a title, a new sheet) to the next; `kind` is that of a titled paper."""

    rows: list[Row]
    kind: AttachmentKind | None = None


def parts(document: FormDocument, labels: Labels) -> Parts:
    """The parts of a document in order.

    A piece that names no bidder of its own belongs to the form before it (a sheet a block), or to the one
    after it where it comes first (a cover sheet); pieces of one bidder are one form.
    """
    pieces = list(_pieces(document, labels))
    papers = tuple(Attachment(piece.kind, replace(document, rows=tuple(piece.rows), problems=())) for piece in pieces if piece.kind)
    read = [(piece.rows, layout.read(replace(document, rows=tuple(piece.rows)), labels)) for piece in pieces if piece.kind is None]
    groups: list[tuple[str, list[Row]]] = []
    for rows, form in read:
        name = _bidder(form, labels)
        if groups and (not name or not groups[-1][0] or name == groups[-1][0]):
            groups[-1] = (groups[-1][0] or name, groups[-1][1] + rows)
        else:
            groups.append((name, list(rows)))
    if len(read) == len(groups) == 1:
        return _parts(document, [(document.rows if not papers else tuple(read[0][0]), read[0][1])], papers)
    again = [(tuple(rows), layout.read(replace(document, rows=tuple(rows)), labels)) for _, rows in groups]
    return _parts(document, again, papers)


def _parts(document: FormDocument, read: list[tuple[tuple[Row, ...], FilledForm]], papers: tuple[Attachment, ...]) -> Parts:
    """The forms numbered through; problems of the file stay with the first."""
    filled = [(rows, form) for rows, form in read if form.fields or form.blocks]
    rest = tuple(Attachment(None, replace(document, rows=rows, problems=())) for rows, form in read if not (form.fields or form.blocks))
    forms = []
    for number, (rows, form) in enumerate(filled, start=1):
        file = document.file if number == 1 else replace(document.file, file=f"{document.file.file}#{number}", part=number)
        forms.append((replace(document, file=file, rows=rows, problems=document.problems if number == 1 else ()), form))
    return Parts(tuple(forms), papers + tuple(each for each in rest if any(row.filled for row in each.document.rows)))


def _pieces(document: FormDocument, labels: Labels) -> Iterator[_Piece]:
    piece = _Piece([])
    for row in document.rows:
        alone = row.filled[0].text if len(row.filled) == 1 else ""
        kind = None if labels.block(alone) else titled(alone)
        begins = row.grid == CAPTION or (alone and labels.is_title(alone)) or kind is not None
        if begins and any(each.filled for each in piece.rows):
            yield piece
            piece = _Piece([], kind)
        elif kind:
            piece.kind = kind
        piece.rows.append(row)
    yield piece


def _bidder(form: FilledForm, labels: Labels) -> str:
    cells = form.fields.get("bidder_name", ())
    told = (cell.text for cell in cells if cell.text.strip() and not labels.is_answer("none", cell.text))
    return fold(next(told, ""))
