"""Sentences in two languages: the core says what it means once, the edges choose the language."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

Lang: TypeAlias = Literal["zh", "en"]
Part: TypeAlias = "str | int | date | Phrase | Sentence | tuple[Part, ...]"

_JOINER: dict[Lang, str] = {"zh": "、", "en": ", "}


@dataclass(frozen=True, slots=True)
class Phrase:
    """A wording in both languages; call it with its parts to get a sentence.

    Reach for it wherever a user will read the words. Parts are named in braces: `{company}`.
    """

    zh: str
    en: str

    def __call__(self, **parts: Part) -> Sentence:
        return Sentence(self, tuple(sorted(parts.items())))

    def say(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Sentence:
    """A phrase with its parts filled in; `say` gives the text in one language."""

    phrase: Phrase
    parts: tuple[tuple[str, Part], ...] = ()

    def say(self, lang: Lang) -> str:
        return self.phrase.say(lang).format(**{name: _say(part, lang) for name, part in self.parts})


def verbatim(text: str) -> Sentence:
    """A sentence that reads the same in both languages: names, numbers, text as somebody wrote it."""
    return Phrase("{text}", "{text}")(text=text)


def _say(part: Part, lang: Lang) -> str:
    if isinstance(part, Phrase | Sentence):
        return part.say(lang)
    if isinstance(part, tuple):
        return _JOINER[lang].join(_say(each, lang) for each in part)
    return part.isoformat() if isinstance(part, date) else str(part)
