"""How kernels are compiled: without Python objects, without the interpreter's lock, kept on disk for the next run."""

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


def compiled(function: Function) -> Function:
    """The function as machine code, compiled when it is first called with arguments of these types; it may make arrays."""
    return _kept(function, _HOW)


def bare(function: Function) -> Function:
    """The same for a function that makes no array, put in where it is called.

    Nothing counts references, which takes twenty times longer than its work, and no call passes dozens of arrays on.
    """
    return _kept(function, _HOW | {"_nrt": False, "forceinline": True})


def _kept(function: Function, how: dict[str, Any]) -> Function:
    try:
        made = numba.njit(cache=True, **how)(function)
    except RuntimeError:  # nowhere to keep it: it is compiled in every run
        return cast("Function", numba.njit(**how)(function))
    made._cache._cache_file._source_stamp = STAMP  # noqa: SLF001  # numba offers no other way
    return cast("Function", made)
