"""A source's card: what `source.toml` declares of it, every key accounted for."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any
from urllib.parse import urlsplit

from relparty.errors import UsageError
from relparty.phrases import Phrase

_NO_CARD = Phrase("source.toml 有误：{reason}", "source.toml is wrong: {reason}")
_SEE = Phrase("请对照 docs/sources.md 更正", "correct it as docs/sources.md says")


class SourceKind(StrEnum):
    """How a source is used: asked over its interface, read from files that the office has, or read for lots of tenders."""

    SERVICE = "service"
    FILES = "files"
    TENDERS = "tenders"


class Script(StrEnum):
    """The script of the names under which a register has its companies; one in another script is not asked for."""

    HAN = "han"
    LATIN = "latin"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Access:
    """How a service may be asked. `secrets` leads from the name of a secret to the variable that holds it.

    `signed_with` are the parameters and headers that signing adds: they are kept nowhere.
    """

    base: str
    seconds_between: float
    seconds: float = 20.0
    megabytes: int = 5
    tries: int = 3
    cache_days: int = 7
    secrets: Mapping[str, str] = field(default_factory=dict)
    signed_with: tuple[str, ...] = ()
    unencrypted_because: str = ""
    """Why `base` is plain http; empty for https."""

    @property
    def host(self) -> str:
        """The only host that may be asked, with its port."""
        return urlsplit(self.base).netloc


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most calls about one company; what lies beyond is said to be missing, never passed over."""

    calls: int = 40


@dataclass(frozen=True, slots=True)
class Card:
    """What a source says of itself. `prices` are what a call costs, by its name, in the currency; a free call has none."""

    name: str
    kind: SourceKind
    title: Phrase
    publisher: str
    country: str
    home: str
    terms: str
    checked_on: date
    script: Script = Script.ANY
    access: Access | None = None
    bounds: Bounds = field(default_factory=Bounds)
    currency: str = "CNY"
    prices: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def price_of_company(self) -> Decimal:
        """What one company costs when each of its calls has one page."""
        return sum(self.prices.values(), Decimal(0))


_KEYS = frozenset("kind title publisher country home terms checked_on script access bounds currency prices".split())
_ACCESS_KEYS = frozenset(Access.__dataclass_fields__)
_REQUIRED = ("kind", "title", "publisher", "country", "home", "terms", "checked_on")


_NAME = re.compile(r"[a-z]{2,3}(_[a-z][a-z0-9]*)+")


def is_source_name(text: str) -> bool:
    """True for a country (or `int`) and words in small letters: what folders, variables and ids of a source are named by."""
    return _NAME.fullmatch(text) is not None


def read(name: str, text: str) -> Card:
    """The card of a source; raises UsageError for a key it does not know, one that is missing, or a value that cannot be."""
    try:
        value = tomllib.loads(text)
        _known(value, _KEYS)
        return _card(name, value)
    except (KeyError, ValueError, TypeError, ArithmeticError) as error:
        reason = f"{error}" if isinstance(error, ValueError | KeyError) else type(error).__name__
        raise UsageError(f"{name}/source.toml", _NO_CARD(reason=reason), _SEE()) from error


def _card(name: str, value: Mapping[str, Any]) -> Card:
    missing = [key for key in _REQUIRED if key not in value]
    if missing:
        raise KeyError(", ".join(missing))
    kind = SourceKind(value["kind"])
    if (kind is SourceKind.SERVICE) != ("access" in value):
        raise ValueError("[access] belongs to a service and to nothing else")
    return Card(
        name=name,
        kind=kind,
        title=Phrase(str(value["title"]["zh"]), str(value["title"]["en"])),
        publisher=str(value["publisher"]),
        country=str(value["country"]),
        home=str(value["home"]),
        terms=str(value["terms"]),
        checked_on=_day(value["checked_on"]),
        script=Script(value.get("script", "any")),
        access=_access(value["access"]) if "access" in value else None,
        bounds=Bounds(**{key: int(bound) for key, bound in value.get("bounds", {}).items()}),
        currency=str(value.get("currency", "CNY")),
        prices=MappingProxyType({str(call): Decimal(str(price)) for call, price in value.get("prices", {}).items()}),
    )


def _access(value: Mapping[str, Any]) -> Access:
    _known(value, _ACCESS_KEYS)
    parts = dict(value)
    parts["secrets"] = MappingProxyType({str(name): str(variable) for name, variable in value.get("secrets", {}).items()})
    parts["signed_with"] = tuple(str(each) for each in value.get("signed_with", ()))
    access = Access(**parts)
    address = urlsplit(access.base)
    if address.scheme not in ("http", "https") or not address.hostname or not access.base.endswith("/"):
        raise ValueError(f"base {access.base}")
    if access.seconds_between < 0 or access.seconds <= 0 or access.tries < 1:
        raise ValueError("[access] a limit that cannot be")
    return access


def _known(value: Mapping[str, Any], keys: frozenset[str]) -> None:
    unknown = sorted(value.keys() - keys)
    if unknown:
        raise ValueError(f"unknown key {', '.join(unknown)}")


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError
    return value
