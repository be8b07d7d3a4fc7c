"""The first look at a lot: what the register tells around its bidders, and whether any two of them can have a party in common.

Most lots end here: nobody stands behind two bidders, and no graph is made.
"""

from __future__ import annotations

from typing import NamedTuple

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.graph import canonical, forget, is_open, slot_of, stands
from relparty.batch.kernels.memory import fetch_parties, fetch_rows
from relparty.batch.kernels.register import Int32s, Register, index
from relparty.batch.kernels.work import KNOTS, LOADED, SLOTS, Work
from relparty.bundle.layout import HUB_BIT, LASTING_HUB_BIT, TWIN_BIT, UNREAD_BIT

_BASIS = 0x2545F4914F6CDD1D
_SCATTER = 0x4F1BBCDCBFA53E0B
"""Multiplicative hashing (Knuth, TAOCP 6.4): an odd number near the golden section of the word."""

_PARTY, _SHARE, _OFFICE, _END = range(4)
"""What a word of `around` is about: a party met first, a holding, an office, the end of a company; none can be taken for another."""
_TOLD = (1 << 32) - 1

NEW, KNOWN, SHARED, NO_ROOM = range(4)
"""How a party is met: for the first time, again above the same bid, above another bid, or with no room to note it."""


class Glance(NamedTuple):
    """What a first look says."""

    is_whole: bool
    """Whether the scratch was large enough: where it was not, nothing else counts."""
    do_meet: bool
    """Whether two bids have a party in common, above them or serving there, whoever counts as one person."""
    is_unchecked: bool
    """Whether a bidder is not in the register, or a chain above one ends before its top."""
    around: int
    """A number for all that the register tells of the bidders and those above them: the same while nothing of it changes."""


@bare
def glance(register: Register, work: Work, bidders: Int32s) -> Glance:
    """Looks at all above the bidders (codes in ascending order, negative for who is not in the register) and at who serves there.

    Of the scratch it takes the table of codes, for the bid above which each was met first and whether it is a company whose rows are read; these
    companies are `code` and their bids `company`, in the order of meeting them.
    """
    forget(work)
    seen = Glance(is_whole=True, do_meet=False, is_unchecked=False, around=_BASIS)
    for bid in range(len(bidders)):
        if bidders[bid] < 0:
            is_repeated = bid > 0 and bidders[bid] == bidders[bid - 1]
            seen = Glance(seen.is_whole, seen.do_meet or is_repeated, True, seen.around)  # numba takes no name here
        else:
            code = canonical(register, bidders[bid])
            seen = _met(seen, _meet(work, code, bid), register.party[index(code)], code)
            _queue(work, code, bid)
    at = touched = 0
    while at < work.sizes[LOADED] and seen.is_whole:
        if at == touched:
            touched = work.sizes[LOADED]
            for later in range(at, touched):  # one by one, each would wait for the memory of the one before
                fetch_parties(register, work.code[index(later)])
        seen = _company(register, work, work.code[index(at)], work.company[index(at)], seen)
        at += 1
    return seen


@bare
def _company(register: Register, work: Work, company: int, bid: int, seen: Glance) -> Glance:
    """Looks at the rows of a company and of all codes that are the same company."""
    flags, holders, is_capped, each = register.party[index(company)], 0, False, company
    while True:
        for row in range(register.up_at[index(each)], register.up_at[index(each + 1)]):
            share = register.up_rows[index(row), 1]
            if share == 0 or not stands(register.day, register.up_rows[index(row), 2], register.up_rows[index(row), 3]):
                continue
            holder = canonical(register, register.up_rows[index(row), 0])
            if holder == company:
                continue
            holders += 1
            party = register.party[index(holder)]
            seen = _told(_met(seen, _meet(work, holder, bid), party, holder), _SHARE, holder, share)
            is_capped |= party & (HUB_BIT | LASTING_HUB_BIT) == HUB_BIT
            if is_open(party):
                _queue(work, holder, bid)
                fetch_rows(register, holder)  # while the rest of this company is looked at
        for row in range(register.office_at[index(each)], register.office_at[index(each + 1)]):
            if stands(register.day, register.office_rows[index(row), 2], register.office_rows[index(row), 3]):
                officer = canonical(register, register.office_rows[index(row), 0])
                seen = _met(seen, _meet(work, officer, bid), register.party[index(officer)], officer)
                seen = _told(seen, _OFFICE, officer, register.office_rows[index(row), 1])
        if not flags & TWIN_BIT:
            break
        each = register.twin[each]
        if each == company:
            break
    is_lost = _is_unread(register, company)
    is_unchecked = seen.is_unchecked or is_capped or is_lost or (is_open(flags) and not holders)
    return _told(Glance(seen.is_whole, seen.do_meet, is_unchecked, seen.around), _END, company, is_lost)


@bare
def _meet(work: Work, code: int, bid: int) -> int:
    """Notes that a party stands above a bid; says how it is met."""
    slot = slot_of(work, code)
    if work.slot_code[slot] == code:
        return KNOWN if work.slot_node[slot] >> 1 == bid else SHARED
    if work.sizes[SLOTS] >= len(work.code):
        return NO_ROOM
    work.slot_code[slot], work.slot_node[slot] = code, bid << 1
    work.used_slots[index(work.sizes[SLOTS])] = slot
    work.sizes[SLOTS] += 1
    return NEW


@bare
def _met(seen: Glance, how: int, party: int, code: int) -> Glance:
    """What is seen with a party that was met; what it is counts where it is new."""
    met = Glance(seen.is_whole and how != NO_ROOM, seen.do_meet or how == SHARED, seen.is_unchecked, seen.around)
    return _told(met, _PARTY, code, party) if how == NEW else met


@bare
def _told(seen: Glance, about: int, code: int, what: int) -> Glance:
    """What is seen with a fact about a code, below a thousand million, that 32 bits hold."""
    mixed = (seen.around ^ (code << 34 | (what & _TOLD) << 2 | about)) * _SCATTER
    return Glance(seen.is_whole, seen.do_meet, seen.is_unchecked, mixed ^ (mixed >> 29))


@bare
def _queue(work: Work, code: int, bid: int) -> None:
    """Has the rows of a company read, once, where there was room to note it; counts who comes again."""
    slot = slot_of(work, code)
    if work.slot_code[slot] == code and work.slot_node[slot] & 1:
        work.sizes[KNOTS] += 1
    elif work.slot_code[slot] == code:
        work.slot_node[slot] |= 1
        at = work.sizes[LOADED]
        work.code[at], work.company[at] = code, bid
        work.sizes[LOADED] += 1


@bare
def _is_unread(register: Register, code: int) -> bool:
    """Whether of a company, or of a code that is the same company, something was not understood."""
    flags, each = register.party[code], code
    if flags & TWIN_BIT:
        each = register.twin[code]
        while each != code:
            flags |= register.party[each]
            each = register.twin[each]
    return flags & UNREAD_BIT != 0
