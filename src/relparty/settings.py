"""Settings that the edge reads once and passes on as an argument."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from relparty.phrases import Lang


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are printed wherever they cut something short."""

    paths: int = 10
    """How many distinct evidence paths a finding lists."""
    hub_holdings: int = 1000
    """A holder of more companies than this ends a path (a clearing house, a nominee)."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told from outside, besides the lot itself."""

    lang: Lang = "zh"
    limits: Limits = field(default_factory=Limits)
    regimes_dir: Path | None = None
    """A folder of the user's own regimes and overlays, looked at after the lot's own."""
    names_table: Path | None = None
    """The user's own name frequencies (CSV: kind,text,per_million)."""
