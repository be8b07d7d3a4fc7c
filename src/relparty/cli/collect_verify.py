"""`relparty collect LOT verify-receipt CODE PROOF`: whether a receipt is one that this casebook issued."""

from __future__ import annotations

import click

from relparty.cli.collect_round import Round
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase

EXIT_NOT_OURS = 1

_VERIFY = Phrase(
    "核对一张回执：编号和防伪校验码（可带空格）。退出码：0 属实 · 1 不属实 · 2 用法错误",
    "check a receipt by its code and its proof, with or without spaces; exit codes: 0 ours, 1 not ours, 2 wrong use",
)
_NO_RECEIPT = Phrase("本项目没有编号为 {code} 的回执", "this lot has no receipt {code}")
_NOT_OURS = Phrase(
    "校验码不符：回执 {code} 不是本案卷出具的原样", "the proof does not match: this is not receipt {code} as this casebook issued it"
)
_OURS = Phrase(
    "属实：{bidder}（{uscc}）第 {n} 次提交，{time} 收到，{state}。请与纸面逐项对照：",
    "Ours: submission no. {n} of {bidder} ({uscc}), received at {time}, {state}. Compare with the paper:",
)
_ACCEPTED = Phrase("已接收", "accepted")
_REFUSED = Phrase("逾期未接收", "late, not accepted")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("verify-receipt", help=_VERIFY.say(lang))
    @click.argument("code")
    @click.argument("proof", nargs=-1, required=True)
    @click.pass_context
    def run(context: click.Context, code: str, proof: tuple[str, ...]) -> None:
        from relparty.casebook import clock, receipts
        from relparty.casebook.errors import NotThere

        this: Round = context.obj
        try:
            found = receipts.shown(this.book, this.caller, this.lot().id, code, "".join(proof))
        except NotThere:
            this.say(_NO_RECEIPT(code=shown(code)))
            context.exit(EXIT_NOT_OURS)
        if not found.is_right:
            this.say(_NOT_OURS(code=shown(code)))
            context.exit(EXIT_NOT_OURS)
        at = f"{clock.moment(found.submission.received_at).astimezone(clock.CHINA):%Y-%m-%d %H:%M:%S}"
        state = _REFUSED() if found.submission.is_late else _ACCEPTED()
        bidder, n = found.invitation, found.submission.version
        this.say(_OURS(bidder=bidder.bidder, uscc=bidder.uscc, n=n, time=at, state=state))
        for each in found.submission.attachments:
            click.echo(f"{each.sha256}  {shown(each.name)}")

    return run
