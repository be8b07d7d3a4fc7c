"""Files of BODS 0.4: statements read without loss and written again.

Whatever the standard does not know, in fields or in codes, is kept as it stands and listed by `unknown`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.phrases import Phrase, Sentence
from relparty.registers.strict_json import RepeatedKeyError
from relparty_scrapers.int_bods import codec, jsontext
from relparty_scrapers.int_bods.codec import Json, Odd
from relparty_scrapers.int_bods.records import DETAILS, Statement

VERSION = "0.4"
MOST_STATEMENTS = 50_000
MOST_BYTES = 50_000_000

_NOT_JSON = Phrase("不是有效的 JSON（{reason}）", "it is not valid JSON ({reason})")
_LINE = Phrase("第{line}行第{column}列", "line {line}, column {column}")
_BROKEN = Phrase("编码或数字无法识别", "its encoding or a number in it cannot be read")
_DEEP = Phrase("数据嵌套过深（超过 {limit} 层）", "it nests deeper than {limit} levels")
_TWICE = Phrase("“{key}”在同一对象中出现两次，无法判断以哪个为准", "“{key}” stands twice in one object, and nobody can say which one holds")
_NO_OBJECT = Phrase("{where} 不是 BODS 声明", "what stands at {where} is no BODS statement")
_NONE = Phrase("没有任何 BODS 声明", "there is no BODS statement in it")
_LARGE = Phrase("文件超过 {limit} MB", "it is larger than {limit} MB")
_MANY = Phrase("声明超过 {limit} 条", "it has more than {limit} statements")
_OTHER_VERSION = Phrase(
    "{where} 是 BODS {version} 的声明，本程序只读 BODS 0.4", "the statement at {where} is of BODS {version}, and only BODS 0.4 is read"
)
_EARLIER = Phrase("0.3 或更早版本", "0.3 or earlier")
_SAME_ID = Phrase(
    "{one} 与 {other} 的声明编号相同（{id}）而内容不同，无法判断以哪条为准",
    "the statements at {one} and {other} have one id ({id}) and tell different things, and nobody can say which one holds",
)
_AGAIN = Phrase(
    "请重新导出为 BODS 0.4（JSON 数组或每行一条的 JSON）后再提交",
    "export it again as BODS 0.4 (a JSON array, or JSON lines) and hand that in",
)
_SPLIT = Phrase("请按企业拆分为较小的文件后提交", "split it by company and hand in the smaller files")
_PUBLISHER = Phrase("请向数据发布方核实后重新提交", "ask its publisher for a corrected file and hand that in")

_OLD_KEYS = ("statementType", "statementID")


def read(file: FormFile, content: bytes) -> tuple[Statement, ...]:
    """The statements of a file, in its order; raises UnreadableFile for what is no BODS 0.4, too large, or contradicts itself."""
    if len(content) > MOST_BYTES:
        raise UnreadableFile(file.file, _LARGE(limit=MOST_BYTES // 1_000_000), _SPLIT())
    found: list[Statement] = []
    for place, value in enumerate(_values(file, content)):
        if not isinstance(value, dict):
            raise UnreadableFile(file.file, _NO_OBJECT(where=f"/{place}"), _AGAIN())
        _refuse_version(file, place, value)
        found.append(statement(value))
    if not found:
        raise UnreadableFile(file.file, _NONE(), _AGAIN())
    _refuse_one_id(file, found)
    return tuple(found)


def statement(value: dict[str, Json]) -> Statement:
    """A statement from its JSON object; never fails, see `unknown`."""
    node = codec.read(Statement, value)
    kind, details = DETAILS.get(node.record_type or ""), node.other.get("recordDetails")
    if kind is None or not isinstance(details, dict):
        return node
    other = {key: each for key, each in node.other.items() if key != "recordDetails"}
    return replace(node, record_details=codec.read(kind, details), other=other)


def write(statements: Iterable[Statement], *, lines: bool = False) -> bytes:
    """The file of these statements, a JSON array or JSON lines: what was read from one is equal to it in meaning."""
    return jsontext.text_of((codec.write(each) for each in statements), lines=lines)


def unknown(statements: Iterable[Statement]) -> tuple[Odd, ...]:
    """What the standard does not know in these statements, each with its JSON pointer."""
    return tuple(each for place, node in enumerate(statements) for each in codec.odd(node, f"/{place}"))


def _values(file: FormFile, content: bytes) -> list[Json]:
    values: list[Json] = []
    try:
        for value in jsontext.values(content):
            if len(values) == MOST_STATEMENTS:
                raise UnreadableFile(file.file, _MANY(limit=MOST_STATEMENTS), _SPLIT())
            values.append(value)
    except RepeatedKeyError as error:
        raise UnreadableFile(file.file, _TWICE(key=str(error)[:40]), _AGAIN()) from error
    except (jsontext.TooDeepError, RecursionError) as error:
        raise UnreadableFile(file.file, _DEEP(limit=jsontext.DEEPEST), _AGAIN()) from error
    except (ValueError, ArithmeticError) as error:
        raise UnreadableFile(file.file, _NOT_JSON(reason=_reason(error)), _AGAIN()) from error
    return values


def _reason(error: Exception) -> Sentence:
    line, column = getattr(error, "lineno", None), getattr(error, "colno", None)
    return _BROKEN() if line is None or column is None else _LINE(line=line, column=column)


def _refuse_version(file: FormFile, place: int, value: dict[str, Json]) -> None:
    details = value.get("publicationDetails")
    told = details.get("bodsVersion") if isinstance(details, dict) else None
    is_old = "recordDetails" not in value and any(key in value for key in _OLD_KEYS)
    if is_old or (told is not None and told != VERSION and not str(told).startswith(f"{VERSION}.")):
        version = _EARLIER() if told is None or told == VERSION else str(told)[:20]
        raise UnreadableFile(file.file, _OTHER_VERSION(where=f"/{place}", version=version), _AGAIN())


def _refuse_one_id(file: FormFile, statements: list[Statement]) -> None:
    known: dict[str, int] = {}
    for place, each in enumerate(statements):
        first = known.setdefault(each.statement_id, place) if each.statement_id else place
        if statements[first] != each:
            where = {"one": f"/{first}", "other": f"/{place}"}
            raise UnreadableFile(file.file, _SAME_ID(id=str(each.statement_id)[:64], **where), _PUBLISHER())
