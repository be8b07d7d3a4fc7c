"""`relparty casebook info`: where the casebook is, what is in it, and whether a lot was purged."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from relparty.cli import keeping
from relparty.cli.keeping import Kept
from relparty.phrases import Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook

_HELP = Phrase(
    "显示案卷的位置、密钥指纹、表结构版本、数量和操作记录末端；--lot 查询某编号的项目是否已到期清除。\n\n"
    "例：relparty casebook info\n\n例：relparty casebook info --lot PS-2026-017",
    "Show where the casebook is, the fingerprint of its key, the version of its tables, counts and the head of the trail; --lot asks whether "
    "the lot of a number was purged.\n\nExample: relparty casebook info\n\nExample: relparty casebook info --lot PS-2026-017",
)
_LOT = Phrase("项目编号", "number of a lot")
_LINES = {
    "folder": Phrase("文件夹：{value}", "folder: {value}"),
    "database": Phrase("数据库：{value}", "database: {value}"),
    "key_file": Phrase("密钥文件：{value}", "key file: {value}"),
    "key": Phrase("密钥指纹：{value}", "key: {value}"),
    "tables": Phrase("表结构版本：{value}", "version of the tables: {value}"),
    "lots": Phrase("项目：{value}", "lots: {value}"),
    "purged": Phrase("已到期清除的项目：{value}", "lots purged: {value}"),
    "users": Phrase("账号：{value}", "accounts: {value}"),
    "files": Phrase("文件：{value}", "files: {value}"),
    "heads": Phrase("导出的末端：{value}", "exported heads: {value}"),
    "head": Phrase("操作记录末端：{value}", "head of the trail: {value}"),
}
_IS_THERE = Phrase("项目“{number}”在案卷中", "Lot “{number}” is in the casebook")
_WAS_PURGED = Phrase(
    "项目“{number}”已于 {at} 到期清除，留存证明：{proof}", "Lot “{number}” was purged on {at}; what is kept as proof: {proof}"
)
_UNKNOWN = Phrase("案卷中没有项目“{number}”，也没有清除过", "There is no lot “{number}” in the casebook, and none was purged")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("info", help=_HELP.say(lang))
    @click.option("--lot", "number", metavar="NUMBER", help=_LOT.say(lang))
    @keeping.options(lang)
    def run(number: str | None, kept: Kept) -> None:
        book = keeping.existing(settings, kept)
        with keeping.database_errors():
            found = list(_of_lot(book, number) if number else _of_book(book))
        for line in found:
            click.echo(line.say(lang))

    return run


def _of_book(book: Casebook) -> Iterator[Sentence]:
    from sqlalchemy import func, select

    from relparty.casebook import heads, migrating, tables
    from relparty.casebook.keys import fingerprint

    with book.look() as db:
        revision = ", ".join(migrating.present(db))
        counted = (tables.lots, tables.purged, tables.users, tables.files)
        counts = {table.name: str(db.execute(select(func.count()).select_from(table)).scalar_one()) for table in counted}
    head = heads.now(book)
    told = {
        "folder": str(book.place.folder),
        "database": book.place.shown,
        "key_file": str(book.place.key_file),
        "key": fingerprint(book.keys),
        "tables": revision,
        **counts,
        "heads": str(len(heads.files(book.place.heads))),
        "head": f"{head.entry}  {head.at}  {head.digest}",
    }
    return (words(value=told[name]) for name, words in _LINES.items())


def _of_lot(book: Casebook, number: str) -> Iterator[Sentence]:
    from sqlalchemy import select

    from relparty.casebook import purge, tables

    with book.look() as db:
        is_there = db.execute(select(tables.lots.c.id).where(tables.lots.c.number == number.strip())).first() is not None
    purged = purge.asked(book, number)
    if is_there:
        yield _IS_THERE(number=number)
    for each in purged:
        yield _WAS_PURGED(number=number, at=each.purged_at, proof=json.dumps(each.proof, ensure_ascii=False, sort_keys=True))
    if not is_there and not purged:
        yield _UNKNOWN(number=number)
