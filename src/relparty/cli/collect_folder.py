"""`relparty collect LOT folder OUT`: the lot as the folder that `relparty screen` reads."""

from __future__ import annotations

from pathlib import Path

import click

from relparty.cli.collect_round import Round
from relparty.phrases import Lang, Phrase

_FOLDER = Phrase(
    "把项目写成 relparty screen 可读的文件夹（含明文，注意保管）",
    "write the lot as the folder that relparty screen reads (in plain: mind where)",
)
_WRITTEN = Phrase("已写出 {path}", "Wrote {path}")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("folder", help=_FOLDER.say(lang))
    @click.argument("out", type=click.Path(path_type=Path))
    @click.pass_obj
    def run(this: Round, out: Path) -> None:
        from relparty.casebook import folder

        lot = this.lot()
        with this.book.look() as db:
            folder.write(this.book, folder.files(this.book, db, lot.id, lot.terms), out)
        this.say(_WRITTEN(path=str(out)))

    return run
