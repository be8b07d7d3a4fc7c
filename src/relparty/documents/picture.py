"""Pictures of forms (PNG, JPEG) to rows of cells, with what the picture tells of itself (extra `ocr`)."""

from __future__ import annotations

import io
import warnings
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from relparty.documents.cells import FormDocument
from relparty.documents.ocr import engine
from relparty.errors import UnreadableFile
from relparty.model.lot import FormFile, Picture
from relparty.phrases import Phrase
from relparty.settings import FileLimits

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Exif, Image

_NEEDS_OCR = Phrase("是图片，识读图片的组件未安装", "it is a picture, and what reads pictures is not installed")
_TOO_MANY = Phrase("图片超过 {limit} 万像素", "the picture has more than {limit}0,000 pixels")
_BROKEN = Phrase("图片打不开（{reason}）", "the picture cannot be opened ({reason})")
_NO_TEXT = Phrase("图片中没有识读到文字", "no text was found in the picture")
_SMALLER = Phrase("请该投标人以 200—300 dpi 重新扫描后提交", "ask for a new scan at 200 to 300 dpi")
_ASK_AGAIN = Phrase(
    "请该投标人重新扫描或拍照，或提交 Excel、Word，或人工核对该表", "ask for a new scan, Excel or Word, or check this form by hand"
)

_FORMATS = ("PNG", "JPEG")
_REDUCIBLE = ("L", "LA", "RGB", "RGBA", "CMYK")
_DATE_TIME, _EXIF_FOLDER, _DATE_ORIGINAL = 0x0132, 0x8769, 0x9003


def read(file: FormFile, content: bytes, limits: FileLimits) -> FormDocument:
    """Rows of cells of one picture, its size and the time it was taken; reach for it with PNG and JPEG files.

    Raises UnreadableFile for a picture that is broken, has too many pixels (told from its header, before
    any is unpacked) or shows no text, and when the extra `ocr` is not installed.
    """
    pixels, picture = _opened(file, content, limits)
    if not engine.is_installed():
        raise UnreadableFile(file.file, _NEEDS_OCR(), engine.INSTALL())
    from relparty.documents.ocr import page

    rows = page.rows(pixels, 0, engine.load())
    if not any(cell.text or not cell.confidence for row in rows for cell in row.cells):
        raise UnreadableFile(file.file, _NO_TEXT(), _ASK_AGAIN())
    return FormDocument(replace(file, picture=picture), tuple(rows), picture=picture)


def _opened(file: FormFile, content: bytes, limits: FileLimits) -> tuple[NDArray[np.uint8], Picture]:
    """The picture upright in blue, green and red, and what it tells of itself."""
    import PIL.Image
    from PIL import ImageOps

    too_many = UnreadableFile(file.file, _TOO_MANY(limit=limits.pixels // 10_000), _SMALLER())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            image = PIL.Image.open(io.BytesIO(content), formats=_FORMATS)
            if image.width * image.height > limits.pixels:
                raise too_many
            upright = ImageOps.exif_transpose(_smaller(image))
            exif, (width, height) = image.getexif(), image.size
    except PIL.Image.DecompressionBombError as error:
        raise too_many from error
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, KeyError, IndexError, ArithmeticError) as error:
        raise UnreadableFile(file.file, _BROKEN(reason=type(error).__name__), _ASK_AGAIN()) from error
    return _blue_green_red(upright), Picture(width, height, _taken_at(exif))


def _smaller(image: Image) -> Image:
    """The picture decoded in colour, and made smaller early when it has far more pixels than help."""
    from relparty.documents.ocr.prepare import WORKABLE

    share = (image.width * image.height / WORKABLE) ** 0.5
    if share >= 2:
        image.draft("RGB", (round(image.width / share), round(image.height / share)))
    exif = image.getexif()
    factor = int((image.width * image.height / WORKABLE) ** 0.5)
    reduced = image.reduce(factor) if factor > 1 and image.mode in _REDUCIBLE else image
    colour = _on_white(reduced)
    colour.info["exif"] = exif.tobytes()
    return colour


def _on_white(image: Image) -> Image:
    """The picture in red, green and blue, what is transparent shown on white; 16-bit grey loses its finer half."""
    import numpy as np
    import PIL.Image

    if image.mode.startswith("I"):
        return PIL.Image.fromarray((np.asarray(image) >> 8).clip(0, 255).astype(np.uint8)).convert("RGB")
    if "A" in image.getbands() or "transparency" in image.info:
        shown = image.convert("RGBA")
        paper = PIL.Image.new("RGB", image.size, "white")
        paper.paste(shown, mask=shown.getchannel("A"))
        return paper
    return image.convert("RGB")


def _blue_green_red(image: Image) -> NDArray[np.uint8]:
    import numpy as np

    return np.ascontiguousarray(np.asarray(image)[:, :, ::-1])


def _taken_at(exif: Exif) -> datetime | None:
    """When the picture was taken, or else last changed, by its own telling."""
    told = exif.get_ifd(_EXIF_FOLDER).get(_DATE_ORIGINAL) or exif.get(_DATE_TIME)
    with suppress(TypeError, ValueError):
        return datetime.strptime(str(told).strip("\x00 "), "%Y:%m:%d %H:%M:%S")  # noqa: DTZ007 -- cameras tell no time zone
    return None
