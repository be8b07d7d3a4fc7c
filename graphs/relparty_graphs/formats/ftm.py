"""FollowTheMoney entities, one a line: parties, the files that tell of them, and who holds, serves, bids for or is kin to whom.

Shared facts and our judgements of same names stay away: the model has no edge that does not claim them.
https://followthemoney.tech/
"""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.standards.entities import entities
from relparty_graphs.standards.text import json_lines

SUFFIX = ".ftm.json"


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # the model's words are its properties, in every language
    """The entities as JSON lines."""
    return json_lines(entities(picture))
