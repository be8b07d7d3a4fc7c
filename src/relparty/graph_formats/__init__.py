"""The port that pictures and exports plug into: what there is to draw, and the formats that draw it.

The core hands over a picture and knows no format. Formats are the modules of `relparty_graphs.formats`
and, from third parties, the entry points of group `relparty.graph_formats`; each has
`draw(picture, lang) -> bytes`. A module may say how its file ends (`SUFFIX`) and whether it is
for looking at (`IS_PICTURE`).
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable
from importlib import import_module
from importlib.metadata import entry_points
from types import ModuleType
from typing import TypeAlias

from relparty.errors import UsageError
from relparty.graph_formats.cut import cut, lot_picture
from relparty.graph_formats.picture import Picture, PictureEdge, PictureFinding, PictureLot, PictureNode, PictureSource
from relparty.phrases import Lang, Phrase

__all__ = [
    "Picture",
    "PictureEdge",
    "PictureFinding",
    "PictureLot",
    "PictureNode",
    "PictureSource",
    "cut",
    "draw",
    "formats",
    "is_picture",
    "lot_picture",
    "suffix",
]

_NO_FORMAT = Phrase("没有名为 {name} 的图形格式", "there is no graph format {name}")
_FORMATS_ARE = Phrase("可用：{names}", "known: {names}")
_PACKAGE = "relparty_graphs.formats"
_GROUP = "relparty.graph_formats"

Draw: TypeAlias = Callable[[Picture, Lang], bytes]


def formats() -> tuple[str, ...]:
    """The names of the formats there are."""
    return tuple(sorted({*_built_in(), *(point.name for point in entry_points(group=_GROUP))}))


def draw(name: str, what: Picture, lang: Lang) -> bytes:
    """The picture in that format; UsageError when there is no such format."""
    if name in _built_in():
        found: Draw = import_module(f"{_PACKAGE}.{name}").draw
        return found(what, lang)
    for point in entry_points(group=_GROUP, name=name):
        found = point.load()
        return found(what, lang)
    raise UsageError(name, _NO_FORMAT(name=name), _FORMATS_ARE(names=", ".join(formats())))


def suffix(name: str) -> str:
    """How a file of that format ends: a format's own `SUFFIX`, else its name."""
    return str(getattr(_module(name), "SUFFIX", f".{name}"))


def is_picture(name: str) -> bool:
    """Whether a format is for looking at, by its `IS_PICTURE`: of a whole lot it shows what proves the findings."""
    return bool(getattr(_module(name), "IS_PICTURE", False))


def _module(name: str) -> ModuleType | None:
    return import_module(f"{_PACKAGE}.{name}") if name in _built_in() else None


def _built_in() -> set[str]:
    return {module.name for module in pkgutil.iter_modules(import_module(_PACKAGE).__path__)}
