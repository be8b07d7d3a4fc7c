"""Office files with fixed times: the same content, the same bytes."""

from __future__ import annotations

import io
import zipfile

_TIME = (1980, 1, 1, 0, 0, 0)
"""The earliest that a zip can tell."""


def repacked(content: bytes) -> bytes:
    """The zip with the same members in the same order, and nothing of when or where it was made."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fresh = zipfile.ZipInfo(member.filename, _TIME)
            fresh.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(fresh, old.read(member))
    return buffer.getvalue()
