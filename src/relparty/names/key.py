"""What two names of companies must have in common to be one company's."""

from __future__ import annotations

from relparty.names.company import parse
from relparty.names.folding import fold
from relparty.names.latin import latin_key


def name_key(name: str) -> str:
    """The parts of a company's name as one text: equal keys decide where a code is missing, a likeness never does."""
    parts = parse(name)
    if not parts.is_complete:
        return f"={latin_key(name) or fold(name)}"
    return f"{parts.region}|{parts.body}|{parts.form}|{parts.branch}"
