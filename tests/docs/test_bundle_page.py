"""The page of the bundle: its example runs, its tables and its format are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from click.testing import CliRunner

from relparty.bundle import layout
from relparty.bundle.reasons import Reason
from relparty.bundle.tables import TABLES
from relparty.cli import register
from relparty.model.record import OfficeKind
from relparty.settings import Settings

PAGE = (Path(__file__).parents[2] / "docs" / "bundle.md").read_text(encoding="utf-8")
NAMED = set(re.findall(r"`([^`\n]+)`", PAGE))


def test_the_example_runs_as_shown(tmp_path: Path) -> None:
    (tmp_path / "tables").mkdir()
    for name, content in re.findall(r"^```(\w+\.csv)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL):
        (tmp_path / "tables" / name).write_text(content, encoding="utf-8")
    command, shown = re.search(r"^```\n\$ relparty register (.*?)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL).groups()  # type: ignore[union-attr]  # a page without its example fails here
    arguments = [str(tmp_path / each) if each in ("tables", "bundle") else each for each in command.split()[:-2]]
    result = CliRunner().invoke(register.command(Settings(lang="en")), arguments)
    said = result.output.replace(f"{tmp_path}/", "")
    assert re.sub(r"v-[0-9a-f]{16}", "v-…", said) == shown


def test_every_table_and_column_is_named() -> None:
    assert {*TABLES, *(column for columns in TABLES.values() for column in columns)} <= NAMED


def test_every_reason_and_word_is_named() -> None:
    assert {*Reason, *OfficeKind, *layout.KINDS[:-1]} <= NAMED


def test_every_bit_and_kind_is_told() -> None:
    rows = dict(re.findall(r"^\| (\d(?: to \d)?) \| (.*?) \|$", PAGE, re.MULTILINE))
    bits = {layout.HUB_BIT, layout.TOKEN_BIT, layout.TWIN_BIT, layout.LASTING_HUB_BIT, layout.UNREAD_BIT}
    assert layout.KIND_BITS == 0b111
    assert {1 << int(bit) for bit in rows if bit != "0 to 2"} == bits
    assert rows["0 to 2"] == ", ".join(f"{code} {kind}" for code, kind in enumerate(layout.KINDS))


def test_every_column_of_the_rows_is_told_in_its_order() -> None:
    for name, columns in (("up", layout.UP_COLUMNS), ("office", layout.OFFICE_COLUMNS)):
        (told,) = re.findall(rf"^\| `{name}_rows.npy` .*: (.*?) \|$", PAGE, re.MULTILINE)
        words = re.sub(r"\(.*?\)", "", told).replace("share in 0.0001 %", "percent").replace("office", "kind")
        assert tuple(each.strip() for each in words.split(",")) == columns


def test_every_file_of_a_bundle_is_named() -> None:
    assert {*layout.FILES, *layout.ACCOUNT_FILES, layout.MANIFEST} <= NAMED
    assert layout.SCHEMA in NAMED
