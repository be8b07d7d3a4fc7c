"""启信宝's answers to an extract. Its calls write their fields now `stock_percent`, now `stockPercent`: both are read.

A share is a percentage or a part of one, told by its sign or by the whole list. No list has an id of a person. The
codes are grouped by what a user can do about them: those below 200 are about the account, and to be compared with
one's own contract; a person who is `is_history` has left, on a day that is not told.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from relparty.identifiers import uscc
from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import PartyKind
from relparty.registers import answers, contributions, failures
from relparty.registers.fields import Fields, fraction, percent
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Listed, Rows, gaps, listed
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
_BESIDE = (
    "id reg_no org_no belong_org district_code address econ_kind_code type_new category_new domain scope currency_unit "
    "regist_capi_new actual_capi start_date end_date check_date revoke_date revoke_reason status new_status term_start term_end tags "
    "province title"
).split()


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
    found = _found(answer)
    items = found.get("items")
    return Rows(items if isinstance(items, list) else [], answers.count(found.get("total")))


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    return _Reader(lookup).extract()


@dataclass(slots=True)
class _Reader:
    """Reads the answers of one lookup; `relevant` and `beside` are the objects whose remaining fields are told at the end."""

    lookup: Lookup
    relevant: list[Fields] = field(default_factory=list)
    beside: list[Fields] = field(default_factory=list)
    unread: list[Told] = field(default_factory=list)

    def extract(self) -> Extract:
        about = next((found for at, _ in self.lookup.named("basic") if (found := self._found(at))), None)
        if about is None:
            raise failures.wrong_shape(NAME, "/data")
        lists = {call: self._list(call) for call in _CALLS}
        head, capital = _told(about, "oper_name"), _told(about, "regist_capi")
        staff, changes = lists["employees"].rows, lists["changes"].rows
        extract = Extract(
            file=self.lookup.file,
            kind=ExtractKind.ANSWER,
            name=about.needed("name"),
            uscc=_told(about, "credit_no"),
            head=head,
            head_party=party(self.lookup, head) if head else None,
            entity=_told(about, "econ_kind"),
            holders=self._holders(lists["partners"], capital.text if capital else ""),
            shows_all_holders=lists["partners"].is_whole,
            staff=None if staff is None else tuple(map(self._officer, staff)),
            shows_all_staff=lists["employees"].is_whole,
            changes=None if changes is None else tuple(map(self._change, changes)),
            retrieved_on=self.lookup.retrieved_on,
            source=NAME,
            former_names=tuple(_former_names(about)),
        )
        return self._with_rest(extract, about, lists)

    def _list(self, call: str) -> Listed:
        pages: list[tuple[list[Fields], int | None]] = []
        for at, answer in self.lookup.named(call):
            if (found := self._found(at)) is not None:
                found.ignore("total", "num")
                pages.append((found.parts("items"), rows(answer).total))
                self.beside.append(found)
        found_list = listed(pages, PAGE)
        is_ended = len(self.lookup.named(call)) > len(pages)  # the page behind the last is answered with "nothing"
        self.relevant += found_list.rows or []
        return replace(found_list, is_whole=found_list.is_whole or (is_ended and all(total is None for _, total in pages)))

    def _found(self, at: int) -> Fields | None:
        envelope = Fields.of(self.lookup.answers[at].body, self.lookup.file, f"/answers/{at}/body", NAME)
        envelope.ignore("message", "sign")
        self.beside.append(envelope)
        status = envelope.text("status")
        return None if status and status.text == _NOTHING else envelope.part("data")

    def _holders(self, found: Listed, capital: str) -> tuple[RegisteredHolder, ...] | None:
        if found.rows is None:
            return None
        told = [_told(row, "stock_percent") for row in found.rows]
        sums = [self._contributed(row) for row in found.rows]
        texts = [[each.text for each in instalments] for instalments in sums]
        worked_out = contributions.shares(texts, capital) if found.is_whole else [None] * len(texts)
        shares = [
            worked if share is None else share
            for share, worked in zip(_shares([t.text if t else "" for t in told]), worked_out, strict=True)
        ]
        return tuple(self._holder(*each) for each in zip(found.rows, told, sums, shares, strict=True))

    def _holder(self, row: Fields, told: Told | None, sums: list[Told], share: int | None) -> RegisteredHolder:
        row.ignore(*(_key(row.value, key) for key in _BESIDE_HOLDERS))
        name = _needed(row, "name", "stock_name")
        number, sort = _told(row, "identify_no"), _told(row, "stock_type")
        kind = PartyKind.PERSON if sort and "自然人" in sort.text else None
        code = uscc.fold(number.text) if number and uscc.is_valid(uscc.fold(number.text)) else ""
        where = told or (sums[0] if sums and share is not None else None)
        if share is None and where:
            self.unread.append(where)
        until = self.lookup.retrieved_on if _is_past(row) else None
        return RegisteredHolder(name, share, where, party(self.lookup, name, kind, number=code), until=until)

    def _contributed(self, row: Fields) -> list[Told]:
        """What a holder is to contribute, one sum an instalment, or in all where they are not told."""
        instalments = row.parts(_key(row.value, "should_capi_items"))
        self.relevant += instalments
        sums = [_first(each, "shoud_capi", "should_capi") for each in instalments]
        for each in instalments:
            each.ignore(*(_key(each.value, key) for key in ("invest_type", "should_capi_date")))
        total = _told(row, "total_should_capi")
        return [told for told in sums if told] or [told for told in (total,) if told]

    def _officer(self, row: Fields) -> RegisteredOfficer:
        name, office = row.needed("name"), _first(row, "job_title", "title", "position")
        until = self.lookup.retrieved_on if _is_past(row) else None
        return RegisteredOfficer(name, office, party(self.lookup, name), until=until)

    def _change(self, row: Fields) -> RegisteredChange:
        row.ignore(*(_key(row.value, key) for key in ("u_tags", "change_type", "type_code")))
        before, after = _first(row, "before_content", "content_before"), _first(row, "after_content", "content_after")
        day = row.day(_key(row.value, "change_date"))
        return RegisteredChange(
            _needed(row, "change_item"), before or row.told("before_content", ""), after or row.told("after_content", ""), day
        )

    def _with_rest(self, extract: Extract, about: Fields, lists: Mapping[str, Listed]) -> Extract:
        """The extract with what nobody accounted for: in the lists it may bear on relations, beside the name it does not."""
        about.ignore(*(_key(about.value, key) for key in _BESIDE))
        unread = [*self.unread, *(told for row in self.relevant for told in row.rest())]
        unread += gaps(self.lookup, about.needed("name"), _CALLS, [] if lists["changes"].is_whole else ["changes"])
        notes = [told for each in [about, *self.beside] for told in each.rest()]
        return replace(extract, unread=tuple(unread), notes=tuple(notes))


_BESIDE_HOLDERS = ("identify_type", "real_capi_items", "total_real_capi", "stock_type_code", "should_currency_unit", "real_currency_unit")


def _shares(told: list[str]) -> list[int | None]:
    """The shares of a list: without a sign they are parts of one, unless one of them is more than the whole."""
    in_percent = any(fraction(each) is None and percent(each) is not None for each in told)
    return [(percent if in_percent else fraction)(each) for each in told]


def _is_past(row: Fields) -> bool:
    told = _told(row, "is_history")
    if told is None or told.text.lower() not in _YES | {"0", "false", "否"}:
        row.taken.discard(_key(row.value, "is_history"))  # another word there is told with the rest
        return False
    return told.text.lower() in _YES


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


def _found(answer: Answer) -> Mapping[str, object]:
    body = answers.envelope(answer, NAME)
    found = body.get("data")
    if str(body.get("status")) == _NOTHING or found is None:
        return {}
    if not isinstance(found, Mapping):
        raise failures.wrong_shape(NAME, "/data")
    return found
