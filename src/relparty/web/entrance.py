"""What the ways into the office are told when the server starts: the code of the first run, the identity provider."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from starlette.requests import HTTPConnection

from relparty.web.oidc.asking import Asking


@dataclass(frozen=True, slots=True)
class Entrance:
    """`setup_code` is asked for by the first-run page, where others than this machine can reach it; empty where none can."""

    setup_code: str = field(default="", repr=False)
    asking: Asking | None = None


def of(request: HTTPConnection) -> Entrance:
    """The entrance of the application that a request came to."""
    return cast("Entrance", request.app.state.entrance)
