"""Tenders to lots: every lot of a tender with the quotes handed in for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, timedelta

from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.phrases import Phrase, Sentence
from relparty.registers.tender import TenderLot
from relparty_scrapers.int_ocds import packages, words
from relparty_scrapers.int_ocds.bids import Bid, about, bid, quoted
from relparty_scrapers.int_ocds.packages import Process
from relparty_scrapers.int_ocds.tenderers import Json, ShapeError, Tenderer, by_id, is_translation, part, rows, tenderer, text, texts

_FIRST = 4096
_CHINA = timedelta(hours=8)
_OVER = frozenset({"cancelled", "unsuccessful", "withdrawn"})
_RELEASE = frozenset(
    "ocid id date tag initiationType language parties buyer planning tender bids awards contracts relatedProcesses links description "
    "title publishedDate publisher license publicationPolicy uri version extensions sources".split()
)
_TENDER = frozenset(
    "id title description status procuringEntity items value minValue procurementMethod procurementMethodDetails "
    "procurementMethodRationale mainProcurementCategory additionalProcurementCategories awardCriteria awardCriteriaDetails "
    "submissionMethod submissionMethodDetails tenderPeriod enquiryPeriod hasEnquiries eligibilityCriteria awardPeriod contractPeriod "
    "numberOfTenderers tenderers documents milestones amendments amendment lots lotGroups lotDetails bidOpening legalBasis "
    "classification additionalClassifications datePublished coveredBy".split()
)
_BIDS = frozenset({"details", "statistics"})
_PERIOD = frozenset("startDate endDate maxExtentDate durationInDays".split())
_LOT = frozenset(
    "id title description status value minValue maxValue items contractPeriod awardCriteria awardCriteriaDetails mainProcurementCategory "
    "hasOptions options hasRenewal renewal hasRecurrence recurrence submissionTerms selectionCriteria secondStage suitability documents "
    "procuringEntity placesOfPerformance classification additionalClassifications".split()
)
_AWARD = frozenset(
    "id title description status date value suppliers items contractPeriod documents amendments amendment relatedLots relatedBid "
    "relatedBids statusDetails datePublished".split()
)
_DEEP = Phrase("嵌套过深", "it is nested too deeply")
_SHAPE = Phrase("{key} 的内容与 OCDS 标准不符", "its {key} is not as the standard says")
_NO_TENDER = Phrase("其中没有任何招标项目", "there is no tender in it")
_FETCH = Phrase("请重新下载完整的 OCDS 文件（JSON 或 JSON Lines）", "fetch the whole OCDS file again (JSON or JSON lines)")


@dataclass(frozen=True, slots=True)
class _Told:
    """A release taken apart: its tender, parties, bids, and who is listed as a tenderer."""

    release: Json
    tender: Json
    parties: Mapping[str, Json]
    bids: tuple[Bid, ...]
    listed: tuple[Tenderer, ...]

    @staticmethod
    def of(release: Json) -> _Told:
        tender, parties = part(release, "tender"), by_id(release)
        bids = tuple(bid(each, parties) for each in rows(part(release, "bids"), "details"))
        return _Told(release, tender, parties, bids, tuple(_listed(tender, parties)))


def recognises(content: bytes) -> bool:
    """True for a file that begins as an OCDS package, record or release."""
    head = content[:_FIRST].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and any(key in head for key in (b'"ocid"', b'"releases"', b'"records"', b'"publishedDate"'))


def lots(file: FormFile, content: bytes) -> tuple[TenderLot, ...]:
    """The lots of every tender in the file, those without quotes too; raises UnreadableFile when it is not as the standard says."""
    try:
        found = tuple(lot for process in packages.processes(file, content) for lot in _lots(process))
    except ShapeError as error:
        raise UnreadableFile(file.file, _SHAPE(key=str(error)), _FETCH()) from error
    except RecursionError as error:
        raise UnreadableFile(file.file, _DEEP(), _FETCH()) from error
    if not found:
        raise UnreadableFile(file.file, _NO_TENDER(), _FETCH())
    return found


def _lots(process: Process) -> Iterator[TenderLot]:
    told = _Told.of(process.release)
    titles = _lot_titles(told)
    unread = (*process.unread, *_in_doubt(told), *(_too_few(told) if len(titles) == 1 else ()))
    opens_on = _opens_on(told.tender)
    for lot_id, title in titles.items():
        mine = [each for each in told.bids if len(titles) == 1 or not each.lots or lot_id in each.lots]
        lot = TenderLot(
            id=process.ocid,
            lot_id=lot_id,
            title=" ".join(filter(None, (text(told.tender.get("title")), title))),
            buyer=_buyer(told),
            opens_on=opens_on,
            left_out=tuple(sentence for each in mine for sentence in each.left_out),
            unread=unread,
            notes=(*([] if opens_on else [words.NO_DAY()]), *_passed_over(told)),
        )
        yield _with_quotes(lot, mine, () if told.bids else told.listed, is_one_of_several=len(titles) > 1)


def _with_quotes(lot: TenderLot, bids: Sequence[Bid], listed: Sequence[Tenderer], *, is_one_of_several: bool) -> TenderLot:
    """The lot with its quotes: its bids, or failing any those who are listed as tenderers."""
    currencies = sorted({each.currency for each in bids if each.currency})
    quotes = [each.quote for each in bids if each.quote] + [quoted((each,)) for each in listed]
    unread = [sentence for each in bids for sentence in each.unread] + [sentence for each in listed for sentence in each.unread]
    unread += [words.CURRENCIES(currencies=tuple(currencies))] if len(currencies) > 1 else []
    if is_one_of_several:
        unread += [words.NO_LOT(name=each.name) for each in bids if each.quote and not each.lots]
        unread += [words.NO_LOT(name=each.name or each.id) for each in listed]
    notes = [sentence for each in bids for sentence in each.notes] + [sentence for each in listed for sentence in about((each,))]
    notes += [words.NO_BIDS()] if listed else []
    return replace(
        lot,
        currency=currencies[0] if len(currencies) == 1 else "",
        quotes=tuple(quotes),
        unread=_once((*lot.unread, *unread)),
        notes=_once((*lot.notes, *notes)),
    )


def _listed(tender: Json, parties: Mapping[str, Json]) -> list[Tenderer]:
    """Who is listed as a tenderer: by the tender, or by a party's role."""
    by_role = [party for party in parties.values() if "tenderer" in texts(party.get("roles"))]
    found: list[Tenderer] = []
    for reference in (*rows(tender, "tenderers"), *by_role):
        each = tenderer(reference, parties)
        if not any(each.keys & known.keys for known in found):
            found.append(each)
    return found


def _lot_titles(told: _Told) -> dict[str, str]:
    """The titles of the lots by their ids, those that only bids name too; one lot without an id where there are none."""
    titles = {text(each.get("id")): text(each.get("title")) for each in rows(told.tender, "lots") if text(each.get("id"))}
    return titles | {lot_id: "" for each in told.bids for lot_id in each.lots if lot_id not in titles} or {"": ""}


def _in_doubt(told: _Told) -> Iterator[Sentence]:
    """What may mean that other companies bid than those listed."""
    status = text(told.tender.get("status"))
    if status in _OVER:
        yield words.TENDER_OVER(status=status)
    for id_, times in Counter(each.id for each in told.bids if each.id).items():
        if times > 1:
            yield words.TWICE(bid=id_)
    bidding = {key for each in told.bids for company in each.tenderers for key in company.keys}
    known = bidding | {key for each in told.listed for key in each.keys}
    if told.bids:
        yield from (words.NO_BID(name=each.name or each.id) for each in told.listed if not each.keys & bidding)
    for supplier in (each for award in rows(told.release, "awards") for each in rows(award, "suppliers")):
        winner = tenderer(supplier, told.parties)
        if known and not winner.keys & known:
            yield words.WINNER(name=winner.name or winner.id)


def _too_few(told: _Told) -> Iterator[Sentence]:
    announced, found = text(told.tender.get("numberOfTenderers")), sum(len(each.tenderers) for each in told.bids) or len(told.listed)
    if announced.isascii() and announced.isdecimal() and int(announced) > found:
        yield words.FEWER(told=int(announced), found=found)


def _buyer(told: _Told) -> str:
    for reference in (part(told.release, "buyer"), part(told.tender, "procuringEntity")):
        name = text(reference.get("name")) or text(told.parties.get(text(reference.get("id")), {}).get("name"))
        if name:
            return name
    return next((text(party.get("name")) for party in told.parties.values() if "buyer" in texts(party.get("roles"))), "")


def _opens_on(tender: Json) -> date | None:
    """The day of opening: told as such, else the end of the time for bids. A moment in UTC is taken for its day in China."""
    for told in (part(tender, "bidOpening").get("date"), part(tender, "tenderPeriod").get("endDate")):
        moment = packages.day(told)
        if moment:
            is_utc = moment.utcoffset() == timedelta() and len(text(told)) > len("2026-12-01")
            try:
                return (moment.astimezone(UTC) + _CHINA).date() if is_utc else moment.date()
            except OverflowError:
                return moment.date()
    return None


def _passed_over(told: _Told) -> list[Sentence]:
    """The keys that nobody knows, of the release and of the parts of it that tell of bids, lots, periods and awards."""
    release, tender = told.release, told.tender
    keys = [*_unknown("", release, _RELEASE), *_unknown("tender/", tender, _TENDER), *_unknown("bids/", release.get("bids"), _BIDS)]
    keys += _unknown("tender/tenderPeriod/", tender.get("tenderPeriod"), _PERIOD)
    for name, entries, known in (("tender/lots", tender.get("lots"), _LOT), ("awards", release.get("awards"), _AWARD)):
        for each in entries if isinstance(entries, list) else ():
            keys += _unknown(f"{name}/", each, known)
    return [words.PASSED_OVER(keys=tuple(dict.fromkeys(keys)))] if keys else []


def _unknown(prefix: str, part: object, known: frozenset[str]) -> list[str]:
    if not isinstance(part, Mapping):
        return []
    return [f"{prefix}{key}" for key in sorted(part.keys() - known) if part[key] and not is_translation(key, known)]


def _once(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    return tuple(dict.fromkeys(sentences))
