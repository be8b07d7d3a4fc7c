"""`relparty casebook head`: the head of the trail as it is now, to be kept where nobody who writes the database can reach it."""

from __future__ import annotations

from pathlib import Path

import click

from relparty.cli import keeping
from relparty.cli.keeping import Kept
from relparty.errors import UsageError
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "写出操作记录的末端（几行字，不含任何姓名），应存到另一台机器或打印存档；verify --head 可据此证明记录未被重写。\n\n"
    "不带 --out 时显示在屏幕上。\n\n例：relparty casebook head --out /media/usb/2026-11-23.json",
    "Write the head of the trail out (a few lines without names), to be kept on another machine or on paper: verify --head then proves that "
    "the trail was not written anew.\n\nWithout --out it is printed.\n\nExample: relparty casebook head --out /media/usb/2026-11-23.json",
)
_OUT = Phrase("写到此文件，不得已存在", "the file to write; it must not be there yet")
_THERE = Phrase("文件已存在", "there is a file already")
_OTHER = Phrase("请换一个文件名", "choose another name")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("head", help=_HELP.say(lang))
    @click.option("--out", type=click.Path(path_type=Path), metavar="FILE", help=_OUT.say(lang))
    @keeping.options(lang)
    def run(out: Path | None, kept: Kept) -> None:
        book = keeping.existing(settings, kept)
        with keeping.database_errors():
            from relparty.casebook import durable, heads  # help needs no casebook

            heads.export(book)
            text = heads.text(heads.now(book))
        if out is None:
            click.echo(text, nl=False)
        elif out.exists():
            raise UsageError(str(out), _THERE(), _OTHER())
        else:
            durable.write(out, text.encode())

    return run
