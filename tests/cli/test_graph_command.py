"""`relparty graph`: the whole, a finding, a pair; from a folder, a saved screening, a file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

import lotmaker
import running

LOT = Path(__file__).parents[1] / "lots" / "P05-layers"
SVG = "{http://www.w3.org/2000/svg}"


def relparty(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    plain = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_ALL", "LC_MESSAGES")}
    command = [sys.executable, "-m", "relparty", "graph", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, check=False, cwd=cwd, env={**plain, "PYTHONUTF8": "1", "RELPARTY_LANG": "en"})


def drawn(content: bytes) -> str:
    return "".join(text.text or "" for text in ET.fromstring(content).iter(f"{SVG}text"))


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A saved screening."""
    from relparty.reports.document import text

    path = tmp_path_factory.mktemp("saved") / "screening.json"
    path.write_text(text(running.told(LOT, "en")), encoding="utf-8")
    return path


def test_a_folder_without_a_saved_screening_is_screened_and_nothing_is_left_in_it(tmp_path: Path) -> None:
    before = sorted(LOT.rglob("*"))
    run = relparty(LOT, "--out", "-", cwd=tmp_path)
    assert run.returncode == 0, run.stderr.decode()
    assert lotmaker.company_name("甲辰")[:3] in drawn(run.stdout)
    assert (sorted(LOT.rglob("*")), list(tmp_path.iterdir())) == (before, [])


def test_it_is_written_under_a_name_that_tells_the_format(tmp_path: Path, saved: Path) -> None:
    run = relparty(saved, "--format", "svg", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (0, b"")
    assert run.stderr.decode().strip() == "Wrote graph.svg"
    assert ET.fromstring((tmp_path / "graph.svg").read_bytes()).tag == f"{SVG}svg"


def test_the_whole_shows_more_than_what_proves_findings(tmp_path: Path, saved: Path) -> None:
    part, whole = (relparty(saved, "--out", "-", *more, cwd=tmp_path).stdout for more in ((), ("--whole",)))
    assert len(list(ET.fromstring(part).iter(f"{SVG}text"))) < len(list(ET.fromstring(whole).iter(f"{SVG}text")))


def test_one_finding_and_one_pair(tmp_path: Path, saved: Path) -> None:
    told = json.loads(saved.read_text(encoding="utf-8"))
    finding = next(each for each in told["findings"] if len(each["bidders"]) == 2)
    by_id = relparty(saved, "--out", "-", "--finding", finding["id"], cwd=tmp_path)
    assert by_id.returncode == 0, by_id.stderr.decode()
    by_pair = relparty(saved, "--out", "-", "--pair", *finding["bidders"], cwd=tmp_path)
    codes = [each["uscc"] for each in told["bidders"] if each["name"] in finding["bidders"]]
    assert by_pair.stdout == relparty(saved, "--out", "-", "--pair", *codes, cwd=tmp_path).stdout
    others = {each["name"] for each in told["bidders"]} - set(finding["bidders"])
    assert not [name for name in others if name in drawn(by_id.stdout) or name in drawn(by_pair.stdout)]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--finding", "nosuch"), "there is no finding nosuch"),
        (("--pair", "nobody", "nobody"), "there is no bidder of the name or code nobody, or more than one"),
        (("--whole", "--finding", "x"), "--finding, --pair and --whole exclude each other"),
    ],
)
def test_what_is_not_there_is_told_with_what_is(tmp_path: Path, saved: Path, arguments: tuple[str, ...], words: str) -> None:
    run = relparty(saved, *arguments, cwd=tmp_path)
    assert (run.returncode, words in run.stderr.decode()) == (2, True), run.stderr.decode()
    assert not list(tmp_path.iterdir())


def test_an_edited_screening_is_drawn_and_said_to_be_edited(tmp_path: Path, saved: Path) -> None:
    told = json.loads(saved.read_text(encoding="utf-8"))
    told["lot"]["name"] = "another"
    edited = tmp_path / "screening.json"
    edited.write_text(json.dumps(told), encoding="utf-8")
    run = relparty(edited, "--out", "-", cwd=tmp_path)
    assert run.returncode == 0
    assert "edited" in run.stderr.decode() or "changed" in run.stderr.decode()
    assert "another" in drawn(run.stdout)


def test_no_such_folder_and_no_such_format(tmp_path: Path, saved: Path) -> None:
    assert relparty(tmp_path / "nowhere", cwd=tmp_path).returncode == 2
    assert relparty(saved, "--format", "bmp", cwd=tmp_path).returncode == 2
