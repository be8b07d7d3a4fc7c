"""`relparty form`: hand out the empty form, check a filled one."""

from __future__ import annotations

import click

from relparty.cli import form_blank, form_check
from relparty.cli.main import lang_option
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "空白采集表的发放与填好后的自查。\n\n例：relparty form blank --out 采集表.xlsx\n\n例：relparty form check 采集表.xlsx",
    "Hand out the empty form, and check a filled one.\n\n"
    "Example: relparty form blank --out FORM.xlsx\n\nExample: relparty form check FORM.xlsx",
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    group = click.Group("form", help=_HELP.say(settings.lang))
    for part in (form_blank.command(settings), form_check.command(settings)):
        part.params.append(lang_option(settings.lang))
        group.add_command(part)
    return group
