"""The dossier opened by other programs: LibreOffice and pdftotext find every sentence."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

import dossierpapers as papers
from relparty.intake import office
from relparty.phrases import Lang
from relparty.reports.dossier import content, docx, pdf, xlsx

LOTS = ("D01-demo", "P08-shenzhen-agents", "P12-circle")

pytestmark = pytest.mark.office


def converted(file: Path, kind: str) -> Path:
    """The file as LibreOffice saves it again."""
    program = office.program()
    assert program, "this test needs LibreOffice"
    profile = file.parent / "profile"
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        kind,
        "--outdir",
        str(file.parent / "out"),
    ]
    subprocess.run([*command, str(file)], check=True, capture_output=True, timeout=120)
    return file.parent / "out" / f"{file.stem}.{kind.partition(':')[0]}"


def text_of(file: Path) -> str:
    program = shutil.which("pdftotext")
    assert program, "this test needs poppler"
    return papers.squeezed(subprocess.run([program, str(file), "-"], check=True, capture_output=True, text=True).stdout)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lot", LOTS)
def test_the_sentences_of_a_word_document_are_found(tmp_path: Path, lot: str, lang: Lang) -> None:
    document = papers.told(lot, lang)
    (tmp_path / "dossier.docx").write_bytes(docx.rendered(content.dossier(document, {"": papers.picture()})))
    text = papers.squeezed(converted(tmp_path / "dossier.docx", "txt:Text (encoded):UTF8").read_text(encoding="utf-8-sig"))
    assert [finding["summary"] for finding in document["findings"] if papers.squeezed(finding["summary"]) not in text] == []
    printed = text_of(converted(tmp_path / "dossier.docx", "pdf"))
    assert printed.count(document["sha256"]) >= printed.count("\f") + 1
    assert [finding["id"] for finding in document["findings"] if finding["level"] != "unchecked" and finding["id"] not in printed] == []


@pytest.mark.parametrize("lot", LOTS)
def test_the_sentences_of_a_workbook_are_found(tmp_path: Path, lot: str) -> None:
    document = papers.told(lot)
    (tmp_path / "dossier.xlsx").write_bytes(xlsx.rendered(document, "zh"))
    flat = converted(tmp_path / "dossier.xlsx", "fods").read_text(encoding="utf-8")
    assert "table:formula" not in flat
    assert [
        finding["summary"] for finding in document["findings"] if papers.squeezed(finding["summary"]) not in papers.squeezed(flat)
    ] == []


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("lot", LOTS)
def test_pdftotext_finds_the_sentences_of_a_pdf(tmp_path: Path, lot: str, lang: Lang) -> None:
    document = papers.told(lot, lang)
    (tmp_path / "dossier.pdf").write_bytes(pdf.rendered(content.dossier(document, {"": papers.picture()})))
    text = text_of(tmp_path / "dossier.pdf")
    assert [finding["summary"] for finding in document["findings"] if papers.squeezed(finding["summary"]) not in text] == []


@pytest.mark.parametrize("name", papers.EVIL)
def test_hostile_names_are_text_in_libreoffice_too(tmp_path: Path, name: str) -> None:
    document = papers.renamed(papers.told("D01-demo"), name)
    (tmp_path / "dossier.xlsx").write_bytes(xlsx.rendered(document, "zh"))
    flat = converted(tmp_path / "dossier.xlsx", "fods").read_text(encoding="utf-8")
    assert "table:formula" not in flat
    assert 'xlink:href="http' not in flat.partition("<office:body>")[2]
