"""One turn of a command in a process of its own: wall time from its start to its end, and peak memory.

Nothing heavy is imported here: a process starts with the peak of the one that made it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

_TAIL = 2000
_UNCOMPILED = "PYTHONDONTWRITEBYTECODE"
"""Where it is set Python compiles a checkout anew in every process, which no installed program does."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Seconds of wall time, peak memory in bytes, and what the command printed."""

    seconds: float
    memory: int
    said: str


def turn(command: Sequence[str], good: Collection[int] = (0,)) -> Turn:
    """What a command cost; RuntimeError with the end of its complaint where it ends with no good code."""
    environment = {name: value for name, value in os.environ.items() if name != _UNCOMPILED}
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        start = time.perf_counter()
        child = subprocess.Popen(command, stdout=said, stderr=complained, env=environment)
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in good:
            raise RuntimeError(f"{' '.join(command)} ended with {child.returncode}: {_text(complained)[-_TAIL:]}")
        return Turn(seconds, usage.ru_maxrss * 1024, _text(said))


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode(errors="replace")


def peak_of_children() -> int:
    """The peak memory in bytes of the processes that this one has started and that still run; 0 where the system has no /proc."""
    children = [each for path in Path("/proc/self/task").glob("*/children") for each in path.read_text().split()]
    lines = [line for each in children for line in Path(f"/proc/{each}/status").read_text().splitlines() if line.startswith("VmHWM")]
    return sum(int(line.split()[1]) * 1024 for line in lines)
