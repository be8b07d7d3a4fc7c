"""Findings of a pair's ties, as `relparty.regimes.grading` makes them: one a rule, nothing said twice of one party."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.found import PROBABLE, Found
from relparty.batch.kernels.register import Grades, Int32s
from relparty.batch.kernels.rows import RULE_OF_ROW, RULES
from relparty.batch.kernels.sorting import order
from relparty.batch.kernels.space import filled, numbers, words
from relparty.batch.kernels.view import View

_RULE_OF_ROW = np.array(RULE_OF_ROW, np.int8)
_RULES = len(RULES)
_NONE = -1


class Best(NamedTuple):
    """For each rule the tie that speaks for it (its place among those found, -1 for none), and its level."""

    tie: Int32s
    level: Int32s


@compiled
def best(view: View, found: Found, grades: Grades) -> Best:
    """The findings of the ties found: the strongest of each rule; a weaker rule on a party told already is left out."""
    count = found.size[0]
    level, rank = numbers(view.space, count)[0], words(view.space, count)[0]
    for at in range(count):
        probable = found.certainty[at] == PROBABLE
        level[at] = grades.level_probable[found.row[at]] if probable else grades.level[found.row[at]]
        rank[at] = -((level[at] * 100 + _RULES - _RULE_OF_ROW[found.row[at]]) * 10 + found.certainty[at])
    told, places = filled(view.space, view.nodes, _NONE)[0], numbers(view.space, count)[0]
    order(rank, count, places)
    chosen = Best(filled(view.space, _RULES, _NONE)[0], filled(view.space, _RULES, 0)[0])
    for at in places:
        rule, about = _RULE_OF_ROW[found.row[at]], found.about[at]
        if about >= 0:
            if told[about] != _NONE and told[about] != rule:
                continue
            told[about] = rule
        now = chosen.tie[rule]
        if now == _NONE or (rank[now] == rank[at] and _is_nearer(view, found, at, now)):
            chosen.tie[rule] = at
            chosen.level[rule] = level[at]
    return chosen


@bare
def _is_nearer(view: View, found: Found, one: int, other: int) -> bool:
    """Which of two ties of one rank is shown: the one of fewer steps, then the one about the party of the lower code."""
    if found.hops[one] != found.hops[other]:
        return found.hops[one] < found.hops[other]
    if found.about[one] < 0 or found.about[other] < 0:
        return found.about[one] > found.about[other]
    return view.code[found.about[one]] < view.code[found.about[other]]
