"""OCDS files to one release a procedure: packages unwrapped, releases of one ocid merged, what is no such file refused."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal

from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.phrases import Phrase, Sentence
from relparty.registers.strict_json import RepeatedKeyError, parsed
from relparty_scrapers.int_ocds import words
from relparty_scrapers.int_ocds.merging import merged

_ENCODING = Phrase("编码不明，无法读取", "its encoding is unknown")
_NOT_JSON = Phrase("第 {line} 行起不是有效的 JSON（文件可能被截断）", "it is not valid JSON from line {line} on (it may be cut)")
_TWICE = Phrase("有一项出现两次，无法判断以哪个为准（{where}）", "a key stands twice, and nobody can say which one holds ({where})")
_OTHER = Phrase("不是 OCDS 的发布包、记录包或发布记录（{where}）", "it is no OCDS release package, record package or release ({where})")
_NO_OCID = Phrase("有一个发布记录没有 ocid（{where}）", "a release has no ocid ({where})")
_FETCH = Phrase("请重新下载完整的 OCDS 文件（JSON 或 JSON Lines）", "fetch the whole OCDS file again (JSON or JSON lines)")

_UNDATED = datetime.min.replace(tzinfo=UTC)

Json = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Process:
    """One procedure: its ocid, its release as it stands now, what was missing to make it."""

    ocid: str
    release: Json
    unread: tuple[Sentence, ...] = ()


@dataclass(slots=True)
class _Gathered:
    releases: list[Json] = field(default_factory=list)
    compiled: list[Json] = field(default_factory=list)
    linked: int = 0


def processes(file: FormFile, content: bytes) -> tuple[Process, ...]:
    """The procedures of a file in its order; raises UnreadableFile when it is not as the standard says."""
    found: defaultdict[str, _Gathered] = defaultdict(_Gathered)
    for where, value in _values(file, content):
        _gather(file, where, value, found)
    return tuple(_process(ocid, gathered) for ocid, gathered in found.items())


def day(text: object) -> datetime | None:
    """The moment that a text of the standard tells, in UTC where it has no zone; None for what is none."""
    try:
        moment = datetime.fromisoformat(str(text))
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _values(file: FormFile, content: bytes) -> Iterator[tuple[str, object]]:
    """The JSON values of a file: one, or one a line where the first line is one by itself."""
    try:
        text = decoded(content)
    except ValueError as error:
        raise UnreadableFile(file.file, _ENCODING(), _FETCH()) from error
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if len(lines) > 1 and _is_whole(lines[0][1]):
        for number, line in lines:
            yield f"/{number}", _value(file, line, number)
    else:
        yield "", _value(file, text, 1)


def _is_whole(line: str) -> bool:
    try:
        return isinstance(json.loads(line), Mapping)
    except (ValueError, RecursionError):
        return False


def _value(file: FormFile, text: str, line: int) -> object:
    try:
        return parsed(text, Decimal)
    except RepeatedKeyError as error:
        raise UnreadableFile(file.file, _TWICE(where=f"/{line}"), _FETCH()) from error
    except (ValueError, ArithmeticError, RecursionError) as error:
        at = line + error.lineno - 1 if isinstance(error, json.JSONDecodeError) else line
        raise UnreadableFile(file.file, _NOT_JSON(line=at), _FETCH()) from error


def _gather(file: FormFile, where: str, value: object, found: defaultdict[str, _Gathered]) -> None:
    """Puts the releases of a package, record or release with their procedures."""
    if not isinstance(value, Mapping):
        raise UnreadableFile(file.file, _OTHER(where=where or "/"), _FETCH())
    if "records" in value:
        for at, record in enumerate(_list(file, f"{where}/records", value["records"])):
            _gather_record(file, f"{where}/records/{at}", record, found)
    elif "releases" in value and "ocid" not in value:
        for at, release in enumerate(_list(file, f"{where}/releases", value["releases"])):
            found[_ocid(file, f"{where}/releases/{at}", release)].releases.append(release)
    elif "compiledRelease" in value or "releases" in value:
        _gather_record(file, where, value, found)
    elif "ocid" in value:
        found[_ocid(file, where, value)].releases.append(value)
    else:
        raise UnreadableFile(file.file, _OTHER(where=where or "/"), _FETCH())


def _gather_record(file: FormFile, where: str, record: Json, found: defaultdict[str, _Gathered]) -> None:
    gathered = found[_ocid(file, where, record)]
    compiled = record.get("compiledRelease")
    if isinstance(compiled, Mapping):
        gathered.compiled.append(compiled)
    for release in _list(file, f"{where}/releases", record.get("releases") or []):
        is_linked = "url" in release and "ocid" not in release
        gathered.linked += is_linked
        gathered.releases += [] if is_linked else [release]


def _list(file: FormFile, where: str, value: object) -> list[Json]:
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise UnreadableFile(file.file, _OTHER(where=where), _FETCH())
    return value


def _ocid(file: FormFile, where: str, value: Json) -> str:
    ocid = value.get("ocid")
    if not isinstance(ocid, str) or not ocid.strip():
        raise UnreadableFile(file.file, _NO_OCID(where=where or "/"), _FETCH())
    return ocid.strip()


def _process(ocid: str, gathered: _Gathered) -> Process:
    """A procedure as it stands now: as its record compiled it, else by its releases, the newest last."""
    if gathered.compiled:
        return Process(ocid, max(gathered.compiled, key=_when))
    releases = sorted(gathered.releases, key=_when)
    release: Json = {}
    for each in releases:
        release = merged(release, each)
    undated = [words.UNDATED(id=str(each.get("id", "—"))) for each in releases if _when(each) == _UNDATED] if len(releases) > 1 else []
    linked = [words.LINKED(n=gathered.linked)] if gathered.linked else []
    return Process(ocid, release, (*undated, *linked))


def _when(release: Json) -> datetime:
    return day(release.get("date")) or _UNDATED
