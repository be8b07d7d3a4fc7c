"""`relparty register check BUNDLE`: whether a bundle is whole and consistent."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from relparty.identifiers.masking import shown
from relparty.phrases import Phrase
from relparty.settings import Settings

EXIT_PROBLEMS = 1

_HELP = Phrase(
    "核对登记数据包：文件的哈希、指针、编码范围和次序。\n\n退出码：0 完好 · 1 有问题 · 2 用法错误\n\n例：relparty register check 数据包",
    "Check a bundle: the hashes of its files, pointers, ranges of codes and orders.\n\n"
    "Exit codes: 0 sound, 1 something is wrong, 2 wrong use\n\nExample: relparty register check BUNDLE",
)
_SOUND = Phrase("数据包完好", "The bundle is sound")
_BUILD_AGAIN = Phrase("请删除该版本并重新运行 relparty register build", "Delete this version and run relparty register build again")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("check", help=_HELP.say(lang))
    @click.argument("bundle", metavar="BUNDLE", type=click.Path(path_type=Path))
    def run(bundle: Path) -> None:
        from relparty.bundle import checking  # help needs no checker

        problems = checking.check(bundle)
        for problem in problems:
            click.echo(shown(problem.say(lang)))
        click.echo((_BUILD_AGAIN if problems else _SOUND).say(lang), err=bool(problems))
        sys.exit(EXIT_PROBLEMS if problems else 0)

    return run
