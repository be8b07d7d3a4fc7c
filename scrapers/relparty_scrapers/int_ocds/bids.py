"""One bid to a quote: who hands it in, for how much, when; bids that are no quotes say why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from relparty.phrases import Sentence
from relparty.registers.tender import TenderQuote
from relparty_scrapers.int_ocds import words
from relparty_scrapers.int_ocds.packages import day
from relparty_scrapers.int_ocds.tenderers import Json, Tenderer, is_translation, part, rows, tenderer, text, texts

_HANDED_IN = frozenset({"", "pending", "valid"})
_NO_QUOTE = {"withdrawn": words.WITHDRAWN, "invited": words.INVITED}
_INTEREST = "expressionOfInterest"
_KNOWN = frozenset(
    "id identifiers submissionType date description status items tenderers value validityPeriod documents relatedLots countriesOfOrigin "
    "hasRank rank variant requirementResponses".split()
)
_LARGEST = Decimal(10) ** 15
_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Bid:
    """A bid as told; `quote` is None for one that is no quote. `lots` are the lots that it names."""

    quote: TenderQuote | None
    lots: tuple[str, ...]
    tenderers: tuple[Tenderer, ...]
    currency: str = ""
    id: str = ""
    left_out: tuple[Sentence, ...] = ()
    unread: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()

    @property
    def name(self) -> str:
        """Whose bid it is, for a reader."""
        return joint_name(self.tenderers) or "—"


@dataclass(slots=True)
class _Remarks:
    unread: list[Sentence] = field(default_factory=list)
    notes: list[Sentence] = field(default_factory=list)


def bid(value: Json, parties: Mapping[str, Json]) -> Bid:
    """What one entry of `bids.details` tells."""
    bidders = tuple(tenderer(each, parties) for each in rows(value, "tenderers"))
    name, remarks = joint_name(bidders) or "—", _Remarks()
    lots = tuple(dict.fromkeys(filter(None, map(text, texts(value.get("relatedLots"))))))
    status, id_ = text(value.get("status")), text(value.get("id"))
    reason = words.INTEREST if text(value.get("submissionType")) == _INTEREST else _NO_QUOTE.get(status)
    if reason:
        return Bid(None, lots, bidders, id=id_, left_out=(reason(name=name),))
    remarks.unread += _unread(value, name, status, bidders)
    remarks.notes += [words.DISQUALIFIED(name=name)] if status == "disqualified" else []
    amount = _amount(value, name, lots, remarks)
    quote = quoted(bidders, amount=amount, submitted_at=_moment(value, name, remarks), id_=id_)
    return Bid(
        quote,
        lots,
        bidders,
        text(part(value, "value").get("currency")) if amount is not None else "",
        id=id_,
        unread=tuple(remarks.unread),
        notes=(*remarks.notes, *about(bidders)),
    )


def quoted(bidders: tuple[Tenderer, ...], *, amount: Decimal | None = None, submitted_at: str = "", id_: str = "") -> TenderQuote:
    """The one quote of these tenderers: a joint bid is one quote, else it would count as several independent ones.

    It bears the names of all its members, so that no form of one of them passes for the form of all.
    """
    only = bidders[0] if len(bidders) == 1 else Tenderer("", "")
    members = tuple(each.name for each in bidders) if len(bidders) > 1 else ()
    return TenderQuote(joint_name(bidders), only.uscc, only.number, amount, submitted_at, members, id_)


def about(bidders: tuple[Tenderer, ...]) -> list[Sentence]:
    """What a reader should know of who bids: a joint bid, a number that is no credit code."""
    joint = [words.JOINT(name=joint_name(bidders))] if len(bidders) > 1 else []
    return joint + [words.FOREIGN(name=each.name or "—", number=each.number) for each in bidders if each.number]


def joint_name(bidders: tuple[Tenderer, ...]) -> str:
    """The names of those who bid together."""
    return "、".join(each.name for each in bidders if each.name)


def _unread(value: Json, name: str, status: str, bidders: tuple[Tenderer, ...]) -> Iterator[Sentence]:
    if not bidders or any(not each.name for each in bidders):
        yield words.NO_NAME(bid=text(value.get("id")) or "—")
    if status not in _HANDED_IN and status != "disqualified":
        yield words.STATUS(name=name, status=status)
    for key in sorted(value.keys() - _KNOWN):
        if value[key] and not is_translation(key, _KNOWN):
            yield words.FIELD(name=name, key=key)
    for each in bidders:
        yield from each.unread


def _amount(value: Json, name: str, lots: tuple[str, ...], remarks: _Remarks) -> Decimal | None:
    """The amount as an exact number; none where it is for several lots together, absurd or no number."""
    told = part(value, "value").get("amount")
    if told is None or told == "":
        return None
    try:
        amount = Decimal(told) if isinstance(told, str | Decimal) else None
    except InvalidOperation:
        amount = None
    if amount is None or not _is_money(amount):
        remarks.unread.append(words.AMOUNT(name=name, told=text(told)[:40] or "—"))
        return None
    if len(lots) > 1:
        remarks.notes.append(words.SHARED_AMOUNT(name=name))
        return None
    return amount


def _is_money(amount: Decimal) -> bool:
    if not amount.is_finite() or amount.is_signed() or amount > _LARGEST:
        return False
    exponent = amount.as_tuple().exponent
    return isinstance(exponent, int) and -_DECIMALS <= exponent <= len(str(_LARGEST))


def _moment(value: Json, name: str, remarks: _Remarks) -> str:
    told = text(value.get("date"))
    if told and day(told) is None:
        remarks.unread.append(words.DATE(name=name, told=told[:40]))
        return ""
    return told
