"""Where a request says it comes from, and by which name it calls us."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from relparty.web import places
from relparty.web.errors import from_elsewhere, other_name
from relparty.web.security.rates import SAFE
from relparty.web.settings import WebSettings

_LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


class Origins:
    """ASGI middleware: unsafe requests from other sites are refused, and so is every other name for this server.

    The name matters on a laptop: a hostile page can point its own name at 127.0.0.1 (DNS rebinding), and every check of
    origins would then agree with it. Who watches the server asks `/health` by any name.
    """

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self.origins = frozenset(_origins(settings.public_url))
        self.hosts = frozenset(urlsplit(each).netloc for each in self.origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] != places.HEALTH:
            headers = Headers(scope=scope)
            if headers.get("host", "").lower() not in self.hosts:
                raise other_name()
            if scope["method"] not in SAFE and not is_from_us(headers, self.origins):
                raise from_elsewhere()
        await self.app(scope, receive, send)


def is_from_us(headers: Headers, origins: frozenset[str]) -> bool:
    """Whether an unsafe request can come from a page of ours, by what the browser says of it.

    Sec-Fetch-Site is asked first; by plain http browsers do not send it, and Origin speaks. A program sends neither: it has
    no cookies of anybody, and where it had, the form's mark would be missing.
    """
    site, origin = headers.get("sec-fetch-site"), headers.get("origin")
    if origin is not None and origin.lower() not in origins:
        return False
    return site in (None, "same-origin", "none")


def _origins(public_url: str) -> list[str]:
    """The origin of an address; on this machine alone, all the names that this machine has for itself."""
    url = urlsplit(public_url.lower())
    host, _, port = url.netloc.rpartition(":") if not url.netloc.endswith("]") and ":" in url.netloc else (url.netloc, "", "")
    shown = f":{port}" if port and port != {"http": "80", "https": "443"}.get(url.scheme) else ""
    return [f"{url.scheme}://{each}{shown}" for each in (_LOOPBACK if host in _LOOPBACK else (host,))]
