"""The pages on sources: their commands give what is printed there, their snippets are the template's, their sources exist."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from newsource import NAME, installed
from relparty.lots import toml_files
from relparty.registers import catalog, template

DOCS = Path(__file__).parents[2] / "docs"
PAGES = ("sources", "writing-a-source")


def blocks(page: str, kind: str) -> list[str]:
    text = (DOCS / f"{page}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[tuple[str, str]]:
    """Each command of a page in order, with what stands printed below it."""
    parts = [part for block in blocks(page, "console") for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]]
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_print_what_the_page_says(page: str, tmp_path: Path) -> None:
    package = tmp_path / "relparty-cc-register"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("RELPARTY_")}
    environ = {**kept, "RELPARTY_HOME": str(tmp_path / "home"), "PYTHONUTF8": "1", "PYTHONPATH": str(package)}
    for command, printed in commands(page):
        program, *arguments = shlex.split(command)
        line = [sys.executable, "-m", "relparty", *arguments] if program == "relparty" else [program, *arguments]
        run = subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False, cwd=tmp_path, env=environ)
        wanted = printed.replace("[", "[[]").replace("...", "*")
        assert fnmatch.fnmatchcase(run.stdout, wanted), f"$ {command}\n{run.stdout}{run.stderr}"
        if package.is_dir() and not list(package.glob("*.dist-info")):
            installed(package, NAME, f"relparty_{NAME}")  # what `pip install -e` would do


def test_the_lot_of_the_page_is_a_lot(tmp_path: Path) -> None:
    (lot_toml,) = blocks("sources", "toml")
    (tmp_path / "lot.toml").write_text(lot_toml, encoding="utf-8")
    lot = toml_files.lot(tmp_path, date(2026, 11, 22), "")
    assert lot.allow_network
    assert set(lot.sources) <= catalog.packages().keys()


def test_the_table_names_every_source_and_no_other() -> None:
    text = (DOCS / "sources.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+` ?)+)\|", text, re.MULTILINE)
    assert sorted(name for row in rows for name in re.findall(r"`(\w+)`", row) if not name.startswith("requests")) == sorted(
        catalog.packages()
    )


def test_the_snippets_are_those_of_the_template(tmp_path: Path) -> None:
    folder = template.write(tmp_path, NAME, date(2026, 11, 22), as_package=False)
    code = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    assert blocks("writing-a-source", "python")
    for snippet in blocks("writing-a-source", "python"):
        assert snippet in code
