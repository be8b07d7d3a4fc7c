"""Natures of control: which tell a share, between which bounds, and which tell control that no share tells.

The codes are those of Companies House's own list (api-enumerations, psc_descriptions.yml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from relparty.model.record import WHOLE

Interval = tuple[int, int]

_QUARTER = WHOLE // 4
_BANDS: dict[str, Interval] = {
    "25-to-50": (_QUARTER + 1, 2 * _QUARTER),
    # The law says "less than 75 %" and "75 % or more", the list's long words "not more than 75 %": both hold within these.
    "50-to-75": (2 * _QUARTER + 1, 3 * _QUARTER),
    "75-to-100": (3 * _QUARTER, WHOLE),
    "more-than-25": (_QUARTER + 1, WHOLE),
}
_BAND = "(?P<band>" + "|".join(_BANDS) + ")-percent"
_SHARES = re.compile(f"ownership-of-shares-{_BAND}(?:-registered-overseas-entity)?")
"""Shares that the person holds; what a trust or a firm holds that it controls is no share of its own."""
_VOTES = re.compile(f"voting-rights-{_BAND}(?:-registered-overseas-entity)?")


def share(natures: Sequence[str]) -> Interval | None:
    """The least and the most that a person can hold of the shares, in 0.0001 %; None where no nature tells of shares."""
    found = [_BANDS[match["band"]] for nature in natures if (match := _SHARES.fullmatch(nature))]
    return (min(least for least, _ in found), max(most for _, most in found)) if found else None


def beside_share(natures: Sequence[str]) -> list[str]:
    """The natures whose control the share does not carry: all of them without one, none beside a majority.

    Votes in the band of the shares are those of the shares.
    """
    held = share(natures)
    if held and held[0] > WHOLE // 2:
        return []
    return [nature for nature in natures if not _SHARES.fullmatch(nature) and not _is_of(nature, held)]


def _is_of(nature: str, held: Interval | None) -> bool:
    votes = _VOTES.fullmatch(nature)
    return votes is not None and _BANDS[votes["band"]] == held
