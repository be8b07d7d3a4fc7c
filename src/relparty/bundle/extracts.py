"""What a bundle tells of companies and of those above them, as extracts: like the answers of a register, without asking one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relparty.bundle.layout import OFFICES
from relparty.bundle.reading import Bundle, Row
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.lot import REGISTER, FormFile
from relparty.model.party import Mention, PartyKind
from relparty.model.record import OFFICE_WORDS, OfficeKind, Place, Source, percent_text

_TOPS = frozenset({PartyKind.LISTED, PartyKind.STATE, PartyKind.PERSON})
_KIND = "bundle"


def upwards(bundle: Bundle, wanted: Iterable[tuple[str, str]], depth: int = 30) -> list[Extract]:
    """The extracts of the companies of these names and codes, and of every company above them, up to hubs.

    Nothing is sought above a person, a listed company, a state body or a hub; a company is told of once.
    """
    reader = _Reader(bundle)
    level = sorted({code for name, number in wanted for code in bundle.found(name, number)})
    seen = dict.fromkeys(level)
    for _ in range(depth + 1):
        holders = sorted(
            {row.other for company in level for row in bundle.holders(company) if _is_present(row, bundle.as_of)} - seen.keys()
        )
        level = [holder for holder in holders if bundle.kind(holder) not in _TOPS and not bundle.is_hub(holder)]
        if not level:
            break
        seen.update(dict.fromkeys(level))
    return [reader.extract(company) for company in seen]


class _Reader:
    """Reads companies of a bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.file = FormFile(f"{REGISTER}/{bundle.path.name}", bundle.sha256, _KIND)
        self.source = f"{_KIND}:{bundle.path.name}"

    def extract(self, company: int) -> Extract:
        name = self._told(company, "name", self.bundle.name(company))
        code = self.bundle.uscc(company)
        officers = [self._officer(row) for row in self.bundle.officers(company)]
        heads = [each for kind, each in officers if kind is OfficeKind.HEAD and each.until is None]
        holders = tuple(self._holder(row) for row in self.bundle.holders(company))
        return Extract(
            file=self.file,
            kind=ExtractKind.ANSWER,
            name=name,
            uscc=self._told(company, "uscc", code) if code else None,
            head=heads[0].name if len(heads) == 1 else None,
            head_party=heads[0].party if len(heads) == 1 else None,
            holders=holders or None,
            shows_all_holders=not self.bundle.is_over_full(company),
            staff=tuple(each for _, each in officers) or None,
            retrieved_on=self.bundle.as_of,
            source=self.source,
        )

    def _holder(self, row: Row) -> RegisteredHolder:
        percent = row.value if row.value >= 0 else None
        name = self._row("holdings", row, self.bundle.name(row.other))
        share = self._row("holdings", row, percent_text(percent)) if percent is not None else None
        return RegisteredHolder(name, percent, share, self._party(row.other), since=row.since, until=row.until)

    def _officer(self, row: Row) -> tuple[OfficeKind, RegisteredOfficer]:
        kind = OFFICES[row.value]
        office = self._row("offices", row, OFFICE_WORDS[kind].zh)
        return kind, RegisteredOfficer(
            self._row("offices", row, self.bundle.name(row.other)), office, self._party(row.other), row.since, row.until
        )

    def _party(self, entity: int) -> Mention:
        kind, name = self.bundle.kind(entity), self.bundle.name(entity)
        if kind is PartyKind.PERSON:
            own_id = f"{self.source}:{self.bundle.id(entity)}"
            return Mention(name, kind, document=self.file.sha256, register_id=own_id)
        return Mention(name, kind, self.bundle.uscc(entity), document=self.file.sha256)

    def _row(self, table: str, row: Row, text: str) -> Told:
        return self._at(f"/{table}/{row.at}", text)

    def _told(self, entity: int, column: str, text: str) -> Told:
        return self._at(f"/companies/{self.bundle.id(entity)}/{column}", text)

    def _at(self, pointer: str, text: str) -> Told:
        return Told(text, Source(self.file.file, Place(pointer=pointer), self.file.sha256, text, "register"))


def _is_present(row: Row, on: date) -> bool:
    return (row.since is None or row.since <= on) and (row.until is None or on < row.until)
