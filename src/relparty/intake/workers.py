"""Jobs in child processes with limits on time and memory; a child that breaks them dies alone.

Every file handed in may be hostile, so no parser runs in the process that decides. A child is used for
many jobs, one at a time; one that hangs is killed with everything it started, and a new one goes on.
"""

from __future__ import annotations

import contextlib
import faulthandler
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

_GRACE = 5
"""Seconds after which a child ends itself, should its parent be gone and nobody be left to end it."""


class Failure(StrEnum):
    """Why a job has no result."""

    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"


@dataclass(frozen=True, slots=True)
class Job:
    """A function of a module (children must be able to import it) with its arguments and limits."""

    function: Callable[..., Any]
    arguments: tuple[Any, ...]
    seconds: float
    memory: int


@dataclass(slots=True)
class _Child:
    process: BaseProcess
    connection: Connection
    at: int = -1
    deadline: float = 0.0

    @property
    def is_busy(self) -> bool:
        return self.at >= 0


def nothing() -> None:
    """What a parent does that has nothing else to do."""


def run(jobs: Sequence[Job], at_once: int, meanwhile: Callable[[], None] = nothing) -> Iterator[tuple[int, Any]]:
    """The place of each job with its result or its Failure, in the order in which they end.

    `at_once` is how many processors there are for the work; `meanwhile` is done once beside the first jobs and takes
    one of them. What it raises is raised here. An exception inside a job is a CRASH: functions given here turn what
    they expect into results.
    """
    if not jobs:
        meanwhile()
        return
    context = _context()
    children: list[_Child] = []
    waiting = list(range(len(jobs) - 1, -1, -1))
    aside = _Aside(meanwhile)
    try:
        while waiting or any(child.is_busy for child in children):
            while waiting and sum(child.is_busy for child in children) < (max(1, at_once - 1) if aside.is_working else at_once):
                child = next((each for each in children if not each.is_busy), None)
                if child is None:
                    aside.wait()  # a fork with two threads running may never end
                    child = _started(context, children)
                _give(child, waiting.pop(), jobs)
            aside.begin()
            for child, result in _ended(children):
                at, child.at = child.at, -1
                if isinstance(result, Failure):
                    _end(child)
                    children.remove(child)
                yield at, result
        aside.wait()
    finally:
        aside.let_go()
        for child in children:
            _end(child)


class _Aside:
    """Work that this process does itself, once, in a thread beside its waiting for the children."""

    def __init__(self, work: Callable[[], None]) -> None:
        self.work = work
        self.thread: threading.Thread | None = None
        self.error: BaseException | None = None

    def begin(self) -> None:
        """Begins the work when it has not begun."""
        if self.thread is None:
            self.thread = threading.Thread(target=self._run, daemon=True)
            self.thread.start()

    @property
    def is_working(self) -> bool:
        return self.thread is None or self.thread.is_alive()

    def wait(self) -> None:
        """Waits until the work that has begun is done; raises what it raised, once."""
        self.let_go()
        error, self.error = self.error, None
        if error is not None:
            raise error

    def let_go(self) -> None:
        """Waits without asking how it went."""
        if self.thread is not None:
            self.thread.join()

    def _run(self) -> None:
        try:
            self.work()
        except BaseException as error:  # noqa: BLE001  # whatever it is belongs to the one who waits
            self.error = error


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _context() -> BaseContext:
    """A fork where that is safe, since it starts in milliseconds: on Linux, while this process has one thread.

    With more threads children are forked from a server that has one; where there are no forks they start afresh.
    """
    if sys.platform != "linux":
        return multiprocessing.get_context("spawn")
    if len(list(Path("/proc/self/task").iterdir())) == 1:
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["relparty.intake.opening"])
    return context


def _started(context: BaseContext, children: list[_Child]) -> _Child:
    ours, theirs = multiprocessing.Pipe()
    others = [child.connection for child in children]
    forked = context.get_start_method() == "fork"
    process = context.Process(target=_work, args=(theirs, [ours, *others] if forked else []), daemon=True)  # type: ignore[attr-defined]  # every context has it
    process.start()
    theirs.close()
    children.append(_Child(process, ours))
    return children[-1]


def _give(child: _Child, at: int, jobs: Sequence[Job]) -> None:
    child.at, child.deadline = at, time.monotonic() + jobs[at].seconds
    with contextlib.suppress(OSError):  # a child that died idle is found by _ended, like one that dies at work
        child.connection.send(jobs[at])


def _ended(children: list[_Child]) -> list[tuple[_Child, Any]]:
    """The children whose job is over, with the result; waits until there is one."""
    busy = {child.connection: child for child in children if child.is_busy}
    soonest = min(child.deadline for child in busy.values())
    ready = wait(list(busy), timeout=max(soonest - time.monotonic(), 0))
    if ready:
        return [(busy[connection], _received(connection)) for connection in ready if isinstance(connection, Connection)]
    return [(child, Failure.TIME) for child in busy.values() if child.deadline <= time.monotonic()]


def _received(connection: Connection) -> Any:  # noqa: ANN401  # whatever the job's function gives
    try:
        return connection.recv()
    except (EOFError, OSError):
        return Failure.CRASH


def _end(child: _Child) -> None:
    """Ends a child and all that it started."""
    child.connection.close()
    if hasattr(os, "killpg") and child.process.pid:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(child.process.pid, signal.SIGKILL)
    child.process.kill()
    child.process.join()


# --- inside the child ----------------------------------------------------------------------------


def _work(connection: Connection, inherited: Sequence[Connection]) -> None:
    """Does jobs until the parent closes its end."""
    for each in inherited:
        each.close()
    _alone()
    shared = _shared()
    while True:
        try:
            job: Job = connection.recv()
        except (EOFError, OSError):
            return
        try:
            _limit(job, shared)
            result = job.function(*job.arguments)
        except MemoryError:
            result = Failure.MEMORY
        except Exception:  # noqa: BLE001  # the parent must hear of every end of a job
            result = Failure.CRASH
        try:
            connection.send(result)
        except MemoryError:
            connection.send(Failure.MEMORY)
        except OSError:
            return


def _alone() -> None:
    """Makes the child a group of its own, deaf to the keyboard and silent: libraries print what nobody asked for."""
    if hasattr(os, "setsid"):
        os.setsid()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    faulthandler.disable()
    silence = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        os.dup2(silence, stream)


def _shared() -> int:
    """The bytes of memory that a forked child shares with its parent: they count towards its limit."""
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) << 10 for line in status.splitlines() if line.startswith("VmData:")), 0)


def _limit(job: Job, shared: int) -> None:
    """Limits memory where the system can (Linux), and time in case the parent is gone."""
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, job.seconds + _GRACE)
    try:
        import resource
    except ImportError:  # Windows has none: there only the time is limited
        return
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    resource.setrlimit(resource.RLIMIT_DATA, (shared + job.memory, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
