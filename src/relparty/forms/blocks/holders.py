"""The holders of the bidder and of the companies above it, and whether their shares make the whole."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.forms import doubt, problems
from relparty.forms.answers import Answers, Told
from relparty.forms.filled import BlockRow, is_unread
from relparty.forms.kinds import party_kind
from relparty.forms.mentions import mention
from relparty.forms.values import WrittenShare, shares, written_share
from relparty.model.lot import EntityForm
from relparty.model.party import Mention, PartyKind
from relparty.model.record import WHOLE, Problem, Record, Shareholding, Source, adds_up
from relparty.names.company import parse
from relparty.names.folding import fold

_LIMITED_WITH_SHARES = frozenset({EntityForm.LIMITED, EntityForm.PARTNERSHIP, EntityForm.OTHER})
_HolderRow = tuple[BlockRow, WrittenShare | None]


@dataclass(frozen=True, slots=True)
class _Holders:
    """The holders of one company: their rows and shares; `is_open` where a share was not read surely."""

    rows: tuple[BlockRow, ...]
    percents: tuple[int | None, ...]
    is_open: bool

    @property
    def lacks(self) -> bool:
        """True when the list as read surely is not the whole company."""
        return not self.is_open and not (self.rows and adds_up(self.percents))

    def sources(self, answers: Answers) -> tuple[Source, ...]:
        return tuple(answers.row_source(row) for row in self.rows)


def shareholders(answers: Answers, bidder: Mention, entity: EntityForm) -> Told:
    """The bidder's holders; a list that must be whole and is not is reported."""
    rows, found = _holder_rows(answers, "shareholders")
    holders, doubtful = _weighed(answers, rows)
    records, wrong = _holdings(answers, holders, bidder)
    found += [*doubtful, *wrong]
    none = answers.form.none_answers.get("shareholders")
    if holders.lacks and entity is EntityForm.JOINT_STOCK:
        found.append(problems.joint_stock(holders.sources(answers)))
    elif holders.lacks and entity in _LIMITED_WITH_SHARES and not is_unread(none):
        sources = holders.sources(answers) or ((answers.source(none),) if none else ())
        found.append(problems.shares_do_not_add_up(bidder.name, holders.percents, sources))
    return records, found


def upper_holdings(answers: Answers) -> Told:
    """The holders of every company above the bidder, company by company."""
    rows, found = _holder_rows(answers, "upper_holdings")
    by_company: dict[str, list[_HolderRow]] = {}
    for row, share in rows:
        by_company.setdefault(answers.given(row, "company"), []).append((row, share))
    has_stray = any(row.left_out and not doubt.is_sure(row.cells.get("company")) for row, _ in rows)
    records: list[Record] = []
    for name, own_rows in by_company.items():
        told, wrong = _holders_of(answers, name, own_rows, may_lack=has_stray)
        records += told
        found += wrong
    return records, found


def _holders_of(answers: Answers, name: str, rows: list[_HolderRow], *, may_lack: bool) -> Told:
    """The holders of one company above; a list may lack a row that could not be assigned surely."""
    holders, found = _weighed(answers, rows)
    if not name:
        return [], [problems.holding_of_nobody(holders.sources(answers))]
    records, wrong = _holdings(answers, holders, answers.company(name))
    found += wrong
    if holders.lacks and not may_lack and "joint_stock" not in parse(name).form:
        found.append(problems.shares_do_not_add_up(name, holders.percents, holders.sources(answers)))
    return records, found


def _holder_rows(answers: Answers, block: str) -> tuple[list[_HolderRow], list[Problem]]:
    """The rows that name a holder, with the share as written; rows left out count for the sum only."""
    rows: list[_HolderRow] = []
    found: list[Problem] = []
    for row in answers.form.blocks.get(block, ()):
        if not row.left_out and not answers.given(row, "name"):
            found.append(problems.not_understood(answers.row_source(row)))
            continue
        share, wrong = _share(answers, row)
        rows.append((row, share))
        found += wrong
    return rows, found


def _share(answers: Answers, row: BlockRow) -> tuple[WrittenShare | None, list[Problem]]:
    text = answers.given(row, "percent")
    share = written_share(text) if text else None
    if not doubt.is_sure(row.cells.get("percent")) or row.left_out:
        return share, []
    if share is None:
        return None, [problems.share_unreadable(answers.given(row, "name"), text, answers.row_source(row))]
    if share.as_percent > WHOLE:
        return None, [problems.share_above_whole(answers.given(row, "name"), text, answers.row_source(row))]
    return share, []


def _weighed(answers: Answers, rows: list[_HolderRow]) -> tuple[_Holders, list[Problem]]:
    """The shares of one company; the sum vouches for a single doubtful one, any other is not told.

    Of two doubtful ones the sum proves nothing: they may be swapped, or both misread.
    """
    percents = shares([share for _, share in rows])
    doubtful = [at for at, (row, _) in enumerate(rows) if not doubt.is_sure(row.cells.get("percent"))]
    if not doubtful or (len(doubtful) == 1 and None not in percents and adds_up(percents)):
        return _Holders(tuple(row for row, _ in rows), tuple(percents), is_open=False), []
    told = tuple(None if at in doubtful else percent for at, percent in enumerate(percents))
    told_before = [at for at in doubtful if rows[at][0].left_out or is_unread(rows[at][0].cells["percent"])]
    found = [doubt.doubtful(answers.document, "percent", rows[at][0].cells["percent"]) for at in doubtful if at not in told_before]
    return _Holders(tuple(row for row, _ in rows), told, is_open=True), found


def _holdings(answers: Answers, holders: _Holders, company: Mention) -> Told:
    records: list[Record] = []
    found: list[Problem] = []
    for row, percent in zip(holders.rows, holders.percents, strict=True):
        if row.left_out:
            continue
        name = answers.given(row, "name")
        kind = party_kind(answers.given(row, "kind"), name, answers.labels)
        holder, wrong = mention(answers, name, kind, row.cells.get("number"), row.cells["name"])
        found += wrong
        if kind is PartyKind.OTHER and not answers.labels.kind("party_kinds", answers.given(row, "kind"), ""):
            found.append(problems.unclear_name(name, answers.source(row.cells["name"])))
        if fold(name) == fold(company.name) or (holder.number and holder.number == company.number):
            found.append(problems.own_holder(name, answers.row_source(row)))
        elif percent == 0:
            found.append(problems.holds_nothing(name, answers.row_source(row)))
        records.append(Shareholding(holder, company, percent, answers.row_source(row)))
    return records, found
