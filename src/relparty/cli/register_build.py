"""`relparty register build TABLES --out BUNDLE`: the register's tables, or files of BODS and FtM, to a bundle."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.identifiers.masking import shown
from relparty.phrases import Phrase, Sentence
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.bundle.building import Built

_HELP = Phrase(
    "读取文件夹中的 companies、persons、holdings、offices 四张表（.parquet 或 .csv），建立登记数据包；"
    "也可读取 BODS 0.4、FtM 实体文件（.json、.jsonl）：单个文件，或放有若干此类文件的文件夹。"
    "有错的行不收入，列在 rejected.csv；未变的部分不重建；中途被终止时原有数据包完好。\n\n"
    "退出码：0 已建立或无须重建 · 2 用法错误（表、列或文件不对）\n\n例：relparty register build 登记表 --out 数据包 --as-of 2026-11-01",
    "Read the tables companies, persons, holdings and offices (.parquet or .csv) in a folder and make a register bundle; or read "
    "BODS 0.4 and FtM entity files (.json, .jsonl): one of them, or a folder of them. "
    "Wrong rows are left out and listed in rejected.csv; what is unchanged is not built again; a build that is killed leaves the "
    "old bundle whole.\n\nExit codes: 0 built, or nothing to do; 2 wrong use (a wrong table, column or file)\n\n"
    "Example: relparty register build TABLES --out BUNDLE --as-of 2026-11-01",
)
_OUT = Phrase("数据包的文件夹", "the folder of the bundle")
_AS_OF = Phrase("各表反映的日期（默认今天）", "the day of which the tables tell (default: today)")
_UNCHANGED = Phrase("输入、日期和程序版本均未变，无须重建：{folder}", "Input, day and program are unchanged; nothing to do: {folder}")
_BUILT = Phrase(
    "已建立 {folder}：{companies} 家企业，{persons} 人，{holdings} 条持股，{offices} 条任职",
    "Built {folder}: companies {companies}, persons {persons}, holdings {holdings}, offices {offices}",
)
_REJECTED = Phrase("未收入 {n} 行，见 {file}", "Rows left out: {n}; see {file}")
_OVER_FULL = Phrase(
    "{n} 家企业的现有持股合计超过 100.05%，已标记", "Companies whose present shares add up to more than 100.05%: {n}; they are marked"
)
_UNREAD = Phrase(
    "{n} 家企业有内容未能读懂且可能涉及关系，已标记；relparty screen 会作为未能核查提示",
    "Companies of which something was told that nobody understood and that may bear on relations: {n}; they are marked, and "
    "relparty screen tells it as unchecked",
)
_CODES = Phrase("{n} 家企业的统一社会信用代码不成形，未收入代码", "Companies kept without their 统一社会信用代码, which cannot be one: {n}")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("build", help=_HELP.say(lang))
    @click.argument("tables", metavar="TABLES", type=click.Path(path_type=Path))
    @click.option("--out", required=True, metavar="BUNDLE", type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help=_AS_OF.say(lang))
    def run(tables: Path, out: Path, as_of: datetime | None) -> None:
        from relparty.bundle import building  # help needs no builder

        def tell(sentence: Sentence) -> None:
            click.echo(shown(sentence.say(lang)), err=True)

        day = as_of.date() if as_of else date.today()  # noqa: DTZ011  # the user's calendar day is meant
        built = building.build(tables, out, day, tell, settings.file_limits)
        for remark in (*built.remarks, *_remarks(built)):
            tell(remark)
        click.echo(shown(_said(built).say(lang)))

    return run


def _said(built: Built) -> Sentence:
    counts = built.manifest.counts
    if not built.is_new:
        return _UNCHANGED(folder=str(built.folder))
    return _BUILT(
        folder=str(built.folder), companies=counts.companies, persons=counts.persons, holdings=counts.holdings, offices=counts.offices
    )


def _remarks(built: Built) -> tuple[Sentence, ...]:
    """What the user should look at, whether it was found now or by the build before."""
    counts = built.manifest.counts
    told = (
        (counts.rejected, _REJECTED(n=counts.rejected, file=str(built.folder / "rejected.csv"))),
        (counts.over_full, _OVER_FULL(n=counts.over_full)),
        (counts.codes_left_out, _CODES(n=counts.codes_left_out)),
        (counts.unread, _UNREAD(n=counts.unread)),
    )
    return tuple(sentence for count, sentence in told if count)
