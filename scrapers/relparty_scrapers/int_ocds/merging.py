"""Releases of one procedure put together by the standard's rule: the newest value holds, `null` removes, lists go by id."""

from __future__ import annotations

from collections.abc import Mapping


def merged(older: Mapping[str, object], newer: Mapping[str, object]) -> dict[str, object]:
    """The older release with what the newer one says instead; what the newer is silent about stays."""
    found = dict(older)
    for key, value in newer.items():
        before = found.get(key)
        if value is None:
            found.pop(key, None)
        elif isinstance(value, Mapping):
            found[key] = merged(before if isinstance(before, Mapping) else {}, value)
        elif isinstance(value, list) and isinstance(before, list) and _have_ids(value) and _have_ids(before):
            found[key] = _by_id(before, value)
        else:
            found[key] = value
    return found


def _have_ids(rows: list[object]) -> bool:
    return all(isinstance(row, Mapping) and row.get("id") is not None for row in rows)


def _by_id(older: list[Mapping[str, object]], newer: list[Mapping[str, object]]) -> list[Mapping[str, object]]:
    """Rows of one id merged, the others added; two rows of one id in one list stay two."""
    found = list(older)
    places = {str(row["id"]): at for at, row in reversed(list(enumerate(older)))}
    for row in newer:
        at = places.pop(str(row["id"]), None)
        if at is None:
            found.append(row)
        else:
            found[at] = merged(found[at], row)
    return found
