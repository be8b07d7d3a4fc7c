"""Shared by the tests of the web application."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from relparty.casebook import users


@pytest.fixture
def cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same hash at a thousandth of its cost, for tests that make many accounts."""
    monkeypatch.setattr(users, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
