"""One lot of a batch as the core looks at it: its bidders and all above them in a bundle, as a case for the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from relparty.batch.bids import Bid
from relparty.bundle.layout import OFFICES, UNREAD_BIT
from relparty.bundle.mentions import mention
from relparty.bundle.reading import Bundle, Row
from relparty.dates import months_before
from relparty.model.lot import Bidder, BidderStatus, Lot, Quote
from relparty.model.party import HELD, Mention, Party, PartyKind
from relparty.model.record import Office, Place, Problem, Record, Shareholding, Source, ending_of, percent_text
from relparty.names.rarity import NameTable
from relparty.ownership.snapshot import Records, snapshots
from relparty.phrases import Phrase
from relparty.resolve.entities import Entities
from relparty.rules.rule import Case
from relparty.settings import Limits

_NOT_THERE = Phrase("登记数据包中没有 {id}", "the bundle has no {id}")
_NO_HOLDERS = Phrase("登记数据包没有 {company} 的现有股东", "the bundle has no present holder of {company}")
_LOOK_UP = Phrase("请核对代码，或在登记系统查询", "check the id, or look it up on the register")
_UNREAD = Phrase("登记来源关于 {company} 的部分内容未能识读", "something that the register's source tells of {company} was not understood")
_READ = Phrase("请人工查看原始文件", "look at the original file")


def case(bundle: Bundle, lot: Lot, bids: Sequence[Bid], names: NameTable, limits: Limits) -> Case:
    """The case of a lot, as `screening.case_of` makes it of forms: who is who is what the bundle says, no name decides.

    `limits.hub_holdings` has no part in it: which holders are hubs the bundle tells.
    """
    reader = _Reader(bundle, lot.opens_on, {bid.code for bid in bids if bid.code >= 0})
    reader.read()
    bidders = tuple(_bidders(bundle, reader, bids))
    lot = replace(lot, problems=tuple(reader.problems()), quotes=tuple(each.quote for each in bidders if each.quote))
    entities, by_kind = reader.entities(), Records.sorted_by_kind(reader.records)
    first = months_before(lot.opens_on, lot.lookback_months)
    endings = {day for record in reader.records if (day := ending_of(record)) and first <= day <= lot.opens_on}
    former = [snapshots(entities, by_kind, bidders, day - timedelta(days=1), limits) for day in sorted(endings)]
    current = snapshots(entities, by_kind, bidders, lot.opens_on, limits)
    return Case(lot, bidders, current, tuple(snapshot for group in former for snapshot in group), names)


@dataclass(slots=True)
class _Reader:
    """Reads companies of a bundle and those above them."""

    bundle: Bundle
    day: date
    bidders: set[int]
    records: list[Record] = field(default_factory=list)
    keys: dict[Mention, str] = field(default_factory=dict)
    wide: dict[str, str] = field(default_factory=dict)
    parties: dict[str, Party] = field(default_factory=dict)
    companies: set[int] = field(default_factory=set)
    """The companies that were read."""
    held: set[int] = field(default_factory=set)
    """The companies of which a present holder is told."""

    def read(self) -> None:
        """Reads the bidders and every company above them, up to persons, listed companies and hubs."""
        level = list(dict.fromkeys(self.party(code) for code in sorted(self.bidders)))
        seen = set(level)
        while level:
            above = [holder for company in level for holder in self._company(company)]
            level = [each for each in dict.fromkeys(above) if each not in seen and self._is_sought(each)]
            seen.update(level)

    def problems(self) -> Iterator[Problem]:
        """What the sources of the bundle told of these companies and nobody understood."""
        party = self.bundle.array("party")
        for company in sorted(self.companies):
            if any(party[code] & UNREAD_BIT for code in self.bundle.same(company)):
                yield Problem("not_understood", _UNREAD(company=self.bundle.name(company)), _READ())

    def entities(self) -> Entities:
        """Who is who in what was read."""
        probable = {mention: self.wide[key] for mention, key in self.keys.items()}
        return Entities(dict(self.keys), probable, self.parties, self.wide, {})

    def party(self, code: int) -> int:
        """The lowest code of the same company or person."""
        return self.bundle.same(code)[0]

    def mention(self, code: int, company: int) -> Mention:
        """A party as it is told in a company."""
        entity = self.party(code)
        told = mention(self.bundle, entity, company)
        key = wide = f"{entity:010d}"
        if told.kind is PartyKind.PERSON and not told.token:
            key = f"{wide}@{company:010d}"
        self.keys[told] = key
        self.wide |= {key: wide, wide: wide}
        self.parties |= {each: Party(each, told.name, told.kind, told.number, told.is_hub, told.is_capped) for each in (key, wide)}
        return told

    def _is_sought(self, code: int) -> bool:
        return self.bundle.kind(code) in HELD and not self.bundle.is_hub(code)

    def _company(self, company: int) -> Iterator[int]:
        """Reads the rows of a company; gives its present holders."""
        self.companies.add(company)
        held = self.mention(company, company)
        for code in self.bundle.same(company):
            for row in self.bundle.holders(code):
                share = row.value if row.value >= 0 else None
                source = self.source("holdings", row, percent_text(share))
                self.records.append(Shareholding(self.mention(row.other, company), held, share, source, row.since, row.until))
                if self._stands(row) and row.value != 0 and self.party(row.other) != company:
                    self.held.add(company)
                    yield self.party(row.other)
            for row in self.bundle.officers(code):
                office = OFFICES[row.value]
                source = self.source("offices", row, office.value)
                self.records.append(Office(self.mention(row.other, company), held, office, source, row.since, row.until))

    def source(self, table: str, row: Row, text: str) -> Source:
        return Source(self.bundle.path.name, Place(pointer=f"/{table}/{row.at}"), self.bundle.sha256, text, "register")

    def _stands(self, row: Row) -> bool:
        return (row.since is None or row.since <= self.day) and (row.until is None or self.day < row.until)


def _bidders(bundle: Bundle, reader: _Reader, bids: Sequence[Bid]) -> Iterator[Bidder]:
    """The bidders in the order of the bids; who bids again is named so."""
    seen: dict[str, int] = {}
    for bid in bids:
        seen[bid.id] = seen.get(bid.id, 0) + 1
        name = bundle.name(bid.code) if bid.code >= 0 else bid.id
        if seen[bid.id] > 1:
            name = f"{name} ({seen[bid.id]})"
        source = Source("bids", Place(), "", bid.id)
        yield Bidder(
            name=name,
            uscc=bid.id,
            mention=reader.mention(bid.code, reader.party(bid.code)) if bid.code >= 0 else _stranger(reader, bid.id),
            status=BidderStatus.READ if bid.code >= 0 else BidderStatus.MISSING,
            quote=Quote(name, bid.id, source),
            problems=tuple(_problems(bundle, reader, bid)),
        )


def _stranger(reader: _Reader, bidder: str) -> Mention:
    told = Mention(bidder, PartyKind.COMPANY, document="bids")
    reader.keys[told] = reader.wide[f"?{bidder}"] = f"?{bidder}"
    reader.parties[f"?{bidder}"] = Party(f"?{bidder}", bidder, PartyKind.COMPANY)
    return told


def _problems(bundle: Bundle, reader: _Reader, bid: Bid) -> Iterable[Problem]:
    if bid.code < 0:
        return [Problem("not_looked_up", _NOT_THERE(id=bid.id), _LOOK_UP())]
    party = reader.party(bid.code)
    if party not in reader.held and bundle.kind(party) in HELD and not bundle.is_hub(party):
        return [Problem("not_looked_up", _NO_HOLDERS(company=bundle.name(party)), _LOOK_UP())]
    return []
