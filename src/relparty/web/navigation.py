"""What the frame of every page shows of who is signed in: the name, and the pages that their account may open."""

from __future__ import annotations

from relparty.casebook.rights import OfficeDeed, office_may
from relparty.casebook.users import User
from relparty.phrases import Phrase
from relparty.web import places
from relparty.web.showing import Link, Viewer

_PAGES: tuple[tuple[str, Phrase, OfficeDeed | None], ...] = (
    ("/lots", Phrase("项目", "Lots"), OfficeDeed.LIST_LOTS),
    ("/memory", Phrase("历史关联", "Memory"), OfficeDeed.SEE_MEMORY),
    ("/keys", Phrase("接口密钥", "API keys"), OfficeDeed.KEEP_KEYS),
    ("/accounts", Phrase("账号", "Accounts"), OfficeDeed.KEEP_ACCOUNTS),
    ("/office/settings", Phrase("单位设置", "Office"), OfficeDeed.KEEP_ACCOUNTS),
    ("/office/trail", Phrase("操作记录", "Trail"), OfficeDeed.SEE_TRAIL),
    ("/me", Phrase("我的账号", "My account"), None),
)


def viewer(user: User) -> Viewer:
    """Who is signed in; without links where all they may do is choose a password."""
    if user.must_change:
        return Viewer(user.name)
    return Viewer(user.name, tuple(Link(href, words) for href, words, deed in _PAGES if deed is None or office_may(user, deed)))


def home_of(user: User) -> str:
    """The page that signing in leads to."""
    if user.must_change:
        return places.OWN_PASSWORD
    return "/lots" if office_may(user, OfficeDeed.LIST_LOTS) else "/accounts"
