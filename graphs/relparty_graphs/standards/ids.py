"""Ids for what leaves in a published standard: the same content has the same id, in every export of a lot."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from datetime import date

from relparty.graph_formats import Picture, PictureNode

_HEX = 40


def stable_id(*parts: str | date | None) -> str:
    """An id of 49 letters, figures and one dash, made of what it stands for.

    It fits BODS (32 to 64 characters) and FollowTheMoney (letters, figures, dashes).
    """
    told = json.dumps([None if part is None else str(part) for part in parts])
    return f"relparty-{hashlib.sha256(told.encode()).hexdigest()[:_HEX]}"


def party_ids(picture: Picture) -> dict[str, str]:
    """The id of every party of a picture, by node.

    Made of kind, name and number, so that a later screening of the lot gives a party the same id. A name alone names
    nobody: such a party has its id for this screening only, as have two of the same name and the same visible figures.
    """
    alike = Counter(map(_told, picture.nodes))
    lot = picture.lot
    found: dict[str, str] = {}
    for node in picture.nodes:
        is_known = bool(node.number) and alike[_told(node)] == 1
        own = () if is_known else (lot.seal or lot.as_of, node.id)
        found[node.id] = stable_id("party", lot.id, *_told(node), *own)
    return found


def _told(node: PictureNode) -> tuple[str, str, str]:
    return node.kind.value, node.name, node.number
