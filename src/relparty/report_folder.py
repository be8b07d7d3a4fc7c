"""The report folder: screening.json, report.html, graph.svg, and what else is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from relparty.errors import UsageError
from relparty.graph_formats import cut, draw, lot_picture
from relparty.phrases import Lang, Phrase
from relparty.reports import document
from relparty.reports.document import Document
from relparty.reports.html import html

_CANNOT_WRITE = Phrase("无法写入（{reason}）", "it cannot be written ({reason})")
_OTHER_PLACE = Phrase("请换一个可写的位置，例如 --out 报告文件夹", "choose a place that can be written, such as --out REPORT")


def write(out: Path, told: Document, also: tuple[str, ...], lang: Lang) -> None:
    """Writes the report folder; raises UsageError when the place cannot be written."""
    svg = draw("svg", cut(lot_picture(told)), lang)
    put(out / "screening.json", document.text(told).encode())
    put(out / "graph.svg", svg)
    put(out / "report.html", html(told, svg.decode(), lang).encode())
    for kind in also:
        from relparty.reports import table  # pandas is loaded only for those who ask for a table

        put(out / f"findings.{kind}", table.table(told, kind, lang))


def keep(out: Path, files: Mapping[str, bytes]) -> None:
    """Writes further files of evidence into the report folder, by their place in it: the answers of registers."""
    for name, content in files.items():
        put(out / name, content)


def put(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all, its folder too."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_name(f".{path.name}.new")
        new.write_bytes(content)
        new.replace(path)
    except OSError as error:
        raise UsageError(str(path), _CANNOT_WRITE(reason=error.strerror or str(error)), _OTHER_PLACE()) from error
