"""The manifest: every file that anything here rests on, with its hash; the registers asked; program, regime and seal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from relparty import __version__
from relparty.phrases import Lang
from relparty.regimes.regime import title_of
from relparty.reports import words
from relparty.reports.dossier.blocks import Block, Fields, Heading, Paragraph, Table
from relparty.reports.dossier.labels import LABELS
from relparty.rules.catalog import rules

Document = Mapping[str, Any]


def manifest(told: Document, lang: Lang) -> Iterator[Block]:
    """The evidence, the registers and what made this, as blocks."""
    yield Heading(LABELS["manifest"].say(lang))
    found = rows(told, lang)
    if found:
        yield Paragraph(LABELS["manifest_note"].say(lang), "quiet")
        head = (words.TITLES["file"], words.TITLES["kind"], words.TITLES["read_at"], words.TITLES["whole_hash"])
        yield Table(tuple(phrase.say(lang) for phrase in head), found, (31, 12, 15, 42))
    else:
        yield Paragraph(words.TITLES["no_evidence"].say(lang))
    yield from _registers(told.get("registers", ()), lang)
    yield from _program(told, lang)


def rows(told: Document, lang: Lang) -> tuple[tuple[str, str, str, str], ...]:
    """File, kind, day and hash of every file; those that only a source names come last, so that no hash is missing."""
    listed = {each["sha256"] for each in told["evidence"]} | {each["sha256"] for each in told.get("registers", ())}
    cited = {
        (source["file"], source["sha256"])
        for finding in told["findings"]
        for path in finding["paths"]
        for step in path["steps"]
        for source in step["sources"]
        if source["sha256"] and source["sha256"] not in listed
    }
    said = LABELS["cited_only"].say(lang)
    read = tuple((each["file"] + _picture(each, lang), each["kind"], each["read_at"], each["sha256"]) for each in told["evidence"])
    return read + tuple((file, said, "", sha256) for file, sha256 in sorted(cited))


def _picture(file: Document, lang: Lang) -> str:
    """The size of a picture and when it was taken, below its name."""
    if "picture" not in file:
        return ""
    size = words.TITLES["picture_size"](width=file["picture"]["width"], height=file["picture"]["height"]).say(lang)
    when = file["picture"]["taken_at"]
    return f"\n{size}" + (words.TITLES["taken_at"](when=when).say(lang) if when else "")


def _registers(asked: tuple[Document, ...], lang: Lang) -> Iterator[Block]:
    yield Heading(LABELS["registers"].say(lang))
    if not asked:
        yield Paragraph(LABELS["no_registers"].say(lang))
        return
    head = (words.TITLES["company"], words.TITLES["register_source"], words.TITLES["retrieved_on"], words.TITLES["file"])
    told = tuple(
        (
            each["company"],
            "\n".join([each["source"] or words.TITLES["in_the_lot"].say(lang), each["kind"]]),
            each["retrieved_on"] or "",
            "\n".join([each["file"], f"SHA-256 {each['sha256']}", *each["notes"]]),
        )
        for each in asked
    )
    yield Table(tuple(phrase.say(lang) for phrase in head), told, (24, 18, 15, 43))
    yield Paragraph(words.TITLES["freshness"].say(lang), "quiet")


def _program(told: Document, lang: Lang) -> Iterator[Block]:
    lot = told["lot"]
    overlay = f"{title_of(lot['overlay']).say(lang)} ({lot['overlay']})" if lot["overlay"] else words.TITLES["none"].say(lang)
    yield Heading(LABELS["program"].say(lang))
    yield Fields(
        (
            (LABELS["tool"].say(lang), f"relparty {told['relparty']}"),
            (LABELS["schema"].say(lang), told["schema"]),
            (words.TITLES["regime"].say(lang), f"{title_of(lot['regime']).say(lang)} ({lot['regime']})"),
            (LABELS["overlay"].say(lang), overlay),
            (LABELS["seal"].say(lang), told["sha256"]),
        )
    )
    yield Paragraph(LABELS["seal_means"].say(lang), "quiet")
    yield _rules(told, lang)


def _rules(told: Document, lang: Lang) -> Table:
    """The rules with how many findings each has; those without any only where this very version did the screening."""
    counted = Counter(finding["rule"] for finding in told["findings"])
    ours = rules() if told["relparty"] == __version__ else {}
    titles = {finding["rule"]: finding["title"] for finding in told["findings"]} | {
        name: rule.title.say(lang) for name, rule in ours.items()
    }
    head = tuple(LABELS[name].say(lang) for name in ("rule", "rule_name", "rule_count"))
    return Table(head, tuple((title, name, str(counted[name])) for name, title in sorted(titles.items())), (44, 36, 20))
