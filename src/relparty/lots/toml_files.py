"""lot.toml and policy.toml, with every key accounted for."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from relparty.encoding import decoded
from relparty.errors import UsageError
from relparty.model.lot import FormFile, Lot, Policy, form_file
from relparty.phrases import Phrase

_KNOWN: dict[str, type] = {
    "id": str,
    "name": str,
    "regime": str,
    "overlay": str,
    "opens_on": date,
    "min_quotes": int,
    "lookback_months": int,
    "allow_network": bool,
    "sources": list,
}
_LATER = frozenset({"buyer"})
"""Keys of the contract that no screening needs."""

_NOT_TOML = Phrase("不是有效的 TOML：{reason}", "it is not valid TOML: {reason}")
_UNKNOWN_KEY = Phrase("无法识别的项 {key}", "unknown key {key}")
_KNOWN_KEYS = Phrase("可用的项：{keys}", "known keys: {keys}")
_WRONG_TYPE = Phrase("{key} 的值 {value} 类型不对，应为{wanted}", "{key} is {value}; it must be {wanted}")
_CORRECT = Phrase("请更正后重试", "correct it and try again")
_POLICY_SHAPE = Phrase('[levels] 下应为“规则 = "级别"”', '[levels] must hold lines of rule = "level"')
_WANTED: dict[type, Phrase] = {
    str: Phrase("文字", "text"),
    int: Phrase("正整数", "a positive whole number"),
    bool: Phrase("true 或 false", "true or false"),
    list: Phrase('来源名称的列表（如 ["cn_gsxt"]）', 'a list of names of sources such as ["cn_gsxt"]'),
    date: Phrase("日期（如 2026-12-01）", "a date such as 2026-12-01"),
}


def lot(folder: Path, as_of: date, regime: str) -> Lot:
    """The lot that lot.toml and policy.toml describe, with the contract's defaults where they are silent.

    Raises UsageError for TOML that does not parse, an unknown key or a value of the wrong type.
    """
    path = folder / "lot.toml"
    values, files = _table(path)
    for key in values:
        if key not in _KNOWN and key not in _LATER:
            raise UsageError(f"{path}", _UNKNOWN_KEY(key=key), _KNOWN_KEYS(keys=", ".join(_KNOWN)))
    told = {key: _value(path, key, values[key]) for key in _KNOWN if key in values}
    policy, policy_files = _policy(folder / "policy.toml")
    return Lot(
        id=told.get("id", folder.resolve().name),
        name=told.get("name", folder.resolve().name),
        regime=regime or told.get("regime", "sub_threshold"),
        overlay=told.get("overlay", ""),
        opens_on=told.get("opens_on", as_of),
        as_of=as_of,
        min_quotes=told.get("min_quotes", 3),
        lookback_months=told.get("lookback_months", 12),
        declares_id="id" in told,
        allow_network=told.get("allow_network", False),
        sources=tuple(told.get("sources", ())),
        policy=policy,
        files=files + policy_files,
    )


def _policy(path: Path) -> tuple[Policy, tuple[FormFile, ...]]:
    values, files = _table(path)
    unknown = [key for key in values if key not in ("title", "levels")]
    if unknown:
        raise UsageError(f"{path}", _UNKNOWN_KEY(key=unknown[0]), _KNOWN_KEYS(keys="title, levels"))
    levels = values.get("levels", {})
    if not isinstance(levels, dict) or not all(isinstance(level, str) for level in levels.values()):
        raise UsageError(f"{path}", _POLICY_SHAPE(), _CORRECT())
    return Policy(str(values.get("title", "")), tuple(sorted(levels.items()))), files


def _table(path: Path) -> tuple[Mapping[str, Any], tuple[FormFile, ...]]:
    if not path.is_file():
        return {}, ()
    content = path.read_bytes()
    try:
        return tomllib.loads(decoded(content)), (form_file(path.name, content),)
    except ValueError as error:
        raise UsageError(f"{path}", _NOT_TOML(reason=str(error)), _CORRECT()) from error


def _value(path: Path, key: str, value: Any) -> Any:  # noqa: ANN401  # a TOML value is any of TOML's types
    wanted = _KNOWN[key]
    if wanted is date:
        value = _day(value)
    if not _is(value, wanted):
        raise UsageError(f"{path}", _WRONG_TYPE(key=key, value=str(value), wanted=_WANTED[wanted]), _CORRECT())
    return value


def _is(value: object, wanted: type) -> bool:
    """Whether a value is what its key wants: whole numbers from 1, lists of text."""
    if isinstance(value, bool) or not isinstance(value, wanted):
        return wanted is bool and isinstance(value, bool)
    if isinstance(value, list):
        return all(isinstance(each, str) for each in value)
    return not isinstance(value, int) or value >= 1


def _day(value: object) -> object:
    """The day that a TOML date, date and time, or ISO text means; other values as they are."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        with suppress(ValueError):
            return date.fromisoformat(value)
    return value
