"""What a failed request is told: one record of status, place, fact and next step for every kind of failure."""

from __future__ import annotations

import errno
from dataclasses import dataclass, replace

from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect

from relparty.casebook.errors import NotThere, Refused
from relparty.errors import RelpartyError, UnreadableFile, UsageError
from relparty.phrases import Phrase, Sentence
from relparty.web.errors import Stopped

_FULL = ("disk is full", "disk full", "no space left", "could not extend file", "quota exceeded")
_FULL_STATE = "53100"
"""PostgreSQL's code of a full disk (appendix A, class 53)."""
_FULL_ERRORS = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Failure:
    """A status, its title, and the message in three parts; `is_ours` where the operator must be able to find it."""

    status: int
    title: Phrase
    place: str | Phrase
    fact: Sentence
    next_step: Sentence
    wait: int = 0
    is_ours: bool = False


def failure_of(error: Exception) -> Failure:
    """What the user is told of an error; whatever is not known is ours."""
    if isinstance(error, NotThere):
        return NOT_THERE
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    if isinstance(error, HTTPException | ClientDisconnect):
        return of_status(error.status_code if isinstance(error, HTTPException) else 400)
    return _said(error) if isinstance(error, RelpartyError) else _of_machine(error)


def to_bidder(failure: Failure) -> Failure:
    """The same as bidders are told it, who know no administrator; what is not ours is told everybody alike."""
    return replace(failure, next_step=_ASK_THE_BUYER()) if failure.is_ours else failure


def of_status(status: int) -> Failure:
    """What a bare status means; the words of libraries are shown to nobody."""
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    return Failure(status, _REFUSED, _REQUEST, _NOT_UNDERSTOOD(), _CHECK()) if status < 500 else BROKEN


def _said(error: RelpartyError) -> Failure:
    """An error that says itself what to do, where the user can do it; else it is ours."""
    if isinstance(error, Stopped):
        return Failure(error.status, _TITLES.get(error.status, _REFUSED), error.place, error.fact, error.next_step, error.wait)
    if isinstance(error, Refused):
        return Failure(409, _NOT_NOW, error.place, error.fact, error.next_step)
    if isinstance(error, UsageError | UnreadableFile):
        return Failure(400, _REFUSED, error.place, error.fact, error.next_step)
    return BROKEN


def _invalid(error: RequestValidationError) -> Failure:
    """A path that cannot be an address of ours is one that does not exist."""
    return NOT_THERE if any(each["loc"][:1] == ("path",) for each in error.errors()) else INVALID


def _of_machine(error: Exception) -> Failure:
    if _is_full(error):
        return FULL
    return GONE if _is_gone(error) else BROKEN


def _is_full(error: Exception) -> bool:
    if isinstance(error, OSError):
        return error.errno in _FULL_ERRORS
    if not isinstance(error, DBAPIError):
        return False
    return getattr(error.orig, "sqlstate", None) == _FULL_STATE or any(each in str(error.orig).lower() for each in _FULL)


def _is_gone(error: Exception) -> bool:
    is_lost = isinstance(error, DBAPIError) and error.connection_invalidated
    return is_lost or isinstance(error, OperationalError | InterfaceError | PoolTimeout)


_PAGE = Phrase("网址", "The address")
_REQUEST = Phrase("请求", "The request")
_SERVER = Phrase("服务器", "The server")
_DATABASE = Phrase("数据库", "The database")
_DISK = Phrase("服务器的磁盘", "The server's disk")

_REFUSED = Phrase("请求未被接受", "The request was not accepted")
_NOT_NOW = Phrase("现在不能这样做", "This cannot be done now")
_NOT_UNDERSTOOD = Phrase("内容不完整或格式不对，没有保存任何内容", "it is incomplete or malformed; nothing of it was saved")
_CHECK = Phrase("请返回上一页核对后再提交", "go back, check it and send it again")

_ASK_THE_BUYER = Phrase(
    "请过几分钟重新打开链接，看已经收到什么；没有的请再提交一次。临近截止或一直如此，请立即联系采购人，并告知请求编号",
    "open your link again in a few minutes to see what was received, and send again what is not there; close to the deadline, or if this "
    "goes on, call the buyer at once and tell the request number",
)

NOT_THERE = Failure(
    404,
    Phrase("没有这一页", "There is no such page"),
    _PAGE,
    Phrase("不存在，或您无权查看", "it does not exist, or is not for you to see")(),
    Phrase("请核对网址，或从首页进入", "check the address, or begin at the home page")(),
)
INVALID = Failure(422, _REFUSED, _REQUEST, _NOT_UNDERSTOOD(), _CHECK())
GONE = Failure(
    503,
    Phrase("暂时无法使用", "Not available for the moment"),
    _DATABASE,
    Phrase(
        "没有应答；本次请求没有得到“已保存”的确认，请按未保存处理",
        "it does not answer; nothing of this request was confirmed as saved, so take it as not saved",
    )(),
    Phrase(
        "请过几分钟重新打开该页核对，未显示的内容请再提交一次；一直如此请联系管理员",
        "open the page again in a few minutes and send again what is not there; if this goes on, tell the administrator",
    )(),
    wait=30,
    is_ours=True,
)
FULL = Failure(
    507,
    Phrase("服务器空间已满", "The server is full"),
    _DISK,
    Phrase(
        "已满，本次请求没有保存任何内容；此前保存的内容不受影响",
        "it is full; nothing of this request was saved, what was saved before is untouched",
    )(),
    Phrase("请立即联系管理员清理空间，之后再提交一次", "tell the administrator at once to make room, then send it again")(),
    is_ours=True,
)
BROKEN = Failure(
    500,
    Phrase("处理时出错", "Something went wrong"),
    _SERVER,
    Phrase(
        "没有完成本次请求；没有看到“已保存”或回执的，请按未保存处理",
        "it could not complete this request; take what was not confirmed or receipted as not saved",
    )(),
    Phrase(
        "请再试一次；仍然如此，请把下面的请求编号告诉管理员",
        "try again; if it happens again, tell the administrator the request number below",
    )(),
    is_ours=True,
)
_TITLES: dict[int, Phrase] = {
    403: Phrase("没有提交成功", "It was not accepted"),
    408: Phrase("没有收全", "It did not come in whole"),
    413: Phrase("内容过大", "It is too large"),
    429: Phrase("请求过于频繁", "Too many requests"),
    421: Phrase("网址不对", "The wrong address"),
}
_BY_STATUS: dict[int, Failure] = {
    401: Failure(
        401,
        Phrase("需要登录", "Sign in first"),
        _REQUEST,
        Phrase("没有有效的登录或密钥", "there is no valid session or key")(),
        Phrase("请登录后再试", "sign in and try again")(),
    ),
    403: Failure(
        403,
        Phrase("无权这样做", "Not allowed"),
        _REQUEST,
        Phrase("不在您的权限之内，没有保存任何内容", "it is not among your rights; nothing of it was saved")(),
        Phrase("需要时请联系管理员", "ask the administrator where you need it")(),
    ),
    404: NOT_THERE,
    405: Failure(
        405,
        _REFUSED,
        _REQUEST,
        Phrase("该网址不接受这种请求", "this address does not take requests of this kind")(),
        Phrase("请从页面上的按钮或链接进入", "come by the buttons and links of the pages")(),
    ),
    422: INVALID,
    500: BROKEN,
    503: GONE,
    507: FULL,
}
