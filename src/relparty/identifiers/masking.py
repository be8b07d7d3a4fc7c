"""Masking: what leaves memory shows no whole personal number, and nothing that a screen would obey."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from relparty.identifiers import resident, uscc

_FEWEST = 14
"""A run of fewer figures than this is no resident id, old or new."""
_WIDEST_GAP = 4
_ID_SIZES = (15, 18)
_MARKET_ENTITY = ("91", "92", "93")
_STAR = "*"
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT_CONTROLS = frozenset("\n\t")


@lru_cache(maxsize=1 << 14)
def shown(text: str) -> str:
    """The text as it may be printed, written or drawn: long numbers masked, control characters made visible.

    Reach for it on everything that leaves memory. It never needs to know which field a text came from.
    """
    return masked(_harmless(text))


def masked(text: str) -> str:
    """The text with the middle of every long number hidden, except a company's 统一社会信用代码.

    It hides resident ids, wrong ones too (a typing error must not publish the rest), with whatever stands
    between their figures (spaces, dashes, cell borders) and in whatever script the figures are; and long
    account numbers.
    """
    if sum(map(str.isdigit, text)) < _FEWEST:
        return text
    hidden = {at for run in _runs(text) for at in _hidden(run)}
    return "".join(_STAR if at in hidden else char for at, char in enumerate(text)) if hidden else text


def masked_number(number: str) -> str:
    """A person's number for showing: the first six and the last four figures."""
    if _STAR in number:
        return masked(number)
    keep = (6, 4) if len(number) > 10 else (1, 0)
    return number[: keep[0]] + _STAR * (len(number) - sum(keep)) + number[len(number) - keep[1] :]


@dataclass(frozen=True, slots=True)
class _Run:
    """Figures with little between them: where each stands, and whether anything but dashes and blanks parts them."""

    places: tuple[int, ...]
    figures: str
    is_solid: bool
    is_tight: bool


def _runs(text: str) -> Iterator[_Run]:
    """The runs of figures in a text; letters end a run, other marks only when there are many."""
    places: list[int] = []
    for at, char in enumerate(text):
        is_check_letter = char in "XxＸｘ" and len(places) == _ID_SIZES[1] - 1 and at - places[-1] <= _WIDEST_GAP
        if char.isdigit() or is_check_letter:
            places.append(at)
        elif places and (char.isalpha() or at - places[-1] > _WIDEST_GAP):
            yield _run(text, places)
            places = []
    if places:
        yield _run(text, places)


def _run(text: str, places: list[int]) -> _Run:
    taken = set(places)
    figures = "".join("X" if text[at] in "XxＸｘ" else str(unicodedata.digit(text[at])) for at in places)
    gaps = [text[at] for at in range(places[0], places[-1]) if at not in taken] if len(places) >= _FEWEST else []
    is_tight = all(unicodedata.category(char)[0] in "ZC" or unicodedata.category(char) == "Pd" for char in gaps)
    return _Run(tuple(places), figures, not gaps, is_tight)


def _hidden(run: _Run) -> list[int]:
    """The places of a run that must not be shown."""
    size = len(run.figures)
    if size < _FEWEST or _is_company_code(run.figures):
        return []
    if run.is_solid or (run.is_tight and size == _ID_SIZES[1]):
        return list(run.places[6 : size - 4])
    long_ids = _windows(run.figures, _ID_SIZES[1])
    taken = {at for window in long_ids for at in window}
    old_ids = [window for window in _windows(run.figures, _ID_SIZES[0]) if taken.isdisjoint(window)]
    return [run.places[at] for window in (*long_ids, *old_ids) for at in window[6:-4]]


def _windows(figures: str, length: int) -> list[range]:
    """Where in a run of figures something of that length could be an id."""
    starts = range(len(figures) - length + 1)
    return [range(start, start + length) for start in starts if _is_plausible(figures[start : start + length])]


def _is_company_code(figures: str) -> bool:
    if len(figures) != _ID_SIZES[1] or _is_plausible(figures):
        return False
    return uscc.is_valid(figures) or figures.startswith(_MARKET_ENTITY)


def _is_plausible(figures: str) -> bool:
    """True when figures could be somebody's id, right or mistyped: a known area and a date of birth of our times."""
    long_form = figures if len(figures) == _ID_SIZES[1] else f"{figures[:6]}19{figures[6:]}"
    born = resident.birth_date(long_form) if long_form[:17].isdigit() else None
    return born is not None and resident.knows_area(long_form) and date(1900, 1, 1) <= born <= date(2099, 12, 31)


def _harmless(text: str) -> str:
    """The text without characters that a terminal, a page or a reader's eye would obey, each shown as `�`."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if _is_command(char) else char for char in text)


def _is_command(char: str) -> bool:
    return (unicodedata.category(char) in ("Cc", "Cs") and char not in _KEPT_CONTROLS) or char in _DIRECTIONS
