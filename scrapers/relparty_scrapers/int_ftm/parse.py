"""FollowTheMoney entities to extracts: one of every company that some tie of the file leads to.

A tie that cannot be put with a company (an end that is not in the file, a schema nobody knows) is told with every
company that it may bear on: with all of them where nobody can say which.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from relparty.errors import UnreadableFile
from relparty.forms.values import written_date
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.lot import FormFile
from relparty.model.record import adds_up
from relparty.phrases import Phrase
from relparty.registers.strict_json import RepeatedKeyError, parsed
from relparty_scrapers.int_ftm import lines, relations
from relparty_scrapers.int_ftm.holders import together
from relparty_scrapers.int_ftm.known import COMPANIES, EDGES, PARTIES, PASSED_OVER
from relparty_scrapers.int_ftm.lines import Entity, labelled
from relparty_scrapers.int_ftm.parties import SOURCE, Known, known

_FIRST = 1 << 20
T = TypeVar("T")
_READ = {"Ownership": relations.ownership, "Directorship": relations.directorship, "Representation": relations.representation}
_NOTHING = Phrase("文件中没有任何企业的股东、人员或其他关系", "it tells no holder, officer or other tie of any company")
_OTHER_FILE = Phrase("请核对是否拿错文件，或导出时漏掉了关系实体", "see whether it is the wrong file, or the ties were left out of it")


@dataclass(slots=True)
class _Draft:
    """What is gathered of one company."""

    holders: list[tuple[str, RegisteredHolder]] = field(default_factory=list)
    """Each with the id of its owner."""
    staff: list[RegisteredOfficer] = field(default_factory=list)
    heads: list[RegisteredOfficer] = field(default_factory=list)
    unread: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)
    days: list[date] = field(default_factory=list)


def recognises(content: bytes) -> bool:
    """True for a file whose first line is a FollowTheMoney entity in any of its formats."""
    first = content.lstrip(b"\xef\xbb\xbf \t\r\n")[:_FIRST].split(b"\n", 1)[0]
    try:
        return lines.is_one(parsed(first.decode("utf-8"), str))
    except (ValueError, RecursionError, RepeatedKeyError):
        return False


def extracts(file: FormFile, content: bytes) -> tuple[Extract, ...]:
    """What the file tells of each company that a tie leads to; raises UnreadableFile when it is not as its standard says."""
    world = _World({entity.id: entity for entity in lines.entities(file, content)})
    world.read()
    found = tuple(world.extract(file, id_) for id_ in world.entities if id_ in world.drafts)
    if not found:
        raise UnreadableFile(file.file, _NOTHING(), _OTHER_FILE())
    return found


class _World:
    """The entities of one file and what is gathered of its companies."""

    def __init__(self, entities: dict[str, Entity]) -> None:
        self.entities = entities
        self.drafts: defaultdict[str, _Draft] = defaultdict(_Draft)
        self.everywhere: list[Told] = []
        self._waiting: list[tuple[list[str], Told]] = []
        self._known: dict[str, Known | None] = {}
        self._companies_of: defaultdict[str, list[str]] = defaultdict(list)
        self._merged = self._merged_ids()

    def read(self) -> None:
        """Gathers every entity: first the ties that make holders and officers, then what is told beside them."""
        for edge in self.entities.values():
            if edge.schema in _READ:
                self._tie(edge)
        for entity in self.entities.values():
            if entity.schema in EDGES and entity.schema not in _READ:
                self._tell([id_ for key in EDGES[entity.schema] for id_ in self._ends(entity, key)], self._whole(entity))
            elif entity.schema not in EDGES and entity.schema not in PARTIES and entity.schema not in PASSED_OVER:
                self._unknown(entity)
            elif entity.schema in PARTIES and self.known(entity.id) is None:
                self._tell([entity.id], relations.at_line(entity, f"{entity.schema} without a name"))
        for ids, told in self._waiting:
            self._put_with(ids, told)

    def known(self, id_: str) -> Known | None:
        """The party of an id."""
        if id_ not in self._known:
            self._known[id_] = known(self.entities[id_])
        return self._known[id_]

    def extract(self, file: FormFile, id_: str) -> Extract:
        """The extract of one company."""
        draft, company, entity = self.drafts[id_], self.known(id_), self.entities[id_]
        holders, twice = together(draft.holders)
        present = [None if holder.most else holder.percent for holder in holders if holder.until is None]
        heads = list({head.party: head for head in draft.heads}.values())
        return Extract(
            file=file,
            kind=ExtractKind.ANSWER,
            name=company.name if company else None,
            uscc=company.code if company else None,
            head=heads[0].name if heads else None,
            head_party=heads[0].party if heads else None,
            entity=entity.first("legalForm"),
            holders=holders or None,
            shows_all_holders=not holders or adds_up(present),
            staff=_once(draft.staff) or None,
            shows_all_staff=False,
            unread=_once((*(company.aside if company else ()), *draft.unread, *twice, *_further(heads), *self.everywhere)),
            retrieved_on=min((*draft.days, *_days(entity)), default=None),
            source=SOURCE,
            number=company.number if company else None,
            former_names=company.former_names if company else (),
            notes=_once((*(company.notes if company else ()), *draft.notes)),
        )

    def _tie(self, edge: Entity) -> None:
        """An edge that makes a holder or an officer, where it leads from one party to one company; else it is told whole."""
        parties, companies = (self._ends(edge, key) for key in EDGES[edge.schema])
        if companies and all(self.entities[each].schema in PASSED_OVER for each in companies):
            return
        for company in companies:
            self.drafts[company].days += _days(edge) if self._is_company(company) else ()
        is_from_one = len(parties) == len(edge.all(EDGES[edge.schema][0])) == 1 and self._is_party(parties[0])
        is_to_one = len(companies) == len(edge.all(EDGES[edge.schema][1])) == 1 and self._is_company(companies[0])
        for each in parties:
            self._companies_of[each] += [company for company in companies if self._is_company(company)]
        if not (is_from_one and is_to_one and self._is_put(edge, parties[0], companies[0])):
            self._tell([*companies, *parties], self._whole(edge))

    def _is_put(self, edge: Entity, source: str, target: str) -> bool:
        """Whether a tie was read, as a holder or an officer of its company."""
        party = self.known(source)
        tie = _READ[edge.schema](edge, party) if party else None
        if party is None or tie is None:
            return False
        draft = self.drafts[target]
        draft.holders += [(source, tie.holder)] if tie.holder else []
        draft.staff += [tie.officer] if tie.officer else []
        draft.heads += [tie.head] if tie.head else []
        draft.unread += (*tie.unread, *party.aside)
        draft.notes += (*tie.notes, *party.notes)
        return True

    def _whole(self, edge: Entity) -> Told:
        """A tie that a person must read, with the names of the parties at its ends."""
        ids = {told.text: id_ for key in EDGES[edge.schema] for told in edge.all(key) if (id_ := self._id(told.text))}
        parties = {told: self.known(id_) for told, id_ in ids.items() if self._is_party(id_)}
        return relations.whole(edge, {told: party.name.text for told, party in parties.items() if party})

    def _unknown(self, entity: Entity) -> None:
        """An entity of a schema nobody knows: told with every company that it names, else with all."""
        named = [id_ for values in entity.values.values() for told in values if (id_ := self._id(told.text))]
        self._tell(named, relations.at_line(entity, f"{entity.schema} {_words(entity)}"))

    def _tell(self, ids: Sequence[str], told: Told) -> None:
        """Keeps what a person must read until all ties are known: a person's concerns the companies it belongs to."""
        self._waiting.append((list(ids), told))

    def _put_with(self, ids: Sequence[str], told: Told) -> None:
        """Puts it with the companies that it concerns, or with all where nobody can say which."""
        companies: list[str] = []
        for id_ in ids:
            companies += [id_] if self._is_company(id_) else self._companies_of[id_]
        if not companies:
            self.everywhere.append(told)
        for company in dict.fromkeys(companies):
            self.drafts[company].unread.append(told)

    def _is_company(self, id_: str) -> bool:
        return self.entities[id_].schema in COMPANIES

    def _is_party(self, id_: str) -> bool:
        return self.entities[id_].schema in PARTIES

    def _ends(self, edge: Entity, key: str) -> list[str]:
        """The ids at one end of a tie that are in the file."""
        return [id_ for told in edge.all(key) if (id_ := self._id(told.text))]

    def _id(self, id_: str) -> str | None:
        """The id under which an entity stands in the file, where it was merged into another."""
        return id_ if id_ in self.entities else self._merged.get(id_)

    def _merged_ids(self) -> dict[str, str]:
        """The entity that each former id became; an id that two claim leads nowhere."""
        claimed: defaultdict[str, set[str]] = defaultdict(set)
        for entity in self.entities.values():
            for former in entity.referents:
                claimed[former].add(entity.id)
        return {former: owners.pop() for former, owners in claimed.items() if len(owners) == 1}


def _days(entity: Entity) -> Iterator[date]:
    """The days on which an entity was retrieved, or failing that last seen at its source."""
    told = [each.text for each in entity.all("retrievedAt")] or [entity.seen_on]
    yield from (day for each in told if (day := written_date(each)))


def _further(heads: Sequence[RegisteredOfficer]) -> Iterator[Told]:
    yield from (labelled(head.name, "head") for head in heads[1:])


def _words(entity: Entity) -> str:
    return "; ".join(f"{key}: {told.text}" for key in sorted(entity.values) for told in entity.values[key])


def _once(told: Iterable[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(told))
