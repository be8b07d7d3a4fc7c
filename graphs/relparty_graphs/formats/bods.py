"""BODS 0.4 (Beneficial Ownership Data Standard): statements about the parties, then about who holds or serves.

Shared facts, roles in the bid, kin and our judgements of same names are no relations of this standard and stay away.
https://standard.openownership.org/en/0.4.0/
"""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.standards.statements import statements
from relparty_graphs.standards.text import json_array

SUFFIX = ".bods.json"


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # the standard's words are its codes, in every language
    """The statements as a JSON array, one a line."""
    return json_array(statements(picture))
