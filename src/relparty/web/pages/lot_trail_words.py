"""The words of the trail of a lot."""

from __future__ import annotations

from relparty.phrases import Phrase

TRAIL: dict[str, Phrase] = {
    "title": Phrase("操作记录", "Trail"),
    "hint": Phrase(
        "本项目的每一步操作，最近的在前。记录只增不改，前后以密钥哈希相连；编号是全部记录中的编号。",
        "Every act in this lot, the latest first. Entries are only added, and chained by keyed hashes; the number is that in the whole trail.",
    ),
    "number": Phrase("编号", "No."),
    "at": Phrase("时间（中国时间）", "Time (China)"),
    "who": Phrase("操作人", "Who"),
    "what": Phrase("操作", "What"),
    "about": Phrase("内容", "About"),
    "none": Phrase("没有更早的记录。", "There is nothing earlier."),
}
