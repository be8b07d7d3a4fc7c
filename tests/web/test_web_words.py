"""The words of pages: templates reach them by a dot, which finds a method of the table first."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules

from relparty.phrases import Phrase
from relparty.web import pages


def tables() -> Iterator[tuple[str, dict[str, Phrase]]]:
    for module in iter_modules(pages.__path__):
        if module.name.endswith("_words"):
            for name, table in vars(import_module(f"{pages.__name__}.{module.name}")).items():
                if isinstance(table, dict) and table and all(isinstance(each, Phrase) for each in table.values()):
                    yield f"{module.name}.{name}", table


def test_no_word_is_called_like_a_method_of_the_table_it_stands_in() -> None:
    found = dict(tables())
    assert "invitations_words.PAGE" in found
    assert [(table, name) for table, words in found.items() for name in words if hasattr({}, name)] == []
