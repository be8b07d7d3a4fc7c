"""What the casebook refuses, and how."""

from __future__ import annotations

from relparty.errors import RelpartyError


class NotThere(Exception):
    """What is asked for does not exist, or must look so to whoever asks: the two are never told apart."""


class Refused(RelpartyError):
    """A lawful request that the state of the lot forbids now; nothing of it was saved."""


class Tampered(RelpartyError):
    """The casebook itself is not as it was written: a file or a row was changed behind it."""
