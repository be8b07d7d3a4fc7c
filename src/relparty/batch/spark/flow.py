"""The flow of a batch on Spark: bids, parts, SQL steps, kernels on the workers, tables."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from relparty.batch import flow
from relparty.batch.bids import Bids
from relparty.batch.flow import Batch, Progress, Told
from relparty.batch.parts import Part
from relparty.batch.spark import export, gathering, session, steps
from relparty.batch.spark.groups import SCHEMA, Job, screening
from relparty.batch.spark.steps import Steps
from relparty.batch.store import Store
from relparty.model.finding import Verdict
from relparty.ownership.control import threshold_on
from relparty.phrases import Phrase

_STARTING = Phrase("正在写出登记表，随后由 Spark 计算（{master}）", "laying out the register, which Spark ({master}) works on next")
_MEETING = Phrase(
    "{n} 个项目中有两份报价涉及同一主体，逐对查验", "Lots in which two bids touch one party: {n}; they are looked at pair by pair"
)


def run(batch: Batch, master: str, tell: Told, progress: Progress) -> dict[Verdict, int]:
    """Screens all lots on Spark and writes both tables, the same as `batch.flow.run`; gives how many lots have which verdict.

    Reach for it where register and lots outgrow one machine. `master` is `local[2]`, `spark://host:port` or `sc://host:port`;
    all who work there must see the folder of the output under the same path. Raises UsageError for wrong bids, where PySpark
    or Java is not there, where the folder is not shared, and for whatever Spark fails in.
    """
    session.check(master)

    def complete(batch: Batch, bids: Bids, store: Store, every: Sequence[Part], tell: Told, progress: Progress) -> None:
        missing = [part for part in every if not store.bundle_of(part)]
        if len(missing) < len(every):
            tell(flow.REUSED(n=len(every) - len(missing)))
        if missing:
            tell(_STARTING(master=session.place(master)))
            _compute(batch, bids, store, missing, store.folder.parent.resolve(), master, tell, progress)

    return flow.run(batch, tell, progress, flow.Engine(".spark/parts", _identity, complete))


def _identity(batch: Batch) -> dict[str, object]:
    """What else than the bids decides what comes out; parts of the other engine are not taken for ours, so that the two prove each other."""
    return {"bundle": batch.bundle.sha256, "day": batch.day.isoformat(), "engine": "spark"}


def _compute(
    batch: Batch, bids: Bids, store: Store, missing: Sequence[Part], folder: Path, master: str, tell: Told, progress: Progress
) -> None:
    register = export.register(batch.bundle, batch.day, folder)
    with _scratch(folder / "steps") as scratch:
        export.bids(bids, batch.bundle, missing, scratch / "bids.parquet")
        threshold = threshold_on(batch.day)
        job = Job(batch.terms, batch.bundle.companies, threshold.share - threshold.inclusive)
        with session.started(master, folder) as spark:
            _screen(Steps(spark, scratch), register, job, tell)
        found = gathering.results(scratch, bids, missing)
    done, lots = 0, sum(part.end - part.first for part in missing)
    for part in missing:
        store.put(part, batch.bundle.sha256, gathering.tables(batch, bids, found, part))
        done += part.end - part.first
        progress(done, lots)


def _screen(step: Steps, register: Path, job: Job, tell: Told) -> None:
    """Goes through the steps; what comes out lies in `quiet` and `screened`."""
    for name, path in (("holdings", register), ("offices", register), ("bids", step.folder)):
        step.open(name, path / f"{name}.parquet")
    step.reach()
    step.unended()
    step.run("untold", steps.UNTOLD)
    step.run("touched", steps.TOUCHED)
    step.run("shared", steps.SHARED)
    tell(_MEETING(n=step.run("candidates", steps.CANDIDATES)))
    step.run("quiet", steps.QUIET)
    step.run("needed", steps.NEEDED)
    step.run("gathered", steps.GATHERED)
    step.apply("screened", "gathered", screening(job), SCHEMA)


@contextmanager
def _scratch(folder: Path) -> Iterator[Path]:
    """An empty folder, gone at the end; what a killed run left in it goes first."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
