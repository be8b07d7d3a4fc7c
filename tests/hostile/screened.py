"""The lot with one hostile file in it, screened in a process that limits its children."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import lotmaker
from hostile import people
from relparty.intake.flow import Intake, read_all
from relparty.lots.folder import LotFolder, read
from relparty.names.rarity import BUILT_IN
from relparty.regimes.regime import load
from relparty.reports.document import document
from relparty.screening import screen
from relparty.settings import FileLimits, Limits

DAY = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a screening says: the verdict, each bidder's status, and what is unchecked, of the fourth bidder and of others."""

    verdict: str
    status: dict[str, str]
    unchecked: tuple[str, ...]
    others: tuple[str, ...]
    whole: dict[str, Any]


def with_file(folder: Path, suffix: str, content: bytes, limits: FileLimits) -> Outcome:
    """The screening of the lot with this file as all that the fourth bidder hands in."""
    forms = people.lot_without_form(folder)
    (forms / (f"{people.BIDDER}.{suffix}" if suffix else people.BIDDER)).write_bytes(content)
    return screened(folder, limits)


def with_place(folder: Path, place: Callable[[Path, str], None], limits: FileLimits) -> Outcome:
    """The screening of the lot with this oddity of the disk as all that the fourth bidder hands in."""
    place(people.lot_without_form(folder), people.BIDDER)
    return screened(folder, limits)


def screened(folder: Path, limits: FileLimits) -> Outcome:
    """The screening of a lot's folder within limits."""
    lot = read(folder, DAY)
    return judged(lot, read_all(lot.forms, limits))


def judged(lot: LotFolder, intake: Intake) -> Outcome:
    """The screening of a lot of which all files were read."""
    regime = load(lot.lot.regime, lot.lot.overlay, lot.lot.policy, ())
    whole = document(screen(lot, intake, regime, BUILT_IN, Limits()), "zh")
    unchecked = [finding for finding in whole["findings"] if finding["level"] == "unchecked"]
    ours = tuple(finding["summary"] for finding in unchecked if finding["bidders"] == [people.BIDDER])
    others = tuple(finding["summary"] for finding in whole["findings"] if finding["bidders"] != [people.BIDDER])
    names = {lotmaker.company_name(word): word for word in people.LOT["bidders"]}
    status = {names.get(bidder["name"], bidder["name"]): bidder["status"] for bidder in whole["bidders"]}
    return Outcome(whole["verdict"], status, ours, others, whole)
