"""Papers put together: which pictures stand in a dossier, and what its first page must say."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

import running
from relparty import fonts, papers
from relparty.errors import UsageError
from relparty.reports.document import Document
from relparty.reports.dossier.content import WHOLE_LOT

LOTS = Path(__file__).parent / "lots"


@cache
def screened(name: str) -> Document:
    return running.told(LOTS / name)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_every_finding_that_joins_somebody_has_its_picture_in_the_form_that_the_format_shows(kind: str) -> None:
    told = screened("D01-demo")
    drawn = papers._pictures(told, kind)
    joining = {each["id"] for each in told["findings"] if each["level"] != "unchecked"}
    assert set(drawn) == {WHOLE_LOT, *joining}
    for picture in drawn.values():
        assert (picture.png if kind == "docx" else picture.svg).lstrip().startswith(b"\x89PNG" if kind == "docx" else b"<")
        assert not (picture.svg if kind == "docx" else picture.png)


@pytest.mark.parametrize(("size", "is_wide"), [((61, 60), True), ((60, 60), False), ((60, 61), False)])
def test_a_picture_is_wide_when_it_is_wider_than_high(size: tuple[int, int], is_wide: bool) -> None:
    assert papers._is_wide(f'<svg xmlns="http://www.w3.org/2000/svg" width="{size[0]}" height="{size[1]}"/>'.encode()) is is_wide


def test_a_page_needs_no_font_of_this_machine_and_a_word_document_says_what_is_wanting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: SimpleNamespace(families=lambda: ["DejaVu Sans"]))
    assert b"<svg" in papers._pictures(screened("D01-demo"), "html")[WHOLE_LOT].svg
    assert papers.dossier(screened("D01-demo"), "html")
    with pytest.raises(UsageError, match="fonts-noto-cjk"):
        papers.dossier(screened("D01-demo"), "docx")


def test_a_lot_without_findings_has_no_picture() -> None:
    assert papers._pictures(screened("P01-clear"), "html") == {}
    assert papers.dossier(screened("P01-clear"), "html")
    assert papers.letters(screened("P01-clear"), "html") == {}


def test_a_dossier_of_an_untouched_screening_begins_without_a_warning() -> None:
    told = screened("P01-clear")
    assert "被改动过" not in papers.dossier(told, "html").decode()
    edited = deepcopy(told)
    edited["lot"]["name"] += "二"
    assert "被改动过" in papers.dossier(edited, "html").decode()


def test_the_number_of_a_letter_stands_in_no_letter() -> None:
    made = papers.letters(screened("D01-demo"), "html")
    assert [name[:3] for name in made] == [f"0{n}-" for n in range(1, 9)]
    for name, content in made.items():
        assert name not in content.decode()
        assert "/8" not in content.decode()
