"""Whether an id token proves who somebody is (OpenID Connect Core 1.0, 3.1.3.7)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from relparty.web.oidc.provider import Provider

ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures that only the holder of a private key can make: never `none`, nor one that our own secret could make."""
_LEEWAY = 60
"""Seconds by which clocks may differ."""


class NotProved(Exception):
    """The token proves nothing; the message is for the log alone."""


class KeyUnknown(NotProved):
    """It is signed by a key that is not among those at hand; the provider may have new ones."""


def subject(token: str, keys: Mapping[str, Any], provider: Provider, nonce: str, now: float) -> str:
    """What the provider calls the person whom a token is about; raises NotProved.

    Checked are the signature by one of the provider's keys, issuer, audience, authorized party, times and nonce.
    """
    try:
        key_set = KeySet.import_key_set({"keys": list(keys["keys"])})
        decoded = jwt.decode(token, key_set, algorithms=list(ALGORITHMS))
        claims = CodeIDToken(
            decoded.claims,
            decoded.header,
            {"iss": {"essential": True, "value": provider.issuer}, "aud": {"essential": True, "value": provider.client_id}},
            {"nonce": nonce, "client_id": provider.client_id},
        )
        claims.validate(now=int(now), leeway=_LEEWAY)
    except (JoseError, ValueError, KeyError, TypeError) as error:
        raise _refusal(error) from error
    found = claims.get(provider.claim)
    if not isinstance(found, str) or not found.strip():
        raise NotProved("the claim that names people is missing")
    return found


def _refusal(error: Exception) -> NotProved:
    return (KeyUnknown if "key" in type(error).__name__.lower() else NotProved)(type(error).__name__)
