"""`relparty register`: make the register bundle of tables, tell what is in it, check it."""

from __future__ import annotations

import click

from relparty.cli import register_build, register_check, register_info
from relparty.cli.main import lang_option
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "登记数据包：由企业、人员、持股、任职四张表或 BODS、FtM 文件建立，供筛查大量项目使用（见 docs/bundle.md）。\n\n"
    "例：relparty register build 登记表 --out 数据包\n\n例：relparty register info 数据包\n\n例：relparty register check 数据包",
    "The register bundle: made of the tables companies, persons, holdings and offices, or of BODS and FtM files, to screen many "
    "lots by (see docs/bundle.md).\n\n"
    "Example: relparty register build TABLES --out BUNDLE\n\nExample: relparty register info BUNDLE\n\n"
    "Example: relparty register check BUNDLE",
)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    group = click.Group("register", help=_HELP.say(settings.lang))
    for part in (register_build, register_info, register_check):
        made = part.command(settings)
        made.params.append(lang_option(settings.lang))
        group.add_command(made)
    return group
