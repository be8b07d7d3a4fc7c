"""What is asked of a register and what it answered: calls, answers, and the file that keeps both as evidence."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, TypeAlias

from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.phrases import Phrase
from relparty.registers.strict_json import RepeatedKeyError, parsed

FORM = "relparty/lookup/1"
"""What a kept lookup says it is."""

_NOT_A_LOOKUP = Phrase("不是有效的登记查询记录：{reason}", "it is not a valid record of a lookup: {reason}")
_AGAIN = Phrase("请用 relparty lookup 重新查询", "ask again with relparty lookup")


@dataclass(frozen=True, slots=True)
class Wanted:
    """The company that is asked for: its name, and its code if known (统一社会信用代码, company number, LEI)."""

    name: str
    code: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One request to make: its name in `source.toml`, the path below the source's address, parameters. No secret is in it."""

    name: str
    path: str
    params: tuple[tuple[str, str], ...] = ()

    @staticmethod
    def of(name: str, path: str, **params: str | int) -> Call:
        """A call with its parameters in the order given."""
        return Call(name, path, tuple((key, str(value)) for key, value in params.items()))


@dataclass(frozen=True, slots=True)
class Answer:
    """What a source answered to one call. `body` is the JSON value, or the text where it is no JSON."""

    call: Call
    status: int
    retrieved_at: datetime
    body: object


Conversation: TypeAlias = Generator[Call, Answer, None]
"""What a source's `fetch.company` is: it yields a call, is sent its answer, and decides what to ask next."""


@dataclass(frozen=True, slots=True)
class Lookup:
    """All answers of one source about one company, with the identity of the file that keeps them."""

    source: str
    wanted: Wanted
    answers: tuple[Answer, ...]
    file: FormFile

    @property
    def retrieved_on(self) -> date | None:
        """The day of the oldest answer: what the lookup tells is no newer."""
        return min((answer.retrieved_at.date() for answer in self.answers), default=None)

    def named(self, call: str) -> list[tuple[int, Answer]]:
        """The answers to calls of one name, with their places among all."""
        return [(at, answer) for at, answer in enumerate(self.answers) if answer.call.name == call]


def made(source: str, wanted: Wanted, answers: Sequence[Answer]) -> Lookup:
    """The lookup of these answers; its file is named by the source and the hash of its content, never by a company."""
    sha256 = hashlib.sha256(_content(source, wanted, answers)).hexdigest()
    return Lookup(source, wanted, tuple(answers), FormFile(f"register/{source}-{sha256[:12]}.json", sha256, "json"))


def content(lookup: Lookup) -> bytes:
    """The file of a lookup: all that was asked and answered, without any secret. The same lookup gives the same bytes."""
    return _content(lookup.source, lookup.wanted, lookup.answers)


def _content(source: str, wanted: Wanted, answers: Sequence[Answer]) -> bytes:
    value = {
        "form": FORM,
        "source": source,
        "wanted": {"name": wanted.name, "code": wanted.code},
        "answers": [_written(answer) for answer in answers],
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _written(answer: Answer) -> dict[str, object]:
    return {
        "call": answer.call.name,
        "path": answer.call.path,
        "params": dict(answer.call.params),
        "status": answer.status,
        "retrieved_at": answer.retrieved_at.astimezone(UTC).isoformat(timespec="seconds"),
        "body": answer.body,
    }


def is_lookup(value: object) -> bool:
    """True for the JSON value of a kept lookup, in whatever version."""
    return isinstance(value, Mapping) and str(value.get("form", "")).startswith(FORM.rpartition("/")[0] + "/")


def read(file: FormFile, kept: bytes) -> Lookup:
    """The lookup that a file keeps; raises UnreadableFile when it is none, or of a version that this program does not know."""
    try:
        value: Any = parsed(decoded(kept), number)
        if value["form"] != FORM:
            raise UnreadableFile(file.file, _NOT_A_LOOKUP(reason=str(value["form"])), _AGAIN())
        wanted = Wanted(str(value["wanted"]["name"]), str(value["wanted"]["code"]))
        answers = tuple(_answer(each) for each in value["answers"])
        return Lookup(str(value["source"]), wanted, answers, file)
    except (ValueError, KeyError, TypeError, AttributeError, ArithmeticError, RecursionError, RepeatedKeyError) as error:
        raise UnreadableFile(file.file, _NOT_A_LOOKUP(reason=type(error).__name__), _AGAIN()) from error


def number(text: str) -> object:
    """A number as JSON's own library reads it: whole where it is written whole."""
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _answer(value: Mapping[str, object]) -> Answer:
    params = value["params"]
    if not isinstance(params, Mapping):
        raise TypeError
    call = Call(str(value["call"]), str(value["path"]), tuple((str(key), str(each)) for key, each in params.items()))
    return Answer(call, int(str(value["status"])), datetime.fromisoformat(str(value["retrieved_at"])), value["body"])
