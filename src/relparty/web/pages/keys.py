"""Keys of bidding platforms, for the clerk whom they stand for: the list, a new one told once, the end of one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from relparty.casebook import api_keys
from relparty.casebook.api_keys import SCOPE_WORDS, Scope
from relparty.casebook.errors import Refused
from relparty.casebook.rights import Caller
from relparty.phrases import Phrase, Sentence
from relparty.web import flashes, showing
from relparty.web.pages import moments
from relparty.web.pages.paths import Id
from relparty.web.pages.posted import PostedHere, line
from relparty.web.pages.refusals import beside
from relparty.web.wiring import CallerHere, Office, OfficeHere

router = APIRouter(include_in_schema=False)

_WORDS = {
    "title": Phrase("接口密钥", "API keys"),
    "about": Phrase(
        "电子招采平台用密钥代您办事：密钥能做的不会多于您能做的，并且只限所勾选的权限。接口说明见 /api/openapi.json。",
        "A bidding platform acts for you by a key: never more than you may do yourself, and only what is ticked. The interface is described at /api/openapi.json.",
    ),
    "caption": Phrase("我的密钥", "My keys"),
    "name": Phrase("用途", "What it is for"),
    "scopes": Phrase("权限", "Scopes"),
    "expires": Phrase("有效至", "Valid until"),
    "state": Phrase("状态", "State"),
    "valid": Phrase("有效", "valid"),
    "expired": Phrase("已过期", "expired"),
    "revoked": Phrase("已停用", "revoked"),
    "revoke": Phrase("停用", "Revoke"),
    "revoke_one": Phrase("停用“{name}”", "Revoke “{name}”"),
    "new": Phrase("生成新密钥", "Make a key"),
    "days": Phrase("有效天数", "Days it lasts"),
    "days_hint": Phrase("1 至 400 天", "1 to 400"),
    "make": Phrase("生成", "Make it"),
    "told_title": Phrase("新密钥", "The new key"),
    "told": Phrase(
        "密钥只显示这一次，请立即交给平台的管理人员，不要写进文件或邮件正文。",
        "It is shown this once: hand it to the platform now, and write it into no file or mail.",
    ),
    "back": Phrase("返回密钥列表", "Back to the keys"),
    "gone": Phrase("密钥已停用。", "The key was revoked."),
    "used": Phrase("到期或停用的密钥立即失效。", "A key that expired or was revoked opens nothing from then on."),
}
_DAYS = "365"


@router.get("/keys")
def list_keys(request: Request, office: OfficeHere, caller: CallerHere) -> Response:
    """The keys of this clerk, and the form for one more."""
    return _page(request, office, caller, {}, {})


@router.post("/keys")
def make_key(request: Request, office: OfficeHere, caller: CallerHere, form: PostedHere) -> Response:
    """Makes a key and shows its secret this once."""
    try:
        key, secret = api_keys.make(office.book, caller, line(form, "name"), _scopes(form), _days(form))
    except Refused as error:
        typed = {"name": line(form, "name"), "days": line(form, "days")}
        return _page(request, office, caller, typed, beside(error, {}), 400)
    return showing.page(request, "keys/told.html.j2", t=_WORDS, key=key, secret=secret)


@router.post("/keys/{key}/revoke")
def revoke_key(request: Request, office: OfficeHere, caller: CallerHere, key: Id) -> Response:
    """Ends a key."""
    api_keys.revoke(office.book, caller, key)
    response = RedirectResponse("/keys", 303)
    flashes.leave(request, response, _WORDS["gone"], showing.lang_of(request))
    return response


def _page(
    request: Request, office: Office, caller: Caller, typed: dict[str, str], errors: dict[str, Sentence], status: int = 200
) -> Response:
    with office.book.look() as db:
        now = office.book.now(db)
    return showing.page(
        request,
        "keys/list.html.j2",
        status=status,
        t=_WORDS,
        keys=api_keys.listed(office.book, caller),
        now=now,
        scopes=SCOPE_WORDS,
        typed={"name": "", "days": _DAYS} | typed,
        errors=errors,
        shown=moments.shown,
    )


def _scopes(form: FormData) -> list[Scope]:
    return [each for each in Scope if each.value in form.getlist("scope")]


def _days(form: FormData) -> int:
    told = line(form, "days", 4)
    return int(told) if told.isascii() and told.isdigit() else 0
