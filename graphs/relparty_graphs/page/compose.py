"""The interactive page as one file: what it needs is in it, and its own policy forbids it everything else."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from importlib.resources import files

from relparty.graph_formats import Picture
from relparty.model.finding import COUNT_WORDS, LEVEL_WORDS, VERDICT_WORDS
from relparty.phrases import Lang
from relparty.templates import environment
from relparty_graphs.labels import shown
from relparty_graphs.page.chart import chart, numbers
from relparty_graphs.page.key import key_entries
from relparty_graphs.page.scope import scopes
from relparty_graphs.page.told import LEVEL_ORDER, as_json, told
from relparty_graphs.page.words import LOT, SHELL

SCRIPTS = ("lot", "make", "sight", "canvas", "details", "lists", "controls")
"""The scripts in the order in which they are joined to one."""


def page(picture: Picture, lang: Lang) -> str:
    """The page of a lot's picture, whole or cut: the same picture, the same text."""
    known, drawn = numbers(picture), scopes(picture)
    lot = picture.lot
    style, script = _file("page.css"), "".join(_file(f"scripts/{name}.js") for name in SCRIPTS)
    verdict = VERDICT_WORDS.get(lot.verdict)
    return (
        environment("relparty_graphs.page")
        .get_template("page.html.j2")
        .render(
            page_lang="zh-CN" if lang == "zh" else "en",
            title=shown(lot.name),
            lot_id=shown(lot.id),
            verdict=verdict.say(lang) if verdict else shown(lot.verdict),
            verdict_word=lot.verdict if verdict else "incomplete",
            quotes=[(COUNT_WORDS[name].say(lang) if name in COUNT_WORDS else shown(name), count) for name, count in lot.quotes],
            facts=[
                (LOT[name].say(lang), shown(str(value)))
                for name, value in (
                    ("opens_on", lot.opens_on),
                    ("as_of", lot.as_of),
                    ("version", f"relparty {lot.version}"),
                )
            ],
            w={name: phrase.say(lang) for name, phrase in SHELL.items()},
            levels=[(level.word, LEVEL_WORDS[level].say(lang)) for level in LEVEL_ORDER],
            charts=[(scope.name, chart(scope, known, lang)) for scope in drawn],
            scopes=[scope.name for scope in drawn],
            key=key_entries(picture, lang),
            lot_json=as_json(told(picture, drawn, known, lang)),
            style=style,
            script=script,
            style_hash=_hash(style),
            script_hash=_hash(script),
        )
    )


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
