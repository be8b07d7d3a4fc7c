"""JSON lines to entities: fragments of one id put together, every value with its place, what is no such file refused."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from relparty.encoding import decoded
from relparty.errors import UnreadableFile
from relparty.identifiers.masking import masked
from relparty.model.evidence import Told
from relparty.model.lot import FormFile
from relparty.model.record import Place, Source
from relparty.phrases import Phrase
from relparty.registers.fields import REGISTER
from relparty.registers.strict_json import RepeatedKeyError, parsed
from relparty_scrapers.int_ftm.known import ENVELOPE, WIDER

_ENCODING = Phrase("编码不明，无法读取", "its encoding is unknown")
_NOT_LINES = Phrase("第 {line} 行不是 JSON（应为每行一个实体）", "line {line} is not JSON (one entity a line is wanted)")
_CUT = Phrase("最后一行（第 {line} 行）不完整，文件被截断", "the last line ({line}) is cut: a part of the file is missing")
_TWICE = Phrase("第 {line} 行有一项出现两次，无法判断以哪个为准", "in line {line} a key stands twice, and nobody can say which one holds")
_STATEMENTS = Phrase("第 {line} 行是 statements 格式，不是实体", "line {line} is in the statements format and no entity")
_NESTED = Phrase("第 {line} 行嵌套了其他实体（nested 格式）", "line {line} has other entities nested in it (the nested format)")
_SHAPE = Phrase(
    "第 {line} 行不是 FollowTheMoney 实体（应有 id、schema 和 properties）", "line {line} is no entity (id, schema, properties)"
)
_TWO_THINGS = Phrase(
    "第 {line} 行的实体前面是 {one}，这里是 {other}，无法判断是什么",
    "line {line}: its entity is {other} here and {one} before, and nobody can say which",
)
_AGAIN = Phrase("请重新下载或导出完整的文件", "fetch or export the whole file again")
_EXPORT = Phrase(
    "请导出为 entities.ftm.json（每行一个实体，各属性为文字列表）后重试",
    "export it as entities.ftm.json (one entity a line, each property a list of texts) and try again",
)


@dataclass(frozen=True, slots=True)
class Entity:
    """One entity: its values by property, each with its place; `taken` grows as they are read, `rest` tells what nobody read."""

    file: FormFile
    id: str
    schema: str
    values: Mapping[str, tuple[Told, ...]]
    line: int
    referents: tuple[str, ...] = ()
    seen_on: str = ""
    taken: set[str] = field(default_factory=set)

    def all(self, key: str) -> tuple[Told, ...]:
        """The values of a property."""
        self.taken.add(key)
        return self.values.get(key, ())

    def first(self, key: str) -> Told | None:
        """The first value of a property."""
        return next(iter(self.all(key)), None)

    def ignore(self, keys: Iterable[str]) -> None:
        """Passes over properties that bear on nothing we look at, by their names."""
        self.taken.update(keys)

    def rest(self) -> list[Told]:
        """The values that nobody took."""
        return [labelled(told, key) for key in sorted(self.values.keys() - self.taken) for told in self.values[key]]


def labelled(told: Told, words: str) -> Told:
    """A value to be told as not understood, with what it is; no whole number of a person is in it."""
    text = masked(f"{words}: {told.text}")
    return Told(text, Source(told.source.file, told.source.place, told.source.sha256, text, REGISTER))


def entities(file: FormFile, content: bytes) -> tuple[Entity, ...]:
    """The entities of a file in its order; raises UnreadableFile with the line for what is not as the standard says."""
    found: dict[str, Entity] = {}
    for line, value in _objects(file, content):
        entity = _entity(file, line, value)
        found[entity.id] = _together(file, found[entity.id], entity) if entity.id in found else entity
    return tuple(found.values())


def is_one(value: object) -> bool:
    """True for the first object of a file in any FollowTheMoney format, also one that is then refused with its reason."""
    if not isinstance(value, Mapping) or not isinstance(value.get("schema"), str):
        return False
    return isinstance(value.get("id"), str) and any(key in value for key in ("properties", "statements", "canonical_id", "prop"))


def _objects(file: FormFile, content: bytes) -> Iterator[tuple[int, object]]:
    try:
        text = decoded(content)
    except ValueError as error:
        raise UnreadableFile(file.file, _ENCODING(), _EXPORT()) from error
    # Only a line feed parts lines: other separators may stand inside a JSON text.
    lines = text.split("\n")
    for number, each in enumerate(lines, start=1):
        if not each.strip():
            continue
        try:
            yield number, parsed(each, str)
        except RepeatedKeyError as error:
            raise UnreadableFile(file.file, _TWICE(line=number), _EXPORT()) from error
        except (ValueError, RecursionError) as error:
            is_cut = number == len(lines) > 1
            raise UnreadableFile(file.file, (_CUT if is_cut else _NOT_LINES)(line=number), (_AGAIN if is_cut else _EXPORT)()) from error


def _entity(file: FormFile, line: int, value: object) -> Entity:
    if isinstance(value, Mapping) and ("statements" in value or "prop" in value):
        raise UnreadableFile(file.file, _STATEMENTS(line=line), _EXPORT())
    properties = value.get("properties") if isinstance(value, Mapping) else None
    if not (isinstance(value, Mapping) and isinstance(properties, Mapping) and _is_text(value.get("id")) and _is_text(value.get("schema"))):
        raise UnreadableFile(file.file, _SHAPE(line=line), _EXPORT())
    beside = {key: [_plain(each)] for key, each in value.items() if key not in ENVELOPE and each not in (None, [], {})}
    values = {
        **{key: _values(file, line, f"/{line}/properties/{key}", told) for key, told in properties.items()},
        **{f"({key})": _values(file, line, f"/{line}/{key}", told) for key, told in beside.items()},
    }
    referents = value.get("referents")
    return Entity(
        file,
        id=value["id"],
        schema=value["schema"],
        values={key: told for key, told in values.items() if told},
        line=line,
        referents=tuple(each for each in referents if isinstance(each, str)) if isinstance(referents, list) else (),
        seen_on=str(value.get("last_seen") or ""),
    )


def _plain(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, Mapping | list) else str(value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _values(file: FormFile, line: int, pointer: str, told: object) -> tuple[Told, ...]:
    if not isinstance(told, list):
        raise UnreadableFile(file.file, _SHAPE(line=line), _EXPORT())
    if any(isinstance(each, Mapping | list) for each in told):
        raise UnreadableFile(file.file, _NESTED(line=line), _EXPORT())
    texts = [(at, str(each).strip()) for at, each in enumerate(told) if each is not None]
    return tuple(
        Told(text, Source(file.file, Place(pointer=f"{pointer}/{at}"), file.sha256, masked(text), REGISTER)) for at, text in texts if text
    )


def _together(file: FormFile, one: Entity, other: Entity) -> Entity:
    """Two fragments of one entity, as `ftm aggregate` puts them together: every value of both, each once."""
    values = dict(one.values)
    for key, more in other.values.items():
        known = {told.text for told in values.get(key, ())}
        values[key] = (*values.get(key, ()), *(told for told in more if told.text not in known))
    schema = one.schema if other.schema in WIDER.get(one.schema, ()) else other.schema
    if schema != one.schema and one.schema not in WIDER.get(schema, ()):
        raise UnreadableFile(file.file, _TWO_THINGS(line=other.line, one=one.schema, other=other.schema), _AGAIN())
    return Entity(
        file,
        id=one.id,
        schema=schema,
        values=values,
        line=one.line,
        referents=tuple(dict.fromkeys((*one.referents, *other.referents))),
        seen_on=min(filter(None, (one.seen_on, other.seen_on)), default=""),
    )
