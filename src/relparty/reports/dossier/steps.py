"""The steps of a finding as a reader follows them: each once, numbered, with its sources, and the chains that they make."""

from __future__ import annotations

import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from relparty.phrases import Lang
from relparty.reports.dossier.labels import LABELS
from relparty.reports.words import TITLES

Document = Mapping[str, Any]

SHORT_HASH = 12
"""How much of a hash stands beside a source; the manifest has all of it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a scan or photo that a source was read from."""

    png: bytes
    file: str
    place: str


def numbered(finding: Document) -> tuple[tuple[int, Document], ...]:
    """All steps of a finding, each once, numbered from 1 in the order of its paths."""
    unique = {_key(step): step for path in finding["paths"] for step in path["steps"]}
    return tuple(enumerate(unique.values(), start=1))


def rows(finding: Document, lang: Lang) -> tuple[tuple[str, str, str, str], ...]:
    """Number, relation, source and text as written, a row for each source of each step."""
    found = []
    for number, step in numbered(finding):
        told = (str(number), relation(step, lang))
        for source in step["sources"]:
            found.append((*told, place(source, lang), source["text"]))
            told = ("", "")
        if not step["sources"]:
            found.append((*told, LABELS["no_source"].say(lang), ""))
    return tuple(found)


def chains(finding: Document, lang: Lang) -> tuple[str, ...]:
    """Each path as one line, with the numbers of its steps; a path told already, by other documents, is left to the table."""
    numbers = {_key(step): number for number, step in numbered(finding)}
    told = (_chain(path, numbers, lang) for path in finding["paths"] if any(step["from"] and step["to"] for step in path["steps"]))
    return tuple(dict.fromkeys(told))


def relation(step: Document, lang: Lang) -> str:
    """Who stands how to whom since when, on one line."""
    ends = [step["from"], step["to"]]
    words = _words(step, lang)
    if not all(ends):
        return TITLES["colon"].say(lang).join([*filter(None, ends), words])
    return f"{ends[0]} → {ends[1]}{TITLES['colon'].say(lang)}{words}"


def place(source: Document, lang: Lang) -> str:
    """The file, the place in it and the beginning of its hash, a line each."""
    sha256 = source["sha256"]
    lines = [source["file"], source["place"], LABELS["short_hash"](hash=sha256[:SHORT_HASH]).say(lang) if sha256 else ""]
    return "\n".join(line for line in lines if line)


def pieces(finding: Document) -> tuple[Piece, ...]:
    """The pieces of pictures that its sources were read from, each once."""
    sources = (source for _, step in numbered(finding) for source in step["sources"] if "crop" in source)
    found = {each["crop"]: Piece(b64decode(each["crop"].partition(",")[2]), each["file"], each["place"]) for each in sources}
    return tuple(found.values())


def _chain(path: Document, numbers: Mapping[str, int], lang: Lang) -> str:
    text, end = "", ""
    for step in path["steps"]:
        begin = "" if text and step["from"] == end else ("；" if lang == "zh" else "; ") * bool(text) + step["from"]
        text += f"{begin} —〔{numbers[_key(step)]}〕{_words(step, lang)}→ {step['to']}"
        end = step["to"]
    return text.strip()


def _words(step: Document, lang: Lang) -> str:
    """The relation with its share, unless it tells it already, and with the days it began and ended."""
    told: str = step["relation"]
    share = f" {step['percent']}%" if step["percent"] is not None and "%" not in told else ""
    days = [TITLES[name](day=step[name]).say(lang) for name in ("since", "until") if step[name]]
    return told + share + "".join(TITLES["joiner"].say(lang) + day for day in days)


@cache
def _encoder() -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, sort_keys=True)


def _key(step: Document) -> str:
    return _encoder().encode(step)
