"""Machine code of kernels: kept on disk, loaded by LLVM alone, called by address.

numba compiles (see `compiling`), which takes a minute and half a second of start; a kernel that is there needs neither.
"""

from __future__ import annotations

import ctypes
import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args, get_type_hints

import numpy as np

from relparty.bundle import layout
from relparty.model import finding, party, record

R = TypeVar("R")

ENTRY = "kernel"
"""What the function to call is named in machine code."""
_RESULTS = 8
"""Room for the integers that a kernel gives."""
_FINE = (0, -2)
"""What a compiled function says when it ends well, with something or with nothing to give."""
_HASH = hashlib.sha256().digest_size
_SUFFIX = ".kernel"
_UNFINISHED = ".unfinished"
_BESIDE = Path(__file__).parent / "__pycache__"


def stamp(sources: Iterable[Path]) -> str:
    """A hash of files: kept machine code is taken only while it is the same."""
    return hashlib.sha256(b"".join(hashlib.sha256(path.read_bytes()).digest() for path in sources)).hexdigest()


SOURCES = (*sorted(Path(__file__).parent.glob("*.py")), *(Path(str(each.__file__)) for each in (layout, finding, party, record)))
"""What kernels are made of."""
STAMP = stamp(SOURCES)


class Machine(Generic[R]):
    """The machine code of one kernel, loaded."""

    def __init__(self, code: bytes, args: Sequence[object], results: int) -> None:
        """Takes object code, arguments such as it is for, and how many integers it gives."""
        import llvmlite.binding as llvm

        self._engine = llvm.create_mcjit_compiler(llvm.parse_assembly(""), target())
        self._engine.add_object_file(llvm.ObjectFileRef.from_data(code))
        self._engine.finalize_object()
        kind = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_void_p, *[ctypes.c_int64] * len(list(words(args))))
        self._call, self._results = kind(self._engine.get_function_address(ENTRY)), results
        self._signature = signature(tuple(args))

    def __call__(self, args: Sequence[object]) -> R:
        """What the kernel gives; TypeError for arguments of other kinds than it is for, which it would misread."""
        if signature(tuple(args)) != self._signature:
            raise TypeError(f"a kernel for {self._signature} was given {signature(tuple(args))}")
        given, failure = (ctypes.c_int64 * _RESULTS)(), ctypes.c_void_p()
        ended = self._call(ctypes.addressof(given), ctypes.addressof(failure), *words(args))
        if ended not in _FINE:
            raise RuntimeError(f"a kernel ended with {ended}")
        told: Any = tuple(given[: self._results]) if self._results else None
        return told


def words(args: Iterable[object]) -> Iterator[int]:
    """The arguments as numba passes them: an integer is a word, an array its owner (none), its size, where it lies, its shape and strides."""
    for each in args:
        if isinstance(each, tuple):
            yield from words(each)
        elif isinstance(each, np.ndarray):
            if not each.flags.c_contiguous or not each.flags.aligned:
                raise ValueError("the cells of an array do not stand in order")
            yield from (0, 0, each.size, each.itemsize, each.ctypes.data, *each.shape, *each.strides)
        elif isinstance(each, int | np.integer):
            yield int(each)
        else:
            raise TypeError(f"{type(each).__name__} is no argument of a kernel")


def signature(argument: object) -> str:
    """What machine code knows of an argument: equal for arguments that the same code takes."""
    if isinstance(argument, tuple):
        return f"({','.join(map(signature, argument))})"
    return f"{argument.dtype.str}{argument.ndim}" if isinstance(argument, np.ndarray) else "i"


def target() -> Any:  # noqa: ANN401  # llvmlite publishes no types
    """The processor at hand, as LLVM makes code for it; a new one each time, for an engine takes it with it when it goes."""
    import llvmlite.binding as llvm

    llvm.initialize_native_target()
    llvm.initialize_native_asmprinter()
    return llvm.Target.from_default_triple().create_target_machine(
        cpu=llvm.get_host_cpu_name(), features=llvm.get_host_cpu_features().flatten(), opt=3, codemodel="jitdefault", jit=True
    )


def machine(function: Callable[..., R], args: Sequence[object]) -> Machine[R]:
    """The machine code of a function for such arguments: kept from before, or compiled now and kept where that is possible."""
    file = f"{function.__module__.rpartition('.')[2]}.{function.__name__}-{STAMP[:16]}-{_key(args)}{_SUFFIX}"
    code = next((found for folder in folders() if (found := _kept(folder / file))), None)
    if code is None:
        from relparty.batch.kernels.compiling import object_code

        code = object_code(function, args)
        any(_keep(folder / file, code) for folder in folders())
        _forget_others()
    given = get_type_hints(function)["return"]
    return Machine(code, args, len(get_args(given)))


def _key(args: Sequence[object]) -> str:
    """What else than its sources decides the machine code of a function: the arguments, the processor, LLVM."""
    import llvmlite
    import llvmlite.binding as llvm

    told = (STAMP, signature(tuple(args)), llvmlite.__version__, llvm.get_default_triple(), llvm.get_host_cpu_name())
    return hashlib.sha256("\n".join((*told, llvm.get_host_cpu_features().flatten())).encode()).hexdigest()[:32]


def folders() -> Iterator[Path]:
    """Where machine code is kept: beside the program, or else in the user's cache."""
    yield _BESIDE
    from platformdirs import user_cache_path

    with suppress(RuntimeError):  # nobody's home
        yield user_cache_path("relparty", appauthor=False)


def _kept(path: Path) -> bytes | None:
    """The code in a file, unless it is not there or not whole."""
    try:
        content = path.read_bytes()
    except OSError:
        return None
    code = content[_HASH:]
    return code if hashlib.sha256(code).digest() == content[:_HASH] else None


def _keep(path: Path, code: bytes) -> bool:
    """Keeps code in a file, whole or not at all; whether that was possible."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}{_UNFINISHED}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        unfinished.write_bytes(hashlib.sha256(code).digest() + code)
        unfinished.replace(path)
    except OSError:
        with suppress(OSError):
            unfinished.unlink(missing_ok=True)
        return False
    return True


def _forget_others() -> None:
    """Removes the code of other sources beside the program, of which no version is left to use it."""
    for each in (*_BESIDE.glob(f"*{_SUFFIX}"), *_BESIDE.glob(f"*{_UNFINISHED}")):
        if f"-{STAMP[:16]}-" not in each.name:
            with suppress(OSError):
                each.unlink(missing_ok=True)
