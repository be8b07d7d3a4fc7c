"""What BODS 0.4 tells of a body, a natural person and a relationship (`recordDetails`)."""

from __future__ import annotations

import re

from relparty.identifiers.masking import shown
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.model.record import OfficeKind
from relparty_graphs.standards.network import BRANCH, HOLDS, Party, Relation
from relparty_graphs.standards.numbers import Number, company_number, person_number
from relparty_graphs.standards.shares import number as percent
from relparty_graphs.standards.shares import share
from relparty_graphs.standards.text import Json, Value
from relparty_graphs.standards.unnamed import is_withheld
from relparty_graphs.standards.words import local_name

_CHINA: Value = {"name": "中国", "code": "CN"}
_ARRANGEMENT = re.compile(r"基金|计划|信托|\b(?:trust|fund|plan)\b", re.IGNORECASE)
_INTERESTS = {
    HOLDS: "shareholding",
    BRANCH: "otherInfluenceOrControl",
    OfficeKind.HEAD: "seniorManagingOfficial",
    OfficeKind.CHAIR: "boardChair",
    OfficeKind.DIRECTOR: "boardMember",
    OfficeKind.SUPERVISOR: "boardMember",
    OfficeKind.MANAGER: "seniorManagingOfficial",
    OfficeKind.FINANCE: "seniorManagingOfficial",
    OfficeKind.OTHER: "seniorManagingOfficial",
}
"""A supervisor sits on the company's board of supervisors; the standard has no code of its own for it, nor for branches."""


def body_details(party: Party) -> Value:
    """What is told of a body: what it is, its name and number; of one that nobody names, only what it is called."""
    node = party.node
    if party.is_unnamed:
        kind = "anonymousEntity" if is_withheld(node.name) else "unknownEntity"
        return {"isComponent": False, "entityType": {"type": kind}, "unspecifiedEntityDetails": _why(node.name)}
    told: dict[str, Json] = {"isComponent": False, "entityType": _entity_type(party), "name": shown(node.name)}
    number = company_number(node.number)
    if number and number.is_chinese:
        told["jurisdiction"] = _CHINA
    if number:
        told["identifiers"] = [_identifier(number)]
    if node.kind is PartyKind.LISTED:
        told["publicListing"] = {"hasPublicListing": True}
    return told


def natural_details(party: Party) -> Value:
    """What is told of a natural person: the name, and the masked resident id by which the lot knows it."""
    node = party.node
    if party.is_unnamed:
        kind = "anonymousPerson" if is_withheld(node.name) else "unknownPerson"
        return {"isComponent": False, "personType": kind, "unspecifiedPersonDetails": _why(node.name)}
    told: dict[str, Json] = {"isComponent": False, "personType": "knownPerson", "names": [{"type": "legal", "fullName": shown(node.name)}]}
    number = person_number(node.number)
    # Of persons the standard takes id cards, passports and tax numbers: what is none of them cannot be told as one.
    if number and number.scheme:
        told["identifiers"] = [_identifier(number)]
    return told


def relationship_details(relation: Relation) -> Value:
    """What is told of a holding, a branch or an office, with the dates between which it stood."""
    return {
        "isComponent": False,
        "subject": relation.end,
        "interestedParty": relation.start,
        "interests": [_interest(relation)],
    }


def _interest(relation: Relation) -> Value:
    edge = relation.edge
    told: dict[str, Json] = {"type": _INTERESTS[edge.relation], "directOrIndirect": "direct"}
    details = local_name(edge)
    if details:
        told["details"] = details
    bounds = _share(relation)
    if bounds:
        told["share"] = bounds
    # Of two dates the wrong way round the end holds: without it something that is over would stand as present.
    if edge.since and not (edge.until and edge.since > edge.until):
        told["startDate"] = edge.since.isoformat()
    if edge.until:
        told["endDate"] = edge.until.isoformat()
    return told


def _share(relation: Relation) -> Value:
    """The share, exact or between bounds and never both."""
    found = share(relation.edge) if relation.edge.relation == HOLDS else None
    if found is None:
        return {}
    if found.most is None:
        return {"exact": percent(found.least)}
    least, most = ("exclusiveMinimum" if found.is_above_least else "minimum"), ("exclusiveMaximum" if found.is_below_most else "maximum")
    return {least: percent(found.least), most: percent(found.most)}


def _entity_type(party: Party) -> Value:
    kind = party.node.kind
    if kind is PartyKind.STATE:
        return {"type": "stateBody", "details": PARTY_KIND_WORDS[kind].zh}
    if kind is PartyKind.OTHER and not party.is_held:
        return {"type": "arrangement" if _ARRANGEMENT.search(party.node.name) else "legalEntity", "details": PARTY_KIND_WORDS[kind].zh}
    return {"type": "registeredEntity"}


def _identifier(number: Number) -> Value:
    scheme: dict[str, Json] = {"scheme": number.scheme} if number.scheme else {}
    return {"id": number.id, **scheme, "schemeName": number.scheme_name}


def _why(name: str) -> Value:
    return {"reason": "informationUnknownToPublisher" if is_withheld(name) else "unknown", "description": shown(name)}
