"""The dossier as a Word document, read again by python-docx."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree as ET

import docx
import pytest

import dossierpapers as papers
from relparty.reports.dossier import content
from relparty.reports.dossier.blocks import Blank, PageBreak, Paper, Paragraph, Signatures
from relparty.reports.dossier.docx import rendered

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def written(document: dict[str, object]) -> bytes:
    return rendered(content.dossier(document, {"": papers.picture("全图")}))


def text_of(content: bytes) -> str:
    """All text of the body, tables too, in order."""
    body = docx.Document(io.BytesIO(content)).element.body
    return "".join(each.text or "" for each in body.iter(f"{WORD}t"))


@pytest.mark.parametrize("lot", ["D01-demo", "P08-shenzhen-agents", "P12-circle", "P01-clear"])
def test_every_finding_is_in_the_document(lot: str) -> None:
    document = papers.told(lot)
    text = papers.squeezed(text_of(written(document)))
    assert all(papers.squeezed(finding["summary"]) in text for finding in document["findings"])
    assert all(papers.squeezed(basis["text"]) in text for finding in document["findings"] for basis in finding["basis"])
    assert all(each["sha256"] in text for each in document["evidence"])


def test_every_page_has_lot_seal_and_number_in_its_foot() -> None:
    document = papers.told("D01-demo")
    made = docx.Document(io.BytesIO(written(document)))
    assert len(made.sections) == 3
    for section in made.sections:
        foot = section.footer._element
        text = "".join(each.text or "" for each in foot.iter(f"{WORD}t"))
        assert "D01-demo" in text
        assert document["sha256"] in text
        assert [each.get(f"{WORD}instr") for each in foot.iter(f"{WORD}fldSimple")] == ["PAGE", "NUMPAGES"]


def test_the_page_of_a_wide_picture_lies_on_its_side() -> None:
    made = docx.Document(io.BytesIO(written(papers.told("D01-demo"))))
    assert [section.page_width > section.page_height for section in made.sections] == [False, True, False]


def test_findings_are_headings_and_tables_repeat_their_heads() -> None:
    made = docx.Document(io.BytesIO(written(papers.told("D01-demo"))))
    headings = [each.text for each in made.paragraphs if each.style and each.style.name == "Heading 2"]
    assert headings[0] == "发现 1：单位负责人为同一人"
    assert len(headings) == 6
    assert len(list(made.element.body.iter(f"{WORD}tblHeader"))) > 6


@pytest.mark.parametrize("name", papers.EVIL)
def test_any_name_can_be_written_and_read_again(name: str) -> None:
    document = papers.renamed(papers.told("D01-demo"), name)
    made = written(document)
    assert papers.squeezed(document["findings"][0]["summary"]) in papers.squeezed(text_of(made))
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        parts = [packed.read(each) for each in packed.namelist() if each.endswith(".xml")]
    assert all(ET.fromstring(part) is not None for part in parts)


def test_what_xml_cannot_hold_is_shown_as_such() -> None:
    paper = Paper("标\x00题", "zh", "脚\ud800", (Paragraph("正\x08文"), Blank("标\x01签", 1, ("一\x02",)), Signatures(("签\x03",), "日")))
    text = text_of(rendered(paper))
    assert "正\ufffd文" in text
    assert "标\ufffd签" in text


def test_the_same_dossier_gives_the_same_bytes() -> None:
    document = papers.told("D01-demo")
    assert written(document) == written(document)


def test_pictures_have_words_for_who_cannot_see_them() -> None:
    document = papers.with_crop(papers.told("D01-demo"), papers.png())
    made = docx.Document(io.BytesIO(written(document)))
    words = [shape._inline.docPr.get("descr") for shape in made.inline_shapes]
    assert words[0] == "全图"
    assert "forms/01.xlsx" in words[1]


def test_the_parts_of_a_cell_stand_as_the_schema_has_them() -> None:
    order = [f"{WORD}{name}" for name in ("tcW", "tcBorders", "shd", "vAlign")]
    made = docx.Document(io.BytesIO(written(papers.told("D01-demo"))))
    cells = [[part.tag for part in each] for each in made.element.body.iter(f"{WORD}tcPr")]
    assert {part for cell in cells for part in cell} == set(order)
    assert [cell for cell in cells if cell != sorted(cell, key=order.index)] == []


def test_page_breaks_leave_no_empty_page() -> None:
    paper = Paper("题", "zh", "脚", (PageBreak(), Paragraph("一"), PageBreak(), PageBreak(), Paragraph("二"), PageBreak()))
    made = docx.Document(io.BytesIO(rendered(paper)))
    breaks = [each.text for each in made.paragraphs if each.paragraph_format.page_break_before]
    assert breaks == ["二"]


def test_thousands_of_findings_are_written() -> None:
    document = papers.crowded(60)
    text = text_of(rendered(content.dossier(document, {})))
    assert [finding["id"] for finding in document["findings"] if finding["id"] not in text] == []
