"""企查查's answers to an extract. Every scalar is a string; a person's KeyNo begins with p, and is the source's own id of a person.

The codes below 200 are grouped by what a user can do about them; they are from the interface's public pages and
are to be compared with one's own contract.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from relparty.model.evidence import Extract, ExtractKind, RegisteredChange, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention, PartyKind
from relparty.registers import answers, failures
from relparty.registers.fields import Fields, percent
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Listed, Rows, gaps, listed
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
    page = _Lookup(lookup)
    about = page.about()
    name, code = about.needed("Name"), about.text("CreditCode")
    head = about.text("OperName")
    lists = {call: page.listed(call) for call in _LISTS}
    holders, staff, changes = lists["partners"].rows, lists["employees"].rows, lists["changes"].rows
    every_former = lists["former_partners"].rows or []
    undated = [row for row in every_former if row.day("OutDate") is None]
    former = [row for row in every_former if row not in undated]
    extract = Extract(
        file=lookup.file,
        kind=ExtractKind.ANSWER,
        name=name,
        uscc=code,
        head=head,
        head_party=page.party(about, head, None, key="OperId") if head else None,
        entity=about.text("EconKind"),
        holders=None if holders is None and not former else (*map(page.holder, holders or ()), *map(page.former_holder, former)),
        shows_all_holders=holders is not None and lists["partners"].is_whole,
        staff=None if staff is None else tuple(map(page.officer, staff)),
        shows_all_staff=lists["employees"].is_whole,
        changes=None if changes is None else tuple(map(page.change, changes)),
        retrieved_on=lookup.retrieved_on,
        source=NAME,
        former_names=tuple(page.former_names(about)),
    )
    cut = [call for call in ("former_partners", "changes") if not lists[call].is_whole]
    unread = (
        *(row.told("PartnerName", f"{row.value.get('PartnerName')}: OutDate -") for row in undated),
        *gaps(lookup, name, _LISTS, cut),
        *(told for row in (*(holders or ()), *former, *(staff or ()), *(changes or ())) for told in row.rest()),
    )
    about.ignore("KeyNo", "No", "StartDate", "Status", "RegistCapi", "Address", "BelongOrg", "Province", "UpdatedDate")
    return replace(extract, unread=unread, notes=(*about.rest(), *(told for each in page.beside for told in each.rest())))


@dataclass(slots=True)
class _Lookup:
    """Reads the answers of one lookup; `beside` are the objects around what it tells, whose remaining fields are notes."""

    lookup: Lookup
    beside: list[Fields] = field(default_factory=list)

    def about(self) -> Fields:
        """The company itself."""
        at = next((at for at, _ in self.lookup.named("basic")), 0)
        about = self._envelope(at).part("Result")
        if about is None:
            raise failures.wrong_shape(NAME, f"/answers/{at}/body/Result")
        return about

    def listed(self, call: str) -> Listed:
        """The rows of a list over its pages; one with no result is no page."""
        pages: list[tuple[list[Fields], int | None]] = []
        for at, answer in self.lookup.named(call):
            body = self._envelope(at)
            if answers.text(body.value.get("Status")) == _NOTHING or body.value.get("Result") is None:
                body.ignore("Result")
            else:
                pages.append((body.parts("Result"), _total(answer)))
        return listed(pages, PAGE)

    def _envelope(self, at: int) -> Fields:
        body = Fields.of(self.lookup.answers[at].body, self.lookup.file, f"/answers/{at}/body", NAME)
        body.ignore("Status", "Message", "OrderNumber")
        paging = body.part("Paging")
        if paging:
            paging.ignore("PageSize", "PageIndex", "TotalRecords")
        self.beside += [body, *([paging] if paging else [])]
        return body

    def holder(self, row: Fields) -> RegisteredHolder:
        name, share = row.needed("StockName"), row.text("StockPercent")
        row.ignore("ShouldCapi", "ShoudDate", "StockType", "TagsList", "FinalBenefitPercent", "RelatedOrg")
        code = row.text("CreditCode")
        return RegisteredHolder(name, percent(share.text) if share else None, share, self.party(row, name, code))

    def former_holder(self, row: Fields) -> RegisteredHolder:
        name, share = row.needed("PartnerName"), row.text("StockPercent")
        row.ignore("ShouldCapi", "StockType")
        return RegisteredHolder(
            name,
            percent(share.text) if share else None,
            share,
            self.party(row, name, None),
            since=row.day("InDate"),
            until=row.day("OutDate"),
        )

    def officer(self, row: Fields) -> RegisteredOfficer:
        name = row.needed("Name")
        return RegisteredOfficer(name, row.text("Job"), self.party(row, name, None))

    def change(self, row: Fields) -> RegisteredChange:
        kind = row.needed("ProjectName")
        return RegisteredChange(kind, self._listed(row, "BeforeList"), self._listed(row, "AfterList"), row.day("ChangeDate"))

    def former_names(self, about: Fields) -> list[Told]:
        entries = about.values("OriginalName")
        if all(isinstance(entry, Mapping) for entry in entries):
            found = about.parts("OriginalName")
            for entry in found:
                entry.ignore("ChangeDate")
            self.beside += found
            return [told for entry in found if (told := entry.text("Name"))]
        return about.texts("OriginalName")

    def party(self, row: Fields, name: Told, code: Told | None, key: str = "KeyNo") -> Mention:
        """The party of a row; the field `key` holds its own id."""
        told = row.text(key)
        own_id = told.text if told else ""
        is_person = own_id.startswith(_PERSON)
        return party(
            self.lookup, name, PartyKind.PERSON if is_person else None, number=code.text if code else "", own_id=own_id if is_person else ""
        )

    @staticmethod
    def _listed(row: Fields, key: str) -> Told:
        lines = row.texts(key) if isinstance(row.value.get(key), list) else [told for told in (row.text(key),) if told]
        return row.told(key, "；".join(each.text for each in lines))


def _total(answer: Answer) -> int | None:
    paging = answers.envelope(answer, NAME).get("Paging")
    return answers.count(paging.get("TotalRecords")) if isinstance(paging, Mapping) else None
