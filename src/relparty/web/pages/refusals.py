"""What the casebook had against a form, beside the field that it is about."""

from __future__ import annotations

from collections.abc import Mapping

from relparty.casebook.errors import Refused
from relparty.phrases import Phrase, Sentence

_FACT = Phrase("{fact}。{next_step}", "{fact}; {next_step}")
_WHOLE = Phrase("{place}：{fact}。{next_step}", "{place}: {fact}; {next_step}")


def beside(error: Refused, places: Mapping[Phrase, str]) -> dict[str, Sentence]:
    """The error by the name of its field; by the empty name, with its place, where it is about no field of the form."""
    name = places.get(error.place, "") if isinstance(error.place, Phrase) else ""
    return {name: (_FACT if name else _WHOLE)(place=error.place, fact=error.fact, next_step=error.next_step)}
