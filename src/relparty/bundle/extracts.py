"""What a bundle tells of companies and of those above them, as extracts: like the answers of a register, without asking one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from relparty.bundle import recounting
from relparty.bundle.layout import OFFICES
from relparty.bundle.mentions import mention
from relparty.bundle.reading import Bundle, Row
from relparty.model.evidence import Extract, ExtractKind, RegisteredHolder, RegisteredOfficer, Told
from relparty.model.lot import REGISTER, FormFile
from relparty.model.party import PartyKind
from relparty.model.record import OFFICE_WORDS, OfficeKind, Place, Source, adds_up, percent_text

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
        holders = {row.other for company in level for row in bundle.holders(company) if _is_present(row, bundle.as_of)} - seen.keys()
        above = [holder for holder in holders if bundle.kind(holder) not in _TOPS and not bundle.is_hub(holder)]
        level = sorted({each for holder in above for each in _known(bundle, holder)} - seen.keys())
        if not level:
            break
        seen.update(dict.fromkeys(level))
    return [extract for company in seen for extract in reader.extracts(company)]


def _known(bundle: Bundle, company: int) -> list[int]:
    """The company itself; in a bundle of files of statements, if they only name it, the one of its number or name of which they tell."""
    is_told = not bundle.manifest.has_accounts or bundle.account(company)
    return [company] if is_told else bundle.found(bundle.name(company), bundle.number(company))


class _Reader:
    """Reads companies of a bundle."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.file = FormFile(f"{REGISTER}/{bundle.path.name}", bundle.sha256, _KIND)
        self.source = f"{_KIND}:{bundle.path.name}"

    def extracts(self, company: int) -> list[Extract]:
        """What is told of a company: by files of statements as they were read, else by the rows of the tables."""
        if self.bundle.manifest.has_accounts:
            return recounting.extracts(self.bundle, company, self.file)
        return [self.extract(company)]

    def extract(self, company: int) -> Extract:
        name = self._told(company, "name", self.bundle.name(company))
        code = self.bundle.uscc(company)
        officers = [self._officer(company, row) for row in self.bundle.officers(company)]
        heads = [each for kind, each in officers if kind is OfficeKind.HEAD and each.until is None]
        holders = tuple(self._holder(company, row) for row in self.bundle.holders(company))
        return Extract(
            file=self.file,
            kind=ExtractKind.ANSWER,
            name=name,
            uscc=self._told(company, "uscc", code) if code else None,
            head=heads[0].name if len(heads) == 1 else None,
            head_party=heads[0].party if len(heads) == 1 else None,
            holders=holders or None,
            shows_all_holders=self._tells_all(company),
            staff=tuple(each for _, each in officers) or None,
            retrieved_on=self.bundle.as_of,
            source=self.source,
        )

    def _tells_all(self, company: int) -> bool:
        """False where shares that are all told do not add up to the whole: rows are missing, or stale."""
        present = [row.value for row in self.bundle.holders(company) if _is_present(row, self.bundle.as_of)]
        return adds_up(present) if all(share >= 0 for share in present) else not self.bundle.is_over_full(company)

    def _holder(self, company: int, row: Row) -> RegisteredHolder:
        percent = row.value if row.value >= 0 else None
        name = self._row("holdings", row, self.bundle.name(row.other))
        share = self._row("holdings", row, percent_text(percent)) if percent is not None else None
        return RegisteredHolder(name, percent, share, mention(self.bundle, row.other, company), since=row.since, until=row.until)

    def _officer(self, company: int, row: Row) -> tuple[OfficeKind, RegisteredOfficer]:
        kind = OFFICES[row.value]
        office = self._row("offices", row, OFFICE_WORDS[kind].zh)
        return kind, RegisteredOfficer(
            self._row("offices", row, self.bundle.name(row.other)), office, mention(self.bundle, row.other, company), row.since, row.until
        )

    def _row(self, table: str, row: Row, text: str) -> Told:
        return self._at(f"/{table}/{row.at}", text)

    def _told(self, entity: int, column: str, text: str) -> Told:
        return self._at(f"/companies/{self.bundle.id(entity)}/{column}", text)

    def _at(self, pointer: str, text: str) -> Told:
        return Told(text, Source(self.file.file, Place(pointer=pointer), self.file.sha256, text, "register"))


def _is_present(row: Row, on: date) -> bool:
    return (row.since is None or row.since <= on) and (row.until is None or on < row.until)
