"""The release of the Open Contracting Data Standard 1.1 that a picture makes: the tender and who takes part in it."""

from __future__ import annotations

from datetime import date

from relparty.graph_formats import Picture
from relparty.identifiers.masking import shown
from relparty_graphs.standards.ids import stable_id
from relparty_graphs.standards.network import Party, network
from relparty_graphs.standards.numbers import company_number
from relparty_graphs.standards.statements import PUBLISHER, VERSION
from relparty_graphs.standards.text import Json, Value

BODS_FILE = "bods.json"
_BIDS = "https://raw.githubusercontent.com/open-contracting-extensions/ocds_bid_extension/v1.1.5/extension.json"
_OCID_PREFIX = "ocds-"
_RECEIVED = "received"
_BODS_TITLE = "Beneficial ownership of the tenderers (BODS {version}), in {file} beside this file"


def release_package(picture: Picture) -> Value:
    """A package of one release about the lot of a picture.

    The standard has no field for relations: who holds and who serves stands in the BODS file, where a party has the
    id that it has here. Of the quotes only their count is known, and only where the lot tells it.
    """
    moment = _moment(picture.lot.as_of)
    told: dict[str, Json] = {
        "uri": f"urn:relparty:{stable_id('release package', picture.lot.id, picture.lot.as_of)}",
        "version": "1.1",
        "publishedDate": moment,
        "publisher": {"name": PUBLISHER},
    }
    received = dict(picture.lot.quotes).get(_RECEIVED)
    if received is not None:
        told["extensions"] = [_BIDS]
    return told | {"releases": [_release(picture, moment, received)]}


def ocid(picture: Picture) -> str:
    """The id of the procedure: the lot's own where it came with one, else the lot's id behind our name.

    A prefix of the standard's register is given to publishers, not to programs: whoever publishes puts its own.
    """
    id_ = picture.lot.id
    return id_ if id_.startswith(_OCID_PREFIX) else f"{PUBLISHER}-{id_}"


def _release(picture: Picture, moment: str, received: int | None) -> Value:
    bidders = [party for party in network(picture).parties if party.node.is_bidder]
    told: dict[str, Json] = {
        "ocid": ocid(picture),
        "id": stable_id("release", picture.lot.id, picture.lot.as_of),
        "date": moment,
        "tag": ["tender"],
        "initiationType": "tender",
        "language": "zh",
        "parties": [_party(party) for party in bidders],
        "tender": _tender(picture, bidders),
    }
    return told | ({} if received is None else {"bids": {"statistics": [_received(received)]}})


def _party(party: Party) -> Value:
    name = shown(party.node.name)
    told: dict[str, Json] = {"id": party.id, "name": name, "roles": ["tenderer"]}
    number = company_number(party.node.number)
    if number is not None:
        scheme: dict[str, Json] = {"scheme": number.scheme} if number.scheme else {}
        told["identifier"] = {**scheme, "id": number.id, "legalName": name}
    return told


def _tender(picture: Picture, bidders: list[Party]) -> Value:
    """The tender; the day of opening is the end of the time for bids, its hour is not known."""
    lot = picture.lot
    return {
        "id": lot.id,
        "title": shown(lot.name),
        "status": "active",
        "tenderPeriod": {"endDate": _moment(lot.opens_on)},
        "tenderers": [{"id": party.id, "name": shown(party.node.name)} for party in bidders],
        "documents": [{"id": BODS_FILE, "title": _BODS_TITLE.format(version=VERSION, file=BODS_FILE), "format": "application/json"}],
    }


def _received(count: int) -> Value:
    return {"id": "1", "measure": "bids", "value": count}


def _moment(day: date) -> str:
    """The beginning of a day in China, as the standard wants a moment."""
    return f"{day.isoformat()}T00:00:00+08:00"
