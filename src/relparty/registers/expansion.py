"""Layer by layer: from each bidder up to persons, listed companies and state bodies, asking sources within printed limits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import zip_longest
from typing import Protocol

from relparty.errors import NotLookedUp, RelpartyError, SourceUnusable, UnreadableFile
from relparty.identifiers import org_id, uscc
from relparty.model.evidence import Extract
from relparty.model.party import Mention, PartyKind
from relparty.names.folding import fold
from relparty.phrases import Phrase
from relparty.registers import failures
from relparty.registers.card import Card, Script
from relparty.registers.client import LimitReachedError
from relparty.registers.lookup import Lookup, Wanted, content
from relparty.registers.source import Source

_TOPS = frozenset({PartyKind.PERSON, PartyKind.LISTED, PartyKind.STATE})

_DEPTH = Phrase("已达到查询层数上限（{depth} 层），其上未再查询", "the limit of {depth} layers was reached; nothing above was asked for")
_SPENT = Phrase("已达到查询次数或费用上限，未再查询", "the limit of requests or money was reached; it was not asked for")
_RAISE = Phrase("请提高上限后重新运行：已得到的答复不会重复查询", "raise the limit and run it again: what was answered is not asked again")
_NOBODY = Phrase("没有来源可查询该名称的企业", "no source chosen can be asked for a company of such a name")
_CHOOSE = Phrase("请选择其他来源（见 relparty sources）或人工核对", "choose another source (see relparty sources) or look it up by hand")


class Asker(Protocol):
    """What asks one source: the client, or in tests something that stands for it."""

    source: Source

    def look_up(self, wanted: Wanted) -> Lookup:
        """All that the source answers; raises NotLookedUp, SourceUnusable or LimitReachedError."""


@dataclass(frozen=True, slots=True)
class Start:
    """A company to begin with: a bidder, or one that its form names above it; `bidders` are those who stand below."""

    wanted: Wanted
    bidders: frozenset[str]
    is_bidder: bool = True


@dataclass(frozen=True, slots=True)
class Plan:
    """What asking for one layer will take at least when nothing is kept yet: told before the first request of the layer.

    Lists of several pages and second tries cost more; the money allowed is the bound that holds.
    """

    layer: int
    companies: int
    price: Decimal
    currency: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Missed:
    """A company that no source told of, whose bidders it concerns, and why."""

    wanted: Wanted
    bidders: frozenset[str]
    error: RelpartyError


@dataclass(slots=True)
class Expansion:
    """What was found: lookups with what they tell, companies missed, sources that could not be used any more."""

    found: list[tuple[Lookup, Extract]] = field(default_factory=list)
    missed: list[Missed] = field(default_factory=list)
    unusable: list[SourceUnusable] = field(default_factory=list)

    def kept(self) -> dict[str, bytes]:
        """The files of all lookups by name, to be kept as evidence."""
        return {each.file.file: content(each) for each, _ in self.found}


class Watcher(Protocol):
    """Who is told how it goes on."""

    def plans(self, plan: Plan) -> None:
        """Before a layer is asked for."""

    def asked(self, wanted: Wanted) -> None:
        """After each company."""


def expand(starts: Iterable[Start], askers: Sequence[Asker], depth: int, is_top: Callable[[Mention], bool], watcher: Watcher) -> Expansion:
    """Everything that the sources tell of the companies and of those above them, `depth` layers up.

    Sources are asked in the order given until one knows the company. One company's failure stops nobody else; an
    unusable source is asked nothing more. `is_top` says of a holder that nothing is sought above it, besides persons,
    listed companies and state bodies.
    """
    walk = _Walk(list(askers), is_top, watcher)
    layer, declared = walk.begin(starts)
    if not layer:
        layer, declared = walk.new(in_turns(declared)), []
    for number in range(depth + 1):
        if not layer:
            break
        watcher.plans(walk.plan(number, len(layer)))
        above = [walk.ask(wanted) for wanted in layer]
        layer = walk.new(in_turns([*above, *(declared if number == 0 else [])]))
    for wanted in layer:
        walk.miss(wanted, UnreadableFile(wanted.name, _DEPTH(depth=depth), _RAISE()))
    return walk.done()


@dataclass(slots=True)
class _Walk:
    askers: list[Asker]
    is_top: Callable[[Mention], bool]
    watcher: Watcher
    expansion: Expansion = field(default_factory=Expansion)
    bidders: dict[str, frozenset[str]] = field(default_factory=dict)
    """The bidders that each company to begin with stands above, by its key."""
    links: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The companies above each company met, by their keys."""

    def plan(self, number: int, companies: int) -> Plan:
        cards = [asker.source.card for asker in self.askers]
        price = sum((card.price_of_company for card in cards), Decimal(0)) * companies
        currency = next((card.currency for card in cards if card.price_of_company), "")
        return Plan(number, companies, price, currency, tuple(card.name for card in cards))

    def begin(self, starts: Iterable[Start]) -> tuple[list[Wanted], list[list[Wanted]]]:
        """The bidders, each once, and by bidder the companies that its form names above it: they come after all bidders."""
        every = list(starts)
        declared: dict[frozenset[str], list[Wanted]] = defaultdict(list)
        for start in every:
            self.bidders[_key(start.wanted)] = start.bidders | self.bidders.get(_key(start.wanted), frozenset())
            if not start.is_bidder:
                declared[start.bidders].append(start.wanted)
        first = sorted((start.wanted for start in every if start.is_bidder), key=_order)
        return self.new(first), [sorted(group, key=_order) for _, group in sorted(declared.items(), key=lambda each: sorted(each[0]))]

    def new(self, companies: Iterable[Wanted]) -> list[Wanted]:
        """The companies not met yet, each once."""
        every = list(companies)
        coded = {fold(wanted.name): _key(wanted) for wanted in every if org_id.normalised(wanted.code)}
        fresh: dict[str, Wanted] = {}
        for wanted in every:
            key = _key(wanted)
            if key in coded and coded[key] != key:
                self.links[key].add(coded[key])  # named here by its name alone, there with its number: asked for once
            elif key not in self.links:
                fresh.setdefault(key, wanted)
        for key in fresh:
            self.links[key] = set()
        return list(fresh.values())

    def ask(self, wanted: Wanted) -> list[Wanted]:
        """Asks for one company and gives the companies above it."""
        extract = self._answered(wanted)
        self.watcher.asked(wanted)
        if extract is None:
            return []
        above = sorted((Wanted(party.name, org_id.normalised(party.number)) for party in self._above(extract)), key=_order)
        self.links[_key(wanted)] |= {_key(each) for each in above}
        told = _named(extract, wanted)
        for key in (_key(told), fold(told.name)):
            self.links[key] |= self.links[_key(wanted)]
        return above

    def _answered(self, wanted: Wanted) -> Extract | None:
        """What the first source that knows the company tells; None, and the company missed, where none does."""
        failure: RelpartyError = (
            self.expansion.unusable[-1] if self.expansion.unusable else UnreadableFile(wanted.name, _NOBODY(), _CHOOSE())
        )
        for asker in [each for each in self.askers if _can_be_asked(each.source.card, wanted)]:
            try:
                kept = asker.look_up(wanted)
                extract = asker.source.service[1].company(kept)
            except NotLookedUp as error:
                failure = error
            except SourceUnusable as error:
                self.askers.remove(asker)
                self.expansion.unusable.append(error)
                failure = error
            except LimitReachedError:
                failure = UnreadableFile(asker.source.card.name, _SPENT(), _RAISE())
            except Exception as error:  # noqa: BLE001  # an answer that breaks its parser is that company's failure and nobody else's
                failure = failures.wrong_shape(asker.source.card.name, type(error).__name__)
            else:
                self.expansion.found.append((kept, extract))
                return extract
        self.miss(wanted, failure)
        return None

    def miss(self, wanted: Wanted, error: RelpartyError) -> None:
        self.expansion.missed.append(Missed(wanted, frozenset(), error))

    def done(self) -> Expansion:
        """The expansion, each company missed with all the bidders that it stands above, by whichever way."""
        below: dict[str, frozenset[str]] = {}
        for start, bidders in self.bidders.items():
            reached, level = {start}, [start]
            while level:
                level = [key for each in level for key in self.links.get(each, ()) if key not in reached]
                reached.update(level)
            below |= {key: below.get(key, frozenset()) | bidders for key in reached}
        self.expansion.missed = [replace(each, bidders=below.get(_key(each.wanted), frozenset())) for each in self.expansion.missed]
        return self.expansion

    def _above(self, extract: Extract) -> Iterator[Mention]:
        for holder in extract.holders or ():
            party = holder.party or Mention(holder.name.text, PartyKind.COMPANY)
            if holder.until is None and party.kind not in _TOPS and not self.is_top(party):
                yield party


def in_turns(groups: Sequence[Sequence[Wanted]]) -> list[Wanted]:
    """The companies of all groups, one of each in turn: who is named with four hundred holders uses up nobody else's requests."""
    return [wanted for row in zip_longest(*groups) for wanted in row if wanted is not None]


def _order(wanted: Wanted) -> tuple[str, str]:
    return wanted.name, wanted.code


def _key(wanted: Wanted) -> str:
    return org_id.normalised(wanted.code) or fold(wanted.name) or wanted.code


def _named(extract: Extract, wanted: Wanted) -> Wanted:
    code = extract.uscc or extract.number
    return Wanted(extract.name.text if extract.name else wanted.name, code.text if code else wanted.code)


def _can_be_asked(card: Card, wanted: Wanted) -> bool:
    """Whether the register has companies of such names: a Chinese one none in Latin letters, and the other way round."""
    is_han = any("\u4e00" <= char <= "\u9fff" for char in wanted.name)
    has_letters = any(char.isascii() and char.isalpha() for char in wanted.name)
    if card.script is Script.HAN:
        return is_han or (uscc.is_valid(uscc.fold(wanted.code)) and not has_letters)
    return card.script is Script.ANY or not is_han
