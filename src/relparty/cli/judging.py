"""The options that batches share: the bundle, the day, and what lots are judged by."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from relparty.errors import UsageError
from relparty.model.lot import Policy
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.batch.flow import Batch
    from relparty.regimes.regime import Regime

_REGISTER = Phrase("登记数据包（relparty register build 生成）", "the prepared register (made by relparty register build)")
_REGIME = Phrase("适用制度（默认 sub_threshold）", "the regime to apply (default sub_threshold)")
_OVERLAY = Phrase("叠加规则，例如 shenzhen", "an overlay, such as shenzhen")
_MIN_QUOTES = Phrase("至少需要几家报价", "how many quotes are needed")
_NO_REGIME = Phrase("没有名为 {name} 的制度", "there is no regime {name}")
_NO_OVERLAY = Phrase("没有名为 {name} 的叠加规则", "there is no overlay {name}")
_KNOWN = Phrase("可用：{names}", "known: {names}")
_AS_OF = Phrase("以此日期为准（默认：数据包的日期）", "the day looked at (default: that of the bundle)")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options say."""

    bundle: Path
    regime: str
    overlay: str
    min_quotes: int
    as_of: datetime | None


def options(lang: Lang) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Gives a command these options, in one argument `terms`."""

    def with_options(run: Callable[..., None]) -> Callable[..., None]:
        @wraps(run)
        def gathered(bundle: Path, regime: str, overlay: str, min_quotes: int, as_of: datetime | None, **others: Any) -> None:  # noqa: ANN401  # the command's own options
            run(terms=Asked(bundle, regime, overlay, min_quotes, as_of), **others)

        for option in (
            click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=_AS_OF.say(lang)),
            click.option("--min-quotes", type=click.IntRange(1), default=3, show_default=True, help=_MIN_QUOTES.say(lang)),
            click.option("--overlay", default="", help=_OVERLAY.say(lang)),
            click.option("--regime", default="sub_threshold", help=_REGIME.say(lang)),
            click.option(
                "--register", "bundle", required=True, metavar="BUNDLE", type=click.Path(path_type=Path), help=_REGISTER.say(lang)
            ),
        ):
            gathered = option(gathered)
        return gathered

    return with_options


def regime(asked: Asked, settings: Settings) -> Regime:
    """The regime asked for; raises UsageError where there is none."""
    from relparty.regimes import regime as regimes

    folders = (settings.regimes_dir,) if settings.regimes_dir else ()
    own = {path.stem for folder in folders for path in folder.glob("*.toml")}
    known = own.union(regimes.built_in_names())
    if asked.regime not in known:
        raise UsageError(
            "--regime", _NO_REGIME(name=asked.regime), _KNOWN(names=", ".join(sorted(known.difference(regimes.overlay_names()))))
        )
    if asked.overlay and asked.overlay not in known:
        raise UsageError("--overlay", _NO_OVERLAY(name=asked.overlay), _KNOWN(names=", ".join(sorted(own.union(regimes.overlay_names())))))
    return regimes.load(asked.regime, asked.overlay, Policy(), folders)


def batch(lots: Path, out: Path, asked: Asked, settings: Settings) -> Batch:
    """The batch asked for; raises UsageError for a wrong bundle or regime."""
    from relparty.batch import grades
    from relparty.batch.flow import Batch
    from relparty.bundle.reading import opened

    bundle = opened(asked.bundle)
    day = asked.as_of.date() if asked.as_of else bundle.as_of
    return Batch(lots, bundle, out, grades.terms(regime(asked, settings), asked.min_quotes), day)
