"""Scores of the recognition model to text, with how sure each character is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

_MARKS = frozenset('（）()【】[]“”"‘’，,、。：:；;·%％《》<>')
"""Marks with look-alikes of other widths, between which the model wavers: they decide no value."""

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one line and the probability of each of its characters; `missed` is how likely one was left out."""

    text: str
    sure: tuple[float, ...]
    missed: float = 0.0

    @property
    def confidence(self) -> float:
        """The least sure character's probability, or that none was left out: a name is wrong when one character is."""
        if not self.text:
            return 0.0
        return min(
            1 - self.missed,
            *(sure for char, sure in zip(self.text, self.sure, strict=True) if not char.isspace() and char not in _MARKS),
            1.0,
        )


def mute(characters: Sequence[str]) -> tuple[int, ...]:
    """The numbers of the characters that decide no value: none at all, spaces and marks."""
    return tuple(at for at, char in enumerate(characters) if not char or char.isspace() or char in _MARKS)


def decoded(scores: NDArray[np.float32], characters: Sequence[str], muted: Sequence[int] = (0,)) -> Reading:
    """The reading of one line from its scores (steps across the line x characters, the first being no character).

    A character is a run of steps that agree on it; its probability is the best of the run. A step that
    chose no character though another than its neighbours was likely may have lost one; `muted` ones are no loss.
    """
    import numpy as np

    best = scores.argmax(axis=1)
    chances = scores[np.arange(len(best)), best]
    starts = [at for at in range(len(best)) if best[at] and (at == 0 or best[at] != best[at - 1])]
    text, sure = [], []
    for start in starts:
        end = start
        while end < len(best) and best[end] == best[start]:
            end += 1
        text.append(characters[best[start]])
        sure.append(float(chances[start:end].max()))
    return Reading("".join(text), tuple(sure), _missed(scores, best, muted))


def _missed(scores: NDArray[np.float32], best: NDArray[np.int64], muted: Sequence[int]) -> float:
    """The highest chance of a character at a step that chose none, the characters beside it left out."""
    worst = 0.0
    for at in range(len(best)):
        if best[at] or scores[at, 0] > _CLEARLY_NONE:
            continue
        near = {int(best[step]) for step in range(max(0, at - 3), min(len(best), at + 4))}
        row = scores[at].copy()
        row[[*near, *muted]] = 0
        worst = max(worst, float(row.max()))
    return worst


_CLEARLY_NONE = 0.9
