"""企查查's answers to an extract. Every scalar is a string; a person's KeyNo begins with p, and is the source's own id of a person.

The codes below 200 are grouped by what a user can do about them; they are from the interface's public pages and
are to be compared with one's own contract.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention, PartyKind
from relparty.registers import answers, failures
from relparty.registers.fields import Fields, percent
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Page, Rows, gaps
from relparty.registers.parties import party

NAME = "cn_qichacha"

_FOUND = "200"
_NOTHING = "201"
_WRONG_KEY = frozenset({"101", "111", "118", "119"})
_USED_UP = frozenset({"102", "110", "112", "113", "114"})
_NO_RIGHT = frozenset({"103", "104", "105", "107", "115", "116", "117", "208", "218"})
_REFUSED = frozenset({"109", "202", "213", "214", "215"})
_PERSON = "p"
PAGE = 20
_LISTS = ("partners", "employees", "changes", "former_partners")


def check(answer: Answer) -> None:
    """Nothing where the envelope says that it answers, or that there is nothing; else raises what its code means."""
    code = answers.text(answers.envelope(answer, NAME).get("Status"))
    if code in (_FOUND, _NOTHING):
        return
    for codes, failure in ((_WRONG_KEY, failures.wrong_key), (_USED_UP, failures.used_up), (_NO_RIGHT, failures.no_right)):
        if code in codes:
            raise failure(NAME, code)
    raise (failures.refused if code in _REFUSED else failures.service_error)(NAME, code or answer.status)


def basic(answer: Answer) -> answers.FoundCompany | None:
    """The company that the first call found; None when it found none."""
    body = answers.envelope(answer, NAME)
    result = body.get("Result")
    if answers.text(body.get("Status")) == _NOTHING or not result:
        return None
    if not isinstance(result, Mapping):
        raise failures.wrong_shape(NAME, "/Result")
    former = result.get("OriginalName")
    names = [answers.text(each.get("Name") if isinstance(each, Mapping) else each) for each in (former if isinstance(former, list) else [])]
    return answers.FoundCompany(
        answers.text(result.get("Name")), answers.text(result.get("CreditCode")), tuple(name for name in names if name)
    )


def rows(answer: Answer) -> Rows:
    """The rows of one page of a list, and how many there are in all."""
    result = answers.envelope(answer, NAME).get("Result")
    return Rows(result if isinstance(result, list) else [], _total(answer))


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    ledger = Ledger(lookup)
    about = _envelope(ledger, ledger.place("basic")).needed_part("Result")
    ledger.beside.append(about)
    name, head = about.needed("Name"), about.text("OperName")
    lists = {call: ledger.listed(call, _page, PAGE) for call in _LISTS}
    holders, staff, changes = lists["partners"].rows, lists["employees"].rows, lists["changes"].rows
    former = _dated(ledger, lists["former_partners"].rows or [])
    owners = (*(_holder(lookup, row) for row in holders or ()), *(_former_holder(lookup, row) for row in former))
    extract = Extract(
        file=lookup.file,
        kind=ExtractKind.ANSWER,
        name=name,
        uscc=about.text("CreditCode"),
        head=head,
        head_party=_party(lookup, about, head, key="OperId") if head else None,
        entity=about.text("EconKind"),
        holders=None if holders is None and not former else owners,
        shows_all_holders=holders is not None and lists["partners"].is_whole,
        staff=None if staff is None else tuple(_officer(lookup, row) for row in staff),
        shows_all_staff=lists["employees"].is_whole,
        changes=None if changes is None else tuple(map(_change, changes)),
        retrieved_on=lookup.retrieved_on,
        source=NAME,
        former_names=tuple(_former_names(ledger, about)),
    )
    ledger.unread += gaps(lookup, name, _LISTS, [call for call in ("former_partners", "changes") if not lists[call].is_whole])
    about.ignore("KeyNo", "No", "StartDate", "Status", "RegistCapi", "Address", "BelongOrg", "Province", "UpdatedDate")
    return ledger.settled(extract)


def _envelope(ledger: Ledger, at: int) -> Fields:
    body = ledger.body(at, "Status", "Message", "OrderNumber")
    paging = body.part("Paging")
    if paging:
        paging.ignore("PageSize", "PageIndex", "TotalRecords")
        ledger.beside.append(paging)
    return body


def _page(ledger: Ledger, at: int, answer: Answer) -> Page | None:
    """The rows of an answer; one with no result is no page."""
    body = _envelope(ledger, at)
    if answers.text(body.value.get("Status")) == _NOTHING or body.value.get("Result") is None:
        body.ignore("Result")
        return None
    return body.parts("Result"), _total(answer)


def _dated(ledger: Ledger, rows: Iterable[Fields]) -> list[Fields]:
    """The former holders whose end is told; one without it may be a present one, and is unread as a whole."""
    found = []
    for row in rows:
        if row.day("OutDate"):
            found.append(row)
        else:
            row.ignore(*row.value)
            ledger.unread.append(row.told("PartnerName", f"{row.value.get('PartnerName')}: OutDate -"))
    return found


def _holder(lookup: Lookup, row: Fields) -> RegisteredHolder:
    name, share = row.needed("StockName"), row.text("StockPercent")
    row.ignore("ShouldCapi", "ShoudDate", "StockType", "TagsList", "FinalBenefitPercent", "RelatedOrg")
    code = row.text("CreditCode")
    return RegisteredHolder(name, percent(share.text) if share else None, share, _party(lookup, row, name, code.text if code else ""))


def _former_holder(lookup: Lookup, row: Fields) -> RegisteredHolder:
    name, share = row.needed("PartnerName"), row.text("StockPercent")
    row.ignore("ShouldCapi", "StockType")
    worth = percent(share.text) if share else None
    return RegisteredHolder(name, worth, share, _party(lookup, row, name), since=row.day("InDate"), until=row.day("OutDate"))


def _officer(lookup: Lookup, row: Fields) -> RegisteredOfficer:
    name = row.needed("Name")
    return RegisteredOfficer(name, row.text("Job"), _party(lookup, row, name))


def _change(row: Fields) -> RegisteredChange:
    kind = row.needed("ProjectName")
    return RegisteredChange(kind, _lines(row, "BeforeList"), _lines(row, "AfterList"), row.day("ChangeDate"))


def _lines(row: Fields, key: str) -> Told:
    lines = row.texts(key) if isinstance(row.value.get(key), list) else [told for told in (row.text(key),) if told]
    return row.told(key, "；".join(each.text for each in lines))


def _former_names(ledger: Ledger, about: Fields) -> list[Told]:
    entries = about.values("OriginalName")
    if not all(isinstance(entry, Mapping) for entry in entries):
        return about.texts("OriginalName")
    found = about.parts("OriginalName")
    for entry in found:
        entry.ignore("ChangeDate")
    ledger.beside += found
    return [told for entry in found if (told := entry.text("Name"))]


def _party(lookup: Lookup, row: Fields, name: Told, code: str = "", key: str = "KeyNo") -> Mention:
    """The party of a row; the field `key` holds its own id."""
    told = row.text(key)
    own_id = told.text if told and told.text.startswith(_PERSON) else ""
    return party(lookup, name, PartyKind.PERSON if own_id else None, number=code, own_id=own_id)


def _total(answer: Answer) -> int | None:
    paging = answers.envelope(answer, NAME).get("Paging")
    return answers.count(paging.get("TotalRecords")) if isinstance(paging, Mapping) else None
