"""`relparty collect LOT status`: who handed in and who is missing."""

from __future__ import annotations

from collections.abc import Iterator

import click

from relparty.cli.collect_round import Round
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence

EXIT_MISSING = 1

_STATUS = Phrase(
    "谁已提交、谁还没交。退出码：0 都已提交 · 1 有未提交的 · 2 用法错误",
    "who handed in and who is missing; exit codes: 0 all in, 1 some missing, 2 wrong use",
)
_IN = Phrase("已提交（第 {n} 次）", "handed in (no. {n})")
_OUT = Phrase("未提交", "missing")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("status", help=_STATUS.say(lang))
    @click.pass_context
    def run(context: click.Context) -> None:
        this: Round = context.obj
        states = [*_states(this)]
        for bidder, code, said in states:
            click.echo(f"{shown(bidder)}\t{code}\t{(said or _OUT()).say(lang)}")
        context.exit(EXIT_MISSING if any(said is None for *_, said in states) else 0)

    return run


def _states(this: Round) -> Iterator[tuple[str, str, Sentence | None]]:
    """Each invited bidder with what it handed in; none where it is missing."""
    from relparty.casebook import invitations, submissions

    lot = this.lot()
    with this.book.look() as db:
        for each in invitations.listed(db, lot.id):
            found = submissions.latest(db, each.id)
            if not each.is_revoked:
                yield each.bidder, each.uscc, _IN(n=found.version) if found is not None else None
