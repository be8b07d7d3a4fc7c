"""The statements of BODS 0.4 that a picture makes: entities and persons before the relationships that name them."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.graph_formats import Picture, PictureSource
from relparty_graphs.standards.details import body_details, natural_details, relationship_details
from relparty_graphs.standards.ids import stable_id
from relparty_graphs.standards.network import Network, Party, network
from relparty_graphs.standards.subjects import declaration_subjects
from relparty_graphs.standards.text import Json, Value, json_array
from relparty_graphs.standards.words import files, is_service, places

VERSION = "0.4"
PUBLISHER = "relparty"


def statements(picture: Picture) -> list[Value]:
    """The statements about a picture's parties and their relations of ownership and office.

    Every statement's id is made of all it says, so that two which differ never share one.
    """
    told = network(picture)
    subjects = declaration_subjects(told)
    # Bodies first, then persons: whoever reads a stream knows both ends of a relationship before it comes.
    parties = sorted(told.parties, key=lambda party: not party.is_body)
    return [*(_party(picture, party, subjects) for party in parties), *_relationships(picture, told, subjects)]


def _party(picture: Picture, party: Party, subjects: dict[str, str]) -> Value:
    kind, details = ("entity", body_details(party)) if party.is_body else ("person", natural_details(party))
    source = _source(party.sources, files(party.sources))
    return _statement(picture, _record(kind, party.id, details), subjects[party.id], source)


def _relationships(picture: Picture, told: Network, subjects: dict[str, str]) -> Iterator[Value]:
    for each in told.relations:
        source = _source(each.edge.sources, places(each.edge.sources))
        yield _statement(picture, _record("relationship", each.id, relationship_details(each)), subjects[each.end], source)


def _record(kind: str, id_: str, details: Value) -> Value:
    """A record of our own: every export is a publication by itself, and all its records are new in it."""
    return {"recordId": id_, "recordType": kind, "recordStatus": "new", "recordDetails": details}


def _statement(picture: Picture, record: Value, subject: str, source: Value) -> Value:
    """A statement; it was made and is published on the day of the screening."""
    day = picture.lot.as_of.isoformat()
    told: dict[str, Json] = {
        "statementDate": day,
        "publicationDetails": {"publicationDate": day, "bodsVersion": VERSION, "publisher": {"name": PUBLISHER}},
        "declaration": picture.lot.id,
        "declarationSubject": subject,
        **record,
    }
    if source:
        told["source"] = source
    return {"statementId": stable_id("statement", json_array([told]).decode()), **told}


def _source(sources: tuple[PictureSource, ...], description: str) -> Value:
    """Who says so, by the kinds of the files, and where; nothing where no file stands behind it."""
    if not sources:
        return {}
    return {"type": list[Json](sorted({_source_type(source) for source in sources})), "description": description}


def _source_type(source: PictureSource) -> str:
    if source.kind == "declaration":
        return "selfDeclaration"
    return "officialRegister" if source.kind == "register" and not is_service(source) else "thirdParty"
