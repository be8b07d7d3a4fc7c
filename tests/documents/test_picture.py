import io
from datetime import datetime

import numpy as np
import pytest
from PIL import Image

import pagedrawer
import scandamage
from relparty.documents import picture
from relparty.documents.ocr import engine
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile
from relparty.settings import FileLimits

FILE = FormFile("甲/表.png", "0" * 64, "png")
ROWS = [["法定代表人", "昊峤翀"], ["持股比例", "66.67"]]


def texts(content: bytes, limits: FileLimits | None = None) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in picture.read(FILE, content, limits or FileLimits()).rows]


def png(size: tuple[int, int]) -> bytes:
    """A picture of one colour, small however large it claims to be."""
    buffer = io.BytesIO()
    Image.new("1", size).save(buffer, "PNG")
    return buffer.getvalue()


def test_without_the_extra_the_sentence_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "is_installed", lambda: False)

    with pytest.raises(UnreadableFile) as error:
        picture.read(FILE, png((10, 10)), FileLimits())
    assert "relparty[ocr]" in error.value.say("zh")


@pytest.mark.ocr
def test_a_picture_tells_its_size_and_when_it_was_taken() -> None:
    taken = datetime.fromisoformat("2026-11-09T15:20:31")
    drawn = pagedrawer.table(ROWS)
    document = picture.read(FILE, scandamage.jpeg(drawn, 90, taken=taken), FileLimits())

    assert document.picture is not None
    assert (document.picture.width, document.picture.height, document.picture.taken_at) == (*drawn.size, taken)
    assert document.file.picture == document.picture


@pytest.mark.ocr
@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_a_photo_is_turned_as_its_tag_says(orientation: int) -> None:
    assert texts(scandamage.jpeg(pagedrawer.table(ROWS), 90, orientation=orientation)) == ROWS


@pytest.mark.ocr
@pytest.mark.parametrize("mode", ["L", "P", "1", "RGBA", "LA", "CMYK"])
def test_pictures_of_every_colour_mode_are_read(mode: str) -> None:
    drawn = pagedrawer.table(ROWS).convert("RGB").convert(mode)

    assert texts(pagedrawer.encoded(drawn, "JPEG" if mode == "CMYK" else "PNG")) == ROWS


@pytest.mark.ocr
def test_what_is_transparent_is_white() -> None:
    drawn = pagedrawer.table(ROWS).convert("L")
    clear = Image.merge("LA", (Image.new("L", drawn.size, 0), drawn.point(lambda value: 255 - value)))

    assert texts(pagedrawer.encoded(clear)) == ROWS


@pytest.mark.ocr
def test_sixteen_bit_grey_is_read() -> None:
    grey = np.asarray(pagedrawer.table(ROWS).convert("L")).astype(np.uint16) * 257

    assert texts(pagedrawer.encoded(Image.fromarray(grey))) == ROWS


@pytest.mark.ocr
@pytest.mark.parametrize("size", [(9_000, 9_000), (20_000, 15_000)])
def test_too_many_pixels_are_told_from_the_header(size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    content = png(size)

    def unpacked(*_: object) -> None:
        raise AssertionError("the picture was unpacked")

    monkeypatch.setattr(Image.Image, "convert", unpacked)
    with pytest.raises(UnreadableFile) as error:
        picture.read(FILE, content, FileLimits())
    assert "8000 万像素" in error.value.say("zh")
    assert "甲/表.png" in error.value.say("en")


@pytest.mark.ocr
@pytest.mark.parametrize("cut", [20, 60, 400])
@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
def test_a_truncated_picture_cannot_be_opened(kind: str, cut: int) -> None:
    content = pagedrawer.encoded(pagedrawer.table(ROWS), kind)

    with pytest.raises(UnreadableFile, match="cannot be opened"):
        picture.read(FILE, content[:cut], FileLimits())


@pytest.mark.ocr
def test_other_kinds_of_picture_are_not_tried() -> None:
    with pytest.raises(UnreadableFile, match="cannot be opened"):
        picture.read(FILE, pagedrawer.encoded(pagedrawer.table(ROWS), "TIFF"), FileLimits())


@pytest.mark.ocr
def test_a_picture_without_text_is_no_empty_form() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        picture.read(FILE, pagedrawer.encoded(pagedrawer.blank()), FileLimits())


@pytest.mark.ocr
def test_a_time_that_no_calendar_knows_is_no_time() -> None:
    exif = Image.Exif()
    exif[0x0132] = "0000:00:00 00:00:00"
    document = picture.read(FILE, pagedrawer.encoded(pagedrawer.table(ROWS), "JPEG", exif=exif), FileLimits())

    assert document.picture is not None
    assert document.picture.taken_at is None
