"""天眼查's answers to an extract. Times are milliseconds, shares are written in percent, one to each instalment.

Of the ids of a person only `hcgid` is taken for the person's own. `id` (called `hid` where it is asked with) stands
for the name: the interface takes either of the two together with a company, so namesakes share it. Within one
company it does tell the person, and leads from the lists that lack `hcgid` to the one that has it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from relparty.forms.values import written_date
from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention, PartyKind
from relparty.model.record import WHOLE
from relparty.registers import answers, contributions, failures
from relparty.registers.fields import Fields, milliseconds, percent
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Listed, Page, Rows, gaps
from relparty.registers.parties import party

NAME = "cn_tianyancha"
PAGE = 20

_FOUND = "0"
_NOTHING = "300000"
_FAILURES = {
    "300002": failures.wrong_key,
    "300003": failures.wrong_key,
    "300004": failures.too_frequent,
    "300005": failures.no_right,
    "300006": failures.used_up,
    "300007": failures.used_up,
    "300008": failures.refused,
    "300009": failures.wrong_key,
    "300010": failures.refused,
}
_KINDS = {"1": PartyKind.COMPANY, "2": PartyKind.PERSON}
_HEAD_KINDS = {"1": PartyKind.PERSON, "2": PartyKind.COMPANY}
_PERSON = "2"
_MARKS = re.compile(r"</?(?:em|br)\s*/?>")
_LONGEST_DATE = 8
_CALLS = ("holders", "staff", "changes", "former_holders")
_BESIDE = (
    "actualCapital actualCapitalCurrency alias approvedTime base bondName bondNum bondType businessScope cancelDate cancelReason city "
    "compForm district estiblishTime fromTime id industry industryAll isMicroEnt orgNumber percentileScore property3 regCapitalCurrency "
    "regInstitute regLocation regNumber regStatus revokeDate revokeReason socialStaffNum staffNumRange tags taxNumber toTime updateTimes "
    "usedBondName"
).split()


def check(answer: Answer) -> None:
    """Nothing where the envelope says that it answers, or that there is nothing; else raises what its code means.

    Asked too often stops the source for this run: the limit is the account's, and every further company would meet it.
    """
    code = answers.text(answers.envelope(answer, NAME).get("error_code"))
    if code not in (_FOUND, _NOTHING):
        raise _FAILURES.get(code, failures.service_error)(NAME, code or answer.status)


def basic(answer: Answer) -> answers.FoundCompany | None:
    """The company that the first call found; None when it found none."""
    result = _result(answer)
    if not result:
        return None
    names = result.get("historyNameList")
    former = [*(names if isinstance(names, list) else []), *answers.text(result.get("historyNames")).split(";")]
    return answers.FoundCompany(
        answers.text(result.get("name")),
        answers.text(result.get("creditCode")),
        tuple(answers.text(each) for each in former if answers.text(each)),
    )


def rows(answer: Answer) -> Rows:
    """The rows of one page of a list, and how many there are in all."""
    result = _result(answer)
    items = result.get("items")
    return Rows(items if isinstance(items, list) else [], answers.count(result.get("total")))


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    ledger = Ledger(lookup)
    about = _told(ledger, ledger.place("basic"))
    if about is None:
        raise failures.wrong_shape(NAME, "/result")
    ledger.beside.append(about)
    lists = {call: ledger.listed(call, _page, PAGE) for call in _CALLS}
    extract = _Reader(ledger, _people(lists.values())).extract(about, lists)
    about.ignore(*_BESIDE)
    cut = [call for call in ("changes", "former_holders") if not lists[call].is_whole]
    ledger.unread += gaps(lookup, about.needed("name"), _CALLS, cut)
    return ledger.settled(extract)


def _page(ledger: Ledger, at: int, answer: Answer) -> Page | None:
    found = _told(ledger, at)
    if found is None:
        return None
    found.ignore("total")
    ledger.beside.append(found)
    return found.parts("items"), rows(answer).total


def _told(ledger: Ledger, at: int) -> Fields | None:
    """What an answer tells; None where it says that there is nothing."""
    envelope = ledger.body(at, "reason")
    return None if _text(envelope, "error_code") == _NOTHING else envelope.part("result")


def _people(lists: Iterable[Listed]) -> Mapping[str, set[str]]:
    """The own ids of persons by the ids that stand for their names."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in lists:
        for row in each.rows or []:
            name_id, own_id = row.value.get("id"), row.value.get("hcgid")
            if name_id and own_id and str(row.value.get("type")) == _PERSON:
                found[str(name_id)].add(str(own_id))
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads the lists of one lookup, in which `people` are known."""

    ledger: Ledger
    people: Mapping[str, set[str]]

    def extract(self, about: Fields, lists: Mapping[str, Listed]) -> Extract:
        lookup, name, head, capital = self.ledger.lookup, about.needed("name"), about.text("legalPersonName"), about.text("regCapital")
        head_kind = _HEAD_KINDS.get(_text(about, "type"))
        present = self._holders(lists["holders"], capital.text if capital else "")
        former = [self._former(row) for row in lists["former_holders"].rows or []]
        staff, changes = lists["staff"].rows, lists["changes"].rows
        return Extract(
            file=lookup.file,
            kind=ExtractKind.ANSWER,
            name=name,
            uscc=about.text("creditCode"),
            head=head,
            head_party=party(lookup, head, head_kind) if head else None,
            entity=about.text("companyOrgType"),
            holders=None if present is None and not former else (*(present or ()), *former),
            shows_all_holders=present is not None and lists["holders"].is_whole,
            staff=None if staff is None else tuple(map(self._officer, staff)),
            shows_all_staff=lists["staff"].is_whole,
            changes=None if changes is None else tuple(map(_change, changes)),
            retrieved_on=lookup.retrieved_on,
            source=NAME,
            former_names=tuple(_former_names(about)),
        )

    def _holders(self, found: Listed, capital: str) -> tuple[RegisteredHolder, ...] | None:
        if found.rows is None:
            return None
        told = [self._contributed(row) for row in found.rows]
        sums = [[each.text for each in sums] for _, sums in told]
        worked_out = contributions.shares(sums, capital) if found.is_whole else [None] * len(sums)
        return tuple(self._holder(row, *each, share) for row, each, share in zip(found.rows, told, worked_out, strict=True))

    def _holder(self, row: Fields, percents: list[Told], sums: list[Told], worked_out: int | None) -> RegisteredHolder:
        row.ignore("logo", "alias", "capitalActl", "toco", "cgid")
        name = row.needed("name")
        share = _percent([each.text for each in percents], worked_out)
        shown = percents or (sums if share is not None else [])
        where = shown[0] if len(shown) == 1 else row.told("capital", "；".join(each.text for each in shown)) if shown else None
        if share is None and where:
            self.ledger.unread.append(where)
        return RegisteredHolder(name, share, where, self._party(row, name), since=row.day("ftShareholding", _day))

    def _former(self, row: Fields) -> RegisteredHolder:
        row.ignore("amount")
        since, until = row.day("startTime", _day), row.day("endTime", _day) or self.ledger.lookup.retrieved_on
        return replace(self._holder(row, *self._contributed(row), None), since=since, until=until)

    def _contributed(self, row: Fields) -> tuple[list[Told], list[Told]]:
        """The shares and the sums of a holder's instalments."""
        instalments = row.parts("capital")
        self.ledger.relevant += instalments
        for each in instalments:
            each.ignore("paymet", "time")
        percents, sums = ([each.text(key) for each in instalments] for key in ("percent", "amomon"))
        return [told for told in percents if told], [told for told in sums if told]

    def _officer(self, row: Fields) -> RegisteredOfficer:
        row.ignore("logo", "alias", "toco", "cgid")
        name, single = row.needed("name"), row.text("staffTypeName")
        offices = row.texts("typeJoin") if isinstance(row.value.get("typeJoin"), list) else [t for t in (row.text("typeJoin"),) if t]
        office = row.told("typeJoin", "、".join(each.text for each in offices)) if offices else single
        return RegisteredOfficer(name, office, self._party(row, name))

    def _party(self, row: Fields, name: Told) -> Mention:
        kind, name_id, own_id = _KINDS.get(_text(row, "type")), _text(row, "id"), _text(row, "hcgid")
        known = self.people.get(name_id, set())
        if not own_id and kind is PartyKind.PERSON and len(known) == 1:
            own_id = next(iter(known))
        return party(self.ledger.lookup, name, kind, own_id=own_id if kind is PartyKind.PERSON else "")


def _change(row: Fields) -> RegisteredChange:
    row.ignore("createTime", "reportYear")
    before, after = (row.told(key, _MARKS.sub("", _text(row, key))) for key in ("contentBefore", "contentAfter"))
    return RegisteredChange(row.needed("changeItem"), before, after, row.day("changeTime", _day))


def _percent(told: list[str], worked_out: int | None) -> int | None:
    """The share of a holder by those of its instalments; the contributions decide where they may be parts or the whole repeated."""
    shares = [percent(each) if each.endswith("%") else None for each in told]
    known = [share for share in shares if share is not None]
    if not known or len(known) < len(shares) or (len(known) > 1 and len(set(known)) == 1):
        return worked_out
    return sum(known) if sum(known) <= WHOLE else worked_out


def _former_names(about: Fields) -> list[Told]:
    listed, text = about.texts("historyNameList"), about.text("historyNames")
    if listed or text is None:
        return listed
    return [about.told("historyNames", each) for each in text.text.split(";") if each]


def _day(text: str) -> date | None:
    is_number = text.lstrip("-").isdecimal() and len(text) > _LONGEST_DATE
    return milliseconds(text) if is_number else written_date(text)


def _text(row: Fields, key: str) -> str:
    told = row.text(key)
    return told.text if told else ""


def _result(answer: Answer) -> Mapping[str, object]:
    body = answers.envelope(answer, NAME)
    result = body.get("result")
    if str(body.get("error_code")) == _NOTHING or result is None:
        return {}
    if not isinstance(result, Mapping):
        raise failures.wrong_shape(NAME, "/result")
    return result
