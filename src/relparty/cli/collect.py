"""`relparty collect LOT ...`: the round of collecting on the office's own machine: invite, receive with a receipt, who is missing."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import keeping
from relparty.encoding import decoded
from relparty.errors import RelpartyError, UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook
    from relparty.casebook.invitations import Invitation
    from relparty.casebook.lots import Lot
    from relparty.casebook.rights import Caller
    from relparty.casebook.submissions import Part, Upload

EXIT_MISSING = 1
EXIT_NOT_OURS = 1

_HELP = Phrase(
    "在本机完成一个项目的收件：立项、邀请、接收并出具回执、查看谁还没交。与网页共用同一案卷。\n\nLOT 是项目编号。\n\n"
    "例：relparty collect PS-2026-017 issue 名单.csv",
    "The round of collecting on this machine: open a lot, invite, receive with a receipt, see who is missing. It works on the casebook that "
    "the web pages show.\n\nLOT is the lot's number.\n\nExample: relparty collect PS-2026-017 issue bidders.csv",
)
_AS = Phrase("以哪个经办人的账号办理（只有一个经办人时可省略）", "the clerk's login to act as (may be left out where there is one clerk)")
_OPEN = Phrase("立项", "open the lot")
_ISSUE = Phrase(
    "邀请投标人，打印各自的链接；FILE 为 CSV（bidder,uscc），- 为标准输入",
    "invite bidders and print the link of each; FILE is CSV (bidder,uscc), - is standard input",
)
_RECEIVE = Phrase("接收一家投标人的采集表和材料，出具回执", "receive a bidder's form and papers, and give the receipt")
_STATUS = Phrase(
    "谁已提交、谁还没交。退出码：0 都已提交 · 1 有未提交的 · 2 用法错误",
    "who handed in and who is missing; exit codes: 0 all in, 1 some missing, 2 wrong use",
)
_VERIFY = Phrase(
    "核对一张回执：编号和防伪校验码（可带空格）。退出码：0 属实 · 1 不属实 · 2 用法错误",
    "check a receipt by its code and its proof, with or without spaces; exit codes: 0 ours, 1 not ours, 2 wrong use",
)
_FOLDER = Phrase(
    "把项目写成 relparty screen 可读的文件夹（含明文，注意保管）",
    "write the lot as the folder that relparty screen reads (in plain: mind where)",
)
_NAME = Phrase("项目名称", "name of the lot")
_DEADLINE = Phrase("截止时间，北京时间，如 2026-12-01T09:00", "deadline in China time, as 2026-12-01T09:00")
_OPENS_ON = Phrase("开启日期（默认：截止当日）", "day of opening (default: the day of the deadline)")
_REGIME = Phrase("适用制度", "the regime")
_CODE = Phrase("投标人的统一社会信用代码", "the bidder's unified social credit code")
_FORM = Phrase("采集表文件", "the filled form")
_EVIDENCE = Phrase("证明材料；可重复", "a paper that goes with it; may be repeated")
_RECEIPT = Phrase("回执 PDF 写到此文件", "write the receipt as PDF here")
_URL = Phrase("链接的开头（网页服务的地址）", "what links begin with: the address of the web pages")
_NO_LOT = Phrase("没有编号为 {number} 的项目", "there is no lot {number}")
_OPEN_IT = Phrase("请核对编号，或先用 open 立项", "check the number, or open it first")
_NO_CLERK = Phrase("没有可用的经办人账号（{found}）", "there is no clerk to act as ({found})")
_WHICH_CLERK = Phrase(
    "请用 --as 指明；还没有账号的，请先运行 relparty serve 设立", "say which with --as; where there is none yet, make one in relparty serve"
)
_NOT_INVITED = Phrase("没有邀请过 {code}", "{code} was not invited")
_INVITE = Phrase("请先用 issue 邀请", "invite it first")
_NOT_A_TIME = Phrase("{text} 不是时间", "{text} is no time")
_LIKE = Phrase("请写成 2026-12-01T09:00 的样子", "write it as in 2026-12-01T09:00")
_NO_TABLE = Phrase("不是带 bidder,uscc 列的 CSV", "it is no CSV with the columns bidder,uscc")
_CORRECT = Phrase("请更正后重试", "correct it and try again")
_NO_FILE = Phrase("没有这个文件", "there is no such file")
_OPENED = Phrase("已立项：{number}", "Opened: {number}")
_SKIPPED = Phrase("未邀请 {bidder}：{why}", "{bidder} was not invited: {why}")
_RECEIVED = Phrase("已接收 {bidder} 第 {n} 次提交，回执编号 {receipt}", "Received submission no. {n} of {bidder}; the receipt is {receipt}")
_LATE = Phrase(
    "已过截止时间，{bidder} 的提交未予接收，已登记；通知编号 {receipt}",
    "The deadline has passed: nothing of {bidder} was accepted; notice {receipt}",
)
_IN = Phrase("已提交（第 {n} 次）", "handed in (no. {n})")
_OUT = Phrase("未提交", "missing")
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
_WRITTEN = Phrase("已写出 {path}", "Wrote {path}")


@dataclass(frozen=True, slots=True)
class _Round:
    """The casebook, the lot's number, and the clerk who acts."""

    book: Casebook
    number: str
    caller: Caller
    lang: Lang

    def lot(self) -> Lot:
        """The lot of that number; raises UsageError where this clerk has none."""
        from relparty.casebook import lots

        found, _ = lots.listed(self.book, self.caller, self.number, limit=200)
        lot = next((each for each in found if each.terms.number == self.number), None)
        if lot is None:
            raise UsageError(shown(self.number), _NO_LOT(number=self.number), _OPEN_IT())
        return lot

    def say(self, said: Sentence, *, is_remark: bool = False) -> None:
        click.echo(shown(said.say(self.lang)), err=is_remark)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.group("collect", help=_HELP.say(lang))
    @click.argument("lot")
    @click.option("--as", "login", default="", help=_AS.say(lang))
    @keeping.options(lang)
    @click.pass_context
    def group(context: click.Context, lot: str, login: str, kept: keeping.Kept) -> None:
        book = keeping.opened(settings, kept)
        context.obj = _Round(book, lot, _clerk(book, login), lang)

    for make in (_open_command, _issue_command, _receive_command, _status_command, _verify_command, _folder_command):
        group.add_command(make(lang))
    return group


def _open_command(lang: Lang) -> click.Command:
    @click.command("open", help=_OPEN.say(lang))
    @click.option("--name", required=True, help=_NAME.say(lang))
    @click.option("--deadline", required=True, help=_DEADLINE.say(lang))
    @click.option("--opens-on", default="", help=_OPENS_ON.say(lang))
    @click.option("--regime", default="sub_threshold", help=_REGIME.say(lang))
    @click.pass_obj
    def run(this: _Round, name: str, deadline: str, opens_on: str, regime: str) -> None:
        from relparty.casebook import clock, lots

        stamp = _stamp(deadline)
        terms = lots.Terms(this.number, name, stamp, opens_on or clock.day(stamp).isoformat(), regime=regime)
        lots.open_(this.book, this.caller, terms)
        this.say(_OPENED(number=this.number))

    return run


def _issue_command(lang: Lang) -> click.Command:
    @click.command("issue", help=_ISSUE.say(lang))
    @click.argument("file", type=click.File("rb"))
    @click.option("--url", default="http://127.0.0.1:8080", help=_URL.say(lang))
    @click.pass_obj
    def run(this: _Round, file: io.BufferedReader, url: str) -> None:
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


def _receive_command(lang: Lang) -> click.Command:
    @click.command("receive", help=_RECEIVE.say(lang))
    @click.argument("code")
    @click.argument("form", type=click.Path(path_type=Path))
    @click.option("--evidence", multiple=True, type=click.Path(path_type=Path), help=_EVIDENCE.say(lang))
    @click.option("--receipt", type=click.Path(path_type=Path), help=_RECEIPT.say(lang))
    @click.pass_obj
    def run(this: _Round, code: str, form: Path, evidence: tuple[Path, ...], receipt: Path | None) -> None:
        from relparty.casebook import receipts, submissions
        from relparty.casebook.book import new_id

        lot, bidder = this.lot(), _invited(this, code)
        uploads = [_upload(this.book, form, "form"), *(_upload(this.book, each, "evidence") for each in evidence)]
        made = submissions.hand_in_for(this.book, this.caller, lot.id, bidder.id, new_id(), uploads)
        if receipt is not None:
            from relparty.report_folder import put

            put(receipt, receipts.as_pdf(this.book, lot, bidder, made, this.lang))
            this.say(_WRITTEN(path=str(receipt)), is_remark=True)
        words = _LATE if made.is_late else _RECEIVED
        this.say(words(bidder=bidder.bidder, n=made.version, receipt=made.receipt))

    return run


def _status_command(lang: Lang) -> click.Command:
    @click.command("status", help=_STATUS.say(lang))
    @click.pass_context
    def run(context: click.Context) -> None:
        this: _Round = context.obj
        states = [*_states(this)]
        for bidder, code, said in states:
            click.echo(f"{shown(bidder)}\t{code}\t{(said or _OUT()).say(lang)}")
        context.exit(EXIT_MISSING if any(said is None for *_, said in states) else 0)

    return run


def _verify_command(lang: Lang) -> click.Command:
    @click.command("verify-receipt", help=_VERIFY.say(lang))
    @click.argument("code")
    @click.argument("proof", nargs=-1, required=True)
    @click.pass_context
    def run(context: click.Context, code: str, proof: tuple[str, ...]) -> None:
        from relparty.casebook import clock, receipts
        from relparty.casebook.errors import NotThere

        this: _Round = context.obj
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


def _folder_command(lang: Lang) -> click.Command:
    @click.command("folder", help=_FOLDER.say(lang))
    @click.argument("out", type=click.Path(path_type=Path))
    @click.pass_obj
    def run(this: _Round, out: Path) -> None:
        from relparty.casebook import folder

        lot = this.lot()
        with this.book.look() as db:
            folder.write(this.book, folder.files(this.book, db, lot.id, lot.terms), out)
        this.say(_WRITTEN(path=str(out)))

    return run


def _clerk(book: Casebook, login: str) -> Caller:
    """The clerk of that login, or the only one there is; raises UsageError."""
    from relparty.casebook import rights, users
    from relparty.casebook.users import Role

    clerks = [each for each in users.listed(book) if each.role is Role.CLERK and not each.is_closed]
    fitting = [each for each in clerks if each.login == login or not login]
    if len(fitting) != 1:
        raise UsageError("--as", _NO_CLERK(found=", ".join(each.login for each in clerks) or "-"), _WHICH_CLERK())
    return rights.caller(fitting[0])


def _invited(this: _Round, code: str) -> Invitation:
    from relparty.casebook import invitations
    from relparty.identifiers import uscc

    with this.book.look() as db:
        found = next((each for each in invitations.listed(db, this.lot().id) if each.uscc == uscc.fold(code)), None)
    if found is None:
        raise UsageError(shown(code), _NOT_INVITED(code=code), _INVITE())
    return found


def _upload(book: Casebook, path: Path, part: Part) -> Upload:
    from relparty.casebook import submissions

    if not path.is_file():
        raise UsageError(str(path), _NO_FILE(), _CORRECT())
    with path.open("rb") as file:
        stored = book.files.put_pieces(iter(lambda: file.read(1 << 20), b""))
    return submissions.Upload(path.name, part, stored)


def _states(this: _Round) -> Iterator[tuple[str, str, Sentence | None]]:
    """Each invited bidder with what it handed in; none where it is missing."""
    from relparty.casebook import invitations, submissions

    lot = this.lot()
    with this.book.look() as db:
        for each in invitations.listed(db, lot.id):
            found = submissions.latest(db, each.id)
            if not each.is_revoked:
                yield each.bidder, each.uscc, _IN(n=found.version) if found is not None else None


def _bidders(file: io.BufferedReader) -> list[tuple[str, str]]:
    try:
        rows = list(csv.DictReader(io.StringIO(decoded(file.read()), newline="")))
        return [(row["bidder"].strip(), row["uscc"].strip()) for row in rows]
    except (ValueError, KeyError, AttributeError, csv.Error) as error:
        raise UsageError(file.name, _NO_TABLE(), _CORRECT()) from error


def _stamp(text: str) -> str:
    from datetime import datetime

    from relparty.casebook import clock

    try:
        told = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--deadline", _NOT_A_TIME(text=text), _LIKE()) from error
    return clock.stamp(told if told.tzinfo else told.replace(tzinfo=clock.CHINA))
