"""启信宝's answers to an extract. Its calls write their fields now `stock_percent`, now `stockPercent`: both are read.

A share is a percentage or a part of one, told by its sign or by the whole list. No list has an id of a person. The
codes are grouped by what a user can do about them: those below 200 are about the account, and to be compared with
one's own contract; a person who is `is_history` has left, on a day that is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from relparty.identifiers import uscc
from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import PartyKind
from relparty.registers import answers, contributions, failures
from relparty.registers.fields import Fields, fraction, percent
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Listed, Page, Rows, gaps
from relparty.registers.parties import party

NAME = "cn_qixin"
PAGE = 20

_CALLS = ("partners", "employees", "changes")
_FOUND = "200"
_NOTHING = "201"
_FAILURES = {
    "101": failures.wrong_key,
    "102": failures.used_up,
    "103": failures.used_up,
    "104": failures.no_right,
    "199": failures.service_error,
    "202": failures.refused,
    "208": failures.no_right,
}
_OF_THE_ACCOUNT = re.compile(r"1\d\d")
_BETWEEN_NAMES = re.compile(r"[;；,，、|]")
_YES = frozenset({"1", "true", "是"})
_NO = frozenset({"0", "false", "否"})
_BESIDE = (
    "id reg_no org_no belong_org district_code address econ_kind_code type_new category_new domain scope currency_unit "
    "regist_capi_new actual_capi start_date end_date check_date revoke_date revoke_reason status new_status term_start term_end tags "
    "province title"
).split()
_BESIDE_HOLDERS = ("identify_type", "real_capi_items", "total_real_capi", "stock_type_code", "should_currency_unit", "real_currency_unit")


def check(answer: Answer) -> None:
    """Nothing where the envelope says that it answers, or that there is nothing; else raises what its code means."""
    code = answers.text(answers.envelope(answer, NAME).get("status"))
    if code not in (_FOUND, _NOTHING):
        unknown = failures.account if _OF_THE_ACCOUNT.fullmatch(code) else failures.service_error
        raise _FAILURES.get(code, unknown)(NAME, code or answer.status)


def basic(answer: Answer) -> answers.FoundCompany | None:
    """The company that the first call found; None when it found none."""
    found = _found(answer)
    if not found:
        return None
    former = found.get(_key(found, "history_names")) or []
    names = former if isinstance(former, list) else _BETWEEN_NAMES.split(str(former))
    code = found.get(_key(found, "credit_no"))
    return answers.FoundCompany(
        answers.text(found.get("name")), answers.text(code), tuple(answers.text(each) for each in names if answers.text(each))
    )


def rows(answer: Answer) -> Rows:
    """The rows of one page of a list, and how many there are in all."""
    found = _found(answer) or {}
    items = found.get("items")
    return Rows(items if isinstance(items, list) else [], answers.count(found.get("total")))


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    ledger = Ledger(lookup)
    about = _data(ledger, ledger.place("basic"))
    if about is None:
        raise failures.wrong_shape(NAME, "/data")
    ledger.beside.append(about)
    name, head, capital = about.needed("name"), _told(about, "oper_name"), _told(about, "regist_capi")
    partners, employees, changes = (_list(ledger, call) for call in _CALLS)
    extract = Extract(
        file=lookup.file,
        kind=ExtractKind.ANSWER,
        name=name,
        uscc=_told(about, "credit_no"),
        head=head,
        head_party=party(lookup, head) if head else None,
        entity=_told(about, "econ_kind"),
        holders=_holders(ledger, partners, capital.text if capital else ""),
        shows_all_holders=partners.is_whole,
        staff=None if employees.rows is None else tuple(_officer(lookup, row) for row in employees.rows),
        shows_all_staff=employees.is_whole,
        changes=None if changes.rows is None else tuple(map(_change, changes.rows)),
        retrieved_on=lookup.retrieved_on,
        source=NAME,
        former_names=tuple(_former_names(about)),
    )
    about.ignore(*(_key(about.value, key) for key in _BESIDE))
    ledger.unread += gaps(lookup, name, _CALLS, [] if changes.is_whole else ["changes"])
    return ledger.settled(extract)


def _list(ledger: Ledger, call: str) -> Listed:
    """A list over its pages; where no page says how many rows there are, one with nothing behind the last says that they are all."""
    found = ledger.listed(call, _page, PAGE)
    given = [answer for _, answer in ledger.lookup.named(call)]
    is_ended = any(_found(answer) is None for answer in given) and all(rows(answer).total is None for answer in given)
    return replace(found, is_whole=found.is_whole or is_ended)


def _page(ledger: Ledger, at: int, answer: Answer) -> Page | None:
    found = _data(ledger, at)
    if found is None:
        return None
    found.ignore("total", "num")
    ledger.beside.append(found)
    return found.parts("items"), rows(answer).total


def _data(ledger: Ledger, at: int) -> Fields | None:
    """What an answer holds; None where it says that there is nothing."""
    envelope = ledger.body(at, "message", "sign")
    status = envelope.text("status")
    return None if status and status.text == _NOTHING else envelope.part("data")


def _holders(ledger: Ledger, found: Listed, capital: str) -> tuple[RegisteredHolder, ...] | None:
    if found.rows is None:
        return None
    told = [_told(row, "stock_percent") for row in found.rows]
    sums = [_contributed(ledger, row) for row in found.rows]
    texts = [[each.text for each in instalments] for instalments in sums]
    worked_out = contributions.shares(texts, capital) if found.is_whole else [None] * len(texts)
    shares = [
        worked if share is None else share for share, worked in zip(_shares([t.text if t else "" for t in told]), worked_out, strict=True)
    ]
    return tuple(_holder(ledger, *each) for each in zip(found.rows, told, sums, shares, strict=True))


def _holder(ledger: Ledger, row: Fields, told: Told | None, sums: list[Told], share: int | None) -> RegisteredHolder:
    row.ignore(*(_key(row.value, key) for key in _BESIDE_HOLDERS))
    name = _needed(row, "name", "stock_name")
    number, sort = _told(row, "identify_no"), _told(row, "stock_type")
    kind = PartyKind.PERSON if sort and "自然人" in sort.text else None
    code = uscc.fold(number.text) if number and uscc.is_valid(uscc.fold(number.text)) else ""
    where = told or (sums[0] if sums and share is not None else None)
    if share is None and where:
        ledger.unread.append(where)
    return RegisteredHolder(name, share, where, party(ledger.lookup, name, kind, number=code), until=_until(ledger.lookup, row))


def _contributed(ledger: Ledger, row: Fields) -> list[Told]:
    """What a holder is to contribute, one sum an instalment, or in all where they are not told."""
    instalments = row.parts(_key(row.value, "should_capi_items"))
    ledger.relevant += instalments
    sums = [_first(each, "shoud_capi", "should_capi") for each in instalments]
    for each in instalments:
        each.ignore(*(_key(each.value, key) for key in ("invest_type", "should_capi_date")))
    total = _told(row, "total_should_capi")
    return [told for told in sums if told] or [told for told in (total,) if told]


def _officer(lookup: Lookup, row: Fields) -> RegisteredOfficer:
    name, office = row.needed("name"), _first(row, "job_title", "title", "position")
    return RegisteredOfficer(name, office, party(lookup, name), until=_until(lookup, row))


def _change(row: Fields) -> RegisteredChange:
    row.ignore(*(_key(row.value, key) for key in ("u_tags", "change_type", "type_code")))
    before, after = _first(row, "before_content", "content_before"), _first(row, "after_content", "content_after")
    day = row.day(_key(row.value, "change_date"))
    return RegisteredChange(
        _needed(row, "change_item"), before or row.told("before_content", ""), after or row.told("after_content", ""), day
    )


def _shares(told: list[str]) -> list[int | None]:
    """The shares of a list: without a sign they are parts of one, unless one of them is more than the whole."""
    in_percent = any(fraction(each) is None and percent(each) is not None for each in told)
    return [(percent if in_percent else fraction)(each) for each in told]


def _until(lookup: Lookup, row: Fields) -> date | None:
    """The end of one who has left, which is no later than the answer; None for one who is there."""
    told = _told(row, "is_history")
    word = told.text.lower() if told else ""
    if word not in _YES | _NO:
        row.taken.discard(_key(row.value, "is_history"))  # another word there is told with the rest
    return lookup.retrieved_on if word in _YES else None


def _former_names(about: Fields) -> list[Told]:
    key = _key(about.value, "history_names")
    if isinstance(about.value.get(key), list):
        return about.texts(key)
    text = about.text(key)
    return [about.told(key, each) for each in _BETWEEN_NAMES.split(text.text) if each] if text else []


def _key(value: Mapping[str, object], name: str) -> str:
    """The name of a field as this answer writes it."""
    first, *others = name.split("_")
    joined = first + "".join(other.capitalize() for other in others)
    return joined if joined in value else name


def _told(row: Fields, name: str) -> Told | None:
    return row.text(_key(row.value, name))


def _first(row: Fields, *names: str) -> Told | None:
    """The first of several names of a field under which something stands; what stands under a later one is told with the rest."""
    return next((told for name in names if (told := _told(row, name))), None)


def _needed(row: Fields, *names: str) -> Told:
    return _first(row, *names) or row.needed(names[0])


def _found(answer: Answer) -> Mapping[str, object] | None:
    body = answers.envelope(answer, NAME)
    found = body.get("data")
    if str(body.get("status")) == _NOTHING or found is None:
        return None
    if not isinstance(found, Mapping):
        raise failures.wrong_shape(NAME, "/data")
    return found
