"""All files handed in, through the rounds: archives, folders, pictures inside documents, old Word files."""

from __future__ import annotations

import io
import json
import os
import random
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest
from PIL import Image

import formwriter
import lotmaker
import running
from relparty.intake import office
from relparty.intake.flow import Intake, read_all
from relparty.intake.reading import read_content
from relparty.model.lot import HandedIn, form_file
from relparty.settings import FileLimits

FORMS = lotmaker.forms({"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
NAMES = [lotmaker.company_name(word) for word in FORMS]


def handed_in(folder: Path, **limits: int) -> Intake:
    files = [HandedIn(path.relative_to(folder).as_posix(), path) for path in sorted(folder.rglob("*")) if not path.is_dir()]
    return read_all(files, FileLimits(**limits))


def sentences(intake: Intake) -> list[str]:
    return [f"{each.error.place}：{each.error.fact.say('zh')}" for reading in intake.readings for each in reading.unread]


def names(intake: Intake) -> list[str]:
    return [each.bidder.name for reading in intake.readings for each in reading.declarations]


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def as_json(form: formwriter.Form) -> bytes:
    return json.dumps(form, ensure_ascii=False).encode()


def picture(width: int, height: int) -> bytes:
    noise = random.Random(1).randbytes(width * height)
    buffer = io.BytesIO()
    Image.frombytes("L", (width, height), noise).save(buffer, "PNG")
    return buffer.getvalue()


def test_archives_in_archives_and_folders_are_read(tmp_path: Path) -> None:
    inner = zipped(**{"采集表.xlsx": formwriter.xlsx(FORMS["甲辰"])})
    (tmp_path / "a.zip").write_bytes(zipped(**{"内/inner.zip": inner, "b.docx": formwriter.docx(FORMS["乙木"])}))
    (tmp_path / "丙").mkdir()
    (tmp_path / "丙" / "c.json").write_bytes(as_json(FORMS["丙火"]))
    intake = handed_in(tmp_path)
    assert sorted(names(intake)) == sorted(NAMES)
    assert sentences(intake) == []
    assert [file.file for file in intake.files] == [
        "a.zip",
        "a.zip/b.docx",
        "a.zip/内/inner.zip/采集表.xlsx",
        "丙/c.json",
    ]


def test_archives_nested_too_deep_are_told(tmp_path: Path) -> None:
    content = as_json(FORMS["甲辰"])
    for level in range(3):
        content = zipped(**{f"{level}.{'zip' if level else 'json'}": content})
    (tmp_path / "a.zip").write_bytes(content)
    assert names(handed_in(tmp_path)) == NAMES[:1]
    assert sentences(handed_in(tmp_path, nesting=2)) == ["a.zip/2.zip/1.zip：压缩包嵌套超过 2 层"]


def test_the_result_does_not_depend_on_the_order_of_the_files(tmp_path: Path) -> None:
    for number, form in enumerate(FORMS.values()):
        (tmp_path / f"{number}.xlsx").write_bytes(formwriter.xlsx(form))
    (tmp_path / "z.zip").write_bytes(zipped(**{"x.json": b"{}", "y.csv": b"\x00"}))
    files = [HandedIn(path.name, path) for path in sorted(tmp_path.iterdir())]
    one, other = read_all(files, FileLimits()), read_all(files[::-1], FileLimits())
    assert one.files == other.files
    assert sentences(one) == sentences(other)
    assert [reading.declarations for reading in one.readings] == [reading.declarations for reading in other.readings]


def test_a_reading_in_a_child_is_the_reading_of_the_same_content_here(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(formwriter.pdf(FORMS["甲辰"]))
    file = form_file("a.pdf", (tmp_path / "a.pdf").read_bytes())
    assert handed_in(tmp_path).readings == (read_content(file, (tmp_path / "a.pdf").read_bytes(), FileLimits()),)


def test_pages_pasted_into_a_document_are_files_of_their_own(tmp_path: Path) -> None:
    document = docx.Document(io.BytesIO(formwriter.docx(FORMS["甲辰"])))
    document.add_picture(io.BytesIO(picture(900, 700)))
    document.add_picture(io.BytesIO(picture(200, 200)))
    document.save(tmp_path / "a.docx")
    intake = handed_in(tmp_path)
    assert names(intake) == NAMES[:1]
    (sentence,) = sentences(intake)
    assert sentence.startswith("a.docx/image1.png：")


def test_a_picture_inside_a_form_is_its_bidders(tmp_path: Path) -> None:
    lotmaker.write(tmp_path, {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}})
    (tmp_path / "forms" / "01.json").unlink()
    document = docx.Document(io.BytesIO(formwriter.docx(FORMS["甲辰"])))
    document.add_picture(io.BytesIO(picture(900, 700)))
    document.save(tmp_path / "forms" / "a.docx")
    told = running.told(tmp_path)
    assert [finding["bidders"] for finding in told["findings"]] == [NAMES[:1]]
    assert told["verdict"] == "incomplete"


def test_a_pipe_among_the_forms_does_not_stop_the_reading(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert sentences(handed_in(tmp_path)) == ["a.xlsx：不是普通文件（p）"]


def test_a_file_larger_than_allowed_is_not_even_opened(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK" + b"\x00" * (2 << 20))
    assert sentences(handed_in(tmp_path, size=1 << 20)) == ["a.xlsx：文件超过 1 MB"]


def test_without_libreoffice_an_old_word_file_names_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "program", lambda: None)
    (tmp_path / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 200)
    (sentence,) = sentences(handed_in(tmp_path))
    assert "LibreOffice" in sentence


def test_a_libreoffice_that_hangs_is_ended_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nwhile :; do :; done\n")
    program.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(program))
    (tmp_path / "forms").mkdir()
    (tmp_path / "forms" / "a.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le") * 200)
    assert sentences(handed_in(tmp_path / "forms", seconds=1)) == ["a.doc：旧版 Word 文件转换失败：已损坏、设有密码或过大"]


@pytest.mark.office
def test_old_word_files_are_read_like_new_ones_and_bad_ones_told(tmp_path: Path) -> None:
    for number, form in enumerate(FORMS.values()):
        (tmp_path / f"{number}.docx").write_bytes(formwriter.docx(form))
    office_program = office.program()
    assert office_program, "this test needs LibreOffice"
    command = [office_program, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "doc", "--outdir"]
    forms = tmp_path / "forms"
    subprocess.run([*command, str(forms), *map(str, sorted(tmp_path.glob("*.docx")))], check=True, capture_output=True)
    (forms / "2.doc").rename(forms / "2.wps")
    (forms / "bad.doc").write_bytes((forms / "0.doc").read_bytes()[:3000])
    intake = handed_in(forms)
    assert sorted(names(intake)) == sorted(NAMES)
    assert [problem for reading in intake.readings for each in reading.declarations for problem in each.problems] == []
    assert [sentence.partition("：")[0] for sentence in sentences(intake)] == ["bad.doc"]
    assert [file.kind for file in intake.files] == ["doc", "doc", "wps", "doc"]
