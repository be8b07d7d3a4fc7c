"""Every relation of a lot as a sourced step: what pictures and exports show beyond the paths of findings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from relparty.model.graph import LotGraph
from relparty.model.tie import Step
from relparty.ownership.paths import holding_step, office_step
from relparty.ownership.snapshot import Snapshot


def lot_graph(snapshots: Sequence[Snapshot], former: Iterable[Snapshot]) -> LotGraph:
    """The graph of a lot: what stood on the day of opening with all whom it unites, and what ended within the look-back time."""
    now = snapshots[-1]
    ended = (step for snapshot in former for step in _steps(snapshot) if step.until is not None and step.until <= now.day)
    return LotGraph(
        bidders={key: now.party(node) for key, node in now.nodes.items()},
        relations=tuple(dict.fromkeys((*_steps(now), *ended))),
        controls=frozenset((holder, company) for holder, company in now.graph.edges if _controls(now, holder, company)),
        hubs=now.ends,
        subjects=now.entities.probable_of,
    )


def _controls(snapshot: Snapshot, holder: str, company: str) -> bool:
    share = snapshot.holding(holder, company).percent
    return share is not None and snapshot.threshold.is_passed(share)


def _steps(snapshot: Snapshot) -> Iterator[Step]:
    yield from (holding_step(snapshot, holder, company) for holder, company in snapshot.graph.edges)
    yield from (office_step(snapshot, office) for each in snapshot.offices.values() for office in each)
