"""Work that costs much by design: proving a password. Few at once, the others wait without a thread, and too many are sent away.

A hash of a password takes 64 MB and a tenth of a second of a core: were every request to get a thread for it, a flood of
wrong passwords would take the machine from those who are signed in.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from anyio import CapacityLimiter, to_thread
from starlette.requests import HTTPConnection

from relparty.web.errors import too_many

_P = ParamSpec("_P")
_T = TypeVar("_T")

AT_ONCE = 2
MOST_WAITING = 60
_WAIT = 5


@dataclass(slots=True)
class Costly:
    """The turns of costly work; one for the whole server."""

    limiter: CapacityLimiter = field(default_factory=lambda: CapacityLimiter(AT_ONCE))
    waiting: int = 0


async def run(request: HTTPConnection, work: Callable[_P, _T], *arguments: _P.args, **named: _P.kwargs) -> _T:
    """What the work returns, once it has had its turn; raises Stopped (429) where too many wait already."""
    costly: Costly = request.app.state.costly
    if costly.waiting >= MOST_WAITING:
        raise too_many(_WAIT)
    costly.waiting += 1
    try:
        return await to_thread.run_sync(lambda: work(*arguments, **named), limiter=costly.limiter)
    finally:
        costly.waiting -= 1
