"""The words of the page of a lot's group."""

from __future__ import annotations

from relparty.phrases import Phrase

GROUP: dict[str, Phrase] = {
    "title": Phrase("采购小组", "The group"),
    "needs": Phrase(
        "《通知》第 19 项：组长、成员和财务监督，共三人以上。",
        "Item 19 of the notice: a leader, members and finance supervision, three at least.",
    ),
    "complete": Phrase("采购小组齐全。", "The group is complete."),
    "lacks": Phrase("未满足", "missing"),
    "name": Phrase("姓名", "Name"),
    "duty": Phrase("职责", "Duty"),
    "unit": Phrase("单位", "Unit"),
    "change": Phrase("更换", "Change"),
    "conflicts": Phrase("利益冲突核对", "Conflict check"),
    "by_number": Phrase("按身份证号码", "by resident id"),
    "by_name": Phrase("只能按姓名", "by name alone"),
    "by_name_why": Phrase(
        "账号中没有身份证号码的成员只能按姓名核对，同名即提示；请联系管理员补录。",
        "Members whose account has no resident id are compared by name alone: the administrator can add it.",
    ),
    "nobody": Phrase("还没有成员。", "Nobody is in it yet."),
    "out": Phrase("移出", "Take out"),
    "out_sure": Phrase("移出后，其所作决定不再计入，记录保留。", "What they decided does not count any more, and stays written."),
    "out_yes": Phrase("确认移出", "Yes, take out"),
    "add": Phrase("加入成员", "Add somebody"),
    "who": Phrase("账号", "Account"),
    "who_hint": Phrase("列出尚未加入的经办人和采购小组账号。", "Clerks and officers who are not in it yet."),
    "join": Phrase("加入", "Add"),
    "none_left": Phrase("没有可以加入的账号，请联系管理员设立。", "There is no account left to add: ask the administrator for one."),
    "choose": Phrase("请选择", "choose one"),
    "added": Phrase("已加入采购小组。", "Added to the group."),
    "removed": Phrase("已移出采购小组。", "Taken out of the group."),
}
