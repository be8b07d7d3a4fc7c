"""The findings as a table for a spreadsheet: one row a finding."""

from __future__ import annotations

import io

import pandas as pd

from relparty.model.finding import LEVEL_WORDS, Level
from relparty.phrases import Lang, Phrase
from relparty.reports.document import Document
from relparty.reports.words import CERTAINTY
from relparty.rules.catalog import rules

_COLUMNS = {
    "level": Phrase("级别", "level"),
    "rule": Phrase("规则", "rule"),
    "bidders": Phrase("投标人", "bidders"),
    "certainty": Phrase("身份确认程度", "certainty"),
    "summary": Phrase("发现", "summary"),
    "basis": Phrase("依据", "basis"),
    "next_step": Phrase("下一步", "next step"),
    "sources": Phrase("出处", "sources"),
    "id": Phrase("编号", "id"),
}


def table(told: Document, kind: str, lang: Lang) -> bytes:
    """The table of findings as `csv` (UTF-8 with BOM, as Excel opens it) or `xlsx`; no cell is a live formula."""
    frame = pd.DataFrame([_row(finding, lang) for finding in told["findings"]], columns=list(_COLUMNS))
    frame = frame.rename(columns={name: words.say(lang) for name, words in _COLUMNS.items()})
    if kind == "csv":
        return frame.map(harmless).to_csv(index=False, lineterminator="\r\n").encode("utf-8-sig")
    buffer = io.BytesIO()
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with pd.ExcelWriter(buffer, engine="xlsxwriter", engine_kwargs={"options": options}) as writer:
        frame.to_excel(writer, index=False, sheet_name="findings")
        writer.sheets["findings"].set_column(0, len(_COLUMNS) - 1, 28)
    return buffer.getvalue()


def _row(finding: Document, lang: Lang) -> dict[str, str]:
    sources = (source for path in finding["paths"] for step in path["steps"] for source in step["sources"])
    return {
        "level": LEVEL_WORDS[Level.of(finding["level"])].say(lang),
        "rule": rules()[finding["rule"]].title.say(lang),
        "bidders": "\n".join(finding["bidders"]),
        "certainty": CERTAINTY[finding["certainty"]].say(lang) if finding["certainty"] else "",
        "summary": finding["summary"],
        "basis": "\n".join(basis["article"] for basis in finding["basis"]),
        "next_step": finding["next_step"],
        "sources": "\n".join(dict.fromkeys(f"{source['file']} {source['place']}" for source in sources)),
        "id": finding["id"],
    }


def harmless(value: str) -> str:
    """The value with a quote before what a spreadsheet would take for a formula; for every cell of a CSV that people open."""
    return f"'{value}" if value.startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r")) else value
