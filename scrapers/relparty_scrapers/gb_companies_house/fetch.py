"""Which calls Companies House is asked: the company by number, or the one of that name; then its lists, page by page.

A name that two companies have, or had, is not decided here: which is meant cannot be told from a name.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from relparty.identifiers import org_id
from relparty.registers import failures
from relparty.registers.lookup import Answer, Call, Conversation, Wanted
from relparty.registers.paging import skipping
from relparty.registers.parties import check_is_wanted
from relparty.registers.source import Signed
from relparty_scrapers.gb_companies_house import parse

_PAGE = 100
LISTS = ("officers", "persons-with-significant-control", "persons-with-significant-control-statements")


def company(wanted: Wanted) -> Conversation:
    """The conversation about one company; raises NotLookedUp when there is none, several, or another is found."""
    number = org_id.companies_house(wanted.code.upper().removeprefix(f"{org_id.GB_COH}-"))
    asked = number or wanted.name
    if not number:
        number = _only(wanted.name, (yield Call.of("search", "search/companies", q=wanted.name, items_per_page=_PAGE)))
    found = parse.profile((yield Call.of("profile", f"company/{number}")))
    if found is None:
        raise failures.not_found(parse.NAME)
    check_is_wanted(parse.NAME, asked, found.name, [found.code], found.former_names)
    for name in LISTS:
        yield from skipping(partial(_page, name, f"company/{found.code}/{name}"), parse.rows)


def _only(name: str, answer: Answer) -> str:
    """The number of the one company of that name: its present name, or, where none has it now, a former one."""
    numbers = parse.numbers_named(answer, name)
    if not numbers:
        raise failures.not_found(parse.NAME)
    if len(numbers) > 1:
        raise failures.several(parse.NAME, len(numbers))
    return numbers[0]


def _page(name: str, path: str, start: int) -> Call:
    """The page from where the rows so far end: how many a page may have is the service's own affair."""
    return Call.of(name, path, items_per_page=_PAGE, start_index=start)


def signed(call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:  # noqa: ARG001  # the port's signature: a basic password depends on neither
    """The key as the user's name of HTTP Basic, without a password."""
    token = base64.b64encode(f"{secrets['key']}:".encode()).decode()
    return Signed(headers=(("Authorization", f"Basic {token}"),))
