"""Statements of BODS 0.4 told of an invented world, and files of them."""

from __future__ import annotations

import json
from typing import Any

Statement = dict[str, Any]

PUBLISHER = {"name": "示例登记处", "url": "https://register.example/"}
ON = "2026-11-02"


def statement(
    kind: str, record: str, details: Statement, *, on: str = ON, status: str = "new", about: str = "c-jiachen", **more: Any
) -> Statement:
    """A statement of a record; its id is made of the record and the day, and long enough for the standard."""
    return {
        "statementId": f"statement-{record}-{on}-{status}".ljust(40, "x")[:64],
        "statementDate": on,
        "publicationDetails": {"publicationDate": on, "bodsVersion": "0.4", "publisher": PUBLISHER},
        "declarationSubject": about,
        "recordId": record,
        "recordType": kind,
        "recordStatus": status,
        "recordDetails": {"isComponent": False, **details},
        **more,
    }


def entity(record: str, name: str = "", code: str = "", kind: str = "registeredEntity", **more: Any) -> Statement:
    details: Statement = {"entityType": {"type": kind}}
    if name:
        details["name"] = name
    if code:
        details["identifiers"] = [{"scheme": "CN-SAIC", "id": code}]
        details["jurisdiction"] = {"name": "中国", "code": "CN"}
    return statement("entity", record, details | more.pop("details", {}), **more)


def person(record: str, *names: str | tuple[str, str], kind: str = "knownPerson", **more: Any) -> Statement:
    """A person; a name is a legal one, or one with its type."""
    told = [{"type": "legal", "fullName": each} if isinstance(each, str) else {"type": each[0], "fullName": each[1]} for each in names]
    details: Statement = {"personType": kind} | ({"names": told} if told else {})
    return statement("person", record, details | more.pop("details", {}), **more)


def relation(record: str, subject: Any, party: Any, *interests: Statement, **more: Any) -> Statement:
    details: Statement = {"subject": subject, "interestedParty": party}
    if interests:
        details["interests"] = list(interests)
    return statement("relationship", record, details | more.pop("details", {}), **more)


def interest(kind: str, exact: float | None = None, how: str = "direct", **more: Any) -> Statement:
    told: Statement = {"type": kind, "directOrIndirect": how}
    if exact is not None:
        told["share"] = {"exact": exact}
    return told | more


def shares(exact: float | None = None, how: str = "direct", **more: Any) -> Statement:
    return interest("shareholding", exact, how, **more)


def content(*statements: Statement) -> bytes:
    return json.dumps(statements, ensure_ascii=False, indent=1).encode()


def lines(*statements: Statement) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in statements).encode()
