"""The recorded examples of a source, and what each gives: the tests and `relparty sources --check` hold a source to them."""

from __future__ import annotations

import json
from importlib.resources.abc import Traversable

from relparty.model.lot import form_file
from relparty.registers import lookup
from relparty.registers.card import SourceKind
from relparty.registers.lookup import Lookup
from relparty.registers.plain import plain, plain_lot
from relparty.registers.source import Source

_EXPECTED = ".expected.json"


def examples(source: Source) -> list[Traversable]:
    """The examples of a source by name, without their expectations; none where it has no folder of them."""
    if not source.examples.is_dir():
        return []
    found = [each for each in source.examples.iterdir() if not each.name.endswith(_EXPECTED) and not each.name.startswith(("_", "."))]
    return sorted(found, key=lambda each: each.name)


def expectation_name(example: str) -> str:
    """The name of the file that says what an example gives: `full.json` has `full.expected.json`."""
    return example.rpartition(".")[0] + _EXPECTED


def expected(source: Source, example: Traversable) -> object:
    """What an example should give; None where nobody has said it. Raises ValueError when that file is no JSON."""
    file = source.examples.joinpath(expectation_name(example.name))
    return json.loads(file.read_text(encoding="utf-8")) if file.is_file() else None


def kept(example: Traversable) -> Lookup:
    """The lookup that an example of a service keeps; raises UnreadableFile when it is none."""
    content = example.read_bytes()
    return lookup.read(form_file(f"examples/{example.name}", content), content)


def told(source: Source, example: Traversable) -> object:
    """What an example gives, as plain values; raises ValueError for a file that its source does not recognise."""
    if source.card.kind is SourceKind.SERVICE:
        return plain(source.service[1].company(kept(example)))
    content = example.read_bytes()
    file = form_file(f"examples/{example.name}", content)
    is_tenders = source.card.kind is SourceKind.TENDERS
    if not (source.tenders if is_tenders else source.reader).recognises(content):
        raise ValueError(example.name)
    if is_tenders:
        return [plain_lot(lot) for lot in source.tenders.lots(file, content)]
    return [plain(extract) for extract in source.reader.extracts(file, content)]
