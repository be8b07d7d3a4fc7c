"""`relparty lookup NAME_OR_CODE --source S`: one company from one register, and on request those above it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.cli import asking
from relparty.errors import UnreadableFile, UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.settings import MEGABYTE, Settings

if TYPE_CHECKING:
    from relparty.model.evidence import Extract

EXIT_INCOMPLETE = 3

_HELP = Phrase(
    "向一个登记来源查询一家企业：登记的法定代表人、股东、主要人员和变更，每个值注明出处和查询日期。已有的答复不重复查询。\n\n"
    "退出码：0 查到 · 2 用法错误 · 3 未能全部查到\n\n例：relparty lookup 91440300MA5EXAMPLE --source cn_qichacha --budget 2",
    "Ask one register source about one company: its registered head, holders, main staff and changes, each with its place and the "
    "day of retrieval. What was answered before is not asked again.\n\n"
    "Exit codes: 0 found, 2 wrong use, 3 not all of it could be looked up\n\n"
    "Example: relparty lookup 91440300MA5EXAMPLE --source cn_qichacha --budget 2",
)
_SOURCE = Phrase("来源的名称（见 relparty sources）", "the name of the source (see relparty sources)")
_FROM = Phrase("从此文件读取（BODS、FtM 等文件类来源）", "read it from this file (sources of files, such as BODS and FtM)")
_NAME = Phrase("企业名称，用于以代码查询但名称也已知时", "the company's name, where it is asked for by its code and the name is known too")
_JSON = Phrase("以 JSON 写到此文件，- 为标准输出", "write it as JSON to this file; - is standard output")
_OUT = Phrase(
    "把原始答复作为证据存入此文件夹（可放入项目的 register/）",
    "keep the answers as evidence in this folder (they can be put into a lot's register/)",
)
_NO_FILE = Phrase("没有这个文件", "there is no such file")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")
_NOT_IN_FILE = Phrase("文件中没有 {company}", "{company} is not in the file")
_CHECK_NAME = Phrase("请核对名称或代码", "check the name or the code")
_TOO_LARGE = Phrase("文件超过 {limit} MB", "the file is larger than {limit} MB")
_SPLIT = Phrase("请只保留所需企业的部分后重试", "keep only the part about the companies needed and try again")
_NO_FILES = Phrase("不是从文件读取的来源", "it is no source that is read from files")
_SEE_SOURCES = Phrase("见 relparty sources", "see relparty sources")
_MISSED = Phrase("未查到 {company}：{reason}", "Not found: {company}: {reason}")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("lookup", help=_HELP.say(lang))
    @click.argument("company")
    @click.option("--source", required=True, help=_SOURCE.say(lang))
    @click.option("--name", default="", help=_NAME.say(lang))
    @click.option("--from", "file", type=click.Path(path_type=Path), help=_FROM.say(lang))
    @click.option("--out", type=click.Path(path_type=Path), help=_OUT.say(lang))
    @click.option("--json", "json_file", help=_JSON.say(lang))
    @asking.options(lang, depth=0)
    def run(
        company: str,
        source: str,
        name: str,
        file: Path | None,
        out: Path | None,
        json_file: str | None,
        limits: asking.Limits,
    ) -> None:
        if file:
            _show(_read(company, source, file, settings.file_limits.size), json_file, lang)
            return
        extracts, is_whole = _asked(company, name, source, settings, limits, out)
        _show(extracts, json_file, lang)
        sys.exit(0 if is_whole else EXIT_INCOMPLETE)

    return run


def _asked(company: str, name: str, source: str, settings: Settings, limits: asking.Limits, out: Path | None) -> tuple[list[Extract], bool]:
    """What a service tells of a company and of those above it, and whether that is all that was asked for."""
    from relparty.registers.expansion import Start
    from relparty.registers.parties import wanted

    asked = wanted(company, name)
    found = asking.expanded([Start(asked, frozenset())], asking.clients([source], settings, limits), settings, limits)
    missed = [each for each in found.missed if limits.depth or each.wanted == asked]
    if out:
        from relparty import report_folder

        report_folder.keep(out, {Path(kept).name: content for kept, content in found.kept().items()})
    for each in missed:
        reason = each.error.say(settings.lang)
        click.echo(shown(_MISSED(company=each.wanted.name or each.wanted.code, reason=reason).say(settings.lang)), err=True)
    return [extract for _, extract in found.found], not missed


def _read(company: str, source: str, path: Path, limit: int) -> list[Extract]:
    """What a file of a source tells of a company."""
    from relparty.model.lot import form_file
    from relparty.registers import catalog
    from relparty.registers.parties import is_of, wanted

    if not path.is_file():
        raise UsageError(str(path), _NO_FILE(), _CHECK_PATH())
    with path.open("rb") as opened:
        content = opened.read(limit + 1)
    if len(content) > limit:
        raise UsageError(str(path), _TOO_LARGE(limit=limit // MEGABYTE), _SPLIT())
    try:
        reader = catalog.source(source).reader
    except TypeError as error:
        raise UsageError(source, _NO_FILES(), _SEE_SOURCES()) from error
    try:
        extracts = reader.extracts(form_file(path.name, content), content)
    except UnreadableFile as error:
        raise UsageError(error.place, error.fact, error.next_step) from error
    found = [each for each in extracts if is_of(each, wanted(company))]
    if not found:
        raise UsageError(str(path), _NOT_IN_FILE(company=company), _CHECK_NAME())
    return found


def _show(extracts: list[Extract], json_file: str | None, lang: Lang) -> None:
    from relparty.reports import extracts as report

    if json_file:
        text = json.dumps(report.document(extracts), ensure_ascii=False, indent=2) + "\n"
        if json_file == "-":
            click.echo(text, nl=False)
            return
        from relparty import report_folder

        report_folder.put(Path(json_file), text.encode())
    for line in report.lines(extracts, lang):
        click.echo(line)
