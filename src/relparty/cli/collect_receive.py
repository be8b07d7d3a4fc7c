"""`relparty collect LOT receive CODE FORM`: takes in what a bidder brought or mailed, and gives the receipt."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli.collect_round import Round
from relparty.errors import UsageError
from relparty.phrases import Lang, Phrase

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook
    from relparty.casebook.submissions import Part, Upload


_RECEIVE = Phrase("接收一家投标人的采集表和材料，出具回执", "receive a bidder's form and papers, and give the receipt")
_EVIDENCE = Phrase("证明材料；可重复", "a paper that goes with it; may be repeated")
_RECEIPT = Phrase("回执 PDF 写到此文件", "write the receipt as PDF here")
_CORRECT = Phrase("请更正后重试", "correct it and try again")
_NO_FILE = Phrase("没有这个文件", "there is no such file")
_RECEIVED = Phrase("已接收 {bidder} 第 {n} 次提交，回执编号 {receipt}", "Received submission no. {n} of {bidder}; the receipt is {receipt}")
_LATE = Phrase(
    "已过截止时间，{bidder} 的提交未予接收，已登记；通知编号 {receipt}",
    "The deadline has passed: nothing of {bidder} was accepted; notice {receipt}",
)
_WRITTEN = Phrase("已写出 {path}", "Wrote {path}")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("receive", help=_RECEIVE.say(lang))
    @click.argument("code")
    @click.argument("form", type=click.Path(path_type=Path))
    @click.option("--evidence", multiple=True, type=click.Path(path_type=Path), help=_EVIDENCE.say(lang))
    @click.option("--receipt", type=click.Path(path_type=Path), help=_RECEIPT.say(lang))
    @click.pass_obj
    def run(this: Round, code: str, form: Path, evidence: tuple[Path, ...], receipt: Path | None) -> None:
        from relparty.casebook import receipts, submissions
        from relparty.casebook.book import new_id

        lot, bidder = this.lot(), this.invited(code)
        uploads = [_upload(this.book, form, "form"), *(_upload(this.book, each, "evidence") for each in evidence)]
        made = submissions.hand_in_for(this.book, this.caller, lot.id, bidder.id, new_id(), uploads)
        if receipt is not None:
            from relparty.report_folder import put

            put(receipt, receipts.as_pdf(this.book, lot, bidder, made, this.lang))
            this.say(_WRITTEN(path=str(receipt)), is_remark=True)
        words = _LATE if made.is_late else _RECEIVED
        this.say(words(bidder=bidder.bidder, n=made.version, receipt=made.receipt))

    return run


def _upload(book: Casebook, path: Path, part: Part) -> Upload:
    from relparty.casebook import submissions

    if not path.is_file():
        raise UsageError(str(path), _NO_FILE(), _CORRECT())
    with path.open("rb") as file:
        stored = book.files.put_pieces(iter(lambda: file.read(1 << 20), b""))
    return submissions.Upload(path.name, part, stored)
