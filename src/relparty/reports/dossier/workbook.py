"""What stands on the sheets of the workbook, as plain rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from relparty.phrases import Lang, Phrase
from relparty.reports import words
from relparty.reports.dossier.cover import regime
from relparty.reports.dossier.labels import CERTAINTY_MEANING, LABELS
from relparty.reports.dossier.manifest import rows as manifest_rows
from relparty.reports.dossier.order import Numbered, numbered, pairs, unchecked
from relparty.reports.dossier.refutation import REFUTATIONS

Document = Mapping[str, Any]
Cell = str | float | None

_W = words.TITLES
_L = LABELS


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a column and its width in characters."""

    head: Phrase
    width: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `tones` has the level of each row, whose colour its level column takes."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    tones: tuple[str, ...] = ()
    level_column: int = 1


def workbook_sheets(told: Document, lang: Lang) -> Iterator[Sheet]:
    """All sheets of a screening, in order: nothing of it is left out, however long it is."""
    all_told = numbered(told["findings"])
    yield _overview(told, lang)
    yield _pairs(all_told, lang)
    yield _findings("sheet_findings", all_told, lang)
    yield _steps(all_told, lang)
    yield _bidders(told, lang)
    yield _evidence(told, lang)
    yield _findings("sheet_unchecked", unchecked(all_told), lang)


def _overview(told: Document, lang: Lang) -> Sheet:
    lot, quotes = told["lot"], told["quotes"]
    rows: list[tuple[Cell, ...]] = [
        (_L["lot_name"].say(lang), lot["name"], ""),
        (_W["lot_id"].say(lang), lot["id"], ""),
        (_W["regime"].say(lang), regime(lot, lang), ""),
        (_W["opens_on"].say(lang), lot["opens_on"], ""),
        (_W["as_of"].say(lang), lot["as_of"], ""),
        (_W["verdict"].say(lang), words.VERDICT[told["verdict"]].say(lang), words.VERDICT_MEANING[told["verdict"]].say(lang)),
        *((phrase.say(lang), quotes[name], words.COUNT_MEANING[name].say(lang)) for name, phrase in words.COUNTS.items()),
        *((phrase.say(lang), _count(told, name), words.LEVEL_MEANING[name].say(lang)) for name, phrase in words.LEVEL.items()),
        (_W["version"].say(lang), f"relparty {told['relparty']} · {told['schema']}", ""),
        (_L["seal"].say(lang), told["sha256"], _L["seal_means"].say(lang)),
        *((_W["notice"].say(lang), text.say(lang), "") for text in (words.MEMO, _W["masked"], _W["limits"], _W["retention"])),
    ]
    return Sheet(
        _L["sheet_overview"].say(lang), (Column(_L["entry"], 26), Column(_L["content"], 70), Column(_L["what_it_means"], 70)), tuple(rows)
    )


def _count(told: Document, level: str) -> int:
    return sum(finding["level"] == level for finding in told["findings"])


def _pairs(all_told: Sequence[Numbered], lang: Lang) -> Sheet:
    found = pairs(all_told)
    rows = tuple(
        (
            each.bidders[0],
            words.LEVEL[each.level].say(lang),
            each.bidders[1],
            "\n".join(f"{one.number} {one.finding['title']}" for one in each.findings),
        )
        for each in found
    )
    columns = (Column(_W["bidder"], 36), Column(_W["strongest"], 14), Column(_W["bidder"], 36), Column(_W["which"], 50))
    return Sheet(_L["sheet_pairs"].say(lang), columns, rows, tuple(each.level for each in found))


def _findings(name: str, found: Sequence[Numbered], lang: Lang) -> Sheet:
    columns = (
        Column(_L["no"], 7),
        Column(_L["level"], 12),
        Column(_L["rule"], 22),
        Column(_W["concerns"], 34),
        Column(_L["sentence"], 56),
        Column(_L["certainty_of"], 22),
        Column(_W["basis"], 44),
        Column(_W["next_step"], 40),
        Column(_L["refute"], 60),
        Column(_W["id"], 32),
        Column(_L["group_decision"], 24),
        Column(_L["reasons"], 34),
    )
    return Sheet(_L[name].say(lang), columns, tuple(_finding(each, lang) for each in found), tuple(each.level for each in found))


def _finding(told: Numbered, lang: Lang) -> tuple[Cell, ...]:
    finding, known = told.finding, told.finding["certainty"]
    sure = f"{words.CERTAINTY[known].say(lang)}{_W['colon'].say(lang)}{CERTAINTY_MEANING[known].say(lang)}" if known else ""
    return (
        told.number,
        words.LEVEL[told.level].say(lang),
        finding["title"],
        "\n".join(finding["bidders"]) or _W["whole_lot"].say(lang),
        finding["summary"],
        sure,
        "\n".join(f"{basis['article']}{_W['colon'].say(lang)}{basis['text']}" for basis in finding["basis"]),
        finding["next_step"],
        "\n".join(fact.say(lang) for fact in REFUTATIONS[finding["rule"]].facts),
        finding["id"],
        "",
        "",
    )


def _steps(all_told: Sequence[Numbered], lang: Lang) -> Sheet:
    columns = (
        Column(_L["no"], 7),
        Column(_L["path_no"], 7),
        Column(_W["step"], 7),
        Column(_L["from"], 34),
        Column(_L["relation"], 30),
        Column(_L["to"], 34),
        Column(_L["percent"], 10),
        Column(_W["effective"], 12),
        Column(_L["since"], 12),
        Column(_L["until"], 12),
        Column(_W["file"], 30),
        Column(_W["place"], 24),
        Column(_W["as_written"], 50),
        Column(_W["whole_hash"], 68),
        Column(_W["id"], 32),
    )
    return Sheet(_L["sheet_steps"].say(lang), columns, tuple(row for each in all_told for row in _steps_of(each)))


def _steps_of(told: Numbered) -> Iterator[tuple[Cell, ...]]:
    """A row for each source of each step of each path; a step that only we judge has one without a source."""
    for path_number, path in enumerate(told.finding["paths"], start=1):
        for number, step in enumerate(path["steps"], start=1):
            place = (told.number, path_number, number, step["from"], step["relation"], step["to"])
            numbers = (step["percent"], path["effective_percent"], step["since"], step["until"])
            for source in _sources(step):
                yield (*place, *numbers, source["file"], source["place"], source["text"], source["sha256"], told.finding["id"])


def _sources(step: Document) -> Iterable[Document]:
    return step["sources"] or ({"file": "", "place": "", "text": "", "sha256": ""},)


def _bidders(told: Document, lang: Lang) -> Sheet:
    columns = (
        Column(_L["no"], 7),
        Column(_W["bidder"], 40),
        Column(_W["uscc"], 24),
        Column(_W["status"], 14),
        Column(_W["file"], 34),
        Column(_W["whole_hash"], 68),
    )
    rows = tuple(
        (
            number,
            each["name"],
            each["uscc"],
            words.STATUS[each["status"]].say(lang),
            "\n".join(form["file"] for form in each["forms"]),
            "\n".join(form["sha256"] for form in each["forms"]),
        )
        for number, each in enumerate(told["bidders"], start=1)
    )
    return Sheet(_L["sheet_bidders"].say(lang), columns, rows)


def _evidence(told: Document, lang: Lang) -> Sheet:
    columns = (
        Column(_W["file"], 44),
        Column(_W["kind"], 20),
        Column(_W["read_at"], 14),
        Column(_W["whole_hash"], 68),
        Column(_L["notes"], 60),
    )
    files = [(*row, "") for row in manifest_rows(told, lang)]
    asked = [
        (
            each["file"],
            each["kind"],
            each["retrieved_on"],
            each["sha256"],
            "\n".join([each["company"], each["source"] or "", *each["notes"]]).strip(),
        )
        for each in told.get("registers", ())
    ]
    return Sheet(_L["sheet_evidence"].say(lang), columns, tuple(files + asked))
