"""The scratch of a kernel: the graph of the lot in hand, in local numbers, made once and used for lot after lot."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from relparty.batch.kernels.register import Bools, Int8s, Int32s, Int64s
from relparty.batch.kernels.space import Space, space

NODES, EDGES, POSTS, SLOTS, LOADED, KNOTS = range(6)
"""What is counted in `Work.sizes`: parties, holdings, offices, slots of the table in use, companies whose rows are loaded, and
how often a first look meets one of these again."""


class Work(NamedTuple):
    """The graph of one lot: parties are nodes 0, 1, 2 ...; the rows of a company stand together.

    A person without a token is a node of its own in each company (who it is elsewhere is only probable); `united` leads
    from it to the node of the person wherever it stands, and from every other node to itself.
    """

    sizes: Int64s
    slot_code: Int32s
    """An open hash table from codes to nodes, of a power of two slots; -1 is free."""
    slot_node: Int32s
    used_slots: Int32s
    code: Int32s
    united: Int32s
    is_end: Bools
    """Hubs, above which nothing is sought."""
    is_person: Bools
    is_open: Bools
    """Companies whose holders should be told, up to persons, listed companies and the state."""
    loaded: Int32s
    """The companies whose rows are loaded, in the order of loading."""
    edges_at: Int32s
    edges_end: Int32s
    posts_at: Int32s
    posts_end: Int32s
    split_at: Int32s
    """The company in which a person without a token stands as this node; for the person, where it stood last, as `split_node`."""
    split_node: Int32s
    edge_of: Int32s
    """The last holding of a node."""
    holder: Int32s
    company: Int32s
    share: Int32s
    """0.0001 %; -1 where not told."""
    officer: Int32s
    office: Int8s
    space: Space


def work(nodes: int, bids: int) -> Work:
    """Scratch for lots of up to so many parties and bids."""
    rows, slots = 2 * nodes, 1 << (4 * nodes - 1).bit_length()

    def numbers(count: int) -> Int32s:
        return np.zeros(count, np.int32)

    return Work(
        sizes=np.zeros(6, np.int64),
        slot_code=np.full(slots, -1, np.int32),
        slot_node=numbers(slots),
        used_slots=numbers(nodes),
        code=numbers(nodes),
        united=numbers(nodes),
        is_end=np.zeros(nodes, np.bool_),
        is_person=np.zeros(nodes, np.bool_),
        is_open=np.zeros(nodes, np.bool_),
        loaded=numbers(nodes),
        edges_at=numbers(nodes),
        edges_end=numbers(nodes),
        posts_at=numbers(nodes),
        posts_end=numbers(nodes),
        split_at=numbers(nodes),
        split_node=numbers(nodes),
        edge_of=numbers(nodes),
        holder=numbers(rows),
        company=numbers(rows),
        share=numbers(rows),
        officer=numbers(rows),
        office=np.zeros(rows, np.int8),
        space=space(nodes, bids),
    )
