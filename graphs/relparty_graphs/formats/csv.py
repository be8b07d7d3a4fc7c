"""CSV: a table of parties and one of relations for a spreadsheet, in a zip; heads and words in the reader's language."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping

from relparty.graph_formats import Picture
from relparty.model.finding import LEVEL_WORDS
from relparty.model.party import PARTY_KIND_WORDS
from relparty.phrases import Lang, Phrase
from relparty_graphs.archive import zipped
from relparty_graphs.attributes import Attributes, Value, edge_attributes, node_attributes, one_line, proven
from relparty_graphs.style import SOURCE_WORDS

SUFFIX = ".csv.zip"

NODE_HEADS: dict[str, Phrase] = {
    "id": Phrase("编号", "id"),
    "label": Phrase("名称", "name"),
    "kind": Phrase("类型", "kind"),
    "number": Phrase("统一社会信用代码，或隐去中段的证件号", "credit code, or masked id"),
    "bidder": Phrase("投标人", "bidder"),
    "level": Phrase("最高发现级别", "worst finding"),
    "hub": Phrase("不作为关联依据的股东", "holder that joins nobody"),
    "folded": Phrase("合并显示的数量", "folded parties"),
}
EDGE_HEADS: dict[str, Phrase] = {
    "id": Phrase("编号", "id"),
    "source": Phrase("起点编号", "source"),
    "source_name": Phrase("起点", "source name"),
    "target": Phrase("终点编号", "target"),
    "target_name": Phrase("终点", "target name"),
    "label": Phrase("关系", "relation"),
    "relation": Phrase("关系代码", "relation code"),
    "percent": Phrase("持股比例（%）", "share (%)"),
    "percent_from": Phrase("持股比例不低于（%）", "share at least (%)"),
    "percent_to": Phrase("持股比例不高于（%）", "share at most (%)"),
    "control": Phrase("控股", "control"),
    "since": Phrase("开始日期", "since"),
    "until": Phrase("终止日期", "until"),
    "judgement": Phrase("系统判断（非文件记载）", "our judgement, told by no document"),
    "source_kinds": Phrase("来源类型", "kinds of sources"),
    "sources": Phrase("出处", "sources"),
    "findings": Phrase("证明的发现", "findings it proves"),
}

_YES, _NO = Phrase("是", "yes"), Phrase("否", "no")
_FORMULA_STARTS = tuple("=+-@＝＋－＠")
"""A spreadsheet with Chinese input takes the wide signs for the narrow ones; tabs and line ends are shown as their codes before."""
_LONGEST_NUMBER = 15
"""Figures that a spreadsheet keeps of a number."""


def draw(picture: Picture, lang: Lang) -> bytes:
    """`nodes.csv` and `edges.csv` in UTF-8 with BOM, as Excel opens it; no cell is a live formula."""
    return zipped(
        {"nodes.csv": _table(NODE_HEADS, _node_rows(picture, lang), lang), "edges.csv": _table(EDGE_HEADS, _edge_rows(picture, lang), lang)}
    )


def _node_rows(picture: Picture, lang: Lang) -> Iterable[Attributes]:
    for node in picture.nodes:
        row = {"id": one_line(node.id), **node_attributes(node)}
        row["kind"] = PARTY_KIND_WORDS[node.kind].say(lang)
        row["level"] = None if node.level is None else LEVEL_WORDS[node.level].say(lang)
        yield row


def _edge_rows(picture: Picture, lang: Lang) -> Iterable[Attributes]:
    names = {node.id: node_attributes(node)["label"] for node in picture.nodes}
    findings = proven(picture)
    for edge in picture.edges:
        ends = {"source": one_line(edge.start), "target": one_line(edge.end)}
        named = {"source_name": names[edge.start], "target_name": names[edge.end]}
        kinds = "; ".join(SOURCE_WORDS[kind].say(lang) if kind in SOURCE_WORDS else one_line(kind) for kind in edge.source_kinds)
        yield {"id": one_line(edge.id), **ends, **named, **edge_attributes(edge, findings[edge.id]), "source_kinds": kinds}


def _table(heads: Mapping[str, Phrase], rows: Iterable[Attributes], lang: Lang) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(words.say(lang) for words in heads.values())
    writer.writerows([_cell(row[name], lang) for name in heads] for row in rows)
    return text.getvalue().encode("utf-8-sig")


def _cell(value: Value | None, lang: Lang) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return (_YES if value else _NO).say(lang)
    return _harmless(value) if isinstance(value, str) else f"{value:.10g}"


def _harmless(text: str) -> str:
    """The text with a quote before what a spreadsheet would run as a formula, or would keep as a number with figures lost."""
    loses_figures = text.isdigit() and (len(text) > _LONGEST_NUMBER or text.startswith("0"))
    return f"'{text}" if loses_figures or text.startswith(_FORMULA_STARTS) else text
