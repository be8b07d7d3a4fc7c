"""Broken files that readers repair or pass over: PDFs and Office packages."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import formwriter
import lotmaker
from relparty.documents.kind import FileKind
from relparty.documents.packages import check
from relparty.documents.pdf_integrity import is_whole
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FORM = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
PDF = formwriter.pdf(FORM)
XLSX = formwriter.xlsx(FORM)
FILE = FormFile("forms/a.xlsx", "0" * 64, "xlsx")


def test_a_good_pdf_is_whole() -> None:
    assert is_whole(PDF)


@settings(max_examples=60, deadline=None)
@given(st.integers(PDF.index(b" 0 obj"), PDF.index(b"xref") - 400), st.integers(1, 400))
def test_a_pdf_with_bytes_missing_before_its_cross_references_is_not_whole(at: int, length: int) -> None:
    assert not is_whole(PDF[:at] + PDF[at + length :])


def test_a_pdf_whose_stream_was_changed_is_not_whole() -> None:
    at = PDF.index(b"stream\n") + 60
    assert not is_whole(PDF[:at] + bytes([PDF[at] ^ 1]) + PDF[at + 1 :])


def changed(part: str, content: bytes) -> bytes:
    """The workbook with a part replaced."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(XLSX)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return buffer.getvalue()


def checked(content: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        check(FILE, content, FileKind.XLSX, FileLimits())
    return caught.value.fact.say("zh")


def test_a_good_package_passes() -> None:
    assert check(FILE, XLSX, FileKind.XLSX, FileLimits()) == ()


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/worksheets/sheet1.xml", "_rels/.rels"])
def test_a_part_that_is_no_xml_breaks_the_package(part: str) -> None:
    assert checked(changed(part, b"<a><b></a>")) == "Excel 表格不完整或已损坏（XMLSyntaxError）"


@pytest.mark.parametrize("entity", ['<!ENTITY a "x">', '<!ENTITY a SYSTEM "file:///etc/passwd">', ""])
def test_a_part_with_a_document_type_is_refused(entity: str) -> None:
    hostile = f'<?xml version="1.0"?><!DOCTYPE w [{entity}]><w>&a;</w>'.encode()
    assert "自定义实体" in checked(changed("docProps/app.xml", hostile))


def test_a_changed_byte_inside_a_package_breaks_it() -> None:
    with zipfile.ZipFile(io.BytesIO(XLSX)) as package:
        member = package.getinfo("xl/worksheets/sheet1.xml")
    at = member.header_offset + 100
    assert "不完整或已损坏" in checked(XLSX[:at] + bytes([XLSX[at] ^ 1]) + XLSX[at + 1 :])
