"""What a document is, by what stands in it: a register report, a register page, a business licence, or none of them."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.documents.cells import CAPTION, FormDocument
from relparty.evidence.words import RegisterWords
from relparty.forms import labels
from relparty.forms.labels import plain
from relparty.model.evidence import ExtractKind

_TITLE_TAIL = 12
"""How many characters a title may say beside its words: 「（广东）」, 「（副本）」, a number."""
_LICENCE_TAIL = 6
_MARKS_OF_A_PAGE = 2
_MARKS_OF_A_LICENCE = 2
_LABELS_OF_A_FORM = 2


def kind_of(document: FormDocument, words: RegisterWords) -> ExtractKind | None:
    """Which document of the register this is, or None.

    A declaration form is never one, though it has headings of the same words: it has its own title, or asks for
    what no register tells (the project, the agent, who filled it in).
    """
    texts = [text for text in _texts(document) if text]
    if _is_form(texts, words):
        return None
    titles = {kind for text in texts if (kind := _title(text, words))}
    has_sections = any(words.section(text) for text in texts)
    if ExtractKind.REPORT in titles:
        return ExtractKind.REPORT
    if ExtractKind.LICENCE in titles and not has_sections:  # a licence prints the register's name and address at its foot
        return ExtractKind.LICENCE if _marks(texts, words.marks[ExtractKind.LICENCE]) >= _MARKS_OF_A_LICENCE else None
    if ExtractKind.PAGE in titles or (has_sections and _marks(texts, words.marks[ExtractKind.PAGE]) >= _MARKS_OF_A_PAGE):
        return ExtractKind.PAGE
    return None


def _texts(document: FormDocument) -> Iterator[str]:
    for row in document.rows:
        if row.grid != CAPTION:
            yield from (cell.text for cell in row.filled)


def _is_form(texts: list[str], words: RegisterWords) -> bool:
    known = labels.load()
    asked = {name for text in texts for name in _labels_of(text, known)} & words.form_labels
    return len(asked) >= _LABELS_OF_A_FORM or (bool(asked) and any(known.is_title(text) for text in texts))


def _labels_of(text: str, known: labels.Labels) -> Iterator[str]:
    for part in (text, text.replace("：", ":").partition(":")[0]):
        name = known.field(part)
        if name:
            yield name


def _title(text: str, words: RegisterWords) -> ExtractKind | None:
    said = plain(text)
    for kind, titles in words.titles.items():
        tail = _LICENCE_TAIL if kind is ExtractKind.LICENCE else _TITLE_TAIL
        longest = max((len(title) for title in titles if title in said), default=0)
        if longest and len(said) <= longest + tail and not words.section(text):
            return kind
    return None


def _marks(texts: list[str], marks: tuple[str, ...]) -> int:
    said = [plain(text) for text in texts]
    return sum(1 for mark in marks if any(mark in text for text in said))
