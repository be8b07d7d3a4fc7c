"""GLEIF's answers to an extract: who consolidates the company in its accounts, said as that and never as a share.

A parent that is not told is no "no parent": the reason that the company gave is a note. GLEIF never names persons.
The records of a search only choose the company, and of a parent's record only its name and numbers are taken: what
else stands there is told when that company is looked up itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from relparty.evidence.alike import is_same
from relparty.identifiers import org_id
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, Told
from relparty.model.party import PartyKind
from relparty.registers import answers, failures
from relparty.registers.fields import Fields
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.parties import party
from relparty_scrapers.int_gleif import records
from relparty_scrapers.int_gleif.records import LeiRecord

NAME = "int_gleif"

_OK, _NOT_THERE = 200, 404
_REFUSED = frozenset({400, 405, 422})
_NO_RIGHT = frozenset({401, 403})
_TYPES = {"direct": "IS_DIRECTLY_CONSOLIDATED_BY", "ultimate": "IS_ULTIMATELY_CONSOLIDATED_BY"}
_FORMER = "PREVIOUS_LEGAL_NAME"
_ENTITY_IGNORED = (
    "legalAddress headquartersAddress otherAddresses jurisdiction registeredAt legalForm creationDate subCategory "
    "eventGroups expiration transliteratedOtherNames"
).split()
_ATTRIBUTES_IGNORED = "lei bic mic ocid qcc spglobal conformityFlag".split()
_LINKS_IGNORED = (
    "managing-lou lei-issuer field-modifications direct-parent ultimate-parent direct-children ultimate-children isins "
    "successor-entity successor-entities managed-funds sub-funds feeder-funds"
).split()
_REGISTRATION_IGNORED = (
    "initialRegistrationDate lastUpdateDate managingLou corroborationLevel validatedAt validatedAs otherValidationAuthorities"
).split()


def check(answer: Answer) -> None:
    """Nothing for an answer, or where there is nothing; else raises what its status means."""
    if answer.status in (_OK, _NOT_THERE):
        if not answers.envelope(answer, NAME).keys() & {"data", "errors"}:
            raise failures.wrong_shape(NAME, "/data")
        return
    if answer.status in _NO_RIGHT:
        raise failures.no_right(NAME, answer.status)
    raise (failures.refused if answer.status in _REFUSED else failures.service_error)(NAME, answer.status)


def is_there(answer: Answer) -> bool:
    """True where the answer has what was asked for; JSON:API says that there is nothing by 404, or by `data: null`."""
    return answer.status == _OK and bool(answers.envelope(answer, NAME).get("data"))


def record(answer: Answer) -> LeiRecord | None:
    """The record that was asked for by its LEI; None when there is none."""
    if not is_there(answer):
        return None
    data = answers.envelope(answer, NAME)["data"]
    found = records.read(data) if isinstance(data, Mapping) else None
    if found is None:
        raise failures.wrong_shape(NAME, "/data/attributes")
    return found


def named(answer: Answer, name: str) -> list[str]:
    """The LEIs of the companies of that name; where none has it as its legal name, of those that have or had it beside."""
    found = _listed(answer)
    return [each.lei for each in found if is_same(name, each.name)] or [
        each.lei for each in found if any(is_same(name, other) for other in each.names)
    ]


def numbered(answer: Answer, number: str) -> list[str]:
    """The LEIs of the companies of that number."""
    return [each.lei for each in _listed(answer) if records.has_number(each, number)]


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    ledger = Ledger(lookup)
    at = ledger.place("record")
    found, data = record(lookup.answers[at]), _data(ledger, at)
    if found is None:
        raise failures.wrong_shape(NAME, f"/answers/{at}/body/data")
    attributes = data.needed_part("attributes")
    entity = attributes.needed_part("entity")
    legal_name = entity.needed_part("legalName")
    name = legal_name.needed("name")
    legal_name.ignore("language")
    ledger.beside += [legal_name, entity, attributes, data]
    former = _former_names(ledger, entity)
    holders = [holder for level in _TYPES for holder in _parent(ledger, level, found)]
    _other_numbers(ledger, entity, attributes, found)
    _standing(ledger, entity, attributes)
    _links(ledger, data)
    extract = Extract(
        file=lookup.file,
        kind=ExtractKind.ANSWER,
        name=name,
        uscc=entity.told("registeredAs", found.code) if found.code else None,
        number=attributes.told("lei", found.number),
        entity=entity.text("category"),
        holders=tuple(_merged(holders)) or None,
        shows_all_holders=False,
        retrieved_on=lookup.retrieved_on,
        source=NAME,
        former_names=tuple(former),
    )
    return ledger.settled(extract)


def _other_numbers(ledger: Ledger, entity: Fields, attributes: Fields, found: LeiRecord) -> None:
    """Notes the numbers of a company beside the one that it is compared by."""
    registered, is_by_lei = entity.text("registeredAs"), not found.number.startswith(org_id.GB_COH)
    if registered and not found.code and is_by_lei:
        where = f"{found.registered_at}, {found.jurisdiction}"
        ledger.notes.append(entity.told("registeredAs", f"registeredAs: {registered.text} ({where})"))
    if not is_by_lei:
        ledger.notes.append(attributes.told("lei", f"lei: {found.lei}"))


def _parent(ledger: Ledger, level: str, child: LeiRecord) -> list[RegisteredHolder]:
    """The parent of a level, or none, with a note of why."""
    at = ledger.place(f"{level}_parent")
    answer = ledger.lookup.answers[at]
    if not is_there(answer):
        _exception(ledger, level)
        return []
    parent, data = record(answer), _data(ledger, at)
    if parent is None:
        raise failures.wrong_shape(NAME, f"/answers/{at}/body/data")
    entity = data.needed_part("attributes").needed_part("entity")
    name = entity.needed_part("legalName").needed("name")
    words, since, until = _relation(ledger, level, child, parent)
    mention = party(ledger.lookup, name, PartyKind.COMPANY, number=parent.code or parent.number)
    return [RegisteredHolder(name, None, words, mention, None, since, until, is_direct=False)]


def _relation(ledger: Ledger, level: str, child: LeiRecord, parent: LeiRecord) -> tuple[Told, date | None, date | None]:
    """The words of the relation, and from when until when it holds."""
    at = ledger.place(f"{level}_relationship")
    answer = ledger.lookup.answers[at]
    if not is_there(answer):
        return Fields.of(answer.body, ledger.lookup.file, f"/answers/{at}/body", NAME).told("", f"{_TYPES[level]}: no dates"), None, None
    attributes = _attributes(ledger, at)
    attributes.ignore("registration", "validFrom")
    relation = attributes.needed_part("relationship")
    nodes = [relation.needed_part(key) for key in ("startNode", "endNode")]
    if [node.needed("id").text for node in nodes] != [child.lei, parent.lei] or relation.needed("type").text != _TYPES[level]:
        raise failures.wrong_shape(NAME, f"{relation.pointer}/endNode")
    status, ended = relation.needed("status").text, attributes.day("validTo")
    periods = relation.parts("periods")
    since, until = _period(periods)
    if status != "ACTIVE":
        until = until or ended or ledger.lookup.retrieved_on
    measures = [*relation.parts("qualifiers"), *relation.parts("quantifiers")]
    words = [f"{_TYPES[level]} ({status}): accounting consolidation, not a share", *filter(None, map(_measure, measures))]
    for node in nodes:
        node.ignore("type")
    ledger.unread += [told for each in (relation, attributes, *nodes, *periods, *measures) for told in each.rest()]
    return relation.told("type", "; ".join(words)), since, until if status != "ACTIVE" else None


def _exception(ledger: Ledger, level: str) -> None:
    """Notes why a parent is not told: what the company said, or that it said nothing."""
    at = ledger.place(f"{level}_reporting_exception")
    answer = ledger.lookup.answers[at]
    if not is_there(answer):
        about = Fields.of(answer.body, ledger.lookup.file, f"/answers/{at}/body", NAME)
        ledger.notes.append(about.told("errors", f"{level}-parent: neither a parent nor a reason is told"))
        return
    attributes = _attributes(ledger, at)
    attributes.ignore("lei", "category", "validFrom", "validTo")
    reason, reference = attributes.needed("reason"), attributes.text("reference")
    words = "; ".join(each.text for each in (reason, reference) if each)
    ledger.notes.append(attributes.told("reason", f"{level}-parent is not told: {words}"))
    ledger.unread += attributes.rest()


def _former_names(ledger: Ledger, entity: Fields) -> list[Told]:
    """The former legal names; the others that the company has are notes."""
    former: list[Told] = []
    for other in entity.parts("otherNames"):
        name, sort = other.needed("name"), other.text("type")
        other.ignore("language")
        ledger.beside.append(other)
        if sort and sort.text == _FORMER:
            former.append(name)
        else:
            ledger.notes.append(other.told("name", f"{sort.text if sort else 'otherNames'}: {name.text}"))
    return former


def _standing(ledger: Ledger, entity: Fields, attributes: Fields) -> None:
    """Notes a company that is no more and a record that is no longer kept; who manages or succeeds it bears on relations."""
    status = entity.text("status")
    if status and status.text != "ACTIVE":
        ledger.notes.append(entity.told("status", f"entity status: {status.text}"))
    registration = attributes.part("registration")
    kept = registration.text("status") if registration else None
    renewal = registration.text("nextRenewalDate") if registration else None
    if registration and kept and kept.text != "ISSUED":
        days = f", to be renewed by {renewal.text}" if renewal else ""
        ledger.notes.append(registration.told("status", f"registration status: {kept.text}{days}"))
    if registration:
        registration.ignore(*_REGISTRATION_IGNORED)
        ledger.beside.append(registration)
    entity.ignore(*_ENTITY_IGNORED)
    attributes.ignore(*_ATTRIBUTES_IGNORED)
    others = [("associatedEntity", entity.part("associatedEntity")), ("successorEntity", entity.part("successorEntity"))]
    others += [("successorEntities", each) for each in entity.parts("successorEntities")]
    for key, other in others:
        if other is None:
            continue
        words = [told.text for told in (other.text("name"), other.text("lei")) if told]
        if words:
            ledger.unread.append(other.told("name", f"{key}: {', '.join(words)}"))
        ledger.unread += other.rest()


def _links(ledger: Ledger, data: Fields) -> None:
    """Tells of relations that are not asked for: a manager of funds, an umbrella, a head office."""
    data.ignore("type", "id", "links", "attributes")
    relations = data.part("relationships")
    if relations:
        relations.ignore(*_LINKS_IGNORED)
        ledger.unread += [relations.told(key, f"relationships: {key}") for key in sorted(relations.value.keys() - relations.taken)]


def _data(ledger: Ledger, at: int) -> Fields:
    return ledger.body(at, "meta", "links", "jsonapi", "included").needed_part("data")


def _attributes(ledger: Ledger, at: int) -> Fields:
    """What an answer tells that is no record of a company."""
    data = _data(ledger, at)
    data.ignore("type", "id", "links", "relationships")
    ledger.beside.append(data)
    return data.needed_part("attributes")


def _merged(holders: list[RegisteredHolder]) -> list[RegisteredHolder]:
    """A parent that is both the direct and the ultimate one, once, with both words."""
    if len(holders) < 2 or holders[0].party is None or holders[1].party is None or holders[0].party.number != holders[1].party.number:
        return holders
    one, other = holders
    both = [told for told in (one.share, other.share) if told]
    words = Told("; ".join(told.text for told in both), both[0].source) if both else None
    until = max(one.until, other.until) if one.until and other.until else None
    return [RegisteredHolder(one.name, None, words, one.party, None, one.since or other.since, until, is_direct=False)]


def _period(periods: Iterable[Fields]) -> tuple[date | None, date | None]:
    """From when until when the relation itself holds, which is no period of accounts or of a filing."""
    found: tuple[date | None, date | None] = (None, None)
    for period in periods:
        sort, since, until = period.text("type"), period.day("startDate"), period.day("endDate")
        if sort and sort.text == "RELATIONSHIP_PERIOD":
            found = (since, until)
    return found


def _measure(measure: Fields) -> str:
    """How the consolidation is measured, in words: a percentage of it is none of the shares."""
    told = [measure.text(key) for key in ("dimension", "category", "method", "amount", "units")]
    return " ".join(each.text for each in told if each)


def _listed(answer: Answer) -> list[LeiRecord]:
    data = answers.envelope(answer, NAME).get("data") if answer.status == _OK else []
    if not isinstance(data, list):
        raise failures.wrong_shape(NAME, "/data")
    found = [records.read(each) for each in data if isinstance(each, Mapping)]
    return [each for each in found if each and each.is_counted]
