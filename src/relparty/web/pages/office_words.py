"""The words of the settings of the office and of its trail."""

from __future__ import annotations

from relparty.phrases import Phrase

OFFICE: dict[str, Phrase] = {
    "title": Phrase("单位设置", "Settings of the office"),
    "name": Phrase("单位名称", "Name of the office"),
    "name_hint": Phrase("显示在每一页的顶部和投标人的页面上。", "It stands at the top of every page, the bidders' pages too."),
    "years": Phrase("采购文件保存年限", "Years for which papers are kept"),
    "years_hint": Phrase(
        "从采购结束之日起，至少十五年（政府采购法第四十二条）。到期前不能清除。",
        "From the end of the procurement, fifteen at least (政府采购法42). Nothing can be purged before.",
    ),
    "save": Phrase("保存", "Save"),
    "saved": Phrase("单位设置已保存", "The settings were saved"),
}

TRAIL: dict[str, Phrase] = {
    "title": Phrase("操作记录", "Trail"),
    "intro": Phrase(
        "每一次操作都有编号，逐条相连，不能修改或删除；在服务器上运行 relparty casebook verify 可以核验。",
        "Every act has its number, each entry seals the one before, and none can be changed or removed: relparty casebook verify proves it on the server.",
    ),
    "no_lots": Phrase(
        "管理员看不到项目，此处不显示属于哪个项目。", "Administrators see no lots, so it is not told here in which lot something was done."
    ),
    "caption": Phrase("第 {first} 至 {last} 条，共 {total} 条", "Entries {first} to {last} of {total}"),
    "number": Phrase("编号", "Number"),
    "at": Phrase("时间", "Time"),
    "actor": Phrase("操作人", "Who"),
    "deed": Phrase("操作", "What"),
    "about": Phrase("对象或结果", "About"),
    "lot": Phrase("项目", "Lot"),
}
