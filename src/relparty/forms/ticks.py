"""Answers given by ticking a box: 「☑有 ☐无」, 「有□ 无■」, 「有（ ）无（√）」."""

from __future__ import annotations

import re

_TICKED, _EMPTY = "☑", "☐"
_IN_BRACKETS = re.compile(r"[(（\[【]\s*([√✓✔☑■xX])?\s*[)）\]】]")
_ANY_TICK = re.compile("[✓✔√■☒🗹◉▣]")
_ANY_EMPTY = re.compile("[□◻▢⬜◯]")
_MARK = re.compile(f"[{_TICKED}{_EMPTY}]")
_AROUND = " \t\u3000,，、;；。.:：_＿/"
_DETAILS = re.compile(r"[:：,，;；]")


def chosen(text: str) -> tuple[str, ...] | None:
    """The options ticked in a text of boxes; none of them where it cannot be told; None for a text without boxes.

    A box stands before its option or behind it, in the whole text alike. Words that follow an option left
    empty (「☐有：甲公司」) are no option: then nothing can be told.
    """
    marked = _with_plain_marks(text)
    marks = list(_MARK.finditer(marked))
    if not marks or not marked.strip(_TICKED + _EMPTY + _AROUND):
        return None
    options = _options(marked, [(found.start(), found.end()) for found in marks])
    ticked = tuple(words for mark, words in zip(marks, options, strict=True) if mark.group() == _TICKED)
    empty = [words for mark, words in zip(marks, options, strict=True) if mark.group() == _EMPTY]
    is_clear = all(ticked) and not any(_DETAILS.search(words) for words in empty)
    return ticked if is_clear else ()


def _with_plain_marks(text: str) -> str:
    """The text with one sort of ticked and one sort of empty box; empty brackets are boxes only beside a tick or a box."""
    plain = _ANY_EMPTY.sub(_EMPTY, _ANY_TICK.sub("√", text))
    if "●" in plain:
        plain = plain.replace("●", "√").replace("○", _EMPTY)
    if _IN_BRACKETS.search(plain):
        bracketed = _IN_BRACKETS.sub(lambda found: _TICKED if found.group(1) else _EMPTY, plain)
        plain = bracketed if len(_MARK.findall(bracketed)) > 1 else plain
    return plain.replace("√", _TICKED)


def _options(text: str, marks: list[tuple[int, int]]) -> list[str]:
    """The words that belong to each box: those behind it when the text begins with a box, else those before it."""
    if text[: marks[0][0]].strip(_AROUND):
        begins = [0, *(end for _, end in marks[:-1])]
        words = [text[begin:start] for begin, (start, _) in zip(begins, marks, strict=True)]
        return [each.strip(_AROUND) for each in words]
    ends = [start for start, _ in marks[1:]] + [len(text)]
    return [text[begin:end].strip(_AROUND) for (_, begin), end in zip(marks, ends, strict=True)]
