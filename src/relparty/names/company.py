"""Company names taken apart: region, body (字号 with industry), legal form, branch.

Two companies of which one gives no code are the same when all parts are equal after folding; a
similarity score never decides. The 字号 and the industry stay one body: splitting them needs a lexicon,
and equality does not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from relparty.names.folding import fold
from relparty.names.regions import PLACES, PROVINCES

_FORMS = {
    "股份有限公司": "joint_stock",
    "有限责任公司": "limited",
    "有限公司": "limited",
    "股份公司": "joint_stock",
    "普通合伙": "partnership",
    "特殊普通合伙": "partnership",
    "有限合伙": "limited_partnership",
    "集团公司": "group",
    "公司": "company",
    "研究院": "institute",
    "事务所": "firm",
    "中心": "centre",
    "厂": "works",
}
_FORM = re.compile("|".join(sorted(_FORMS, key=len, reverse=True)))
_BRACKETS = re.compile(r"[(（]([^()（）]*)[)）]")
_ADDITION = re.compile(r"(?<=公司)[(（]?(?:母公司|子公司|控股股东|实际控制人|股东|已注销|总公司|本公司|上市公司)[)）]?$")
"""What bidders add behind a name to explain it; no part of the name."""
_PROVINCE_SORT = re.compile("(?:省|市|(?:壮族|回族|维吾尔)?自治区)?")
_PLACE_SORT = re.compile("(?:市|地区|盟|自治州)?")
_LONGEST_PLACE = 4
_MUNICIPALITIES = frozenset("北京 天津 上海 重庆 香港 澳门".split())
_BRANCH_NAME = re.compile(r"^(?P<head>.*?公司)(?P<branch>.*(?:分公司|分院|分所|办事处|营业部|分店))$")


@dataclass(frozen=True, slots=True)
class CompanyName:
    """The parts of a company name, folded; empty where the name has none."""

    region: str
    body: str
    form: str
    branch: str

    @property
    def is_complete(self) -> bool:
        """True when the name has all that a registered name must have; only such names decide."""
        return bool(self.body and self.form)


@cache
def parse(name: str) -> CompanyName:
    """The parts of a company name; reach for it to compare two names when a code is missing."""
    folded = _ADDITION.sub("", fold(name))
    plain = _without_brackets(folded)
    found = _FORM.search(plain)
    if found is None:
        return CompanyName("", plain, "", "")
    form, rest = _FORMS[found.group()], plain[found.end() :]
    further = _FORM.match(rest)
    if further:
        form, rest = f"{form}+{_FORMS[further.group()]}", rest[further.end() :]
    region, body = _split_region(plain[: found.start()])
    return CompanyName(_united(region, _bracketed_region(folded)), body, form, rest)


def _united(region: str, bracketed: str) -> str:
    """The region of a name: the one at its beginning, the one in brackets, or both where they differ."""
    return region if not bracketed or bracketed == region else f"{region}+{bracketed}" if region else bracketed


def head_office_name(name: str) -> str | None:
    """The name of the legal person in a branch's name, as written, or None when it names no branch."""
    found = _BRANCH_NAME.match(name.strip())
    return found.group("head") if found else None


def _without_brackets(folded: str) -> str:
    return _BRACKETS.sub(lambda found: "" if _is_region(found.group(1)) else found.group(1), folded)


def _bracketed_region(folded: str) -> str:
    return next((_region_core(text) for text in _BRACKETS.findall(folded) if _is_region(text)), "")


def _is_region(text: str) -> bool:
    return bool(text) and _region_core(text) in PLACES | PROVINCES


def _region_core(text: str) -> str:
    return re.sub(r"(?:省|市|地区|盟|(?:[\u4e00-\u9fff]{1,3}族)*自治[区州])$", "", text)


def _split_region(head: str) -> tuple[str, str]:
    """The region at the beginning of a name, the narrower one where a place follows a province, and the rest."""
    province, rest = _taken(head, PROVINCES, _PROVINCE_SORT)
    place, after = ("", rest) if province in _MUNICIPALITIES else _taken(rest, PLACES, _PLACE_SORT)
    if place and place == province:
        place = f"{place}市"
    return (place, after) if place else (province, rest)


def _taken(text: str, known: frozenset[str], sort: re.Pattern[str]) -> tuple[str, str]:
    """The known name with which a text begins, longest first, and what follows its sort; empty when none."""
    name = next((text[:size] for size in range(_LONGEST_PLACE, 1, -1) if text[:size] in known), "")
    rest = text[len(name) :]
    found = sort.match(rest)
    return name, rest[found.end() :] if name and found else rest
