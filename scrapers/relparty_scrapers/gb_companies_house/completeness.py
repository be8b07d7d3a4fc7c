"""Whom Companies House does not show: what the profile, the statements of the company and its lists say of it."""

from __future__ import annotations

from collections.abc import Mapping

from relparty.registers.fields import Fields
from relparty.registers.ledger import Ledger
from relparty.registers.paging import Listed

PSC = "persons-with-significant-control"
STATEMENTS = f"{PSC}-statements"

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
_PROFILE_IGNORED = (
    "accounts annual_return can_file confirmation_statement date_of_creation etag has_been_liquidated has_charges "
    "has_insolvency_history is_community_interest_company jurisdiction last_full_members_list_date registered_office_address "
    "registered_office_is_in_dispute service_address sic_codes subtype undeliverable_registered_office_address"
).split()
_BEARING = ("branch_company_details", "partial_data_available")
_HIDDEN_CONTROLLERS = "has_super_secure_pscs"
_HIDDEN_OFFICERS = "super_secure_managing_officer_count"
_ACTIVE = frozenset({"active", "registered", "open"})


def statement(ledger: Ledger, row: Fields) -> None:
    """Tells a statement of the company on its controllers: that somebody is not shown is unread, what is past or complete a note."""
    row.ignore("etag", "kind", "links")
    said, since, until = row.needed("statement"), row.text("notified_on"), row.text("ceased_on")
    linked, reason = row.text("linked_psc_name"), row.text("restrictions_notice_withdrawal_reason")
    days = f"{since.text if since else ''}/{until.text if until else ''}"
    words = ", ".join([said.text, *(each.text for each in (linked, reason) if each), days])
    is_harmless = until is not None or said.text in _COMPLETE
    (ledger.notes if is_harmless else ledger.unread).append(row.told("statement", f"{STATEMENTS}: {words}"))


def secret(ledger: Ledger, row: Fields, *, is_past: bool) -> None:
    """Tells a controller whose name the register keeps to itself: unread, or a note on one who is no more."""
    words = row.text("description") or row.told("kind", "super-secure-persons-with-significant-control")
    row.ignore("name", "natures_of_control", "notified_on")
    told = row.told("description", f"{words.text}: the register keeps the name secret")
    (ledger.notes if is_past else ledger.unread).append(told)


def profile(ledger: Ledger, about: Fields, *, is_explained: bool) -> None:
    """Tells what stands in the profile beside the name: the company's state as a note, what may hide a controller as unread."""
    about.ignore("links", *_PROFILE_IGNORED)
    links = about.value.get("links")
    if isinstance(links, Mapping) and "exemptions" in links:
        ledger.unread.append(about.told("links", "links/exemptions: exempt from keeping a register of its controllers"))
    elif not is_explained:
        ledger.unread.append(about.told("links", f"{PSC}: none is shown, and no statement says why"))
    state, ended, detail = about.text("company_status"), about.text("date_of_cessation"), about.text("company_status_detail")
    if state and (state.text not in _ACTIVE or detail):
        words = ", ".join(each.text for each in (state, detail, ended) if each)
        ledger.notes.append(about.told("company_status", f"company_status: {words}"))
    about.ignore(*_BEARING, _HIDDEN_CONTROLLERS, _HIDDEN_OFFICERS)
    ledger.unread += [about.told(key, f"{key}: {about.value[key]}") for key in _BEARING if about.value.get(key)]
    is_told = any("super-secure" in told.text for told in (*ledger.unread, *ledger.notes))
    if about.value.get(_HIDDEN_CONTROLLERS) is True and not is_told:
        ledger.unread.append(about.told(_HIDDEN_CONTROLLERS, _HIDDEN_CONTROLLERS))
    if hides_officers(about):
        ledger.unread.append(about.told(_HIDDEN_OFFICERS, _HIDDEN_OFFICERS))


def hides_officers(about: Fields) -> bool:
    """True where the profile counts officers that the list of them does not name."""
    return str(about.value.get(_HIDDEN_OFFICERS) or "0") != "0"


def lists(ledger: Ledger, about: Fields, found: Mapping[str, Listed]) -> None:
    """Tells of the lists that are not there whole."""
    cut = [name for name in (PSC, STATEMENTS) if not found[name].is_whole or not ledger.lookup.named(name)]
    ledger.unread += [about.told("links", f"{name}: not all pages") for name in cut]
    if found["officers"].rows is None:
        ledger.unread.append(about.told("links", "officers: no list is shown"))
