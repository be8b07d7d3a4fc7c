"""`relparty batch LOTS --register BUNDLE --out FILE`: all lots of a table of bids."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import judging
from relparty.cli.exits import EXIT
from relparty.cli.leaving import spare_what_is_there
from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.model.finding import Verdict
from relparty.phrases import Lang, Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.batch.flow import Batch

NAME = "run"
ENGINES = ("duckdb", "spark")

USAGE = "LOTS --register BUNDLE --out FILE"

_HELP = Phrase("批量筛查一张 bids 表", "screen all lots of a table of bids")
_OUT = Phrase("写出的关联对照表（.parquet 或 .csv）", "the table of pairs to write (.parquet or .csv)")
_ENGINE = Phrase("计算引擎：duckdb（默认，本机）或 spark", "the engine: duckdb (default, on this machine) or spark")
_MASTER = Phrase(
    "spark 的地址：local[2]、spark://主机:端口 或 sc://主机:端口", "Spark's address: local[2], spark://host:port or sc://host:port"
)
_NO_MASTER = Phrase("只有 spark 引擎才用 --master", "only the engine spark has a master")
_LEAVE_OUT = Phrase("请删去 --master，或加 --engine spark", "leave --master out, or add --engine spark")
_SCREENING = Phrase("筛查项目", "Screening lots")
_DONE = Phrase(
    "{lots} 个项目：停止 {stop}，核实 {review}，未能查全 {incomplete}，未发现 {clear}",
    "Lots {lots}: stop {stop}, review {review}, incomplete {incomplete}, clear {clear}",
)
_WRITTEN = Phrase("关联对照表：{pairs}\n项目表：{lots}", "Pairs: {pairs}\nLots: {lots}")


class _Unnamed(click.Context):
    """A context that shows its command by the name of the group alone: nobody says `run`."""

    @property
    def command_path(self) -> str:
        return self.parent.command_path if self.parent else super().command_path


class _Run(click.Command):
    """What `relparty batch` does with a table."""

    context_class = _Unnamed

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, USAGE)


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command(NAME, cls=_Run, help=_HELP.say(lang), hidden=True)
    @click.argument("lots", type=click.Path(path_type=Path))
    @click.option("--out", required=True, metavar="FILE", type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--engine", type=click.Choice(ENGINES), default=ENGINES[0], help=_ENGINE.say(lang))
    @click.option("--master", default="", help=_MASTER.say(lang))
    @judging.options(lang)
    def run(lots: Path, out: Path, engine: str, master: str, terms: judging.Asked) -> None:
        from relparty.batch import output

        if master and engine != "spark":
            raise UsageError("--master", _NO_MASTER(), _LEAVE_OUT())
        batch = judging.batch(lots, out, terms, settings)
        found = _run(batch, engine, master, lang)
        counts = {verdict.value: found[verdict] for verdict in Verdict}
        click.echo(_DONE(lots=sum(found.values()), **counts).say(lang))
        click.echo(shown(_WRITTEN(pairs=str(out), lots=str(output.lots_file(out))).say(lang)))
        sys.exit(EXIT[next((each for each in (Verdict.STOP, Verdict.REVIEW, Verdict.INCOMPLETE) if found[each]), Verdict.CLEAR)])

    return run


def _run(batch: Batch, engine: str, master: str, lang: Lang) -> Mapping[Verdict, int]:
    def tell(sentence: Sentence) -> None:
        click.echo(shown(sentence.say(lang)), err=True)

    with _progress(lang) as progress:
        if engine == "spark":
            from relparty.batch.spark import flow as spark  # only who has Spark needs it

            return spark.run(batch, master or "local[*]", tell, progress)
        from relparty.batch import flow

        flow.load()
        spare_what_is_there()
        return flow.run(batch, tell, progress)


def _progress(lang: Lang) -> AbstractContextManager[Callable[[int, int], None]]:
    """A progress bar on standard error where somebody watches."""
    if not sys.stderr.isatty():
        return nullcontext(lambda _done, _lots: None)
    from relparty.cli.progress import bar

    return bar(_SCREENING.say(lang))
