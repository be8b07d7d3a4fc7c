"""Settings that the edge reads once and passes on as an argument."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from relparty.phrases import Lang


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds that are printed wherever they cut something short."""

    paths: int = 10
    """How many distinct evidence paths a finding lists."""
    hub_holdings: int = 1000
    """A holder of more companies than this ends a path (a clearing house, a nominee)."""


MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class FileLimits:
    """What one file handed in may cost; beyond it the file is unread, with a sentence that names the limit."""

    seconds: int = 50
    """Wall time that reading one file may take."""
    memory: int = 700 * MEGABYTE
    """Memory that the process reading a document may have; as many of them work side by side as there are cores."""
    picture_memory: int = 1400 * MEGABYTE
    """Memory that the one process reading pictures may have."""
    size: int = 100 * MEGABYTE
    """Bytes of the file itself."""
    unpacked: int = 200 * MEGABYTE
    """Bytes that a compressed file may unpack to."""
    members: int = 500
    """Files in an archive."""
    nesting: int = 3
    """Archives inside archives."""
    sheets: int = 200
    cells: int = 200_000
    pages: int = 200
    pixels: int = 80_000_000
    """Pixels of one picture."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run is told from outside, besides the lot itself."""

    lang: Lang = "zh"
    limits: Limits = field(default_factory=Limits)
    file_limits: FileLimits = field(default_factory=FileLimits)
    regimes_dir: Path | None = None
    """A folder of the user's own regimes and overlays, looked at after the lot's own."""
    names_table: Path | None = None
    """The user's own name frequencies (CSV: kind,text,per_million)."""
    told_home: Path | None = None
    """RELPARTY_HOME, where it is set; ask for `home`."""
    environ: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    """The variables that begin with RELPARTY_: the keys of sources are among them, so it is never shown."""

    @property
    def home(self) -> Path:
        """The folder of what outlives a run: answers of registers, the log of requests and its key.

        RELPARTY_HOME, else where the system keeps such things. Reached for only by a run that asks registers.
        """
        if self.told_home is not None:
            return self.told_home
        from platformdirs import user_state_path  # comes with requests-cache; a screening that asks no register needs none

        return user_state_path("relparty", appauthor=False)
