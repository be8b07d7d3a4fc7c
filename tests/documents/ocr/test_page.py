"""Whole pages, drawn and read."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from PIL import Image, ImageDraw

import lotmaker
from pagedrawer import blank, pixels, table, write
from relparty.documents.cells import Row
from relparty.documents.ocr import SURE, engine, page
from scanpaper import font

pytestmark = pytest.mark.ocr

ROWS = [["股东姓名", "证件号码", "持股比例"], ["昊峤翀", lotmaker.person_id(3), "66.67"], ["吴琰珩", lotmaker.person_id(4), ""]]


def read(drawn: Image.Image) -> list[Row]:
    return page.rows(pixels(drawn), 1, engine.load())


def texts(rows: list[Row]) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in rows]


@pytest.mark.parametrize("face", ["song", "hei", "kai"])
def test_a_ruled_table_is_read_cell_by_cell_with_its_rare_names(face: str) -> None:
    assert texts(read(table(ROWS, face))) == ROWS


@pytest.mark.parametrize("degrees", [90, 180, 270, 3])
def test_a_page_is_read_however_it_lies(degrees: int) -> None:
    assert texts(read(table(ROWS).rotate(degrees, expand=True, fillcolor="white"))) == ROWS


def test_cells_say_where_they_stand() -> None:
    first, second = (row.cells for row in read(table(ROWS))[:2])

    assert [(cell.place.page, cell.place.table, cell.place.row, cell.place.column) for cell in second] == [(1, 1, 2, n) for n in (1, 2, 3)]
    assert [cell.left for cell in first] == [cell.left for cell in second]
    assert first[0].right == first[1].left


def test_a_cell_merged_down_is_repeated_as_continued() -> None:
    rows = read(table([["股东", "昊天"], ["", "翊辰"]], joined=[(0, 0)]))

    assert texts(rows) == [["股东", "昊天"], ["股东", "翊辰"]]
    assert [(row.cells[0].rows, row.cells[0].continued) for row in rows] == [(2, False), (2, True)]


def test_an_empty_cell_is_surely_empty() -> None:
    assert [(cell.text, cell.confidence) for cell in read(table(ROWS))[2].cells[2:]] == [("", 1.0)]


def test_ink_that_says_nothing_is_no_empty_answer() -> None:
    drawn = table([["股东", "昊天"], ["持股比例", ""]])
    pen = ImageDraw.Draw(drawn)
    for n in range(9):
        pen.line((310 + n * 9, 96, 318 + n * 9, 128), fill="black", width=3)
    cell = read(drawn)[1].cells[1]

    assert cell.confidence < SURE


def test_clear_numbers_are_sure_and_show_no_crop() -> None:
    cell = read(table(ROWS))[1].cells[1]

    assert cell.confidence >= SURE
    assert not cell.crop


def test_a_doubtful_name_shows_its_crop_and_a_doubtful_long_number_does_not() -> None:
    drawn = table([["昊峤翀", "13800138000"], ["姓名", "电话"]])
    pen = ImageDraw.Draw(drawn)
    pen.line((48, 64, 140, 64), fill="black", width=5)
    pen.line((300, 62, 460, 66), fill="black", width=7)
    name, number = read(drawn)[0].cells

    assert name.confidence < SURE
    assert name.crop.startswith(b"\x89PNG")
    assert number.confidence < SURE
    assert not number.crop


def test_a_seal_over_the_answers_takes_nothing_from_them() -> None:
    drawn = table(ROWS)
    ink = Image.new("RGB", drawn.size, "white")
    ImageDraw.Draw(ink).ellipse((150, 40, 300, 190), outline=(206, 32, 40), width=8)
    sealed = Image.fromarray((np.asarray(drawn, np.uint16) * np.asarray(ink) // 255).astype(np.uint8))

    assert texts(read(sealed)) == ROWS


def test_red_words_in_a_cell_are_read_and_doubted() -> None:
    drawn = write(table([["关联单位", ""], ["姓名", "昊天"]]), 302, 50, "有", "red")
    cell = read(drawn)[0].cells[1]

    assert cell.text == "有"
    assert cell.confidence < SURE


def test_words_far_apart_on_a_line_are_cells_that_line_up() -> None:
    drawn = blank()
    for row, words in enumerate((("股东名称", "股东类型", "证件号码"), ("昊峤翀", "自然人股东", "非公示项"))):
        for column, each in enumerate(words):
            write(drawn, 60 + 280 * column, 60 + 60 * row, each)
    rows = read(drawn)

    assert texts(rows) == [["股东名称", "股东类型", "证件号码"], ["昊峤翀", "自然人股东", "非公示项"]]
    assert all(abs(above.left - below.left) < 20 for above, below in zip(rows[0].cells, rows[1].cells, strict=True))


def test_a_label_with_a_colon_keeps_its_value() -> None:
    drawn = write(write(blank(), 60, 60, "法定代表人："), 300, 60, "昊峤翀")

    assert texts(read(drawn)) == [["法定代表人：昊峤翀"]]


def test_a_page_of_nothing_has_no_rows() -> None:
    assert read(blank()) == []


def test_a_very_long_screenshot_is_read_to_its_end() -> None:
    drawn = blank(700, 5200)
    for row in range(26):
        write(drawn, 60, 40 + 200 * row, f"第{row + 1}行昊天有限公司", face="hei")

    assert texts(read(drawn)) == [[f"第{row + 1}行昊天有限公司"] for row in range(26)]


def test_a_dash_that_is_the_whole_answer_is_no_figure() -> None:
    assert texts(read(table([["关联单位", "—"], ["子公司", "一二三公司"]]))) == [["关联单位", "—"], ["子公司", "一二三公司"]]


def test_pale_words_are_no_empty_answer() -> None:
    drawn = write(table([["关联单位", ""], ["姓名", "昊天"]]), 302, 50, "有", (190, 190, 190))
    cell = read(drawn)[0].cells[1]

    assert cell.confidence < SURE


def test_a_title_in_large_letters_inside_the_table_is_read() -> None:
    drawn = table([["", "", ""], ["姓名", "昊天", "董事"]])
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((42, 30, 787, 87), fill="white")
    pen.rectangle((40, 20, 790, 88), outline="black", width=2)
    pen.text((200, 54), "单位信息采集表", "black", font("song", 46), anchor="lm")

    assert texts(read(drawn)) == [["单位信息采集表"], ["姓名", "昊天", "董事"]]


def test_words_as_far_apart_as_columns_in_one_cell_are_doubted() -> None:
    drawn = table([["股东", "类型"], ["昊天", "自然人"]])
    ImageDraw.Draw(drawn).rectangle((288, 91, 293, 134), fill="white")
    (cell,) = read(drawn)[1].cells

    assert cell.text == "昊天自然人"
    assert cell.confidence < SURE


def test_letters_at_the_very_edge_of_a_cell_are_doubted() -> None:
    drawn = table([["股东", "类型"], ["", "自然人"]])
    write(drawn, 30, 98, "昊天公司")

    assert read(drawn)[1].cells[0].confidence < SURE


def test_words_that_the_detector_overlooks_are_read() -> None:
    drawn = blank()
    for column, words in enumerate(("昊峤翀", "自然人股东", "非公示项")):
        write(drawn, 60 + 280 * column, 60, words)
    models = engine.load()
    seen = models.lines(pixels(drawn))

    half_seen = SimpleNamespace(boxes=[box for box in seen if not 300 < box[0][0] < 500])
    half_blind = replace(models, detector=lambda _: half_seen)

    assert texts(page.rows(pixels(drawn), 1, half_blind)) == [["昊峤翀", "自然人股东", "非公示项"]]
