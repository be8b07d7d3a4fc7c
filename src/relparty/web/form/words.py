"""The words of the pages of the form, beside those that the form itself is printed with."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from relparty.forms.blank.elements import Sort
from relparty.phrases import Lang, Phrase

WORDS: Mapping[str, Phrase] = MappingProxyType(
    {
        "mandatory": Phrase("必填", "mandatory"),
        "in_rows": Phrase("每行必填", "in every row"),
        "row": Phrase("第 {n} 行", "row {n}"),
        "rows_of": Phrase("{block}：逐行填写", "{block}: row by row"),
        "rows": Phrase("行", "row"),
        "add": Phrase("增加一行", "Add a row"),
        "none": Phrase("没有，填“无”", "None: write 无"),
        "check": Phrase("检查", "Check"),
        "hand_in": Phrase("提交", "Hand in"),
        "what_was_said": Phrase("须处理的内容", "What needs your attention"),
        "whole": Phrase("整份表格", "The whole form"),
        "missing": Phrase("未填", "Missing"),
        "wrong": Phrase("须更正", "To correct"),
        "unread": Phrase("须人工核对", "A person must look"),
        "read": Phrase("已读取", "Read"),
        "answered_none": Phrase("已填“无”", "Answered “none”"),
        "empty": Phrase("未填", "Empty"),
        "next": Phrase("下一步：", "Next: "),
        "checking": Phrase("正在检查……", "Checking…"),
        "offline": Phrase(
            "暂时连不上服务器，未能检查。所填内容仍在本页，请勿关闭；恢复后继续填写会自动再查。",
            "The server cannot be reached, so nothing was checked. What you typed is still on this page: do not close it; "
            "checking goes on as you type once the server is back.",
        ),
        "not_sent": Phrase(
            "暂时连不上服务器，没有提交。所填内容仍在本页，请勿关闭，稍后再按一次。",
            "The server cannot be reached, and nothing was handed in. What you typed is still on this page: do not close it, and try again.",
        ),
        "not_checked": Phrase(
            "服务器没有检查这次填写，请继续填写；提交时会再检查。", "The server did not check this; go on, it is checked when handed in."
        ),
        "intro": Phrase(
            "请逐栏填写。标“必填”的不能留空；没有的内容填“无”，空着不等于没有。身份证号码可遮盖中间八位。",
            "Fill in every field. What is marked mandatory cannot be empty; where there is none, write 无: empty does not mean none. "
            "The middle eight figures of a resident id may be masked.",
        ),
        "answers": Phrase("读到的内容", "What was understood"),
        "field": Phrase("栏目", "Field"),
        "state": Phrase("状态", "State"),
        "answer": Phrase("读到的内容", "What was read"),
        "place": Phrase("位置", "Place"),
        "written": Phrase("原文：", "As written: "),
        "sha256": Phrase("文件 SHA-256：", "SHA-256 of the file: "),
        "no_form": Phrase("没有读到采集表。", "No form could be read."),
        "bidder": Phrase("单位：", "Bidder: "),
    }
)

SORT_TIPS: Mapping[Sort, Phrase] = MappingProxyType(
    {
        Sort.USCC: Phrase("18 位，只用数字和大写字母（不含 I O S V Z）", "18 figures and capital letters, never I O S V Z"),
        Sort.PERSON_ID: Phrase(
            "18 位；可遮盖中间八位，如 110108********0006", "18 figures; the middle eight may be masked as in 110108********0006"
        ),
        Sort.ANY_ID: Phrase(
            "自然人填身份证号码（可遮盖中间八位），单位填统一社会信用代码",
            "a person's resident id (the middle eight may be masked), a unit's credit code",
        ),
    }
)
"""What is said of numbers here: those of the printed form speak of the spreadsheet's colours."""

HINTS: Mapping[str, str] = MappingProxyType(
    {
        "parent": "for branches; others write 无",
        "bond_account": "write 无 if there is none",
        "former_names": "write 无 if there is none",
        "head_name": "the person in charge of the unit",
        "shareholders": "List all shareholders; the shares add up to 100. A joint-stock company also hands in its stamped register of holders.",
        "officers": "Directors, supervisors and senior managers; without a supervisor write 不设监事.",
        "upper_holdings": "From the holders that are units, layer by layer, up to natural persons, listed companies or state bodies; "
        "a diagram may be handed in as well.",
        "people": "Agent and contact person are mandatory; project lead and technical lead if there are any.",
        "related_units": "Whether they take part in this lot or not.",
        "kin": "Spouses, blood relatives within three generations and close in-laws between persons of this unit and persons of other "
        "bidders or of the buyer.",
        "changes": "Changes of the person in charge, the shareholders and the officers.",
        "prior_service": "Persons of this unit who served with the buyer in the last three years, or design, consulting or supervision done "
        "for this lot.",
    }
)
"""The English of the hints that the form prints in Chinese, by field or block."""

CHOICES: Mapping[str, str] = MappingProxyType(
    {
        "有限责任公司": "limited company",
        "股份有限公司": "joint-stock company",
        "合伙企业": "partnership",
        "个人独资企业": "sole proprietorship",
        "个体工商户": "individual business",
        "分支机构": "branch",
        "事业单位": "public institution",
        "社会团体": "association",
        "其他": "other",
        "自然人": "natural person",
        "企业法人": "company",
        "上市公司": "listed company",
        "国有资产管理机构": "state asset body",
        "董事长": "chair",
        "执行董事": "executive director",
        "董事": "director",
        "监事": "supervisor",
        "总经理": "general manager",
        "财务负责人": "finance officer",
        "其他高级管理人员": "other senior manager",
        "授权代表": "agent",
        "联系人": "contact person",
        "项目负责人": "project lead",
        "技术负责人": "technical lead",
        "单位负责人为同一人": "same person in charge",
        "控股关系": "holding",
        "管理关系": "management",
        "配偶": "spouse",
        "父母": "parent",
        "子女": "child",
        "兄弟姐妹": "brother or sister",
        "祖父母": "grandparent",
        "孙子女": "grandchild",
        "配偶的父母": "spouse's parent",
        "配偶的兄弟姐妹": "spouse's brother or sister",
        "法定代表人": "person in charge",
        "股东": "shareholder",
    }
)
"""The English beside the Chinese words to choose from, which are what is written into the form."""


def said(lang: Lang) -> dict[str, str]:
    """The words of the pages in one language, by name; parts in braces are filled in by the templates."""
    return {name: words.say(lang) for name, words in WORDS.items()}
