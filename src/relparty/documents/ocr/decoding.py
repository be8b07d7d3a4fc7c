"""Scores of the recognition model to text, with how sure each character is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
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


@dataclass(frozen=True, slots=True)
class Alphabet:
    """The characters that the model tells apart, by number (the first is none); make one with `alphabet`.

    `muted` ones decide no value: none at all, spaces and marks. `twins` are the numbers of the rarer
    characters that the model is known to take for this one.
    """

    characters: tuple[str, ...]
    muted: tuple[int, ...]
    twins: Mapping[int, tuple[int, ...]]


def alphabet(characters: Sequence[str], twins: Iterable[str] = ()) -> Alphabet:
    """The alphabet of these characters; a line of `twins` is a character with those taken for it behind it."""
    muted = tuple(at for at, char in enumerate(characters) if not char or char.isspace() or char in _MARKS)
    number = {char: at for at, char in enumerate(characters)}
    known = {line[0]: [number[char] for char in line[1:] if char in number] for line in twins if line}
    return Alphabet(tuple(characters), muted, {number[char]: tuple(rare) for char, rare in known.items() if char in number and rare})


def decoded(scores: NDArray[np.float32], alphabet: Alphabet) -> Reading:
    """The reading of one line from its scores (steps across the line x characters, the first being no character).

    A character is a run of steps that agree on it; its probability is the best of the run, and less where a
    twin of it was not ruled out. A step that chose no character though another than its neighbours was
    likely may have lost one; `muted` ones are no loss.
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
        text.append(alphabet.characters[best[start]])
        sure.append(min(float(chances[start:end].max()), _twin_limit(scores[start:end], alphabet.twins.get(int(best[start]), ()))))
    return Reading("".join(text), tuple(sure), _missed(scores, best, alphabet.muted))


def _twin_limit(steps: NDArray[np.float32], twins: tuple[int, ...]) -> float:
    """How sure a character can be: less when the model sees a trace of a twin, as it does where the twin stands."""
    return _TWIN_SEEN if twins and float(steps[:, list(twins)].max()) > _TRACE else 1.0


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
_TRACE = 0.001
"""Measured: where the model was sure of a character and wrong, it gave the true twin 0.0013 to 0.02 (6,000 names)."""
_TWIN_SEEN = 0.9
