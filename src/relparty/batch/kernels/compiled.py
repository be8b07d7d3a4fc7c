"""What becomes machine code, and how: without Python objects, without the interpreter's lock, without memory of its own.

Nothing of numba is loaded by this: a kernel that was compiled before needs none of it, and is also an ordinary function.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from threading import Lock
from typing import Any, Generic, ParamSpec, TypeVar

from relparty.batch.kernels.machine import Machine, machine

P = ParamSpec("P")
R = TypeVar("R")
Function = TypeVar("Function", bound=Callable[..., object])

HOW: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}
"""No function makes an array, so that nothing counts references, which takes twenty times longer than the work."""

PARTS: list[tuple[Callable[..., object], dict[str, Any]]] = []
"""The functions that kernels call, and how each is compiled."""


class Kernel(Generic[P, R]):
    """A function that Python calls as machine code with all that it calls: arrays in order, integers and named tuples of them.

    What it gives is a tuple of integers or nothing. It is compiled when nobody has done so on this machine, at its first call.
    """

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        self._lock = Lock()
        self._machine: Machine[R] | None = None
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        """What the function gives; ValueError for an array whose cells do not stand in order, TypeError for what is no argument of a kernel."""
        if kwargs:
            raise TypeError(f"{self.function.__name__} takes its arguments by place")
        return (self._machine or self._made(args))(args)

    def _made(self, args: tuple[object, ...]) -> Machine[R]:
        with self._lock:
            if not self._machine:
                self._machine = machine(self.function, args)
            return self._machine


def kept(function: Callable[P, R]) -> Kernel[P, R]:
    """A function that Python calls, as machine code that is kept on disk."""
    return Kernel(function)


def compiled(function: Function) -> Function:
    """A function for kernels to call."""
    PARTS.append((function, HOW))
    return function


def bare(function: Function) -> Function:
    """The same, put in where it is called: no call passes dozens of arrays on."""
    PARTS.append((function, HOW | {"forceinline": True}))
    return function
