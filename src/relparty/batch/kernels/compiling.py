"""Kernels compiled by numba to object code that needs nothing of numba's when it runs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any

import llvmlite.binding as llvm
import numba
import numpy as np
from numba.extending import register_jitable

from relparty.batch.kernels import prefetching as _prefetching  # noqa: F401  # teaches numba what `memory.fetch` is
from relparty.batch.kernels.compiled import HOW, PARTS
from relparty.batch.kernels.machine import ENTRY, target, words

Untyped = Any
_TEACHING = Lock()


def object_code(function: Callable[..., object], args: Sequence[object]) -> bytes:
    """The machine code of a function for such arguments, which it has under the name `ENTRY`; RuntimeError where it would need numba to run."""
    with _TEACHING:
        while PARTS:
            part, how = PARTS.pop()
            register_jitable(**how)(part)
    njit: Untyped = numba.njit  # its types leave out the options that keep Python out of machine code
    made = njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **HOW)(function)
    made.compile(tuple(_kind(each) for each in args))
    (signature,) = made.signatures
    module = llvm.parse_assembly(made.inspect_llvm(signature))
    needed = [each.name for each in module.functions if each.is_declaration and not each.name.startswith("llvm.")]
    if needed:
        raise RuntimeError(f"{function.__name__} needs {', '.join(needed)} to run")
    entry = module.get_function(made.overloads[signature].fndesc.llvm_func_name)
    if len(list(entry.arguments)) != len(list(words(args))) + 2:
        raise RuntimeError(f"numba {numba.__version__} passes arguments otherwise than `machine.words` says")
    entry.name = ENTRY
    code: bytes = target().emit_object(module)
    return code


def _kind(argument: object) -> Untyped:
    """The type of an argument; arrays that may not be written are taken like others, so that one code does for both."""
    if isinstance(argument, tuple):
        named: Untyped = numba.types.NamedTuple
        return named([_kind(each) for each in argument], type(argument))
    if isinstance(argument, np.ndarray):
        return numba.types.Array(numba.from_dtype(argument.dtype), argument.ndim, "C")
    return numba.int64
