"""Companies House through the real client, against a service that checks its key and speaks its envelope."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from companieshouseservice import AWKWARD, CEDAR, NOBODY, SECRET, CompaniesHouse, UkCompany, body, officer, person, registered

from registerserver import BROKEN, CAPTCHA, CUT, TOO_MANY, TOO_MANY_FOR_LONG, Reply, Request, Server, client_for, serving
from relparty.errors import NotLookedUp, SourceUnusable
from relparty.evidence.alike import is_same
from relparty.model.evidence import Extract, RegisteredHolder
from relparty.model.party import Mention, PartyKind
from relparty.registers.card import Bounds
from relparty.registers.lookup import Wanted
from relparty_scrapers.gb_companies_house import natures, parse

WANTED = Wanted(CEDAR.name, "GB-COH-01234567")


def asked(tmp_path: Path, service: Any, wanted: Wanted = WANTED, *troubles: Reply) -> Extract:
    return asked_of(tmp_path, service, wanted, *troubles)[0]


def asked_of(tmp_path: Path, service: Any, wanted: Wanted = WANTED, *troubles: Reply) -> tuple[Extract, Server]:
    with serving(service) as server:
        server.troubles.extend(troubles)
        return parse.company(client_for("gb_companies_house", server.url, tmp_path).look_up(wanted)), server


def told(tmp_path: Path, company: UkCompany) -> Extract:
    return asked(tmp_path, CompaniesHouse((company,)), Wanted(company.name, company.number))


def controlled(tmp_path: Path, *rows: dict[str, Any], **more: Any) -> Extract:
    return told(tmp_path, replace(CEDAR, controllers=rows, **more))


def only(found: Extract) -> RegisteredHolder:
    assert found.holders
    assert len(found.holders) == 1
    return found.holders[0]


def party(row: Any) -> Mention:
    assert isinstance(row.party, Mention)
    return row.party


def texts(told: tuple[Any, ...]) -> list[str]:
    return [each.text for each in told]


def changed(service: CompaniesHouse, ending: str, **more: Any) -> Any:
    """The service, with more fields in its answers to one call."""

    def answering(request: Request) -> Reply:
        reply = service(request)
        return replace(reply, body={**reply.body, **more}) if request.path.endswith(ending) else reply  # type: ignore[dict-item]  # the envelope is a dict

    return answering


def test_it_tells_controllers_in_bounds_and_officers_present_and_past(tmp_path: Path) -> None:
    found = asked(tmp_path, CompaniesHouse((CEDAR,)))
    assert found.name
    assert found.number
    assert (found.name.text, found.number.text, found.uscc, found.head) == (CEDAR.name, "GB-COH-01234567", None, None)
    assert texts(found.former_names) == ["INVENTED BIRCH LIMITED"]
    assert found.holders
    assert [(each.name.text, each.percent, each.most, each.since, each.until) for each in found.holders] == [
        ("Ms Ann Beth Example", 500_001, 750_000, date(2016, 4, 6), None),
        ("INVENTED OAK HOLDINGS LIMITED", 250_001, 500_000, date(2018, 2, 1), None),
        ("Ms Carl Sample", 250_001, 500_000, date(2016, 4, 6), date(2026, 8, 15)),
    ]
    assert [(party(each).kind, party(each).number, party(each).born) for each in found.holders] == [
        (PartyKind.PERSON, "", "1962-03"),
        (PartyKind.COMPANY, "GB-COH-00229269", ""),
        (PartyKind.PERSON, "", "1970-11"),
    ]
    assert found.staff
    assert [(each.name.text, each.office and each.office.text, each.until) for each in found.staff] == [
        ("EXAMPLE, Ann Beth", "director", None),
        ("SAMPLE, Carl", "secretary", date(2026, 8, 15)),
        ("INVENTED SECRETARIES LIMITED", "corporate-secretary", None),
    ]
    assert party(found.staff[2]).number == "GB-COH-07654321"
    assert (found.unread, found.notes) == ((), ())
    assert not found.shows_all_holders  # who has up to a quarter is in no register of controllers
    assert found.shows_all_staff


def test_a_person_has_one_name_as_officer_and_as_controller(tmp_path: Path) -> None:
    found = asked(tmp_path, CompaniesHouse((CEDAR,)))
    assert found.holders
    assert found.staff
    names = (party(found.holders[0]).name, party(found.staff[0]).name)
    assert names == ("Ann Beth Example", "Ann Beth EXAMPLE")
    assert is_same(*names)
    assert party(found.staff[0]).register_id.startswith("gb_companies_house:inv")


def test_every_value_says_where_it_stands(tmp_path: Path) -> None:
    found = asked(tmp_path, CompaniesHouse((CEDAR,)))
    assert found.holders
    source = found.holders[1].name.source
    assert (source.file, source.sha256) == (found.file.file, found.file.sha256)
    assert source.place.pointer == "/answers/2/body/items/1/name"


@pytest.mark.parametrize(
    ("nature", "bounds"),
    [
        ("ownership-of-shares-25-to-50-percent", (250_001, 500_000)),
        ("ownership-of-shares-50-to-75-percent", (500_001, 750_000)),
        ("ownership-of-shares-75-to-100-percent", (750_000, 1_000_000)),
        ("ownership-of-shares-more-than-25-percent-registered-overseas-entity", (250_001, 1_000_000)),
        ("ownership-of-shares-75-to-100-percent-as-trust", None),
        ("ownership-of-shares-75-to-100-percent-as-firm", None),
        ("ownership-of-shares-more-than-25-percent-as-control-over-trust-registered-overseas-entity", None),
        ("voting-rights-75-to-100-percent", None),
        ("right-to-appoint-and-remove-directors", None),
        ("significant-influence-or-control", None),
        ("right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership", None),
        ("ownership-of-shares-10-to-25-percent", None),
    ],
)
def test_only_own_shares_are_a_share_and_every_other_nature_is_told(tmp_path: Path, nature: str, bounds: tuple[int, int] | None) -> None:
    found = controlled(tmp_path, person("Ann", "Example", nature))
    holder = only(found)
    assert ((holder.percent, holder.most) if bounds else holder.percent) == bounds
    assert holder.share
    assert holder.share.text == nature
    assert texts(found.unread) == ([] if bounds else [f"Ms Ann Example: {nature}"])


@pytest.mark.parametrize(
    ("told", "beside"),
    [
        (["ownership-of-shares-25-to-50-percent", "voting-rights-25-to-50-percent"], []),
        (["ownership-of-shares-25-to-50-percent", "voting-rights-50-to-75-percent"], ["voting-rights-50-to-75-percent"]),
        (["ownership-of-shares-25-to-50-percent", "right-to-appoint-and-remove-directors"], ["right-to-appoint-and-remove-directors"]),
        (["ownership-of-shares-75-to-100-percent", "right-to-appoint-and-remove-directors"], []),
        (["voting-rights-25-to-50-percent"], ["voting-rights-25-to-50-percent"]),
        ([], []),
    ],
)
def test_control_that_the_share_does_not_carry_is_told_beside_it(told: list[str], beside: list[str]) -> None:
    assert natures.beside_share(told) == beside


def test_the_control_of_a_past_controller_is_no_open_question(tmp_path: Path) -> None:
    found = controlled(tmp_path, person("Ann", "Example", "significant-influence-or-control", ceased=True))
    assert only(found).until == date(2026, 11, 22)
    assert not found.unread


@pytest.mark.parametrize(
    ("identification", "number"),
    [
        (registered("229269"), "GB-COH-00229269"),
        (registered("SC123456", "Scotland"), "GB-COH-SC123456"),
        (registered("01234567", "England & Wales", "Registrar Of Companies"), "GB-COH-01234567"),
        ({"registration_number": "01234567", "place_registered": "Companies House, Cardiff"}, "GB-COH-01234567"),
        (registered("91440300MA28869139", "China", "SAMR"), "91440300MA28869139"),
        (registered("01234567", "Jersey", "Companies House"), ""),
        (registered("HRB 12345", "United Kingdom"), ""),
        ({"registration_number": "01234567", "place_registered": "Company Register"}, ""),
    ],
)
def test_a_company_has_a_number_where_its_register_can_be_told(tmp_path: Path, identification: dict[str, str], number: str) -> None:
    found = controlled(tmp_path, body("INVENTED OAK LIMITED", "ownership-of-shares-75-to-100-percent", identification=identification))
    assert party(only(found)).number == number
    assert party(only(found)).kind is PartyKind.COMPANY
    assert [identification["registration_number"] in note for note in texts(found.notes)] == ([] if number else [True])


def test_a_legal_person_that_is_no_company_is_no_person_either(tmp_path: Path) -> None:
    found = controlled(tmp_path, body("The Invented Secretary", "significant-influence-or-control", kind="legal-person"))
    assert party(only(found)).kind is PartyKind.OTHER


def test_a_secret_controller_is_told_and_is_nobody(tmp_path: Path) -> None:
    found = controlled(tmp_path, SECRET, statements=None, profile={"has_super_secure_pscs": True})
    assert found.holders is None
    assert texts(found.unread) == ["super-secure-persons-with-significant-control: the register keeps the name secret"]
    past = controlled(tmp_path / "past", {**SECRET, "ceased": True}, statements=None)
    assert not past.unread
    assert len(past.notes) == 1


def test_secret_controllers_that_no_list_shows_are_told(tmp_path: Path) -> None:
    found = controlled(tmp_path, person("Ann", "Example"), profile={"has_super_secure_pscs": True})
    assert texts(found.unread) == ["has_super_secure_pscs"]


def test_no_controllers_without_a_word_of_the_company_is_no_nobody(tmp_path: Path) -> None:
    for at, controllers in enumerate([(), None]):
        found = told(tmp_path / str(at), replace(CEDAR, controllers=controllers))
        assert found.holders is None
        assert texts(found.unread) == ["persons-with-significant-control: none is shown, and no statement says why"]


def test_a_statement_that_there_is_nobody_is_a_note(tmp_path: Path) -> None:
    found = told(tmp_path, NOBODY)
    assert found.holders is None
    assert not found.unread
    assert len(found.notes) == 1


def test_a_statement_that_somebody_is_not_shown_is_an_open_question(tmp_path: Path) -> None:
    found = told(tmp_path, AWKWARD)
    assert "persons-with-significant-control-statements: psc-exists-but-not-identified, 2020-01-15/" in texts(found.unread)
    assert any("Ms Carl Sample, 2019-01-15/2020-01-14" in note for note in texts(found.notes))


def test_a_company_exempt_from_naming_its_controllers_says_so(tmp_path: Path) -> None:
    found = controlled(tmp_path, profile={"links": {"exemptions": "/company/01234567/exemptions"}})
    assert found.holders is None
    assert "exempt" in texts(found.unread)[0]


def test_partners_are_holders_whose_share_nobody_tells(tmp_path: Path) -> None:
    found = told(tmp_path, AWKWARD)
    assert found.holders
    partners = [each for each in found.holders if each.share and each.share.text.endswith("llp-member")]
    assert [(party(each).name, party(each).number, each.percent) for each in partners] == [
        ("INVENTED OAK HOLDINGS LIMITED", "GB-COH-00229269", None)
    ]
    assert any(each.share and each.share.text == "llp-designated-member" for each in found.holders)


def test_a_company_that_is_no_more_says_so(tmp_path: Path) -> None:
    gone = {"company_status": "dissolved", "date_of_cessation": "2026-05-01"}
    assert texts(told(tmp_path, replace(CEDAR, profile=gone)).notes) == ["company_status: dissolved, 2026-05-01"]


def test_a_name_finds_the_company_in_another_writing_and_by_a_former_name(tmp_path: Path) -> None:
    others = (replace(CEDAR, number="00000042", name="INVENTED CEDAR HOLDINGS LIMITED", former_names=()),)
    for at, name in enumerate(["Invented Cedar Ltd.", "Invented Birch Limited"]):
        found = asked(tmp_path / str(at), CompaniesHouse((*others, CEDAR)), Wanted(name))
        assert found.number
        assert found.number.text == "GB-COH-01234567"


def test_the_present_name_outweighs_a_former_one(tmp_path: Path) -> None:
    younger = replace(CEDAR, number="00000042", name="INVENTED BIRCH LIMITED", former_names=())
    found = asked(tmp_path, CompaniesHouse((CEDAR, younger)), Wanted("Invented Birch Limited"))
    assert found.number
    assert found.number.text == "GB-COH-00000042"


def test_two_companies_of_one_name_are_not_chosen_between(tmp_path: Path) -> None:
    former = replace(CEDAR, number="00000042", profile={"company_status": "dissolved"})
    with pytest.raises(NotLookedUp, match="2 companies of that name"):
        asked(tmp_path, CompaniesHouse((CEDAR, former)), Wanted(CEDAR.name))


@pytest.mark.parametrize("wanted", [Wanted("Invented Elm Limited"), Wanted("Invented Cedar"), Wanted(CEDAR.name, "09999999")])
def test_a_company_that_is_not_there_is_not_looked_up(tmp_path: Path, wanted: Wanted) -> None:
    with pytest.raises(NotLookedUp, match="does not know the company"):
        asked(tmp_path, CompaniesHouse((CEDAR,)), wanted)


def test_a_code_of_another_register_is_not_asked_with(tmp_path: Path) -> None:
    found, server = asked_of(tmp_path, CompaniesHouse((CEDAR,)), Wanted(CEDAR.name, "91440300MA28869139"))
    assert found.number
    assert server.requests[0].path == "search/companies"


def test_another_companys_number_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotLookedUp, match="another company"):
        asked(tmp_path, changed(CompaniesHouse((CEDAR,)), "company/01234567", company_number="07654321"))


def test_all_pages_are_asked_for_from_where_the_rows_end(tmp_path: Path) -> None:
    many = replace(CEDAR, officers=tuple(officer(f"EXAMPLE, No{n}") for n in range(120)))
    found, server = asked_of(tmp_path, CompaniesHouse((many,), page_size=50))
    assert found.staff
    assert len({each.name.text for each in found.staff}) == 120
    assert found.shows_all_staff
    assert [each.params["start_index"] for each in server.requests if each.path.endswith("/officers")] == ["0", "50", "100"]


def test_a_page_that_repeats_is_told_and_not_counted(tmp_path: Path) -> None:
    rows = tuple(person("Ann", f"Example{n}", "ownership-of-shares-25-to-50-percent") for n in range(60))
    service = CompaniesHouse(
        (replace(CEDAR, controllers=rows, officers=tuple(officer(f"EXAMPLE, No{n}") for n in range(60))),), page_size=40
    )

    def repeating(request: Request) -> Reply:
        return service(replace(request, params={**request.params, "start_index": "0"}))

    found = asked(tmp_path, repeating)
    assert found.staff
    assert found.holders
    assert (len(found.staff), len(found.holders), found.shows_all_staff) == (40, 40, False)
    assert texts(found.unread) == ["persons-with-significant-control: not all pages"]


def test_lists_that_the_bound_of_calls_cut_off_are_told(tmp_path: Path) -> None:
    with serving(CompaniesHouse((CEDAR,))) as server:
        client = client_for("gb_companies_house", server.url, tmp_path)
        client.source = replace(client.source, card=replace(client.source.card, bounds=Bounds(calls=3)))
        found = parse.company(client.look_up(WANTED))
    assert texts(found.unread) == ["persons-with-significant-control-statements: not all pages"]


def test_no_list_of_officers_is_not_an_empty_one(tmp_path: Path) -> None:
    assert told(tmp_path, replace(CEDAR, officers=())).staff == ()
    missing = told(tmp_path / "missing", replace(CEDAR, officers=None))
    assert missing.staff is None
    assert texts(missing.unread) == ["officers: no list is shown"]


def test_unknown_fields_are_told_by_where_they_stand(tmp_path: Path) -> None:
    found = told(tmp_path, AWKWARD)
    assert "acting_for: Carl Sample" in texts(found.unread)
    assert "slogan: invented" in texts(found.notes)
    strange = controlled(tmp_path / "kind", body("X LIMITED", "ownership-of-shares-75-to-100-percent", kind="invented-kind"))
    assert texts(strange.unread) == ["kind: invented-kind-person-with-significant-control"]


@pytest.mark.parametrize(
    ("ending", "more"),
    [
        ("company/01234567", {"company_number": None}),
        ("/officers", {"items": {"a": 1}}),
        ("/officers", {"items": [{"name": "X"}], "total_results": 1}),
    ],
)
def test_what_an_answer_may_not_lack_is_missed(tmp_path: Path, ending: str, more: dict[str, Any]) -> None:
    with pytest.raises(NotLookedUp, match="not as its interface says"):
        asked(tmp_path, changed(CompaniesHouse((CEDAR,)), ending, **more))


@pytest.mark.parametrize("trouble", [TOO_MANY, BROKEN, CUT])
def test_a_passing_trouble_is_waited_out(tmp_path: Path, trouble: Reply) -> None:
    assert asked(tmp_path, CompaniesHouse((CEDAR,)), WANTED, trouble).name


@pytest.mark.parametrize(
    ("troubles", "failure", "words"),
    [
        ([TOO_MANY] * 3, SourceUnusable, "asks to wait"),
        ([TOO_MANY_FOR_LONG], SourceUnusable, "asks to wait 86400 seconds"),
        ([CAPTCHA], NotLookedUp, "no JSON"),
        ([Reply(b"<html>Not found</html>", 404)], NotLookedUp, "no JSON"),
        ([Reply({"error": "Forbidden"}, 403)], SourceUnusable, "no right"),
        ([Reply({"error": "Bad request"}, 400)], NotLookedUp, "refused the request"),
        ([Reply({"error": "?"}, 418)], NotLookedUp, "service failed"),
        ([BROKEN] * 3, NotLookedUp, "service failed"),
    ],
)
def test_a_lasting_trouble_is_one_of_the_two_failures(tmp_path: Path, troubles: list[Reply], failure: type[Exception], words: str) -> None:
    with pytest.raises(failure, match=words):
        asked(tmp_path, CompaniesHouse((CEDAR,)), WANTED, *troubles)


def test_a_wrong_key_is_refused_by_its_service_and_kept_nowhere(tmp_path: Path) -> None:
    with serving(CompaniesHouse((CEDAR,))) as server:
        client = client_for("gb_companies_house", server.url, tmp_path)
        client.secrets = {"key": "another-key"}
        with pytest.raises(SourceUnusable, match="401"):
            client.look_up(WANTED)
        client.secrets = {"key": "invented-key-0042"}
        client.look_up(WANTED)
    kept = b"".join(path.read_bytes() for path in tmp_path.rglob("*") if path.is_file())
    assert b"Basic" not in kept
    assert b"invented-key" not in kept
