"""The `relparty` command: chooses the language, loads only the command that is asked for, keeps the exit codes."""

from __future__ import annotations

import atexit
import gc
import io
import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType

import click

from relparty import __version__
from relparty.cli.leaving import spare_what_is_there
from relparty.errors import RelpartyError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

COMMANDS = {
    "screen": Phrase("筛查一个项目：谁与谁有关联，依据是什么", "screen one lot: who is related to whom, and on what basis"),
    "report": Phrase(
        "由筛查生成核查卷宗、澄清函和前后对比", "the dossier of a screening, letters to the bidders, what changed since an earlier one"
    ),
    "graph": Phrase("导出关系图：图片、GraphML、Neo4j、BODS 等", "export the graph of a lot: pictures, GraphML, Neo4j, BODS ..."),
    "form": Phrase("发放空白采集表，检查填好的采集表", "hand out the empty form, check a filled one"),
    "collect": Phrase("收件：立项、邀请、接收并出具回执、谁还没交", "collecting: invite, receive with a receipt, who is missing"),
    "lots": Phrase("把招标数据（OCDS）变成项目文件夹", "make lots' folders of a file of tenders (OCDS)"),
    "lookup": Phrase("向登记来源查询一家企业", "ask a register source about one company"),
    "batch": Phrase("批量筛查：在登记数据包上一次查清许多项目", "screen many lots at once over a register bundle"),
    "register": Phrase("建立、查看、核对登记数据包", "make, describe and check the register bundle"),
    "casebook": Phrase("核对、备份、恢复、到期清除案卷", "verify, back up, restore and purge the casebook"),
    "rules": Phrase("说明各条规则的含义、级别和依据", "what each rule means, its levels and basis"),
    "sources": Phrase(
        "有哪些登记来源、是否可用、条款和费用", "which sources of registers there are, whether they can be used, terms and prices"
    ),
    "serve": Phrase("在浏览器中使用案卷：从立项到签署", "the casebook in a browser: from the empty lot to the signed decision"),
}
"""The commands in the order of their use; each is the module of that name, loaded when called."""

_HELP = Phrase(
    "在开启报价之前，查明投标人之间的关联关系。\n\n例：relparty screen 项目文件夹",
    "Find out, before bids are opened, which bidders are related.\n\nExample: relparty screen LOT",
)
_LANG = Phrase("语言：zh 或 en（默认中文）", "language: zh or en (default: the locale, else Chinese)")

_NO_OUTPUT = Phrase(
    "系统不让读写：{reason}。请检查磁盘空间和权限后重试。", "The system refused: {reason}. Check space and permissions and try again."
)

_OURS = "RELPARTY_"

EXIT_USAGE = 2


class _Commands(click.Group):
    """A group that imports a command's module only when that command is called or its help is shown."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("relparty", help=_HELP.say(settings.lang), no_args_is_help=False, invoke_without_command=True)
        self.settings = settings
        self.params = [lang_option(settings.lang), _version_option()]

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  # click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"relparty.cli.{cmd_name}").command(self.settings)
        command.params.append(lang_option(self.settings.lang))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  # click's signature
        with formatter.section("命令" if self.settings.lang == "zh" else "Commands"):
            formatter.write_dl([(name, words.say(self.settings.lang)) for name, words in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> object:
        if not ctx._protected_args and not ctx.args:  # noqa: SLF001  # click offers no other way to see that no command was named
            click.echo(ctx.get_help())
            return None
        return super().invoke(ctx)


def main() -> None:
    """Runs the command line and exits with the codes of the contract: 0, 1, 2 or 3."""
    # A command makes objects and ends: looking for cycles among them every 700 objects costs a tenth of a small screening.
    gc.set_threshold(100_000)
    atexit.register(spare_what_is_there)
    settings = settings_from(sys.argv[1:], os.environ)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    try:
        _Commands(settings).main(prog_name="relparty", standalone_mode=True)
    except RelpartyError as error:
        click.echo(shown(error.say(settings.lang)), err=True)
        sys.exit(EXIT_USAGE)
    except OSError as error:
        click.echo(shown(_NO_OUTPUT(reason=error.strerror or type(error).__name__).say(settings.lang)), err=True)
        sys.exit(EXIT_USAGE)


def settings_from(arguments: Sequence[str], environ: Mapping[str, str]) -> Settings:
    """The settings that the command line and the environment ask for; the only place that reads either.

    The language is `--lang`, else RELPARTY_LANG, else English where the locale is English, else Chinese.
    """
    regimes, names, home = (environ.get(f"{_OURS}{name}") for name in ("REGIMES", "NAMES", "HOME"))
    return Settings(
        lang=_lang(arguments, environ),
        regimes_dir=Path(regimes) if regimes else None,
        names_table=Path(names) if names else None,
        told_home=Path(home) if home else None,
        environ=MappingProxyType({name: value for name, value in environ.items() if name.startswith(_OURS)}),
    )


def _lang(arguments: Sequence[str], environ: Mapping[str, str]) -> Lang:
    told = [after for before, after in pairwise(arguments) if before == "--lang"]
    told += [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    locale = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    chosen = next(iter(told), "") or environ.get("RELPARTY_LANG", "") or locale
    return "en" if chosen.startswith("en") else "zh"


def lang_option(lang: Lang) -> click.Option:
    """The `--lang` option; it was read before click started, so that help speaks the language too."""
    return click.Option(["--lang"], type=click.Choice(["zh", "en"]), expose_value=False, help=_LANG.say(lang))


def _version_option() -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, value: bool) -> None:
        if value:
            click.echo(f"relparty {__version__}")
            ctx.exit()

    return click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=show)
