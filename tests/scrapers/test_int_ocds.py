"""OCDS tenders: who bids for which lot, what is no quote, which release holds, what is refused with a sentence."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from ocdsfile import BING, CODES, DING, JIA, OCID, THREE, YI, bid, lines, package, party, record, release, tender, text

from relparty.errors import UnreadableFile
from relparty.model.lot import form_file
from relparty.registers.tender import TenderLot
from relparty_scrapers.int_ocds import parse
from relparty_scrapers.int_ocds.merging import merged


def lots(content: bytes) -> tuple[TenderLot, ...]:
    return parse.lots(form_file("tenders.json", content), content)


def only(content: bytes) -> TenderLot:
    (lot,) = lots(content)
    return lot


def names(lot: TenderLot) -> list[str]:
    return [quote.name for quote in lot.quotes]


def unread(lot: TenderLot) -> str:
    return "\n".join(each.say("en") for each in lot.unread)


def refused(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        lots(content)
    return caught.value.say("en")


def test_bids_become_quotes_with_exact_amounts() -> None:
    lot = only(package(release(*THREE)))
    assert [(quote.name, quote.uscc, quote.amount) for quote in lot.quotes] == [
        (JIA, CODES[JIA], Decimal("98000.5")),
        (YI, CODES[YI], Decimal("99000.00")),
        (BING, CODES[BING], Decimal(99500)),
    ]
    assert (lot.id, lot.title, lot.buyer, lot.opens_on, lot.currency) == (OCID, "示例道路维修", "示例区工务局", date(2026, 12, 1), "CNY")
    assert (lot.unread, lot.left_out, lot.notes) == ((), (), ())


@pytest.mark.parametrize(
    "content",
    [
        package(release(*THREE)),
        record(release(*THREE)),
        lines(release(*THREE)),
        lines(json.loads(package(release(*THREE)))),
        text(release(*THREE)),
        text({"ocid": OCID, "compiledRelease": release(*THREE)}),
        b"\xef\xbb\xbf" + package(release(*THREE)),
    ],
)
def test_every_packing_of_the_standard_is_read(content: bytes) -> None:
    assert names(only(content)) == [JIA, YI, BING]
    assert parse.recognises(content)


def test_releases_of_one_procedure_are_merged_the_newest_last_in_whatever_order_they_stand() -> None:
    first = release(*THREE, date="2026-11-01T00:00:00Z")
    second = {
        "ocid": OCID,
        "id": "2",
        "date": "2026-11-02T00:00:00+08:00",
        "tender": {"title": None, "tenderPeriod": {"endDate": "2026-12-05T09:00:00+08:00"}},
        "bids": {"details": [{"id": "2", "status": "withdrawn"}, bid("4", DING)]},
    }
    lot = only(lines(second, first))
    assert names(lot) == [JIA, BING, DING]
    assert (lot.title, lot.opens_on) == ("", date(2026, 12, 5))
    assert [each.say("en") for each in lot.left_out] == [f"{YI}: its bid was withdrawn"]


def test_a_compiled_release_outranks_newer_single_ones() -> None:
    newer = release(bid("9", DING), date="2030-01-01T00:00:00Z")
    assert names(only(record(release(*THREE), newer))) == [JIA, YI, BING]


def test_a_release_without_a_date_and_one_that_is_only_linked_are_told() -> None:
    undated = {**release(*THREE), "date": None, "id": "u"}
    assert "release u has no date" in unread(only(lines(undated, release(bid("4", DING)))))
    linked = text(
        {"records": [{"ocid": OCID, "releases": [{"url": "https://example.org/1", "date": "2026-12-01T00:00:00Z"}, release(*THREE)]}]}
    )
    assert "1 releases are given as links only" in unread(only(linked))


def test_rows_of_one_id_are_merged_and_two_of_one_list_stay_two() -> None:
    older = {"a": [{"id": "1", "x": 1}], "b": {"c": 1, "d": 2}, "e": ["1"]}
    newer = {"a": [{"id": "1", "y": 2}, {"id": "1", "z": 3}], "b": {"c": None}, "e": ["2"]}
    assert merged(older, newer) == {"a": [{"id": "1", "x": 1, "y": 2}, {"id": "1", "z": 3}], "b": {"d": 2}, "e": ["2"]}
    assert "bid id 1 stands more than once" in unread(only(package(release(bid("1", JIA), bid("1", YI)))))


def test_each_lot_has_its_own_bids() -> None:
    told = tender(lots=[{"id": "L1", "title": "一"}, {"id": "L2", "title": "二"}])
    found = lots(
        package(
            release(bid("1", JIA, relatedLots=["L1"]), bid("2", YI, relatedLots=["L2"]), bid("3", BING, relatedLots=["L9"]), tender=told)
        )
    )
    assert [(lot.whole_id, names(lot), lot.title) for lot in found] == [
        (f"{OCID}/L1", [JIA], "示例道路维修 一"),
        (f"{OCID}/L2", [YI], "示例道路维修 二"),
        (f"{OCID}/L9", [BING], "示例道路维修"),
    ]


def test_a_bid_for_no_lot_in_particular_is_in_each_and_told_but_not_where_there_is_one() -> None:
    two = lots(package(release(bid("1", JIA), tender=tender(lots=[{"id": "L1"}, {"id": "L2"}]))))
    assert [names(lot) for lot in two] == [[JIA], [JIA]]
    assert all("which lot it bids for is not told" in unread(lot) for lot in two)
    one = only(package(release(bid("1", JIA), tender=tender(lots=[{"id": "L1"}]))))
    assert (names(one), one.unread) == ([JIA], ())


def test_an_amount_for_several_lots_is_nobodys_amount_for_one() -> None:
    for lot in lots(package(release(bid("1", JIA, relatedLots=["L1", "L2"])))):
        assert lot.quotes[0].amount is None
        assert "for several lots" in lot.notes[0].say("en")


def test_a_joint_bid_is_one_quote_that_names_all_its_members() -> None:
    lot = only(package(release(bid("1", JIA, YI), bid("2", BING))))
    joint = lot.quotes[0]
    assert (len(lot.quotes), joint.name, joint.uscc, joint.members) == (2, f"{JIA}、{YI}", "", (JIA, YI))
    assert "a joint bid" in lot.notes[0].say("en")


@pytest.mark.parametrize(
    ("more", "count", "word"),
    [
        ({"status": "withdrawn"}, 0, "withdrawn"),
        ({"status": "invited"}, 0, "invited only"),
        ({"submissionType": "expressionOfInterest"}, 0, "expression of interest"),
        ({"status": "disqualified"}, 1, "its relations count"),
        ({"status": "pending"}, 1, ""),
        ({"status": None}, 1, ""),
        ({"status": "odd"}, 1, "unknown status odd"),
    ],
)
def test_only_what_was_handed_in_is_a_quote(more: dict[str, Any], count: int, word: str) -> None:
    lot = only(package(release(bid("1", JIA, **more))))
    assert len(lot.quotes) == count
    said = [each.say("en") for each in (*lot.left_out, *lot.unread, *lot.notes)]
    assert [word in each for each in said] == ([True] if word else [])


@pytest.mark.parametrize(
    ("value", "amount", "is_told"),
    [
        (b"0.1", Decimal("0.1"), False),
        (b"1e3", Decimal(1000), False),
        (b'"12.50"', Decimal("12.50"), False),
        (b"null", None, False),
        (b"-1", None, True),
        (b"1e999999999", None, True),
        (b"1e-999999999", None, True),
        (b'"=1+1"', None, True),
        (b'"NaN"', None, True),
        (b"true", None, True),
        (b"[1]", None, True),
        (b"9" * 400, None, True),
    ],
)
def test_an_amount_is_an_exact_decimal_or_none(value: bytes, amount: Decimal | None, is_told: bool) -> None:
    lot = only(package(release(bid("1", JIA, amount="@@"))).replace(b'"@@"', value))
    assert lot.quotes[0].amount == amount
    assert ("is not understood" in unread(lot)) == is_told


def test_amounts_in_several_currencies_and_odd_times_are_told() -> None:
    lot = only(package(release(bid("1", JIA), bid("2", YI, value={"amount": 1, "currency": "USD"}, date="soon"))))
    assert lot.currency == ""
    assert "CNY, USD" in unread(lot)
    assert "the time soon" in unread(lot)
    assert lot.quotes[1].submitted_at == ""


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ({"tenderPeriod": {"endDate": "2026-11-30T17:00:00Z"}}, date(2026, 12, 1)),
        ({"tenderPeriod": {"endDate": "2026-11-30T23:00:00-05:00"}}, date(2026, 11, 30)),
        ({"tenderPeriod": {"endDate": "2026-11-30"}}, date(2026, 11, 30)),
        ({"bidOpening": {"date": "2026-12-02T09:00:00+08:00"}, "tenderPeriod": {"endDate": "2026-11-30"}}, date(2026, 12, 2)),
        ({"tenderPeriod": {"endDate": "9999-12-31T23:59:59Z"}}, date(9999, 12, 31)),
        ({"tenderPeriod": {"endDate": "soon"}}, None),
        ({"tenderPeriod": None}, None),
    ],
)
def test_the_day_of_opening(told: dict[str, Any], day: date | None) -> None:
    lot = only(package(release(*THREE, tender={"id": "T", "title": "x", **told})))
    assert lot.opens_on == day
    assert (day is None) == any("opens_on" in each.say("en") for each in lot.notes)


@pytest.mark.parametrize("scheme", ["CN-SAIC", "CN-USCC", "XX", ""])
def test_a_valid_credit_code_is_one_under_any_scheme(scheme: str) -> None:
    me = {"id": "1", "name": JIA, "identifier": {"scheme": scheme, "id": CODES[JIA]}}
    lot = only(package(release({**bid("1"), "tenderers": [{"id": "1", "name": JIA}]}, parties=[me])))
    assert (lot.quotes[0].uscc, lot.quotes[0].number) == (CODES[JIA], "")


def test_a_code_is_found_beside_the_first_identifier_in_the_reference_and_in_the_id() -> None:
    more = {
        "id": "1",
        "name": JIA,
        "identifier": {"scheme": "CN-X", "id": "5"},
        "additionalIdentifiers": [{"scheme": "CN-SAIC", "id": CODES[JIA]}],
    }
    own = {"id": "2", "name": YI, "identifier": {"scheme": "CN-SAIC", "id": CODES[YI]}}
    by_id = {"id": f"CN-SAIC-{CODES[BING]}", "name": BING}
    bids = [{**bid(each["id"]), "tenderers": [each]} for each in ({"id": "1", "name": JIA}, own, by_id)]
    lot = only(package(release(*bids, parties=[more, {"id": "2", "name": YI}, {"id": by_id["id"], "name": BING}])))
    assert [quote.uscc for quote in lot.quotes] == [CODES[JIA], CODES[YI], CODES[BING]]


def test_what_may_hide_who_bids_is_told() -> None:
    owners = party(JIA, beneficialOwners=[{"id": "1"}], name_en="Jiachen")
    other = {**party(YI), "name": "别的名称"}
    twice = party(BING, additionalIdentifiers=[{"scheme": "CN-SAIC", "id": CODES[DING]}])
    said = unread(
        only(package(release(bid("1", JIA, secret="x"), bid("2", YI), bid("3", BING), bid("4", DING), parties=[owners, other, twice])))
    )
    for words in ("beneficialOwners was not read", "secret was not read", "call it 别的名称", "several credit codes", f"{DING}: its id"):
        assert words in said
    assert "name_en" not in said


def test_a_bid_without_a_name_stays_a_row_without_one() -> None:
    lot = only(package(release({**bid("1"), "tenderers": []}, bid("2", JIA))))
    assert names(lot) == ["", JIA]
    assert "bid 1 names no tenderer" in unread(lot)


def test_without_bids_the_listed_tenderers_quote_and_with_them_they_only_warn() -> None:
    listed = tender(tenderers=[{"id": f"CN-SAIC-{CODES[JIA]}", "name": JIA}])
    without = only(package(release(tender=listed, parties=[party(JIA), party(YI)])))
    assert names(without) == [JIA, YI]
    assert "there are no bids" in without.notes[0].say("en")
    with_one = only(package(release(bid("1", YI), tender=listed, parties=[party(JIA), party(YI)])))
    assert names(with_one) == [YI]
    assert f"{JIA}: listed as a tenderer without a bid" in unread(with_one)


def test_a_winner_or_a_number_that_the_list_lacks_is_told() -> None:
    lot = only(
        package(
            release(
                bid("1", YI),
                parties=[party(YI)],
                tender=tender(numberOfTenderers=3, status="cancelled"),
                awards=[{"id": "a", "suppliers": [{"id": "z", "name": DING}, {"id": f"CN-SAIC-{CODES[YI]}"}]}],
            )
        )
    )
    said = unread(lot)
    assert f"{DING}: it won" in said
    assert f"{YI}: it won" not in said
    assert "3 tenderers are announced, 1 are listed" in said
    assert "status is cancelled" in said


def test_unknown_fields_of_the_tender_are_named() -> None:
    lot = only(package(release(*THREE, tender=tender(smart=1, title_en="x"), odd=[1])))
    assert [each.say("en") for each in lot.notes] == ["other fields that were not read: odd, tender/smart"]


def test_files_that_are_none_are_refused_with_a_sentence() -> None:
    whole = package(release(*THREE))
    assert "not valid JSON from line" in refused(whole[:-30])
    assert "not valid JSON from line 2" in refused(lines(release(*THREE)) + b'{"ocid": "x"')
    assert "not valid JSON" in refused(b"<html></html>")
    assert "not valid JSON" in refused(whole.replace(b"99500", b"NaN"))
    assert "not valid JSON" in refused(b"[" * 200_000)
    assert "no OCDS" in refused(b"[]")
    assert "no OCDS" in refused(b'{"form":"relparty/declaration/1"}')
    assert "no OCDS" in refused(b'{"releases": {"a": 1}}')
    assert "no ocid" in refused(b'{"releases": [{"id": "1"}]}')
    assert "not valid JSON" in refused(whole.replace(b"1.1", b"\\ud800"))
    assert "stands twice" in refused(b'{"ocid": "a", "tender": {}, "tender": {}}')
    assert "details is not as the standard says" in refused(text({**release(), "bids": {"details": ["x"]}}))
    assert "parties is not as the standard says" in refused(text({**release(), "parties": [[party(JIA)]]}))
    assert "tender is not as the standard says" in refused(text({**release(), "tender": []}))
    assert "no tender" in refused(b'{"releases": []}')
    assert "encoding" in refused(b"\xff\xff\xff")


def test_only_files_of_the_standard_are_recognised() -> None:
    for other in (b"", b"[]", b'{"form":"relparty/declaration/1"}', b"PK\x03\x04", b'[{"statementId":"x"}]'):
        assert not parse.recognises(other)
