"""The SQL steps: which companies a bidder needs, whom it touches there, in which lots two bids touch one party.

Plain ANSI SQL over tables. Each step is written as Parquet and read again: plans stay small, and nothing is computed twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle.layout import HUB_BIT, KIND_BITS, KINDS, LASTING_HUB_BIT, UNREAD_BIT
from relparty.errors import UsageError
from relparty.model.party import HELD
from relparty.phrases import Phrase

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame, SparkSession

BID, HOLDING, OFFICE = range(3)
"""What a row of `gathered` tells: `sort`."""

_SOUGHT = tuple(KINDS.index(kind) for kind in HELD)
"""The kinds above which holders are sought: the same bits without that of a hub."""
_IS_SOUGHT = f"(flags & {KIND_BITS | HUB_BIT}) IN {_SOUGHT}"

_NOT_SHARED = Phrase(
    "第 {step} 步写入 {written} 行，读回 {read} 行：此文件夹并非所有 Spark 节点共用",
    "step {step} wrote {written} rows and read {read}: not every Spark worker shares this folder",
)
_SHARE = Phrase("请把 --out 放在各节点以同一路径可见的位置", "let --out name a place that all of them see under the same path")

UPWARD = f"SELECT DISTINCT company, holder, flags FROM holdings WHERE {_IS_SOUGHT}"
"""The companies that stand above companies and have holders of their own to be sought."""

REACH_FIRST = "SELECT DISTINCT party AS bidder, party AS company, flags FROM bids WHERE party >= 0"
"""The companies whose rows a bidder needs: to begin with, itself."""

REACH_NEXT = (
    "SELECT DISTINCT frontier.bidder, upward.holder AS company, upward.flags "
    "FROM frontier JOIN upward ON upward.company = frontier.company "
    "WHERE NOT EXISTS (SELECT 1 FROM reach WHERE reach.bidder = frontier.bidder AND reach.company = upward.holder)"
)
"""One layer more: those above the last layer that were not reached before."""

UNTOLD = (
    f"SELECT bidder FROM reach WHERE (flags & {UNREAD_BIT}) <> 0 "
    f"UNION SELECT bidder FROM reach WHERE {_IS_SOUGHT} "
    "AND NOT EXISTS (SELECT 1 FROM holdings WHERE holdings.company = reach.company) "
    "UNION SELECT reach.bidder FROM reach JOIN holdings ON holdings.company = reach.company "
    f"WHERE (holdings.flags & {HUB_BIT | LASTING_HUB_BIT}) = {HUB_BIT} "
    "UNION SELECT reach.bidder FROM reach JOIN unended ON unended.company = reach.company"
)
"""The bidders with a company above them, or themselves, of which something is not understood, whose holders should be told and are not,
that a hub for its many holdings alone holds, or above which companies hold one another and nobody else holds them."""

UNENDED_FIRST = (
    f"SELECT company FROM reach WHERE {_IS_SOUGHT} INTERSECT SELECT company FROM upward "
    f"EXCEPT SELECT company FROM holdings WHERE NOT ({_IS_SOUGHT})"
)
"""The companies at none of whose holders a chain ends: to begin with, those all of whose holders have holders of their own to be sought."""

UNENDED_NEXT = (
    "SELECT company FROM unended EXCEPT SELECT below.company FROM unended AS below JOIN upward ON upward.company = below.company "
    "LEFT JOIN unended AS above ON above.company = upward.holder WHERE above.company IS NULL"
)
"""Without those whose chain ends a layer higher."""

TOUCHED = (
    "SELECT bidder, company AS party FROM reach "
    "UNION SELECT reach.bidder, holdings.holder FROM reach JOIN holdings ON holdings.company = reach.company "
    "UNION SELECT reach.bidder, offices.person FROM reach JOIN offices ON offices.company = reach.company"
)
"""Everybody who stands at a company that a bidder needs."""

SHARED = "SELECT party FROM touched GROUP BY party HAVING count(*) > 1"
"""Those whom more than one bidder touches: few, and they alone go into the large join."""

CANDIDATES = (
    "SELECT lot FROM bids GROUP BY lot, party HAVING count(*) > 1 "
    "UNION SELECT bids.lot FROM shared JOIN touched ON touched.party = shared.party JOIN bids ON bids.party = touched.bidder "
    "GROUP BY bids.lot, touched.party HAVING count(*) > 1"
)
"""The lots in which two bids touch one party: in all others there is nothing to find."""

QUIET = (
    "SELECT bids.lot, CAST(count(*) AS INT) AS received, "
    "max(CASE WHEN bids.party < 0 OR untold.bidder IS NOT NULL THEN 1 ELSE 0 END) AS unchecked "
    "FROM bids LEFT JOIN untold ON untold.bidder = bids.party "
    "WHERE NOT EXISTS (SELECT 1 FROM candidates WHERE candidates.lot = bids.lot) GROUP BY bids.lot"
)
"""The counts of all other lots."""

NEEDED = (
    "SELECT DISTINCT bids.part, reach.company FROM candidates JOIN bids ON bids.lot = candidates.lot "
    "JOIN reach ON reach.bidder = bids.party"
)
"""The companies whose rows a part needs."""

GATHERED = (
    f"SELECT bids.part, {BID} AS sort, bids.lot AS one, bids.bidder AS other, bids.party AS told, bids.flags "
    "FROM bids JOIN candidates ON candidates.lot = bids.lot "
    f"UNION ALL SELECT needed.part, {HOLDING}, holdings.company, holdings.holder, holdings.share, holdings.flags "
    "FROM needed JOIN holdings ON holdings.company = needed.company "
    f"UNION ALL SELECT needed.part, {OFFICE}, offices.company, offices.person, offices.office, offices.flags "
    "FROM needed JOIN offices ON offices.company = needed.company"
)
"""All that the kernels need of a part: its bids, and the rows of the companies needed."""


@dataclass(frozen=True, slots=True)
class Steps:
    """Runs steps in a session of Spark; each is a table in a folder that all who work on it share."""

    spark: SparkSession
    folder: Path

    def reach(self) -> None:
        """Makes `reach` layer by layer, until a layer has nobody new; rings end so, too."""
        self.run("upward", UPWARD)
        rows, layers = self.run("reach_0", REACH_FIRST), ["reach_0"]
        self.join("reach", layers)
        while rows:
            self.join("frontier", layers[-1:])
            layers.append(f"reach_{len(layers)}")
            rows = self.run(layers[-1], REACH_NEXT)
            self.join("reach", layers)

    def unended(self) -> None:
        """Makes `unended`, the companies above which no chain ends: those below an end are left out layer by layer."""
        before, rows, rounds = 0, self.run("unended_0", UNENDED_FIRST), 0
        self.join("unended", ["unended_0"])
        while rows and rows != before:
            before, rounds = rows, rounds + 1
            rows = self.run(f"unended_{rounds}", UNENDED_NEXT)
            self.join("unended", [f"unended_{rounds}"])

    def open(self, name: str, file: Path) -> None:
        """Gives a file a name as a table."""
        self.spark.read.parquet(literal(file)).createOrReplaceTempView(name)

    def join(self, name: str, tables: Sequence[str]) -> None:
        """Gives tables of the same columns a name as one table."""
        schema = self.spark.table(tables[0]).schema
        self.spark.read.schema(schema).parquet(*(literal(self.folder / each) for each in tables)).createOrReplaceTempView(name)

    def run(self, name: str, query: str) -> int:
        """The rows of a query, which is a table of that name from now on."""
        return self._put(name, self.spark.sql(query))

    def apply(self, name: str, table: str, screen: Callable[[pa.Table], pa.Table], schema: str) -> int:
        """The rows that a function makes of the rows of each part of a table; they are a table of that name from now on."""
        return self._put(name, self.spark.table(table).groupBy("part").applyInArrow(screen, schema))

    def _put(self, name: str, frame: DataFrame) -> int:
        """Writes a frame; raises UsageError where not all of its rows are found again.

        A worker that does not share the folder writes into one of its own, and Spark does not notice.
        """
        from pyspark.sql import Observation
        from pyspark.sql.functions import count, lit

        seen = Observation()
        frame.observe(seen, count(lit(1)).alias("rows")).write.parquet(str(self.folder / name))
        kept = self.spark.read.schema(frame.schema).parquet(literal(self.folder / name))
        kept.createOrReplaceTempView(name)
        read, written = int(kept.count()), int(seen.get["rows"])
        if read != written:
            raise UsageError(str(self.folder), _NOT_SHARED(step=name, written=written, read=read), _SHARE())
        return read


def literal(path: Path) -> str:
    """A path as Spark reads it, which takes some letters for patterns."""
    return re.sub(r"([\\*?\[\]{},])", r"\\\1", str(path))
