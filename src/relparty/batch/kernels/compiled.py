"""How kernels are compiled: without Python objects, without the interpreter's lock; those that Python calls are kept on disk for the next run."""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

from relparty.bundle import layout
from relparty.model import finding, party, record

Function = TypeVar("Function", bound=Callable[..., object])

_HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy"}


def stamp(sources: Iterable[Path]) -> str:
    """A hash of files: kept machine code is taken only while it is the same."""
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources)).hexdigest()


SOURCES = (*sorted(Path(__file__).parent.glob("*.py")), *(Path(inspect.getfile(each)) for each in (layout, finding, party, record)))
"""What kernels are made of. A kernel holds what it calls, but numba looks for changes in the kernel's own file alone."""
STAMP = stamp(SOURCES)


def kept(function: Function) -> Function:
    """A function that Python calls, as machine code with all that it calls; kept on disk, since compiling takes long.

    Each file that is kept costs time at every start: what only other kernels call is `compiled` or `bare`.
    """
    try:
        made = numba.njit(cache=True, **_HOW)(function)
    except RuntimeError:  # nowhere to keep it: it is compiled in every run
        return compiled(function)
    made._cache._cache_file._source_stamp = STAMP  # noqa: SLF001  # numba offers no other way
    return cast("Function", made)


def compiled(function: Function) -> Function:
    """The function as machine code, compiled when it is first called with arguments of these types; it may make arrays."""
    return cast("Function", numba.njit(**_HOW)(function))


def bare(function: Function) -> Function:
    """The same for a function that makes no array, put in where it is called.

    Nothing counts references, which takes twenty times longer than its work, and no call passes dozens of arrays on.
    """
    return cast("Function", numba.njit(**_HOW | {"_nrt": False, "forceinline": True})(function))
