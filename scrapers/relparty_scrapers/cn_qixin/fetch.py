"""Which calls 启信宝 is asked: the company by name or code, then its lists by the code it is found under, row by row on.

`relation/getMultiByName` is not among them: it tells how up to 50 companies hang together, not what one company is,
takes a form that is posted, and gives its result to a later call.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from relparty.identifiers import uscc
from relparty.registers import failures
from relparty.registers.lookup import Call, Conversation, Wanted
from relparty.registers.paging import skipping
from relparty.registers.parties import check_is_wanted
from relparty.registers.source import Signed
from relparty_scrapers.cn_qixin import parse

_ROOT = "APIService/enterprise/"
LISTS = {"partners": "getPartners", "employees": "getEmployees", "changes": "getChangeRecords"}


def company(wanted: Wanted) -> Conversation:
    """The conversation about one company; raises NotLookedUp when there is none, or another is found."""
    asked = wanted.code if uscc.is_valid(uscc.fold(wanted.code)) else wanted.name
    found = parse.basic((yield Call.of("basic", f"{_ROOT}getBasicInfo", keyword=asked)))
    if found is None:
        raise failures.not_found(parse.NAME)
    check_is_wanted(parse.NAME, asked, found.name, [found.code], found.former_names)
    for name, path in LISTS.items():
        yield from skipping(partial(_page, name, path, found.code or found.name), parse.rows, parse.PAGE)


def _page(name: str, path: str, asked: str, skip: int) -> Call:
    return Call.of(name, _ROOT + path, keyword=asked, skip=skip)


def signed(call: Call, secrets: Mapping[str, str], now: datetime) -> Signed:  # noqa: ARG001  # the port's signature: here the call itself is not signed
    """The key, the time in milliseconds, and the MD5 of key, time and secret, as headers."""
    timestamp = str(int(now.timestamp() * 1000))
    sign = hashlib.md5((secrets["appkey"] + timestamp + secrets["secret"]).encode(), usedforsecurity=False).hexdigest()
    return Signed(headers=(("Auth-Version", "2.0"), ("appkey", secrets["appkey"]), ("timestamp", timestamp), ("sign", sign)))
