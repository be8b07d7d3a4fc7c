from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import relparty.casebook
from relparty.casebook import deeds

SOURCE = Path(relparty.casebook.__file__).parents[1]


def acts(source: str) -> Iterator[ast.expr]:
    """The deed of every act that a source begins."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "act" and len(node.args) > 1:
            yield node.args[1]


def test_every_deed_that_is_done_anywhere_has_words() -> None:
    found = {ast.unparse(each): each for path in SOURCE.rglob("*.py") for each in acts(path.read_text(encoding="utf-8"))}
    assert len(found) > 30
    told = {each.value for each in found.values() if isinstance(each, ast.Constant)}
    assert len(told) == len(found), "a deed is a literal, so that its words can be found"
    assert told <= set(deeds.DEED_WORDS)
    assert set(deeds.DEED_WORDS) <= told, "words of deeds that nobody does any more"


def test_the_search_finds_what_it_looks_for() -> None:
    assert [ast.unparse(each) for each in acts('with book.act(me, "x.y", lot, a=1) as act:\n    pass')] == ["'x.y'"]


def test_no_two_deeds_read_alike() -> None:
    for lang in ("zh", "en"):
        said = [each.say(lang) for each in deeds.DEED_WORDS.values()]
        assert len(said) == len(set(said))


def test_a_deed_of_a_newer_version_is_shown_as_it_is() -> None:
    assert deeds.words("lot.sung").say("zh") == "lot.sung"
