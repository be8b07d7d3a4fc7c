"""What is said of a checked form (`relparty/check/1`), alike on a screen, on a page and in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from relparty.phrases import Lang, Phrase

if TYPE_CHECKING:
    from relparty.reports.form_answers import Document  # the words alone need no reader

TITLE = Phrase("采集表自查：{file}", "Check of the form {file}")
FIELDS = Phrase("各栏", "Fields")
OTHER = Phrase("其他", "Other")
_ROWS = Phrase("{n} 行", "{n} rows")
_SUM = Phrase("持股比例合计 {total}", "shares add up to {total}")
_SUM_OF = Phrase("{company} 合计 {total}", "{company}: {total}")
_WRITE_NONE = Phrase("未填；没有的请填“无”", "empty; write 无 if there is none")
ANOTHER = Phrase("同一文件中的另一份采集表", "Another form in the same file")
STATES = {
    "missing": Phrase("未填（必填）", "missing (mandatory)"),
    "empty": Phrase("未填", "empty"),
    "unread": Phrase("须人工核对", "a person must look at it"),
}
_VERDICTS = {
    "fine": Phrase("结论：各栏齐全，号码和比例相符，可以提交。", "Verdict: complete; numbers and shares are right. It can be handed in."),
    "correct": Phrase("结论：有 {n} 处须更正或补填，更正后再提交。", "Verdict: {n} to correct or fill in before it is handed in."),
    "incomplete": Phrase(
        "结论：有 {n} 处未能识读或须人工阅读，不能视为已核对。",
        "Verdict: {n} could not be read or must be read by a person; it does not count as checked.",
    ),
}
_AND_UNREAD = Phrase("另有 {n} 处未能识读或须人工阅读。", " Another {n} could not be read or must be read by a person.")


def verdict(forms: Sequence[Document], word: str, lang: Lang) -> str:
    """The verdict in a sentence: how many things are wrong (each missing answer and each problem), and how many a person must read."""
    answers = [each for form in forms for each in (*form["fields"], *form["blocks"])]
    found = [each for form in forms for each in form["problems"] if each["reason"] != "missing_answer"]
    wrong = sum(each["state"] == "missing" for each in answers) + sum(each["correctable"] for each in found)
    unread = sum(not each["correctable"] for each in found)
    words = _VERDICTS[word](n=wrong if word == "correct" else unread).say(lang)
    return words + (_AND_UNREAD(n=unread).say(lang) if word == "correct" and unread else "")


def answer(field: Document, lang: Lang) -> str:
    """What a field was answered with, and what is to be said of it where that is no plain answer."""
    value = field["value"] or ""
    state = STATES[field["state"]].say(lang) if field["state"] in STATES else ""
    return value if value and field["state"] != "unread" else f"{value} {state}".strip()


def summary(block: Document, lang: Lang) -> str:
    """What a block holds: rows with their sums, its answer in a word, or that it was left empty."""
    parts = [_ROWS(n=len(block["rows"])).say(lang)] if block["rows"] else []
    for each in block["sums"]:
        sentence = _SUM_OF(company=each["company"], total=each["total"]) if each["company"] else _SUM(total=each["total"])
        parts.append(sentence.say(lang))
    if not block["rows"]:
        words = _WRITE_NONE if block["state"] == "empty" else STATES.get(block["state"])
        parts.append(_said(block["answer"]) or (words.say(lang) if words else ""))
    return ("，" if lang == "zh" else ", ").join(parts)


def _said(answer: str | None) -> str:
    """The answer to a whole block in the form's own word, where a machine form says it with an empty list."""
    return "无" if answer == "[]" else answer or ""


def state(problem: Document) -> str:
    """The state that a problem makes of its answer: `wrong` where whoever filled it in can put it right, else `unread`."""
    return "wrong" if problem["correctable"] else "unread"
