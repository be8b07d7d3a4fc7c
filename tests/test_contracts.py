"""The import contracts hold, and each is shown to bite by breaking it once in a copy of the code."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CONTRACTS = [
    each["name"] for each in tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"]
]

BREACHES = {
    "Imports look down only": ("src/relparty/names/folding.py", "import relparty.rules.same_head"),
    "The core imports no picture and no source": ("src/relparty/rules/same_head.py", "import relparty_graphs.style"),
    "Pictures and sources do not know each other, the rules or the commands": (
        "graphs/relparty_graphs/style.py",
        "import relparty.rules.same_head",
    ),
    "Pictures do not know sources": ("graphs/relparty_graphs/style.py", "import relparty_scrapers"),
    "What decides touches nothing": ("src/relparty/ownership/control.py", "import socket"),
}


def lint(root: Path) -> subprocess.CompletedProcess[str]:
    paths = os.pathsep.join(str(root / source) for source in ("src", "scrapers", "graphs"))
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": paths})


def copied(folder: Path) -> Path:
    for source in ("src", "scrapers", "graphs"):
        shutil.copytree(ROOT / source, folder / source, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_every_contract_has_a_breach() -> None:
    assert set(BREACHES) == set(CONTRACTS)


def test_the_code_keeps_all_contracts(tmp_path: Path) -> None:
    run = lint(copied(tmp_path))
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize("contract", CONTRACTS)
def test_a_breach_is_found(contract: str, tmp_path: Path) -> None:
    file, line = BREACHES[contract]
    path = copied(tmp_path) / file
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    run = lint(tmp_path)
    assert run.returncode == 1
    assert f"{contract} BROKEN" in " ".join(run.stdout.split())


@pytest.mark.parametrize("line", ["import relparty.resolve.judging", "import relparty.intake.flow", "import relparty.lots.folder"])
def test_the_bundle_knows_neither_what_is_above_it_nor_what_stands_beside_it(line: str, tmp_path: Path) -> None:
    path = copied(tmp_path) / "src/relparty/bundle/layout.py"
    path.write_text(path.read_text(encoding="utf-8") + f"\n{line}\n", encoding="utf-8")
    run = lint(tmp_path)
    assert run.returncode == 1
    assert "Imports look down only BROKEN" in " ".join(run.stdout.split())
