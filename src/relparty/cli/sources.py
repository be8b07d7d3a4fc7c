"""`relparty sources [NAME]`: which registers can be asked, whether they can be used, what they cost; checks and templates for their writers."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import click

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase, Sentence
from relparty.registers import catalog, request_log
from relparty.registers.card import Access, Card, Script, SourceKind
from relparty.settings import Settings

_HELP = Phrase(
    "不带名称：列出全部登记来源及其状态；带名称：该来源的全部说明。本命令从不访问网络。\n\n例：relparty sources cn_qichacha",
    "Without a name: all sources of registers and their state; with one: all about that source. This command never asks a network.\n\n"
    "Example: relparty sources cn_qichacha",
)
_CHECK = Phrase(
    "检查每个来源（或所给来源）的文件、签名和示例", "check the card, code, signing and examples of every source, or of the one named"
)
_NEW = Phrase(
    "新建一个来源，例如 cn_register（见 docs/writing-a-source.md）", "make a new source, such as cn_register (see docs/writing-a-source.md)"
)
_OUT = Phrase("新来源放在此文件夹下（默认：当前文件夹）", "the folder in which the new source is made (default: the current one)")
_PACKAGE = Phrase("新来源自成一个可安装的程序包", "make the new source a package that can be installed")
_ONE_JOB = Phrase("--new 不能与名称或 --check 同用", "--new goes neither with a name nor with --check")
_ONE = Phrase("请分两次运行", "run it twice")

KIND_WORDS: dict[SourceKind, Phrase] = {
    SourceKind.SERVICE: Phrase("经网络查询", "asked over the network"),
    SourceKind.FILES: Phrase("读取已有文件，从不访问网络", "read from files, never asked"),
    SourceKind.TENDERS: Phrase("读取招标数据中的项目", "read for lots of tenders"),
}
_SCRIPT_WORDS: dict[Script, Phrase] = {
    Script.HAN: Phrase("汉字", "Han"),
    Script.LATIN: Phrase("拉丁字母", "Latin"),
    Script.ANY: Phrase("任何文字", "any"),
}
_BROKEN = Phrase("不能使用：{fact}。{next_step}。", "cannot be used: {fact}. {next_step}.")
_KEY_SET = Phrase("密钥已设置", "key set")
_NO_KEY_NEEDED = Phrase("无需密钥", "no key needed")
_KEY_MISSING = Phrase("密钥未设置：{variables}", "key not set: {variables}")
_PRICE = Phrase("每家企业至少 {price} {currency}", "at least {price} {currency} a company")
_FREE = Phrase("免费", "free")
_RATE = Phrase("每次间隔 {seconds} 秒", "{seconds} s between requests")
_CACHE = Phrase("答复保留 {days} 天", "answers kept {days} days")
_LAST = Phrase("上次答复 {at}", "last answered {at}")
_NEVER = Phrase("尚未查询", "never asked")
_TERMS = Phrase("条款", "terms")
_LABELS: dict[str, Phrase] = {
    "publisher": Phrase("提供者", "publisher"),
    "country": Phrase("国家或地区", "country"),
    "home": Phrase("网址", "home"),
    "terms": _TERMS,
    "checked_on": Phrase("条款和接口核对于", "terms and interface compared on"),
    "use": Phrase("使用方式", "use"),
    "key": Phrase("密钥", "key"),
    "script": Phrase("企业名称的文字", "script of its names"),
    "base": Phrase("接口地址", "address asked"),
    "plain_http": Phrase("未加密的原因", "why not encrypted"),
    "price": Phrase("费用", "price"),
    "limits": Phrase("限度", "limits"),
    "last": Phrase("状态", "state"),
    "place": Phrase("缓存和查询日志", "cache and request log"),
}
_LIMITS = Phrase(
    "{rate}；最多等待 {seconds} 秒，重试 {tries} 次，答复不超过 {megabytes} MB，每家企业不超过 {calls} 个请求；{cache}",
    "{rate}; waits {seconds} s at most, tries {tries} times, answers up to {megabytes} MB, up to {calls} calls a company; {cache}",
)
_SOUND = Phrase("符合要求", "ok")
_NOTE = Phrase("注意：{text}", "note: {text}")
_WRITTEN = Phrase("新来源：{path}。下一步见 docs/writing-a-source.md", "New source: {path}. What to do next: docs/writing-a-source.md")
_SEPARATOR: dict[Lang, str] = {"zh": "；", "en": "; "}
_COLON: dict[Lang, str] = {"zh": "：", "en": ": "}

EXIT_PROBLEMS = 1


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("sources", help=_HELP.say(lang))
    @click.argument("name", required=False)
    @click.option("--check", is_flag=True, help=_CHECK.say(lang))
    @click.option("--new", metavar="NAME", help=_NEW.say(lang))
    @click.option("--out", type=click.Path(path_type=Path), default=Path(), help=_OUT.say(lang))
    @click.option("--package", is_flag=True, help=_PACKAGE.say(lang))
    def run(name: str | None, check: bool, new: str | None, out: Path, package: bool) -> None:
        if new is not None:
            if name or check:
                raise UsageError("--new", _ONE_JOB(), _ONE())
            _made(new, out, package, lang)
        elif check:
            sys.exit(_checked(name, lang))
        elif name:
            card = catalog.source(name).card
            click.echo(shown("\n".join([f"{card.title.say(lang)}  ({card.name})", *_full(card, settings)])))
        else:
            click.echo(shown("\n".join(_listing(settings))))

    return run


def _made(name: str, out: Path, package: bool, lang: Lang) -> None:
    from relparty.registers import template  # only those who write a source need it

    click.echo(shown(_WRITTEN(path=str(template.write(out, name, date.today(), as_package=package))).say(lang)))  # noqa: DTZ011  # the writer's calendar day is meant


def _checked(name: str | None, lang: Lang) -> int:
    """The exit code of checking the sources, each with a line of what is wrong with it."""
    from relparty.registers import lint  # it loads every source's code

    if name and name not in catalog.packages():
        catalog.source(name)  # says which there are
    failed = False
    for each, package in catalog.packages().items():
        if name in (None, each):
            found = lint.check(each, package, date.today())  # noqa: DTZ011  # the checker's calendar day is meant
            failed = failed or bool(found.problems)
            said = [sentence.say(lang) for sentence in found.problems] or [_SOUND.say(lang)]
            said += [_NOTE(text=note).say(lang) for note in found.notes]
            click.echo(shown(f"{each}{_COLON[lang]}{_SEPARATOR[lang].join(said)}"))
    return EXIT_PROBLEMS if failed else 0


def _listing(settings: Settings) -> Iterator[str]:
    """Three lines a source, and one where it is broken."""
    lang = settings.lang
    answered = request_log.last_answers(settings.home)
    for name, card in catalog.listed().items():
        if isinstance(card, UsageError):
            yield f"{name}  {_BROKEN(fact=card.fact, next_step=card.next_step).say(lang)}"
            continue
        parts: list[Phrase | Sentence] = [KIND_WORDS[card.kind]]
        if card.access:
            parts += [
                key_state(card.access, settings.environ),
                _price(card),
                _rate(card.access),
                _kept(card.access),
                _last(answered.get(name)),
            ]
        yield f"{name}  {card.title.say(lang)}  [{card.country}]"
        yield f"    {_SEPARATOR[lang].join(part.say(lang) for part in parts)}"
        yield f"    {_TERMS.say(lang)}{_COLON[lang]}{card.terms}"


def _full(card: Card, settings: Settings) -> Iterator[str]:
    """All that the card tells, and the state of the source here: a labelled line each."""
    lang = settings.lang
    for label, value in _rows(card, settings):
        yield f"  {_LABELS[label].say(lang)}{_COLON[lang]}{value if isinstance(value, str) else value.say(lang)}"
    for call, price in card.prices.items():
        yield f"    {call}{_COLON[lang]}{price} {card.currency}"


def _rows(card: Card, settings: Settings) -> Iterator[tuple[str, Phrase | Sentence | str]]:
    yield "use", KIND_WORDS[card.kind]
    yield "publisher", card.publisher
    yield "country", card.country
    yield "home", card.home
    yield "terms", card.terms
    yield "checked_on", card.checked_on.isoformat()
    if card.access is None:
        return
    access = card.access
    yield "script", _SCRIPT_WORDS[card.script]
    yield "base", access.base
    if access.unencrypted_because:
        yield "plain_http", access.unencrypted_because
    yield "key", key_state(access, settings.environ)
    yield (
        "limits",
        _LIMITS(
            rate=_rate(access),
            seconds=f"{access.seconds:g}",
            tries=access.tries,
            megabytes=access.megabytes,
            calls=card.bounds.calls,
            cache=_kept(access),
        ),
    )
    yield "last", _last(request_log.last_answers(settings.home).get(card.name))
    yield "place", str(settings.home)
    yield "price", _price(card)


def key_state(access: Access, environ: Mapping[str, str]) -> Phrase | Sentence:
    """Whether the key of a service is set, and which variables are missing; never a value."""
    if not access.secrets:
        return _NO_KEY_NEEDED
    missing = tuple(variable for variable in access.secrets.values() if not environ.get(variable))
    return _KEY_MISSING(variables=missing) if missing else _KEY_SET


def _price(card: Card) -> Phrase | Sentence:
    return _PRICE(price=f"{card.price_of_company}", currency=card.currency) if card.price_of_company else _FREE


def _rate(access: Access) -> Sentence:
    return _RATE(seconds=f"{access.seconds_between:g}")


def _kept(access: Access) -> Sentence:
    return _CACHE(days=access.cache_days)


def _last(at: str | None) -> Phrase | Sentence:
    return _LAST(at=at) if at else _NEVER
