"""Short secrets in columns of the database: sealed with AES-GCM, bound to the row they belong to."""

from __future__ import annotations

import secrets
from base64 import b64decode, b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from relparty.casebook.errors import Tampered
from relparty.phrases import Phrase

_NONCE = 12
_CHANGED = Phrase("封存的内容被改动过，或密钥不符", "what was sealed here was changed, or the key is another one")
_VERIFY = Phrase("请运行 relparty casebook verify", "run relparty casebook verify")


def sealed(key: bytes, text: str, place: str) -> str:
    """The text sealed for its place (such as `users.totp/<id>`): it opens nowhere else."""
    nonce = secrets.token_bytes(_NONCE)
    return b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), place.encode())).decode()


def opened(key: bytes, closed: str, place: str) -> str:
    """The text that was sealed for that place; raises Tampered where it was not."""
    raw = b64decode(closed)
    try:
        return AESGCM(key).decrypt(raw[:_NONCE], raw[_NONCE:], place.encode()).decode()
    except InvalidTag as error:
        raise Tampered(place, _CHANGED(), _VERIFY()) from error
