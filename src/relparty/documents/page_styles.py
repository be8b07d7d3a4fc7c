"""What a saved page does not show: hidden elements by attribute, by style and by the page's own style sheets.

Registers mix invisible letters into names to mislead programs. Only what a style sheet or attribute in the
file itself says is known; rules behind conditions (@media, :hover) are passed over, so that in doubt a text is shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_MOST_RULES = 5000
_LONGEST_SHEET = 4_000_000
_LONGEST_SELECTOR = 400
_BRACES = re.compile(r"[{}]")
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_COMPOUND = re.compile(r"(?P<tag>[a-zA-Z][\w-]*)?(?P<rest>(?:[.#][\w\u0080-\uffff-]+)*)")
_PARTS = re.compile(r"([.#])([\w\u0080-\uffff-]+)")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|vw|vh|cm|mm|in|ex|ch)?$")
_ZERO_CLIP = re.compile(r"rect\(\s*(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?[\s,]+(?:0|1)(?:px)?\s*\)|inset\(\s*(?:50|100)%")
_NO_SCALE = re.compile(r"scale[xy]?\(\s*0?\.?0*\s*[),]")
_FAR = -900.0
"""Points to the left or above from which on text stands off the page."""

_BEARING = frozenset(
    "display visibility opacity font-size font width height max-width max-height overflow overflow-x overflow-y position left top right "
    "text-indent clip clip-path transform color content-visibility".split()
)
_UNSEEN_TAGS = frozenset(
    "script style template noscript head title meta link base object applet audio video canvas svg math map area datalist noframes "
    "rp".split()
)
_BLOCKS = ("div", "li", "p", "td", "dl", "section")
_USUAL = frozenset("hidden hide d-none layui-hide ng-hide sr-only visually-hidden display-none".split())
"""Classes that hide in the style sheets of common libraries, which a page saved with its folder keeps in another file."""


class Shown(IntEnum):
    """How an element is shown."""

    YES = 0
    SILENT = 1
    """Its own text is not, but an element inside may be."""
    NO = 2


@dataclass(frozen=True, slots=True)
class _Compound:
    tag: str
    classes: frozenset[str]
    name: str

    def fits(self, element: _Element) -> bool:
        if self.tag and element.tag != self.tag:
            return False
        return (not self.name or element.get("id") == self.name) and self.classes <= set((element.get("class") or "").split())

    @property
    def weight(self) -> tuple[int, int, int]:
        return bool(self.name), len(self.classes), bool(self.tag)


@dataclass(frozen=True, slots=True)
class _Rule:
    """One selector with what it declares; `above` are the elements it must stand in, nearest first, True for a direct child."""

    last: _Compound
    above: tuple[tuple[_Compound, bool], ...]
    told: Mapping[str, str]
    weight: tuple[int, int, int]

    def fits(self, element: _Element) -> bool:
        if not self.last.fits(element):
            return False
        at = element
        for compound, is_direct in self.above:
            found = at.getparent()
            while found is not None and not compound.fits(found) and not is_direct:
                found = found.getparent()
            if found is None or not compound.fits(found):
                return False
            at = found
        return True


@dataclass(slots=True)
class Styles:
    """The rules of a page's style sheets that can hide something, by what their last part asks for."""

    rules: dict[str, list[_Rule]] = field(default_factory=dict)
    count: int = 0

    def add(self, sheet: str) -> None:
        """Adds a style sheet; rules beyond a limit hide nothing."""
        for selectors, declared in _rules(_COMMENT.sub(" ", sheet[:_LONGEST_SHEET])):
            told = {name: value for name, value in _declared(declared).items() if name in _BEARING}
            if not told:
                continue
            for selector in selectors.split(","):
                rule = _rule(selector, told)
                if rule is not None and self.count < _MOST_RULES:
                    self.count += 1
                    self.rules.setdefault(_key(rule.last), []).append(rule)

    def shown(self, element: _Element, above: Shown) -> Shown:
        """How an element is shown inside one that is shown so."""
        if element.tag in _UNSEEN_TAGS or element.get("hidden") is not None or _is_folded(element):
            return Shown.NO
        told = self._told(element)
        if _is_gone(told):
            return Shown.NO
        visibility, size = told.get("visibility", ""), told.get("font-size", "")
        is_tiny = _is_zero(size) and next(element.iter(*_BLOCKS), None) is None  # around blocks it only takes out the gaps between them
        if visibility in ("hidden", "collapse") or is_tiny or told.get("color") == "transparent":
            return Shown.SILENT
        return Shown.YES if visibility == "visible" or size or "color" in told else above

    def _told(self, element: _Element) -> dict[str, str]:
        """What is declared for an element, the weightiest rule last; its own style outweighs every sheet."""
        classes = (element.get("class") or "").split()
        keys = [*(f".{name}" for name in classes), f"#{element.get('id')}", str(element.tag)]
        fitting = [rule for key in keys for rule in self.rules.get(key, ()) if rule.fits(element)]
        told = {"display": "none"} if _USUAL & set(classes) else {}
        for rule in sorted(fitting, key=lambda rule: rule.weight):
            told.update(rule.told)
        return told | _declared(element.get("style") or "")


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The selectors and declarations of a sheet's rules, without those inside conditions."""
    depth, start, selectors = 0, 0, ""
    for brace in _BRACES.finditer(sheet):
        if brace.group() == "{":
            if depth == 0:
                selectors, start = sheet[start : brace.start()].strip(), brace.end()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                if not selectors.startswith("@"):
                    yield selectors, sheet[start : brace.start()]
                start = brace.end()


def _declared(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for declaration in text.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found


def _rule(selector: str, told: Mapping[str, str]) -> _Rule | None:
    """The rule of a selector of tags, classes and ids; None for what asks for more (:hover, [href], siblings)."""
    if len(selector) > _LONGEST_SELECTOR:
        return None
    compounds: list[_Compound] = []
    direct: list[bool] = []
    is_child = False
    for word in selector.replace(">", " > ").split():
        if word == ">":
            is_child = True
            continue
        found = _COMPOUND.fullmatch(word)
        if found is None:
            return None
        parts = _PARTS.findall(found["rest"])
        names = [name for mark, name in parts if mark == "#"]
        classes = frozenset(name for mark, name in parts if mark == ".")
        compounds.append(_Compound((found["tag"] or "").lower(), classes, names[-1] if names else ""))
        direct.append(is_child)
        is_child = False
    if not compounds:
        return None
    above = tuple(zip(reversed(compounds[:-1]), reversed(direct[1:]), strict=True))
    first, second, third = (sum(weights) for weights in zip(*(each.weight for each in compounds), strict=True))
    return _Rule(compounds[-1], above, told, (first, second, third))


def _key(last: _Compound) -> str:
    if last.name:
        return f"#{last.name}"
    return f".{min(last.classes)}" if last.classes else last.tag


def _is_folded(element: _Element) -> bool:
    """Whether it is a window that is not open, or stands in a piece that is folded up."""
    if element.tag == "dialog":
        return element.get("open") is None
    return _is_closed(element.getparent()) and element.tag != "summary"


def _is_closed(element: _Element | None) -> bool:
    return element is not None and element.tag == "details" and element.get("open") is None


def _is_gone(told: Mapping[str, str]) -> bool:
    """Whether declarations hide an element with all that stands in it."""
    is_cut = any(told.get(name, "") in ("hidden", "clip") for name in ("overflow", "overflow-x", "overflow-y"))
    zero = [any(_is_zero(told.get(name, "")) for name in names) for names in (("width", "max-width"), ("height", "max-height"))]
    is_positioned = told.get("position") in ("absolute", "fixed")
    is_off = is_positioned and any(_is_far(told.get(name, "")) for name in ("left", "top", "right"))
    return (
        told.get("display") == "none"
        or told.get("content-visibility") == "hidden"
        or _is_zero(told.get("opacity", ""))
        or all(zero)
        or (is_cut and any(zero))
        or is_off
        or _is_far(told.get("text-indent", ""))
        or (is_positioned and _ZERO_CLIP.search(told.get("clip", "")) is not None)
        or _ZERO_CLIP.search(told.get("clip-path", "")) is not None
        or _NO_SCALE.search(told.get("transform", "")) is not None
    )


def _length(value: str) -> float | None:
    found = _LENGTH.match(value)
    return float(found[1]) if found else None


def _is_zero(value: str) -> bool:
    return _length(value) == 0


def _is_far(value: str) -> bool:
    length = _length(value)
    return length is not None and length <= (_FAR / 10 if value.endswith("em") else _FAR)


def prune(root: _Element, sheets: Iterable[str]) -> None:
    """Takes out of a page's tree what it does not show; what stands behind a hidden element stays."""
    styles = Styles()
    for sheet in sheets:
        styles.add(sheet)
    for inner in root.iter("style"):
        styles.add(inner.text or "")
    shown: dict[_Element, Shown] = {}
    hidden: list[_Element] = []
    for element in root.iter("*"):
        parent = element.getparent()
        above = shown.get(parent, Shown.YES) if parent is not None else Shown.YES
        shown[element] = Shown.NO if above is Shown.NO else styles.shown(element, above)
        if shown[element] is Shown.NO and above is not Shown.NO and parent is not None:
            hidden.append(element)
        if shown[element] is Shown.SILENT or _is_closed(element):
            element.text = None
        if above is Shown.SILENT or _is_closed(parent):
            element.tail = None
    for element in hidden:
        _take_out(element)


def _take_out(element: _Element) -> None:
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    if tail and before is not None:
        before.tail = (before.tail or "") + tail
    elif tail:
        parent.text = (parent.text or "") + tail
    parent.remove(element)
