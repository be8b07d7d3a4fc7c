"""`relparty collect LOT open`: opens the lot."""

from __future__ import annotations

from datetime import date, datetime

import click

from relparty.cli.collect_round import Round
from relparty.errors import UsageError
from relparty.phrases import Lang, Phrase

_OPEN = Phrase("立项", "open the lot")
_NAME = Phrase("项目名称", "name of the lot")
_DEADLINE = Phrase("截止时间，北京时间，如 2026-12-01T09:00", "deadline in China time, as 2026-12-01T09:00")
_OPENS_ON = Phrase("开启日期（默认：截止当日）", "day of opening (default: the day of the deadline)")
_REGIME = Phrase("适用制度", "the regime")
_NOT_A_TIME = Phrase("{text} 不是时间", "{text} is no time")
_LIKE = Phrase("请写成 2026-12-01T09:00 的样子", "write it as in 2026-12-01T09:00")
_OPENED = Phrase("已立项：{number}", "Opened: {number}")
_NOT_A_DAY = Phrase("{text} 不是日期", "{text} is not a date")
_LIKE_A_DAY = Phrase("请写成 2026-12-01 的样子", "write it as in 2026-12-01")


def command(lang: Lang) -> click.Command:
    """The command in that language."""

    @click.command("open", help=_OPEN.say(lang))
    @click.option("--name", required=True, help=_NAME.say(lang))
    @click.option("--deadline", required=True, help=_DEADLINE.say(lang))
    @click.option("--opens-on", default="", help=_OPENS_ON.say(lang))
    @click.option("--regime", default="sub_threshold", help=_REGIME.say(lang))
    @click.pass_obj
    def run(this: Round, name: str, deadline: str, opens_on: str, regime: str) -> None:
        from relparty.casebook import clock, lots

        stamp = _stamp(deadline)
        day = _day(opens_on) if opens_on else clock.day(stamp)
        terms = lots.Terms(this.number, name, stamp, day.isoformat(), regime=regime)
        lots.open_(this.book, this.caller, terms)
        this.say(_OPENED(number=this.number))

    return run


def _stamp(text: str) -> str:
    from relparty.casebook import clock

    try:
        told = datetime.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--deadline", _NOT_A_TIME(text=text), _LIKE()) from error
    return clock.stamp(told if told.tzinfo else told.replace(tzinfo=clock.CHINA))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError("--opens-on", _NOT_A_DAY(text=text), _LIKE_A_DAY()) from error
