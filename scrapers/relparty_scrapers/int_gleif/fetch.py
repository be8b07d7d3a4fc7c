"""Which calls GLEIF is asked: the record by LEI, or the one that has the company's number or name; then its two parents.

Of each parent the relation is asked too, for its dates; where there is none, the reason that the company gave for it.
Children are not asked for: each of them names its parent itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from relparty.identifiers import org_id
from relparty.registers import failures
from relparty.registers.lookup import Answer, Call, Conversation, Wanted
from relparty.registers.parties import check_is_wanted
from relparty.registers.source import Signed
from relparty_scrapers.int_gleif import parse, records

_PAGE = 100
LEVELS = ("direct", "ultimate")
_LEI = f"{org_id.XI_LEI}-"


def company(wanted: Wanted) -> Conversation:
    """The conversation about one company; raises NotLookedUp when there is none, several, or another is found."""
    number = org_id.normalised(wanted.code) or (wanted.code if org_id.looks_like_number(wanted.code) else "")
    if number.startswith(_LEI):
        lei = number.removeprefix(_LEI)
    elif number:
        lei = _only(parse.numbered((yield _search("entity.registeredAs", records.bare(number))), number))
    else:
        found = parse.named((yield _search("entity.legalName", wanted.name)), wanted.name)
        if not found:
            found = parse.named((yield _search("entity.names", wanted.name)), wanted.name)
        lei = _only(found)
    record = parse.record((yield Call.of("record", f"lei-records/{lei}")))
    if record is None:
        raise failures.not_found(parse.NAME)
    asked = number if number in record.numbers else records.bare(number)
    check_is_wanted(parse.NAME, asked or wanted.name, record.name, record.numbers, record.names)
    for level in LEVELS:
        parent: Answer = yield Call.of(f"{level}_parent", f"lei-records/{lei}/{level}-parent")
        what = "relationship" if parse.is_there(parent) else "reporting-exception"
        yield Call.of(f"{level}_{what.replace('-', '_')}", f"lei-records/{lei}/{level}-parent-{what}")


def _search(field: str, text: str) -> Call:
    return Call("search", "lei-records", ((f"filter[{field}]", text), ("page[size]", str(_PAGE))))


def _only(found: list[str]) -> str:
    if not found:
        raise failures.not_found(parse.NAME)
    if len(found) > 1:
        raise failures.several(parse.NAME, len(found))
    return found[0]


def signed(call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:  # noqa: ARG001  # the port's signature: GLEIF asks nobody who they are
    """What JSON:API wants to see; there is no key."""
    return Signed(headers=(("Accept", "application/vnd.api+json"),))
