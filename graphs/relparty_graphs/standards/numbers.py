"""Numbers of companies and persons with the scheme that gave them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from relparty.identifiers import org_id, resident, uscc
from relparty.identifiers.masking import shown

USCC = "统一社会信用代码"
_CHINESE = re.compile(r"[0-9A-Z]{18}")
"""A credit code, right or mistyped."""
_OTHER = "申报的登记号 number as declared"
_ID_CARD = "CHN-IDCARD"
_MASKED = "居民身份证，中间各位已遮盖 resident id, its middle masked"


@dataclass(frozen=True, slots=True)
class Number:
    """A number: `scheme` is a code of org-id.guide as told (of persons `CHN-IDCARD`), empty where none is."""

    id: str
    scheme: str
    scheme_name: str

    @property
    def is_chinese(self) -> bool:
        return self.scheme in (org_id.CN_SAIC, _ID_CARD)


def company_number(told: str) -> Number | None:
    """The number of a company as told, with its scheme; None where none is told. One that may be a person's is masked."""
    text = shown(told).strip()
    if not text:
        return None
    whole = org_id.normalised(text)
    if not whole:
        is_chinese = _CHINESE.fullmatch(uscc.fold(text)) is not None
        return Number(text, org_id.CN_SAIC, USCC) if is_chinese else Number(text, "", _OTHER)
    if uscc.is_valid(whole):
        return Number(whole, org_id.CN_SAIC, USCC)
    country, register, number = whole.split("-", 2)
    scheme = f"{country}-{register}"
    return Number(number, scheme, scheme)


def person_number(told: str) -> Number | None:
    """The masked number of a person; one that is no resident id has no scheme. None where none is told."""
    text = shown(told).strip()
    if not text:
        return None
    is_resident = resident.looks_like(resident.fold(text))
    return Number(text, _ID_CARD if is_resident else "", _MASKED if is_resident else _OTHER)
