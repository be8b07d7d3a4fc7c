"""`relparty casebook verify`: whether every row, file and entry of the trail is as it was left."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import keeping
from relparty.cli.keeping import Kept
from relparty.phrases import Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.casebook.verify import Verified

EXIT_FAULTS = 1

_HELP = Phrase(
    "核对案卷：操作记录是否完整，每一行、每个文件是否与记录相符，导出的末端是否都在记录中。\n\n"
    "退出码：0 相符 · 1 有不符 · 2 用法错误\n\n例：relparty casebook verify --head 2026-11-23.json",
    "Verify the casebook: the trail is whole, every row and every file is as it says, every exported head stands in it.\n\n"
    "Exit codes: 0 all is as it was left, 1 something is not, 2 wrong use\n\nExample: relparty casebook verify --head 2026-11-23.json",
)
_HEAD = Phrase("另存在别处的末端文件；可重复", "a head that was kept elsewhere; may be repeated")
_COUNTS = Phrase(
    "已核对：操作记录 {entries} 条，数据 {rows} 行，文件 {files} 个，导出的末端 {heads} 个",
    "Looked at: {entries} entries of the trail, {rows} rows, {files} files, {heads} exported heads",
)
_LAST = Phrase("末端：第 {entry} 条，{at}，{digest}", "Head: entry {entry}, {at}, {digest}")
_STRAYS = Phrase(
    "另有 {n} 个文件没有对应的记录（迟交或中断的上传，一天后自动清理）",
    "{n} files are told of by no row (late or cut-off uploads, swept away after a day)",
)
_FAULT = Phrase("{place}：{words}", "{place}: {words}")
_FINE = Phrase("案卷与操作记录相符", "The casebook is as its trail says")
_WRONG = Phrase(
    "发现 {n} 处不符。请保留现场、停止服务，与备份和另存的末端对照后再决定是否恢复",
    "{n} things are not as they were left. Keep everything as it is, stop the server, compare with a backup and with heads kept elsewhere",
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("verify", help=_HELP.say(lang))
    @click.option("--head", "heads", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help=_HEAD.say(lang))
    @keeping.options(lang)
    def run(heads: tuple[Path, ...], kept: Kept) -> None:
        book = keeping.existing(settings, kept)
        with keeping.database_errors():
            from relparty.casebook.verify import verify  # help needs no casebook

            found = verify(book, heads)
        for line in lines(found):
            click.echo(line.say(lang))
        sys.exit(EXIT_FAULTS if found.faults else 0)

    return run


def lines(found: Verified) -> Iterator[Sentence]:
    """What a verification found, in words; the faults first."""
    for fault in found.faults:
        yield _FAULT(place=fault.place, words=fault.words)
    yield _COUNTS(entries=found.entries, rows=found.rows, files=found.files, heads=found.heads)
    if found.head.entry:
        yield _LAST(entry=found.head.entry, at=found.head.at, digest=found.head.digest)
    if found.strays:
        yield _STRAYS(n=len(found.strays))
    yield _WRONG(n=len(found.faults)) if found.faults else _FINE()
