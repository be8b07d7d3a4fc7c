"""The whole exception tree. Every error says where, what is the fact, and what to do next."""

from __future__ import annotations

from relparty.phrases import Lang, Phrase, Sentence, verbatim


class RelpartyError(Exception):
    """Base of all our errors: a place, a fact and a next step, in the user's words."""

    def __init__(self, place: str | Phrase, fact: Sentence | str, next_step: Sentence | str) -> None:
        self.place = place
        self.fact = verbatim(fact) if isinstance(fact, str) else fact
        self.next_step = verbatim(next_step) if isinstance(next_step, str) else next_step
        super().__init__(self.say("en"))

    def __reduce__(self) -> tuple[type[RelpartyError], tuple[str | Phrase, Sentence, Sentence]]:
        return type(self), (self.place, self.fact, self.next_step)

    def say(self, lang: Lang) -> str:
        """The whole message in one language, ready to print (the caller masks it)."""
        return _MESSAGE(place=self.place, fact=self.fact, next_step=self.next_step).say(lang)


class UsageError(RelpartyError):
    """Wrong use: a bad option, no such folder, a lot file that cannot mean anything. Exit code 2."""


class UnreadableFile(RelpartyError):
    """One form file that cannot be read; it becomes an `unchecked` finding and the lot goes on."""


class NotLookedUp(RelpartyError):
    """One company that a source could not tell of; it becomes an `unchecked` finding and the next company is asked for."""


class SourceUnusable(RelpartyError):
    """A source that cannot be used any more (key, right, quota); it is asked nothing more, all it would have told is `unchecked`."""


_MESSAGE = Phrase("{place}：{fact}。{next_step}。", "{place}: {fact}. {next_step}.")
