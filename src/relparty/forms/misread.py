"""Printed words as a picture's reader garbles them: one wrong character in a word of four or more."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import ne

_SHORTEST = 4
_LONGEST_HEADING = 40


def nearest(words: str, known: Mapping[str, str]) -> str | None:
    """The one meaning whose printed words differ from `words` in a single character, or None.

    Words that are as near to two meanings have none: a label is taken for another only where it can be no third.
    """
    if len(words) < _SHORTEST:
        return None
    meanings = {meaning for printed, meaning in known.items() if _is_near(words, printed)}
    return meanings.pop() if len(meanings) == 1 else None


def nearest_within(words: str, phrases: Iterable[tuple[str, str]]) -> str | None:
    """The one meaning of the phrases that stand in `words` but for one character, or None.

    Reach for it with headings: they hold more words than the phrase by which they are known.
    """
    if len(words) > _LONGEST_HEADING:
        return None
    meanings = {meaning for phrase, meaning in phrases if len(phrase) >= _SHORTEST and _stands_in(phrase, words)}
    return meanings.pop() if len(meanings) == 1 else None


def _stands_in(phrase: str, words: str) -> bool:
    size = len(phrase)
    return any(_is_near(words[at : at + size], phrase) for at in range(len(words) - size + 1))


def _is_near(words: str, printed: str) -> bool:
    return len(words) == len(printed) and sum(map(ne, words, printed)) <= 1
