"""What the application refuses before a route is asked."""

from __future__ import annotations

from relparty.errors import RelpartyError
from relparty.phrases import Phrase, Sentence


class Stopped(RelpartyError):
    """A request that goes no further; `status` is its answer's, `wait` the seconds after which it may come again."""

    def __init__(self, status: int, place: Phrase, fact: Sentence, next_step: Sentence, wait: int = 0) -> None:
        super().__init__(place, fact, next_step)
        self.status = status
        self.wait = wait


def too_large(limit: int) -> Stopped:
    """The refusal of a request or a file with more bytes than the limit."""
    return Stopped(413, _UPLOAD, _TOO_LARGE(limit=_size(limit)), _SMALLER())


def too_slow() -> Stopped:
    """The refusal of a request that stopped coming."""
    return Stopped(408, _UPLOAD, _TOO_SLOW(), _AGAIN())


def too_many(wait: int) -> Stopped:
    """The refusal of a request that comes too soon."""
    return Stopped(429, _ACCESS, _TOO_MANY(), _WAIT(seconds=wait), wait)


def from_elsewhere() -> Stopped:
    """The refusal of a form that was not sent from a page of ours."""
    return Stopped(403, _FORM, _ELSEWHERE(), _REOPEN())


def stale_form() -> Stopped:
    """The refusal of a form without the mark that our page put into it."""
    return Stopped(403, _FORM, _STALE(), _RELOAD())


def other_name() -> Stopped:
    """The refusal of a request that calls this server by a name that it does not have."""
    return Stopped(421, _ACCESS, _OTHER_NAME(), _RIGHT_NAME())


def _size(limit: int) -> str:
    return f"{limit / (1 << 20):.4g} MB"


_UPLOAD = Phrase("提交的内容", "What was sent")
_ACCESS = Phrase("访问", "Access")
_FORM = Phrase("表单", "The form")
_TOO_LARGE = Phrase("超过上限 {limit}，没有保存任何内容", "it is larger than the limit of {limit}; nothing of it was saved")
_SMALLER = Phrase(
    "请缩小文件（例如降低扫描分辨率），或分几次提交",
    "make the files smaller (for instance scan at a lower resolution) or send them one by one",
)
_TOO_SLOW = Phrase("传输中断，没有收全，没有保存任何内容", "it stopped coming before it was whole; nothing of it was saved")
_AGAIN = Phrase("请检查网络后重新提交", "check the network and send it again")
_TOO_MANY = Phrase("请求过于频繁，本次请求没有处理", "requests came too often; this one was not carried out")
_WAIT = Phrase("请等 {seconds} 秒再试", "wait {seconds} seconds and try again")
_ELSEWHERE = Phrase("不是从本系统的页面提交的，没有保存任何内容", "it was not sent from a page of this system; nothing of it was saved")
_REOPEN = Phrase("请在本系统中打开该页，再提交一次", "open the page in this system and send it again")
_STALE = Phrase(
    "页面打开得太久，或浏览器没有接受 Cookie；没有保存任何内容",
    "the page was open too long, or the browser refuses cookies; nothing of it was saved",
)
_RELOAD = Phrase("请返回上一页，刷新后再提交", "go back, load the page again and send it once more")
_OTHER_NAME = Phrase("所用的网址不是本系统的网址", "the address used is not this system's")
_RIGHT_NAME = Phrase("请使用管理员告知的网址", "use the address that the administrator gave you")
