"""Whether one source keeps the rules of the port: its card, its code, its signing and its recorded examples.

It never asks a network. What it says is for whoever writes or installs a source (`relparty sources --check`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from importlib.resources.abc import Traversable

from relparty.errors import UsageError
from relparty.phrases import Phrase, Sentence, verbatim
from relparty.registers import catalog, lint_code, lint_examples
from relparty.registers.card import Access, Card, SourceKind, is_source_name
from relparty.registers.lookup import Call
from relparty.registers.source import FileParse, ServiceParse, Source, TenderParse

_OLDEST_CHECK = 365
_WEB = ("https://", "http://")

_WRONG_NAME = Phrase(
    "名称 {name} 应为国家代码加下划线和小写字母，例如 cn_register",
    "the name {name} must be a country and words in small letters: cn_register",
)
_OLD_CHECK = Phrase("条款和接口上次核对于 {day}，已超过一年", "its terms and interface were last compared on {day}, more than a year ago")
_CHECKED_LATER = Phrase("checked_on {day} 晚于今天", "checked_on {day} is after today")
_NO_ADDRESS = Phrase("{key} 应以网址开头", "{key} must begin with a web address")
_UNENCRYPTED = Phrase(
    "base 为 http：请改用 https，或在 unencrypted_because 写明原因", "base is plain http: use https, or say why in unencrypted_because"
)
_NO_REASON_NEEDED = Phrase("base 已是 https，不需要 unencrypted_because", "base is https: unencrypted_because has nothing to explain")
_VARIABLE = Phrase("密钥变量 {variable} 应以 {start} 开头", "the variable {variable} of a secret must begin with {start}")
_NO_FUNCTIONS = Phrase("{file} 缺少接口要求的函数：{names}", "{file} lacks functions of the port: {names}")
_SIGNING_FAILED = Phrase("fetch.signed 出错（{reason}）", "fetch.signed failed ({reason})")
_NOT_COVERED = Phrase(
    "signed_with 缺少签名时加上的 {names}：密钥会留在缓存中", "signed_with lacks {names}, which signing adds: the cache would keep them"
)
_TOO_WIDE = Phrase(
    "signed_with 含有请求本身的参数 {names}：不同的请求会被当作同一个",
    "signed_with names parameters of the calls themselves ({names}): the cache would take different calls for one",
)
_UNSIGNED = Phrase("signed_with 中的 {names} 并不由签名加上", "signed_with names what signing never adds: {names}")


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with a source, and what its keeper should know though it works."""

    problems: tuple[Sentence, ...] = ()
    notes: tuple[Sentence, ...] = ()


def check(name: str, package: str, today: date) -> Found:
    """What is wrong with the source in a package; nothing is raised, whatever the package does."""
    try:
        source = catalog.loaded(name, package)
    except UsageError as error:
        return Found((error.fact,))
    problems = [*_card(source.card, today), *_functions(source), *lint_code.problems(package, _code(files(package)))]
    if not problems:
        problems = [*_signing(source), *lint_examples.problems(source)]
    return Found(tuple(problems), tuple(_notes(source.card, today)))


def _code(folder: Traversable, inside: str = "") -> dict[str, str]:
    """The text of each module of a source by its place in the folder."""
    found: dict[str, str] = {}
    for each in folder.iterdir():
        if each.is_dir():
            found |= _code(each, f"{inside}{each.name}/")
        elif each.name.endswith(".py"):
            found[f"{inside}{each.name}"] = each.read_text(encoding="utf-8")
    return found


def _card(card: Card, today: date) -> Iterator[Sentence]:
    if not is_source_name(card.name):
        yield _WRONG_NAME(name=card.name)
    if card.checked_on > today:
        yield _CHECKED_LATER(day=card.checked_on)
    for key, value in (("home", card.home), ("terms", card.terms)):
        if not value.startswith(_WEB):
            yield _NO_ADDRESS(key=key)
    if card.access:
        yield from _access(card.name, card.access)


def _access(name: str, access: Access) -> Iterator[Sentence]:
    is_encrypted = access.base.startswith("https://")
    if not is_encrypted and not access.unencrypted_because.strip():
        yield _UNENCRYPTED()
    if is_encrypted and access.unencrypted_because:
        yield _NO_REASON_NEEDED()
    start = f"RELPARTY_{name.upper()}_"
    for variable in access.secrets.values():
        if not variable.startswith(start):
            yield _VARIABLE(variable=variable, start=start)


def _notes(card: Card, today: date) -> Iterator[Sentence]:
    if (today - card.checked_on).days > _OLDEST_CHECK:
        yield _OLD_CHECK(day=card.checked_on)


def _functions(source: Source) -> Iterator[Sentence]:
    if source.card.kind is SourceKind.SERVICE:
        if source.fetch is None:
            yield _NO_FUNCTIONS(file="fetch.py", names="company, signed")
        if not isinstance(source.parse, ServiceParse):
            yield _NO_FUNCTIONS(file="parse.py", names="check, company")
    elif source.card.kind is SourceKind.FILES and not isinstance(source.parse, FileParse):
        yield _NO_FUNCTIONS(file="parse.py", names="recognises, extracts")
    elif source.card.kind is SourceKind.TENDERS and not isinstance(source.parse, TenderParse):
        yield _NO_FUNCTIONS(file="parse.py", names="recognises, lots")


def _signing(source: Source) -> Iterator[Sentence]:
    """Whether `signed_with` names what signing adds and nothing else: all of it is kept out of the cache."""
    access = source.card.access
    if access is None:
        return
    calls = lint_examples.calls(source)
    secrets = {name: f"invented-{name}" for name in access.secrets}
    try:
        signed = [source.service[0].signed(call, secrets, datetime(2026, 1, 1, tzinfo=UTC)) for call in calls or [Call("", "")]]
    except Exception as error:  # noqa: BLE001  # the code of a source may fail in any way: that is what is told
        yield _SIGNING_FAILED(reason=type(error).__name__)
        return
    params = {name for each in signed for name, _ in each.params}
    headers = {name for each in signed for name, _ in each.headers}
    bare = (params | (headers if access.secrets else set())) - set(access.signed_with)  # a header that proves nothing may be kept
    if bare:
        yield _NOT_COVERED(names=_listed(bare))
    asked = {name for call in calls for name, _ in call.params} & set(access.signed_with)
    if asked:
        yield _TOO_WIDE(names=_listed(asked))
    never = set(access.signed_with) - params - headers - asked
    if never:
        yield _UNSIGNED(names=_listed(never))


def _listed(names: set[str]) -> tuple[Sentence, ...]:
    return tuple(verbatim(name) for name in sorted(names))
