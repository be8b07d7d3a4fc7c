"""A filled form to a declaration: typed records with sources, and the problems found on the way."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from datetime import date

from relparty.documents.cells import Cell, FormDocument
from relparty.errors import UnreadableFile
from relparty.forms import changes, problems
from relparty.forms.kinds import contact_values, heads_named, party_kind, person_and_remark, person_number, persons_named
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
from relparty.names.folding import fold

MANDATORY_FIELDS = ("lot_name", "lot_id", "bidder_uscc", "bidder_kind", "address", "phone", "email", "head_name")
MANDATORY_BLOCKS = ("shareholders", "people")
_SHORTEST_UNIT = 4
_BEFORE_UNIT = re.compile(r"^(?:由|在|社保(?:缴纳)?单位[:：]?)\s*")
_COMPANY = re.compile(r".{2,40}?公司(?:.{1,12}?分公司)?")
_DENIED = re.compile(r"无|不|未|非|曾|已")
"""Words that turn a relation into its contrary or its past: a person must read them."""
_MASKS = frozenset("*＊×")
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
        self._branch()
        self._contacts()
        self._shareholders(entity)
        self._upper_holdings()
        self._officers()
        self._people()
        self._related_units()
        self._kin()
        self._changes()
        self._remarks()
        if self.form.not_understood:
            self.problems.append(problems.not_understood(self._source(*self.form.not_understood)))
        return Declaration(
            file=self.document.file,
            bidder=self.bidder,
            bidder_source=self._source(name_cell),
            lot_name=self._value("lot_name"),
            lot_id=self._value("lot_id"),
            records=tuple(self.records),
            problems=tuple(self.problems),
            former_names=self._former_names(),
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
            written, (name, remark) = name, person_and_remark(name)
            if remark:
                place = number or self.form.fields["bidder_name"][0]
                self.problems.append(problems.name_with_words(written, self._source(place)))
        if kind is PartyKind.PERSON:
            if not _MASKS.isdisjoint(name):
                self.problems.append(problems.masked_name(name, self._source(number or self.form.fields["bidder_name"][0])))
            folded = person_number(text)
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
        elif not number or (resident.looks_like(number) and not resident.is_masked(number) and not resident.is_valid(number)):
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
        if self._field("head_name") and all(self._is_blank(cell.text) for cell in self.form.head_ids.values()):
            missing.append("head_id")
        if entity is EntityForm.BRANCH and self._field("parent") is None and not head_office_name(self.bidder.name):
            missing.append("parent")
        if missing:
            self.problems.append(problems.missing_answers(missing, self._source(*self.form.fields["bidder_name"])))

    def _head(self) -> None:
        """Everybody whom the form names as head; only a name that stands alone takes the id beside it."""
        cells = {at: cell for at, cell in enumerate(self.form.fields.get("head_name", ())) if not self._is_blank(cell.text)}
        named: set[str] = set()
        for at, cell in cells.items():
            names = [name for name in heads_named(self._text(cell)) if fold(name) not in named]
            number = self.form.head_ids.get(at) if len(names) == 1 else None
            for name in names:
                kind = PartyKind.COMPANY if parse(name).form else PartyKind.PERSON
                source = self._source(cell, number) if number else self._source(cell)
                self.records.append(Office(self._mention(name, kind, number), self.bidder, OfficeKind.HEAD, source))
            named |= {fold(name) for name in names}
        if len(named) > 1:
            self.problems.append(problems.several_heads(self._source(*cells.values())))

    def _branch(self) -> None:
        cell = self._field("parent")
        named = head_office_name(self.bidder.name)
        if cell is None and named is None:
            return
        cell = cell or self.form.fields["bidder_name"][0]
        name = self._value("parent") or named or ""
        head_office = Mention(name, PartyKind.COMPANY, document=self.document.file.sha256)
        self.records.append(Branch(self.bidder, head_office, self._source(cell)))

    def _contacts(self) -> None:
        for name, channel in _CHANNELS.items():
            for cell in self.form.fields.get(name, ()):
                values = [] if self._is_blank(cell.text) else contact_values(channel, cell.text)
                self.records += [Contact(self.bidder, channel, value, self._source(cell)) for value in dict.fromkeys(values)]
                if not values and not self._is_blank(cell.text):
                    self.problems.append(problems.not_understood(self._source(cell)))

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
        if fold(name) == fold(company.name) or (holder.number and holder.number == company.number):
            self.problems.append(problems.own_holder(name, self._row_source(row)))
        elif percent == 0:
            self.problems.append(problems.holds_nothing(name, self._row_source(row)))
        self.records.append(Shareholding(holder, company, percent, self._row_source(row)))

    def _officers(self) -> None:
        for row in self._people_rows("officers", "name"):
            office = OfficeKind(self.labels.kind("offices", self._given(row, "office"), OfficeKind.OTHER))
            for person in self._persons(row):
                self.records.append(Office(person, self.bidder, office, self._row_source(row)))

    def _people(self) -> None:
        for row in self._people_rows("people", "name"):
            role = BidRole(self.labels.kind("bid_roles", self._given(row, "role"), BidRole.OTHER))
            unit = self._insured_at(row)
            insured_source = self._source(row.cells["insured_at"]) if unit else None
            for person in self._persons(row):
                self.records.append(BidPerson(person, self.bidder, role, self._row_source(row), unit, insured_source))
                for value in contact_values(Channel.PHONE, self._given(row, "phone")):
                    self.records.append(Contact(self.bidder, Channel.PHONE, value, self._source(row.cells["phone"]), owner=person))

    def _persons(self, row: BlockRow) -> list[Mention]:
        """The persons whom a row names; two names in one cell are two persons, and neither takes the id."""
        names = persons_named(self._given(row, "name"))
        if len(names) > 1:
            self.problems.append(problems.several_names(self._row_source(row)))
            return [self._mention(name, PartyKind.PERSON, None) for name in names]
        return [self._mention(names[0], PartyKind.PERSON, row.cells.get("number"), self._given(row, "phone"))]

    def _insured_at(self, row: BlockRow) -> Mention | None:
        """The unit that insures a bid person: 「本单位」 is the bidder, a branch is its legal person, 「自缴」 is none."""
        told = _BEFORE_UNIT.sub("", self._given(row, "insured_at"))
        if self.labels.names_own_unit(told):
            return self.bidder
        company = _COMPANY.match(told)
        if not told or (company is None and self.labels.names_no_unit(told)):
            return None
        name = company.group() if company else told
        if len(fold(name)) < _SHORTEST_UNIT or "公司" in told[len(name) :]:
            self.problems.append(problems.not_understood(self._source(row.cells["insured_at"])))
            return None
        return Mention(head_office_name(name) or name, PartyKind.COMPANY, document=self.document.file.sha256)

    def _related_units(self) -> None:
        for row in self._people_rows("related_units", "name"):
            unit = self._mention(self._given(row, "name"), PartyKind.COMPANY, row.cells.get("number"))
            told = self._given(row, "relation")
            relations = () if _DENIED.search(told) else self.labels.all_kinds("unit_relations", told)
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
            told = self._change(row)
            if told.item == "irrelevant" and all(party.percent is None for party in told.before):
                continue
            if told.item in ("", "irrelevant") or not told.is_understood:
                self.problems.append(problems.change_not_understood(told.source))
            elif told.date is None:
                self.problems.append(problems.change_without_date(told.source))
            if told.date:
                self.records = [self._since(record, told) for record in self.records]
                self.records += changes.former_records(told, self.bidder, lambda name: party_kind("", name, self.labels))

    def _change(self, row: BlockRow) -> changes.Change:
        item = self.labels.kind("change_items", self._given(row, "item"), "")
        office = OfficeKind.HEAD if item == "head" else OfficeKind(self.labels.kind("offices", self._given(row, "item"), OfficeKind.OTHER))
        return changes.Change(
            item=item,
            before=changes.parties(self._given(row, "before")),
            after=changes.parties(self._given(row, "after")),
            date=self._change_date(row),
            office=office,
            source=self._row_source(row),
        )

    def _remarks(self) -> None:
        """Remarks and earlier services to the buyer: no rule reads them, so a person must."""
        notes = [row.cells["note"] for rows in self.form.blocks.values() for row in rows if self._given(row, "note")]
        services = [self._row_source(row) for row in self._rows("prior_service")]
        self.problems += [problems.to_be_read(source) for source in (*(self._source(cell) for cell in notes), *services)]

    def _former_names(self) -> tuple[Mention, ...]:
        """The bidder under the names it bore before, so that documents that still use them mean it."""
        cell = self._field("former_names")
        names = re.split(r"[、，,；;]", self._text(cell)) if cell else []
        return tuple(replace(self.bidder, name=name.strip()) for name in names if parse(name).form)

    def _change_date(self, row: BlockRow) -> date | None:
        """The day of a change; one after the form was filled in cannot be true."""
        day, declared = written_date(self._given(row, "date")), written_date(self._value("filled_on"))
        return None if day and declared and day > declared else day

    def _since(self, record: Record, change: changes.Change) -> Record:
        """The record, dated when the change is what it began with."""
        if isinstance(record, Shareholding) and change.item == "holder":
            is_new = record.company == self.bidder and fold(record.holder.name) in changes.began(change) and record.until is None
            return replace(record, since=change.date) if is_new else record
        if isinstance(record, Office) and change.item != "holder":
            is_new = record.office is change.office and fold(record.person.name) in changes.began(change) and record.until is None
            return replace(record, since=change.date) if is_new else record
        return record
