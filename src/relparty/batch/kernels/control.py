"""Control, recursive and joint, as `relparty.ownership.control` has it, over the graph of a lot."""

from __future__ import annotations

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Bools
from relparty.batch.kernels.space import flags
from relparty.batch.kernels.view import View


@compiled
def controlled(view: View, holder: int, without: int, reached: Bools) -> Bools:
    """The companies that a holder controls, and itself, written as flags; control that runs on through ends or `without` does not count."""
    counts = flags(view.space, view.nodes)[0]
    reached[holder] = counts[holder] = True
    _spread(view, without, reached, counts)
    return reached


@bare
def _spread(view: View, without: int, reached: Bools, counts: Bools) -> None:
    """Marks what is controlled, from the top down: companies were loaded from the bidders up, and a chain takes one turn that way."""
    changed = True
    while changed:
        changed = False
        for at in range(len(view.loaded) - 1, -1, -1):
            company = view.loaded[at]
            if not reached[company] and _held(view, company, counts) > view.control_above:
                reached[company] = True
                counts[company] = not view.is_end[company] and company != without
                changed = True


@bare
def _held(view: View, company: int, counts: Bools) -> int:
    total = 0
    for edge in range(view.edges_at[company], view.edges_end[company]):
        if counts[view.holder[edge]]:
            total += max(view.share[edge], 0)
    return total
