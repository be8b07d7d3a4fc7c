"""The catalog of rules: every module of this package that has a RULE."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import relparty.rules
from relparty.rules.rule import Rule


@cache
def rules() -> dict[str, Rule]:
    """All rules by name, in the order of their names; a new file in this folder is all a rule needs."""
    modules = (import_module(f"relparty.rules.{module.name}") for module in pkgutil.iter_modules(relparty.rules.__path__))
    found = [module.RULE for module in modules if hasattr(module, "RULE")]
    return {rule.name: rule for rule in sorted(found, key=lambda rule: rule.name)}
