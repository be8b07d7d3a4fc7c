"""`relparty batch explain LOT`: one lot of a batch, judged by the core's own graph, with its evidence paths."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import judging
from relparty.cli.exits import EXIT
from relparty.phrases import Phrase
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.model.finding import Screening

_HELP = Phrase(
    "用逐项筛查的同一套规则说明一个项目：每个发现、证据路径、近期终止的关系。\n\n"
    "例：relparty batch explain L00000007 --lots bids.parquet --register 数据包",
    "Explain one lot by the same rules as a screening: every finding, its evidence paths, relations that ended lately.\n\n"
    "Example: relparty batch explain L00000007 --lots bids.parquet --register BUNDLE",
)
_LOTS = Phrase("bids 表或其所在文件夹", "the table of bids or the folder it lies in")
_JSON = Phrase("将 screening.json 写到此文件，- 为标准输出", "write screening.json to this file; - is standard output")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("explain", help=_HELP.say(lang))
    @click.argument("lot", metavar="LOT")
    @click.option("--lots", required=True, metavar="LOTS", type=click.Path(path_type=Path), help=_LOTS.say(lang))
    @click.option("--json", "json_file", help=_JSON.say(lang))
    @judging.options(lang)
    def run(lot: str, lots: Path, json_file: str | None, terms: judging.Asked) -> None:
        result = _screening(lot, lots, terms, settings)
        from relparty import report_folder
        from relparty.reports import console, document

        told = document.document(result, lang)
        if json_file and json_file != "-":
            report_folder.put(Path(json_file), document.text(told).encode())
        console.show(told, lang, to_stderr=json_file == "-")
        if json_file == "-":
            click.echo(document.text(told), nl=False)
        sys.exit(EXIT[result.verdict])

    return run


def _screening(lot: str, lots: Path, terms: judging.Asked, settings: Settings) -> Screening:
    from relparty.batch import bids
    from relparty.batch.case import case
    from relparty.bundle.reading import opened
    from relparty.lots.names_table import name_table
    from relparty.model.lot import FormFile, Lot
    from relparty.screening import judged

    bundle = opened(terms.bundle)
    day = terms.as_of.date() if terms.as_of else bundle.as_of
    told = Lot(lot, lot, terms.regime, day, day, overlay=terms.overlay, min_quotes=terms.min_quotes)
    with tempfile.TemporaryDirectory() as scratch:
        found = bids.of_lot(bids.find(lots), bundle, Path(scratch), lot)
    evidence = FormFile(bundle.path.name, bundle.sha256, "bundle")
    names = name_table(settings.names_table)
    return judged(case(bundle, told, found, names, settings.limits), judging.regime(terms, settings), settings.limits, [evidence])
