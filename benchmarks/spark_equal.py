"""Both engines of `relparty batch` on the same tables: their files by checksum, their time as a ratio.

    python benchmarks/spark_equal.py made/1m made/bundles/1m [--master 'local[2]'] [--memory 8g]

The Spark engine lays the register out and computes every part anew. Needs the extra `spark` and Java 17 or newer; ends with 1
where the two do not write the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tempfile
from pathlib import Path

from engine_turns import Turn, turn

_FINISHED = (0, 1, 3)
ENGINES = ("duckdb", "spark")


def batch(tables: Path, bundle: Path, out: Path, engine: str, master: str) -> Turn:
    """What a batch costs; its tables are written."""
    out.parent.mkdir()
    told = ["--register", str(bundle), "--out", str(out), "--lang", "en", "--engine", engine]
    if engine == "spark":
        told += ["--master", master]
    took = turn([sys.executable, "-m", "relparty", "batch", str(tables), *told], _FINISHED)
    if not out.exists():  # Python ends with 1 as well where it breaks off
        raise RuntimeError(f"relparty wrote no {out.name}: {took.said}")
    return took


def checksums(folder: Path) -> dict[str, str]:
    """The SHA-256 of each file in a folder."""
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(folder.iterdir()) if path.is_file()}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tables", type=Path, help="a folder that register_maker has written")
    parser.add_argument("bundle", type=Path, help="the bundle built of it")
    parser.add_argument("--master", default="local[2]")
    parser.add_argument("--memory", default="8g", help="of the driver, where nothing else is told in PYSPARK_SUBMIT_ARGS")
    return parser.parse_args()


def main() -> int:
    told = _arguments()
    with tempfile.TemporaryDirectory() as scratch:
        local = f"--driver-memory {told.memory} --conf spark.local.dir={scratch} pyspark-shell"
        os.environ.setdefault("PYSPARK_SUBMIT_ARGS", local)
        took, found = {}, {}
        for engine in ENGINES:
            out = Path(scratch) / engine / "pairs.parquet"
            took[engine] = batch(told.tables, told.bundle, out, engine, told.master).seconds
            found[engine] = checksums(out.parent)
            print(f"{engine}: {took[engine]:.1f} s, {took[engine] / took[ENGINES[0]]:.0f} times the embedded engine", flush=True)
            for name, checksum in found[engine].items():
                print(f"  {name} {checksum}", flush=True)
    equal = found[ENGINES[0]] == found[ENGINES[1]]
    print("both engines wrote the same bytes" if equal else "THE ENGINES DO NOT AGREE")
    return 0 if equal else 1


if __name__ == "__main__":
    sys.exit(main())
