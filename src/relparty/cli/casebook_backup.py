"""`relparty casebook backup --out FILE`: everything but the key in one file, while the server goes on."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relparty.cli import keeping
from relparty.cli.keeping import Kept
from relparty.phrases import Phrase
from relparty.settings import MEGABYTE, Settings

EXIT_INCOMPLETE = 1

_HELP = Phrase(
    "把案卷备份成一个文件，不含密钥；服务可以继续运行。备份含投标人名称，请与数据库同样保管。\n\n"
    "退出码：0 完整 · 1 有已丢失的文件 · 2 用法错误\n\n例：relparty casebook backup --out 2026-11-23.tar",
    "Back the casebook up into one file, without the key; the server may go on. It holds names of bidders: guard it as the database.\n\n"
    "Exit codes: 0 whole, 1 stored files were missing, 2 wrong use\n\nExample: relparty casebook backup --out 2026-11-23.tar",
)
_OUT = Phrase("备份文件，不得已存在", "the file to write; it must not be there yet")
_DONE = Phrase(
    "已备份 {out}：操作记录到第 {entry} 条（{at}），文件 {files} 个，{size} MB；密钥指纹 {key}（密钥不在备份中，请另行保管）",
    "Backed up to {out}: the trail to entry {entry} ({at}), {files} files, {size} MB; key {key} (it is not in the backup: keep it elsewhere)",
)
_MISSING = Phrase("已丢失、未能备份的文件：{id}", "a stored file that is gone and could not be backed up: {id}")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("backup", help=_HELP.say(lang))
    @click.option("--out", required=True, type=click.Path(path_type=Path), metavar="FILE", help=_OUT.say(lang))
    @keeping.options(lang)
    def run(out: Path, kept: Kept) -> None:
        book = keeping.existing(settings, kept)
        with keeping.database_errors():
            from relparty.casebook.backup import backup  # help needs no casebook

            done = backup(book, out)
        size = f"{out.stat().st_size / MEGABYTE:.1f}"
        for gone in done.missing:
            click.echo(_MISSING(id=gone).say(lang), err=True)
        click.echo(_DONE(out=str(out), entry=done.entry, at=done.at, files=done.files, size=size, key=done.key).say(lang))
        sys.exit(EXIT_INCOMPLETE if done.missing else 0)

    return run
