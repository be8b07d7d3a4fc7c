"""A file is what its content says."""

from __future__ import annotations

import io
import zipfile

import pytest

import formwriter
import lotmaker
from relparty.documents.kind import FileKind, fits, kind_of

FORM = lotmaker.forms({"bidders": {"甲辰": {}}})["甲辰"]
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def zipped(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return buffer.getvalue()


def compound(stream: str) -> bytes:
    return OLE + b"\x00" * 1200 + stream.encode("utf-16-le")


@pytest.mark.parametrize(
    ("content", "suffix", "kind"),
    [
        (formwriter.xlsx(FORM), "zip", FileKind.XLSX),
        (formwriter.docx(FORM), "wps", FileKind.DOCX),
        (formwriter.pdf(FORM), "docx", FileKind.PDF),
        (b"\n\n  junk before %PDF-1.4", "pdf", FileKind.PDF),
        (zipped("a.xlsx"), "xlsx", FileKind.ZIP),
        (b"PK\x03\x04 cut off", "xlsx", FileKind.XLSX),
        (b"PK\x03\x04 cut off", "zip", FileKind.ZIP),
        (compound("WordDocument"), "wps", FileKind.DOC),
        (compound("Workbook"), "et", FileKind.XLS),
        (compound("EncryptedPackage"), "xlsx", FileKind.LOCKED),
        (compound("Anything"), "doc", FileKind.UNKNOWN),
        (b'\xef\xbb\xbf {"form": 1}', "txt", FileKind.JSON),
        ("单位名称,甲".encode("gb18030"), "csv", FileKind.CSV),
        ("单位名称,甲".encode("utf-16"), "csv", FileKind.CSV),
        ("单位名称,甲".encode(), "xlsx", FileKind.UNKNOWN),
        (b"\x00\x01\x02 binary", "csv", FileKind.UNKNOWN),
        (b"<!DOCTYPE html><table>", "xls", FileKind.HTML),
        (b"MZ\x90\x00", "xlsx", FileKind.PROGRAM),
        (b"Rar!\x1a\x07", "zip", FileKind.ARCHIVE),
        (b"\x00\x00\x00\x18ftypheic", "jpg", FileKind.OTHER_PICTURE),
        (b"\xff\xd8\xff\xe0", "png", FileKind.JPEG),
    ],
)
def test_the_content_decides(content: bytes, suffix: str, kind: FileKind) -> None:
    assert kind_of(content, suffix) is kind


@pytest.mark.parametrize(("suffix", "kind"), [("et", FileKind.XLS), ("xls", FileKind.XLSX), ("wps", FileKind.DOCX), ("jpg", FileKind.PNG)])
def test_formats_of_one_family_fit_each_others_suffixes(suffix: str, kind: FileKind) -> None:
    assert fits(kind, suffix)


@pytest.mark.parametrize(
    ("suffix", "kind"), [("docx", FileKind.PDF), ("pdf", FileKind.DOCX), ("xlsx", FileKind.DOCX), ("json", FileKind.CSV)]
)
def test_another_family_does_not_fit(suffix: str, kind: FileKind) -> None:
    assert not fits(kind, suffix)
