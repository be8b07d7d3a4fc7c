"""How kernels are compiled: without Python objects, without the interpreter's lock, kept on disk for the next run."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., object])

_HOW: dict[str, Any] = {"nogil": True, "cache": True, "error_model": "numpy"}


def compiled(function: Function) -> Function:
    """The function as machine code, compiled when it is first called with arguments of these types; it may make arrays."""
    return cast("Function", numba.njit(**_HOW)(function))


def bare(function: Function) -> Function:
    """The same for a function that makes no array: nothing counts references, which takes twenty times longer than its work."""
    return cast("Function", numba.njit(**_HOW | {"_nrt": False})(function))
