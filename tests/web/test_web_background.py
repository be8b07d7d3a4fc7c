"""What goes wrong beside any page stands in the log by kind and place, without a word of any form."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

import openbook
from relparty.casebook import heads, readings
from relparty.settings import Settings
from relparty.web.background import Background

SECRET = "罗启航 110101196001010009"


def fail(*_: object) -> None:
    raise RuntimeError(SECRET)


@pytest.mark.parametrize(("module", "name", "work"), [(readings, "read", "reading "), (heads, "export", "exporting the head")])
def test_a_failure_is_told_without_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, module: object, name: str, work: str
) -> None:
    world = openbook.world(tmp_path)
    world.handed_in(world.invited(world.lot(), "甲", "91440300MA000100XJ"), b"{}")
    monkeypatch.setattr(module, name, fail)
    monkeypatch.setattr(logging.getLogger("relparty.web.errors"), "propagate", True)
    background = Background(world.book, Settings())
    background._read_all()
    background._export_head()
    world.book.engine.dispose()
    told = caplog.text + "".join(str(each.exc_info) for each in caplog.records)
    assert f"{work}" in told
    assert "builtins.RuntimeError at" in told
    assert "罗启航" not in told
    assert "110101" not in told
