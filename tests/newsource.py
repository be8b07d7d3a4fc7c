"""A source fresh from the template, in a folder of a test's own that Python finds; `change` alters one of its files.

`installed` is what installing a package of sources leaves.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from relparty.phrases import Sentence
from relparty.registers import catalog, lint, template
from relparty.registers.source import Source

NAME = "cc_register"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class NewSource:
    folder: Path

    def change(self, file: str, old: str, new: str) -> NewSource:
        """The source with a text in one of its files replaced; the text must be there."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new), encoding="utf-8")
        return self

    def loaded(self) -> Source:
        return catalog.loaded(NAME, NAME)

    def problems(self) -> list[str]:
        return _said(lint.check(NAME, NAME, TODAY).problems)

    def notes(self) -> list[str]:
        return _said(lint.check(NAME, NAME, TODAY).notes)


def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> NewSource:
    """The template as it is written, found by its name until the test ends."""
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    for module in (NAME, f"{NAME}.fetch", f"{NAME}.parse"):
        monkeypatch.setitem(sys.modules, module, sys)
        monkeypatch.delitem(sys.modules, module)
    return NewSource(template.write(tmp_path, NAME, TODAY, as_package=False))


def installed(site: Path, name: str, package: str) -> None:
    """A third party's package as pip would leave it: an entry point; its module is the caller's to write."""
    folder = site / f"{package}-1.0.dist-info"
    folder.mkdir(parents=True)
    (folder / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n")
    (folder / "entry_points.txt").write_text(f"[{catalog.ENTRY_POINTS}]\n{name} = {package}\n")


def _said(sentences: tuple[Sentence, ...]) -> list[str]:
    assert all(sentence.say("zh") for sentence in sentences)
    return [sentence.say("en") for sentence in sentences]
