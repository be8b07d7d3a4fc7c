"""`relparty form check FILE`: what a bidder or clerk runs before a form is handed in."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from relparty.errors import UsageError
from relparty.phrases import Lang, Phrase
from relparty.reports import form_sentences as sentences
from relparty.settings import Settings

if TYPE_CHECKING:
    from relparty.reports.form_answers import Document

EXIT = {"fine": 0, "correct": 1, "incomplete": 3}


_HELP = Phrase(
    "检查一份填好的采集表：逐栏显示读到的内容、缺项和错误。\n\n"
    "退出码：0 可以提交 · 1 有需更正的内容 · 2 用法错误 · 3 有未能识读的内容\n\n例：relparty form check 采集表.xlsx",
    "Check one filled form: field by field what was read, what is missing and what is wrong.\n\n"
    "Exit codes: 0 fine, 1 something to correct, 2 wrong use, 3 something could not be read\n\nExample: relparty form check FORM.xlsx",
)
_FILE = Phrase("采集表文件", "the form")
_JSON = Phrase("将结果以 JSON 写到此文件，- 为标准输出", "write the answer as JSON to this file; - is standard output")
_NO_FILE = Phrase("没有这个文件", "there is no such file")
_A_FOLDER = Phrase("是文件夹，不是采集表", "it is a folder and not a form")
_CHECK_PATH = Phrase("请核对路径后重试", "check the path and try again")
_SCREEN = Phrase("请指定一个文件；要筛查整个项目请用 relparty screen", "name one file; to screen a whole lot use relparty screen")

_MARKS = {
    "read": ("✓", "green"),
    "none": ("✓", "green"),
    "empty": ("·", ""),
    "missing": ("✗", "red"),
    "wrong": ("✗", "red"),
    "unread": ("?", "magenta"),
}


def command(settings: Settings) -> click.Command:
    """The command in the language of the settings."""
    lang = settings.lang

    @click.command("check", help=_HELP.say(lang))
    @click.argument("file", metavar="FILE")
    @click.option("--json", "json_file", help=_JSON.say(lang))
    def run(file: str, json_file: str | None) -> None:
        told = _checked(file, settings)
        text = json.dumps(told, ensure_ascii=False, indent=2) + "\n"
        if json_file and json_file != "-":
            from relparty.report_folder import put  # only for those who want a file

            put(Path(json_file), text.encode())
        for line in _lines(told, lang):
            click.echo(line, err=json_file == "-")
        if json_file == "-":
            click.echo(text, nl=False)
        sys.exit(EXIT[told["verdict"]])

    return run


def _checked(file: str, settings: Settings) -> Document:
    """The answers of one file, or of standard input."""
    from relparty.intake import one_form  # help needs no reader
    from relparty.reports import form_answers

    if file == "-":
        with tempfile.TemporaryDirectory(prefix="relparty-") as folder:
            path = Path(folder) / "form"
            path.write_bytes(sys.stdin.buffer.read(settings.file_limits.size + 1))
            return form_answers.document(one_form.read("-", path, settings.file_limits), settings.lang)
    path = Path(file)
    if not path.is_file():
        raise UsageError(file, _A_FOLDER() if path.is_dir() else _NO_FILE(), _SCREEN() if path.is_dir() else _CHECK_PATH())
    return form_answers.document(one_form.read(path.name, path, settings.file_limits), settings.lang)


def _lines(told: Document, lang: Lang) -> Iterator[str]:
    """Everything that is printed: each field and block with its problems below it, the rest, the verdict."""
    yield click.style(sentences.TITLE(file=told["file"]).say(lang), bold=True)
    yield from _form_lines(told, lang)
    for form in told["further_forms"]:
        yield from ("", click.style(sentences.ANOTHER.say(lang), bold=True))
        yield from _form_lines(form, lang)
    verdict = sentences.verdict([told, *told["further_forms"]], told["verdict"], lang)
    yield from ("", click.style(verdict, bold=True, fg={"fine": "green", "correct": "red"}.get(told["verdict"], "magenta")))


def _form_lines(form: Document, lang: Lang) -> Iterator[str]:
    if form["fields"]:
        yield from ("", click.style(sentences.FIELDS.say(lang), bold=True))
    for each in form["fields"]:
        yield _line(each["state"], each["label"], sentences.answer(each, lang), each["place"])
        yield from _problem_lines(form, each["field"])
    for each in form["blocks"]:
        yield _line(each["state"], each["label"], sentences.summary(each, lang), None)
        for number, row in enumerate(each["rows"], start=1):
            yield f"      {number}. " + " | ".join(row["values"].values()) + _place(row["place"])
        yield from _problem_lines(form, each["block"])
    rest = [each for each in form["problems"] if not each["about"] and each["reason"] != "missing_answer"]
    if rest:
        yield from ("", click.style(sentences.OTHER.say(lang), bold=True))
    for each in rest:
        text = each["text"] if each["text"] not in each["fact"] else ""
        yield _line(sentences.state(each), each["fact"], text, each["place"])
        yield f"      → {each['next_step']}"


def _line(state: str, label: str, answer: str, place: str | None) -> str:
    mark, colour = _MARKS[state]
    return f"  {click.style(mark, fg=colour or None)} {label}" + (f"：{answer}" if answer else "") + _place(place)


def _place(place: str | None) -> str:
    return click.style(f"  〔{place}〕", dim=True) if place else ""


def _problem_lines(form: Document, name: str) -> Iterator[str]:
    for each in form["problems"]:
        if each["about"] == name:
            yield f"    {_line(sentences.state(each), each['fact'], '', None)}" + _place(each["place"])
            yield f"        → {each['next_step']}"
