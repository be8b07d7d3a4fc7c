"""Which calls 天眼查 is asked: the company by name or code, then its lists by the code it is found under, page by page.

`allCompanys` is not among them: it takes a person's name, or an id that stands for the name, and a company, and gives
that person's companies; no id is in its answer that the lists lack.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from relparty.identifiers import uscc
from relparty.registers import failures
from relparty.registers.lookup import Call, Conversation, Wanted
from relparty.registers.paging import pages
from relparty.registers.parties import check_is_wanted
from relparty.registers.source import Signed
from relparty_scrapers.cn_tianyancha import parse

_ROOT = "services/open/"
LISTS = {
    "holders": "ic/holder/2.0",
    "staff": "ic/staff/2.0",
    "changes": "ic/changeinfo/2.0",
    "former_holders": "hi/holder/2.0",
}


def company(wanted: Wanted) -> Conversation:
    """The conversation about one company; raises NotLookedUp when there is none, or another is found."""
    asked = wanted.code if uscc.is_valid(uscc.fold(wanted.code)) else wanted.name
    found = parse.basic((yield Call.of("basic", f"{_ROOT}ic/baseinfo/normal", keyword=asked)))
    if found is None:
        raise failures.not_found(parse.NAME)
    check_is_wanted(parse.NAME, asked, found.name, [found.code], found.former_names)
    for name, path in LISTS.items():
        yield from pages(partial(_page, name, path, found.code or found.name), parse.rows, full=parse.PAGE)


def _page(name: str, path: str, asked: str, number: int) -> Call:
    return Call.of(name, _ROOT + path, keyword=asked, pageNum=number, pageSize=parse.PAGE)


def signed(call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:  # noqa: ARG001  # the port's signature: this interface asks for a token and nothing else
    """The token as a header."""
    return Signed(headers=(("Authorization", secrets["token"]),))
