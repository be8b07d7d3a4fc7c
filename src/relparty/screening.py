"""The flow of one screening: the only place where the order of the stages is written.

readings of the files handed in -> bidders -> entities -> snapshots -> ties -> findings -> counts -> verdict
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from relparty.counting import counts
from relparty.dates import months_before
from relparty.intake.flow import Intake
from relparty.lots.folder import LotFolder
from relparty.model.finding import Finding, Level, Screening, Verdict
from relparty.model.lot import Bidder, FormFile, Lot, declared_records
from relparty.model.record import Record, ending_of, mentions_of
from relparty.names.rarity import NameTable
from relparty.ownership.relations import lot_graph
from relparty.ownership.snapshot import Records, snapshots
from relparty.regimes import grading
from relparty.regimes.regime import Regime
from relparty.resolve.bidders import bidders
from relparty.resolve.entities import resolve
from relparty.rules import too_few_quotes
from relparty.rules.catalog import rules
from relparty.rules.rule import Case
from relparty.settings import Limits


def screen(folder: LotFolder, intake: Intake, regime: Regime, names: NameTable, limits: Limits) -> Screening:
    """The screening of a lot and of what was read of the files handed in: every finding, the counts and the verdict.

    A form that cannot be read is a finding, never an error.
    """
    all_bidders, strays = bidders(folder.lot, intake.readings, folder.unread)
    if intake.missed:
        from relparty.resolve.lookups import with_missed  # loaded already by those who asked registers

        all_bidders = with_missed(all_bidders, intake.missed)
    lot = replace(folder.lot, problems=(*folder.lot.problems, *strays))
    handed_in = (*intake.files, *(each.file for each in folder.unread))
    evidence = sorted((*lot.files, *handed_in), key=lambda file: file.file)
    return judged(case_of(lot, all_bidders, names, limits), regime, limits, evidence)


def judged(case: Case, regime: Regime, limits: Limits, evidence: Iterable[FormFile]) -> Screening:
    """The screening of a case: every rule asked, its ties graded under a regime, the quotes counted."""
    lot = case.lot
    ties = [tie for rule in rules().values() for tie in rule.find(case)]
    found = grading.findings(ties, regime, lot.id, lot.opens_on, limits.paths)
    counted = counts(lot, case.bidders, found)
    found += grading.findings(too_few_quotes.ties(counted), regime, lot.id, lot.opens_on, limits.paths)
    graph = lot_graph(case.snapshots, case.former)
    return Screening(lot, verdict(found), counted, case.bidders, grading.in_order(found), tuple(evidence), graph)


def case_of(lot: Lot, all_bidders: tuple[Bidder, ...], names: NameTable, limits: Limits) -> Case:
    """The lot as the rules look at it: on the day of opening, and just before each thing that ended lately."""
    declarations = [declaration for bidder in all_bidders for declaration in bidder.declarations]
    records = _records(all_bidders, lot.opens_on)
    told = {mention for record in (*records, *declared_records(all_bidders)) for mention in mentions_of(record)}
    told.update((bidder.mention for bidder in all_bidders), (declaration.bidder for declaration in declarations))
    told.update(mention for declaration in declarations for mention in declaration.former_names)
    entities = resolve(told.union(member.person for member in lot.group))
    by_kind = Records.sorted_by_kind(records)
    current = snapshots(entities, by_kind, all_bidders, lot.opens_on, limits)
    former = (snapshots(entities, by_kind, all_bidders, day, limits) for day in _days_before_endings(lot, records))
    return Case(lot, all_bidders, current, tuple(snapshot for group in former for snapshot in group), names)


def _records(all_bidders: tuple[Bidder, ...], opens_on: date) -> list[Record]:
    """What the forms declare, joined with the registration where there is one."""
    if any(bidder.extracts or bidder.above for bidder in all_bidders):
        from relparty.resolve.registration.records import records  # few lots hold documents of a register

        return records(all_bidders, opens_on)
    return declared_records(all_bidders)


def verdict(found: Iterable[Finding]) -> Verdict:
    """What the findings say of the lot, the worst first; an unchecked part is never clear."""
    levels = {finding.level for finding in found}
    if levels & {Level.BAR, Level.DEEMED}:
        return Verdict.STOP
    if levels & {Level.REVIEW, Level.LEAD}:
        return Verdict.REVIEW
    return Verdict.INCOMPLETE if Level.UNCHECKED in levels else Verdict.CLEAR


def _days_before_endings(lot: Lot, records: Iterable[Record]) -> list[date]:
    """The days just before something ended, within the look-back time and up to the day of opening."""
    first = months_before(lot.opens_on, lot.lookback_months)
    endings = {ending for record in records if (ending := ending_of(record)) and first <= ending <= lot.opens_on}
    return sorted(ending - timedelta(days=1) for ending in endings if ending > date.min)
