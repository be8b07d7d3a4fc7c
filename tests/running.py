"""Runs a screening inside the tests and says what it found in few words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import lotmaker
from relparty.lots.folder import read
from relparty.model.finding import Screening
from relparty.names.rarity import BUILT_IN
from relparty.phrases import Lang
from relparty.regimes.regime import load
from relparty.reports.document import document
from relparty.screening import screen
from relparty.settings import Limits

DAY = date(2026, 11, 22)


def screened(folder: Path, limits: Limits | None = None) -> Screening:
    """The screening of a lot's folder on a fixed day."""
    lot = read(folder, DAY)
    regime = load(lot.lot.regime, lot.lot.overlay, lot.lot.policy, (folder / "regimes",))
    return screen(lot, regime, BUILT_IN, limits or Limits())


def told(folder: Path, lang: Lang = "zh") -> dict[str, Any]:
    """The document of a lot's screening."""
    return document(screened(folder), lang)


def found(folder: Path, lot: Mapping[str, Any]) -> set[tuple[str, ...]]:
    """Writes the lot, screens it and gives (rule, level, bidder words...) of every finding."""
    result = told(lotmaker.write(folder, lot))
    words = {lotmaker.company_name(word): word for word in lot["bidders"]}
    return {(f["rule"], f["level"], *sorted(words.get(name, name) for name in f["bidders"])) for f in result["findings"]}
