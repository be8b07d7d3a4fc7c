"""All lots, one after the other: a first look, and for those whose bidders meet the graph, pairs, findings, counts."""

from __future__ import annotations

from relparty.batch.kernels import circles, counting, grading, graph, holders, holdings, pair, persons, rows
from relparty.batch.kernels.compiled import bare, compiled, kept
from relparty.batch.kernels.found import A_HOLDS_B, B_HOLDS_A, CONFIRMED, NO_SHARE, PROBABLE, Found, room
from relparty.batch.kernels.glance import glance
from relparty.batch.kernels.meeting import meetings
from relparty.batch.kernels.memory import fetch_ahead
from relparty.batch.kernels.register import Bools, Grades, Int32s, Int64s, Register
from relparty.batch.kernels.results import LotRows, PairRows
from relparty.batch.kernels.rows import RULES
from relparty.batch.kernels.space import filled, flags, give_back, held, numbers
from relparty.batch.kernels.view import View, above, confirmed, differs, probable
from relparty.batch.kernels.work import KNOTS, LOADED, Work

DONE, SMALL_WORK, SMALL_ROWS = range(3)
"""Why a run ended: all lots done, or room is wanting for the parties of the next lot, or for its findings."""


@kept
def run(
    register: Register, grades: Grades, work: Work, begins: Int64s, bidders: Int32s, first: int, pairs: PairRows, lots: LotRows
) -> tuple[int, int, int]:
    """Screens lots from the `first` on: how far it came, how many findings it wrote, and why it ended.

    The bids of lot `i` are `bidders[begins[i] : begins[i + 1]]`, codes in ascending order, negative for who is not in the register.
    """
    written = 0
    for lot in range(first, len(begins) - 1):
        codes = bidders[begins[lot] : begins[lot + 1]]
        if written + len(codes) * (len(codes) + 1) // 2 * len(RULES) > len(pairs.lot):
            return lot, written, SMALL_ROWS
        fetch_ahead(register, begins, bidders, lot)
        seen = glance(register, work, codes)
        is_unchecked = seen.is_unchecked or (seen.is_whole and work.sizes[KNOTS] > 0 and circles.is_closed(register, work))
        if not seen.is_whole or (seen.do_meet and not graph.make(register, work, codes)):
            return lot, written, SMALL_WORK
        lots.around[lot], lots.unchecked[lot] = seen.around, is_unchecked
        if seen.do_meet:
            written = _lot(register, grades, work, codes, lot, written, pairs, lots)
        else:
            counting.all_apart(len(codes), lot, lots)
    return len(begins) - 1, written, DONE


@kept
def look(register: Register, work: Work, begins: Int64s, bidders: Int32s, first: int, around: Int64s) -> tuple[int, int]:
    """Writes what is `around` lots from the `first` on, and judges nothing: how far it came, and why it ended."""
    for lot in range(first, len(begins) - 1):
        seen = glance(register, work, bidders[begins[lot] : begins[lot + 1]])
        if not seen.is_whole:
            return lot, SMALL_WORK
        around[lot] = seen.around
    return len(begins) - 1, DONE


@bare
def _lot(register: Register, grades: Grades, work: Work, codes: Int32s, lot: int, written: int, pairs: PairRows, lots: LotRows) -> int:
    """Screens one lot whose graph is made; gives the number of findings written so far."""
    work.space.taken[:] = 0
    nodes, loaded = numbers(work.space, len(codes))[0], work.loaded[: work.sizes[LOADED]]
    for at in range(len(codes)):
        nodes[at] = graph.node_of(register, work, codes[at]) if codes[at] >= 0 else -1
    sure = confirmed(work, loaded, register.control_above)
    meet, levels = flags(work.space, len(codes) * len(codes))[0], filled(work.space, len(codes) * len(codes), 0)[0]
    if meetings(sure, codes, nodes, meet):
        written = _related(register, grades, work, sure, codes, nodes, meet, levels, lot, written, pairs)
        for level in levels:
            lots.level[lot] = max(lots.level[lot], level)
    counting.count(work.space, len(codes), levels, lot, lots)
    return written


@compiled
def _related(
    register: Register,
    grades: Grades,
    work: Work,
    sure: View,
    codes: Int32s,
    nodes: Int32s,
    meet: Bools,
    levels: Int32s,
    lot: int,
    written: int,
    pairs: PairRows,
) -> int:
    """Writes what the rules say of those who meet, and how serious it is: of bids i and j at `levels[i * bids + j]`."""
    both = differs(work)
    wide = probable(work, sure.loaded, register.control_above) if both else sure
    found = room(work.space, sure.nodes)
    for one in range(len(codes)):
        for other in range(one + 1, len(codes)):
            if not meet[one * len(codes) + other]:
                continue
            before = held(work.space)
            found.size[0] = 0
            _pair(sure, nodes[one], nodes[other], found, CONFIRMED)
            give_back(work.space, before)
            if both:
                _pair(wide, nodes[one], nodes[other], found, PROBABLE)
                give_back(work.space, before)
            count = _write(sure, found, grades, codes, one, other, lot, written, pairs, levels)
            give_back(work.space, before)
            written = written if _is_repeated(codes, one, other) else count
    return written


@bare
def _is_repeated(codes: Int32s, one: int, other: int) -> bool:
    """Whether the same two have been written: somebody who bids twice stands twice among the codes."""
    if one > 0 and codes[one - 1] == codes[one]:
        return True
    return codes[other - 1] == codes[other] and other - 1 != one


@compiled
def _pair(view: View, a: int, b: int, found: Found, certainty: int) -> None:
    """Adds the ties of two bidders in one view."""
    if a == b:
        if certainty == CONFIRMED:
            found.row[0], found.certainty[0], found.about[0], found.hops[0], found.share[0] = rows.ONE_CODE, CONFIRMED, a, 0, NO_SHARE
            found.size[0] = 1
        return
    both = pair.pair_of(view, a, b, above(view, a, -1), above(view, b, -1))
    holdings.find(view, a, b, both.over_b, both.under_a, found, certainty, A_HOLDS_B)
    holdings.find(view, b, a, both.over_a, both.under_b, found, certainty, B_HOLDS_A)
    holders.find(view, both, found, certainty)
    persons.find(view, both, found, certainty)


@compiled
def _write(
    view: View, found: Found, grades: Grades, codes: Int32s, one: int, other: int, lot: int, at: int, pairs: PairRows, levels: Int32s
) -> int:
    """Writes the findings of a pair and the most serious level of them; gives the number of findings written so far."""
    best = grading.best(view, found, grades)
    for rule in range(len(RULES)):
        tie = best.tie[rule]
        if tie < 0:
            continue
        pairs.lot[at], pairs.bidder_a[at], pairs.bidder_b[at] = lot, codes[one], codes[other]
        pairs.row[at], pairs.level[at], pairs.certainty[at] = found.row[tie], best.level[rule], found.certainty[tie]
        pairs.hops[at], pairs.share[at] = found.hops[tie], found.share[tie]
        pairs.via[at] = view.code[found.about[tie]] if found.about[tie] >= 0 else found.about[tie]
        level = max(levels[one * len(codes) + other], best.level[rule])
        levels[one * len(codes) + other] = levels[other * len(codes) + one] = level
        at += 1
    return at
