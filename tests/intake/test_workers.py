"""Child processes: results, limits on time and memory, crashes, and that one failure harms no other job."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from relparty.intake import workers
from relparty.intake.workers import Failure, Job

MANY = 500 << 20


def double(number: int) -> int:
    return number * 2


def loop() -> None:
    while True:
        pass


def swallow() -> int:
    return len(bytearray(3 << 30))


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def refuse() -> None:
    raise ValueError


def shout() -> int:
    os.write(1, b"nobody asked")
    os.write(2, b"for this")
    return 1


def start_another(pipe: str) -> None:
    """Starts a process of its own that holds a pipe open for ever, and hangs."""
    held = os.open(pipe, os.O_WRONLY)
    if os.fork() == 0:
        os.write(held, b"alive")
        loop()
    os.close(held)
    loop()


def run(*jobs: Job, at_once: int = 2) -> list[object]:
    return [result for _, result in sorted(workers.run(jobs, at_once), key=lambda pair: pair[0])]


def job(function: object, *arguments: object, seconds: float = 20, memory: int = MANY) -> Job:
    return Job(function, arguments, seconds, memory)  # type: ignore[arg-type]


def test_each_result_comes_back_with_the_place_of_its_job() -> None:
    assert run(*(job(double, number) for number in range(40))) == [number * 2 for number in range(40)]


def test_nothing_to_do_is_nothing_done() -> None:
    assert run() == []


@pytest.mark.parametrize(
    ("bad", "failure"),
    [
        (job(loop, seconds=0.2), Failure.TIME),
        (job(swallow), Failure.MEMORY),
        (job(die), Failure.CRASH),
        (job(refuse), Failure.CRASH),
    ],
)
@pytest.mark.parametrize("at_once", [1, 3])
def test_a_job_that_fails_says_how_and_the_others_go_on(bad: Job, failure: Failure, at_once: int) -> None:
    assert run(job(double, 1), bad, job(double, 2), job(double, 3), at_once=at_once) == [2, failure, 4, 6]


def test_many_failures_in_a_row_leave_nobody_waiting() -> None:
    assert run(*[job(die)] * 6, job(double, 4)) == [*[Failure.CRASH] * 6, 8]


def test_what_a_child_started_dies_with_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    ours = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    assert run(job(start_another, str(tmp_path / "pipe"), seconds=1)) == [Failure.TIME]
    os.set_blocking(ours, True)
    with os.fdopen(ours, "rb") as pipe:  # reads to the end, which comes only when nobody is left to write
        assert pipe.read() == b"alive"


def test_children_print_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(job(shout)) == [1]
    assert capfd.readouterr() == ("", "")


def test_the_parent_keeps_its_own_limits() -> None:
    import resource

    before = resource.getrlimit(resource.RLIMIT_DATA)
    run(job(swallow))
    assert resource.getrlimit(resource.RLIMIT_DATA) == before


def test_a_run_that_is_given_up_ends_its_children() -> None:
    results = workers.run([job(double, 1), job(loop), job(loop)], 2)
    assert next(results) == (0, 2)
    results.close()  # type: ignore[attr-defined]
    import multiprocessing

    assert multiprocessing.active_children() == []


def _loaded(_: int) -> bool:
    return True


def test_what_is_done_beside_is_done_once_and_what_it_raises_is_raised(tmp_path: Path) -> None:
    done: list[int] = []
    jobs = [Job(_loaded, (number,), 20, 700 << 20) for number in range(5)]
    assert sorted(at for at, _ in workers.run(jobs, 2, lambda: done.append(1))) == [0, 1, 2, 3, 4]
    assert done == [1]

    def failing() -> None:
        raise ValueError(str(tmp_path))

    with pytest.raises(ValueError, match=tmp_path.name):
        list(workers.run(jobs, 2, failing))


def test_the_readers_are_loaded_by_children_alone() -> None:
    told = (
        "import sys, relparty.cli.screen; print(sorted(n for n in sys.modules if n.startswith(('relparty.documents', 'relparty.forms'))))"
    )
    found = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True).stdout
    assert found.strip() == "['relparty.documents', 'relparty.documents.next_step', 'relparty.documents.page_folder']"
