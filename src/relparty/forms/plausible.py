"""What can be true of an answer: a person's name, the number of a paper, a day. A damaged file gives what cannot."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from relparty.forms.kinds import fold_dots
from relparty.forms.labels import Labels
from relparty.forms.values import written_date
from relparty.identifiers import resident

LONGEST_NAME = 60
_HAN = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_PART = f"[{_HAN}A-Za-z.]{{1,15}}"
_CHINESE = re.compile(f"[{_HAN}]{{2,5}}|{_PART}(?:·{_PART})+")
_UNUSUAL = re.compile(f"[{_HAN}]{{2,15}}|[{_HAN}]{{1,5}}[0-9]{{1,3}}")
"""Long names without dots, and the figures by which houses tell people of one name apart (张伟2)."""
_ANY_HAN = re.compile(f"[{_HAN}]")
_DOT_TYPED_AS_STOP = re.compile(f"(?<=[{_HAN}])[.](?=[{_HAN}])")
_BETWEEN_LETTERS = frozenset(" .,'’‘`´·-‐‑")
_WHITESPACE = "\t\r\n"
_SHORTEST_FOREIGN = 2

_RESIDENT_FIGURES = re.compile(r"\d+X?")
_PAPERS_OF_FIGURES = (8, 9)
"""How long papers of nothing but figures are: permits from Taiwan, passports of some countries."""
_FEWEST_FIGURES = 4
_CENTURIES = ("19", "20")
_MASKED = re.compile(r"[*＊•●·×?？_#]+|X{2,}")
_BLANKS = re.compile(r"[\s－—-]+")
_YEARS = range(1990, 2101)


def is_possible_name(name: str, labels: Labels, *, is_vouched: bool = False) -> bool:
    """True for what can be a person's name in Chinese, Latin or another script, without figures and words of the form.

    Chinese names of six characters and more have dots, and none has figures; only a right id beside it (`is_vouched`)
    tells an unusual name from a name with something stuck to it.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKC", name) if unicodedata.category(char) != "Cf").strip()
    if len(plain) > LONGEST_NAME or _has_control(plain) or any(words in plain for words in labels.no_names):
        return False
    tokens = plain.split()
    chinese = [token for token in tokens if _ANY_HAN.search(token)]
    foreign = " ".join(token for token in tokens if not _ANY_HAN.search(token))
    if chinese and not _is_chinese("".join(chinese), is_vouched=is_vouched):
        return False
    return _is_foreign(foreign) if foreign else bool(chinese)


def _has_control(text: str) -> bool:
    return any(unicodedata.category(char)[0] == "C" and char not in _WHITESPACE for char in text)


def _is_chinese(name: str, *, is_vouched: bool) -> bool:
    dotted = fold_dots(_DOT_TYPED_AS_STOP.sub("·", name))
    if _CHINESE.fullmatch(dotted):
        return True
    return is_vouched and _UNUSUAL.fullmatch(dotted) is not None


def _is_foreign(name: str) -> bool:
    letters = [char for char in fold_dots(name) if char not in _BETWEEN_LETTERS]
    return len(letters) >= _SHORTEST_FOREIGN and all(unicodedata.category(char)[0] in "LM" for char in letters)


def is_possible_number(number: str, text: str) -> bool:
    """True when a person's folded number can be one as written: a resident id, masked in one place, or another paper.

    Whether the check digit of a whole resident id is right is judged elsewhere.
    """
    if not resident.looks_like(number):
        return _is_possible_paper(number)
    return not resident.is_masked(number) or _is_possible_mask(number, text)


def _is_possible_paper(number: str) -> bool:
    """Whether a number can be a passport's or a permit's; the beginning of a resident id is none."""
    if not _RESIDENT_FIGURES.fullmatch(number):
        return sum(char.isdigit() for char in number) >= _FEWEST_FIGURES
    is_begun_id = resident.knows_area(number) and number[6:8] in _CENTURIES
    return number.isdigit() and len(number) in _PAPERS_OF_FIGURES and not is_begun_id


def _is_possible_mask(number: str, text: str) -> bool:
    """Whether figures are hidden in one place only and those shown can be a date of birth."""
    century, month, day = number[6:8], number[10:12], number[12:14]
    is_one = len(_MASKED.findall(_BLANKS.sub("", text.upper()))) == 1
    has_x_inside = "X" in number[:-1]
    has_century = not century.isdigit() or century in _CENTURIES
    has_month = not month.isdigit() or 1 <= int(month) <= 12  # months of a year
    has_day = not day.isdigit() or 1 <= int(day) <= 31  # days of a month
    return is_one and not has_x_inside and has_century and has_month and has_day


def possible_day(text: str) -> date | None:
    """The day that a text states, or None for none and for one that no form of today can bear (2426)."""
    day = written_date(text)
    return day if day is not None and day.year in _YEARS else None
