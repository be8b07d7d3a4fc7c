"""What scanners, phones, seals and faxes do to a page: pure functions on pictures, chance from a seeded generator."""

from __future__ import annotations

import io
from datetime import datetime

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from scanpaper import font

Rng = np.random.Generator
_SEAL_RED = (206, 32, 40)
_ORIENTATION, _DATE_TIME, _EXIF_FOLDER, _DATE_ORIGINAL = 0x0112, 0x0132, 0x8769, 0x9003
_STORED = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
"""How a picture is kept when its tag of that number makes viewers turn it upright."""


def skewed(page: Image.Image, degrees: float) -> Image.Image:
    """The page turned by a small angle on the scanner's white glass, its size kept."""
    return page.rotate(degrees, Image.Resampling.BICUBIC, fillcolor=_white(page))


def turned(page: Image.Image, degrees: int) -> Image.Image:
    """The page lying on its side or head (90, 180 or 270 degrees to the left), nothing lost."""
    return page.rotate(degrees, expand=True)


def blurred(page: Image.Image, radius: float) -> Image.Image:
    return page.filter(ImageFilter.GaussianBlur(radius))


def noisy(page: Image.Image, sigma: float, rng: Rng) -> Image.Image:
    """The page with the grain of a sensor and paper that is not quite white."""
    values = np.asarray(page, np.float32)
    grain = rng.normal(0, sigma, values.shape[:2]).astype(np.float32)
    paper = values * 0.975
    return _picture(paper + (grain if values.ndim == 2 else grain[..., None]))


def with_seal(page: Image.Image, words: str, centre: tuple[float, float], rng: Rng, diameter_mm: float = 42, dpi: int = 200) -> Image.Image:
    """The page with the red round seal of a company pressed over it; `centre` in shares of width and height."""
    size = round(diameter_mm / 25.4 * dpi)
    seal = _seal(words, size).rotate(float(rng.uniform(-25, 25)), Image.Resampling.BICUBIC)
    worn = Image.fromarray(np.clip(rng.normal(225, 45, (size // 4, size // 4)), 60, 255).astype(np.uint8)).resize((size, size))
    mask = ImageChops.multiply(seal, worn)
    ink = Image.new("RGB", page.size, "white")
    red = Image.new("RGB", (size, size), _SEAL_RED)
    ink.paste(red, (round(centre[0] * page.width) - size // 2, round(centre[1] * page.height) - size // 2), mask)
    return ImageChops.multiply(page.convert("RGB"), ink)


def _seal(words: str, size: int) -> Image.Image:
    """How much ink a seal leaves: ring, star, and the company's name along the ring."""
    mask = Image.new("L", (size, size), 0)
    pen, half = ImageDraw.Draw(mask), size / 2
    pen.ellipse((2, 2, size - 3, size - 3), outline=255, width=max(2, size // 28))
    radii = [0.17 * size, 0.065 * size] * 5
    angles = [-np.pi / 2 + n * np.pi / 5 for n in range(10)]
    pen.polygon([(half + r * np.cos(a), half + r * np.sin(a)) for r, a in zip(radii, angles, strict=True)], fill=255)
    spread = 250.0
    face = font("song-bold", max(8, size // 9))
    for n, character in enumerate(words):
        turn = -spread / 2 + spread * n / max(1, len(words) - 1)
        tile = Image.new("L", (size, size), 0)
        ImageDraw.Draw(tile).text((half, size * 0.13), character, 255, face, anchor="mm")
        mask = ImageChops.lighter(mask, tile.rotate(-turn, Image.Resampling.BICUBIC))
    return mask


def with_watermark(page: Image.Image, words: str, grey: int = 205, dpi: int = 200) -> Image.Image:
    """The page over pale words that run across it slantwise, as copies for one purpose are marked."""
    side = int(np.hypot(*page.size)) + 1
    layer = Image.new("L", (side, side), 255)
    pen, size = ImageDraw.Draw(layer), round(26 / 72 * dpi)
    face = font("hei", size)
    for row, top in enumerate(range(0, side, size * 6)):
        for left in range(-row % 2 * size * 4, side, round(face.getlength(words)) + size * 4):
            pen.text((left, top), words, grey, face)
    layer = layer.rotate(35, Image.Resampling.BICUBIC, fillcolor=255)
    left, top = (side - page.width) // 2, (side - page.height) // 2
    mark = layer.crop((left, top, left + page.width, top + page.height))
    return ImageChops.multiply(page, mark if page.mode == "L" else mark.convert(page.mode))


def lit(page: Image.Image, rng: Rng, darkest: float = 0.55) -> Image.Image:
    """The page under a lamp at one side, with the soft shadow of the hand that holds the phone."""
    down, across = np.mgrid[0:1:64j, 0:1:48j]
    angle = rng.uniform(0, 2 * np.pi)
    slope = (np.cos(angle) * (across - 0.5) + np.sin(angle) * (down - 0.5)) / np.sqrt(0.5) + 0.5
    light = darkest + (1 - darkest) * np.clip(slope, 0, 1)
    edge = rng.uniform(0.25, 0.75) + rng.uniform(-0.6, 0.6) * (down - 0.5)
    shadow = 1 - 0.28 / (1 + np.exp((across - edge) * rng.choice([-60, 60])))
    field = Image.fromarray((np.clip(light * shadow, 0, 1) * 255).astype(np.uint8)).resize(page.size, Image.Resampling.BICUBIC)
    warm = np.array([1.0, 0.97, 0.9], np.float32)
    return _picture(np.asarray(page.convert("RGB"), np.float32) * (np.asarray(field, np.float32) / 255)[..., None] * warm)


def photographed(page: Image.Image, rng: Rng, lean: float = 0.05) -> Image.Image:
    """The page lying on a desk, taken from a little aside: perspective, and the desk around it."""
    width, height = page.size
    canvas = (round(width * 1.18), round(height * 1.14))
    left, top = (canvas[0] - width) / 2, (canvas[1] - height) / 2
    corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    moved = [(x + rng.uniform(-lean, lean) * width, y + rng.uniform(-lean, lean) * height) for x, y in corners]
    source = [(0, 0), (width, 0), (width, height), (0, height)]
    coefficients = _perspective(moved, source)
    grain = rng.normal(0, 1, (canvas[1] // 8, canvas[0])).astype(np.float32)
    wood = Image.fromarray(np.clip(95 + 10 * grain, 0, 255).astype(np.uint8)).resize(canvas, Image.Resampling.BICUBIC)
    desk = Image.merge("RGB", [wood.point(lambda v, k=k: round(v * k)) for k in (1.0, 0.78, 0.58)])
    flat = page.convert("RGB").transform(canvas, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    cover = Image.new("L", page.size, 255).transform(canvas, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    return Image.composite(flat, desk, cover)


def _perspective(target: list[tuple[float, float]], source: list[tuple[int, int]]) -> list[float]:
    equations, answers = [], []
    for (x, y), (u, v) in zip(target, source, strict=True):
        equations += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
        answers += [u, v]
    return [float(value) for value in np.linalg.solve(np.array(equations), np.array(answers))]


def faxed(page: Image.Image, rng: Rng, specks: float = 0.0006) -> Image.Image:
    """The page in pure black and white with specks."""
    values = np.asarray(page.convert("L")) > rng.integers(150, 190)
    speck = rng.random(values.shape)
    values = (values | (speck < specks)) & ~(speck > 1 - specks)
    return Image.fromarray((values * 255).astype(np.uint8)).convert("1")


def png(page: Image.Image, dpi: int) -> bytes:
    buffer = io.BytesIO()
    page.save(buffer, "PNG", dpi=(dpi, dpi), compress_level=1)
    return buffer.getvalue()


def jpeg(page: Image.Image, quality: int, *, dpi: int = 72, orientation: int = 1, taken: datetime | None = None) -> bytes:
    """The page as JPEG; kept turned when `orientation` is 3, 6 or 8, so that only readers of the tag see it upright."""
    exif = Image.Exif()
    if orientation != 1:
        exif[_ORIENTATION] = orientation
        page = page.transpose(_STORED[orientation])
    if taken:
        exif[_DATE_TIME] = f"{taken:%Y:%m:%d %H:%M:%S}"
        exif.get_ifd(_EXIF_FOLDER)[_DATE_ORIGINAL] = f"{taken:%Y:%m:%d %H:%M:%S}"
    buffer = io.BytesIO()
    page.save(buffer, "JPEG", quality=quality, exif=exif, dpi=(dpi, dpi))
    return buffer.getvalue()


def pdf(sheets: list[Image.Image], dpi: int, quality: int = 85) -> bytes:
    """A PDF whose pages are pictures only, as copiers send by mail."""
    buffer = io.BytesIO()
    first, *rest = sheets
    first.save(buffer, "PDF", save_all=True, append_images=rest, resolution=dpi, quality=quality)
    return buffer.getvalue()


def _white(page: Image.Image) -> int | tuple[int, ...]:
    return 255 if page.mode in ("L", "1") else (255,) * len(page.getbands())


def _picture(values: np.ndarray) -> Image.Image:
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
