"""The PNG format: the same layout as the SVG, Chinese drawn with a font, a clear sentence where there is none."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from picturemaker import company, held, pictured
from PIL import Image

from relparty import fonts
from relparty.errors import UsageError
from relparty.graph_formats import Picture, draw, formats, is_picture
from relparty.model.finding import Level

HERE = Path(__file__).parent
HOSTILE = [
    "<script>alert(1)</script>",
    "#set page(fill: red)",
    '"]); #panic("x")',
    "甲\x00\u202e乙\ud800",
    "W" * 200,
    "😀👨‍👩‍👧",
    "ﷺ بسم الله",
    "",
    "  ",
]


def one(name: str = "深圳市甲辰建设工程有限公司", lot: str = "标段") -> Picture:
    return pictured([company("n1", name, is_bidder=True, level=Level.BAR), company("n2", name)], [held("n2", "n1", is_control=True)], lot)


def opened(picture: Picture) -> Image.Image:
    image = Image.open(io.BytesIO(draw("png", picture, "zh")))
    image.load()
    return image


def test_png_is_a_picture_format_that_the_core_finds() -> None:
    assert "png" in formats()
    assert is_picture("png")


def test_it_has_two_pixels_for_each_of_the_svg() -> None:
    root = ET.fromstring(draw("svg", one(), "zh"))
    wanted = [2 * float(root.get(name, "")) for name in ("width", "height")]
    assert list(opened(one()).size) == pytest.approx(wanted, abs=2)


def test_chinese_is_drawn_and_not_as_the_same_box_over_and_over() -> None:
    pictures = [opened(one(name)).convert("L").tobytes() for name in ("甲乙丙丁", "戊己庚辛")]
    assert pictures[0] != pictures[1]


def test_colours_and_lines_are_there() -> None:
    colours = {colour for _, colour in opened(one()).convert("RGB").getcolors(1 << 20) or []}
    assert {(0xA4, 0x0E, 0x26), (0xEE, 0xF3, 0xF8), (0xFF, 0xFF, 0xFF)} <= colours


def test_the_same_picture_gives_the_same_bytes_and_no_time_stands_in_it() -> None:
    content = draw("png", one(), "zh")
    assert content == draw("png", one(), "zh")
    assert b"tIME" not in content
    assert b"tEXt" not in content


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stays_text(name: str, capfd: pytest.CaptureFixture[str]) -> None:
    image = opened(one(name, lot=name)).convert("RGB")
    assert image.getpixel((2, 2)) == (255, 255, 255)
    assert capfd.readouterr() == ("", "")


def test_a_picture_of_a_great_lot_stays_within_what_viewers_open() -> None:
    bidders = [company(f"n{number}", "很长的名字" * 8, is_bidder=True) for number in range(1, 251)]
    content = draw("png", pictured([company("n0"), *bidders], [held("n0", node.id) for node in bidders]), "zh")
    width, height = struct.unpack(">II", content[16:24])
    assert height > 10_000
    assert height <= 30_000
    assert width * height < 26_000_000


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_without_a_chinese_font_it_is_said_what_to_install(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    import typst

    monkeypatch.setattr(fonts, "installed", lambda: typst.Fonts(include_system_fonts=False))
    with pytest.raises(UsageError) as caught:
        draw(kind, one(), "zh")
    assert "fonts-noto-cjk" in caught.value.say("zh")
    assert "没有安装中文字体" in caught.value.say("zh")
    assert "fonts-noto-cjk" in caught.value.say("en")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems look for fonts in fixed places and come with Chinese ones")
def test_a_machine_without_chinese_fonts_draws_the_svg_alone(tmp_path: Path) -> None:
    (tmp_path / "fonts.conf").write_text("<fontconfig><dir>/nonexistent</dir></fontconfig>")
    code = (
        "from picturemaker import company, pictured; from relparty.errors import UsageError; from relparty.graph_formats import draw\n"
        "for kind in ('svg', 'png', 'pdf'):\n"
        "    try: print(kind, len(draw(kind, pictured([company('n1')], []), 'zh')) > 1000)\n"
        "    except UsageError as error: print(kind, error.say('en'))"
    )
    machine = {**os.environ, "FONTCONFIG_FILE": str(tmp_path / "fonts.conf"), "HOME": str(tmp_path), "PYTHONUTF8": "1"}
    run = subprocess.run([sys.executable, "-c", code], env=machine, capture_output=True, check=True, cwd=HERE)
    svg, png, pdf = run.stdout.decode().splitlines()
    assert svg == "svg True"
    assert "no font for Chinese" in png
    assert "no font for Chinese" in pdf
