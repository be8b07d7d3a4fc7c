"""Memory asked for before it is needed: most of the time of a kernel over a large register is waiting for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic
from numpy.typing import NDArray

from relparty.batch.kernels.compiled import bare
from relparty.batch.kernels.register import Int32s, Int64s, Register

Untyped = Any
"""What numba passes on while it compiles; neither it nor llvmlite tells types."""
_LINE = 4
"""Rows of sixteen bytes in what the processor fetches at once."""
_HOW = (0, 3, 1)
"""To be read, and kept near; and no code (LLVM Language Reference, `llvm.prefetch`)."""


def _lines(_: Untyped, array: Untyped, place: Untyped) -> tuple[Untyped, Callable[..., Untyped]]:
    """LLVM's prefetch of a row of an array."""

    def line(context: Untyped, builder: ir.IRBuilder, signature: Untyped, arguments: tuple[ir.Value, ir.Value]) -> Untyped:
        made = context.make_array(signature.args[0])(context, builder, arguments[0])
        step = builder.mul(builder.extract_value(made.strides, 0), arguments[1])
        byte, word = ir.IntType(8).as_pointer(), ir.IntType(32)
        kind = ir.FunctionType(ir.VoidType(), [byte, word, word, word])
        at = builder.gep(builder.bitcast(made.data, byte), [step])
        builder.call(builder.module.declare_intrinsic("llvm.prefetch", [byte], kind), [at, *(word(each) for each in _HOW)])
        return context.get_dummy_value()

    return types.void(array, types.intp if place.signed else types.uintp), line


_prefetch = cast("Callable[[NDArray[Any], int], None]", intrinsic(_lines))


@bare
def fetch(array: NDArray[Any], place: int) -> None:
    """Asks for the line of memory in which a row of an array stands, and does not wait for it."""
    _prefetch(array, place)


@bare
def fetch_places(register: Register, code: int) -> None:
    """Asks for what tells where the rows of a company stand, and what it is."""
    fetch(register.up_at, code)
    fetch(register.office_at, code)
    fetch(register.party, code)
    fetch(register.twin, code)


@bare
def fetch_rows(register: Register, code: int) -> None:
    """Asks for the rows of a company whose places are there."""
    for row in range(register.up_at[code], register.up_at[code + 1], _LINE):
        fetch(register.up_rows, row)
    for row in range(register.office_at[code], register.office_at[code + 1], _LINE):
        fetch(register.office_rows, row)


@bare
def fetch_parties(register: Register, code: int) -> None:
    """Asks for what those in the rows of a company are."""
    for row in range(register.up_at[code], register.up_at[code + 1]):
        holder = register.up_rows[row, 0]
        fetch(register.party, holder)
        if holder < register.companies:
            fetch(register.up_at, holder)
            fetch(register.office_at, holder)
            fetch(register.twin, holder)
    for row in range(register.office_at[code], register.office_at[code + 1]):
        fetch(register.party, register.office_rows[row, 0])


@bare
def fetch_ahead(register: Register, begins: Int64s, bidders: Int32s, lot: int) -> None:
    """Asks for what the lots behind one will need: of the farthest the places, of the nearest the parties."""
    for ahead in range(1, 4):
        if lot + ahead < len(begins) - 1:
            for at in range(begins[lot + ahead], begins[lot + ahead + 1]):
                if bidders[at] < 0:
                    continue
                if ahead == 3:
                    fetch_places(register, bidders[at])
                elif ahead == 2:
                    fetch_rows(register, bidders[at])
                else:
                    fetch_parties(register, bidders[at])
