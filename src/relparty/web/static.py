"""Own styles, scripts and pictures, under addresses that change with their bytes and may so be kept for ever."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from importlib.resources import files

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from relparty.web import places

_FOR_EVER = "public, max-age=31536000, immutable"


@cache
def version(name: str) -> str:
    """The first part of a file's hash; raises FileNotFoundError."""
    return hashlib.sha256(files("relparty.web").joinpath("static", *name.split("/")).read_bytes()).hexdigest()[:16]


def address(name: str) -> str:
    """The address of a file in `static/`, such as `/static/base.css?v=0f3a…`; raises FileNotFoundError."""
    return f"{places.STATIC}{name}?v={version(name)}"


class VersionedFiles(StaticFiles):
    """Files that a browser keeps for ever where it asked by their version, and asks about again where it did not."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        is_version = scope["query_string"] == f"v={version(self.get_path(scope).replace(os.sep, '/'))}".encode()
        response.headers["cache-control"] = _FOR_EVER if is_version else "no-cache"
        return response
