"""The PDF format: one page of the picture's own size, its text as text, fonts inside, no time of any clock."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree as ET

import pytest
from exportlots import example
from picturemaker import company, held, pictured
from pictureparts import squeezed
from pypdf import PageObject, PdfReader
from pypdf.generic import DictionaryObject

from relparty.graph_formats import Picture, cut, draw, formats, is_picture
from relparty.model.finding import Level

HOSTILE = ["<script>alert(1)</script>", "#set page(fill: red)", '"]); #panic("x")', "甲\x00\u202e乙\ud800", "W" * 200, 'a"q"\'甲', "", "  "]


def one(name: str = "深圳市甲辰建设工程有限公司", lot: str = "标段") -> Picture:
    return pictured([company("n1", name, is_bidder=True, level=Level.BAR), company("n2", name)], [held("n2", "n1", is_control=True)], lot)


def opened(picture: Picture) -> PdfReader:
    return PdfReader(io.BytesIO(draw("pdf", picture, "zh")))


def words(page: PageObject) -> str:
    return squeezed(page.extract_text())


def test_pdf_is_a_picture_format_that_the_core_finds() -> None:
    assert "pdf" in formats()
    assert is_picture("pdf")


@pytest.mark.parametrize("lot", ["D01-demo", "P05-layers", "P12-circle", "Q16-hundred-bidders"])
def test_every_name_of_a_lot_can_be_searched_for(lot: str) -> None:
    picture = cut(example(lot))
    (page,) = opened(picture).pages
    text = words(page)
    for node in picture.nodes:
        assert squeezed(node.name) in text
        assert squeezed(node.number) in text


def test_the_page_is_as_large_as_the_picture_on_a_screen() -> None:
    root = ET.fromstring(draw("svg", one(), "zh"))
    (page,) = opened(one()).pages
    for name, side in (("width", page.mediabox.width), ("height", page.mediabox.height)):
        assert float(side) == pytest.approx(float(root.get(name, "")) * 0.75, abs=0.5)


def test_fonts_are_inside_with_no_more_than_the_characters_used() -> None:
    content = draw("pdf", one(), "zh")
    reader = PdfReader(io.BytesIO(content))
    objects = [reader.get_object(number) for number in range(1, len(reader.xref_objStm) + sum(map(len, reader.xref.values())))]
    described = [each for each in objects if isinstance(each, DictionaryObject) and each.get("/Type") == "/FontDescriptor"]
    assert described
    for each in described:
        assert re.match(r"/[A-Z]{6}\+", str(each["/FontName"]))
        assert {"/FontFile2", "/FontFile3"} & set(each)
    assert len(content) < 100_000


def test_it_tells_its_title_its_language_and_itself_in_words() -> None:
    reader = opened(one(lot="河道清淤监测服务"))
    assert reader.metadata is not None
    assert reader.metadata.title == "河道清淤监测服务"
    assert str(reader.root_object["/Lang"]).startswith("zh")
    assert "/StructTreeRoot" in reader.root_object


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert draw("pdf", one(), "zh") == draw("pdf", one(), "zh")


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    (page,) = opened(one(name, lot=name)).pages
    if name.isprintable():
        assert squeezed(name) in words(page)
    assert "/Annots" not in page
    assert capfd.readouterr() == ("", "")


def test_the_page_of_a_great_lot_is_no_larger_than_readers_accept() -> None:
    bidders = [company(f"n{number}", "很长的名字" * 8, is_bidder=True) for number in range(1, 251)]
    (page,) = opened(pictured([company("n0"), *bidders], [held("n0", node.id) for node in bidders])).pages
    assert 10_000 < page.mediabox.height <= 14_400
