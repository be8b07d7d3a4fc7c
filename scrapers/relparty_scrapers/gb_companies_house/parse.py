"""Companies House's answers to an extract.

A register of persons with significant control never tells all holders: who has up to a quarter is not in it, and
whoever is may hold through others. An empty list is no "nobody": the company's statements and exemptions say what it is.
"""

from __future__ import annotations

from collections.abc import Mapping

from relparty.evidence.alike import is_same
from relparty.identifiers import org_id
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention, PartyKind
from relparty.registers import answers, failures
from relparty.registers.fields import Fields
from relparty.registers.ledger import Ledger
from relparty.registers.lookup import Answer, Lookup
from relparty.registers.paging import Page, Rows
from relparty_scrapers.gb_companies_house import completeness, natures, people
from relparty_scrapers.gb_companies_house.completeness import PSC, STATEMENTS

NAME = "gb_companies_house"

_OK, _NOT_THERE = 200, 404
_FAILURES = {401: failures.wrong_key, 403: failures.no_right}
_REFUSED = frozenset({400, 405, 416})
_OWNERS = frozenset(
    "llp-member llp-designated-member corporate-llp-member corporate-llp-designated-member "
    "general-partner-in-a-limited-partnership limited-partner-in-a-limited-partnership".split()
)
"""Officers of partnerships who own them; how much is told nowhere."""
_ROW_IGNORED = (
    "address country_of_residence etag identity_verification_details links nationality occupation principal_office_address "
    "is_pre_1992_appointment appointed_before person_number"
).split()
_PAGE_IGNORED = ("active_count ceased_count etag inactive_count items_per_page kind links resigned_count start_index total_results").split()


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
    ledger = Ledger(lookup)
    about = ledger.body(ledger.place("profile"))
    name, number = about.needed("company_name"), about.needed("company_number")
    lists = {call: ledger.listed(call, _page) for call in ("officers", PSC, STATEMENTS)}
    officers, controllers, statements = (each.rows or [] for each in lists.values())
    found = [_officer(ledger, row) for row in officers]
    holders = [*filter(None, (_controller(ledger, row) for row in controllers)), *filter(None, map(_as_owner, found))]
    for row in statements:
        completeness.statement(ledger, row)
    former = _former_names(ledger, about)
    entity = about.text("type")
    completeness.profile(ledger, about, is_explained=bool(controllers or statements))
    completeness.lists(ledger, about, lists)
    extract = Extract(
        file=lookup.file,
        kind=ExtractKind.ANSWER,
        name=name,
        number=about.told("company_number", f"{org_id.GB_COH}-{org_id.companies_house(number.text)}"),
        entity=entity,
        holders=tuple(holders) or None,
        shows_all_holders=False,
        staff=None if lists["officers"].rows is None else tuple(found),
        shows_all_staff=lists["officers"].is_whole and not completeness.hides_officers(about),
        retrieved_on=lookup.retrieved_on,
        source=NAME,
        former_names=tuple(former),
    )
    return ledger.settled(extract)


def _page(ledger: Ledger, at: int, answer: Answer) -> Page | None:
    """The rows of an answer; a list that is not there has no page."""
    if answer.status != _OK:
        return None
    page = ledger.body(at, *_PAGE_IGNORED)
    return page.parts("items"), rows(answer).total


def _former_names(ledger: Ledger, about: Fields) -> list[Told]:
    entries = about.parts("previous_company_names")
    for entry in entries:
        entry.ignore("effective_from", "ceased_on")
    ledger.beside += entries
    return [told for entry in entries if (told := entry.text("name"))]


def _officer(ledger: Ledger, row: Fields) -> RegisteredOfficer:
    name, role = row.needed("name"), row.needed("officer_role")
    since, until = row.day("appointed_on"), row.day("resigned_on")
    row.ignore(*_ROW_IGNORED)
    for former in row.parts("former_names"):
        names = [told.text for key in ("forenames", "surname") if (told := former.text(key))]
        ledger.relevant.append(former)
        ledger.notes.append(former.told("surname", f"{name.text}: formerly {' '.join(names)}"))
    if role.text.startswith("corporate-") or "identification" in row.value:
        mention = people.body(ledger, row, name, PartyKind.COMPANY)
    else:
        mention = people.person(ledger, row, name, _own_id(row))
    return RegisteredOfficer(name, role, mention, since, until)


def _controller(ledger: Ledger, row: Fields) -> RegisteredHolder | None:
    """A person with significant control; None for one whose name the register keeps secret, which is told as unread."""
    row.ignore(*_ROW_IGNORED, "notified_to")
    kind, ended, is_past = row.needed("kind").text, row.day("ceased_on"), _is_true(row, "ceased")
    until = ended or (ledger.lookup.retrieved_on if is_past else None)
    if kind.startswith("super-secure-"):
        completeness.secret(ledger, row, is_past=until is not None)
        return None
    name, since = row.needed("name"), row.day("notified_on")
    mention = _controlling(ledger, row, name, kind)
    if _is_true(row, "is_sanctioned"):
        ledger.notes.append(row.told("is_sanctioned", f"{name.text}: is_sanctioned"))
    return _holder(ledger, row, RegisteredHolder(name, party=mention, since=since, until=until))


def _controlling(ledger: Ledger, row: Fields, name: Told, kind: str) -> Mention:
    """Who a controller is by the kind of its row; a kind that nobody knows is unread too."""
    if kind.startswith("individual-"):
        return people.person(ledger, row, name)
    is_company = kind.startswith("corporate-entity-")
    if not is_company and not kind.startswith("legal-person-"):
        ledger.unread.append(row.told("kind", f"kind: {kind}"))
    return people.body(ledger, row, name, PartyKind.COMPANY if is_company else PartyKind.OTHER)


def _holder(ledger: Ledger, row: Fields, holder: RegisteredHolder) -> RegisteredHolder:
    """The holder with its share: the bounds where shares are told; every nature in words, and what no share tells as unread too."""
    told = [each.text for each in row.texts("natures_of_control")]
    bounds = natures.share(told)
    if holder.until is None:
        ledger.unread += [row.told("natures_of_control", f"{holder.name.text}: {each}") for each in natures.beside_share(told)]
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
