"""`relparty batch LOTS`: many lots at once over a bundle; `relparty batch explain LOT`: the evidence of one of them."""

from __future__ import annotations

import click

from relparty.cli import batch_run
from relparty.cli.main import lang_option
from relparty.phrases import Phrase
from relparty.settings import Settings

_HELP = Phrase(
    "在登记数据包上批量筛查项目。LOTS 为 bids 表（lot_id、bidder_id、amount）或其所在文件夹；"
    "写出关联对照表，并在旁边写出项目表（<名称>-lots）。`relparty batch explain 项目编号` 说明其中一个项目的依据。\n\n"
    "退出码：0 均未发现 · 1 有需处理的发现 · 2 用法错误 · 3 有未能核查的内容\n\n"
    "例：relparty batch bids.parquet --register 数据包 --out pairs.parquet",
    "Screen many lots over a prepared register. LOTS is the table bids (lot_id, bidder_id, amount) or the folder it lies in; writes "
    "the table of related pairs and beside it that of the lots (<name>-lots). `relparty batch explain LOT` shows the evidence of one "
    "lot.\n\nExit codes: 0 all clear, 1 something to act on, 2 wrong use, 3 could not check everything\n\n"
    "Example: relparty batch bids.parquet --register BUNDLE --out pairs.parquet",
)


_EXPLAIN = "explain"


class _Batch(click.Group):
    """A group whose first word is a table unless it is a command of its own, loaded when it is asked for."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("batch", help=_HELP.say(settings.lang), no_args_is_help=True)
        self.settings = settings
        self.add_command(_with_language(batch_run.command(settings), settings))

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [_EXPLAIN, *super().list_commands(ctx)]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name == _EXPLAIN:
            from relparty.cli import batch_explain

            return _with_language(batch_explain.command(self.settings), self.settings)
        return super().get_command(ctx, cmd_name)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        first = _behind_language(args)
        if args[first:] and args[first] not in (*self.list_commands(ctx), "--help"):
            args = [*args[:first], batch_run.NAME, *args[first:]]
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, batch_run.USAGE)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options are those of the run: the group itself has none that anybody needs to know."""
        self.commands[batch_run.NAME].format_options(ctx, formatter)


def _behind_language(args: list[str]) -> int:
    """Where the arguments begin that are not about the language."""
    if args[:1] == ["--lang"]:
        return 2
    return int(bool(args) and args[0].startswith("--lang="))


def _with_language(made: click.Command, settings: Settings) -> click.Command:
    made.params.append(lang_option(settings.lang))
    return made


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    return _Batch(settings)
