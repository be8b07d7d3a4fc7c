"""Texts that stand beside the rows of a document: page heads, notes, comments, text boxes, annotations.

A person who opens the file sees them, so they are rows too, behind all others: the form reader drops printed
words among them and reports the rest. Each one is introduced by a caption of its own, so that it is taken for no
row of an open table and opens nothing for the texts after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.model.lot import FormFile
from relparty.model.record import Place, Problem, Source
from relparty.phrases import Phrase, Sentence

ASIDE = "aside"
"""The grid of such texts."""

MOST = 200
"""More of them than a form has: the first so many are read and the rest is a problem."""

_SHORTEST_REPEATED = 5
"""Characters from which a page head can be the title, the lot or the bidder again; a person's name is shorter."""

_PAGE_WORDS = re.compile(r"(?:page|of|total|[第共总页次]|\d{1,3}(?!\d)|[-—–_/,，.·|:：()（）\s])*", re.IGNORECASE)
_PIECES = re.compile(r"\t+|\n+|[\s\u3000]{2,}")
_COLON = re.compile("[:：]")
_SPACE = re.compile(r"\s+")

_TOO_MANY = Phrase(
    "页眉、批注、文本框等处的文字超过 {limit} 处，其余未识读",
    "more than {limit} texts stand in comments, text boxes and the like; the rest was not read",
)
_EMBEDDED = Phrase("文件中嵌有其他文件，未识读：{names}", "other files are embedded in this one and were not read: {names}")
_UNREADABLE = Phrase("文件中有批注、文本框等内容读不出：{name}", "a comment, text box or the like cannot be read: {name}")
_OPEN_IT = Phrase(
    "请人工打开核对，判断是否涉及关联关系，或请投标人单独提交",
    "open it, read it and judge whether it tells of a relation, or ask for it as a file of its own",
)
_JUDGE = Phrase("请人工阅读并判断是否涉及关联关系", "read it and judge whether it tells of a relation")


@dataclass(frozen=True, slots=True)
class Note:
    """One line of text beside the rows, with where it stands; `where` is its caption."""

    where: str
    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class Asides:
    """What stands beside a document's rows: texts, and what could not be read."""

    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()


def added(document: FormDocument, asides: Asides) -> FormDocument:
    """The document with the texts beside its rows behind them; every reader of a file kind with such places ends here."""
    if not asides.notes and not asides.problems:
        return document
    told = [note for note in asides.notes if note.text.strip()]
    rows = chain.from_iterable(_rows(note) for note in told[:MOST])
    more = (problem(document.file, Place(), _TOO_MANY(limit=MOST), _JUDGE()),) if len(told) > MOST else ()
    return replace(document, rows=(*document.rows, *rows), problems=(*document.problems, *asides.problems, *more))


def _rows(note: Note) -> tuple[Row, Row]:
    return Row((Cell(note.where, note.place),), CAPTION), Row((Cell(note.text.strip(), note.place),), ASIDE)


def without_repeated(heads: Iterable[Note], rows: Sequence[Row]) -> list[Note]:
    """The page heads and feet that say something new: no page numbers, no title, lot or bidder that a row tells as well."""
    heads = list(heads)
    if not heads:
        return []
    known = {_squeezed(part) for row in rows for cell in row.cells for part in (cell.text, _COLON.split(cell.text, maxsplit=1)[-1])}
    told: dict[str, Note] = {}
    for head in heads:
        pieces = [piece for piece in _PIECES.split(head.text.strip()) if not is_page_number(piece) and not _is_known(piece, known)]
        text = "　".join(pieces)
        if text:
            told.setdefault(text, replace(head, text=text))
    return list(told.values())


def _is_known(piece: str, known: set[str]) -> bool:
    words = _squeezed(piece)
    return len(words) >= _SHORTEST_REPEATED and words in known


def _squeezed(text: str) -> str:
    return _SPACE.sub("", text)


def is_page_number(text: str) -> bool:
    """True for the number of a page, also where the office program has yet to put in the figures: 「第 页 共 页」."""
    return _PAGE_WORDS.fullmatch(text) is not None and len(re.findall(r"\d+", text)) <= 2


def embedded(file: FormFile, place: Place, names: Sequence[str]) -> Problem:
    """The problem that files inside the file were not read."""
    shown = "、".join(names[:5]) + ("…" if len(names) > 5 else "")
    return problem(file, place, _EMBEDDED(names=shown), _OPEN_IT(), reason="embedded_file")


def unreadable(file: FormFile, place: Place, name: str) -> Problem:
    """The problem that a place where text may stand cannot be read."""
    return problem(file, place, _UNREADABLE(name=name), _OPEN_IT())


def problem(file: FormFile, place: Place, fact: Sentence, next_step: Sentence, *, reason: str = ASIDE) -> Problem:
    """A problem with something beside the rows of this file."""
    return Problem(reason, fact, next_step, (Source(file.file, place, file.sha256, ""),))
