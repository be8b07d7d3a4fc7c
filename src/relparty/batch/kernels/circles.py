"""Circles of companies that hold one another and that nobody else holds, as `relparty.ownership.circles` finds them."""

from __future__ import annotations

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.graph import canonical, is_open, slot_of, stands
from relparty.batch.kernels.register import Register
from relparty.batch.kernels.work import LOADED, Work
from relparty.bundle.layout import TWIN_BIT


@bare
def is_closed(register: Register, work: Work) -> bool:
    """Whether there is a closed circle among the companies of a first look, of which it takes the notes of bids.

    A chain that comes to nobody goes round for ever: so a company leads out whose chain ends at one of its holders, or one of whose holders leads
    out. Holders mostly come after what they hold, so going backwards few rounds suffice.
    """
    leads_out, size = work.is_open, work.sizes[LOADED]
    for at in range(size):
        leads_out[at] = False
        work.slot_node[slot_of(work, work.code[at])] = at
    left, before = size, size + 1
    while 0 < left < before:
        before = left
        for at in range(size - 1, -1, -1):
            if not leads_out[at] and _leads_out(register, work, work.code[at]):
                leads_out[at] = True
                left -= 1
    return left > 0


@bare
def _leads_out(register: Register, work: Work, company: int) -> bool:
    """Whether a chain above a company is known to end: at a holder that is no such company, above one that leads out, or here."""
    flags, each, is_held = register.party[company], company, False
    if not is_open(flags):
        return True
    while True:
        for row in range(register.up_at[each], register.up_at[each + 1]):
            if register.up_rows[row, 1] == 0 or not stands(register.day, register.up_rows[row, 2], register.up_rows[row, 3]):
                continue
            holder = canonical(register, register.up_rows[row, 0])
            if holder == company:
                continue
            if not is_open(register.party[holder]) or work.is_open[work.slot_node[slot_of(work, holder)]]:
                return True
            is_held = True
        if not flags & TWIN_BIT:
            break
        each = register.twin[each]
        if each == company:
            break
    return not is_held
