"""All that a paper says, as one text: whatever its blocks are."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any

from relparty.reports.dossier.blocks import Paper


def words(paper: Paper) -> str:
    """Every text of a paper, a line each, whatever block it stands in."""
    return "\n".join(_texts(paper))


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, tuple | list):
        return [text for each in value for text in _texts(each)]
    if is_dataclass(value) and not isinstance(value, type):
        return [text for each in fields(value) for text in _texts(getattr(value, each.name))]
    return []
