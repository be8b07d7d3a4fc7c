"""Companies House's answers to an extract.

A register of persons with significant control never tells all holders: who has up to a quarter is not in it, and
whoever is may hold through others. An empty list is no "nobody": the company's statements and exemptions say what it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from relparty.evidence.alike import is_same
from relparty.identifiers import org_id
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention, PartyKind
from relparty.registers import answers, failures
from relparty.registers.fields import Fields
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Rows, merged
from relparty_scrapers.gb_companies_house import natures, people

NAME = "gb_companies_house"
PSC = "persons-with-significant-control"
STATEMENTS = f"{PSC}-statements"

_OK, _NOT_THERE = 200, 404
_FAILURES = {401: failures.wrong_key, 403: failures.no_right}
_REFUSED = frozenset({400, 405, 416})
_COMPLETE = frozenset(
    {
        "no-individual-or-entity-with-signficant-control",  # so spelled in the register's own list
        "no-individual-or-entity-with-significant-control",
        "no-individual-or-entity-with-signficant-control-partnership",
        "all-beneficial-owners-identified",
        "nobody-has-become-or-ceased-to-be-a-beneficial-owner",
        "no-change-beneficial-owner-relevant-period",
        "no-trust-involved-relevant-period",
        "no-change-beneficiary-relevant-period",
    }
)
"""Statements that nothing is missing; every other says that somebody is not shown."""
_OWNERS = frozenset(
    "llp-member llp-designated-member corporate-llp-member corporate-llp-designated-member "
    "general-partner-in-a-limited-partnership limited-partner-in-a-limited-partnership".split()
)
"""Officers of partnerships who own them; how much is told nowhere."""
_ROW_IGNORED = (
    "address country_of_residence etag identity_verification_details links nationality occupation principal_office_address "
    "is_pre_1992_appointment appointed_before person_number"
).split()
_PROFILE_IGNORED = (
    "accounts annual_return can_file confirmation_statement date_of_creation etag has_been_liquidated has_charges "
    "has_insolvency_history is_community_interest_company jurisdiction last_full_members_list_date registered_office_address "
    "registered_office_is_in_dispute service_address sic_codes subtype undeliverable_registered_office_address"
).split()
_PAGE_IGNORED = ("active_count ceased_count etag inactive_count items_per_page kind links resigned_count start_index total_results").split()
_BEARING = ("branch_company_details", "partial_data_available")
_ACTIVE = frozenset({"active", "registered", "open"})


def check(answer: Answer) -> None:
    """Nothing for an answer, or where there is nothing; else raises what its status means."""
    is_empty = answer.status == _NOT_THERE and answer.body == ""
    if answer.status in (_OK, _NOT_THERE):
        if not isinstance(answer.body, Mapping) and not is_empty:
            raise failures.not_json(NAME)
        return
    failure = _FAILURES.get(answer.status) or (failures.refused if answer.status in _REFUSED else failures.service_error)
    raise failure(NAME, answer.status)


def numbers_named(answer: Answer, name: str) -> list[str]:
    """The numbers of the companies of that name among those found; where none has it, of those that once had it."""
    items = [item for item in rows(answer).rows if isinstance(item, Mapping)]
    for key in ("title", "snippet"):
        found = {str(item.get("company_number", "")) for item in items if is_same(name, str(item.get(key) or ""))}
        if found:
            numbers = sorted({org_id.companies_house(each) for each in found})
            if "" in numbers:
                raise failures.wrong_shape(NAME, "/items/company_number")
            return numbers
    return []


def profile(answer: Answer) -> answers.FoundCompany | None:
    """The company that was asked for by its number; None when there is none."""
    if answer.status == _NOT_THERE:
        return None
    body = answer.body if isinstance(answer.body, Mapping) else {}
    number = org_id.companies_house(answers.text(body.get("company_number")))
    if not number:
        raise failures.wrong_shape(NAME, "/company_number")
    former = body.get("previous_company_names")
    names = [answers.text(each.get("name")) for each in (former if isinstance(former, list) else []) if isinstance(each, Mapping)]
    return answers.FoundCompany(answers.text(body.get("company_name")), number, tuple(names))


def rows(answer: Answer) -> Rows:
    """The rows of one page of a list, and how many there are in all."""
    body = answer.body if isinstance(answer.body, Mapping) else {}
    items = body.get("items")
    return Rows(items if isinstance(items, list) else [], answers.count(body.get("total_results")))


def company(lookup: Lookup) -> Extract:
    """What the answers tell of the company; raises NotLookedUp where they are not as the interface says."""
    return _Lookup(lookup).extract()


@dataclass(slots=True)
class _Lookup:
    """Reads the answers of one lookup; `unread` and `notes` gather what is told beside holders and staff."""

    lookup: Lookup
    unread: list[Told] = field(default_factory=list)
    notes: list[Told] = field(default_factory=list)

    def extract(self) -> Extract:
        at = next((at for at, _ in self.lookup.named("profile")), 0)
        about = self._fields(at)
        name, number = about.needed("company_name"), about.needed("company_number")
        officers, all_officers = self._rows("officers")
        controllers, all_controllers = self._rows(PSC)
        statements, all_statements = self._rows(STATEMENTS)
        found = [self.officer(row) for row in officers]
        holders = [*filter(None, map(self.controller, controllers)), *filter(None, map(_as_owner, found))]
        for row in statements:
            self.statement(row)
        entries = about.parts("previous_company_names")
        former = [told for entry in entries if (told := entry.text("name"))]
        for entry in entries:
            entry.ignore("effective_from", "ceased_on")
            self.notes += entry.rest()
        entity = about.text("type")
        self.profile(about, is_explained=bool(controllers or statements))
        self.whole(about, {PSC: all_controllers, STATEMENTS: all_statements})
        self._tell_rest([*officers, *controllers, *statements])
        return Extract(
            file=self.lookup.file,
            kind=ExtractKind.ANSWER,
            name=name,
            number=about.told("company_number", f"{org_id.GB_COH}-{org_id.companies_house(number.text)}"),
            entity=entity,
            holders=tuple(holders) or None,
            shows_all_holders=False,
            staff=tuple(found) if officers or self._is_there("officers") else None,
            shows_all_staff=all_officers and not self._hidden_officers(about),
            unread=tuple(self.unread),
            retrieved_on=self.lookup.retrieved_on,
            source=NAME,
            former_names=tuple(former),
            notes=(*self.notes, *about.rest()),
        )

    def officer(self, row: Fields) -> RegisteredOfficer:
        name, role = row.needed("name"), row.needed("officer_role")
        since, until = row.day("appointed_on"), row.day("resigned_on")
        row.ignore(*_ROW_IGNORED)
        for former in row.parts("former_names"):
            names = [told.text for key in ("forenames", "surname") if (told := former.text(key))]
            self.unread += former.rest()
            self.notes.append(former.told("surname", f"{name.text}: formerly {' '.join(names)}"))
        if role.text.startswith("corporate-") or "identification" in row.value:
            mention, notes, rest = people.body(self.lookup, row, name, PartyKind.COMPANY)
            self.notes += notes
            self.unread += rest
        else:
            mention = self.person(row, name, _own_id(row))
        return RegisteredOfficer(name, role, mention, since, until)

    def person(self, row: Fields, name: Told, own_id: str = "") -> Mention:
        mention, rest = people.person(self.lookup, row, name, own_id)
        self.unread += rest
        return mention

    def controller(self, row: Fields) -> RegisteredHolder | None:
        """A person with significant control; None for one whose name the register keeps secret, which is told as unread."""
        row.ignore(*_ROW_IGNORED, "notified_to")
        kind, ended, is_past = row.needed("kind").text, row.day("ceased_on"), _is_true(row, "ceased")
        until = ended or (self.lookup.retrieved_on if is_past else None)
        if kind.startswith("super-secure-"):
            self._secret(row, is_past=until is not None)
            return None
        name, since = row.needed("name"), row.day("notified_on")
        if kind.startswith("individual-"):
            mention = self.person(row, name)
        else:
            is_company = kind.startswith("corporate-entity-")
            mention, notes, rest = people.body(self.lookup, row, name, PartyKind.COMPANY if is_company else PartyKind.OTHER)
            self.notes += notes
            self.unread += rest
            if not is_company and not kind.startswith("legal-person-"):
                self.unread.append(row.told("kind", f"kind: {kind}"))
        if _is_true(row, "is_sanctioned"):
            self.notes.append(row.told("is_sanctioned", f"{name.text}: is_sanctioned"))
        return self._holder(row, RegisteredHolder(name, party=mention, since=since, until=until))

    def _holder(self, row: Fields, holder: RegisteredHolder) -> RegisteredHolder:
        """The holder with its share: the bounds where shares are told; every nature in words, and what no share tells as unread too."""
        told = [each.text for each in row.texts("natures_of_control")]
        bounds = natures.share(told)
        if holder.until is None:
            self.unread += [row.told("natures_of_control", f"{holder.name.text}: {each}") for each in natures.beside_share(told)]
        return RegisteredHolder(
            holder.name,
            bounds[0] if bounds else None,
            row.told("natures_of_control", "; ".join(told)) if told else None,
            holder.party,
            bounds[1] if bounds else None,
            holder.since,
            holder.until,
            is_direct=False,
        )

    def statement(self, row: Fields) -> None:
        """A statement of the company on its controllers: that somebody is not shown is unread, what is past or complete a note."""
        row.ignore("etag", "kind", "links")
        said, since, until = row.needed("statement"), row.text("notified_on"), row.text("ceased_on")
        linked, reason = row.text("linked_psc_name"), row.text("restrictions_notice_withdrawal_reason")
        days = f"{since.text if since else ''}/{until.text if until else ''}"
        words = ", ".join([said.text, *(each.text for each in (linked, reason) if each), days])
        is_harmless = until is not None or said.text in _COMPLETE
        (self.notes if is_harmless else self.unread).append(row.told("statement", f"{STATEMENTS}: {words}"))

    def profile(self, about: Fields, *, is_explained: bool) -> None:
        """What the profile tells beside the name: its state as a note, what may hide a controller as unread."""
        about.ignore(*_PROFILE_IGNORED)
        links = about.value.get("links")
        is_exempt = isinstance(links, Mapping) and "exemptions" in links
        about.ignore("links")
        if is_exempt:
            self.unread.append(about.told("links", "links/exemptions: exempt from keeping a register of its controllers"))
        elif not is_explained:
            self.unread.append(about.told("links", f"{PSC}: none is shown, and no statement says why"))
        state, ended, detail = about.text("company_status"), about.text("date_of_cessation"), about.text("company_status_detail")
        if state and (state.text not in _ACTIVE or detail):
            words = ", ".join(each.text for each in (state, detail, ended) if each)
            self.notes.append(about.told("company_status", f"company_status: {words}"))
        for key in _BEARING:
            if about.value.get(key):
                self.unread.append(about.told(key, f"{key}: {about.value[key]}"))
        about.ignore(*_BEARING, "has_super_secure_pscs", "super_secure_managing_officer_count")
        if _is_true(about, "has_super_secure_pscs") and not any("super-secure" in told.text for told in (*self.unread, *self.notes)):
            self.unread.append(about.told("has_super_secure_pscs", "has_super_secure_pscs"))
        if self._hidden_officers(about):
            self.unread.append(about.told("super_secure_managing_officer_count", "super_secure_managing_officer_count"))

    def whole(self, about: Fields, lists: Mapping[str, bool]) -> None:
        """Tells of lists that are not there whole."""
        cut = [name for name, is_whole in lists.items() if not is_whole or not self.lookup.named(name)]
        self.unread += [about.told("links", f"{name}: not all pages") for name in cut]
        if not self._is_there("officers"):
            self.unread.append(about.told("links", "officers: no list is shown"))

    def _secret(self, row: Fields, *, is_past: bool) -> None:
        words = row.text("description") or row.told("kind", "super-secure-persons-with-significant-control")
        row.ignore("name", "natures_of_control", "notified_on")
        told = row.told("description", f"{words.text}: the register keeps the name secret")
        (self.notes if is_past else self.unread).append(told)

    def _tell_rest(self, found: Iterable[Fields]) -> None:
        self.unread += [told for row in found for told in row.rest()]

    def _fields(self, at: int) -> Fields:
        return Fields.of(self.lookup.answers[at].body, self.lookup.file, f"/answers/{at}/body", NAME)

    def _is_there(self, call: str) -> bool:
        return any(answer.status == _OK for _, answer in self.lookup.named(call))

    def _rows(self, call: str) -> tuple[list[Fields], bool]:
        """The rows of a list over its pages, and whether they are all there are; a list that is not there has none."""
        pages: list[tuple[list[Fields], int | None]] = []
        for at, answer in self.lookup.named(call):
            if answer.status == _OK:
                page = self._fields(at)
                page.ignore(*_PAGE_IGNORED)
                pages.append((page.parts("items"), rows(answer).total))
                self.notes += page.rest()
        return merged(pages)

    @staticmethod
    def _hidden_officers(about: Fields) -> bool:
        return str(about.value.get("super_secure_managing_officer_count") or "0") != "0"


def _as_owner(officer: RegisteredOfficer) -> RegisteredHolder | None:
    """A partner as a holder whose share is told nowhere."""
    if officer.office is None or officer.office.text not in _OWNERS:
        return None
    return RegisteredHolder(officer.name, None, officer.office, officer.party, None, officer.since, officer.until)


def _own_id(row: Fields) -> str:
    """The register's id of an officer over all companies, from the address of its appointments."""
    links = row.value.get("links")
    officer = links.get("officer") if isinstance(links, Mapping) else None
    path = str(officer.get("appointments", "")) if isinstance(officer, Mapping) else ""
    return path.removeprefix("/officers/").removesuffix("/appointments")


def _is_true(row: Fields, key: str) -> bool:
    row.ignore(key)
    return row.value.get(key) is True
