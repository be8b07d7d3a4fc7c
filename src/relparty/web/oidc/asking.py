"""What the identity provider is asked, over the network: where it answers, its keys, a token for a code.

No other host is ever asked: an address in its answers that lies elsewhere is refused, and redirections are not followed.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from urllib.parse import urlsplit

import requests
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from relparty.web.oidc.provider import Provider

_SECONDS = 10
_MOST_BYTES = 1 << 20
_KEPT = 3600.0
"""Seconds for which addresses and keys are believed."""
_PAUSE = 60.0
"""Seconds between two fetches of keys because one was not known: a flood of forged tokens asks the provider once."""

Record: TypeAlias = Mapping[str, Any]


class NoAnswer(Exception):
    """The provider did not answer, or not in the way of the standard; the message is for the log alone."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where the provider answers."""

    authorize: str
    token: str
    keys: str


@dataclass(slots=True)
class Asking:
    """One provider asked; what seldom changes is kept. `clock` counts seconds."""

    provider: Provider
    clock: Callable[[], float] = time.monotonic
    _places: tuple[float, Places] | None = None
    _keys: tuple[float, Record] | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def places(self) -> Places:
        """Where it answers, by its discovery document (OpenID Connect Discovery, 4); raises NoAnswer."""
        with self._lock:
            if self._places is None or self.clock() - self._places[0] > _KEPT:
                self._places = (self.clock(), self._discovered())
            return self._places[1]

    def keys(self, *, is_stale: bool = False) -> Record:
        """Its public keys as a JWK set; `is_stale` fetches them again, at most once a minute. Raises NoAnswer."""
        address = self.places().keys
        with self._lock:
            age = self.clock() - self._keys[0] if self._keys is not None else _KEPT + 1
            if self._keys is None or age > (_PAUSE if is_stale else _KEPT):
                self._keys = (self.clock(), self._fetched(address))
            return self._keys[1]

    def way_in(self, return_to: str, state: str, nonce: str, verifier: str) -> str:
        """The address at the provider where somebody signs in, who then comes back with a code."""
        with self._session(return_to) as session:
            address, _ = session.create_authorization_url(self.places().authorize, state=state, code_verifier=verifier, nonce=nonce)
        return str(address)

    def id_token(self, return_to: str, code: str, verifier: str) -> str:
        """The id token that a code is worth; raises NoAnswer."""
        with self._session(return_to) as session:
            try:
                told = session.fetch_token(
                    self.places().token, grant_type="authorization_code", code=code, code_verifier=verifier, allow_redirects=False
                )
            except (requests.RequestException, AuthlibBaseError, ValueError) as error:
                raise NoAnswer(type(error).__name__) from error
        token = told.get("id_token")
        if not isinstance(token, str):
            raise NoAnswer("no id token")
        return token

    def _session(self, return_to: str) -> OAuth2Session:
        provider = self.provider
        session = OAuth2Session(
            provider.client_id,
            provider.client_secret,
            scope="openid",
            redirect_uri=return_to,
            code_challenge_method="S256",
            default_timeout=_SECONDS,
        )
        session.trust_env = False
        return session

    def _discovered(self) -> Places:
        told = self._fetched(self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration")
        if told.get("issuer") != self.provider.issuer:
            raise NoAnswer("the discovery document is another issuer's")
        return Places(*(self._own(told.get(name)) for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")))

    def _own(self, address: object) -> str:
        """An address of the issuer's own host."""
        ours = urlsplit(self.provider.issuer)
        its = urlsplit(address) if isinstance(address, str) else None
        if its is None or (its.scheme, its.netloc) != (ours.scheme, ours.netloc):
            raise NoAnswer("an address of the discovery document lies elsewhere")
        return its.geturl()

    def _fetched(self, address: str) -> Record:
        try:
            with requests.Session() as session:
                session.trust_env = False
                with session.get(address, timeout=_SECONDS, allow_redirects=False, stream=True) as answer:
                    content = next(answer.iter_content(_MOST_BYTES), b"") if answer.status_code == requests.codes.ok else b""
            told = json.loads(content)
        except (requests.RequestException, ValueError) as error:
            raise NoAnswer(type(error).__name__) from error
        if not isinstance(told, dict):
            raise NoAnswer("no record")
        return told
