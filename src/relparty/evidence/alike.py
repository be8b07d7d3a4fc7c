"""Two names as written: the same, or so alike that a reader of pictures may have taken one for the other."""

from __future__ import annotations

import re
from collections.abc import Callable

from relparty.evidence.comparison import Outcome
from relparty.forms.kinds import fold_dots, person_and_remark
from relparty.model.evidence import Told
from relparty.names.company import parse
from relparty.names.folding import fold
from relparty.names.latin import latin_key

PERSON_SLIPS = 1
COMPANY_SLIPS = 2
"""How many characters of a name a reader of pictures may have got wrong before it is another name."""

_SHORTEST = 2
_RARE_CHARACTER = re.compile(r"^([\u4e00-\u9fff])[(（]([\u3400-\u9fff])[)）]$")
"""A surname with the given name's one character in brackets, as it is written where a font lacks it: 邓(䶮)."""


def is_same(one: str, other: str) -> bool:
    """True for one name in two writings: width, spaces, variant characters, 有限公司 for 有限责任公司, Ltd for Limited, words in brackets behind it."""
    if fold(one) == fold(other) or (latin_key(one) and latin_key(one) == latin_key(other)):
        return True
    mine, theirs = parse(one), parse(other)
    if mine.is_complete and theirs.is_complete:
        return mine == theirs
    return not mine.form and not theirs.form and _person(one) == _person(other)


def is_alike(one: str, other: str) -> bool:
    """True for two names that differ by no more than what a reader of pictures gets wrong: slips, a name cut off or run on."""
    mine, theirs = fold(one), fold(other)
    if min(len(mine), len(theirs)) >= _SHORTEST and (mine in theirs or theirs in mine):
        return True
    return slips(one, other) <= (COMPANY_SLIPS if parse(one).form or parse(other).form else PERSON_SLIPS)


def slips(one: str, other: str) -> int:
    """How many characters must be changed, added or left out to make one folded name the other."""
    from rapidfuzz.distance import Levenshtein  # only a name that is not equal needs it

    return int(Levenshtein.distance(fold(one), fold(other)))


def _person(name: str) -> str:
    whole = _RARE_CHARACTER.sub(r"\1\2", name.strip())
    return fold(fold_dots(person_and_remark(whole)[0])).replace("·", "")


def judge(form: Told, register: Told, same: Callable[[str, str], bool] = is_same) -> Outcome:
    """How two names stand to each other.

    A picture's reading never makes a difference of a slip, and a doubtful one makes none at all.
    """
    if same(form.text, register.text):
        return Outcome.EQUAL
    is_doubtful = not (form.is_sure and register.is_sure)
    if (is_doubtful or form.is_pictured or register.is_pictured) and is_alike(form.text, register.text):
        return Outcome.LOOK_ALIKE
    return Outcome.UNREADABLE if is_doubtful else Outcome.DIFFERS
