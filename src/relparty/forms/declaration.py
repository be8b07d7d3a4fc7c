"""A filled form to a declaration: typed records with sources, and the problems found on the way."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from relparty.errors import UnreadableFile
from relparty.forms import changes, problems
from relparty.forms.cells import Cell, FormDocument
from relparty.forms.kinds import folded_contact, party_kind
from relparty.forms.labels import Labels
from relparty.forms.layout import BlockRow, FilledForm
from relparty.forms.values import WrittenShare, shares, written_date, written_share
from relparty.identifiers import phone as phones
from relparty.identifiers import resident, uscc
from relparty.model.lot import Declaration, EntityForm
from relparty.model.party import Mention, PartyKind
from relparty.model.record import (
    BidPerson,
    BidRole,
    Branch,
    Channel,
    Contact,
    Kinship,
    Office,
    OfficeKind,
    Problem,
    Record,
    RelatedUnit,
    Shareholding,
    Source,
    UnitRelation,
    adds_up,
)
from relparty.names.company import head_office_name, parse

MANDATORY_FIELDS = ("lot_name", "lot_id", "bidder_uscc", "bidder_kind", "address", "phone", "email", "head_name")
MANDATORY_BLOCKS = ("shareholders", "people")
_CHANNELS = {"phone": Channel.PHONE, "email": Channel.EMAIL, "address": Channel.ADDRESS, "bond_account": Channel.BOND_ACCOUNT}
_LIMITED_WITH_SHARES = frozenset({EntityForm.LIMITED, EntityForm.PARTNERSHIP, EntityForm.OTHER})


def declaration(document: FormDocument, form: FilledForm, labels: Labels) -> Declaration:
    """The declaration that a filled form makes.

    Raises UnreadableFile when the form names no bidder: its claims then belong to nobody.
    """
    return _Builder(document, form, labels).build()


@dataclass(slots=True)
class _Builder:
    document: FormDocument
    form: FilledForm
    labels: Labels
    records: list[Record] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    bidder: Mention = field(init=False)

    def build(self) -> Declaration:
        name_cell = self._field("bidder_name")
        if name_cell is None:
            raise UnreadableFile(self.document.file.file, problems.NO_BIDDER(), problems.NO_BIDDER_NEXT())
        self.bidder = self._mention(self._text(name_cell), PartyKind.COMPANY, self._field("bidder_uscc"))
        entity = self._entity_form()
        self._check_mandatory(entity)
        self._head()
        self._branch(entity)
        self._contacts()
        self._shareholders(entity)
        self._upper_holdings()
        self._officers()
        self._people()
        self._related_units()
        self._kin()
        self._changes()
        if self.form.not_understood:
            self.problems.append(problems.not_understood(self._source(*self.form.not_understood)))
        return Declaration(
            file=self.document.file,
            bidder=self.bidder,
            bidder_source=self._source(name_cell),
            form=entity,
            lot_name=self._value("lot_name"),
            lot_id=self._value("lot_id"),
            records=tuple(self.records),
            problems=tuple(self.problems),
            declared_on=written_date(self._value("filled_on")),
        )

    # --- cells to values -------------------------------------------------------------------------

    def _field(self, name: str) -> Cell | None:
        """The cell with a field's value, when it holds more than an empty answer."""
        return next((cell for cell in self.form.fields.get(name, ()) if not self._is_blank(cell.text)), None)

    def _value(self, name: str) -> str:
        cell = self._field(name)
        return self._text(cell) if cell else ""

    def _rows(self, block: str) -> list[BlockRow]:
        return self.form.blocks.get(block, [])

    def _is_blank(self, text: str) -> bool:
        return not text.strip() or self.labels.is_answer("none", text) or self.labels.is_answer("withheld", text)

    def _given(self, row: BlockRow, column: str) -> str:
        """A row's value, empty when the form gives none (「无」 and 「未提供」 are none)."""
        cell = row.cells.get(column)
        return "" if cell is None or self._is_blank(cell.text) else self._text(cell)

    @staticmethod
    def _text(cell: Cell) -> str:
        return cell.text.strip()

    def _source(self, *cells: Cell) -> Source:
        return self.document.source(cells)

    def _row_source(self, row: BlockRow) -> Source:
        return self._source(*row.all)

    def _mention(self, name: str, kind: PartyKind, number: Cell | None, phone: str = "") -> Mention:
        """A party as this form names it; a wrong number is reported and kept."""
        text = "" if number is None or self._is_blank(number.text) else number.text
        if kind is PartyKind.PERSON:
            folded = resident.fold(text)
            if number is not None and text:
                self._check_resident(folded, name, number)
        else:
            folded = uscc.fold(text)
            if number is not None and text and not uscc.is_valid(folded):
                self.problems.append(problems.wrong_uscc(name, text, uscc.likely(folded), self._source(number)))
        return Mention(name, kind, folded, phones.fold(phone), self.document.file.sha256)

    def _check_resident(self, number: str, name: str, cell: Cell) -> None:
        if cell.lost_digits:
            self.problems.append(problems.lost_digits(name, self._source(cell)))
        elif resident.looks_like(number) and not resident.is_masked(number) and not resident.is_valid(number):
            self.problems.append(problems.wrong_resident_id(name, self._source(cell)))

    # --- the form's parts ------------------------------------------------------------------------

    def _entity_form(self) -> EntityForm:
        told = self.labels.kind("entity_forms", self._value("bidder_kind"), "")
        if told:
            return EntityForm(told)
        return EntityForm.BRANCH if head_office_name(self.bidder.name) else EntityForm.OTHER

    def _check_mandatory(self, entity: EntityForm) -> None:
        answered = {name for name, cells in self.form.fields.items() if any(cell.text.strip() for cell in cells)}
        missing = [name for name in MANDATORY_FIELDS if name not in answered]
        missing += [name for name in MANDATORY_BLOCKS if not self._rows(name) and name not in self.form.none_answers]
        if self._field("head_name") and self._field("person_id") is None:
            missing.append("head_id")
        if entity is EntityForm.BRANCH and self._field("parent") is None and not head_office_name(self.bidder.name):
            missing.append("parent")
        if missing:
            self.problems.append(problems.missing_answers(missing, self._source(*self.form.fields["bidder_name"])))

    def _head(self) -> None:
        cell = self._field("head_name")
        if cell:
            number = next(iter(self.form.fields.get("person_id", ())), None)
            name = self._text(cell)
            kind = PartyKind.COMPANY if parse(name).form else PartyKind.PERSON
            person = self._mention(name, kind, number)
            cells = (cell, number) if number else (cell,)
            self.records.append(Office(person, self.bidder, OfficeKind.HEAD, self._source(*cells)))

    def _branch(self, entity: EntityForm) -> None:
        cell = self._field("parent")
        named = head_office_name(self.bidder.name)
        if cell is None and (entity is not EntityForm.BRANCH or named is None):
            return
        cell = cell or self.form.fields["bidder_name"][0]
        name = self._value("parent") or named or ""
        head_office = Mention(name, PartyKind.COMPANY, document=self.document.file.sha256)
        self.records.append(Branch(self.bidder, head_office, self._source(cell)))

    def _contacts(self) -> None:
        for name, channel in _CHANNELS.items():
            for cell in self.form.fields.get(name, ()):
                value = "" if self._is_blank(cell.text) else folded_contact(channel, cell.text)
                if value:
                    self.records.append(Contact(self.bidder, channel, value, self._source(cell)))

    def _shareholders(self, entity: EntityForm) -> None:
        rows = self._holder_rows("shareholders")
        percents = shares([share for _, share in rows])
        for (row, _), percent in zip(rows, percents, strict=True):
            self._holding(row, self.bidder, percent)
        if entity is EntityForm.JOINT_STOCK and not adds_up(percents):
            self.problems.append(problems.joint_stock(tuple(self._row_source(row) for row, _ in rows)))
        elif entity in _LIMITED_WITH_SHARES and not (rows and adds_up(percents)):
            none = self.form.none_answers.get("shareholders")
            sources = tuple(self._row_source(row) for row, _ in rows) or ((self._source(none),) if none else ())
            self.problems.append(problems.shares_do_not_add_up(self.bidder.name, percents, sources))

    def _upper_holdings(self) -> None:
        by_company: dict[str, list[tuple[BlockRow, WrittenShare | None]]] = {}
        for row, share in self._holder_rows("upper_holdings"):
            by_company.setdefault(self._given(row, "company"), []).append((row, share))
        for name, rows in by_company.items():
            sources = tuple(self._row_source(row) for row, _ in rows)
            if not name:
                self.problems.append(problems.holding_of_nobody(sources))
                continue
            company = Mention(name, PartyKind.COMPANY, document=self.document.file.sha256)
            percents = shares([share for _, share in rows])
            for (row, _), percent in zip(rows, percents, strict=True):
                self._holding(row, company, percent)
            if not adds_up(percents) and "joint_stock" not in parse(name).form:
                self.problems.append(problems.shares_do_not_add_up(name, percents, sources))

    def _holder_rows(self, block: str) -> list[tuple[BlockRow, WrittenShare | None]]:
        found = []
        for row in self._rows(block):
            if self._given(row, "name"):
                found.append((row, self._share(row)))
            else:
                self.problems.append(problems.not_understood(self._row_source(row)))
        return found

    def _share(self, row: BlockRow) -> WrittenShare | None:
        text = self._given(row, "percent")
        share = written_share(text) if text else None
        if share is None:
            self.problems.append(problems.share_unreadable(self._given(row, "name"), text, self._row_source(row)))
        elif share.as_percent > 1_000_000:
            self.problems.append(problems.share_above_whole(self._given(row, "name"), text, self._row_source(row)))
            return None
        return share

    def _holding(self, row: BlockRow, company: Mention, percent: int | None) -> None:
        name = self._given(row, "name")
        kind = party_kind(self._given(row, "kind"), name, self.labels)
        holder = self._mention(name, kind, row.cells.get("number"))
        self.records.append(Shareholding(holder, company, percent, self._row_source(row)))

    def _officers(self) -> None:
        for row in self._people_rows("officers", "name"):
            person = self._mention(self._given(row, "name"), PartyKind.PERSON, row.cells.get("number"), self._given(row, "phone"))
            office = OfficeKind(self.labels.kind("offices", self._given(row, "office"), OfficeKind.OTHER))
            self.records.append(Office(person, self.bidder, office, self._row_source(row)))

    def _people(self) -> None:
        for row in self._people_rows("people", "name"):
            source = self._row_source(row)
            phone = self._given(row, "phone")
            person = self._mention(self._given(row, "name"), PartyKind.PERSON, row.cells.get("number"), phone)
            role = BidRole(self.labels.kind("bid_roles", self._given(row, "role"), BidRole.OTHER))
            unit = self._given(row, "insured_at")
            insured_at = Mention(unit, PartyKind.COMPANY, document=self.document.file.sha256) if unit else None
            insured_source = self._source(row.cells["insured_at"]) if unit else None
            self.records.append(BidPerson(person, self.bidder, role, source, insured_at, insured_source))
            if person.phone:
                self.records.append(Contact(self.bidder, Channel.PHONE, person.phone, self._source(row.cells["phone"]), owner=person))

    def _related_units(self) -> None:
        for row in self._people_rows("related_units", "name"):
            unit = self._mention(self._given(row, "name"), PartyKind.COMPANY, row.cells.get("number"))
            relations = self.labels.all_kinds("unit_relations", self._given(row, "relation"))
            if not relations:
                self.problems.append(problems.not_understood(self._row_source(row)))
            self.records.extend(RelatedUnit(self.bidder, unit, UnitRelation(each), self._row_source(row)) for each in relations)

    def _kin(self) -> None:
        for row in self._people_rows("kin", "relative"):
            own = self._mention(self._given(row, "person"), PartyKind.PERSON, None)
            relative = self._mention(self._given(row, "relative"), PartyKind.PERSON, row.cells.get("number"))
            unit = self._given(row, "unit")
            at = Mention(unit, PartyKind.COMPANY, document=self.document.file.sha256) if unit else None
            self.records.append(Kinship(self.bidder, own, relative, self._given(row, "relation"), self._row_source(row), at))

    def _people_rows(self, block: str, needed: str) -> list[BlockRow]:
        """The rows of a block that name somebody; rows with other words only are reported."""
        rows = []
        for row in self._rows(block):
            if self._given(row, needed):
                rows.append(row)
            elif any(not self._is_blank(cell.text) for name, cell in row.cells.items() if name not in ("role", "office")):
                self.problems.append(problems.not_understood(self._row_source(row)))
        return rows

    def _changes(self) -> None:
        for row in self._rows("changes"):
            item = self.labels.kind("change_items", self._given(row, "item"), "")
            office = (
                OfficeKind.HEAD if item == "head" else OfficeKind(self.labels.kind("offices", self._given(row, "item"), OfficeKind.OTHER))
            )
            told = changes.Change(
                item=item,
                before=self._given(row, "before"),
                after=self._given(row, "after"),
                date=self._change_date(row),
                office=office,
                source=self._row_source(row),
            )
            if item and told.date is None and told.before:
                self.problems.append(problems.change_without_date(told.source))
            elif item and told.date:
                self.records = [self._since(record, told) for record in self.records]
                self.records += changes.former_records(told, self.bidder, lambda name: party_kind("", name, self.labels))

    def _change_date(self, row: BlockRow) -> date | None:
        """The day of a change; one after the form was filled in cannot be true."""
        day, declared = written_date(self._given(row, "date")), written_date(self._value("filled_on"))
        return None if day and declared and day > declared else day

    def _since(self, record: Record, change: changes.Change) -> Record:
        """The record, dated when the change is what it began with."""
        if isinstance(record, Shareholding) and change.item == "holder":
            is_new = record.company == self.bidder and record.holder.name in changes.began(change) and record.until is None
            return replace(record, since=change.date) if is_new else record
        if isinstance(record, Office) and change.item != "holder":
            is_new = record.office is change.office and record.person.name in changes.began(change) and record.until is None
            return replace(record, since=change.date) if is_new else record
        return record
