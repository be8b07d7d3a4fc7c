"""Who bids: a reference to an organization put together with its entry among the parties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from relparty.identifiers import uscc
from relparty.names.folding import fold
from relparty.phrases import Sentence
from relparty_scrapers.int_ocds import words

Json = Mapping[str, object]

_CHINESE = frozenset({"CN-SAIC", "CN-USCC", "CN-SAMR"})
_KNOWN = frozenset("id name identifier additionalIdentifiers address contactPoint roles details uri_en uri".split())


@dataclass(frozen=True, slots=True)
class Tenderer:
    """One organization that bids; `unread` is what of it was not understood."""

    id: str
    name: str
    uscc: str = ""
    number: str = ""
    unread: tuple[Sentence, ...] = ()

    @property
    def keys(self) -> frozenset[str]:
        """What tells that two references are to one organization."""
        return frozenset(filter(None, (self.id, self.uscc, fold(self.name))))


def tenderer(reference: Json, parties: Mapping[str, Json]) -> Tenderer:
    """The organization that a reference means."""
    id_ = text(reference.get("id"))
    party = parties.get(id_, {})
    name = text(reference.get("name")) or text(party.get("name")) or _legal_name(party) or _legal_name(reference)
    found = list(dict.fromkeys((*_identifiers(reference), *_identifiers(party))))
    codes = list(dict.fromkeys(uscc.fold(number) for _, number in found if uscc.is_valid(uscc.fold(number))))
    codes = codes or _in_id(id_)
    chinese = next((number for scheme, number in found if scheme in _CHINESE), "")
    other = next((f"{scheme}-{number}" for scheme, number in found if scheme not in _CHINESE), "")
    told = Tenderer(id_, name, codes[0] if codes else chinese, "" if codes or chinese else other)
    missing = [words.NO_PARTY(name=name or id_, id=id_)] if id_ and parties and not party else []
    return replace(told, unread=(*missing, *_unread(name or id_ or "—", reference, party, codes)))


def by_id(release: Json) -> dict[str, Json]:
    """The parties of a release by their ids."""
    return {text(party.get("id")): party for party in rows(release, "parties") if text(party.get("id"))}


class ShapeError(Exception):
    """A field that holds something else than the standard says; its text is the field's name."""


def rows(value: Json, key: str) -> list[Json]:
    """The objects of a list in a field; none where it is missing. Raises ShapeError when something else stands there."""
    found = value.get(key)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(each, Mapping) for each in found):
        raise ShapeError(key)
    return found


def part(value: Json, key: str) -> Json:
    """The object in a field; an empty one where it is missing. Raises ShapeError when something else stands there."""
    found = value.get(key)
    if found is None:
        return {}
    if not isinstance(found, Mapping):
        raise ShapeError(key)
    return found


def text(value: object) -> str:
    """The text of a value; empty where it is none."""
    return "" if value is None or isinstance(value, Mapping | list | bool) else " ".join(str(value).split())


def texts(value: object) -> list[object]:
    """The values of a list; none where there is no list."""
    return value if isinstance(value, list) else []


def _unread(shown: str, reference: Json, party: Json, codes: list[str]) -> Iterator[Sentence]:
    if text(party.get("name")) and text(reference.get("name")) and fold(text(party["name"])) != fold(text(reference["name"])):
        yield words.OTHER_NAME(name=shown, other=text(party["name"]))
    if len(codes) > 1:
        yield words.CODES(name=shown, codes=tuple(codes))
    for key in sorted({*reference, *party} - _KNOWN):
        if (reference.get(key) or party.get(key)) and not is_translation(key, _KNOWN):
            yield words.FIELD(name=shown, key=key)


def is_translation(key: str, known: frozenset[str]) -> bool:
    """True for a known field in a language of its own (`name_zh`)."""
    return key.rpartition("_")[0] in known


def _identifiers(value: Json) -> Iterator[tuple[str, str]]:
    for each in (part(value, "identifier"), *rows(value, "additionalIdentifiers")):
        if text(each.get("id")):
            yield text(each.get("scheme")).upper(), text(each.get("id"))


def _legal_name(value: Json) -> str:
    return text(part(value, "identifier").get("legalName"))


def _in_id(id_: str) -> list[str]:
    """The credit code in an organization's id, which the standard makes of scheme and number."""
    code = uscc.fold(id_.rpartition("-")[2])
    return [code] if uscc.is_valid(code) else []
