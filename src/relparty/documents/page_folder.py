"""The folder that a browser saves beside a page: NAME_files beside NAME.html, full of what the page is made of."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import TypeVar

P = TypeVar("P", bound=PurePath)

_FOLDERS = ("_files", ".files")
"""How browsers and office programs call it."""
_PAGES = ("html", "htm")
_OF_A_PAGE = frozenset(
    ["", *"html htm css js mjs map download php jsp asp aspx do png gif jpg jpeg webp svg ico bmp woff woff2 ttf eot otf".split()]
)
"""What such a folder holds; a workbook or a document in it is no part of any page and is read."""


def is_of_page(path: P, is_there: Callable[[P], bool]) -> bool:
    """Whether a file is a picture, script or frame of a page that was saved with its folder; `is_there` knows the other files."""
    if path.suffix.lower().removeprefix(".") not in _OF_A_PAGE:
        return False
    pages = (
        (each, each.name.removesuffix(end)) for each in path.parents for end in _FOLDERS if each.name.endswith(end) and each.name != end
    )
    return any(is_there(folder.with_name(f"{page}.{suffix}")) for folder, page in pages for suffix in _PAGES)
