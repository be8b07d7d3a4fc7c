"""The lot as seen at one certainty of identity, and a pair of bidders in it."""

from __future__ import annotations

from typing import NamedTuple

from relparty.batch.kernels.compiled import bare, compiled
from relparty.batch.kernels.register import Bools, Int8s, Int32s
from relparty.batch.kernels.space import Space, filled, flags, give_back, held, numbers
from relparty.batch.kernels.work import EDGES, NODES, POSTS, Work


class View(NamedTuple):
    """The graph of a lot at one certainty: `holder` and `officer` are nodes as they are told apart there."""

    holder: Int32s
    officer: Int32s
    company: Int32s
    share: Int32s
    office: Int8s
    edges_at: Int32s
    edges_end: Int32s
    posts_at: Int32s
    posts_end: Int32s
    is_end: Bools
    is_person: Bools
    united: Int32s
    code: Int32s
    home: Int32s
    """The company of a node that is a person in one company alone."""
    loaded: Int32s
    nodes: int
    control_above: int
    space: Space


@bare
def confirmed(work: Work, loaded: Int32s, control_above: int) -> View:
    """The lot with those persons united who are surely one."""
    return _view(work, work.holder, work.officer, loaded, control_above)


@bare
def probable(work: Work, loaded: Int32s, control_above: int) -> View:
    """The lot with those persons united, too, who are one by the register's own ids alone."""
    holder, officer = numbers(work.space, work.sizes[EDGES])[0], numbers(work.space, work.sizes[POSTS])[0]
    for edge in range(len(holder)):
        holder[edge] = work.united[work.holder[edge]]
    for post in range(len(officer)):
        officer[post] = work.united[work.officer[post]]
    return _view(work, holder, officer, loaded, control_above)


@bare
def _view(work: Work, holder: Int32s, officer: Int32s, loaded: Int32s, control_above: int) -> View:
    return View(
        holder,
        officer,
        work.company,
        work.share,
        work.office,
        work.edges_at,
        work.edges_end,
        work.posts_at,
        work.posts_end,
        work.is_end,
        work.is_person,
        work.united,
        work.code,
        work.split_at,
        loaded,
        work.sizes[NODES],
        control_above,
        work.space,
    )


@bare
def differs(work: Work) -> bool:
    """Whether somebody without a token stands in two companies of the lot: only then do the two views differ."""
    before, found = held(work.space), False
    stands = flags(work.space, work.sizes[NODES])[0]
    for node in range(work.sizes[NODES]):
        united = work.united[node]
        if united != node:
            found |= stands[united]
            stands[united] = True
    give_back(work.space, before)
    return found


class Above(NamedTuple):
    """Who stands above a company: the fewest layers to each node (-1: not above; 0: the company), and those nodes in order."""

    layers: Int32s
    order: Int32s


@compiled
def above(view: View, company: int, without: int) -> Above:
    """All holders above a company; nothing is sought above the ends, and no path leads through `without` (-1: none)."""
    layers, order = filled(view.space, view.nodes, -1)[0], numbers(view.space, view.nodes)[0]
    return Above(layers, order[: climb(view, company, without, layers, order)])


@bare
def climb(view: View, company: int, without: int, layers: Int32s, order: Int32s) -> int:
    """Writes the layers to all above a company into an array of -1, and them in order with the company; gives how many they are."""
    layers[company] = 0
    order[0] = company
    count, at = 1, 0
    while at < count:
        below = order[at]
        at += 1
        if below != company and view.is_end[below]:
            continue
        for edge in range(max(view.edges_at[below], 0), max(view.edges_end[below], 0)):
            holder = view.holder[edge]
            if layers[holder] < 0 and holder != without:
                layers[holder] = layers[below] + 1
                order[count] = holder
                count += 1
    return count
