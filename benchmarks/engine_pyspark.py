"""The plain job by Spark on this machine: the same SQL, each step written and read again as Parquet.

`localCheckpoint`, which keeps steps in memory, crashed on a union.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import engine_steps
from pyspark.sql import SparkSession

if TYPE_CHECKING:
    import pyarrow as pa

_OPTIONS = {
    "spark.master": "local[2]",
    "spark.driver.memory": "4g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.shuffle.partitions": "4",
}


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    import pyarrow.parquet as pq

    with tempfile.TemporaryDirectory() as folder, _session(folder) as session:
        kept = Path(folder) / "kept"
        for name in engine_steps.TABLES:
            session.read.parquet(str(tables / f"{name}.parquet")).createOrReplaceTempView(name)

        def keep(name: str, query: str) -> int:
            path = kept / name
            session.sql(query).write.parquet(str(path))
            session.read.parquet(str(path)).createOrReplaceTempView(name)
            return sum(pq.read_metadata(each).num_rows for each in path.glob("*.parquet"))

        engine_steps.run(keep)
        return pq.read_table(kept / "pairs")


def _session(folder: str) -> SparkSession:
    builder = SparkSession.builder.appName("plain job").config("spark.local.dir", folder)
    for name, told in _OPTIONS.items():
        builder = builder.config(name, told)
    return builder.getOrCreate()
