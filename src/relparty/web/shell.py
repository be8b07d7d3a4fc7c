"""What every request of the application shares."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from starlette.requests import HTTPConnection
from starlette.types import Scope

from relparty.web.security.buckets import Buckets
from relparty.web.security.signing import Signer
from relparty.web.settings import WebSettings

Seconds: TypeAlias = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Shell:
    """The settings, the signer, the rates and the clock."""

    settings: WebSettings
    signer: Signer
    buckets: Buckets
    clock: Seconds = field(default=time.time)


def of(request: HTTPConnection) -> Shell:
    """The shell of the application that a request came to."""
    return of_scope(request.scope)


def of_scope(scope: Scope) -> Shell:
    """The shell, where there is a scope and no request."""
    return cast("Shell", scope["app"].state.shell)
