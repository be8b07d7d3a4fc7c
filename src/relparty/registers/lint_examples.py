"""Whether the recorded examples of a source are there, invented, and give what somebody has read and found right."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import closing
from importlib.resources.abc import Traversable

from relparty.errors import RelpartyError
from relparty.identifiers import resident
from relparty.phrases import Phrase, Sentence
from relparty.registers.card import SourceKind
from relparty.registers.examples import examples, expectation_name, expected, kept, told
from relparty.registers.lookup import Call
from relparty.registers.source import Source

_ID = re.compile(r"(?<![0-9A-Za-z])\d{17}[0-9Xx](?![0-9A-Za-z])")
_INVENTED_ORDER = "000"

_NONE = Phrase("examples/ 中没有示例", "there is no example in examples/")
_NOT_EXPECTED = Phrase("示例 {example} 缺少 {expectation}", "the example {example} has no {expectation} beside it")
_DIFFERS = Phrase("示例 {example} 的结果与 {expectation} 不符", "the example {example} does not give what {expectation} says")
_FAILS = Phrase("示例 {example} 不能读取（{reason}）", "the example {example} cannot be read ({reason})")
_OTHER_CALLS = Phrase(
    "示例 {example} 的第 {number} 个请求不是 fetch 现在会问的", "request {number} of the example {example} is not what fetch asks today"
)
_UNASKED = Phrase("有价格的请求 {names} 在示例中从未出现", "no example asks what has a price: {names}")
_A_PERSON = Phrase(
    "示例 {example} 含有可能属于真人的身份证号（顺序码不是 000）",
    "the example {example} holds an id that may be a real person's (order code not 000)",
)


def problems(source: Source) -> Iterator[Sentence]:
    """What is wrong with the examples of a source whose card and code are right."""
    found = examples(source)
    if not found:
        yield _NONE()
    for example in found:
        yield from _of_example(source, example)
    unasked = source.card.prices.keys() - {call.name for call in calls(source)}
    if unasked:
        yield _UNASKED(names=tuple(sorted(unasked)))


def calls(source: Source) -> list[Call]:
    """The calls that the examples of a service hold; none for a source that is asked nothing."""
    if source.card.kind is not SourceKind.SERVICE:
        return []
    found: list[Call] = []
    for example in examples(source):
        try:
            found += [answer.call for answer in kept(example).answers]
        except RelpartyError:
            continue  # told of by `problems`
    return found


def _of_example(source: Source, example: Traversable) -> Iterator[Sentence]:
    expectation = expectation_name(example.name)
    try:
        given, wanted = told(source, example), expected(source, example)
        other = _other_call(source, example)
    except Exception as error:  # noqa: BLE001  # the code of a source may fail in any way: that is what is told
        yield _FAILS(example=example.name, reason=_reason(error))
        return
    if wanted is None:
        yield _NOT_EXPECTED(example=example.name, expectation=expectation)
    elif given != wanted:
        yield _DIFFERS(example=example.name, expectation=expectation)
    if other:
        yield _OTHER_CALLS(example=example.name, number=other)
    if _holds_a_person(example.read_bytes().decode("utf-8", "replace") + json.dumps(given, ensure_ascii=False)):
        yield _A_PERSON(example=example.name)


def _other_call(source: Source, example: Traversable) -> int:
    """Which call of an example, from 1, is not the one that fetch makes when it is sent the answers before it; 0 for none."""
    if source.card.kind is not SourceKind.SERVICE:
        return 0
    recorded = kept(example)
    number = 0
    with closing(source.service[0].company(recorded.wanted)) as conversation:
        try:
            call = next(conversation)
            for number, answer in enumerate(recorded.answers, start=1):
                if call != answer.call:
                    return number
                source.service[1].check(answer)
                call = conversation.send(answer)
        except StopIteration:
            return 0 if number == len(recorded.answers) else number + 1
    return 0 if len(recorded.answers) >= source.card.bounds.calls else len(recorded.answers) + 1


def _holds_a_person(text: str) -> bool:
    ids = (found.group().upper() for found in _ID.finditer(text))
    return any(resident.is_valid(number) and number[14:17] != _INVENTED_ORDER for number in ids)


def _reason(error: Exception) -> Sentence | str:
    return error.fact if isinstance(error, RelpartyError) else type(error).__name__
