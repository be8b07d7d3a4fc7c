"""Who calls the interface: the key of a platform, and whether its scopes cover what is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Depends, Header, HTTPException, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from relparty.casebook import api_keys
from relparty.casebook.api_keys import Scope
from relparty.casebook.errors import NotThere
from relparty.casebook.rights import Caller
from relparty.web.api.models import Problem
from relparty.web.wiring import OfficeHere

_bearer = HTTPBearer(auto_error=False, description="a key that a clerk makes under /keys")

RepeatKey = Annotated[
    str,
    Header(alias="Idempotency-Key", max_length=200, description="the same key, the same request: done once, answered the same each time"),
]


def _problem(description: str) -> dict[str, Any]:
    return {"description": description, "content": {"application/problem+json": {"schema": Problem.model_json_schema()}}}


PROBLEMS: dict[int | str, dict[str, Any]] = {
    400: _problem("the request cannot mean anything"),
    401: _problem("no key, or one that is not valid"),
    404: _problem("there is no such thing, or not for this key"),
    409: _problem("the state of the lot forbids it; nothing was saved"),
    413: _problem("the request is too large; nothing of it was saved"),
    422: _problem("the request cannot be understood; `errors` says where"),
    429: _problem("too many requests; Retry-After says when to come again"),
    503: _problem("the database does not answer; take nothing of this request as saved"),
}
"""What every route may answer instead (RFC 9457)."""


def caller_with(scope: Scope) -> Callable[..., Caller]:
    """The dependency that gives the caller of a key with that scope; one without it is told what a guess is told."""

    def caller(office: OfficeHere, told: Annotated[HTTPAuthorizationCredentials | None, Security(_bearer)]) -> Caller:
        found = api_keys.of(office.book, told.credentials) if told is not None else None
        if found is None:
            raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"})
        if scope not in found[0].scopes:
            raise NotThere
        return found[1]

    return caller


LotsReader = Annotated[Caller, Depends(caller_with(Scope.LOTS_READ))]
LotsWriter = Annotated[Caller, Depends(caller_with(Scope.LOTS_WRITE))]
FormsWriter = Annotated[Caller, Depends(caller_with(Scope.FORMS_WRITE))]
Screener = Annotated[Caller, Depends(caller_with(Scope.SCREEN))]
FindingsReader = Annotated[Caller, Depends(caller_with(Scope.FINDINGS_READ))]
DossierReader = Annotated[Caller, Depends(caller_with(Scope.DOSSIER_READ))]
