"""What commands that ask registers have in common: their options, their permission, the plan and the progress they show."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import wraps
from typing import TYPE_CHECKING, Any

import click

from relparty.errors import SourceUnusable, UsageError
from relparty.identifiers.masking import shown
from relparty.model.lot import Lot
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.registers.client import Allowance, Client
    from relparty.registers.expansion import Expansion, Plan, Start
    from relparty.registers.lookup import Wanted

DEPTH, REQUESTS = 6, 300

_DEPTH = Phrase("向上查询的层数上限（默认 {n}）", "the most layers to ask for upwards (default {n})")
_REQUESTS = Phrase("向来源发出请求的次数上限（默认 {n}）", "the most requests to sources (default {n})")
_BUDGET = Phrase("收费接口的费用上限（默认 0：不发出收费请求）", "the most that paid calls may cost (default 0: none is made)")
_NOT_MONEY = Phrase("{text} 不是金额", "{text} is not a sum of money")
_LIKE = Phrase("请写成 20 或 20.50 的样子", "write it as in 20 or 20.50")
_NOT_ALLOWED = Phrase("本项目未允许向 {name} 查询", "this lot does not allow {name} to be asked")
_ALLOW = Phrase(
    '开启前投标人名单是秘密。如经批准，请在 lot.toml 写入 allow_network = true 和 sources = ["{name}"]',
    'before opening the list of bidders is secret; if it is approved, write allow_network = true and sources = ["{name}"] into lot.toml',
)
_NOT_A_SERVICE = Phrase("{name} 不能联网查询", "{name} is not asked over the network")
_PUT = Phrase("请把保存的页面或文件放入项目的 register/ 文件夹", "put the saved pages or files into the lot's folder register/")
_PLAN = Phrase("第 {layer} 层：{n} 家企业，来源 {sources}", "Layer {layer}: companies {n}, asking {sources}")
_CURRENCIES = Phrase("所选来源的计价货币不同：{currencies}", "the sources chosen are paid in different currencies: {currencies}")
_ONE_BY_ONE = Phrase("请分别查询各来源", "ask them one after the other")
_PRICE = Phrase(
    "，至少 {price} {currency}（已有答复的不计；总额不超过 {budget}）",
    ", at least {price} {currency} (kept answers cost nothing; never more than {budget} in all)",
)
_ASKING = Phrase("查询登记信息", "Asking registers")
_SPENT = Phrase("登记查询：发出 {n} 次请求，费用 {money}", "Registers: {n} requests, cost {money}")


def options(lang: Lang, depth: int = DEPTH) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options that limit what is asked, for a command: it is given them together, as its `limits`."""

    def add(run: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(run)
        def limited(*, depth: int, requests: int, budget: str, **others: object) -> None:
            run(limits=Limits(depth, requests, budget), **others)

        limited = click.option("--budget", default="0", help=_BUDGET.say(lang))(limited)
        limited = click.option("--requests", type=click.IntRange(0), default=REQUESTS, help=_REQUESTS(n=REQUESTS).say(lang))(limited)
        return click.option("--depth", type=click.IntRange(0, 30), default=depth, help=_DEPTH(n=depth).say(lang))(limited)

    return add


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a run as told on the command line."""

    depth: int
    requests: int
    budget: str

    def allowance(self) -> Allowance:
        """What may be asked; raises UsageError where the budget is no sum of money."""
        from relparty.registers.client import Allowance

        try:
            money = Decimal(self.budget)
        except InvalidOperation:
            money = Decimal("NaN")
        if not money.is_finite() or money < 0:
            raise UsageError("--budget", _NOT_MONEY(text=self.budget), _LIKE())
        return Allowance(self.requests, money)


def check_allowed(lot: Lot, names: Iterable[str]) -> None:
    """Nothing where the lot allows each of the sources to be asked; raises UsageError where it does not."""
    for name in names:
        if not lot.allow_network or name not in lot.sources:
            raise UsageError("lot.toml", _NOT_ALLOWED(name=name), _ALLOW(name=name))


def clients(names: Sequence[str], settings: Settings, limits: Limits) -> list[Client]:
    """A client for each source, all within one allowance.

    Raises UsageError for a source that there is not, that is no service or whose key is not set, and for sources paid
    in different currencies, which one limit of money cannot bound.
    """
    from relparty.registers import catalog
    from relparty.registers.card import SourceKind
    from relparty.registers.client import client

    allowance, found = limits.allowance(), []
    for name in dict.fromkeys(names):
        source = catalog.source(name)
        if source.card.kind is not SourceKind.SERVICE:
            raise UsageError(name, _NOT_A_SERVICE(name=name), _PUT())
        try:
            found.append(client(source, settings.home, settings.environ, allowance))
        except SourceUnusable as error:
            raise UsageError(error.place, error.fact, error.next_step) from error
    currencies = sorted({asker.source.card.currency for asker in found if asker.source.card.price_of_company})
    if len(currencies) > 1:
        raise UsageError("--source", _CURRENCIES(currencies=tuple(currencies)), _ONE_BY_ONE())
    return found


def expanded(starts: Iterable[Start], askers: Sequence[Client], settings: Settings, limits: Limits) -> Expansion:
    """What the sources tell of the companies and of those above them; the plan of each layer is shown before it is asked for."""
    from relparty.model.party import Party
    from relparty.ownership.hubs import is_hub
    from relparty.registers.expansion import expand

    with _watcher(settings.lang, limits.budget) as watcher:
        found = expand(
            starts,
            askers,
            limits.depth,
            lambda holder: is_hub(Party("", holder.name, holder.kind)),
            watcher,
        )
    allowance = askers[0].allowance
    _say(_SPENT(n=allowance.asked, money=f"{allowance.spent:f}").say(settings.lang))
    return found


class _Shown:
    """Prints each plan and moves a bar where somebody watches."""

    def __init__(self, lang: Lang, budget: str, advance: Callable[[int, int], None]) -> None:
        self.lang, self.budget, self.advance = lang, budget, advance

    def plans(self, plan: Plan) -> None:
        words = _PLAN(layer=plan.layer, n=plan.companies, sources=tuple(plan.sources) or "—").say(self.lang)
        price = _PRICE(price=f"{plan.price:f}", currency=plan.currency, budget=self.budget).say(self.lang) if plan.price else ""
        _say(words + price)
        self.advance(plan.companies, 0)

    def asked(self, wanted: Wanted) -> None:  # noqa: ARG002  # the watcher's signature: no name is printed
        self.advance(0, 1)


@contextmanager
def _watcher(lang: Lang, budget: str) -> Iterator[_Shown]:
    if not sys.stderr.isatty():
        yield _Shown(lang, budget, lambda _more, _done: None)
        return
    from rich.console import Console
    from rich.progress import Progress

    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_ASKING.say(lang), total=0)

        def advance(more: int, done: int) -> None:
            bar.update(task, total=(bar.tasks[0].total or 0) + more, advance=done)

        yield _Shown(lang, budget, advance)


def _say(text: str) -> None:
    click.echo(shown(text), err=True)
