"""The screening on the console: verdict first, then the pairs by level, then what could not be checked."""

from __future__ import annotations

from collections.abc import Iterator

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from relparty.model.finding import Level
from relparty.phrases import Lang, Phrase
from relparty.reports.document import Document
from relparty.reports.words import CERTAINTY, COUNTS, LEVEL, ORDER, TITLES, VERDICT, VERDICT_MEANING
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
_SEPARATOR: dict[Lang, str] = {"zh": "；", "en": "; "}
_PATHS_SHOWN = 2
_WIDEST = 110
"""Lines longer than this are hard to read, however wide the window."""

_NONE = Phrase("没有发现需要说明的关系。", "Nothing was found that needs explaining.")
_NEXT = Phrase("下一步：", "Next: ")
_BASIS = Phrase("依据：", "Basis: ")
_EVIDENCE = Phrase("证据：", "Evidence: ")
_CONSULTED = Phrase("登记材料 {n} 份，查询于 {first} 至 {last}。", "{n} extracts of registers, retrieved from {first} to {last}. ")
_MORE = Phrase("另有 {n} 条证据路径，见报告", "{n} more evidence paths, see the report")


def show(told: Document, lang: Lang, *, to_stderr: bool = False) -> None:
    """Prints the screening; to standard error when standard output carries the document itself."""
    console = Console(stderr=to_stderr, highlight=False, emoji=False, markup=False)
    for indent, line in _lines(told, lang):
        _put(console, line, indent, lang)


def _lines(told: Document, lang: Lang) -> Iterator[tuple[int, Text]]:
    """Everything that is printed: lines with their indent, before they are fitted to the window."""
    lot, verdict = told["lot"], told["verdict"]
    yield 0, Text()
    yield (
        0,
        Text.assemble((f" {VERDICT[verdict].say(lang)} ", _VERDICT_STYLE[verdict]), "  ", (lot["name"], "bold"), "  ", (lot["id"], "dim")),
    )
    yield 0, Text(VERDICT_MEANING[verdict].say(lang))
    yield 0, Text(" · ".join(f"{words.say(lang)} {told['quotes'][name]}" for name, words in COUNTS.items()), style="dim")
    for level in ORDER:
        found = [finding for finding in told["findings"] if finding["level"] == level.word]
        if found:
            yield 0, Text()
            yield 0, Text(f"■ {LEVEL[level.word].say(lang)} ({len(found)})", style=_STYLE[level])
        for finding in found:
            yield from _finding_lines(finding, lang)
    if not told["findings"]:
        yield 0, Text(_NONE.say(lang))
    if "registers" in told:
        yield 0, Text()
        days = [each["retrieved_on"] for each in told["registers"] if each["retrieved_on"]]
        consulted = _CONSULTED(n=len(told["registers"]), first=min(days, default="—"), last=max(days, default="—"))
        yield 0, Text(consulted.say(lang) + TITLES["freshness"].say(lang), style="dim")
    yield 0, Text()


def _finding_lines(finding: Document, lang: Lang) -> Iterator[tuple[int, Text]]:
    title = rules()[finding["rule"]].title.say(lang)
    certainty = f" · {CERTAINTY[finding['certainty']].say(lang)}" if finding["certainty"] else ""
    about = f" · {finding['bidders'][0]}" if len(finding["bidders"]) == 1 else ""
    yield 2, Text.assemble((title, "bold"), about, (certainty, "dim"))
    yield 4, Text(finding["summary"])
    if finding["level"] != Level.UNCHECKED.word:
        for path in finding["paths"][:_PATHS_SHOWN]:
            yield 4, Text.assemble((_EVIDENCE.say(lang), "dim"), _path(path, lang))
        if len(finding["paths"]) > _PATHS_SHOWN:
            yield 4, Text(_MORE(n=len(finding["paths"]) - _PATHS_SHOWN).say(lang), style="dim")
    if finding["basis"]:
        yield 4, Text.assemble((_BASIS.say(lang), "dim"), _SEPARATOR[lang].join(basis["article"] for basis in finding["basis"]))
    yield 4, Text.assemble((_NEXT.say(lang), "dim"), finding["next_step"])


def _path(path: Document, lang: Lang) -> str:
    """The steps of a path; one that goes on from where the last ended is written as one chain."""
    words, at = "", None
    for step in path["steps"]:
        words += "" if step["from"] == at else f"{_SEPARATOR[lang] if words else ''}{step['from']}"
        words += f" —{step['relation']}→ {step['to']}"
        at = step["to"]
    return words


def _put(console: Console, line: Text, indent: int, lang: Lang) -> None:
    """Prints a line under its indent; Chinese breaks anywhere, as Chinese does, and not only at spaces."""
    width = max(min(console.width, _WIDEST) - indent, 20)
    for part in line.divide(_breaks(line.plain, width)) if lang == "zh" else line.wrap(console, width):
        part.rstrip()
        console.print(Text(" " * indent) + part, soft_wrap=True)


def _breaks(text: str, width: int) -> list[int]:
    """Where to break a text so that no line is wider than the window and none begins with a closing mark."""
    breaks, used = [], 0
    for at, char in enumerate(text):
        size = cell_len(char)
        if used + size > width and char not in _NOT_FIRST:
            breaks.append(at)
            used = 0
        used += size
    return breaks


_NOT_FIRST = frozenset("，。、；：）】》”％ ")
