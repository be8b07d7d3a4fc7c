"""Extracts of companies above bidders: whose they are, found by walking from each bidder up to its holders and theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from relparty.identifiers import org_id
from relparty.model.evidence import Extract
from relparty.model.lot import Declaration
from relparty.model.party import Mention, PartyKind
from relparty.model.record import Branch, Shareholding
from relparty.resolve.judging import company_name_key


@dataclass(frozen=True, slots=True)
class Known:
    """Extracts by the code and by the name of their company; make it with `by_company`."""

    by_code: Mapping[str, Sequence[Extract]]
    by_name: Mapping[str, Sequence[Extract]]

    def of(self, mention: Mention) -> Iterator[Extract]:
        """The extracts of a company: by its code, else by its name where no code contradicts."""
        code = org_id.normalised(mention.number)
        if code in self.by_code:
            yield from self.by_code[code]
            return
        for extract in self.by_name.get(company_name_key(mention), ()):
            codes = _codes(extract)
            if not (code and codes) or code in codes:
                yield extract


def by_company(extracts: Iterable[Extract]) -> Known:
    """Extracts ready to be found by their company."""
    by_code, by_name = defaultdict(list), defaultdict(list)
    for extract in extracts:
        for code in _codes(extract):
            by_code[code].append(extract)
        if extract.name:
            by_name[company_name_key(Mention(extract.name.text, PartyKind.COMPANY))].append(extract)
    return Known(by_code, by_name)


def above(known: Known, declarations: Iterable[Declaration], extracts: Iterable[Extract]) -> tuple[Extract, ...]:
    """The extracts of every company to which the forms of a bidder, its own extracts and those found lead upwards."""
    found: dict[Extract, None] = {}
    level = [
        *(each for declaration in declarations for each in _declared(declaration)),
        *(h for each in extracts for h in holders_of(each)),
    ]
    seen: set[Mention] = set()
    while level:
        seen.update(level)
        new = [each for mention in level for each in known.of(mention) if each not in found]
        found.update(dict.fromkeys(new))
        level = [holder for extract in new for holder in holders_of(extract) if holder not in seen]
    return tuple(sorted(found, key=lambda extract: (extract.file.file, extract.file.sha256, extract.name.text if extract.name else "")))


def holders_of(extract: Extract) -> Iterator[Mention]:
    """The present holders that an extract tells, other than persons."""
    for holder in extract.holders or ():
        party = holder.party or Mention(holder.name.text, PartyKind.COMPANY)
        if holder.until is None and party.kind is not PartyKind.PERSON:
            yield party


def _declared(declaration: Declaration) -> Iterator[Mention]:
    """Every company that a form names as a holder, as held above the bidder, or as its head office."""
    for record in declaration.records:
        if isinstance(record, Branch):
            yield record.head_office
        if isinstance(record, Shareholding):
            yield from (each for each in (record.holder, record.company) if each.kind is not PartyKind.PERSON)


def _codes(extract: Extract) -> list[str]:
    return [code for told in (extract.uscc, extract.number) if told and (code := org_id.normalised(told.text))]
