"""An extract as plain values: what `relparty lookup` shows as JSON, and what the examples of a source are held to."""

from __future__ import annotations

from datetime import date

from relparty.model.evidence import Extract, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.party import Mention
from relparty.registers.tender import TenderLot, TenderQuote

Plain = dict[str, object]


def plain(extract: Extract) -> Plain:
    """The values of an extract by name, with the place of each list's rows; what is not told is left out.

    Numbers of persons stand in it as told: who writes it masks them.
    """
    return _told(
        source=extract.source,
        name=_text(extract.name),
        uscc=_text(extract.uscc),
        number=_text(extract.number),
        head=_text(extract.head),
        head_id=extract.head_party.register_id if extract.head_party else None,
        entity=_text(extract.entity),
        former_names=[told.text for told in extract.former_names] or None,
        holders=None if extract.holders is None else [_holder(each) for each in extract.holders],
        shows_all_holders=None if extract.shows_all_holders else False,
        staff=None if extract.staff is None else [_officer(each) for each in extract.staff],
        shows_all_staff=None if extract.shows_all_staff else False,
        changes=None
        if extract.changes is None
        else [
            _told(kind=each.kind.text, before=each.before.text, after=each.after.text, on=_day(each.on), place=_place(each.kind))
            for each in extract.changes
        ],
        unread=[told.text for told in extract.unread] or None,
        notes=[told.text for told in extract.notes] or None,
        retrieved_on=_day(extract.retrieved_on),
    )


def plain_lot(lot: TenderLot) -> Plain:
    """The values of a lot of a tender by name; what is not told is left out."""
    return _told(
        id=lot.whole_id,
        title=lot.title,
        buyer=lot.buyer,
        opens_on=_day(lot.opens_on),
        currency=lot.currency,
        quotes=[_quote(quote) for quote in lot.quotes],
        left_out=[sentence.say("en") for sentence in lot.left_out] or None,
        unread=[sentence.say("en") for sentence in lot.unread] or None,
        notes=[sentence.say("en") for sentence in lot.notes] or None,
    )


def _quote(quote: TenderQuote) -> Plain:
    return _told(
        id=quote.id,
        name=quote.name,
        uscc=quote.uscc,
        number=quote.number,
        amount=None if quote.amount is None else f"{quote.amount}",
        submitted_at=quote.submitted_at,
        members=list(quote.members) or None,
    )


def _holder(holder: RegisteredHolder) -> Plain:
    return _told(
        name=holder.name.text,
        percent=holder.percent,
        most=holder.most,
        share=_text(holder.share),
        **_party(holder.party),
        since=_day(holder.since),
        until=_day(holder.until),
        place=_place(holder.name),
    )


def _officer(officer: RegisteredOfficer) -> Plain:
    return _told(
        name=officer.name.text,
        office=_text(officer.office),
        **_party(officer.party),
        since=_day(officer.since),
        until=_day(officer.until),
        place=_place(officer.name),
    )


def _party(party: Mention | None) -> Plain:
    if party is None:
        return {}
    return _told(kind=party.kind.value, number=party.number, register_id=party.register_id, born=party.born)


def _told(**values: object) -> Plain:
    return {key: value for key, value in values.items() if value is not None and value != ""}


def _text(told: Told | None) -> str | None:
    return told.text if told else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _place(told: Told) -> str:
    return told.source.place.say("en")
