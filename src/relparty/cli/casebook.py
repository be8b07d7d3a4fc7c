"""`relparty casebook`: verify, back up, restore and purge the casebook, write its head out, tell what is in it."""

from __future__ import annotations

import click

from relparty.cli import casebook_backup, casebook_head, casebook_info, casebook_purge, casebook_restore, casebook_verify
from relparty.cli.main import lang_option
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "案卷的核对、备份、恢复和到期清除（见 docs/casebook.md）；服务运行时也可使用。\n\n"
    "例：relparty casebook verify\n\n例：relparty casebook backup --out 2026-11-23.tar",
    "Verify, back up, restore and purge the casebook (see docs/casebook.md); the server may go on meanwhile.\n\n"
    "Example: relparty casebook verify\n\nExample: relparty casebook backup --out 2026-11-23.tar",
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    group = click.Group("casebook", help=_HELP.say(settings.lang))
    for part in (casebook_verify, casebook_backup, casebook_restore, casebook_purge, casebook_head, casebook_info):
        made = part.command(settings)
        made.params.append(lang_option(settings.lang))
        group.add_command(made)
    return group
