"""Effective shares where companies hold each other in a ring: the parts above it, one after the other from below, each a small linear system.

It is solved in floating point only where that is known to be near enough: a matrix I - A whose off-diagonal is nowhere positive has no negative
number in its inverse where some y > 0 gives y (I - A) = (1 ... 1), and y then bounds that inverse (Berman and Plemmons 1994, 6.2.3).
"""

from __future__ import annotations

import math

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Int32s, Int64s
from relparty.batch.kernels.space import MOST_IN_RINGS, Floats, filled, give_back, held, numbers, weights, words
from relparty.batch.kernels.view import Above, View
from relparty.model.record import WHOLE

INEXACT_WEIGHT = math.inf
"""The weight of what is left to exact fractions, and of all above it."""
_FARTHEST = 64.0
"""How far a share may go round, in steps that it is expected to take: the errors met stay below a thousandth of what `effective` allows."""


@compiled
def settle(view: View, over: Above, waiting: Int32s, weight: Floats) -> bool:
    """Completes the weights of those who wait: they stand in rings or above them. False where they are too many."""
    before = held(view.space)
    place, stuck, above = filled(view.space, view.nodes, -1)[0], numbers(view.space, MOST_IN_RINGS)[0], words(view.space, MOST_IN_RINGS)[0]
    count = 0
    for node in over.order:
        if waiting[node]:
            if count < MOST_IN_RINGS:
                place[node], stuck[count] = count, node
            count += 1
    if count <= MOST_IN_RINGS:
        _climb(view, stuck[:count], place, above)
        left = (1 << count) - 1
        while left:
            ring = _lowest(above, count, left)
            left &= ~ring
            _solve(view, stuck, ring, weight)
            _carry(view, stuck[:count], place, ring, weight)
    give_back(view.space, before)
    return count <= MOST_IN_RINGS


@bare
def _climb(view: View, stuck: Int32s, place: Int32s, above: Int64s) -> None:
    """Writes for each who waits which of the others stand above it, a bit each."""
    for at in range(len(stuck)):
        for edge in range(max(view.edges_at[stuck[at]], 0), max(view.edges_end[stuck[at]], 0)):
            if place[view.holder[edge]] >= 0:
                above[at] |= 1 << place[view.holder[edge]]
    for through in range(len(stuck)):
        for at in range(len(stuck)):
            if above[at] >> through & 1:
                above[at] |= above[through]


@bare
def _lowest(above: Int64s, count: int, left: int) -> int:
    """A ring, or somebody in none, below which nobody is left; as bits."""
    for at in range(count):
        if not left >> at & 1:
            continue
        ring, below = 1 << at, 0
        for other in range(count):
            if other != at and left >> other & 1 and above[other] >> at & 1:
                if above[at] >> other & 1:
                    ring |= 1 << other
                else:
                    below |= 1 << other
        if not below:
            return ring
    return left


@bare
def _carry(view: View, stuck: Int32s, place: Int32s, ring: int, weight: Floats) -> None:
    """Carries what a solved ring has to those above it."""
    for at in range(len(stuck)):
        if ring >> at & 1:
            for edge in range(max(view.edges_at[stuck[at]], 0), max(view.edges_end[stuck[at]], 0)):
                holder = view.holder[edge]
                if place[holder] >= 0 and not ring >> place[holder] & 1:
                    weight[holder] += math.nan if view.share[edge] < 0 else weight[stuck[at]] * view.share[edge] / WHOLE


@bare
def _solve(view: View, stuck: Int32s, ring: int, weight: Floats) -> None:
    """Replaces what a ring has from below by what it comes to, going round; nothing to do for somebody in none."""
    if not ring & (ring - 1):
        return
    before = held(view.space)
    members = numbers(view.space, MOST_IN_RINGS)[0]
    size = 0
    for at in range(MOST_IN_RINGS):
        if ring >> at & 1:
            members[size] = stuck[at]
            size += 1
    members = members[:size]
    matrix, steps = weights(view.space, size * size)[0], weights(view.space, size)[0]
    total = _fill(view, members, matrix, weight)
    if math.isfinite(total):
        _factor(matrix, size)
        _steps(matrix, size, steps)
        if _is_near(steps):
            _substitute(matrix, members, weight)
        else:
            total = INEXACT_WEIGHT
    if not math.isfinite(total):
        for member in members:
            weight[member] = total
    give_back(view.space, before)


@bare
def _fill(view: View, members: Int32s, matrix: Floats, weight: Floats) -> float:
    """Writes I - A, a row a holder; gives what all have from below: not a number where something in the ring is not told."""
    size, total = len(members), 0.0
    for column in range(size):
        company = members[column]
        total += weight[company]
        matrix[column * size + column] = 1
        for edge in range(max(view.edges_at[company], 0), max(view.edges_end[company], 0)):
            for row in range(size):
                if members[row] == view.holder[edge]:
                    matrix[row * size + column] = -view.share[edge] / WHOLE
                    if view.share[edge] < 0:
                        total = math.nan
    return total


@bare
def _factor(matrix: Floats, size: int) -> None:
    """Factors a matrix in its place; without looking for pivots, since `_is_near` refuses all in which they matter."""
    for pivot in range(size):
        for row in range(pivot + 1, size):
            matrix[row * size + pivot] /= matrix[pivot * size + pivot]
            for column in range(pivot + 1, size):
                matrix[row * size + column] -= matrix[row * size + pivot] * matrix[pivot * size + column]


@bare
def _steps(matrix: Floats, size: int, steps: Floats) -> None:
    """Solves y (I - A) = (1 ... 1) by the factors: how many steps a share in each member is expected to take within the ring."""
    for column in range(size):
        steps[column] = 1
        for row in range(column):
            steps[column] -= steps[row] * matrix[row * size + column]
        steps[column] /= matrix[column * size + column]
    for column in range(size - 1, -1, -1):
        for row in range(column + 1, size):
            steps[column] -= steps[row] * matrix[row * size + column]


@bare
def _is_near(steps: Floats) -> bool:
    """Whether floating point is near enough."""
    for each in steps:
        if not 0 < each < _FARTHEST:
            return False
    return True


@bare
def _substitute(matrix: Floats, members: Int32s, weight: Floats) -> None:
    """Solves (I - A) x = weight by the factors, in the place of the weights."""
    size = len(members)
    for row in range(size):
        for column in range(row):
            weight[members[row]] -= matrix[row * size + column] * weight[members[column]]
    for row in range(size - 1, -1, -1):
        for column in range(row + 1, size):
            weight[members[row]] -= matrix[row * size + column] * weight[members[column]]
        weight[members[row]] /= matrix[row * size + row]
