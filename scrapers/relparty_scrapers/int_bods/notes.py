"""What a file tells of parties and relationships that has no place in the rows of an extract: other names and numbers, remarks."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from relparty.identifiers import resident, uscc
from relparty.identifiers.masking import masked_number
from relparty.model.evidence import Told
from relparty.model.lot import FormFile
from relparty_scrapers.int_bods import parties
from relparty_scrapers.int_bods.codec import at
from relparty_scrapers.int_bods.network import Record
from relparty_scrapers.int_bods.parties import told
from relparty_scrapers.int_bods.records import Annotation, EntityDetails, PersonDetails

CORRECTS = "correcting"

_Line = tuple[str, str]
"""A pointer and what stands there."""


def of_subject(file: FormFile, record: Record) -> Iterator[Told]:
    """What is told of an entity besides what its extract shows, in whichever statement, once."""
    details = record.newest.told.record_details
    used = (
        {found[1] for found in (parties.code(details), parties.org_id(details)) if found} if isinstance(details, EntityDetails) else set()
    )
    yield from _once(file, _lines(record, used), "")
    if isinstance(details, EntityDetails) and details.unspecified_entity_details:
        why = details.unspecified_entity_details
        yield told(
            file,
            at(record.newest.details, "unspecifiedEntityDetails"),
            f"unspecifiedEntityDetails: {_joined([why.reason, why.description])}",
        )


def of_party(file: FormFile, record: Record) -> Iterator[Told]:
    """What is told of a holder or officer besides its name, kind and number, in whichever statement, once."""
    details = record.newest.told.record_details
    if isinstance(details, EntityDetails):
        name, used = details.name or "", {parties.number(details)}
    else:
        best = parties.best_name(details) if isinstance(details, PersonDetails) else None
        name, used = best[1] if best else "", set()
    yield from _once(file, _lines(record, {name, *used}), name or record.id)


def remarks(file: FormFile, record: Record) -> Iterator[Told]:
    """The remarks of the publisher on the statement that counts, but for corrections: a person has to read those."""
    for n, each in enumerate(record.newest.told.annotations or ()):
        said = [each.motivation, each.description, each.transformed_content, each.url]
        if each.motivation != CORRECTS and any(said):
            yield told(file, f"{record.newest.pointer}/annotations/{n}", f"annotations: {_joined(said)}")


def correction(annotation: Annotation) -> str:
    """What a correction says; empty for a remark that is none."""
    if annotation.motivation != CORRECTS:
        return ""
    said = [annotation.statement_pointer_target, annotation.description, annotation.transformed_content, annotation.url]
    return _joined(said) or CORRECTS


def _once(file: FormFile, lines: Iterable[_Line], who: str) -> Iterator[Told]:
    seen: set[str] = set()
    for pointer, text in lines:
        if text not in seen:
            seen.add(text)
            yield told(file, pointer, f"{who}；{text}" if who else text)


def _lines(record: Record, used: Collection[str]) -> Iterator[_Line]:
    """The newest statement first. `used` are the names and numbers that are told elsewhere."""
    for placed in reversed(record.series):
        details = placed.told.record_details
        if isinstance(details, EntityDetails):
            yield from _of_entity(placed.details, details, used)
        elif isinstance(details, PersonDetails):
            yield from _of_person(placed.details, details, used)
    if record.is_closed:
        yield at(record.newest.pointer, "recordStatus"), "recordStatus: closed"


def _of_entity(here: str, details: EntityDetails, used: Collection[str]) -> Iterator[_Line]:
    for n, name in enumerate(details.alternate_names or ()):
        yield f"{here}/alternateNames/{n}", f"alternateNames: {name}"
    for n, each in enumerate(details.identifiers or ()):
        number = (each.id or "").strip()
        if number and uscc.fold(number) not in used and f"{each.scheme}-{number}" not in used:
            yield f"{here}/identifiers/{n}", f"identifiers: {_joined([each.scheme or each.scheme_name, number])}"
    if details.dissolution_date:
        yield at(here, "dissolutionDate"), f"dissolutionDate: {details.dissolution_date}"


def _of_person(here: str, details: PersonDetails, used: Collection[str]) -> Iterator[_Line]:
    for n, name in enumerate(details.names or ()):
        text, patronymic = parties.whole(name), (name.patronymic_name or "").strip()
        if text not in used or patronymic not in text:
            yield f"{here}/names/{n}", f"names: {_joined([name.type, text, patronymic if patronymic not in text else None])}"
    for n, each in enumerate(details.identifiers or ()):
        if each.id and not (each.scheme == parties.ID_CARD and resident.looks_like(resident.fold(each.id))):
            yield f"{here}/identifiers/{n}", f"identifiers: {_joined([each.scheme or each.scheme_name, masked_number(each.id.strip())])}"


def _joined(said: list[str | None]) -> str:
    return " ".join(text.strip() for text in said if text and text.strip())
