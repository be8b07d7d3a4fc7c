"""A small OpenID provider on this machine: discovery, keys, authorize, token; it can be told to lie in each way."""

from __future__ import annotations

import hmac
import json
import secrets
import threading
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "relparty-office", "the client's secret"


def new_key(name: str = "") -> RSAKey:
    """A key with a name of its own, or one that another key has."""
    return RSAKey.generate_key(2048, {"kid": name or secrets.token_hex(4)}, private=True)


@dataclass
class Provider:
    """The provider's state; tests change it to make it lie."""

    issuer: str
    clock: Any
    subject: str = "staff-1"
    key: RSAKey = field(default_factory=new_key)
    shown_keys: list[RSAKey] = field(default_factory=list)
    claims: dict[str, Any] = field(default_factory=dict)
    """Laid over the claims of the next tokens; none takes a claim away."""
    algorithm: str = "RS256"
    discovered: dict[str, Any] = field(default_factory=dict)
    """Laid over the discovery document."""
    token_status: int = 200
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shown_keys = [self.key]

    def discovery(self) -> dict[str, Any]:
        places = {f"{name}": f"{self.issuer}/{path}" for name, path in _PLACES}
        return {"issuer": self.issuer, "response_types_supported": ["code"]} | places | self.discovered

    def authorized(self, query: Mapping[str, str]) -> str:
        """The way back of somebody who signed in here."""
        assert query["response_type"] == "code"
        assert query["client_id"] == CLIENT
        assert query["code_challenge_method"] == "S256"
        assert "openid" in query["scope"].split()
        code = secrets.token_urlsafe(16)
        self.codes[code] = dict(query)
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def token(self, told: Mapping[str, str], authorization: str) -> tuple[int, dict[str, Any]]:
        """What a code is worth; each is worth it once, to the client that proves the verifier."""
        given = self.codes.pop(told.get("code", ""), None)
        basic = unquote(b64decode(authorization.removeprefix("Basic ")).decode()) if authorization else ""
        challenge = _encoded(sha256(told.get("code_verifier", "").encode()).digest())
        if given is None or basic != f"{CLIENT}:{SECRET}" or given["code_challenge"] != challenge:
            return 400, {"error": "invalid_grant"}
        if given["redirect_uri"] != told.get("redirect_uri") or self.token_status != 200:
            return self.token_status if self.token_status != 200 else 400, {"error": "invalid_request"}
        return 200, {"access_token": "a", "token_type": "Bearer", "id_token": self.id_token(given["nonce"])}

    def id_token(self, nonce: str) -> str:
        now = int(self.clock().timestamp())
        told = {"iss": self.issuer, "sub": self.subject, "aud": CLIENT, "iat": now, "exp": now + 300, "nonce": nonce} | self.claims
        claims = {name: value for name, value in told.items() if value is not None}
        if self.algorithm == "none":
            return f"{self._unsigned('none', claims)}."
        if self.algorithm == "HS256":  # signed with what everybody can read: the public key
            text = self._unsigned("HS256", claims)
            return f"{text}.{_encoded(hmac.digest(self.key.as_pem(private=False), text.encode(), 'sha256'))}"
        return jwt.encode({"alg": self.algorithm, "kid": self.key.kid}, claims, self.key)

    def _unsigned(self, algorithm: str, claims: Mapping[str, Any]) -> str:
        head = {"alg": algorithm, "kid": self.key.kid, "typ": "JWT"}
        return ".".join(_encoded(json.dumps(each).encode()) for each in (head, claims))


def _encoded(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


_PLACES = (("authorization_endpoint", "authorize"), ("token_endpoint", "token"), ("jwks_uri", "keys"))


@contextmanager
def running(clock: Any) -> Iterator[Provider]:
    """A provider that listens on this machine alone."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            url = urlsplit(self.path)
            provider.asked.append(url.path)
            if url.path == "/.well-known/openid-configuration":
                self._say(200, provider.discovery())
            elif url.path == "/keys":
                self._say(200, {"keys": [each.as_dict(private=False) for each in provider.shown_keys]})
            elif url.path == "/moved":
                self.send_response(302)
                self.send_header("location", f"{provider.issuer}/keys")
                self.end_headers()
            else:
                self._say(404, {})

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            body = self.rfile.read(int(self.headers["content-length"])).decode()
            told = {name: values[0] for name, values in parse_qs(body).items()}
            self._say(*provider.token(told, self.headers.get("authorization", "")))

        def _say(self, status: int, record: Mapping[str, Any]) -> None:
            content = json.dumps(record).encode()
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            """Nothing is printed."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider = Provider(f"http://127.0.0.1:{server.server_port}", clock)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
