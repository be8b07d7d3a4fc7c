"""Secrets that one person tells another, or copies from a console."""

from __future__ import annotations

import secrets

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Signs that nobody mistakes for each other when reading them aloud."""
_GROUPS, _IN_GROUP = 7, 4


def spoken() -> str:
    """A new random secret in groups of four signs; 138 bits, so that nobody guesses it (ASVS 5.0, 11.5.1)."""
    return "-".join("".join(secrets.choice(_SIGNS) for _ in range(_IN_GROUP)) for _ in range(_GROUPS))
