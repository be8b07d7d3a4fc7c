"""A document of the lot to what it tells as an extract of the register, if it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from relparty.documents.cells import Cell, FormDocument, Row
from relparty.evidence import barriers, fields, sections, tables
from relparty.evidence.reading import Teller
from relparty.evidence.recognise import kind_of
from relparty.evidence.sections import Section
from relparty.evidence.words import load
from relparty.model.evidence import Extract, ExtractKind, Told
from relparty.names.company import parse

_STATUS = re.compile(r"\s*[(（]?(?:存续|在营|开业|在册|登记成立|正常|已注销|注销|吊销).*$")
"""The status that a page shows behind the company's name."""

_LONGEST_NAME = 60


def read(document: FormDocument) -> Extract | None:
    """What a register page, a register report or a business licence tells; None when the document is none of them.

    A value that is missing, cut off or doubtful is told as such: what it means is for the comparison to say.
    Raises UnreadableFile for a saved web page that tells of no company: a captcha, a login, an error, a search without result.
    """
    words = load()
    kind = kind_of(document, words)
    if kind is None:
        return barriers.passed(document, words)
    found, outside = sections.read(document, words)
    page = _Page(document, kind, found, outside, fields.labelled(outside, words, kind is ExtractKind.LICENCE))
    extract = page.extract()
    return extract if extract.name or extract.uscc else barriers.passed(document, words, otherwise=extract)


@dataclass(frozen=True, slots=True)
class _Page:
    """One document of the register, its sections and labelled values found."""

    document: FormDocument
    kind: ExtractKind
    sections: Sequence[Section]
    outside: list[Row]
    fields: Mapping[str, Cell]

    def extract(self) -> Extract:
        teller = Teller.of(self.document)
        holders = tables.holders(self._of("holders"), self.fields.get("capital"), teller)
        staff = tables.staff(self._of("staff"), teller)
        changes = tables.changes(self._of("changes"), teller)
        other = fields.second_company(self.outside, load())
        unread = (holders.unread, staff.unread, changes.unread, (other,) if other else ())
        file = self.document.file
        return Extract(
            file=replace(file, picture=file.picture or self.document.picture),
            kind=self.kind,
            name=self._name(teller),
            uscc=self._uscc(teller),
            head=self._labelled("head", teller),
            entity=self._labelled("entity", teller),
            holders=holders.entries,
            shows_all_holders=holders.is_whole,
            staff=staff.entries,
            shows_all_staff=staff.is_whole,
            changes=changes.entries,
            unread=tuple(teller.told(cells[0].text, *cells) for cells in unread if cells),
            retrieved_on=fields.retrieved_on(self.document, self.fields, load()),
        )

    def _of(self, name: str) -> list[Section]:
        return [section for section in self.sections if section.name == name]

    def _labelled(self, name: str, teller: Teller) -> Told | None:
        cell = self.fields.get(name)
        return teller.told(cell.text, cell) if cell else None

    def _name(self, teller: Teller) -> Told | None:
        """The company's name: by its label, else the first line outside the tables that is a whole company name.

        A name without a legal form was cut off: it is never sure.
        """
        cell = self.fields.get("name") or next((cell for row in self.outside for cell in row.filled if _names_company(cell.text)), None)
        if cell is None:
            return None
        told = teller.told(_STATUS.sub("", cell.text), cell)
        return told if parse(told.text).is_complete else replace(told, is_sure=False)

    def _uscc(self, teller: Teller) -> Told | None:
        labelled = self.fields.get("uscc")
        cell = (fields.first_code([Row((labelled,), "")]) if labelled else None) or fields.first_code(self.outside) or labelled
        return teller.told(cell.text, cell, is_number=True) if cell else None


def _names_company(text: str) -> bool:
    name = _STATUS.sub("", text)
    return len(name) <= _LONGEST_NAME and parse(name).is_complete and "：" not in name and ":" not in name
