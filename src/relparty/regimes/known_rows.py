"""The rows that rules have: what a regime, an overlay or a policy from outside is checked against.

It loads every rule. The built-in regimes are held to them by tests, so that a batch, whose kernels need no rule, loads none.
"""

from __future__ import annotations

from collections.abc import Iterable

from relparty.rules.catalog import rules


def names() -> tuple[str, ...]:
    """The names of all rules."""
    return tuple(rules())


def variants(rule: str) -> tuple[str, ...]:
    """The variants of a rule."""
    return tuple(rules()[rule].variants)


def is_row(key: str) -> bool:
    """Whether there is such a `rule` or `rule.variant`."""
    rule, _, variant = key.partition(".")
    return rule in rules() and (not variant or variant in rules()[rule].variants)


def ungraded(keys: Iterable[str]) -> list[str]:
    """The rows for which there is no line of their own or of their rule; an overlay is no regime and lacks most."""
    told = set(keys)
    rows = ((rule.name, f"{rule.name}.{variant}") for rule in rules().values() for variant in rule.variants)
    return [row for rule, row in rows if row not in told and rule not in told]
