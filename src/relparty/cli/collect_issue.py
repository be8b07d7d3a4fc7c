"""`relparty collect LOT issue FILE`: invites bidders and prints the link of each."""

from __future__ import annotations

import csv
import io

import click

from relparty.cli.collect_round import Round
from relparty.encoding import decoded
from relparty.errors import RelpartyError, UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase

_ISSUE = Phrase(
    "邀请投标人，打印各自的链接；FILE 为 CSV（bidder,uscc），- 为标准输入",
    "invite bidders and print the link of each; FILE is CSV (bidder,uscc), - is standard input",
)
_URL = Phrase("链接的开头（网页服务的地址）", "what links begin with: the address of the web pages")
_NO_TABLE = Phrase("不是带 bidder,uscc 列的 CSV", "it is no CSV with the columns bidder,uscc")
_CORRECT = Phrase("请更正后重试", "correct it and try again")
_SKIPPED = Phrase("未邀请 {bidder}：{why}", "{bidder} was not invited: {why}")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("issue", help=_ISSUE.say(lang))
    @click.argument("file", type=click.File("rb"))
    @click.option("--url", default="http://127.0.0.1:8080", help=_URL.say(lang))
    @click.pass_obj
    def run(this: Round, file: io.BufferedReader, url: str) -> None:
        from relparty.casebook import invitations

        lot = this.lot()
        for bidder, code in _bidders(file):
            try:
                invitation, secret = invitations.invite(this.book, this.caller, lot.id, bidder, code)
            except RelpartyError as error:  # one that cannot be invited does not stop the others
                this.say(_SKIPPED(bidder=bidder, why=error.fact), is_remark=True)
                continue
            click.echo(f"{shown(invitation.bidder)}\t{invitation.uscc}\t{url.rstrip('/')}/b/{secret}")

    return run


def _bidders(file: io.BufferedReader) -> list[tuple[str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(decoded(file.read()), newline="")))
        return [(row["bidder"].strip(), row["uscc"].strip()) for row in rows]
    except (ValueError, KeyError, AttributeError, csv.Error) as error:
        raise UsageError(file.name, _NO_TABLE(), _CORRECT()) from error
