"""Which calls 企查查 is asked: the company by name or code, then its lists by the name it is found under, page by page.

The name found is asked with, and not the one wanted, because the lists know the company by its present name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from relparty.identifiers import uscc
from relparty.registers import failures
from relparty.registers.lookup import Call, Conversation, Wanted
from relparty.registers.paging import pages
from relparty.registers.parties import check_is_wanted
from relparty.registers.source import Signed
from relparty_scrapers.cn_qichacha import parse

LISTS = {
    "partners": ("ECIPartner/GetList", "searchKey"),
    "employees": ("ECIEmployee/GetList", "searchKey"),
    "changes": ("ECIChange/GetList", "searchKey"),
    "former_partners": ("HistoryPartnerCheck/GetList", "searchKey"),
}


def company(wanted: Wanted) -> Conversation:
    """The conversation about one company; raises NotLookedUp when there is none, or another is found."""
    asked = wanted.code if uscc.is_valid(uscc.fold(wanted.code)) else wanted.name
    answer = yield Call.of("basic", "ECIV4/GetBasicDetailsByName", keyword=asked)
    found = parse.basic(answer)
    if found is None:
        raise failures.not_found(parse.NAME)
    check_is_wanted(parse.NAME, asked, found.name, [found.code], found.former_names)
    for name, (path, key) in LISTS.items():
        yield from pages(partial(_page, name, path, key, found.code or found.name), parse.rows, full=parse.PAGE)


def _page(name: str, path: str, key: str, asked: str, number: int) -> Call:
    return Call.of(name, path, **{key: asked}, pageIndex=number, pageSize=parse.PAGE)


def signed(call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:  # noqa: ARG001  # the port's signature: here the call itself is not signed
    """The key as a parameter, and the upper-case MD5 of key, time and secret as a header, as the interface asks."""
    timespan = str(int(now.timestamp()))
    token = hashlib.md5((secrets["key"] + timespan + secrets["secret"]).encode(), usedforsecurity=False).hexdigest().upper()
    return Signed(params=(("key", secrets["key"]),), headers=(("Token", token), ("Timespan", timespan)))
