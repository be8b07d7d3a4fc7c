"""The flow of a batch on this machine: bids, parts, kernels, tables."""

from __future__ import annotations

import os
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import relparty
from relparty.batch import bids as bid_tables
from relparty.batch import output
from relparty.batch.bids import Bids
from relparty.batch.grades import Terms
from relparty.batch.parts import Part, parts
from relparty.batch.screener import Screener
from relparty.batch.store import Store, held
from relparty.bundle.layout import ARRAYS, TEXTS
from relparty.bundle.reading import Bundle
from relparty.model.finding import Verdict
from relparty.phrases import Phrase, Sentence

if TYPE_CHECKING:
    import pyarrow as pa

Told = Callable[[Sentence], None]
Progress = Callable[[int, int], None]

_THREADS = 8
_WHO = ("ids.bin", "tokens.bin", "twin.npy")
"""The files of a bundle that say who is who: what a part came to with another bundle is worth something only if they are the same."""

_PREPARING = Phrase(
    "准备计算内核（首次运行需编译约一分钟）", "making the kernels ready (the first run compiles them, which takes about a minute)"
)
REUSED = Phrase("{n} 个分段此前已完成，直接采用", "Parts that an earlier run finished: {n}; they are taken as they are")
_RENEWED = Phrase(
    "{n} 个分段按另一数据包算过，只重算有变动的项目",
    "Parts computed with another bundle: {n}; only lots around which something changed are judged again",
)


@dataclass(frozen=True, slots=True)
class Batch:
    """What is asked of a batch."""

    lots: Path
    bundle: Bundle
    out: Path
    terms: Terms
    day: date


@dataclass(frozen=True, slots=True)
class Engine:
    """How parts are computed: where finished ones are kept, what names them beside their bids, and what completes them."""

    parts: str
    """What is added to the name of the output."""
    identity: Callable[[Batch], dict[str, object]]
    """What else than the bids decides what comes out, as far as a finished part may not be taken for another."""
    complete: Callable[[Batch, Bids, Store, list[Part], Told, Progress], None]
    """Computes the parts that the store does not have."""
    prepare: Callable[[Batch, Told], None] = lambda _batch, _tell: None
    """What can be done while the bids are read."""


def load() -> None:
    """Loads the libraries that a batch needs beside DuckDB; compiles nothing."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy starts threads for algebra that nobody asks for here
    for name in ("llvmlite.binding", "pyarrow.compute", "pyarrow.parquet", "relparty.batch.kernels.lots", "relparty.batch.kernels.texts"):
        import_module(name)


def run(batch: Batch, tell: Told, progress: Progress, engine: Engine | None = None) -> dict[Verdict, int]:
    """Screens all lots with an engine, the embedded one by default, and writes both tables; gives how many have which verdict.

    Raises UsageError for wrong bids, where disk or memory do not suffice, or where another process writes there. What a killed run had finished is not
    computed again: finished parts are kept beside the output, by what went into them.
    """
    engine = engine or EMBEDDED
    source = bid_tables.find(batch.lots)
    output.check(batch.out, source)
    _map(batch.bundle)
    with held(batch.out.parent / f"{batch.out.name}{engine.parts}") as store:
        bids = bid_tables.read(source, batch.bundle, store.folder, partial(engine.prepare, batch, tell))
        for remark in bids.remarks:
            tell(remark)
        every = parts(bids, {"relparty": relparty.__version__, "terms": asdict(batch.terms), **engine.identity(batch)})
        engine.complete(batch, bids, store, every, tell, progress)
        verdicts: Counter[str] = Counter()
        output.write(batch.out, (store.pairs(part) for part in every), _counted(store, every, verdicts))
        store.forget_all_but({part.key for part in every})
        return {verdict: verdicts[verdict.value] for verdict in Verdict}


def _map(bundle: Bundle) -> None:
    """Maps every file of a bundle, which stays readable then when a build puts another version in its place."""
    for name in ARRAYS:
        bundle.array(name)
    for name in TEXTS:
        bundle.text(name)


def _identity(batch: Batch) -> dict[str, object]:
    who = {name: batch.bundle.manifest.files[name].sha256 for name in _WHO}
    return {"who": who, "day": batch.day.isoformat()}


def _prepare(batch: Batch, tell: Told) -> None:
    """Loads the kernels and all that they need, by screening no lot."""
    tell(_PREPARING())
    _screener(batch, bid_tables.none()).screened(Part(0, 0, ""))


def _complete(batch: Batch, bids: Bids, store: Store, every: list[Part], tell: Told, progress: Progress) -> None:
    """Computes the parts that are not there, side by side: kernels hold no lock, and each thread has its own scratch."""
    kept = {part: store.bundle_of(part) for part in every}
    missing = [part for part in every if kept[part] != batch.bundle.sha256]
    stale = sum(1 for part in missing if kept[part])
    for words, n in ((REUSED, len(every) - len(missing)), (_RENEWED, stale)):
        if n:
            tell(words(n=n))
    if not missing:
        return
    local = threading.local()

    def finish(part: Part) -> int:
        if not hasattr(local, "screener"):
            local.screener = _screener(batch, bids)
        screener: Screener = local.screener
        tables = screener.renewed(part, store.get(part)) if kept[part] else screener.screened(part)
        store.put(part, batch.bundle.sha256, tables)
        return part.end - part.first

    done, lots = 0, sum(part.end - part.first for part in missing)
    largest_first = sorted(missing, key=lambda part: part.first - part.end)  # so that no thread waits long for another at the end
    with ThreadPoolExecutor(min(_THREADS, os.cpu_count() or 1, len(missing))) as pool:
        for count in pool.map(finish, largest_first):
            done += count
            progress(done, lots)


def _screener(batch: Batch, bids: Bids) -> Screener:
    return Screener(batch.bundle, batch.day, batch.terms, bids)


def _counted(store: Store, every: list[Part], verdicts: Counter[str]) -> Iterator[pa.Table]:
    """The lots of all parts as they are written, their verdicts counted on the way."""
    import pyarrow.compute as pc

    for part in every:
        lots = store.lots(part)
        verdicts.update({each["values"]: each["counts"] for each in pc.value_counts(lots.column("verdict")).to_pylist()})
        yield lots.drop_columns("around")


EMBEDDED = Engine(".parts", _identity, _complete, _prepare)
"""The engine of this machine."""
