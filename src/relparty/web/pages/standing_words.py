"""Where a finding stands, as every page says it: a state with its shape and its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from relparty.casebook.decisions import Outcome, Standpoint
from relparty.casebook.rights import DUTY_WORDS
from relparty.phrases import Phrase, Sentence

State: TypeAlias = Literal["open", "half", "clarify", "upheld", "dismissed", "free"]

STATES: dict[State, Phrase] = {
    "open": Phrase("未决定", "open"),
    "half": Phrase("尚缺一人的决定", "half dismissed"),
    "clarify": Phrase("需澄清", "to be clarified"),
    "upheld": Phrase("成立", "upheld"),
    "dismissed": Phrase("排除", "dismissed"),
    "free": Phrase("不要求作出决定", "no decision required"),
}
_KINDS: dict[State, str] = {
    "open": "waiting",
    "half": "part",
    "clarify": "unchecked",
    "upheld": "stop",
    "dismissed": "done",
    "free": "note",
}
_WANTED = Phrase("一人已排除，尚缺{duty}的决定", "half dismissed, {duty} still to decide")


@dataclass(frozen=True, slots=True)
class Stands:
    """A state, the shape it is drawn with, and its words; of half a dismissal with whose word is still wanting."""

    state: State
    kind: str
    words: Phrase | Sentence


def stands(point: Standpoint) -> Stands:
    """Where a finding stands in words."""
    state = state_of(point)
    words = _WANTED(duty=tuple(DUTY_WORDS[each] for each in point.wanted)) if state == "half" else STATES[state]
    return Stands(state, _KINDS[state], words)


def state_of(point: Standpoint) -> State:
    """The state of a finding; one that nobody must decide and nobody decided is free."""
    decided: dict[Outcome, State] = {Outcome.UPHOLD: "upheld", Outcome.DISMISS: "dismissed", Outcome.CLARIFY: "clarify"}
    if point.wanted:
        return "half"
    if point.outcome is not None:
        return decided[point.outcome]
    return "open" if point.is_open else "free"
