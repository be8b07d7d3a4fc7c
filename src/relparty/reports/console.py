"""The screening on the console: verdict first, then the pairs by level, then what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.text import Text

from relparty.model.finding import LEVEL_WORDS, Level
from relparty.phrases import Lang, Phrase
from relparty.reports.document import Document
from relparty.reports.words import CERTAINTY, COUNTS, VERDICT, VERDICT_MEANING
from relparty.rules.catalog import rules

_STYLE = {
    Level.BAR: "bold red",
    Level.DEEMED: "bold red",
    Level.REVIEW: "bold yellow",
    Level.LEAD: "cyan",
    Level.NOTE: "dim",
    Level.UNCHECKED: "bold magenta",
}
_VERDICT_STYLE = {
    "stop": "bold white on red",
    "review": "bold black on yellow",
    "incomplete": "bold white on magenta",
    "clear": "bold white on green",
}
_ORDER = (Level.BAR, Level.DEEMED, Level.REVIEW, Level.LEAD, Level.UNCHECKED, Level.NOTE)
_PATHS_SHOWN = 3

_NONE = Phrase("没有发现需要说明的关系。", "Nothing was found that needs a word.")
_NEXT = Phrase("下一步：", "Next: ")
_BASIS = Phrase("依据：", "Basis: ")
_EVIDENCE = Phrase("证据：", "Evidence: ")
_MORE = Phrase("（另有 {n} 条路径，见报告）", "({n} more paths in the report)")


def show(told: Document, lang: Lang, *, to_stderr: bool = False) -> None:
    """Prints the screening; to standard error when standard output carries the document itself."""
    console = Console(stderr=to_stderr, highlight=False, emoji=False)
    verdict = told["verdict"]
    console.print()
    console.print(
        Text.assemble(
            (f" {VERDICT[verdict].say(lang)} ", _VERDICT_STYLE[verdict]), "  ", (told["lot"]["name"], "bold"), f"  {told['lot']['id']}"
        )
    )
    console.print(VERDICT_MEANING[verdict].say(lang))
    console.print(_counts(told["quotes"], lang), style="dim")
    for level in _ORDER:
        found = [finding for finding in told["findings"] if finding["level"] == level.word]
        if found:
            console.print()
            console.print(Text(f"■ {LEVEL_WORDS[level].say(lang)} ({len(found)})", style=_STYLE[level]))
        for finding in found:
            for line in _lines(finding, level, lang):
                console.print(line)
    if not told["findings"]:
        console.print(_NONE.say(lang))
    console.print()


def _counts(quotes: Document, lang: Lang) -> str:
    return " · ".join(f"{words.say(lang)} {quotes[name]}" for name, words in COUNTS.items())


def _lines(finding: Document, level: Level, lang: Lang) -> Iterator[Padding]:
    title = rules()[finding["rule"]].title.say(lang)
    certainty = f" · {CERTAINTY[finding['certainty']].say(lang)}" if finding["certainty"] else ""
    yield _indented(f"[bold]{escape(title)}[/bold]{certainty}", 2)
    if finding["bidders"] and len(finding["bidders"]) < 2:  # a pair's sentence names both
        yield _indented(escape(finding["bidders"][0]), 4)
    yield _indented(escape(finding["summary"]), 4)
    if level is not Level.UNCHECKED:
        for path in finding["paths"][:_PATHS_SHOWN]:
            yield _indented(f"[dim]{_EVIDENCE.say(lang)}[/dim]" + escape(_path(path)), 4)
        if len(finding["paths"]) > _PATHS_SHOWN:
            yield _indented(_MORE(n=len(finding["paths"]) - _PATHS_SHOWN).say(lang), 4)
    articles = "；".join(basis["article"] for basis in finding["basis"])
    if articles:
        yield _indented(f"[dim]{_BASIS.say(lang)}[/dim]" + escape(articles), 4)
    yield _indented(f"[dim]{_NEXT.say(lang)}[/dim]" + escape(finding["next_step"]), 4)


def _path(path: Document) -> str:
    return "；".join(f"{step['from']} —{step['relation']}→ {step['to']}" for step in path["steps"])


def _indented(markup: str, left: int) -> Padding:
    return Padding(Text.from_markup(markup), (0, 0, 0, left))
