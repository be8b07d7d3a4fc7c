"""`relparty lots FILE --out DIR`: a file of tenders to one lot's folder a tender, ready for the forms."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from relparty.errors import UnreadableFile, UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.registers.tender import TenderLot
from relparty.settings import MEGABYTE, Settings

_HELP = Phrase(
    "读取招标数据文件（OCDS 发布包、记录包或 JSON Lines），为每个标段建立一个项目文件夹：lot.toml、quotes.csv 和空的 forms/。\n\n"
    "例：relparty lots 招标数据.json --out 项目",
    "Read a file of tenders (OCDS release package, record package or JSON lines) and make a lot's folder of each: lot.toml, "
    "quotes.csv and an empty forms/.\n\nExample: relparty lots TENDERS.json --out LOTS",
)
_OUT = Phrase("在此文件夹中建立各项目文件夹", "the folder to put the lots' folders in")
_SOURCE = Phrase(
    "文件的来源格式（默认 int_ocds，见 relparty sources）", "the source whose files these are (default int_ocds, see relparty sources)"
)
_FORCE = Phrase(
    "文件夹已存在时改写其 lot.toml 和 quotes.csv，forms/ 不动", "write lot.toml and quotes.csv of a folder that exists anew; forms/ stays"
)

_WRITTEN = Phrase("{path}：{n} 份报价", "{path}: {n} quotes")
_NEXT = Phrase(
    "请核对 lot.toml（补填 regime），把各投标人的采集表放入 forms/，再运行 relparty screen",
    "Check each lot.toml (add regime), put the bidders' forms into forms/, then run relparty screen",
)
_NONE_WRITTEN = Phrase("没有建立任何项目文件夹", "No lot's folder was made")
_ABOUT = Phrase("{lot}：", "{lot}:")
_LEFT_OUT = Phrase("  未列入：{text}", "  left out: {text}")
_UNREAD = Phrase("  须人工核对：{text}", "  look at it: {text}")
_NOTE = Phrase("  说明：{text}", "  note: {text}")
_NO_QUOTES = Phrase("  没有投标人，未建立文件夹", "  nobody bids for it; no folder was made")

_NO_FILE = Phrase("没有这个文件", "there is no such file")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")
_TOO_LARGE = Phrase("文件超过 {limit} MB", "the file is larger than {limit} MB")
_SPLIT = Phrase("请拆分后重试", "split it and try again")
_NOT_TENDERS = Phrase("该来源没有招标数据", "this source has no tenders")
_SEE_SOURCES = Phrase("请用 --source int_ocds，或见 relparty sources", "use --source int_ocds, or see relparty sources")

EXIT_UNREAD = 3


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("lots", help=_HELP.say(lang))
    @click.argument("file", metavar="FILE")
    @click.option("--out", required=True, type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--source", default="int_ocds", help=_SOURCE.say(lang))
    @click.option("--force", is_flag=True, help=_FORCE.say(lang))
    def run(file: str, out: Path, source: str, force: bool) -> None:
        lots = _lots(file, source, settings)
        from relparty.lots import writing  # help needs no writer

        with_quotes = [lot for lot in lots if lot.quotes]
        folders = writing.write(with_quotes, out, is_forced=force)
        for folder, lot in zip(folders, with_quotes, strict=True):
            click.echo(shown(_WRITTEN(path=str(folder), n=len(lot.quotes)).say(lang)))
        click.echo((_NEXT if folders else _NONE_WRITTEN).say(lang), err=not folders)
        for line in _remarks(lots, lang):
            click.echo(shown(line), err=True)
        sys.exit(EXIT_UNREAD if not folders or any(lot.unread or not lot.quotes for lot in lots) else 0)

    return run


def _lots(file: str, source: str, settings: Settings) -> tuple[TenderLot, ...]:
    """The lots in a file, or in standard input."""
    from relparty.model.lot import form_file
    from relparty.registers import catalog  # help needs no source

    try:
        parse = catalog.source(source).tenders
    except TypeError as error:
        raise UsageError(source, _NOT_TENDERS(), _SEE_SOURCES()) from error
    content = _content(file, settings.file_limits.size)
    try:
        return parse.lots(form_file(file, content), content)
    except UnreadableFile as error:
        raise UsageError(error.place, error.fact, error.next_step) from error


def _content(file: str, limit: int) -> bytes:
    if file == "-":
        content = sys.stdin.buffer.read(limit + 1)
    elif Path(file).is_file():
        with Path(file).open("rb") as opened:
            content = opened.read(limit + 1)
    else:
        raise UsageError(file, _NO_FILE(), _CHECK_PATH())
    if len(content) > limit:
        raise UsageError(file, _TOO_LARGE(limit=limit // MEGABYTE), _SPLIT())
    return content


def _remarks(lots: tuple[TenderLot, ...], lang: Lang) -> Iterator[str]:
    """What was left out, what a person must look at and what is good to know, lot by lot."""
    for lot in lots:
        lines = [
            *(_LEFT_OUT(text=each) for each in lot.left_out),
            *(_UNREAD(text=each) for each in lot.unread),
            *(_NOTE(text=each) for each in lot.notes),
            *([] if lot.quotes else [_NO_QUOTES()]),
        ]
        if lines:
            yield _ABOUT(lot=lot.whole_id).say(lang)
            yield from (line.say(lang) for line in lines)
