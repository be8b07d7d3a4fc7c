"""Prints a machine form and scans it as offices do: `PRINTINGS` maps a name to a maker of its files.

A maker takes the form and a seeded `numpy.random.Generator` and returns `(suffix, bytes)` for each file, the
pages of one form in order. Fonts: see `scanpaper.FONT_PACKAGES`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PIL import Image

import scandamage as damage
from scandamage import Rng
from scanpaper import Sheet, pages

Form = Mapping[str, Any]
Files = list[tuple[str, bytes]]

TAKEN = datetime.fromisoformat("2026-11-09T15:20:31")
"""When the photos were taken, by their EXIF tag."""
_COPY = "仅供本项目投标使用"


def scanned(form: Form, sheet: Sheet, rng: Rng, skew: float = 0.25, sigma: float = 3.0) -> list[Image.Image]:
    """The pages as a flat-bed scanner gives them: a hair's turn, slightly soft, grain of paper."""
    soft = 0.35 * sheet.dpi / 150
    return [
        damage.noisy(damage.blurred(damage.skewed(page, float(rng.uniform(-skew, skew))), soft), sigma, rng) for page in pages(form, sheet)
    ]


def _clean(dpi: int, font: str, **told: Any) -> Callable[[Form, Rng], Files]:
    def made(form: Form, rng: Rng) -> Files:
        return [(".png", damage.png(page, dpi)) for page in scanned(form, Sheet(dpi, font, **told), rng)]

    return made


def scan_jpeg_skew(form: Form, rng: Rng) -> Files:
    """150 dpi, laid askew by up to two degrees, saved as a small JPEG."""
    angle = float(rng.choice([-1, 1]) * rng.uniform(0.6, 2.0))
    made = scanned(form, Sheet(150, "song"), rng, 0)
    return [(".jpg", damage.jpeg(damage.skewed(page, angle), int(rng.integers(55, 80)), dpi=150)) for page in made]


def _sealed(form: Form, rng: Rng, centre: tuple[float, float], last: bool) -> Files:
    made = scanned(form, Sheet(200, "song"), rng)
    at = len(made) - 1 if last else 0
    made[at] = damage.with_seal(made[at], form["bidder"]["name"], centre, rng)
    return [(".jpg", damage.jpeg(page.convert("RGB"), 85, dpi=200)) for page in made]


def scan_seal_foot(form: Form, rng: Rng) -> Files:
    """The seal stands over the last rows, where forms are signed."""
    bottom = _foot(scanned(form, Sheet(200, "song"), rng)[-1])
    return _sealed(form, rng, (float(rng.uniform(0.6, 0.8)), bottom), last=True)


def scan_seal_block(form: Form, rng: Rng) -> Files:
    """The seal stands over the answers: bidder, head and holders."""
    return _sealed(form, rng, (float(rng.uniform(0.25, 0.75)), float(rng.uniform(0.12, 0.38))), last=False)


def _foot(page: Image.Image) -> float:
    """How far down the page its last ruling stands."""
    box = page.point(lambda value: 255 if value < 128 else 0).getbbox()
    return (box[3] / page.height if box else 0.9) - 0.02


def scan_watermark(form: Form, rng: Rng) -> Files:
    made = [damage.with_watermark(page, _COPY, int(rng.integers(185, 220))) for page in scanned(form, Sheet(200, "hei"), rng)]
    return [(".png", damage.png(page, 200)) for page in made]


def photo_light(form: Form, rng: Rng) -> Files:
    """A phone photo cut to the page: uneven light, a shadow, soft."""
    made = [damage.lit(damage.blurred(page, 0.7), rng) for page in scanned(form, Sheet(220, "song"), rng, 0.8)]
    return [(".jpg", damage.jpeg(damage.noisy(page, 4, rng), 85, taken=TAKEN)) for page in made]


def photo_perspective(form: Form, rng: Rng) -> Files:
    """A phone photo of the page on a desk, from a little aside."""
    made = [damage.lit(damage.photographed(page, rng, 0.03), rng, 0.75) for page in pages(form, Sheet(220, "song"))]
    return [(".jpg", damage.jpeg(damage.noisy(damage.blurred(page, 0.8), 4, rng), 85, taken=TAKEN)) for page in made]


def fax(form: Form, rng: Rng) -> Files:
    made = [damage.faxed(page, rng) for page in scanned(form, Sheet(200, "song"), rng, 0.6)]
    return [(".png", damage.png(page, 200)) for page in made]


def scanned_pdf(form: Form, rng: Rng) -> Files:
    """Several pages at reading size in one PDF of pictures, column headings again after a page break."""
    return [(".pdf", damage.pdf(scanned(form, Sheet(200, "song", points=11.5, repeat_headings=True), rng), 200))]


def rotated_tag(form: Form, rng: Rng) -> Files:
    """Kept lying on its side, upright only for readers of the EXIF orientation."""
    orientation = int(rng.choice([3, 6, 8]))
    return [(".jpg", damage.jpeg(page, 85, dpi=200, orientation=orientation)) for page in scanned(form, Sheet(200, "zenhei"), rng)]


def rotated(form: Form, rng: Rng) -> Files:
    """Scanned lying on its side or head, and nothing says so."""
    made = [damage.turned(page, int(rng.choice([90, 180, 270]))) for page in scanned(form, Sheet(200, "hei"), rng)]
    return [(".png", damage.png(page, 200)) for page in made]


PRINTINGS: Mapping[str, Callable[[Form, Rng], Files]] = {
    "scan-300-song": _clean(300, "song"),
    "scan-200-hei": _clean(200, "hei"),
    "scan-200-grid": _clean(200, "ming", layout="grid"),
    "scan-150-kai": _clean(150, "kai"),
    "scan-150-jpeg-skew": scan_jpeg_skew,
    "scanned-pdf-200": scanned_pdf,
    "rotated-90-exif": rotated_tag,
    "rotated-no-tag": rotated,
    "scan-200-seal-foot": scan_seal_foot,
    "scan-200-seal-block": scan_seal_block,
    "scan-200-watermark": scan_watermark,
    "photo-light": photo_light,
    "photo-perspective": photo_perspective,
    "fax-1bit": fax,
    "scan-100": _clean(100, "song"),
}
"""How offices hand in a form on paper, clean ones first."""

CLEAN = (
    "scan-300-song",
    "scan-200-hei",
    "scan-200-grid",
    "scan-150-kai",
    "scan-150-jpeg-skew",
    "scanned-pdf-200",
    "rotated-90-exif",
    "rotated-no-tag",
)
"""The printings of 150 dpi and above without seal, watermark or photo: what acceptance promises is for these."""
