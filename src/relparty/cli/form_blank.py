"""`relparty form blank --out FILE`: the empty form, ready to be handed out."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Lang, Phrase
from relparty.settings import Settings

KINDS = ("xlsx", "docx")
_MOST_ROWS = 200

_HELP = Phrase(
    "写出空白采集表：.xlsx（下拉选项、号码校验、比例合计提示、栏目锁定）或 .docx。表为中文，含填写说明和个人信息处理告知。\n\n"
    "例：relparty form blank --out 采集表.xlsx --lot 项目文件夹",
    "Write the empty form: .xlsx (drop-down lists, check digits, live total of shares, locked labels) or .docx. "
    "The form is Chinese, with English glosses under --lang en, notes and the notice on personal data.\n\n"
    "Example: relparty form blank --out FORM.xlsx --lot LOT",
)
_OUT = Phrase("写到此文件（.xlsx 或 .docx），- 为标准输出", "the file to write (.xlsx or .docx); - is standard output")
_LOT = Phrase("项目文件夹：预填 lot.toml 中的项目名称和编号", "a lot's folder: its name and id are filled in from lot.toml")
_ROWS = Phrase("各项的空行数（默认：按常用行数）", "empty rows of every block (default: as many as usual)")
_CONTACT = Phrase("个人信息事宜的受理部门和电话，印在告知中", "who answers for personal data: printed in the notice")
_AS = Phrase("格式：xlsx 或 docx（默认：按文件后缀，标准输出为 xlsx）", "xlsx or docx (default: by the suffix; xlsx on standard output)")
_FORCE = Phrase("文件已存在时覆盖", "overwrite a file that exists")
_WRITTEN = Phrase("空白采集表：{path}", "Empty form: {path}")

_NO_KIND = Phrase("不能写 {suffix} 格式的采集表", "the form cannot be written as {suffix}")
_NO_SUFFIX = Phrase("文件名没有后缀，无法确定格式", "the name has no suffix that tells the format")
_CHOOSE = Phrase("请用 .xlsx 或 .docx，例如 --out 采集表.xlsx", "use .xlsx or .docx, such as --out FORM.xlsx")
_EXISTS = Phrase("文件已存在", "the file exists")
_OTHER_NAME = Phrase("请换一个文件名，或加 --force 覆盖", "choose another name, or overwrite it with --force")
_NO_FOLDER = Phrase("没有这个文件夹", "there is no such folder")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("blank", help=_HELP.say(lang))
    @click.option("--out", required=True, help=_OUT.say(lang))
    @click.option("--lot", type=click.Path(path_type=Path), help=_LOT.say(lang))
    @click.option("--rows", type=click.IntRange(1, _MOST_ROWS), help=_ROWS.say(lang))
    @click.option("--contact", default="", help=_CONTACT.say(lang))
    @click.option("--as", "kind", type=click.Choice(KINDS), help=_AS.say(lang))
    @click.option("--force", is_flag=True, help=_FORCE.say(lang))
    def run(out: str, lot: Path | None, rows: int | None, contact: str, kind: str | None, force: bool) -> None:
        kind = kind or _kind(out)
        if out != "-" and Path(out).exists() and not force:
            raise UsageError(out, _EXISTS(), _OTHER_NAME())
        content = _form(kind, _answers(lot), lang, rows, contact)
        if out == "-":
            sys.stdout.buffer.write(content)
            return
        from relparty.report_folder import put  # the reports it knows are not needed for standard output

        put(Path(out), content)
        click.echo(shown(_WRITTEN(path=out).say(lang)))

    return run


def _kind(out: str) -> str:
    """The format that a file's name asks for."""
    suffix = Path(out).suffix
    kind = "xlsx" if out == "-" else suffix.removeprefix(".").lower()
    if kind not in KINDS:
        raise UsageError(out, _NO_KIND(suffix=suffix) if suffix else _NO_SUFFIX(), _CHOOSE())
    return kind


def _answers(folder: Path | None) -> dict[str, str]:
    """What is known of the lot, by field name."""
    if folder is None:
        return {}
    if not folder.is_dir():
        raise UsageError(str(folder), _NO_FOLDER(), _CHECK_PATH())
    from relparty.lots import toml_files  # a form without a lot needs none of it

    lot = toml_files.lot(folder, date.today(), "")  # noqa: DTZ011  # no date of it is printed
    return {"lot_name": lot.name, "lot_id": lot.id}


def _form(kind: str, answers: dict[str, str], lang: Lang, rows: int | None, contact: str) -> bytes:
    if kind == "docx":
        from relparty.forms.blank import docx  # each format loads its own library

        return docx.document(answers, lang, rows=rows, contact=contact)
    from relparty.forms.blank import xlsx

    return xlsx.workbook(answers, lang, rows=rows, contact=contact)
