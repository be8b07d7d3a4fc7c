"""What the commands of `relparty collect LOT` share: the casebook, the lot by its number, and the clerk who acts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence

if TYPE_CHECKING:
    from relparty.casebook.book import Casebook
    from relparty.casebook.invitations import Invitation
    from relparty.casebook.lots import Lot
    from relparty.casebook.rights import Caller


_NO_LOT = Phrase("没有编号为 {number} 的项目", "there is no lot {number}")
_OPEN_IT = Phrase("请核对编号，或先用 open 立项", "check the number, or open it first")
_NO_CLERK = Phrase("没有可用的经办人账号（{found}）", "there is no clerk to act as ({found})")
_WHICH_CLERK = Phrase(
    "请用 --as 指明；还没有账号的，请先运行 relparty serve 设立", "say which with --as; where there is none yet, make one in relparty serve"
)
_NOT_INVITED = Phrase("没有邀请过 {code}", "{code} was not invited")
_INVITE = Phrase("请先用 issue 邀请", "invite it first")


@dataclass(frozen=True, slots=True)
class Round:
    """The casebook, the lot's number, and the clerk who acts."""

    book: Casebook
    number: str
    caller: Caller
    lang: Lang

    def lot(self) -> Lot:
        """The clerk's own lot of that number; raises UsageError where there is none."""
        from relparty.casebook import lots

        found, _ = lots.listed(self.book, self.caller, self.number, limit=200)
        mine = (each for each in found if each.terms.number == self.number and each.owner_id == self.caller.user.id)
        lot = next(mine, None)
        if lot is None:
            raise UsageError(shown(self.number), _NO_LOT(number=self.number), _OPEN_IT())
        return lot

    def invited(self, code: str) -> Invitation:
        """The bidder of that code, invited and not taken out again; raises UsageError where there is none."""
        from relparty.casebook import invitations
        from relparty.identifiers import uscc

        with self.book.look() as db:
            bidders = invitations.listed(db, self.lot().id)
        found = next((each for each in bidders if each.uscc == uscc.fold(code) and not each.is_revoked), None)
        if found is None:
            raise UsageError(shown(code), _NOT_INVITED(code=code), _INVITE())
        return found

    def say(self, said: Sentence, *, is_remark: bool = False) -> None:
        """Prints a sentence, as a remark beside what is asked for."""
        click.echo(shown(said.say(self.lang)), err=is_remark)


def clerk(book: Casebook, login: str) -> Caller:
    """The clerk of that login, or the only one there is; raises UsageError."""
    from relparty.casebook import rights, users
    from relparty.casebook.users import Role

    clerks = [each for each in users.listed(book) if each.role is Role.CLERK and not each.is_closed]
    fitting = [each for each in clerks if each.login == login or not login]
    if len(fitting) != 1:
        raise UsageError("--as", _NO_CLERK(found=", ".join(each.login for each in clerks) or "-"), _WHICH_CLERK())
    return rights.caller(fitting[0])
