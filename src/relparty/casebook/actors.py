"""Who acts: a user, a bidder by its invitation, a platform by its key, or the casebook itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Actor:
    """Who does something, as the trail names it: a kind and a random id, never a name."""

    kind: str
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else self.kind


SYSTEM = Actor("system")
"""What the program does by itself, such as marking a screening that a crash cut off."""
COMMAND = Actor("command")
"""Whoever may run commands on the machine of the casebook."""
NOBODY = Actor("nobody")
"""Somebody who has not said who they are: a failed login."""


def user(id: str) -> Actor:
    """A user, by id."""
    return Actor("user", id)


def bidder(invitation_id: str) -> Actor:
    """A bidder, by the id of its invitation."""
    return Actor("bidder", invitation_id)


def api_key(id: str) -> Actor:
    """A platform, by the id of its key."""
    return Actor("key", id)
