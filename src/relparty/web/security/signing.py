"""Short texts that only this server can have written: one key for each purpose, made from the key handed in."""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Purpose: TypeAlias = Literal["form", "visit", "idle", "flash", "rate", "provider"]


@dataclass(frozen=True, slots=True)
class Signer:
    """Marks texts for one purpose and proves the marks; the key is never shown."""

    key: bytes = field(repr=False)

    def mark(self, purpose: Purpose, *parts: str) -> str:
        """The keyed mark (HMAC-SHA-256) of a text in parts; no two lists of parts have the same."""
        key = hmac.digest(self.key, f"relparty.web/{purpose}".encode(), "sha256")
        text = "".join(f"{len(part)}:{part}" for part in parts)
        return urlsafe_b64encode(hmac.digest(key, text.encode("utf-8", "surrogatepass"), "sha256")).decode().rstrip("=")

    def is_mark(self, mark: str, purpose: Purpose, *parts: str) -> bool:
        """Whether a mark is right, in a time that tells nothing of it."""
        return hmac.compare_digest(mark.encode("utf-8", "surrogatepass"), self.mark(purpose, *parts).encode())


def nonce() -> str:
    """A text that nobody else has."""
    return secrets.token_urlsafe(18)
