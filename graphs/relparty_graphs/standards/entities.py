"""The FollowTheMoney entities that a picture makes: files, parties, and the relations between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from relparty.graph_formats import Picture, PictureSource
from relparty.identifiers import uscc
from relparty.identifiers.masking import shown
from relparty.model.party import PartyKind
from relparty.model.record import BID_ROLE_WORDS, OfficeKind
from relparty_graphs.standards.ids import stable_id
from relparty_graphs.standards.network import BRANCH, HOLDS, OFFICES, OWNERSHIP, Network, Party, Relation, network
from relparty_graphs.standards.numbers import company_number, person_number
from relparty_graphs.standards.shares import figure, share
from relparty_graphs.standards.text import Json, Value
from relparty_graphs.standards.words import BRANCH_WORD, local_name, place

_KIN = "kin"
_ROLES = {role.value: words.zh for role, words in BID_ROLE_WORDS.items()}
_KINDS = OWNERSHIP | {*_ROLES, _KIN}
_SCHEMATA = {PartyKind.COMPANY: "Company", PartyKind.LISTED: "Company", PartyKind.STATE: "PublicBody", PartyKind.OTHER: "LegalEntity"}
_HEAD = ("法定代表人", "单位负责人")
_UNNAMED = "（未写明名称）"
_QUOTES = "\"'“”‘’«»`"

Properties = Mapping[str, Sequence[str]]


def entities(picture: Picture) -> list[Value]:
    """The entities of a picture: its files, then its parties, then its relations."""
    told = network(picture, _KINDS)
    files = {source.file: source for each in told.relations for source in each.edge.sources}
    papers = {file: stable_id("file", picture.lot.id, file, source.sha256) for file, source in files.items()}
    bodies = {party.id: party for party in told.parties}
    kin = [each for each in told.relations if each.edge.relation != _KIN or _are_persons(each, bodies)]
    return [
        *(_paper(papers[file], source) for file, source in files.items()),
        *(_party(party) for party in _joined(told, kin)),
        *(_relation(each, papers) for each in kin),
    ]


def _are_persons(relation: Relation, parties: Mapping[str, Party]) -> bool:
    return not (parties[relation.start].is_body or parties[relation.end].is_body)


def _joined(told: Network, relations: Sequence[Relation]) -> list[Party]:
    """The bidders and whoever stands in a relation that is told."""
    ids = {id_ for each in relations for id_ in (each.start, each.end)}
    return [party for party in told.parties if party.id in ids or party.node.is_bidder]


def _paper(id_: str, source: PictureSource) -> Value:
    name = shown(source.file).strip() or _UNNAMED
    told = {"fileName": [name], "title": [name]}
    return _entity(id_, "Document", told | ({"description": [f"sha256 {source.sha256}"]} if source.sha256 else {}))


def _party(party: Party) -> Value:
    node = party.node
    name = {"name": [_name(node.name)]}
    if not party.is_body:
        number = person_number(node.number)
        country = {"country": ["cn"]} if number and number.is_chinese else {}
        return _entity(party.id, "Person", name | ({"idNumber": [number.id]} if number else {}) | country)
    listed = {"classification": [node.kind.value]} if node.kind is PartyKind.LISTED else {}
    return _entity(party.id, _schema(party), name | _company_numbers(node.number) | listed)


def _schema(party: Party) -> str:
    """What a body is in this model: only a company can be held, only an organization has officers."""
    if party.is_held:
        return "Company"
    schema = _SCHEMATA.get(party.node.kind, "LegalEntity")
    return "Organization" if schema == "LegalEntity" and not party.below.isdisjoint(OFFICES) else schema


def _company_numbers(told: str) -> dict[str, list[str]]:
    """The number of a company; a credit code twice, for the property of its own drops one whose check digits are wrong."""
    number = company_number(told)
    if number is None:
        return {}
    found = {"registrationNumber": [number.id]}
    if number.is_chinese:
        found |= {"jurisdiction": ["cn"], "country": ["cn"]}
    return found | ({"uscCode": [number.id]} if uscc.is_valid(number.id) else {})


def _relation(relation: Relation, papers: Mapping[str, str]) -> Value:
    edge = relation.edge
    schema, start, end = _ends(edge.relation)
    told: dict[str, Sequence[str]] = {start: [relation.start], end: [relation.end], **_said(relation)}
    if edge.since and not (edge.until and edge.since > edge.until):
        told["startDate"] = [edge.since.isoformat()]
    if edge.until:
        told["endDate"] = [edge.until.isoformat()]
    if edge.sources:
        told["proof"] = list(dict.fromkeys(papers[source.file] for source in edge.sources))
        told["description"] = list(dict.fromkeys(map(place, edge.sources)))
    return _entity(relation.id, schema, told)


def _ends(relation: str) -> tuple[str, str, str]:
    """The schema of a relation and the properties of its two ends."""
    if relation in OFFICES:
        return "Directorship", "director", "organization"
    if relation in _ROLES:
        return "Representation", "agent", "client"
    if relation == _KIN:
        return "Family", "person", "relative"
    return "Ownership", "owner", "asset"


def _said(relation: Relation) -> Properties:
    """What a relation is called, and how much is held."""
    edge = relation.edge
    if edge.relation == HOLDS:
        percentage = _percentage(relation)
        return {"percentage": [percentage]} if percentage else {}
    if edge.relation == BRANCH:
        return {"role": [BRANCH_WORD]}
    if edge.relation == _KIN:
        return {"relationship": [shown(edge.words)]}
    if edge.relation == OfficeKind.HEAD:
        return {"role": _HEAD}
    return {"role": [_ROLES.get(edge.relation) or local_name(edge)]}


def _percentage(relation: Relation) -> str:
    found = share(relation.edge)
    if found is None:
        return ""
    if found.most is None:
        return figure(found.least)
    if not (found.is_above_least or found.is_below_most):
        return f"{figure(found.least)}-{figure(found.most)}"
    return f"{'>' if found.is_above_least else '>='}{figure(found.least)}, {'<' if found.is_below_most else '<='}{figure(found.most)}"


def _name(name: str) -> str:
    """A name as the model keeps it: blanks together, none that is nothing but quotes."""
    plain = " ".join(shown(name).split())
    return plain if plain.strip(_QUOTES + " ") else _UNNAMED


def _entity(id_: str, schema: str, properties: Properties) -> Value:
    told: dict[str, Json] = {key: [value for value in values if value.strip()] for key, values in properties.items()}
    return {"id": id_, "schema": schema, "properties": {key: values for key, values in told.items() if values}}
