"""Answers that are files: named safely, and never taken by a browser for a page of ours."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from starlette.responses import Response, StreamingResponse

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
}
UNKNOWN = "application/octet-stream"
CLOSED = "default-src 'none'; sandbox"
"""The policy of an answer that is no page: nothing in it runs, and nothing is fetched for it."""


def file(name: str, content: bytes | Iterable[bytes], media_type: str = UNKNOWN) -> Response:
    """The content as a download under that name, whatever is in either."""
    headers = {"content-disposition": disposition(name), "content-security-policy": CLOSED, "x-content-type-options": "nosniff"}
    if isinstance(content, bytes):
        return Response(content, media_type=media_type, headers=headers)
    return StreamingResponse(iter(content), media_type=media_type, headers=headers)


def disposition(name: str) -> str:
    """The header that makes a browser save and not show (RFC 6266): the name as it is, and in ASCII for old ones."""
    plain = "".join(char if char.isascii() and (char.isalnum() or char in "-_.") else "_" for char in name) or "file"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
