"""The dossier as PDF: its text can be found, its fonts are inside, and no text is obeyed."""

from __future__ import annotations

import io

import pypdf
import pypdfium2
import pytest

import dossierpapers as papers
from relparty import fonts
from relparty.errors import UsageError
from relparty.phrases import Lang
from relparty.reports.dossier import content, pdf
from relparty.reports.dossier.blocks import Paper, Paragraph
from relparty.reports.dossier.pdf import rendered


def pages(made: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(made)
    return [papers.squeezed(page.get_textpage().get_text_bounded()) for page in document]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lot", ["D01-demo", "P08-shenzhen-agents", "P12-circle", "P01-clear"])
def test_every_finding_is_found_and_every_page_says_whose_it_is(lot: str, lang: Lang) -> None:
    document = papers.told(lot, lang)
    read = pages(rendered(content.dossier(document, {"": papers.picture()})))
    assert all(papers.squeezed(finding["summary"]) in "".join(read) for finding in document["findings"])
    assert all(each["sha256"] in "".join(read) for each in document["evidence"])
    for number, page in enumerate(read, start=1):
        told = f"第{number}页共{len(read)}页" if lang == "zh" else f"page{number}of{len(read)}"
        assert told in page
        assert lot in page
        assert document["sha256"] in page


@pytest.mark.parametrize("name", papers.EVIL)
def test_no_name_is_obeyed(name: str) -> None:
    document = papers.renamed(papers.told("D01-demo"), name)
    read = "".join(pages(rendered(content.dossier(document, {}))))
    if "😀" not in name and "\t" not in name:
        assert papers.squeezed(document["findings"][0]["summary"]) in read
    assert "关联关系核查卷宗" in read
    assert document["sha256"] in read


def test_it_is_an_archive_file_with_its_fonts_inside() -> None:
    made = pypdf.PdfReader(io.BytesIO(rendered(content.dossier(papers.told("D01-demo"), {"": papers.picture()}))))
    metadata = made.trailer["/Root"]["/Metadata"].get_object().get_data()  # type: ignore[index]  # a PDF's own dictionaries
    assert b"pdfaid:part>2<" in metadata
    assert made.metadata
    assert made.metadata.title == "关联关系核查卷宗"
    named = [font.get_object() for page in made.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]  # as above
    inside = [font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object() for font in named]
    assert named
    assert all(any(key.startswith("/FontFile") for key in descriptor) for descriptor in inside)


def test_a_sign_that_no_font_has_costs_the_archive_form_alone() -> None:
    made = rendered(Paper("题", "zh", "脚", (Paragraph("甲 \U000f1234 乙"),)))
    assert made.startswith(b"%PDF")
    assert "甲" in "".join(pages(made))


def test_the_same_dossier_gives_the_same_bytes() -> None:
    paper = content.dossier(papers.told("D01-demo"), {"": papers.picture()})
    assert rendered(paper) == rendered(paper)


def test_pieces_of_scans_are_inside() -> None:
    document = papers.with_crop(papers.told("D01-demo"), papers.png(61, 31))
    made = pypdf.PdfReader(io.BytesIO(rendered(content.dossier(document, {}))))
    assert [image.image.size for page in made.pages for image in page.images if image.image] == [(61, 31)]


def test_without_a_chinese_font_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "typefaces", lambda: fonts.chosen(["DejaVu Sans", "Liberation Serif"]))
    with pytest.raises(UsageError) as error:
        rendered(Paper("题", "zh", "脚"))
    assert "fonts-noto-cjk" in error.value.say("zh")
    assert "Noto Sans CJK SC" in error.value.say("en")


def test_thousands_of_findings_are_written() -> None:
    document = papers.crowded(60)
    read = "".join(pages(rendered(content.dossier(document, {}))))
    assert [finding["id"] for finding in document["findings"] if finding["id"] not in read] == []
