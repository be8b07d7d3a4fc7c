"""Companies House's interface as its documents describe it, with invented companies: the key of HTTP Basic checked, pages, 404."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from registerserver import Reply, Request
from relparty.registers.lookup import Wanted

KEY = "invented-key-0042"
LISTS = ("officers", "persons-with-significant-control", "persons-with-significant-control-statements")
Json = dict[str, Any]


@dataclass(frozen=True)
class UkCompany:
    """An invented company: its profile beside name and number, and the rows of its lists; a list that is None is not there (404)."""

    number: str
    name: str
    profile: Mapping[str, Any] = field(default_factory=dict)
    officers: tuple[Json, ...] | None = ()
    controllers: tuple[Json, ...] | None = ()
    statements: tuple[Json, ...] | None = None
    former_names: tuple[str, ...] = ()

    def rows(self, name: str) -> tuple[Json, ...] | None:
        return {LISTS[0]: self.officers, LISTS[1]: self.controllers, LISTS[2]: self.statements}[name]


@dataclass(frozen=True)
class CompaniesHouse:
    """The service; `page_size` is how many rows it gives at most, whatever is asked."""

    companies: tuple[UkCompany, ...]
    page_size: int = 100

    def __call__(self, request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        if headers.get("authorization") != "Basic " + base64.b64encode(f"{KEY}:".encode()).decode():
            return Reply({"error": "Invalid Authorization", "type": "ch:service"}, 401)
        if request.path == "search/companies":
            return self._searched(request.params["q"])
        _, number, *rest = request.path.split("/")
        found = next((each for each in self.companies if each.number == number), None)
        if found is None:
            return Reply({"errors": [{"error": "company-profile-not-found", "type": "ch:service"}]}, 404)
        return Reply(_profile(found)) if not rest else self._list(found, rest[0], request)

    def _list(self, company: UkCompany, name: str, request: Request) -> Reply:
        rows = company.rows(name)
        if rows is None:
            return Reply(b"", 404)
        start = int(request.params["start_index"])
        size = min(int(request.params["items_per_page"]), self.page_size)
        counts = {"active_count": len(rows), "ceased_count": 0, "links": {"self": f"/company/{company.number}/{name}"}}
        return Reply(
            {"items": rows[start : start + size], "items_per_page": size, "start_index": start, "total_results": len(rows), **counts}
        )

    def _searched(self, words: str) -> Reply:
        """Finds by any word, as the real search does: most of what comes back is not what was meant."""
        wanted = set(words.lower().split())
        items = [_item(each) for each in self.companies if wanted & set(" ".join((each.name, *each.former_names)).lower().split())]
        return Reply({"items": items, "items_per_page": 100, "kind": "search#companies", "page_number": 1, "total_results": len(items)})


def _item(company: UkCompany) -> Json:
    former = {"snippet": f"{company.former_names[0]} "} if company.former_names else {}
    return {
        "kind": "searchresults#company",
        "title": company.name,
        "company_number": company.number,
        "company_status": company.profile.get("company_status", "active"),
        "company_type": "ltd",
        "address_snippet": "1 Example Street, Cardiff",
        "links": {"self": f"/company/{company.number}"},
        **former,
    }


def _profile(company: UkCompany) -> Json:
    links = {name.replace("-", "_"): f"/company/{company.number}/{name}" for name in LISTS if company.rows(name) is not None}
    return {
        "company_name": company.name,
        "company_number": company.number,
        "company_status": "active",
        "type": "ltd",
        "jurisdiction": "england-wales",
        "date_of_creation": "2015-06-01",
        "etag": "0042",
        "can_file": True,
        "has_super_secure_pscs": False,
        "registered_office_address": {"address_line_1": "1 Example Street", "locality": "Cardiff"},
        "sic_codes": ["71129"],
        "accounts": {"overdue": False},
        "previous_company_names": [
            {"name": each, "effective_from": "2015-06-01", "ceased_on": "2019-01-31"} for each in company.former_names
        ],
        "links": {"self": f"/company/{company.number}", "filing_history": f"/company/{company.number}/filing-history", **links},
        **company.profile,
    }


def officer(name: str, role: str = "director", born: tuple[int, int] | None = None, **more: Any) -> Json:
    """An officer's row; a person's has the register's own id of the person."""
    birth = {"date_of_birth": {"year": born[0], "month": born[1]}} if born else {}
    path = f"/officers/inv{sum(map(ord, name)):04d}/appointments"
    links = {"officer": {"appointments": path}, "self": "/company/x/appointments/1"}
    return {
        "name": name,
        "officer_role": role,
        "appointed_on": "2016-04-06",
        "links": links,
        "address": {},
        "nationality": "British",
        **birth,
        **more,
    }


def person(forename: str, surname: str, *natures: str, born: tuple[int, int] = (1962, 3), **more: Any) -> Json:
    """The row of a person with significant control."""
    return {
        "kind": "individual-person-with-significant-control",
        "name": f"Ms {forename} {surname}",
        "name_elements": {"title": "Ms", "forename": forename, "surname": surname},
        "date_of_birth": {"year": born[0], "month": born[1]},
        "natures_of_control": list(natures),
        "notified_on": "2016-04-06",
        "nationality": "British",
        "country_of_residence": "Wales",
        "address": {"locality": "Cardiff"},
        "etag": "0042",
        "links": {"self": "/company/x/persons-with-significant-control/individual/1"},
        **more,
    }


def body(name: str, *natures: str, kind: str = "corporate-entity", **more: Any) -> Json:
    """The row of a company with significant control; `identification` tells its registration."""
    return {
        "kind": f"{kind}-person-with-significant-control",
        "name": name,
        "natures_of_control": list(natures),
        "notified_on": "2018-02-01",
        "address": {},
        "etag": "0043",
        "links": {"self": "/x"},
        **more,
    }


def registered(number: str, country: str = "England", place: str = "Companies House") -> Json:
    return {
        "legal_authority": "Companies Act 2006",
        "legal_form": "Limited",
        "registration_number": number,
        "country_registered": country,
        "place_registered": place,
    }


SECRET = {
    "kind": "super-secure-person-with-significant-control",
    "description": "super-secure-persons-with-significant-control",
    "etag": "0044",
    "links": {"self": "/x"},
}

CEDAR = UkCompany(
    "01234567",
    "INVENTED CEDAR LIMITED",
    officers=(
        officer("EXAMPLE, Ann Beth", born=(1962, 3), occupation="Engineer"),
        officer("SAMPLE, Carl", "secretary", resigned_on="2026-08-15"),
        officer(
            "INVENTED SECRETARIES LIMITED",
            "corporate-secretary",
            identification={"identification_type": "uk-limited-company", "registration_number": "7654321"},
        ),
    ),
    controllers=(
        person("Ann Beth", "Example", "ownership-of-shares-50-to-75-percent", "voting-rights-50-to-75-percent"),
        body("INVENTED OAK HOLDINGS LIMITED", "ownership-of-shares-25-to-50-percent", identification=registered("229269")),
        person("Carl", "Sample", "ownership-of-shares-25-to-50-percent", born=(1970, 11), ceased_on="2026-08-15", ceased=True),
    ),
    former_names=("INVENTED BIRCH LIMITED",),
)

AWKWARD = UkCompany(
    "SC123456",
    "INVENTED ROWAN LLP",
    profile={
        "company_status": "liquidation",
        "type": "llp",
        "company_status_detail": "active-proposal-to-strike-off",
        "slogan": "invented",
    },
    officers=(
        officer("EXAMPLE, Ann Beth, Dr", "llp-designated-member", (1962, 3), former_names=[{"forenames": "Ann Beth", "surname": "Muster"}]),
        officer("INVENTED OAK HOLDINGS LIMITED", "corporate-llp-member", identification=registered("00229269")),
    ),
    controllers=(
        person("Ann Beth", "Example", "voting-rights-25-to-50-percent-limited-liability-partnership", acting_for="Carl Sample"),
        body("Invented Holding Jersey Limited", "significant-influence-or-control", identification=registered("12345", "Jersey", "Jersey")),
        body("The Invented Trust", "ownership-of-shares-75-to-100-percent-as-trust", kind="legal-person"),
        SECRET,
    ),
    statements=(
        {
            "statement": "psc-exists-but-not-identified",
            "notified_on": "2020-01-15",
            "kind": "persons-with-significant-control-statement",
            "etag": "1",
        },
        {
            "statement": "psc-has-failed-to-confirm-changed-details",
            "linked_psc_name": "Ms Carl Sample",
            "notified_on": "2019-01-15",
            "ceased_on": "2020-01-14",
        },
    ),
)

NOBODY = replace(
    CEDAR,
    number="07654321",
    name="INVENTED ASPEN LIMITED",
    controllers=(),
    statements=({"statement": "no-individual-or-entity-with-signficant-control", "notified_on": "2017-05-01", "etag": "1"},),
    former_names=(),
)

EXAMPLES = {
    "full": (CompaniesHouse((CEDAR,)), Wanted("Invented Cedar Ltd")),
    "awkward": (CompaniesHouse((AWKWARD,)), Wanted(AWKWARD.name, "GB-COH-SC123456")),
    "nobody": (CompaniesHouse((NOBODY,)), Wanted(NOBODY.name, "7654321")),
}
