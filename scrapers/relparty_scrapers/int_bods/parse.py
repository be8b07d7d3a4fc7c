"""BODS files to extracts: one of each entity that is somebody's subject, with its holders and officers.

A shareholding is a holder with its share; an interest that is no share is a holder whose share is not known and whose
words say the interest. An indirect interest is told by its components where the file has them and they tell the same.
Nobody promises that a file tells every holder: only where present direct shares add up to 100 % does an extract say
that it shows all. Passed over, because they bear on no relation that is looked for: addresses, web pages, founding
dates, places of birth, days of death, jurisdictions, nationalities and tax residencies (but to tell Chinese names and
numbers), political exposure, statutes, securities, licences, the numbers of declarations, and the publisher's sources.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from relparty.errors import UnreadableFile
from relparty.model.evidence import Extract, ExtractKind, Told
from relparty.model.lot import FormFile
from relparty.phrases import Phrase
from relparty_scrapers.int_bods import notes, parties, statements
from relparty_scrapers.int_bods.codec import Odd, Oddness, at
from relparty_scrapers.int_bods.days import day
from relparty_scrapers.int_bods.holdings import holdings
from relparty_scrapers.int_bods.network import Network, Placed, Record, network
from relparty_scrapers.int_bods.parties import NAME, told
from relparty_scrapers.int_bods.records import EntityDetails, RelationshipDetails

_BEGINNING = 1 << 18
_MOST_LOST = 20
_LONGEST = 300
_OPENS = re.compile(rb"\A(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*[\[{]")
_STATEMENT = re.compile(rb'"statementI[dD]"\s*:')
_OF_BODS = re.compile(rb'"(?:bodsVersion|recordDetails|statementType)"\s*:')
_BEARING = re.compile(
    r"/\d+/(?:recordId|recordType|recordStatus|recordDetails|statementDate"
    r"|recordDetails/(?:name|names|personType|entityType|identifiers|birthDate|publicListing)(?:/.*)?)"
)

_NO_SUBJECT = Phrase("没有写明任何企业的股东或人员（{n} 条声明）", "it tells nothing of any company ({n} statements)")
_PUBLISHER = Phrase(
    "请向数据发布方索取包含企业（entity）及其关系（relationship）的文件",
    "ask its publisher for the file with the entities and their relationships",
)

_STRAY = "不属于任何记录的声明 statement without a usable record"
_NO_SUBJECT_TOLD = "关系的主体未写明或不在文件中 relationship of an entity that is not in the file"
_DISPUTED = "同一记录同一日期有不同内容的声明 statements of one day differ"
_DISORDERED = "同一记录的声明前后不一或未注明日期 statements of one record contradict each other or are not dated"
_NOT_DECLARED = "声明的主体不在文件中 declaration subject not in the file"
_MORE = "其余同类问题 further ones of this sort"
_CORRECTED = "发布方的更正 correction"


def recognises(content: bytes) -> bool:
    """True for a file of BODS statements, also of a version that is not read: so that it is refused and not overlooked."""
    beginning = content[:_BEGINNING].replace(b"\0", b"")
    return bool(_OPENS.match(beginning) and _STATEMENT.search(beginning) and _OF_BODS.search(beginning))


def extracts(file: FormFile, content: bytes) -> tuple[Extract, ...]:
    """What a file tells of each entity that is the subject of a relationship or of a declaration, in the order of the file.

    Raises UnreadableFile for what is no BODS 0.4 and for a file that tells of no entity.
    """
    read = statements.read(file, content)
    reader = _Reader(file, network(read), _odd(statements.unknown(read)))
    relationships: dict[str, list[tuple[Record, RelationshipDetails]]] = defaultdict(list)
    for record, details in reader.known.relationships():
        if isinstance(details.subject, str):
            relationships[details.subject].append((record, details))
    declared = {each.declaration_subject: None for each in read if each.declaration_subject}
    reader.lost = _shortened(file, reader.all_lost(declared))
    reader.subjects = frozenset(name for name in reader.known.records if name in relationships or name in declared)
    found = tuple(
        reader.extract(record, entity, relationships.get(name, []))
        for name, record in reader.known.records.items()
        if name in reader.subjects and (entity := reader.known.entity(name)) is not None
    )
    if not found:
        raise UnreadableFile(file.file, _NO_SUBJECT(n=len(read)), _PUBLISHER())
    return found


@dataclass(slots=True)
class _Reader:
    """Reads one file: its records, what in it is unknown (by statement), and what no extract can tell."""

    file: FormFile
    known: Network
    odd: dict[str, list[Odd]]
    lost: tuple[Told, ...] = ()
    subjects: frozenset[str] = frozenset()
    """The records that relationships or declarations are about: each entity of them has its own extract."""
    noted: dict[str, tuple[Told, ...]] = field(default_factory=dict)
    """What is noted of each record that an extract uses."""

    def extract(self, record: Record, details: EntityDetails, relationships: list[tuple[Record, RelationshipDetails]]) -> Extract:
        """What the file tells of one entity."""
        held = holdings(self.file, self.known, relationships)
        used = [self.known.records[name] for name in {record.id: None} | held.used]
        bearing, others = self.unknown(used)
        code, org_id = parties.code(details), parties.org_id(details)
        return Extract(
            file=self.file,
            kind=ExtractKind.ANSWER,
            name=parties.entity(self.file, record, details).name,
            uscc=self.identifier(record, code),
            number=self.identifier(record, org_id),
            head=held.head,
            head_party=held.head_party,
            entity=_sort(self.file, record, details),
            holders=held.holders or None,
            shows_all_holders=held.is_whole,
            staff=held.staff or None,
            shows_all_staff=False,
            unread=(*_troubles(self.file, used), *held.unread, *bearing, *self.lost),
            retrieved_on=_retrieved_on(used),
            source=NAME,
            former_names=tuple(_former_names(self.file, record, details)),
            notes=(*self.notes(record, used), *held.notes, *others),
        )

    def notes(self, subject: Record, used: Iterable[Record]) -> Iterator[Told]:
        """What has no place in the rows: of the subject, of parties without an extract of their own, and the publisher's remarks."""
        yield from notes.of_subject(self.file, subject)
        for record in used:
            if record.id not in self.noted:
                has_extract = self.known.entity(record.id) is not None and record.id in self.subjects
                told_of = () if record.newest.relationship or has_extract else notes.of_party(self.file, record)
                self.noted[record.id] = _shortened(self.file, (*told_of, *notes.remarks(self.file, record)))
            yield from self.noted[record.id]

    def identifier(self, record: Record, found: tuple[int, str] | None) -> Told | None:
        """A number with its place."""
        return told(self.file, f"{record.newest.details}/identifiers/{found[0]}/id", found[1]) if found else None

    def unknown(self, used: Iterable[Record]) -> tuple[list[Told], list[Told]]:
        """What the standard does not know in the statements used: what may bear on relations, and the rest."""
        bearing, others = list[Told](), list[Told]()
        for record in used:
            is_relationship = record.newest.relationship is not None
            seen: set[tuple[str, str]] = set()
            for placed in reversed(record.series) if is_relationship else (record.newest,):
                for each in self.odd.get(placed.pointer, ()):
                    place = each.pointer.removeprefix(placed.pointer)
                    if (place, each.text) in seen:
                        continue
                    seen.add((place, each.text))
                    bears = is_relationship and each.pointer.startswith(f"{placed.details}/")
                    text = each.text if len(each.text) <= _LONGEST else f"{each.text[:_LONGEST]}…"
                    (bearing if bears or _bears(each) else others).append(told(self.file, each.pointer, text))
        return bearing, others

    def all_lost(self, declared: Iterable[str]) -> Iterator[Told]:
        """What stands in the file about entities that it does not describe: every extract says so."""
        for stray in self.known.stray:
            yield told(self.file, stray.pointer, f"{_STRAY}: {stray.told.record_id or stray.told.statement_id or ''}")
        for record, details in self.known.relationships():
            if not isinstance(details.subject, str) or self.known.entity(details.subject) is None:
                subject = details.subject if isinstance(details.subject, str) else record.id
                yield told(self.file, at(record.newest.details, "subject"), f"{_NO_SUBJECT_TOLD}: {subject}")
        for name in declared:
            if name not in self.known.records:
                yield told(self.file, "/", f"{_NOT_DECLARED}: {name}")


def _shortened(file: FormFile, lost: Iterable[Told]) -> tuple[Told, ...]:
    """The first of them and how many there are: they stand in many extracts of the file."""
    found = list(lost)
    more = [told(file, "/", f"{_MORE}: {len(found) - _MOST_LOST}")] if len(found) > _MOST_LOST else []
    return (*found[:_MOST_LOST], *more)


def _odd(found: Iterable[Odd]) -> dict[str, list[Odd]]:
    by_statement: dict[str, list[Odd]] = defaultdict(list)
    for each in found:
        by_statement[each.pointer[: each.pointer.find("/", 1)]].append(each)
    return by_statement


def _bears(odd: Odd) -> bool:
    """Whether something unknown outside a relationship may bear on who a party is: a field in a wrong shape, a code that nobody knows."""
    return odd.why is not Oddness.FIELD and _BEARING.fullmatch(odd.pointer) is not None


def _troubles(file: FormFile, used: Iterable[Record]) -> Iterator[Told]:
    for record in used:
        if record.is_disputed:
            yield told(file, record.newest.pointer, f"{_DISPUTED}: {record.id}")
        if record.is_disordered:
            yield told(file, record.newest.pointer, f"{_DISORDERED}: {record.id}")
        for n, each in enumerate(record.newest.told.annotations or ()):
            if said := notes.correction(each):
                yield told(file, f"{record.newest.pointer}/annotations/{n}", f"{_CORRECTED}: {said}")


def _sort(file: FormFile, record: Record, details: EntityDetails) -> Told | None:
    kind = details.entity_type
    text = (kind.details or kind.subtype or kind.type) if kind else None
    return told(file, at(record.newest.details, "entityType"), text) if text else None


def _former_names(file: FormFile, record: Record, details: EntityDetails) -> Iterator[Told]:
    seen = {details.name}
    for each in record.series:
        earlier = each.told.record_details
        if isinstance(earlier, EntityDetails) and earlier.name and earlier.name not in seen:
            seen.add(earlier.name)
            yield told(file, at(each.details, "name"), earlier.name)


def _retrieved_on(used: Iterable[Record]) -> date | None:
    """The newest day of publication or, where none is told, of a statement."""
    newest = [record.newest for record in used]
    return max(filter(None, map(_published, newest)), default=None) or max(filter(None, (each.on for each in newest)), default=None)


def _published(placed: Placed) -> date | None:
    details = placed.told.publication_details
    return day(details.publication_date) if details else None
