"""`memory.fetch` as the processor's own instruction."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba.core import types
from numba.extending import intrinsic, overload

from relparty.batch.kernels.compiled import HOW
from relparty.batch.kernels.memory import fetch

Untyped = Any
"""What numba passes on while it compiles; neither it nor llvmlite tells types."""
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


_prefetch: Untyped = intrinsic(_lines)


def _fetch(array: Untyped, place: Untyped) -> Untyped:  # noqa: ARG001  # named as in what stands for it
    """What stands for `fetch` in machine code."""

    def told(array: Untyped, place: Untyped) -> Untyped:
        return _prefetch(array, place)

    return told


_overload: Untyped = overload  # its types leave out that nothing counts references
_overload(fetch, jit_options=HOW | {"forceinline": True})(_fetch)
