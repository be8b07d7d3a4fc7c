"""Recorded answers as a service: whoever asks what the recording asked is answered as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from registerserver import Reply, Request
from relparty.registers import catalog
from relparty.registers.card import SourceKind
from relparty.registers.examples import examples, kept
from relparty.registers.lookup import Lookup

SERVICES = sorted(name for name, card in catalog.cards().items() if card.kind is SourceKind.SERVICE)
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Replay:
    """The service; what proves who asks is not looked at: each source's own tests do."""

    recorded: Lookup

    def __call__(self, request: Request) -> Reply:
        for answer in self.recorded.answers:
            if answer.call.path == request.path and dict(answer.call.params).items() <= request.params.items():
                return Reply(answer.body if answer.body != "" else b"", answer.status)
        raise AssertionError(request.path)


def recording(source: str, case: str = "full") -> Lookup:
    """A recorded example of a source."""
    return next(kept(each) for each in examples(catalog.source(source)) if each.name == f"{case}.json")


def recordings() -> list[tuple[str, Lookup]]:
    """Every recorded example of every service."""
    return [(name, kept(each)) for name in SERVICES for each in examples(catalog.source(name))]


def places(value: object, inside: Path = ()) -> Iterator[tuple[Path, object]]:
    """Every value within a JSON value, with the way to it."""
    yield inside, value
    entries: Sequence[tuple[str | int, object]] = []
    if isinstance(value, Mapping):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for key, each in entries:
        yield from places(each, (*inside, key))


def altered(value: Any, way: Path, change: Callable[[Any], object]) -> Any:
    """A JSON value with what stands at the end of a way changed."""
    if not way:
        return change(value)
    if isinstance(value, list):
        return [altered(each, way[1:], change) if at == way[0] else each for at, each in enumerate(value)]
    return {key: altered(each, way[1:], change) if key == way[0] else each for key, each in value.items()}
