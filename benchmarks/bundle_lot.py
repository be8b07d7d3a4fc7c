"""What one lot of eight bidders costs beyond start with a bundle behind it: `python benchmarks/bundle_lot.py TABLES BUNDLE`.

TABLES are those the bundle was built of (see register_maker): their lots of eight are looked up, each once.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections import defaultdict
from pathlib import Path

from relparty.bundle.extracts import upwards
from relparty.bundle.reading import opened

BIDDERS, LOTS = 8, 200


def lots_of_eight(tables: Path) -> list[list[str]]:
    """The bidders of the first lots with eight of them."""
    import pyarrow.parquet as pq

    found: dict[str, list[str]] = defaultdict(list)
    for batch in pq.ParquetFile(tables / "bids.parquet").iter_batches(columns=["lot_id", "bidder_id"], batch_size=1 << 16):
        for lot, bidder in zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True):
            found[lot].append(bidder)
        whole = [bidders for bidders in found.values() if len(bidders) == BIDDERS]
        if len(whole) > LOTS:
            return whole[:LOTS]
    return [bidders for bidders in found.values() if len(bidders) == BIDDERS]


def main(tables: Path, path: Path) -> None:
    bundle = opened(path)
    times, sizes = [], []
    for bidders in lots_of_eight(tables):
        start = time.perf_counter()
        found = upwards(bundle, [("", code) for code in bidders])
        times.append((time.perf_counter() - start) * 1000)
        sizes.append(len(found))
    first, rest = times[0], sorted(times[1:])
    print(
        f"{bundle.companies} companies, {len(times)} lots of {BIDDERS}, {statistics.median(sizes):.0f} companies above and with them (median)"
    )
    print(f"first {first:.1f} ms, then median {statistics.median(rest):.1f} ms, 95 of 100 under {rest[int(len(rest) * 0.95)]:.1f} ms")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
