"""What a document's parts point to in one another: ids that lead nowhere, and values that no report could hold."""

from __future__ import annotations

import struct
from base64 import b64decode
from collections import Counter
from collections.abc import Iterable, Iterator
from io import BytesIO
from typing import Any

from relparty.phrases import Phrase, Sentence
from relparty.rules.catalog import rules

Document = dict[str, Any]

_TWICE = Phrase("编号 {id} 出现不止一次", "the id {id} occurs more than once")
_NOWHERE = Phrase("{id} 指向不存在的内容", "{id} points to nothing")
_NO_RULE = Phrase("没有名为 {rule} 的规则", "there is no rule {rule}")
_TOO_LARGE = Phrase("数值过大：{number}", "a number is too large: {number}")
_NO_PICTURE = Phrase("有图片片段已损坏", "a piece of a picture is damaged")

_NO_STEPS = Phrase("{id} 有一条证据路径没有步骤", "{id} has an evidence path without steps")
_LARGEST = 1_000_000
"""No share, count or side of a picture of a lot comes near to it, and every format can hold it."""
_MOST_PIXELS = 20_000_000
_PNG_HEAD = struct.Struct(">8s8xII")
_LONGEST_SHOWN = 60


def dangling(told: Document) -> Iterator[Sentence]:
    """Each reference of a document of the right shape that leads nowhere, and each value that cannot be told further."""
    graph, findings = told["graph"], told["findings"]
    parties, relations = ({each["id"] for each in graph[name]} for name in ("parties", "relations"))
    yield from _twice(each["id"] for name in ("parties", "relations") for each in graph[name])
    yield from _twice(each["id"] for each in findings)
    yield from _nowhere((end for each in graph["relations"] for end in (each["from"], each["to"])), parties)
    yield from _nowhere((each for finding in findings for each in finding["parties"]), parties)
    yield from _nowhere((step["edge"] for step in _steps(findings) if step["edge"] is not None), relations)
    yield from (_NO_RULE(rule=_cut(each)) for each in {finding["rule"]: None for finding in findings} if each not in rules())
    yield from (_NO_STEPS(id=_cut(each["id"])) for each in findings if not all(path["steps"] for path in each["paths"]))
    yield from (_TOO_LARGE(number=_cut(repr(each))) for each in _numbers(told) if each > _LARGEST)
    yield from (_NO_PICTURE() for each in _sources(findings) if "crop" in each and not _is_picture(each["crop"]))


def _twice(ids: Iterable[str]) -> Iterator[Sentence]:
    return (_TWICE(id=_cut(each)) for each, times in Counter(ids).items() if times > 1)


def _nowhere(ids: Iterable[str], known: set[str]) -> Iterator[Sentence]:
    return (_NOWHERE(id=_cut(each)) for each in dict.fromkeys(ids) if each not in known)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "…"


def _steps(findings: list[Document]) -> Iterator[Document]:
    return (step for finding in findings for path in finding["paths"] for step in path["steps"])


def _sources(findings: list[Document]) -> Iterator[Document]:
    return (source for step in _steps(findings) for source in step["sources"])


def _numbers(value: Any) -> Iterator[float]:  # noqa: ANN401  # a JSON value is any of JSON's types
    """Every number in a document, without its sign."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _numbers(each)
    elif isinstance(value, int | float):
        yield abs(value)


def _is_picture(crop: str) -> bool:
    """Whether a crop is a PNG of a size that somebody can have cut out."""
    from PIL import Image, UnidentifiedImageError  # few documents hold crops

    try:
        png = b64decode(crop.partition(",")[2], validate=True)
        magic, width, height = _PNG_HEAD.unpack_from(png)
        if magic != b"\x89PNG\r\n\x1a\n" or not 0 < width * height <= _MOST_PIXELS:
            return False
        with Image.open(BytesIO(png), formats=("PNG",)) as image:
            image.load()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError, struct.error):
        return False
    return True
