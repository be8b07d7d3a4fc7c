"""GLEIF's interface as its documents describe it (JSON:API), with invented LEI holders: filters, parents, reasons, 404."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import lotmaker
from registerserver import Reply, Request
from relparty.registers.lookup import Wanted

Json = dict[str, Any]
_HOME = "https://api.gleif.org/api/v1/lei-records"
_NOT_FOUND = Reply({"errors": [{"status": "404", "title": "Not Found"}]}, 404)


def lei(number: int) -> str:
    """The valid LEI of invented holder `number`."""
    first18 = f"529900INVENTED{number:04d}"
    return f"{first18}{98 - int(''.join(str(int(char, 36)) for char in first18 + '00')) % 97:02d}"


@dataclass(frozen=True)
class Parent:
    """A parent of one level, or the reason why there is none."""

    lei: str = ""
    reason: str = ""
    status: str = "ACTIVE"
    until: str | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Holder:
    """An invented LEI holder; `entity`, `registration` and `relationships` replace or add fields."""

    lei: str
    name: str
    country: str = "SE"
    registered_at: str = "RA000544"
    registered_as: str = "559589-0160"
    direct: Parent | None = None
    ultimate: Parent | None = None
    entity: Mapping[str, Any] = field(default_factory=dict)
    registration: Mapping[str, Any] = field(default_factory=dict)
    relationships: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)

    @property
    def record(self) -> Json:
        address = {"language": "en", "addressLines": ["1 Example Street"], "city": "Example", "country": self.country}
        entity = {
            "legalName": {"name": self.name, "language": "en"},
            "otherNames": [],
            "transliteratedOtherNames": [],
            "legalAddress": address,
            "headquartersAddress": address,
            "registeredAt": {"id": self.registered_at, "other": None},
            "registeredAs": self.registered_as,
            "jurisdiction": self.country,
            "category": "GENERAL",
            "legalForm": {"id": "XJHM", "other": None},
            "associatedEntity": {"lei": None, "name": None},
            "status": "ACTIVE",
            "expiration": {"date": None, "reason": None},
            "successorEntity": {"lei": None, "name": None},
            "successorEntities": [],
            "creationDate": "2015-06-01T00:00:00Z",
            "subCategory": None,
            "otherAddresses": [],
            "eventGroups": [],
            **self.entity,
        }
        registration = {
            "initialRegistrationDate": "2016-06-12T06:45:00Z",
            "lastUpdateDate": "2026-06-12T06:45:00Z",
            "status": "ISSUED",
            "nextRenewalDate": "2027-06-12T06:45:00Z",
            "managingLou": lei(9999),
            "corroborationLevel": "FULLY_CORROBORATED",
            "validatedAt": {"id": self.registered_at, "other": None},
            "validatedAs": self.registered_as,
            "otherValidationAuthorities": [],
            **self.registration,
        }
        attributes = {
            "lei": self.lei,
            "entity": entity,
            "registration": registration,
            "bic": None,
            "conformityFlag": "CONFORMING",
            **self.attributes,
        }
        relationships = {"managing-lou": {"links": {"related": f"{_HOME}/{self.lei}/managing-lou"}}, **self.relationships}
        return {
            "type": "lei-records",
            "id": self.lei,
            "attributes": attributes,
            "relationships": relationships,
            "links": {"self": f"{_HOME}/{self.lei}"},
        }

    def names(self) -> list[str]:
        others = [each["name"] for key in ("otherNames", "transliteratedOtherNames") for each in self.entity.get(key, [])]
        return [self.name, *others]


@dataclass(frozen=True)
class Gleif:
    """The service."""

    holders: tuple[Holder, ...]

    def __call__(self, request: Request) -> Reply:
        _, *rest = request.path.split("/")
        if not rest:
            return _data([each.record for each in self.holders if _matches(each, request.params)])
        holder = self._found(rest[0])
        if holder is None:
            return _NOT_FOUND
        return _data(holder.record) if len(rest) == 1 else self._level(holder, rest[1])

    def _level(self, holder: Holder, path: str) -> Reply:
        level, _, what = path.partition("-parent")
        parent = holder.direct if level == "direct" else holder.ultimate
        if parent is None or (what == "-reporting-exception") != bool(parent.reason):
            return _NOT_FOUND
        if parent.reason:
            category = f"{level.upper()}_ACCOUNTING_CONSOLIDATION_PARENT"
            attributes = {
                "validFrom": None,
                "validTo": None,
                "lei": holder.lei,
                "category": category,
                "reason": parent.reason,
                "reference": None,
            }
            return _data({"type": "reporting-exceptions", "id": f"{holder.lei}.{level}", "attributes": {**attributes, **parent.more}})
        if what == "-relationship":
            return _data(_relation(level, holder, parent))
        found = self._found(parent.lei)
        return _data(found.record) if found else _NOT_FOUND

    def _found(self, code: str) -> Holder | None:
        return next((each for each in self.holders if each.lei == code), None)


def _data(data: object) -> Reply:
    return Reply({"meta": {"goldenCopy": {"publishDate": "2026-11-22T00:00:00Z"}}, "data": data})


def _matches(holder: Holder, params: Mapping[str, str]) -> bool:
    """As the real filters do: a number whole, names by a word in common."""
    if "filter[entity.registeredAs]" in params:
        return holder.registered_as == params["filter[entity.registeredAs]"]
    legal, names = params.get("filter[entity.legalName]"), params.get("filter[entity.names]")
    words = set((legal or names or "").lower().split())
    return any(words & set(each.lower().split()) for each in ([holder.name] if legal else holder.names()))


def _relation(level: str, holder: Holder, parent: Parent) -> Json:
    relation = {
        "startNode": {"id": holder.lei, "type": "LEI"},
        "endNode": {"id": parent.lei, "type": "LEI"},
        "type": "IS_DIRECTLY_CONSOLIDATED_BY" if level == "direct" else "IS_ULTIMATELY_CONSOLIDATED_BY",
        "status": parent.status,
        "periods": [
            {"startDate": "2024-01-01T00:00:00Z", "endDate": "2024-12-31T00:00:00Z", "type": "ACCOUNTING_PERIOD"},
            {"startDate": "2018-02-01T00:00:00Z", "endDate": parent.until, "type": "RELATIONSHIP_PERIOD"},
        ],
        "qualifiers": [{"dimension": "ACCOUNTING_STANDARD", "category": "IFRS"}],
        "quantifiers": [],
        **parent.more,
    }
    attributes = {"validFrom": "2018-02-01T00:00:00Z", "validTo": None, "relationship": relation, "registration": {"status": "PUBLISHED"}}
    return {"type": "relationship-records", "id": f"{holder.lei}.{level}", "attributes": attributes}


OWN_CODE, PARENT_CODE = lotmaker.company_code(100), lotmaker.company_code(901)
TOP = Holder(
    lei(3), "INVENTED OAK HOLDINGS PLC", "GB", "RA000585", "00229269", Parent(reason="NO_KNOWN_PERSON"), Parent(reason="NO_KNOWN_PERSON")
)
MIDDLE = Holder(lei(2), lotmaker.company_name("地支"), "CN", "RA000999", PARENT_CODE, Parent(TOP.lei), Parent(TOP.lei))
COMPANY = Holder(
    lei(1),
    lotmaker.company_name("甲辰"),
    "CN",
    "RA000999",
    OWN_CODE,
    Parent(MIDDLE.lei),
    Parent(TOP.lei),
    entity={
        "otherNames": [
            {"name": lotmaker.company_name("甲寅"), "language": "zh", "type": "PREVIOUS_LEGAL_NAME"},
            {"name": "Invented Jiachen Engineering Co., Ltd.", "language": "en", "type": "ALTERNATIVE_LANGUAGE_LEGAL_NAME"},
        ]
    },
)
ALONE = Holder(
    lei(4),
    "Invented Elm AB",
    direct=Parent(reason="NATURAL_PERSONS", more={"surprise": "invented"}),
    entity={"status": "INACTIVE", "associatedEntity": {"lei": lei(3), "name": "INVENTED OAK HOLDINGS PLC"}},
    registration={"status": "LAPSED", "nextRenewalDate": "2020-06-12T06:45:00Z"},
    relationships={"fund-manager": {"links": {"related": f"{_HOME}/{lei(4)}/fund-manager"}}},
    attributes={"slogan": "invented"},
)
WORLD = Gleif((COMPANY, MIDDLE, TOP, ALONE))

EXAMPLES = {
    "full": (WORLD, Wanted(COMPANY.name, OWN_CODE)),
    "awkward": (WORLD, Wanted("Invented Elm AB")),
    "top": (WORLD, Wanted("Invented Oak Holdings plc", "GB-COH-229269")),
}
