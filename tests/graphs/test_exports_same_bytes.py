"""All graph exports: the same bytes for the same picture, in any process, and never a whole resident id."""

from __future__ import annotations

import hashlib
import io
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from exportlots import LOTS, example
from exportreading import FORMATS, named, unzipped

from relparty.graph_formats import draw, formats, is_picture, suffix
from relparty.identifiers import resident

TESTS = Path(__file__).parents[1]
SCRIPT = """
import hashlib
from exportreading import FORMATS, named
from relparty.graph_formats import draw

for name in FORMATS:
    print(name, hashlib.sha256(draw(name, named("甲'\\"<&\\\\u0027"), "zh")).hexdigest())
"""


def hashes(seed: str) -> str:
    paths = os.pathsep.join(map(str, (TESTS, TESTS / "graphs")))
    variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": paths, "TZ": f"UTC{seed}"}
    return subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, env=variables, text=True).stdout


def texts(name: str, content: bytes) -> str:
    files = unzipped(content).values() if suffix(name).endswith(".zip") else [content]
    return "\n".join(each.decode("utf-8-sig") for each in files)


def test_the_bytes_hang_on_no_hash_seed_and_no_time_zone() -> None:
    one = hashes("1")
    assert one == hashes("7")
    here = {name: hashlib.sha256(draw(name, named("甲'\"<&\\u0027"), "zh")).hexdigest() for name in FORMATS}
    assert dict(row.split() for row in one.splitlines()) == here


@pytest.mark.parametrize("name", FORMATS)
def test_drawing_twice_gives_the_same_bytes(name: str) -> None:
    assert draw(name, example("D01-demo"), "zh") == draw(name, example("D01-demo"), "zh")


@pytest.mark.parametrize("name", ["neo4j", "csv"])
def test_the_files_of_an_archive_have_no_time_of_their_own(name: str) -> None:
    with zipfile.ZipFile(io.BytesIO(draw(name, example("D01-demo"), "zh"))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.testzip() is None


@pytest.mark.parametrize("lot", LOTS)
def test_no_export_holds_a_whole_resident_id(lot: str) -> None:
    for name in FORMATS:
        told = texts(name, draw(name, example(lot), "zh"))
        assert example(lot).nodes[-1].name[:2] in told
        assert [each for each in re.findall(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])", told) if resident.is_valid(each)] == []


def test_the_formats_are_found_and_are_for_programs() -> None:
    assert set(FORMATS) <= set(formats())
    assert not [name for name in FORMATS if is_picture(name)]
    assert [suffix(name) for name in FORMATS] == [".graphml", ".gexf", ".dot", ".cypher", ".neo4j.zip", ".csv.zip"]
