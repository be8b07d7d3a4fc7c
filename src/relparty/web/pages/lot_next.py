"""The next deed of one reader in one lot: what this person can do now that brings it on, or whom it waits for."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.casebook.lotpage import AfterScreening, LotPage
from relparty.casebook.lots import State
from relparty.casebook.rights import Deed, Who
from relparty.phrases import Phrase, Sentence


@dataclass(frozen=True, slots=True)
class Next:
    """What is next in words, and the button for it where this reader has one; `is_post` for a deed done by the button itself."""

    words: Phrase | Sentence
    button: Phrase | None = None
    href: str = ""
    is_post: bool = False


_SCREEN = Phrase("开始筛查", "Screen now")
_COMPLETE_GROUP = Phrase("补齐采购小组", "Complete the group")
_INVITE = Phrase("邀请投标人", "Invite bidders")
_TELL_CHOICE = Phrase("写明如何选定", "Tell how they were chosen")
_CLOSE = Phrase("提前截止", "Close early")
_WATCH = Phrase("查看进度", "Watch it")
_FINDINGS = Phrase("查看发现", "Look at the findings")
_DECIDE = Phrase("处理发现", "Decide the findings")
_ANSWER = Phrase("申明利益冲突", "Answer the conflict")
_SIGN = Phrase("签署", "Sign")
_DOSSIER = Phrase("打开卷宗", "Open the dossier")
_SEE_INVITATIONS = Phrase("查看谁还没交", "See who is missing")

_SIGNED = Phrase("本项目已签署归档。", "This lot is signed and filed.")
_CANCELLED = Phrase("本项目已终止，内容照常保存。", "This lot is cancelled; what it holds is kept.")
_NO_INVITATION = Phrase("还没有邀请任何投标人。", "No bidder has been invited.")
_NO_CHOICE = Phrase("还没有写明受邀承包商是如何选定的。", "It does not say yet how the invited contractors were chosen.")
_GROUP_LACKS = Phrase("采购小组还不齐。", "The group is not complete.")
_ALL_IN = Phrase("全部 {n} 家都已提交，可以等到截止时间，也可以提前截止。", "All {n} have handed in: wait for the deadline or close early.")
_WAITING = Phrase("正在收件，已提交 {came} 家，共邀请 {n} 家。", "Collecting: {came} of {n} have handed in.")
_COLLECTING = Phrase("正在收件。截止之后才能看到投标人和筛查。", "Bidders hand in now. Who they are is shown after the deadline.")
_READY = Phrase("可以筛查了。", "It can be screened.")
_RUNNING = Phrase("正在筛查。", "It is being screened.")
_NOT_READY = Phrase("筛查之前还缺少下列内容。", "Before the screening this is missing.")
_CLERK_NEXT = Phrase("等待经办人补齐下列内容。", "The clerk has to complete this.")
_LEADERS_NEXT = Phrase("等待经办人或组长筛查。", "The clerk or the leader has to screen it.")
_CONFLICT = Phrase("有发现涉及您本人，请先申明回避或作出说明。", "A finding names you: recuse yourself or explain first.")
_OPEN = Phrase("还有 {n} 项发现未作决定。", "{n} findings are not decided.")
_TO_SIGN = Phrase("全部发现都有决定，请核对后签署。", "Every finding is decided: check them and sign.")
_OTHERS_SIGN = Phrase("您已签署，等待其他成员。", "You have signed; the others have not yet.")
_MEMBERS_SIGN = Phrase("等待采购小组成员签署。", "The members of the group have to sign.")
_NOT_SIGNABLE = Phrase("签署之前还有事项未办完。", "Something is to be done before anybody signs.")


def next_deed(page: LotPage) -> Next:
    """The next deed of whoever this page was gathered for."""
    root = f"/lots/{page.lot.id}"
    if page.lot.state is State.CANCELLED:
        return Next(_CANCELLED)
    if page.lot.state is State.SIGNED:
        return Next(_SIGNED, _DOSSIER, f"{root}/dossier")
    if page.lot.state is State.COLLECTING:
        return _while_collecting(page, root)
    if page.running is not None:
        return Next(_RUNNING, _WATCH, f"{root}/screenings/{page.running.id}")
    if page.after is not None:
        return _after_screening(page, page.after, root)
    return _before_screening(page, root)


def _while_collecting(page: LotPage, root: str) -> Next:
    if Who.OWNER not in page.standing.whos:
        return Next(_COLLECTING)
    invited = [each for each in page.entrants or () if not each.invitation.is_revoked]
    lacks = {part for part, _ in page.lacking}
    came = sum(each.counted is not None for each in invited)
    if not invited:
        return Next(_NO_INVITATION, _INVITE, f"{root}/invitations")
    if "group" in lacks:
        return Next(_GROUP_LACKS, _COMPLETE_GROUP, f"{root}/group")
    if "choice" in lacks:
        return Next(_NO_CHOICE, _TELL_CHOICE, f"{root}/edit")
    if came == len(invited):
        return Next(_ALL_IN(n=came), _CLOSE, f"{root}/close")
    return Next(_WAITING(came=came, n=len(invited)), _SEE_INVITATIONS, f"{root}/invitations")


def _before_screening(page: LotPage, root: str) -> Next:
    may_edit, may_screen = page.standing.may(Deed.EDIT), page.standing.may(Deed.SCREEN)
    lacks = {part for part, _ in page.lacking}
    if not lacks:
        return Next(_READY, _SCREEN, f"{root}/screen", is_post=True) if may_screen else Next(_LEADERS_NEXT)
    if not may_edit:
        return Next(_CLERK_NEXT)
    if "group" in lacks:
        return Next(_GROUP_LACKS, _COMPLETE_GROUP, f"{root}/group")
    return Next(_NO_CHOICE, _TELL_CHOICE, f"{root}/edit") if "choice" in lacks else Next(_NOT_READY)


def _after_screening(page: LotPage, after: AfterScreening, root: str) -> Next:
    if after.own_conflicts:
        return Next(_CONFLICT, _ANSWER, f"{root}/findings")
    if after.undecided:
        return Next(_OPEN(n=after.undecided), _DECIDE if page.standing.may(Deed.DECIDE) else _FINDINGS, f"{root}/findings")
    if not after.is_ready_to_sign:
        return Next(_NOT_SIGNABLE, _FINDINGS, f"{root}/findings")
    if not page.standing.may(Deed.SIGN):
        return Next(_MEMBERS_SIGN, _FINDINGS, f"{root}/findings")
    return Next(_OTHERS_SIGN, _FINDINGS, f"{root}/findings") if after.is_signed_by_reader else Next(_TO_SIGN, _SIGN, f"{root}/sign")
