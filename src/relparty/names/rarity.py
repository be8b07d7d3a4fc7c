"""How likely it is that two people of one name are two people.

The table is ours: shares of the surnames from the public yearly name reports of the Ministry of Public
Security, rounded, and shares of the given-name characters estimated by us. It tells common from rare
names; it is no census. Where a character is not listed, a small floor share stands for it, so the
estimate errs towards "common" and a name match towards the weaker level. A unit that has better
figures hands in its own CSV (`kind,text,per_million`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from relparty.names.folding import fold
from relparty.names.frequencies import GIVEN_PER_MILLION, SURNAMES_PER_MILLION

POPULATION = 700_000
"""How many business people a name could belong to: chosen so that a middling three-character name is
somebody else's in about 14 % of meetings, as measured on officers of listed companies."""

RARE = 0.05
"""A chance meeting below 1 in 20 makes a name rare (rules, identity ladder)."""

_SURNAME_FLOOR = 100.0
_GIVEN_FLOOR = 400.0


@dataclass(frozen=True, slots=True)
class NameTable:
    """Shares per million of surnames, given-name characters and, where known, whole names."""

    surnames: Mapping[str, float]
    given: Mapping[str, float]
    whole: Mapping[str, float]


BUILT_IN = NameTable(SURNAMES_PER_MILLION, GIVEN_PER_MILLION, {})


def chance_of_namesakes(name: str, table: NameTable = BUILT_IN) -> float:
    """The probability (0 to 1) that two bearers of the name are different people.

    With n expected bearers besides the first, it is n / (1 + n). Reach for it to grade a match that
    rests on a name alone; names in other scripts count as common (1.0).
    """
    bearers = _share(fold(name), table) * POPULATION
    return bearers / (1 + bearers)


def is_rare(name: str, table: NameTable = BUILT_IN) -> bool:
    """True when a chance meeting of the name is under 1 in 20."""
    return chance_of_namesakes(name, table) < RARE


def _share(name: str, table: NameTable) -> float:
    if name in table.whole:
        return table.whole[name] / 1e6
    if len(name) < 2 or any(not "\u4e00" <= char <= "\u9fff" for char in name):
        return 1.0
    surname = name[:2] if name[:2] in table.surnames and len(name) > 2 else name[0]
    share = table.surnames.get(surname, _SURNAME_FLOOR) / 1e6
    for char in name[len(surname) :]:
        share *= table.given.get(char, _GIVEN_FLOOR) / 1e6
    return share
