"""Settings of the web application, read once by the command that starts it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, TypeAlias
from urllib.parse import urlsplit

from relparty.phrases import Lang
from relparty.settings import MEGABYTE, FileLimits

SameSite: TypeAlias = Literal["lax", "strict"]


@dataclass(frozen=True, slots=True)
class Rate:
    """How often somebody may come: `burst` at once, `per_minute` for ever."""

    burst: int
    per_minute: float


@dataclass(frozen=True, slots=True)
class RateSettings:
    """The rates by kind of route; whose rate it is stands in `security/rates.py`."""

    login: Rate = Rate(20, 10)
    """Tries of signing in from one address."""
    account: Rate = Rate(5, 2)
    """Tries of one account from one address, taken by the route of signing in."""
    page: Rate = Rate(300, 300)
    """Pages of one session, or of one address that has none."""
    bidder: Rate = Rate(120, 120)
    """Requests of one bidder's link; bidders behind one address do not share it."""
    guess: Rate = Rate(20, 10)
    """Links and keys that do not exist, asked for from one address."""
    api: Rate = Rate(600, 600)
    """Requests of one API key."""
    upload: Rate = Rate(30, 20)
    """Requests that carry files, of one link, session or key."""
    remembered: int = 20_000
    """How many are remembered of each kind; beyond it whoever was longest not here is forgotten."""


@dataclass(frozen=True, slots=True)
class BodyLimits:
    """What one request may carry, and how slowly."""

    upload: int = FileLimits().size
    """Bytes of one file."""
    request: int = 3 * FileLimits().size
    """Bytes of a request that carries files: a form and its papers."""
    plain: int = 8 * MEGABYTE
    """Bytes of a request that carries none, for it is held in memory."""
    pause: float = 30
    """Seconds in which nothing comes; beyond it the request is given up."""
    whole: float = 900
    """Seconds that one request may take to come in."""


@dataclass(frozen=True, slots=True)
class SessionLimits:
    """How long somebody stays signed in (ASVS 5.0, 7.3.1 and 7.3.2)."""

    idle: timedelta = timedelta(minutes=30)
    absolute: timedelta = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the application is told from outside."""

    public_url: str = "http://127.0.0.1:8000"
    """The address that users type; forms are taken from pages of this address alone."""
    office: str = ""
    """The name of the office, in the head of every page."""
    lang: Lang = "zh"
    """The language of who asks for none."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses and networks whose X-Forwarded-For and X-Forwarded-Proto are believed."""
    same_site: SameSite = "lax"
    """Of the session's cookie; `strict` signs nobody in who comes from an identity provider or by a link in a letter."""
    body: BodyLimits = field(default_factory=BodyLimits)
    session: SessionLimits = field(default_factory=SessionLimits)
    rates: RateSettings = field(default_factory=RateSettings)

    @property
    def is_secure(self) -> bool:
        """Whether users come by https."""
        return urlsplit(self.public_url).scheme == "https"
