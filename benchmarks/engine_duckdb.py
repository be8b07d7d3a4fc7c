"""The plain job by the joins of DuckDB."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb
import engine_steps

if TYPE_CHECKING:
    import pyarrow as pa


def pairs(tables: Path) -> pa.Table:
    """The pairs of the tables in a folder."""
    with tempfile.TemporaryDirectory() as overflow, duckdb.connect(config={"temp_directory": overflow}) as connection:
        for name in engine_steps.TABLES:
            connection.read_parquet(str(tables / f"{name}.parquet")).create_view(name)

        def keep(name: str, query: str) -> int:
            connection.execute(f"CREATE TABLE {name} AS {query}")
            ((rows,),) = connection.execute(f"SELECT count(*) FROM {name}").fetchall()
            return int(rows)

        engine_steps.run(keep)
        return connection.table("pairs").to_arrow_table()
