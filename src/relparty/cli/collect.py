"""`relparty collect LOT ...`: the round of collecting on the office's own machine: invite, receive with a receipt, who is missing."""

from __future__ import annotations

import click

from relparty.cli import collect_folder, collect_issue, collect_open, collect_receive, collect_status, collect_verify, keeping
from relparty.cli.collect_round import Round, clerk
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "在本机完成一个项目的收件：立项、邀请、接收并出具回执、查看谁还没交。与网页共用同一案卷。\n\nLOT 是项目编号。\n\n"
    "例：relparty collect PS-2026-017 issue 名单.csv",
    "The round of collecting on this machine: open a lot, invite, receive with a receipt, see who is missing. It works on the casebook that "
    "the web pages show.\n\nLOT is the lot's number.\n\nExample: relparty collect PS-2026-017 issue bidders.csv",
)
_AS = Phrase("以哪个经办人的账号办理（只有一个经办人时可省略）", "the clerk's login to act as (may be left out where there is one clerk)")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.group("collect", help=_HELP.say(lang))
    @click.argument("lot")
    @click.option("--as", "login", default="", help=_AS.say(lang))
    @keeping.options(lang)
    @click.pass_context
    def group(context: click.Context, lot: str, login: str, kept: keeping.Kept) -> None:
        book = keeping.opened(keeping.place_of(settings, kept))
        context.obj = Round(book, lot, clerk(book, login), lang)

    for part in (collect_open, collect_issue, collect_receive, collect_status, collect_verify, collect_folder):
        group.add_command(part.command(lang))
    return group
