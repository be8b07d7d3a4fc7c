"""Whose extract it is: the company it names, compared with a bidder's name and code."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum

from relparty.evidence.alike import is_alike, is_same
from relparty.identifiers import uscc as codes
from relparty.model.evidence import Extract


class Belonging(IntEnum):
    """How surely an extract is a bidder's; the highest wins where it may be two bidders'."""

    NO = 0
    LOOK_ALIKE = 1
    """A name read off a picture that differs by a character or two, and no code that contradicts."""
    NAME = 2
    CODE = 3


def belongs(extract: Extract, name: str, uscc: str) -> bool:
    """True when the extract may be that of the company of this name and code; see `belonging` for how surely."""
    return belonging(extract, name, uscc) is not Belonging.NO


def owners(extract: Extract, companies: Sequence[tuple[str, str]]) -> list[int]:
    """The places, among companies given by name and code, of those whose extract it is: the surest alone.

    A name that may be misread belongs to one company or to nobody; an exact one may be two bidders' of one name.
    """
    found = [belonging(extract, name, uscc) for name, uscc in companies]
    surest = max(found, default=Belonging.NO)
    places = [at for at, each in enumerate(found) if each is surest]
    is_unclear = surest is Belonging.NO or (surest is Belonging.LOOK_ALIKE and len(places) > 1)
    return [] if is_unclear else places


def belonging(extract: Extract, name: str, uscc: str) -> Belonging:
    """How surely the extract is that of the company: by its valid code, by its name, or by a name a slip away.

    An extract of that name with another valid code is still the company's: that they differ is a finding.
    """
    told, mine = codes.fold(extract.uscc.text) if extract.uscc else "", codes.fold(uscc)
    both_valid = codes.is_valid(told) and codes.is_valid(mine)
    if both_valid and told == mine:
        return Belonging.CODE
    if extract.name is None:
        return Belonging.NO
    if any(is_same(told.text, name) for told in (extract.name, *extract.former_names)):
        return Belonging.NAME
    could_be_misread = extract.name.is_pictured and not both_valid
    return Belonging.LOOK_ALIKE if could_be_misread and is_alike(extract.name.text, name) else Belonging.NO
