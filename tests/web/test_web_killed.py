"""Servers killed at random moments while people work: nothing that was acknowledged is lost or doubled."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).parents[2] / "benchmarks" / "kill_serve.py"


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_what_a_killed_server_acknowledged_is_there_once(kind: str) -> None:
    command = [sys.executable, str(_SCRIPT), "--kills", "5", "--seconds", "1.5", "--database", kind]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=600, check=False)

    assert ended.returncode == 0, ended.stdout + ended.stderr
    last = ended.stdout.splitlines()[-1]
    assert last.startswith("kills: 5; ")
    assert "lost: 0; doubled: 0; not asked for: 0; other faults: 0;" in last
    assert int(last.partition("acknowledged: ")[2].partition(";")[0]) > 0, "nobody did anything: this test showed nothing"
