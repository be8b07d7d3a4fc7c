"""What the core finds in a case, and what both engines of batches write, as rows that can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from ducksteps import on_duckdb
from registertables import silent
from relparty.batch import flow, grades, output
from relparty.batch.bids import Bid
from relparty.batch.case import case
from relparty.batch.kernels.rows import RULES
from relparty.batch.spark import flow as spark_flow
from relparty.bundle.reading import Bundle
from relparty.counting import counts
from relparty.model.finding import Level
from relparty.model.lot import Lot, Policy
from relparty.model.tie import Certainty, Tie
from relparty.names.rarity import BUILT_IN
from relparty.ownership.snapshot import Snapshot
from relparty.regimes import grading, regime
from relparty.regimes.regime import Regime
from relparty.rules import too_few_quotes
from relparty.rules.catalog import rules
from relparty.rules.rule import Case
from relparty.screening import verdict
from relparty.settings import Limits

Row = tuple[Any, ...]
"""bidder_a, bidder_b, rule, level, certainty, hops, effective_percent (0.0001 %), via."""
Found = tuple[dict[str, set[Row]], dict[str, Row]]
"""The rows of pairs by lot, and of lots."""
MIN_QUOTES = 2


def regime_of(name: str = "sub_threshold", overlay: str = "") -> Regime:
    return regime.load(name, overlay, Policy(), ())


def batch_rows(bundle: Bundle, bids: Path, folder: Path, rule_book: Regime, min_quotes: int = MIN_QUOTES) -> Found:
    """What both engines write, who must agree byte by byte; the steps of the Spark engine run on DuckDB."""
    embedded, spark = (folder / name / "pairs.parquet" for name in ("embedded", "spark"))
    for out in (embedded, spark):
        out.parent.mkdir(parents=True)
    terms = grades.terms(rule_book, min_quotes)
    flow.run(flow.Batch(bids, bundle, embedded, terms, bundle.as_of), silent, _unseen)
    with pytest.MonkeyPatch.context() as patch:
        on_duckdb(patch)
        spark_flow.run(flow.Batch(bids, bundle, spark, terms, bundle.as_of), "local[2]", silent, _unseen)
    for file in (lambda out: out, output.lots_file):
        assert file(embedded).read_bytes() == file(spark).read_bytes()
    return written(embedded)


def _unseen(_done: int, _lots: int) -> None:
    """Progress that nobody looks at."""


def written(out: Path) -> Found:
    """The rows of the two tables that a batch wrote."""
    pairs: dict[str, set[Row]] = defaultdict(set)
    for row in pq.read_table(out).to_pylist():
        share = row["effective_percent"]
        told = [row[name] for name in ("bidder_a", "bidder_b", "rule", "level", "certainty", "hops")]
        line = (*told, None if share is None else round(share * 10_000), row["via"])
        assert line not in pairs[row["lot_id"]], "a finding is written twice"
        pairs[row["lot_id"]].add(line)
    lots = {row["lot_id"]: tuple(row.values())[1:] for row in pq.read_table(output.lots_file(out)).to_pylist()}
    return pairs, lots


def core_rows(bundle: Bundle, bids: Sequence[Bid], rule_book: Regime) -> tuple[set[Row], Row]:
    """The same of one lot by the core: its graph, its rules, its grading, its counts."""
    bids = sorted(bids, key=lambda bid: bid.code)
    lot = Lot("", "", "", bundle.as_of, bundle.as_of, min_quotes=MIN_QUOTES)
    whole = case(bundle, lot, bids, BUILT_IN, Limits())

    def told(subject: str) -> str | None:
        return None if subject.startswith("?") else bundle.id(int(subject))

    id_of = {bidder.key: bid.id for bidder, bid in zip(whole.bidders, bids, strict=True)}
    return rows_of(whole, rule_book, id_of, told), _lot_row(whole, rule_book)


def _ties(whole: Case) -> list[Tie]:
    """The ties of the rules that batches know, of the day alone; of a name alone a register says nothing."""
    today = replace(whole, former=())
    return [tie for name in RULES for tie in rules()[name].find(today) if tie.certainty is not Certainty.NAME_ONLY]


def rows_of(whole: Case, rule_book: Regime, id_of: dict[str, str], told: Callable[[str], str | None]) -> set[Row]:
    """The rows that the core finds in a case."""
    ties = _ties(whole)
    rows = set()
    for finding in grading.findings(ties, rule_book, "", whole.lot.opens_on, 100):
        about = [tie for tie in ties if set(tie.bidders) == set(finding.bidders)]
        own = [tie for tie in about if tie.rule == finding.rule and not _is_told_elsewhere(tie, about, rule_book)]
        best = [tie for tie in own if tie.certainty is finding.certainty and _level(tie, rule_book) is finding.level]
        hops, via, share = min((_telling(whole, tie, id_of, told) for tie in best), key=lambda each: each[:2])
        a, b = sorted(id_of[key] for key in finding.bidders)
        rows.add((a, b, finding.rule, finding.level.word, str(finding.certainty), hops, share, via[1]))
    return rows


def _is_told_elsewhere(tie: Tie, ties: list[Tie], rule_book: Regime) -> bool:
    """Whether another rule speaks of the party of a tie: the one that has the strongest tie about it."""
    if not tie.subjects:
        return False
    same = [each for each in ties if each.subjects == tie.subjects]
    strongest = max(same, key=lambda each: (_level(each, rule_book), -RULES.index(each.rule)))
    return strongest.rule != tie.rule


def _level(tie: Tie, rule_book: Regime) -> Level:
    return grading.capped(rule_book.grade(tie.rule, tie.variant).level, tie.certainty, tie.rare_name)


def _telling(
    whole: Case, tie: Tie, id_of: dict[str, str], told: Callable[[str], str | None]
) -> tuple[int, tuple[str, str | None], int | None]:
    """The steps of a tie and the party shared, in the order of which the one that is shown is chosen, and its share.

    Of two that hold each other it is the one with the lower id that is shown, by whatever code it is known.
    """
    hops = min(len([step for step in path.steps if step.relation != "same_code"]) for path in tie.paths)
    if not tie.subjects:
        return hops, (id_of[_holder(whole, tie)], None), tie.paths[0].effective_percent
    (subject,) = tie.subjects
    return hops, (subject, told(subject)), _share(whole, tie, hops)


def _holder(whole: Case, tie: Tie) -> str:
    """The bidder that holds the other; its party may be one that it shares with another id of the register."""
    snapshot = next(each for each in whole.snapshots if each.certainty is tie.certainty)
    start = tie.paths[0].steps[0].start.key
    return next(key for key in tie.bidders if start in (snapshot.nodes[key], snapshot.legal_persons[key]))


def _share(whole: Case, tie: Tie, hops: int) -> int | None:
    if tie.rule not in ("common_controller", "shared_shareholder") or tie.variant in ("hub", "state"):
        return None
    snapshot = next(each for each in whole.snapshots if each.certainty is tie.certainty)
    a, b = (snapshot.nodes[key] for key in tie.bidders)
    (subject,) = tie.subjects
    party = min(each for each in _standing(snapshot, tie, a, b, hops) if snapshot.subject(each) == subject)
    shares = [snapshot.effective(party, node) for node in (a, b)]
    return None if None in shares else min(share for share in shares if share is not None)


def _standing(snapshot: Snapshot, tie: Tie, a: str, b: str, hops: int) -> Iterable[str]:
    apart = tie.rule == "shared_shareholder"
    over_a, over_b = snapshot.above(a, b if apart else ""), snapshot.above(b, a if apart else "")
    return (party for party in over_a.keys() & over_b.keys() if over_a[party] + over_b[party] == hops)


def _lot_row(whole: Case, rule_book: Regime) -> Row:
    unchecked = list(rules()["unchecked"].find(replace(whole, former=())))
    found = grading.findings([*_ties(whole), *unchecked], rule_book, "", whole.lot.opens_on, 10)
    counted = counts(whole.lot, whole.bidders, found)
    found += grading.findings(too_few_quotes.ties(counted), rule_book, "", whole.lot.opens_on, 10)
    is_unchecked = any(finding.level is Level.UNCHECKED for finding in found)
    return (verdict(found).value, counted.received, counted.after_bar, counted.groups, counted.independent, is_unchecked)


def counts_of(whole: Case, rule_book: Regime) -> Row:
    """The four counts of a case by the core."""
    counted = counts(whole.lot, whole.bidders, grading.findings(_ties(whole), rule_book, "", whole.lot.opens_on, 10))
    return (counted.received, counted.after_bar, counted.groups, counted.independent)
