"""The labelled values of a register document: name, code, head, sort of company, capital, day of retrieval."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from relparty.documents.cells import CAPTION, Cell, FormDocument, Row
from relparty.evidence.reading import joined_cells
from relparty.evidence.words import RegisterWords
from relparty.forms.values import written_date
from relparty.identifiers import uscc as codes
from relparty.names.company import parse

_NEXT_LABEL = re.compile(r"[\s\u3000]+[·•・]?\s*[\u4e00-\u9fff/()（）]{2,14}\s*[:：]")
_MOMENT = re.compile(r"20\d{2}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?\s*\d{1,2}\s*[:：时]\s*\d{2}")
_SITE = "企业信用信息公示系统"
_CODE = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NPQRTUWXY]{18}(?![0-9A-Z])")
_LICENCE_LABEL = re.compile(
    r"^(?P<label>名\s*称|法\s*定\s*代\s*表\s*人|负\s*责\s*人|经\s*营\s*者|类\s*型|注\s*册\s*资\s*本)\s*(?P<value>\S.*)$"
)


def labelled(rows: list[Row], words: RegisterWords, is_licence: bool) -> dict[str, Cell]:
    """The first value of each labelled field: behind a colon, in the next cell, or below the label."""
    found: dict[str, Cell] = {}
    waiting: list[tuple[str, Cell]] = []
    for row, after in zip_longest(rows, rows[1:]):
        cells = row.filled
        told = list(_beside(cells, words, is_licence))
        if waiting and not told:
            told = [(name, value) for name, above in waiting if (value := _below(above, cells)) and not _is_label(value, words)]
        for name, value in told:
            if value.text.strip() and not words.is_withheld(value.text):
                found.setdefault(name, _whole_name(value, after, words) if name == "name" else value)
        waiting = [(label, cell) for cell in cells if (label := _label(cell, words)) and label not in found]
    return found


def retrieved_on(document: FormDocument, found: Mapping[str, Cell], words: RegisterWords) -> date | None:
    """The day on which the document says it was retrieved, or failing that on which its picture was taken.

    It stands behind a label, beside the page where a browser saved it, as a day with an hour (browsers print it so),
    or on the foot of a report's page.
    """
    if "retrieved_on" in found:
        return written_date(found["retrieved_on"].text)
    saved = next((day for row in document.rows if row.grid == CAPTION and (day := _saved_on(row, words))), None)
    if saved:
        return saved
    texts = [cell.text for row in document.rows for cell in row.filled]
    first = next((moment.group() for text in texts if (moment := _MOMENT.search(text))), None)
    first = first or next((text for text in texts if _SITE in text and written_date(text)), None)
    if first:
        return written_date(first)
    picture = document.file.picture or document.picture
    return picture.taken_at.date() if picture and picture.taken_at else None


def _saved_on(caption: Row, words: RegisterWords) -> date | None:
    """The day that a caption gives as the one on which the page was saved."""
    label = words.label.match(caption.filled[0].text) if caption.filled else None
    is_day = label is not None and words.field(label["label"]) == "retrieved_on"
    return written_date(caption.filled[0].text) if is_day else None


def first_code(rows: list[Row]) -> Cell | None:
    """The first cell with what can be a 统一社会信用代码, cut down to it."""
    for row in rows:
        for cell in row.filled:
            code = _CODE.search(cell.text.replace(" ", "").upper())
            if code:
                return replace(cell, text=code.group())
    return None


def second_company(rows: list[Row], words: RegisterWords) -> Cell | None:
    """The cell in which the document gives the code of another company than its first, as bundled reports do."""
    first = ""
    for row in rows:
        for name, cell in _beside(row.filled, words, is_licence=False):
            code = _CODE.search(cell.text.replace(" ", "").upper()) if name == "uscc" else None
            if code and codes.is_valid(code.group()):
                first = first or code.group()
                if code.group() != first:
                    return cell
    return None


def _whole_name(name: Cell, after: Row | None, words: RegisterWords) -> Cell:
    """A company's name with its rest on the next line, where only that makes it whole."""
    rest = _below(name, after.filled) if after and not parse(name.text).form else None
    if rest is None or _is_label(rest, words) or not parse(name.text + rest.text.strip()).form:
        return name
    return joined_cells(name, replace(rest, text=rest.text.strip()))


def _beside(cells: tuple[Cell, ...], words: RegisterWords, is_licence: bool) -> Iterator[tuple[str, Cell]]:
    for at, cell in enumerate(cells):
        pairs = list(_colon_pairs(cell, words))
        following = cells[at + 1] if at + 1 < len(cells) else None
        if pairs:
            *whole, (name, last) = pairs
            yield from whole
            if last.text or (following is not None and not _is_label(following, words)):
                yield name, last if last.text or following is None else following
        elif (label := _label(cell, words)) and following is not None and not _is_label(following, words):
            yield label, following
        elif is_licence and (printed := _LICENCE_LABEL.match(cell.text.strip())) and not _label(cell, words):
            yield words.field(printed["label"]) or "other", replace(cell, text=printed["value"])


def _colon_pairs(cell: Cell, words: RegisterWords) -> Iterator[tuple[str, Cell]]:
    """The labelled values inside one cell, each up to the next label, known or not."""
    marks = [
        found for found in words.label.finditer(cell.text) if found.start() == 0 or not "\u4e00" <= cell.text[found.start() - 1] <= "\u9fff"
    ]
    for found, after in zip_longest(marks, marks[1:]):
        value = cell.text[found.end() : after.start() if after else len(cell.text)]
        end = _NEXT_LABEL.search(value)
        name = words.field(found["label"])
        if name:
            yield name, replace(cell, text=(value[: end.start()] if end else value).strip(" \u3000·•・,，;；。"))


def _label(cell: Cell, words: RegisterWords) -> str | None:
    return words.field(cell.text)


def _is_label(cell: Cell, words: RegisterWords) -> bool:
    return _label(cell, words) is not None or any(True for _ in _colon_pairs(cell, words))


def _below(label: Cell, cells: tuple[Cell, ...]) -> Cell | None:
    return next((cell for cell in cells if min(cell.right, label.right) > max(cell.left, label.left)), None)
