"""What a browser is told about every answer."""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from relparty.web.settings import WebSettings

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)
"""The Content-Security-Policy of every page that gives none itself."""

_ALWAYS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
"""Referrer-Policy is not `no-referrer`: under it browsers hide the Origin of our own forms too (Fetch, 3.2), and by plain
http that is all `origins.py` has. Other sites are told nothing either way."""
_TWO_YEARS = "max-age=63072000; includeSubDomains"
_SVG = "image/svg+xml"
_INLINE = {
    "script": re.compile(rb"<script(?:\s[^>]*)?>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE),
    "style": re.compile(rb"<style(?:\s[^>]*)?>(.*?)</style\s*>", re.DOTALL | re.IGNORECASE),
}


class SecurityHeaders:
    """ASGI middleware that adds the headers which an answer does not give itself."""

    def __init__(self, app: ASGIApp, settings: WebSettings) -> None:
        self.app = app
        self.told = _ALWAYS | ({"strict-transport-security": _TWO_YEARS} if settings.is_secure else {})

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def send_told(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self.told.items():
                    headers.setdefault(name, value)
                if headers.get("content-type") == _SVG:  # starlette names the encoding of text/* alone
                    headers["content-type"] = f"{_SVG}; charset=utf-8"
            await send(message)

        await self.app(scope, receive, send_told if scope["type"] == "http" else send)


def csp_for(html: bytes) -> str:
    """The policy of a page that we made whole, such as the graph: its own inline scripts and styles by hash, and no more.

    It may be framed by our pages, and runs there as a stranger (sandbox): without our cookies, forms and addresses.
    Reach for it only with pages that the program wrote itself; whatever script stands in the page may run.
    """
    return "; ".join((
        "default-src 'none'",
        f"script-src {_hashes(html, 'script')}",
        f"style-src {_hashes(html, 'style')}",
        "style-src-attr 'unsafe-inline'",
        "img-src data: blob:",
        "font-src data:",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "base-uri 'none'",
        "sandbox allow-scripts allow-downloads allow-modals",
    ))  # fmt: skip


def _hashes(html: bytes, name: str) -> str:
    """The hashes of the inline parts (CSP 3, 6.7.3); carriage returns are no part of what browsers hash."""
    parts = {re.sub(rb"\r\n?", b"\n", part) for part in _INLINE[name].findall(html)} - {b""}
    return " ".join(sorted(f"'sha256-{b64encode(hashlib.sha256(part).digest()).decode()}'" for part in parts)) or "'none'"
