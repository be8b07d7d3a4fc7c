"""`relparty casebook restore FILE`: a backup brought back into an empty place, and verified."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relparty.cli import keeping
from relparty.cli.casebook_verify import EXIT_FAULTS, lines
from relparty.cli.keeping import Kept
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "把备份恢复到空的位置：先把密钥文件放好，再运行本命令；从不覆盖已有的案卷。\n\n"
    "退出码：0 已恢复且核对相符 · 1 已恢复但核对有不符 · 2 未恢复\n\n例：relparty casebook restore 2026-11-23.tar",
    "Restore a backup into an empty place: put the key file there first; a casebook is never written over.\n\n"
    "Exit codes: 0 restored and verified, 1 restored and something is not as it was left, 2 not restored\n\n"
    "Example: relparty casebook restore 2026-11-23.tar",
)
_DONE = Phrase(
    "已恢复 {made_at} 的备份：操作记录到第 {entry} 条。所有登录已失效；备份之后的操作不在其中",
    "Restored the backup of {made_at}: the trail to entry {entry}. All sessions have ended; what was done after the backup is not in it",
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("restore", help=_HELP.say(lang))
    @click.argument("backup", metavar="FILE", type=click.Path(path_type=Path, exists=True, dir_okay=False))
    @keeping.options(lang)
    def run(backup: Path, kept: Kept) -> None:
        place = keeping.place_of(settings, kept)
        with keeping.database_errors():
            from relparty.casebook.restore import restore  # help needs no casebook

            done = restore(backup, place)
        click.echo(_DONE(made_at=done.manifest.made_at, entry=done.manifest.entry).say(lang))
        for line in lines(done.verified):
            click.echo(line.say(lang))
        sys.exit(EXIT_FAULTS if done.verified.faults else 0)

    return run
