"""Numbers of companies with the scheme that gave them, as org-id.guide writes them: `GB-COH-01234567`, `XI-LEI-5299…`.

A 统一社会信用代码 is written without its scheme everywhere in this program, and a Legal Entity Identifier (ISO 17442)
with it, so that one company has one number whatever a source writes before it.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from relparty.identifiers import uscc

GB_COH = "GB-COH"
CN_SAIC = "CN-SAIC"
XI_LEI = "XI-LEI"

_COUNTRIES = frozenset(
    "AD AE AF AG AI AL AM AO AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BM BN BO BR BS BT BW BY BZ CA CD CG CH CI CK CL CM CN CO CR "
    "CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI FJ FK FM FO FR GA GB GD GE GG GH GI GL GM GN GQ GR GT GU GW GY HK HN HR HT HU "
    "ID IE IL IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MG MH MK ML MM "
    "MN MO MP MR MS MT MU MV MW MX MY MZ NA NE NG NI NL NO NP NR NU NZ OM PA PE PG PH PK PL PR PS PT PW PY QA RO RS RU RW SA SB SC SD SE "
    "SG SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TL TM TN TO TR TT TV TW TZ UA UG US UY UZ VA VC VE VG VI VN VU WS XI XK XM "
    "XR YE ZA ZM ZW".split()
)
"""Where a scheme belongs: a country, or one of org-id.guide's own (international, multilateral, research)."""

_WRITTEN = re.compile(r"(?P<scheme>(?P<country>[A-Z]{2})-[A-Z][A-Z0-9_]{1,11})-(?P<number>[A-Z0-9][A-Z0-9./_-]*)")
_COMPANIES_HOUSE = re.compile(r"\d{8}|[A-Z]{2}\d{6}|R\d{7}|[A-Z]{2}\d{5}[A-Z]|[A-Z]{2}\d{4}[A-Z]{2}")
_LEI = re.compile(r"[A-Z0-9]{18}\d{2}")
_DASHES = str.maketrans("－–—‐‑", "-----")
_LEI_CHECKS = range(2, 99)
"""The check digits that ISO 7064 can give: 00, 01 and 99 would also leave the right remainder."""
_NUMBER_LENGTH = 6


def is_org_id(text: str) -> bool:
    """True for a number with its scheme that can be one: of a known scheme it has the form and check digits, else a country's.

    Reach for it to tell a number that names its register from a bare one, which may be anybody's.
    """
    return _split(text) is not None and bool(normalised(text))


@lru_cache(maxsize=1 << 14)
def normalised(text: str) -> str:
    """The number as numbers of companies are compared; empty for a text that is none.

    A 统一社会信用代码, bare or as CN-SAIC, is given bare; an LEI, bare or with its scheme, as XI-LEI; a number of
    Companies House with its leading zeros, which its own lists often lack.
    """
    found = _split(text)
    if found is None:
        code = uscc.fold(text)
        return code if uscc.is_valid(code) else f"{XI_LEI}-{code}" if is_lei(code) else ""
    scheme, number = found
    if scheme == CN_SAIC:
        return number if uscc.is_valid(number) else ""
    if scheme == XI_LEI:
        return f"{scheme}-{number}" if is_lei(number) else ""
    if scheme == GB_COH:
        padded = companies_house(number)
        return f"{scheme}-{padded}" if padded else ""
    return f"{scheme}-{number}"


def is_lei(code: str) -> bool:
    """True for a folded Legal Entity Identifier: twenty characters whose last two check the others (ISO 7064, mod 97-10)."""
    if not _LEI.fullmatch(code) or int(code[18:]) not in _LEI_CHECKS:
        return False
    return int("".join(str(int(char, 36)) for char in code)) % 97 == 1


def companies_house(number: str) -> str:
    """A number of Companies House in its eight characters, `229269` as `00229269`; empty for what cannot be one."""
    folded = uscc.fold(number)
    padded = folded.zfill(8) if folded.isascii() and folded.isdigit() else folded
    return padded if _COMPANIES_HOUSE.fullmatch(padded) and padded.strip("0") else ""


def looks_like_number(text: str) -> bool:
    """True for what was plainly written as a number of a company and not as its name, valid or not.

    Reach for it where one field may hold either; `Route66` is a name, `SC123456` and a mistyped credit code are numbers.
    """
    if _split(text) is not None or normalised(text):
        return True
    folded = uscc.fold(text)
    if len(folded) < _NUMBER_LENGTH or not folded.isascii() or not folded.isalnum():
        return False
    return 2 * sum(char.isdigit() for char in folded) >= len(folded)


def _split(text: str) -> tuple[str, str] | None:
    """The scheme and the number of a text that has the form of both."""
    plain = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).upper().split())
    found = _WRITTEN.fullmatch(plain)
    return (found["scheme"], found["number"]) if found and found["country"] in _COUNTRIES else None
