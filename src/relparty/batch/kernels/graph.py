"""The graph of one lot: its bidders, all above them, and who serves there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Int32s, Register, index
from relparty.batch.kernels.work import EDGES, LOADED, NODES, POSTS, SLOTS, Work
from relparty.bundle.layout import HUB_BIT, KIND_BITS, KINDS, TOKEN_BIT, TWIN_BIT, UNDATED
from relparty.model.party import HELD, PartyKind

if TYPE_CHECKING:
    import numpy as np

_PERSON, _HELD = KINDS.index(PartyKind.PERSON), tuple(KINDS.index(kind) for kind in HELD)
_MOST = 1 << 30
"""What the rows of a holder add up to at most: a thousand times the whole, which no tie tells from more, still fits."""
_SCATTER = 0x4F1BBCDCBFA53E0B
"""Multiplicative hashing (Knuth, TAOCP 6.4): an odd number near the golden section of the word."""


@bare
def make(register: Register, work: Work, bidders: Int32s) -> bool:
    """Makes the graph of the bidders (codes), each loaded; False where the scratch is too small."""
    forget(work)
    for code in bidders:
        if code >= 0:
            node = _node(register, work, canonical(register, code))
            if node < 0:
                return False
            if work.edges_at[node] < 0 and not _queue(work, node):
                return False
    at = 0
    while at < work.sizes[LOADED]:
        if not _load(register, work, work.loaded[at]):
            return False
        at += 1
    return True


@bare
def forget(work: Work) -> None:
    """Empties the scratch."""
    for at in range(work.sizes[SLOTS]):
        work.slot_code[index(work.used_slots[index(at)])] = -1
    work.sizes[:] = 0


@bare
def canonical(register: Register, code: int) -> int:
    """The lowest code of the same company or person."""
    if not register.party[index(code)] & TWIN_BIT:
        return code
    found, each = code, register.twin[code]
    while each != code:
        found = min(found, each)
        each = register.twin[each]
    return found


@bare
def slot_of(work: Work, code: int) -> np.uintp:
    """The slot of a code, or the free one where it belongs."""
    last = len(work.slot_code) - 1
    slot = ((code * _SCATTER) >> 24) & last
    while work.slot_code[index(slot)] != -1 and work.slot_code[index(slot)] != code:
        slot = (slot + 1) & last
    return index(slot)


@bare
def node_of(register: Register, work: Work, code: int) -> int:
    """The node of a bidder in the graph that was made."""
    return work.slot_node[slot_of(work, canonical(register, code))]


@bare
def _node(register: Register, work: Work, code: int) -> int:
    """The node of a canonical code, made where there is none; -1 where there is no room."""
    slot = slot_of(work, code)
    if work.slot_code[slot] == code:
        return work.slot_node[slot]
    node = _new(work, code)
    if node < 0:
        return -1
    work.slot_code[slot] = code
    work.slot_node[slot] = node
    work.used_slots[work.sizes[SLOTS]] = slot
    work.sizes[SLOTS] += 1
    party = register.party[code]
    work.is_end[node] = party & HUB_BIT != 0
    work.is_person[node] = party & KIND_BITS == _PERSON
    work.is_open[node] = is_open(party)
    return node


@bare
def is_open(party: int) -> bool:
    """Whether the holders of such a party should be told."""
    kind = party & KIND_BITS
    return not party & HUB_BIT and kind in _HELD


@bare
def _new(work: Work, code: int) -> int:
    node = work.sizes[NODES]
    if node >= len(work.code):
        return -1
    work.sizes[NODES] += 1
    work.code[node] = code
    work.united[node] = node
    work.edges_at[node] = work.edges_end[node] = work.posts_at[node] = work.posts_end[node] = -1
    work.split_at[node] = -1
    work.edge_of[node] = -1
    return node


@bare
def _queue(work: Work, node: int) -> bool:
    work.edges_at[node] = work.edges_end[node] = work.posts_at[node] = work.posts_end[node] = 0
    work.loaded[work.sizes[LOADED]] = node
    work.sizes[LOADED] += 1
    return True


@bare
def _load(register: Register, work: Work, company: int) -> bool:
    """Loads the rows of a company and of all codes that are the same company."""
    work.edges_at[company] = work.sizes[EDGES]
    work.posts_at[company] = work.sizes[POSTS]
    first = each = work.code[company]
    is_alone = not register.party[first] & TWIN_BIT
    while True:
        if not _load_holders(register, work, company, each) or not _load_officers(register, work, company, each):
            return False
        if is_alone:  # most are, and nobody waits for the memory that says so
            break
        each = register.twin[each]
        if each == first:
            break
    work.edges_end[company] = work.sizes[EDGES]
    work.posts_end[company] = work.sizes[POSTS]
    return True


@bare
def stands(day: int, since: int, until: int) -> bool:
    """Whether a row stands on a day."""
    return since <= day and (until == UNDATED or day < until)


@bare
def _load_holders(register: Register, work: Work, company: int, code: int) -> bool:
    """Adds the present holdings in a company; a holder's rows are added up, its own shares and shares of 0 % left out."""
    rows = register.up_rows
    for row in range(register.up_at[code], register.up_at[code + 1]):
        share = rows[row, 1]
        if share == 0 or not stands(register.day, rows[row, 2], rows[row, 3]):
            continue
        holder = _party(register, work, rows[row, 0], company)
        if holder < 0:
            return False
        if holder == company:
            continue
        edge = work.edge_of[holder]
        if edge >= work.edges_at[company]:
            work.share[edge] = share if work.share[edge] < 0 else min(work.share[edge] + max(share, 0), _MOST)
            continue
        edge = work.sizes[EDGES]
        if edge >= len(work.share):
            return False
        work.sizes[EDGES] += 1
        work.edge_of[holder] = edge
        work.holder[edge], work.company[edge], work.share[edge] = holder, company, share
        if work.is_open[holder] and work.edges_at[holder] < 0:
            _queue(work, holder)
    return True


@bare
def _load_officers(register: Register, work: Work, company: int, code: int) -> bool:
    rows = register.office_rows
    for row in range(register.office_at[code], register.office_at[code + 1]):
        if not stands(register.day, rows[row, 2], rows[row, 3]):
            continue
        officer = _party(register, work, rows[row, 0], company)
        post = work.sizes[POSTS]
        if officer < 0 or post >= len(work.officer):
            return False
        work.sizes[POSTS] += 1
        work.officer[post], work.office[post] = officer, rows[row, 1]
    return True


@bare
def _party(register: Register, work: Work, code: int, company: int) -> int:
    """The node of a holder or officer of a company."""
    node = _node(register, work, canonical(register, code))
    if node < 0 or not work.is_person[node] or register.party[code] & TOKEN_BIT:
        return node
    if work.split_at[node] == company:
        return work.split_node[node]
    split = _new(work, work.code[node])
    if split >= 0:
        work.united[split] = node
        work.is_person[split] = True
        work.is_end[split] = work.is_end[node]
        work.is_open[split] = False
        work.split_at[node] = work.split_at[split] = company
        work.split_node[node] = split
    return split
