"""Whether this machine can print Chinese, and with what: for whoever makes a picture or a PDF with fonts inside it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from relparty.errors import UsageError
from relparty.phrases import Phrase

if TYPE_CHECKING:
    from typst import Fonts

SANS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
)
"""Families without serifs (黑体) that have simplified Chinese, the best first."""
SERIF = (
    "Noto Serif CJK SC",
    "Noto Serif SC",
    "Source Han Serif SC",
    "Source Han Serif CN",
    "SimSun",
    "NSimSun",
    "Songti SC",
    "STSong",
    "AR PL UMing CN",
    "AR PL UMing",
)
"""Families with serifs (宋体), the best first."""

_WHERE = Phrase("中文字体", "Chinese font")
_NO_FONT = Phrase(
    "本机没有安装中文字体，文字会成为空白方框", "no font for Chinese is installed here, so text would come out as empty boxes"
)
_INSTALL = Phrase(
    "请安装 Noto Sans CJK SC 后重试（Debian、Ubuntu：apt install fonts-noto-cjk；Windows、macOS 自带中文字体）",
    "install Noto Sans CJK SC and try again (Debian, Ubuntu: apt install fonts-noto-cjk; Windows and macOS come with Chinese fonts)",
)


@dataclass(frozen=True, slots=True)
class Typefaces:
    """The families to print with; the same twice where only one of the sorts is installed."""

    sans: str
    serif: str


def typefaces() -> Typefaces:
    """The Chinese typefaces of this machine; raises UsageError, which names what to install, when it has none."""
    return chosen(installed().families())


@cache
def installed() -> Fonts:
    """The fonts of this machine, looked for once, as the type setter takes them."""
    import typst  # slow to look through all fonts, and only what embeds them asks

    return typst.Fonts()


def chosen(families: list[str]) -> Typefaces:
    """The best two of those families; raises UsageError when none of them has Chinese."""
    sans, serif = (next((name for name in known if name in families), "") for known in (SANS, SERIF))
    if not sans and not serif:
        raise UsageError(_WHERE.zh + " / " + _WHERE.en, _NO_FONT(), _INSTALL())
    return Typefaces(sans or serif, serif or sans)
