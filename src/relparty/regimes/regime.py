"""A regime: the level and basis of each row of the rules, with overlays and a unit's policy laid over it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from relparty.errors import UsageError
from relparty.model.finding import Basis, Level
from relparty.model.lot import Policy
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from relparty.rules.rule import Rule

_DATA = files("relparty.regimes")
_NAMED_MISSING = 3
_ARTICLES = "articles"

_NO_REGIME = Phrase("没有名为 {name} 的制度或叠加规则", "there is no regime or overlay {name}")
_CHOOSE = Phrase(
    "可用：{names}；也可在项目文件夹的 regimes/ 下自行添加", "known: {names}; you may add your own under regimes/ in the lot's folder"
)
_NOT_REGIME = Phrase("制度文件有误：{reason}", "the regime file is wrong: {reason}")
_UNKNOWN_ROW = Phrase("没有这条规则：{row}", "there is no such rule: {row}")
_WRONG_ARTICLE = Phrase(
    "条文 {key} 缺少 article、text、valid_from 或 verified", "article {key} lacks article, text, valid_from or verified"
)
_INCOMPLETE = Phrase(
    "不是完整的制度（叠加规则须与制度一起使用），缺少：{missing}", "it is no complete regime (an overlay goes with one); missing: {missing}"
)
_CORRECT = Phrase("请按文档更正后重试", "correct it as the docs say and try again")
_UNKNOWN_RULE = Phrase("policy.toml 中没有这条规则：{rule}", "policy.toml names no known rule: {rule}")
_RULES_ARE = Phrase("可用的规则：{names}", "known rules: {names}")
_UNKNOWN_LEVEL = Phrase("{rule} 的级别 {level} 无法识别", "{rule} has the unknown level {level}")
_LEVELS_ARE = Phrase("可用的级别：bar、deemed、review、lead", "known levels: bar, deemed, review, lead")
_LOWERS = Phrase(
    "{rule} 现为 {now}，单位规定只能加严，不能降为 {level}", "{rule} is {now}; a unit's policy may raise it but not lower it to {level}"
)
_RAISE = Phrase("请删去该行或改为更严的级别", "remove the line or name a stricter level")
POLICY_ARTICLE = "unit_policy"


@dataclass(frozen=True, slots=True)
class Grade:
    """The level of one row of a rule, and the articles it rests on (keys of articles.toml)."""

    level: Level
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Regime:
    """The grades by `rule.variant` or `rule`, and the articles they name."""

    name: str
    title: Phrase
    grades: Mapping[str, Grade]
    articles: Mapping[str, Mapping[str, Any]]

    def grade(self, rule: str, variant: str) -> Grade:
        """The grade of a row: its own line, or else the rule's."""
        return self.grades.get(f"{rule}.{variant}") or self.grades[rule]

    def basis(self, grade: Grade, on: date) -> tuple[Basis, ...]:
        """What a grade rests on, as the articles in force on that day."""
        return tuple(_basis(self.articles[key]) for key in grade.basis if _in_force(self.articles[key], on))


def load(name: str, overlay: str, policy: Policy, folders: tuple[Path, ...]) -> Regime:
    """The regime of a lot with its overlay and policy; `folders` are looked at before the built-in ones.

    Raises UsageError for an unknown name, a file that is no regime, or a policy that lowers a level.
    """
    table = _table(name, folders)
    articles = {**_built_in(_ARTICLES), **_own_articles(name, table)}
    grades = _grades(name, table)
    if overlay:
        over = _table(overlay, folders)
        articles |= _own_articles(overlay, over)
        grades = _laid_over(grades, _grades(overlay, over))
    missing = sorted({key for grade in grades.values() for key in grade.basis} - articles.keys()) + _ungraded(name, table, grades)
    if missing or "title" not in table:
        raise UsageError(name, _INCOMPLETE(missing=", ".join(missing[:_NAMED_MISSING]) or "title"), _CORRECT())
    regime = Regime(name, Phrase(**table["title"]), grades, {**articles, POLICY_ARTICLE: _policy_article(articles, policy)})
    return replace(regime, grades=_raised(regime, policy))


def _grades(name: str, table: Mapping[str, Any]) -> dict[str, Grade]:
    try:
        grades = {key: Grade(Level.of(line["level"]), tuple(line["basis"])) for key, line in table["levels"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise UsageError(name, _NOT_REGIME(reason=f"{type(error).__name__} {error}"), _CORRECT()) from error
    unknown = [] if _is_built_in(name, table) else [key for key in grades if not _is_row(key)]
    if unknown:
        raise UsageError(name, _UNKNOWN_ROW(row=unknown[0]), _CORRECT())
    return grades


def _rules() -> Mapping[str, Rule]:
    """All rules, which nobody asks for who judges by a built-in regime alone: tests hold those to the rules, and a batch needs none to be loaded."""
    from relparty.rules.catalog import rules

    return rules()


def _is_row(key: str) -> bool:
    rule, _, variant = key.partition(".")
    return rule in _rules() and (not variant or variant in _rules()[rule].variants)


def _policy_article(articles: Mapping[str, Any], policy: Policy) -> Mapping[str, Any]:
    """The article of a unit's policy, with the title of its document where policy.toml gives one."""
    article: Mapping[str, Any] = articles[POLICY_ARTICLE]
    if not policy.title:
        return article
    return {
        **article,
        "article": {"zh": f"{article['article']['zh']}《{policy.title}》", "en": f"{article['article']['en']}: {policy.title}"},
    }


def _own_articles(name: str, table: Mapping[str, Any]) -> Mapping[str, Any]:
    """The articles that a regime file brings along; UsageError for one that lacks a part."""
    articles: Mapping[str, Any] = table.get("articles", {})
    for key, article in articles.items():
        if not {"article", "text", "valid_from", "verified"} <= article.keys():
            raise UsageError(name, _WRONG_ARTICLE(key=key), _CORRECT())
    return articles


def _ungraded(name: str, table: Mapping[str, Any], grades: Mapping[str, Grade]) -> list[str]:
    """The rows of rules for which a regime from outside has no line, or an overlay that is taken for one."""
    if _is_built_in(name, table) and not table.get("overlay", False):
        return []
    rows = ((rule.name, f"{rule.name}.{variant}") for rule in _rules().values() for variant in rule.variants)
    return [row for rule, row in rows if row not in grades and rule not in grades]


def _laid_over(grades: Mapping[str, Grade], over: Mapping[str, Grade]) -> dict[str, Grade]:
    """The grades with those of an overlay: where it names a rule, all its rows; it only raises."""
    found = dict(grades)
    for key, grade in over.items():
        for row in {key, *_rows(found, key)}:
            now = found.get(row) or found[row.partition(".")[0]] if row in found or row.partition(".")[0] in found else None
            if now is None or grade.level > now.level:
                found[row] = Grade(grade.level, (*grade.basis, *(now.basis if now else ())))
    return found


def _rows(grades: Mapping[str, Grade], key: str) -> list[str]:
    return [row for row in grades if row == key or ("." not in key and row.startswith(f"{key}."))]


def _raised(regime: Regime, policy: Policy) -> dict[str, Grade]:
    found = dict(regime.grades)
    for key, word in policy.levels:
        rule, _, variant = key.partition(".")
        if not _is_row(key) or rule == "unchecked":
            raise UsageError("policy.toml", _UNKNOWN_RULE(rule=key), _RULES_ARE(names=", ".join(_rules())))
        level = next((each for each in Level if each.word == word and each >= Level.LEAD), None)
        if level is None:
            raise UsageError("policy.toml", _UNKNOWN_LEVEL(rule=key, level=word), _LEVELS_ARE())
        variants = [variant] if variant else list(_rules()[rule].variants)
        for each in variants:
            now = regime.grade(rule, each)
            if variant and level < now.level:
                raise UsageError("policy.toml", _LOWERS(rule=key, now=now.level.word, level=word), _RAISE())
            if level > now.level:
                found[f"{rule}.{each}"] = Grade(level, (POLICY_ARTICLE, *now.basis))
        if not variant and all(level < regime.grade(rule, each).level for each in variants):
            raise UsageError("policy.toml", _LOWERS(rule=key, now=regime.grade(rule, variants[0]).level.word, level=word), _RAISE())
    return found


def _table(name: str, folders: tuple[Path, ...]) -> Mapping[str, Any]:
    for folder in folders:
        path = folder / f"{name}.toml"
        if _is_plain(name) and path.is_file():
            try:
                return tomllib.loads(path.read_text(encoding="utf-8"))
            except ValueError as error:
                raise UsageError(str(path), _NOT_REGIME(reason=str(error)), _CORRECT()) from error
    if name not in built_in_names():
        raise UsageError("lot.toml", _NO_REGIME(name=name), _CHOOSE(names=", ".join(built_in_names())))
    return _built_in(name)


def title_of(name: str) -> Phrase:
    """The title of a built-in regime or overlay; for a user's own, its name."""
    return Phrase(**_built_in(name)["title"]) if name in built_in_names() else Phrase(name, name)


def _is_built_in(name: str, table: Mapping[str, Any]) -> bool:
    """Whether a table comes with the program, and not from a file of that name that stands before it."""
    return name in built_in_names() and table is _built_in(name)


def _is_plain(name: str) -> bool:
    return name.replace("_", "").replace("-", "").isalnum()


@cache
def _built_in(name: str) -> Mapping[str, Any]:
    return tomllib.loads(_DATA.joinpath(f"{name}.toml").read_text(encoding="utf-8"))


@cache
def built_in_names() -> tuple[str, ...]:
    """The regimes and overlays that come with the program."""
    names = (each.name.removesuffix(".toml") for each in _DATA.iterdir() if each.name.endswith(".toml"))
    return tuple(sorted(name for name in names if name != _ARTICLES))


def overlay_names() -> tuple[str, ...]:
    """Those of the built-in ones that are laid over a regime and stand on none of their own."""
    return tuple(name for name in built_in_names() if _built_in(name).get("overlay", False))


def _in_force(article: Mapping[str, Any], on: date) -> bool:
    return bool(article["valid_from"] <= on <= article.get("valid_until", date.max))


def _basis(article: Mapping[str, Any]) -> Basis:
    return Basis(Phrase(**article["text"]), Phrase(**article["article"]), article["verified"])
