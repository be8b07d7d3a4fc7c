"""What can be wrong with a casebook, in words."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from relparty.phrases import Phrase, Sentence


class Kind(StrEnum):
    """What is wrong."""

    HEAD = "head"
    GAP = "gap"
    CHAIN = "chain"
    ENTRY = "entry"
    TIME = "time"
    TABLE = "table"
    VERSION = "version"
    CHANGED = "changed"
    REMOVED = "removed"
    INSERTED = "inserted"
    FILE_GONE = "file_gone"
    FILE_DAMAGED = "file_damaged"
    EXPORTED_HEAD = "exported_head"


_WORDS = {
    Kind.HEAD: Phrase("操作记录的末端不是最后一条记录，或不是用本密钥写的", "the head is not the last entry, or this key did not write it"),
    Kind.GAP: Phrase("缺少编号为 {at} 的记录", "entry {at} is missing before it"),
    Kind.CHAIN: Phrase("与前一条记录接不上", "it does not follow from the entry before"),
    Kind.ENTRY: Phrase("记录被改动过，或不是用本密钥写的", "the entry was changed, or this key did not write it"),
    Kind.TIME: Phrase("时间早于前一条记录", "its moment is before that of the entry before"),
    Kind.TABLE: Phrase("表不见了或读不出", "the table is gone or cannot be read"),
    Kind.VERSION: Phrase("表结构的版本记录被改动过", "the version of the tables is not what it was"),
    Kind.CHANGED: Phrase("与第 {at} 条操作记录留下的内容不同", "the row is not as entry {at} of the trail left it"),
    Kind.REMOVED: Phrase("第 {at} 条操作记录留下的这一行不见了", "the row that entry {at} of the trail left is gone"),
    Kind.INSERTED: Phrase("没有任何操作记录写入过这一行", "no entry of the trail left such a row"),
    Kind.FILE_GONE: Phrase("已保存的文件不见了", "the stored file is gone"),
    Kind.FILE_DAMAGED: Phrase("已保存的文件被改动过", "the stored file was changed"),
    Kind.EXPORTED_HEAD: Phrase(
        "操作记录中没有这个末端：记录被截断或重写过，或此文件属于另一案卷",
        "the trail does not hold this head: it was cut or written anew, or the file is another casebook's",
    ),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as the trail has it: what, where (`lots/<id>`, `trail/17`, `files/<hash>`), and in words."""

    kind: Kind
    place: str
    words: Sentence


def fault(kind: Kind, place: str, at: int = 0) -> Fault:
    """A fault of a kind; `at` is the entry of the trail that it is about."""
    return Fault(kind, place, _WORDS[kind](at=at))
