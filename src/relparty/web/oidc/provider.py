"""Which identity provider the office uses, as the settings name it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from relparty.errors import UsageError
from relparty.phrases import Phrase

ISSUER, CLIENT_ID, CLIENT_SECRET, CLAIM = (f"RELPARTY_OIDC_{name}" for name in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "CLAIM"))

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_MISSING = Phrase("已设置 {told}，但没有设置", "it is not set, while {told} is")
_SET = Phrase("请一并设置，或全部去掉", "set it too, or take them all away")
_NO_HTTPS = Phrase("“{url}”不是以 https:// 开头的网址", "“{url}” is no address that begins with https://")
_HTTPS = Phrase("请填写身份认证系统的签发者网址（issuer）", "set it to the issuer address of the identity provider")


@dataclass(frozen=True, slots=True)
class Provider:
    """The provider and how it knows us; `claim` is the claim by which it names people."""

    issuer: str
    client_id: str
    client_secret: str = field(repr=False)
    claim: str = "sub"


def told(environ: Mapping[str, str]) -> Provider | None:
    """The provider that the settings name, none where they name none; raises UsageError where they name one by half."""
    needed = {name: environ.get(name, "").strip() for name in (ISSUER, CLIENT_ID, CLIENT_SECRET)}
    given = [name for name, value in needed.items() if value]
    if not given:
        return None
    for name, value in needed.items():
        if not value:
            raise UsageError(name, _MISSING(told=given[0]), _SET())
    return Provider(_checked(needed[ISSUER]), needed[CLIENT_ID], needed[CLIENT_SECRET], environ.get(CLAIM, "").strip() or "sub")


def _checked(issuer: str) -> str:
    url = urlsplit(issuer)
    is_secret = url.scheme == "https" or (url.scheme == "http" and url.hostname in _LOOPBACK)
    if not is_secret or not url.hostname or url.query or url.fragment:
        raise UsageError(ISSUER, _NO_HTTPS(url=issuer), _HTTPS())
    return issuer
