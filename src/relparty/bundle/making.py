"""All files of a version but its manifest, made of tables: whole, or of a version that is there and what has changed since."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle import accounts, coding, edges, keys, parties, rejects, tables, twins
from relparty.bundle.accounts import Spool
from relparty.bundle.arrays import write
from relparty.bundle.edges import Sums
from relparty.bundle.engine import number
from relparty.bundle.layout import ARRAYS, Counts
from relparty.bundle.present import Reuse
from relparty.bundle.tables import Table
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    import numpy as np
    from duckdb import DuckDBPyConnection
    from numpy.typing import NDArray

Told = Callable[[Sentence], None]

_KEPT = Phrase("企业和人员未变，沿用现有版本", "companies and persons are unchanged and taken from the present version")
_CODING = Phrase("编码：{companies} 家企业，{persons} 人", "coding: companies {companies}, persons {persons}")
_NAMING = Phrase("归并企业名称", "folding the companies' names")
_SORTING = Phrase("排序持股和任职", "sorting holdings and offices")

_CODERS = {"holdings": coding.code_holdings, "offices": coding.code_offices}


@dataclass(frozen=True, slots=True)
class Work:
    """What a version is made of and where: the tables as found, the folder, the day, who is told how it goes on."""

    con: DuckDBPyConnection
    found: Mapping[str, Table]
    folder: Path
    as_of: date
    tell: Told


def whole(work: Work, told: Spool | None = None) -> Counts:
    """Makes every file, and counts; `told` are the accounts of companies where files of statements tell of them."""
    con, folder = work.con, work.folder
    rejects.begin(con)
    _code(work, "companies", coding.code_companies)
    _code(work, "persons", coding.code_persons)
    companies, persons = (number(con, f"SELECT count(*) FROM {name}") for name in ("company", "person"))
    work.tell(_CODING(companies=companies, persons=persons))
    codes_left_out = coding.without_long_codes(con)
    parties.write_parties(con, folder)
    groups = twins.write_twins(con, folder, companies, companies + persons)
    unread = accounts.write(con, folder, told) if told else []
    counts = Counts(companies, persons, 0, 0, 0, 0, codes_left_out, len(unread))
    for name, code in _CODERS.items():
        _code(work, name, code)
    coding.forget_parties(con)
    counts, sums = _rows(work, counts, None)
    work.tell(_NAMING())
    nominees = keys.write_keys(folder, folder / "scratch", companies)
    return _closed(folder, counts, parties.lasting(folder, nominees, groups, unread), sums)


def renewed(work: Work, kept: Reuse) -> Counts:
    """Makes the files that hang on changed tables or on the day, and counts; all others are those of the version that is there."""
    import numpy as np

    counts = kept.present.manifest.counts
    rejects.begin(work.con)
    work.tell(_KEPT())
    changed = [name for name in _CODERS if name not in kept.tables]
    if changed:
        coding.know(work.con, *parties.codes(work.folder, counts.companies))
    for name in changed:
        _code(work, name, _CODERS[name])
    counts, sums = _rows(work, counts, kept)
    return _closed(work.folder, counts, np.load(kept.present.folder / "party.npy"), sums)


def _rows(work: Work, counts: Counts, kept: Reuse | None) -> tuple[Counts, Sums]:
    """Writes holdings and offices that are not there yet, and the rows left out; the counts with theirs."""
    con, folder, companies, parties_ = work.con, work.folder, counts.companies, counts.companies + counts.persons
    same = kept.tables if kept else frozenset[str]()
    work.tell(_SORTING())
    if "holdings" in same:
        sums = edges.summed(folder, companies, parties_, work.as_of)
    else:
        written, sums = edges.write_holdings(con, folder, companies, parties_, work.as_of)
        rejects.add_twice(con, "holdings", written.twice)
        counts = replace(counts, holdings=written.rows)
    if "offices" not in same:
        written = edges.write_offices(con, folder, companies)
        rejects.add_twice(con, "offices", written.twice)
        counts = replace(counts, offices=written.rows)
    rejected = rejects.write(con, folder, work.found, kept.rejected if kept else {})
    return replace(counts, rejected=rejected), sums


def _closed(folder: Path, counts: Counts, party: NDArray[np.uint8], sums: Sums) -> Counts:
    """Writes what hangs on the sums of present holdings."""
    write(folder / "over_full.npy", ARRAYS["over_full"], [sums.over_full])
    parties.write_party(folder, party, sums.hubs)
    return replace(counts, over_full=int(sums.over_full.sum()))


def _code(work: Work, name: str, code: Callable[[DuckDBPyConnection, Table], None]) -> None:
    with tables.told_in_words(work.found[name]):
        code(work.con, work.found[name])
