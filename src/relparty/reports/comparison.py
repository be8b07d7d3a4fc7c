"""What changed between two screenings of one lot: for the second look at opening, and for a lot screened again.

Findings are matched by their ids, which are the same in both languages; what is left by rule and bidders, so that a
bidder's corrected name or a form handed in again makes no new finding of an old one.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Collection, Hashable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

from relparty.errors import UsageError
from relparty.phrases import Phrase
from relparty.reports.document import Document

_OTHER_LOT = Phrase("两份筛查不是同一个项目：{old} 与 {new}", "the screenings are of different lots: {old} and {new}")
_SAME_LOT = Phrase("请指定同一项目较早的筛查", "name an earlier screening of the same lot")

Kind: TypeAlias = Literal["new", "gone", "level", "facts"]
_LOT_FACTS = ("name", "regime", "overlay", "opens_on")


@dataclass(frozen=True, slots=True)
class FindingChange:
    """One finding that is new, gone, or stands at another level or on other facts; `old` and `new` as the documents tell it."""

    kind: Kind
    old: Document | None
    new: Document | None

    @property
    def told(self) -> Document:
        """The finding as it stands, or as it stood where it is gone."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class Change:
    """Something told by a name that is another now; None where it was not, or is no more."""

    name: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between an older and a newer screening of a lot; all of it empty where nothing does."""

    old: Document
    new: Document
    findings: tuple[FindingChange, ...]
    bidders: tuple[Change, ...]
    """Bidders that came (`old` is None), withdrew, or bear another name."""
    forms: tuple[Change, ...]
    """By bidder, whether its form was read."""
    counts: tuple[Change, ...]
    verdict: Change | None
    lot: tuple[Change, ...]
    files: tuple[Change, ...]
    """Files of the evidence by their hashes."""

    @property
    def is_changed(self) -> bool:
        """Whether anything differs but the day and the version of the program."""
        return bool(self.findings or self.bidders or self.forms or self.counts or self.verdict or self.lot or self.files)


def comparison(old: Document, new: Document) -> Comparison:
    """What changed from one screening of a lot to a later one; raises UsageError where they are of different lots."""
    if old["lot"]["id"] != new["lot"]["id"]:
        raise UsageError("--compare", _OTHER_LOT(old=old["lot"]["id"], new=new["lot"]["id"]), _SAME_LOT())
    bidders = _matched(old["bidders"], new["bidders"], (lambda each: (each["uscc"], each["name"]), _number, lambda each: each["name"]))
    return Comparison(
        old=old,
        new=new,
        findings=tuple(_findings(old, new)),
        bidders=tuple(
            Change((after or before or {})["name"], _name(before), _name(after))
            for before, after in bidders
            if _name(before) != _name(after)
        ),
        forms=tuple(
            Change(after["name"], before["status"], after["status"])
            for before, after in bidders
            if before and after and before["status"] != after["status"]
        ),
        counts=_changes(old["quotes"], new["quotes"]),
        verdict=next(iter(_changes({"verdict": old["verdict"]}, {"verdict": new["verdict"]})), None),
        lot=_changes(*({name: told["lot"][name] for name in _LOT_FACTS} for told in (old, new))),
        files=_changes(*({each["file"]: each["sha256"] for each in told["evidence"]} for told in (old, new))),
    )


def _name(bidder: Document | None) -> str | None:
    return bidder["name"] if bidder else None


def _number(bidder: Document) -> str | None:
    return bidder["uscc"] or None


def _changes(old: Document, new: Document) -> tuple[Change, ...]:
    """What is told differently under one name, in the order of the new, then what is told no more."""
    names = dict.fromkeys((*new, *old))
    return tuple(Change(name, _text(old.get(name)), _text(new.get(name))) for name in names if _text(old.get(name)) != _text(new.get(name)))


def _text(value: object) -> str | None:
    return None if value is None else str(value)


Key: TypeAlias = Callable[[Document], Hashable]
Pair: TypeAlias = "tuple[Document | None, Document | None]"


def _matched(old: Collection[Document], new: Collection[Document], keys: Collection[Key]) -> list[Pair]:
    """Old with new, each once, by the first key that fits one to one in order; then who is left. A key of None fits nobody."""
    left_old, left_new = list(old), list(new)
    found: list[Pair] = []
    for key in keys:
        pairs = _pairs(left_old, left_new, key)
        taken = {id(each) for pair in pairs for each in pair}
        left_old, left_new = ([each for each in left if id(each) not in taken] for left in (left_old, left_new))
        found += pairs
    return [*found, *((None, each) for each in left_new), *((each, None) for each in left_old)]


def _pairs(old: list[Document], new: list[Document], key: Key) -> list[tuple[Document, Document]]:
    waiting: dict[Hashable, deque[Document]] = defaultdict(deque)
    for before in old:
        waiting[key(before)].append(before)
    return [(known.popleft(), after) for after in new if (told := key(after)) is not None and (known := waiting[told])]


def _findings(old: Document, new: Document) -> Iterator[FindingChange]:
    """The findings that differ: new ones first, then those at another level, on other facts, and gone."""
    is_one_tongue = old["lang"] == new["lang"]
    views = [_View(told, is_one_tongue) for told in (old, new)]
    view_of = {id(finding): view for view in views for finding in view.told["findings"]}

    def asked(ask: Callable[[_View, Document], Hashable]) -> Key:
        return lambda finding: ask(view_of[id(finding)], finding)

    keys = (asked(_View.id_and_facts), asked(_View.id), asked(_View.matter_and_facts), asked(_View.pair))
    pairs = _matched(old["findings"], new["findings"], keys)
    changes = [change for before, after in pairs if (change := _change(before, after, views))]
    order = {kind: at for at, kind in enumerate(("new", "level", "facts", "gone"))}
    places = {id(finding): at for view in views for at, finding in enumerate(view.told["findings"])}
    yield from sorted(changes, key=lambda each: (order[each.kind], places[id(each.told)]))


def _change(before: Document | None, after: Document | None, views: list[_View]) -> FindingChange | None:
    if before is None or after is None:
        return FindingChange("gone" if after is None else "new", before, after)
    if before["level"] != after["level"]:
        return FindingChange("level", before, after)
    is_same = views[0].facts(before) == views[1].facts(after)
    return None if is_same else FindingChange("facts", before, after)


@dataclass(frozen=True, slots=True)
class _View:
    """A document as it is compared; in two tongues only what reads alike in both counts."""

    told: Document
    is_one_tongue: bool

    def id(self, finding: Document) -> Hashable:
        return str(finding["id"])

    def id_and_facts(self, finding: Document) -> Hashable:
        return finding["id"], self.facts(finding)

    def matter_and_facts(self, finding: Document) -> Hashable:
        return finding["rule"], self._bidders(finding), self.facts(finding)

    def pair(self, finding: Document) -> Hashable:
        """The rule and the pair: it makes one finding a pair; of one bidder it may make many, which stay apart."""
        return (finding["rule"], self._bidders(finding)) if len(finding["bidders"]) == 2 else None

    def facts(self, finding: Document) -> Hashable:
        """What a finding rests on, without the hashes of files and the places in them."""
        summary = finding["summary"] if self.is_one_tongue else ""
        return summary, finding["certainty"], tuple(self._path(path) for path in finding["paths"])

    def _path(self, path: Document) -> Hashable:
        return tuple(self._step(step) for step in path["steps"])

    def _step(self, step: Document) -> Hashable:
        words = step["relation"] if self.is_one_tongue else ""
        texts = tuple((source["file"], source["text"]) for source in step["sources"])
        return step["from"], step["to"], words, step["percent"], step["since"], step["until"], texts

    def _bidders(self, finding: Document) -> frozenset[Any]:
        """The bidders of a finding by their numbers, by name where they have none."""
        numbers: dict[str, str] = {each["name"]: each["uscc"] for each in self.told["bidders"] if each["uscc"]}
        return frozenset(numbers.get(name, name) for name in finding["bidders"])
