"""The SQL steps of the Spark engine on DuckDB: the same words, no Java. What only Spark can show is in the tests marked `spark`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relparty.batch.spark import flow, session
from relparty.batch.spark.steps import Steps
from relparty.bundle.engine import number, text


class DuckSteps(Steps):
    """Steps over a connection of DuckDB in place of a session of Spark."""

    spark: Any

    def open(self, name: str, file: Path) -> None:
        self.spark.execute(f"CREATE OR REPLACE VIEW {name} AS SELECT * FROM read_parquet({text(str(file))})")

    def join(self, name: str, tables: Sequence[str]) -> None:
        self.spark.execute(f"CREATE OR REPLACE VIEW {name} AS {' UNION ALL '.join(f'SELECT * FROM {each}' for each in tables)}")

    def run(self, name: str, query: str) -> int:
        return self.keep(name, self.spark.sql(query).to_arrow_table())

    def apply(self, name: str, table: str, screen: Callable[[pa.Table], pa.Table], schema: str) -> int:
        rows = self.spark.sql(f"SELECT * FROM {table}").to_arrow_table()
        parts = set(rows.column("part").to_pylist())
        screened = [screen(rows.filter(pa.compute.equal(rows.column("part"), part))) for part in parts]
        names = [column.split()[0] for column in schema.split(", ")]
        empty = pa.schema([(each, pa.int32()) for each in names]).empty_table()
        return self.keep(name, pa.concat_tables([empty, *screened]))

    def keep(self, name: str, rows: pa.Table) -> int:
        (self.folder / name).mkdir()
        pq.write_table(rows, self.folder / name / "part.parquet")
        self.open(name, self.folder / name / "part.parquet")
        return number(self.spark, f"SELECT count(*) FROM {name}")


@contextmanager
def started(_master: str, _folder: Path) -> Iterator[Any]:
    with duckdb.connect() as connection:
        yield connection


def on_duckdb(patch: pytest.MonkeyPatch) -> None:
    """From now on the Spark engine works on DuckDB."""
    patch.setattr(flow, "Steps", DuckSteps)
    patch.setattr(session, "check", lambda _master: None)
    patch.setattr(session, "started", started)
