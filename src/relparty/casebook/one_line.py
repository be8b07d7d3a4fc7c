"""Texts of one line, such as names, as the casebook keeps them."""

from __future__ import annotations

import unicodedata

from relparty.casebook.errors import Refused
from relparty.phrases import Phrase

_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_UNSEEN_SIGN = Phrase("含有看不见的字符（控制符或书写方向符）", "it holds signs that nobody sees (control or direction marks)")
_TYPE = Phrase("请直接键入，不要粘贴", "type it instead of pasting it")
_SHORTEN = Phrase("请写得短一些", "make it shorter")
_EMPTY = Phrase("不能为空", "it is empty")
_FILL = Phrase("请填写", "fill it in")
_LONG = Phrase("多于 {n} 个字符", "it has more than {n} characters")


def plain(words: Phrase, text: str, most: int, *, is_needed: bool = True) -> str:
    """A text of one line as it is kept; raises Refused for one that is empty, too long, or holds signs that nobody sees.

    Such signs (control characters, marks of writing direction) make one name look like another.
    """
    folded = " ".join(text.split())
    if any(unicodedata.category(each) in _UNSEEN for each in folded):
        raise Refused(words, _UNSEEN_SIGN(), _TYPE())
    if is_needed and not folded:
        raise Refused(words, _EMPTY(), _FILL())
    if len(folded) > most:
        raise Refused(words, _LONG(n=most), _SHORTEN())
    return folded
