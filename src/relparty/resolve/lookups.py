"""Lookups of a lot: which companies to begin with, and what became of them, as readings and problems of the lot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from relparty.errors import RelpartyError, UnreadableFile
from relparty.forms.kinds import is_person_name
from relparty.identifiers import org_id, resident
from relparty.intake.flow import Intake
from relparty.intake.tasks import Reading
from relparty.model.lot import Bidder, Declaration, Lot
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Branch, Problem, Shareholding
from relparty.names.folding import fold
from relparty.phrases import Part, Phrase, verbatim
from relparty.registers.expansion import Expansion, Missed, Start
from relparty.registers.lookup import Wanted

if TYPE_CHECKING:
    from relparty.bundle.reading import Bundle

_NOT_LOOKED_UP = Phrase("未能在登记来源查询：{companies}（{place}：{fact}）", "not looked up on a register: {companies} ({place}: {fact})")
_NOT_IN_BUNDLE = Phrase("{day} 的登记数据包中没有该企业", "the bundle of {day} does not have it")
_LOOK_UP = Phrase("请核对名称和代码，或在登记系统查询", "check its name and code, or look it up on the register")
_FEW = 10
_AND_MORE = Phrase("等共 {n} 家", "{n} in all")


def with_lookups(intake: Intake, expansion: Expansion) -> Intake:
    """The intake with what registers told, read like files of the lot."""
    readings = tuple(Reading(kept.file, extracts=(extract,)) for kept, extract in expansion.found)
    files = tuple(reading.file for reading in readings)
    return replace(
        intake, readings=(*intake.readings, *readings), files=(*intake.files, *files), missed=(*intake.missed, *expansion.missed)
    )


def with_bundle(lot: Lot, intake: Intake, bundle: Bundle) -> Intake:
    """The intake with what a prepared register tells of the bidders and of the companies above them; those it lacks are missed."""
    from relparty.bundle.extracts import upwards  # only those who have a bundle need numpy

    begun = starts(lot, intake.readings)
    extracts = upwards(bundle, [(start.wanted.name, start.wanted.code) for start in begun])
    missed = [
        Missed(start.wanted, start.bidders, UnreadableFile(bundle.path.name, _NOT_IN_BUNDLE(day=bundle.as_of), _LOOK_UP()))
        for start in begun
        if start.is_bidder and not bundle.found(start.wanted.name, start.wanted.code)
    ]
    readings = (Reading(extracts[0].file, extracts=tuple(extracts)),) if extracts else ()
    files = tuple(reading.file for reading in readings)
    return replace(intake, readings=(*intake.readings, *readings), files=(*intake.files, *files), missed=(*intake.missed, *missed))


def starts(lot: Lot, readings: Sequence[Reading]) -> list[Start]:
    """The companies to begin with: every bidder, by form or quote, and every company that its form names above it."""
    declarations = [each for reading in readings for each in reading.declarations if not each.file.is_fetched]
    found = [start for declaration in declarations for start in _of_form(declaration)]
    told = {fold(declaration.bidder.name) for declaration in declarations}
    quoted = (quote for quote in lot.quotes or () if fold(quote.bidder) not in told)
    return found + [Start(Wanted(quote.bidder, org_id.normalised(quote.uscc)), frozenset({fold(quote.bidder)})) for quote in quoted]


def _of_form(declaration: Declaration) -> Iterator[Start]:
    bidder = frozenset({fold(declaration.bidder.name)})
    yield Start(_wanted(declaration.bidder), bidder)
    for mention in dict.fromkeys(_above(declaration)):
        yield Start(_wanted(mention), bidder, is_bidder=False)


def _above(declaration: Declaration) -> Iterator[Mention]:
    """The companies that a form names above its bidder."""
    for record in declaration.records:
        if isinstance(record, Branch):
            yield record.head_office
        elif isinstance(record, Shareholding) and record.until is None and _is_looked_up(record.holder):
            yield record.holder


def _is_looked_up(mention: Mention) -> bool:
    """Whether a holder may be asked about: a company, never somebody who is given a resident id or may be a person."""
    if resident.looks_like(resident.fold(mention.number)):
        return False
    return mention.kind is PartyKind.COMPANY or (mention.kind is PartyKind.OTHER and not is_person_name(mention.name))


def _wanted(mention: Mention) -> Wanted:
    """The company to ask for; only a number that is a company's leaves the machine."""
    return Wanted(mention.name, org_id.normalised(mention.number))


def with_missed(bidders: Iterable[Bidder], missed: Sequence[Missed]) -> tuple[Bidder, ...]:
    """The bidders with a problem for each reason why companies of theirs could not be looked up."""
    return tuple(replace(bidder, problems=(*bidder.problems, *_problems(bidder, missed))) for bidder in bidders)


def _problems(bidder: Bidder, missed: Sequence[Missed]) -> Iterator[Problem]:
    names = {fold(bidder.name), *(fold(declaration.bidder.name) for declaration in bidder.declarations)}
    by_reason: dict[tuple[str, str], list[tuple[str, RelpartyError]]] = defaultdict(list)
    for each in missed:
        if names & each.bidders:
            by_reason[_place(each), each.error.fact.say("en")].append((each.wanted.name or each.wanted.code, each.error))
    for (place, _), group in sorted(by_reason.items()):
        companies = sorted(name for name, _ in group)
        shown: tuple[Part, ...] = tuple(companies[:_FEW])
        if len(companies) > _FEW:
            shown = (*shown, _AND_MORE(n=len(companies)))
        error = group[0][1]
        yield Problem("not_looked_up", _NOT_LOOKED_UP(companies=shown, place=verbatim(place), fact=error.fact), error.next_step)


def _place(missed: Missed) -> str:
    """Which source failed; a limit of the run has no source, and the company's own name is told already."""
    return "relparty" if missed.error.place == missed.wanted.name else str(missed.error.place)
