"""Runs a screening inside the tests and says what it found in few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import lotmaker
from relparty.intake.flow import read_all
from relparty.intake.reading import read_content
from relparty.lots.folder import read
from relparty.model.finding import Screening
from relparty.model.lot import Declaration, form_file
from relparty.names.rarity import BUILT_IN
from relparty.phrases import Lang
from relparty.regimes.regime import load
from relparty.reports.document import document
from relparty.screening import screen
from relparty.settings import FileLimits, Limits

DAY = date(2026, 11, 22)


def screened(folder: Path, limits: Limits | None = None) -> Screening:
    """The screening of a lot's folder on a fixed day."""
    lot = read(folder, DAY)
    regime = load(lot.lot.regime, lot.lot.overlay, lot.lot.policy, (folder / "regimes",))
    return screen(lot, read_all(lot.forms, FileLimits()), regime, BUILT_IN, limits or Limits())


def told(folder: Path, lang: Lang = "zh") -> dict[str, Any]:
    """The document of a lot's screening."""
    return document(screened(folder), lang)


def found(folder: Path, lot: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Writes the lot, screens it and gives (rule, level, bidder words...) of every finding."""
    result = told(lotmaker.write(folder, lot))
    words = {lotmaker.company_name(word): word for word in lot["bidders"]}
    return {(f["rule"], f["level"], *sorted(words.get(name, name) for name in f["bidders"])) for f in result["findings"]}


def declared(file: str, content: bytes) -> Declaration:
    """The one declaration in a form file; raises the UnreadableFile that says why there is none."""
    reading = read_content(form_file(file, content), content, FileLimits())
    if reading.unread:
        raise reading.unread[0].error
    (declaration,) = reading.declarations
    return declaration
