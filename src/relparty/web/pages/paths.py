"""The parts of paths that routes take: what cannot be a key of ours is answered as a key that does not exist."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query

Id = Annotated[str, Path(pattern="^[0-9a-f]{30}$")]
Code = Annotated[str, Path(pattern="^[0-9A-Za-z]{1,30}$")]
"""A unified social credit code, right or wrong."""
Searched = Annotated[str, Query(alias="q")]
Cursor = Annotated[str, Query(alias="after")]
Offset = Annotated[int, Query(alias="from", ge=0, le=10_000_000)]
