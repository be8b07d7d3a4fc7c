"""Every source against its recorded answers: a source without an example, or an example that nobody has read, fails."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from relparty.errors import UsageError
from relparty.registers import catalog
from relparty.registers.examples import examples, expectation_name, expected, told

OURS = sorted(catalog.packages())


def _cases() -> Iterator[tuple[str, str]]:
    for name in OURS:
        with suppress(UsageError):  # one that is broken fails above
            yield from ((name, example.name) for example in examples(catalog.source(name)))


@pytest.mark.parametrize("name", OURS)
def test_a_source_has_examples(name: str) -> None:
    assert examples(catalog.source(name)), f"{name} has no recorded example"


@pytest.mark.parametrize(("name", "example"), list(_cases()))
def test_an_example_gives_what_was_read_and_found_right(name: str, example: str) -> None:
    source = catalog.source(name)
    recorded = source.examples.joinpath(example)
    found = told(source, recorded)
    wanted = expected(source, recorded)
    if wanted is None:
        missing = Path(str(source.examples)) / expectation_name(example)
        missing.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        pytest.fail(f"{missing.name} was missing and has been written: read it, correct what is wrong, and run again")
    assert found == wanted
