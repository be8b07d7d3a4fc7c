"""The catalog of sources: every folder of our own package, and what others install under the entry point `relparty.sources`."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module, metadata
from importlib.resources import files
from types import ModuleType

from relparty.errors import UsageError
from relparty.phrases import Phrase
from relparty.registers import card
from relparty.registers.card import Card, SourceKind
from relparty.registers.source import Fetch, Source

ENTRY_POINTS = "relparty.sources"
_OURS = "relparty_scrapers"

_NO_SOURCE = Phrase("没有名为 {name} 的来源", "there is no source {name}")
_SOURCES_ARE = Phrase("可用：{names}", "known: {names}")
_BROKEN = Phrase("该来源的程序包不能载入（{reason}）", "the package of this source cannot be loaded ({reason})")
_REINSTALL = Phrase("请联系其作者，或卸载该程序包", "ask its author, or uninstall the package")


@cache
def packages() -> dict[str, str]:
    """The package of each source by the source's name; ours come first, a third party cannot replace one of them."""
    ours = {module.name: f"{_OURS}.{module.name}" for module in pkgutil.iter_modules(import_module(_OURS).__path__) if module.ispkg}
    theirs = {point.name: point.value for point in metadata.entry_points(group=ENTRY_POINTS)}
    return dict(sorted((theirs | ours).items()))


def listed() -> dict[str, Card | UsageError]:
    """Every source by name: its card, or why it cannot be used; one that is broken hides none of the others."""
    found: dict[str, Card | UsageError] = {}
    for name, package in packages().items():
        try:
            found[name] = _card(name, package)
        except UsageError as error:
            found[name] = error
    return found


def cards() -> dict[str, Card]:
    """The card of every source that has a right one, by name; `listed` tells of the others too."""
    return {name: found for name, found in listed().items() if isinstance(found, Card)}


@cache
def source(name: str) -> Source:
    """The source of that name, its modules loaded; raises UsageError when there is none, or it is broken."""
    package = packages().get(name)
    if package is None:
        raise UsageError(name, _NO_SOURCE(name=name), _SOURCES_ARE(names=", ".join(packages())))
    return loaded(name, package)


def loaded(name: str, package: str) -> Source:
    """The source in a package, whether or not the catalog has it; raises UsageError when it is broken."""
    found = _card(name, package)
    fetch = _module(name, f"{package}.fetch") if found.kind is SourceKind.SERVICE else None
    parse = _module(name, f"{package}.parse")
    return Source(found, parse, fetch if isinstance(fetch, Fetch) else None, files(package).joinpath("examples"))


def _card(name: str, package: str) -> Card:
    _module(name, package)
    try:
        text = files(package).joinpath("source.toml").read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise _broken(name, error) from error
    return card.read(name, text)


def _module(name: str, module: str) -> ModuleType:
    try:
        return import_module(module)
    except (Exception, SystemExit) as error:  # whatever another's package does when it is loaded, the other sources stay
        raise _broken(name, error) from error


def _broken(name: str, error: BaseException) -> UsageError:
    return UsageError(name, _BROKEN(reason=f"{type(error).__name__}: {error}"), _REINSTALL())
