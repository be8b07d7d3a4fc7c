import pytest

import pagedrawer
import scandamage
from relparty.documents import scanned_pdf
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

pytestmark = pytest.mark.ocr

FILE = FormFile("甲/表.pdf", "0" * 64, "pdf")
FIRST = [["法定代表人", "昊峤翀"], ["持股比例", "66.67"]]
SECOND = [["姓名", "职务"], ["吴琰珩", "董事"]]


def pdf(*pages: pagedrawer.Drawn, dpi: int = 200) -> bytes:
    return scandamage.pdf(list(pages), dpi, quality=90)


def texts(rows: list[list]) -> list[list[list[str]]]:
    return [[[cell.text for cell in row.cells] for row in page] for page in rows]


def test_pages_asked_for_are_read_and_say_which_they_are() -> None:
    content = pdf(pagedrawer.table(FIRST), pagedrawer.blank(), pagedrawer.table(SECOND))
    rows, problems = scanned_pdf.read_pages(FILE, content, [1, 3], FileLimits())

    assert texts(rows) == [FIRST, SECOND]
    assert {cell.place.page for row in rows[1] for cell in row.cells} == {3}
    assert problems == ()


def test_a_page_of_any_size_in_points_is_rendered_at_the_resolution_of_its_scan() -> None:
    assert texts(scanned_pdf.read_pages(FILE, pdf(pagedrawer.table(FIRST), dpi=72), [1], FileLimits())[0]) == [FIRST]
    assert texts(scanned_pdf.read_pages(FILE, pdf(pagedrawer.table(FIRST), dpi=900), [1], FileLimits())[0]) == [FIRST]


def test_pages_that_time_does_not_reach_are_one_problem_that_names_them() -> None:
    content = pdf(pagedrawer.table(FIRST), pagedrawer.table(SECOND))
    rows, problems = scanned_pdf.read_pages(FILE, content, [1, 2], FileLimits(seconds=0))

    assert rows == [[], []]
    (problem,) = problems
    assert problem.reason == "pages_not_reached"
    assert "1, 2" in problem.fact.say("en")
    assert problem.sources[0].place.page == 1


def test_an_empty_back_page_is_no_problem_and_a_picture_without_words_is_one() -> None:
    scribble = pagedrawer.blank()
    for n in range(0, 300, 12):
        scribble.paste("black", (100 + n, 100, 104 + n, 400))
    rows, problems = scanned_pdf.read_pages(FILE, pdf(pagedrawer.blank(), scribble), [1, 2], FileLimits())

    assert not rows[0]
    named = [problem.fact.say("en") for problem in problems if problem.reason == "pages_without_text"]
    doubted = [cell for row in rows[1] for cell in row.cells if cell.confidence < 0.98]
    assert doubted or any("page 2 " in each for each in named)
    assert not any("page 1" in each for each in named)


def test_a_broken_pdf_is_told_and_not_raised_as_anything_else() -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        scanned_pdf.read_pages(FILE, b"%PDF-1.7 nothing", [1], FileLimits())
