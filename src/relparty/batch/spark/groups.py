"""The compiled kernels over some lots and the few rows that they need: what Spark runs on each group of `gathered`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from relparty.batch.grades import Terms
from relparty.batch.scratch import Scratch
from relparty.batch.spark.steps import BID, HOLDING, OFFICE
from relparty.bundle.layout import TWIN_BIT, UNDATED

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    from relparty.batch.kernels.register import Register
    from relparty.batch.kernels.results import LotRows, PairRows

    Rows = Mapping[str, NDArray[np.integer]]

FINDING = ("place", "lot", "bidder_a", "bidder_b", "row", "level", "certainty", "hops", "share", "via")
COUNTS = ("received", "after_bar", "groups", "independent", "worst", "unchecked")
SCHEMA = ", ".join(f"{name} INT" for name in (*FINDING, *COUNTS))
"""What is told: a row is a finding, by its `place` among those of its group, or the counts of a `lot`; what the other has is null."""


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for all groups."""

    terms: Terms
    companies: int
    """How many companies the bundle has: higher codes are persons."""
    control_above: int


def screening(job: Job) -> Callable[[Any], Any]:
    """The function that Spark gives the rows of each group."""

    def screen(rows: Any) -> Any:  # noqa: ANN401 -- Spark looks at annotations to choose how it calls
        return screened(job, rows)

    return screen


def screened(job: Job, table: pa.Table) -> pa.Table:
    """The findings and counts of the lots of a group (see `SCHEMA`)."""
    import numpy as np

    from relparty.batch.kernels.results import lot_rows

    columns = {name: table.column(name).to_numpy() for name in ("sort", "one", "other", "told", "flags")}
    sort = columns["sort"]
    bids, holdings, offices = ({name: column[sort == each] for name, column in columns.items()} for each in (BID, HOLDING, OFFICE))
    codes = _codes(bids, holdings, offices)
    order = np.lexsort((bids["other"], bids["one"]))
    lots, counts = np.unique(bids["one"], return_counts=True)
    begins = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    bidders = _places(codes, bids["other"][order])
    counted = lot_rows(len(lots))
    pairs = Scratch(job.terms).pairs(_register(job, codes, bids, holdings, offices), begins, bidders, counted)
    return _told(lots, codes, pairs, counted)


def _codes(bids: Rows, holdings: Rows, offices: Rows) -> NDArray[np.int32]:
    """All codes that are told, rising: their places are the codes of the small register, in the same order."""
    import numpy as np

    told = [bids["other"], bids["told"], *(rows[name] for rows in (holdings, offices) for name in ("one", "other"))]
    codes = np.unique(np.concatenate(told).astype(np.int32))
    return codes[codes >= 0]


def _places(codes: NDArray[np.int32], told: NDArray[np.integer]) -> NDArray[np.int32]:
    """The places of codes among those that are told; negative ones stay."""
    import numpy as np

    return np.where(told < 0, told, np.searchsorted(codes, told)).astype(np.int32)


def _at(codes: NDArray[np.int32], places: NDArray[np.int32]) -> NDArray[np.int32]:
    """The codes at places; negative ones stay."""
    import numpy as np

    return np.where(places < 0, places, codes[np.maximum(places, 0)]) if len(codes) else places


def _register(job: Job, codes: NDArray[np.int32], bids: Rows, holdings: Rows, offices: Rows) -> Register:
    """A register of just these codes and rows, all of which stand."""
    import numpy as np

    from relparty.batch.kernels.register import Register

    companies = int(np.searchsorted(codes, job.companies))
    party = np.zeros(len(codes), np.uint8)
    for rows in (holdings, offices):
        party[_places(codes, rows["other"])] = rows["flags"]
    known = bids["other"] >= 0
    bidders, firsts = _places(codes, bids["other"][known]), _places(codes, bids["told"][known])
    party[bidders] = party[firsts] = bids["flags"][known]
    twin = _twins(bidders, firsts, len(codes))
    party[twin != np.arange(len(codes))] |= TWIN_BIT
    up_at, up_rows = _by_company(codes, companies, holdings)
    office_at, office_rows = _by_company(codes, companies, offices)
    return Register(up_at, up_rows, office_at, office_rows, party, twin, companies, 0, job.control_above)


def _twins(bidders: NDArray[np.int32], firsts: NDArray[np.int32], size: int) -> NDArray[np.int32]:
    """The rings of those bidders that are one company with the first of its codes; all rows are told of the first."""
    import numpy as np

    twin = np.arange(size, dtype=np.int32)
    others = bidders != firsts
    for first, other in np.unique(np.stack([firsts[others], bidders[others]], 1), axis=0).tolist():
        twin[other] = twin[first]
        twin[first] = other
    return twin


def _by_company(codes: NDArray[np.int32], companies: int, rows: Rows) -> tuple[NDArray[np.int64], NDArray[np.int32]]:
    """Where the rows of each company begin, and the rows: the other party, what is told, no dates."""
    import numpy as np

    company, other = _places(codes, rows["one"]), _places(codes, rows["other"])
    order = np.lexsort((rows["told"], other, company))
    at = np.searchsorted(company[order], np.arange(companies + 1)).astype(np.int64)
    told = np.full((len(order), 4), UNDATED, np.int32)
    told[:, 0], told[:, 1] = other[order], rows["told"][order]
    return at, told


def _told(lots: NDArray[np.integer], codes: NDArray[np.int32], pairs: PairRows, counted: LotRows) -> pa.Table:
    """The findings and counts as one table, in the lots and codes of the bundle."""
    import numpy as np
    import pyarrow as pa

    findings = pairs._asdict() | {
        "place": np.arange(len(pairs.lot)),
        "lot": lots[pairs.lot],
        **{name: _at(codes, getattr(pairs, name)) for name in ("bidder_a", "bidder_b", "via")},
    }
    counts = counted._asdict() | {"lot": lots, "worst": counted.level}
    return pa.concat_tables([_table(findings, FINDING), _table(counts, ("lot", *COUNTS))])


def _table(columns: Rows, told: Sequence[str]) -> pa.Table:
    """Some columns as a table of all, the others null."""
    import pyarrow as pa

    kind, size = pa.int32(), len(columns["lot"])
    return pa.table({name: pa.array(columns[name]).cast(kind) if name in told else pa.nulls(size, kind) for name in (*FINDING, *COUNTS)})
