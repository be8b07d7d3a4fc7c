"""`relparty rules [NAME]`: what each rule means, how serious it is under each regime, and what it rests on."""

from __future__ import annotations

from datetime import date

import click

from relparty.errors import UsageError
from relparty.model.finding import LEVEL_WORDS
from relparty.model.lot import Policy
from relparty.phrases import Lang, Phrase
from relparty.regimes.regime import Regime, built_in_names, load, overlay_names
from relparty.rules.catalog import rules
from relparty.rules.rule import Rule
from relparty.settings import Settings

_HELP = Phrase(
    "不带名称：列出全部规则及其在各制度下的级别；带名称：说明该规则。\n\n例：relparty rules same_head",
    "Without a name: all rules with their levels under each regime; with one: that rule in full.\n\nExample: relparty rules same_head",
)
_NO_RULE = Phrase("没有名为 {name} 的规则", "there is no rule {name}")
_RULES_ARE = Phrase("可用：{names}", "known: {names}")
_OCP = Phrase("对应 OCP（2024）红旗指标：{flags}", "red flags of the OCP (2024): {flags}")
_SEPARATOR: dict[Lang, str] = {"zh": "；", "en": "; "}
_UNVERIFIED = Phrase("（待核）", " (text to be verified)")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("rules", help=_HELP.say(lang))
    @click.argument("name", required=False)
    def run(name: str | None) -> None:
        if name is None:
            for rule in rules().values():
                click.echo(_line(rule, lang))
        elif name in rules():
            click.echo("\n".join(_full(rules()[name], lang)))
        else:
            raise UsageError(name, _NO_RULE(name=name), _RULES_ARE(names=", ".join(rules())))

    return run


def _line(rule: Rule, lang: Lang) -> str:
    return f"{rule.name:22} {rule.title.say(lang)}"


def _full(rule: Rule, lang: Lang) -> list[str]:
    """The lines that explain a rule: its rows, and for each the level and basis under each regime today."""
    regimes = [name for name in built_in_names() if name not in overlay_names()]
    books = [load(name, "", Policy(), ()) for name in regimes]
    lines = [f"{rule.title.say(lang)}  ({rule.name})"]
    for variant, meaning in rule.variants.items():
        lines += ["", f"  {meaning.say(lang)}  [{variant}]"]
        lines += [f"    {book.title.say(lang)}: {_grade(book, rule.name, variant, lang)}" for book in books]
        for overlay in overlay_names():
            raised = load(regimes[0], overlay, Policy(), ())
            if raised.grade(rule.name, variant) != books[0].grade(rule.name, variant):
                lines.append(f"    + {overlay}: {_grade(raised, rule.name, variant, lang)}")
    return [*lines, "", _OCP(flags=", ".join(rule.ocp)).say(lang)] if rule.ocp else lines


def _grade(book: Regime, rule: str, variant: str, lang: Lang) -> str:
    grade = book.grade(rule, variant)
    basis = book.basis(grade, date.today())  # noqa: DTZ011  # the office's calendar day is meant
    articles = _SEPARATOR[lang].join(each.article.say(lang) + ("" if each.verified else _UNVERIFIED.say(lang)) for each in basis)
    return f"{LEVEL_WORDS[grade.level].say(lang)}" + (f" — {articles}" if articles else "")
