"""`relparty screen LOT`: the main job."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import click

from relparty import report_folder
from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.intake.flow import Progress, read_all
from relparty.lots import folder as lot_folder
from relparty.lots.names_table import name_table
from relparty.model.finding import Screening, Verdict
from relparty.phrases import Lang, Phrase
from relparty.regimes import regime as regimes
from relparty.reports import console, document
from relparty.screening import screen
from relparty.settings import Settings

EXIT = {Verdict.CLEAR: 0, Verdict.STOP: 1, Verdict.REVIEW: 1, Verdict.INCOMPLETE: 3}
_BAR_FROM = 20
"""From how many forms on a progress bar is worth its flicker."""

_HELP = Phrase(
    "筛查一个项目文件夹（forms/ 下放各投标人的采集表），打印结论并写出报告文件夹。\n\n"
    "退出码：0 未发现 · 1 有需处理的发现 · 2 用法错误 · 3 有未能核查的内容\n\n例：relparty screen 项目文件夹 --out 报告",
    "Screen a lot's folder (the bidders' forms under forms/), print the verdict and write the report folder.\n\n"
    "Exit codes: 0 clear, 1 something to act on, 2 wrong use, 3 could not check everything\n\nExample: relparty screen LOT --out REPORT",
)
_OUT = Phrase("报告文件夹（默认：项目文件夹/relparty-report）", "report folder (default: LOT/relparty-report)")
_JSON = Phrase("另将 screening.json 写到此文件，- 为标准输出", "write screening.json to this file too; - is standard output")
_REGIME = Phrase("适用制度，优先于 lot.toml", "the regime to apply, before the one in lot.toml")
_AS_OF = Phrase("以此日期为运行日期（默认：今天）", "the day of the run (default: today)")
_ALSO = Phrase("另写出：csv、xlsx（发现清单）；可重复", "write also: csv, xlsx (table of findings); may be repeated")
_READING = Phrase("读取采集表", "Reading forms")
_REPORT = Phrase("报告：{path}", "Report: {path}")
_NOT_A_DAY = Phrase("{text} 不是日期", "{text} is not a date")
_LIKE = Phrase("请写成 2026-12-01 的样子", "write it as in 2026-12-01")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("screen", help=_HELP.say(lang))
    @click.argument("lot", type=click.Path(path_type=Path))
    @click.option("--out", type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--json", "json_file", help=_JSON.say(lang))
    @click.option("--regime", default="", help=_REGIME.say(lang))
    @click.option("--as-of", default="", help=_AS_OF.say(lang))
    @click.option("--also", multiple=True, type=click.Choice(report_folder.ALSO), help=_ALSO.say(lang))
    def run(lot: Path, out: Path | None, json_file: str | None, regime: str, as_of: str, also: tuple[str, ...]) -> None:
        result = _screening(lot, regime, _day(as_of), settings)
        told = document.document(result, lang)
        out = out or lot / "relparty-report"
        report_folder.write(out, result, told, also, lang)
        if json_file and json_file != "-":
            report_folder.put(Path(json_file), document.text(told).encode())
        console.show(told, lang, to_stderr=json_file == "-")
        click.echo(shown(_REPORT(path=str(out / "report.html")).say(lang)), err=json_file == "-")
        if json_file == "-":
            click.echo(document.text(told), nl=False)
        sys.exit(EXIT[result.verdict])

    return run


def _screening(lot: Path, regime: str, day: date, settings: Settings) -> Screening:
    read = lot_folder.read(lot, day, regime)
    folders = tuple(each for each in (lot / "regimes", settings.regimes_dir) if each)
    rule_book = regimes.load(read.lot.regime, read.lot.overlay, read.lot.policy, folders)
    names = name_table(settings.names_table)
    with _progress(len(read.forms), settings.lang) as progress:
        intake = read_all(read.forms, settings.file_limits, progress)
    return screen(read, intake, rule_book, names, settings.limits)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text) if text else date.today()  # noqa: DTZ011  # the office's calendar day is meant
    except ValueError as error:
        raise UsageError("--as-of", _NOT_A_DAY(text=text), _LIKE()) from error


@contextmanager
def _progress(forms: int, lang: Lang) -> Iterator[Progress]:
    """A progress bar on standard error where somebody watches and there is something to watch."""
    if forms < _BAR_FROM or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # only a long run shows a bar
    from rich.progress import Progress as Bar

    with Bar(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_READING.say(lang), total=forms)
        yield lambda _: bar.advance(task)
