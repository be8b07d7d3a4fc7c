"""`relparty casebook purge`: lists the lots whose time of keeping has ended, and takes them away when told to."""

from __future__ import annotations

import sys

import click

from relparty.cli import keeping
from relparty.cli.keeping import Kept
from relparty.identifiers.masking import shown
from relparty.phrases import Phrase
from relparty.settings import Settings

EXIT_NOTHING = 1

_HELP = Phrase(
    "列出保存期已满的项目（政府采购法第四十二条，年限见单位设置）；加上 --yes 才清除，不可恢复，只留下不含姓名的证明。\n\n"
    "旧备份中仍有这些项目，须一并销毁。\n\n退出码：0 有到期项目或已清除 · 1 没有到期项目 · 2 用法错误\n\n例：relparty casebook purge --yes",
    "List the lots whose time of keeping has ended (政府采购法42; the years stand in the office's settings); with --yes take them away for "
    "good, leaving a proof without names.\n\nOlder backups still hold them and must be destroyed too.\n\n"
    "Exit codes: 0 some are due or were purged, 1 nothing is due, 2 wrong use\n\nExample: relparty casebook purge --yes",
)
_YES = Phrase("清除所列项目", "take the listed lots away")
_DUE = Phrase("{number}　{name}　结束于 {ended}　须保存至 {through}", "{number}  {name}  ended {ended}  to be kept through {through}")
_NOTHING = Phrase("没有到期的项目", "Nothing is due")
_SAY_YES = Phrase("{n} 个项目已到期；加上 --yes 清除", "{n} lots are due; add --yes to take them away")
_DONE = Phrase(
    "已清除 {n} 个项目。较早的备份中仍有它们，请一并销毁", "{n} lots were purged. Older backups still hold them: destroy those too"
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("purge", help=_HELP.say(lang))
    @click.option("--yes", "is_told", is_flag=True, help=_YES.say(lang))
    @keeping.options(lang)
    def run(is_told: bool, kept: Kept) -> None:
        book = keeping.existing(settings, kept)
        with keeping.database_errors():
            from relparty.casebook import actors, clock, purge  # help needs no casebook

            with book.look() as db:
                today = clock.day(book.now(db))
            due = purge.due(book, today)
            for each in due:
                line = _DUE(number=each.number, name=each.name, ended=each.ended_on, through=each.kept_through)
                click.echo(shown(line.say(lang)))
            if is_told:
                purge.purge(book, actors.COMMAND, (each.lot_id for each in due))
        click.echo(((_DONE if is_told else _SAY_YES)(n=len(due)) if due else _NOTHING()).say(lang))
        sys.exit(0 if due else EXIT_NOTHING)

    return run
