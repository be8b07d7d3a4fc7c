"""What stands in a printed form: its labelled answers, its blocks, and the whole as one table."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

Form = Mapping[str, Any]
Table = list[list[str | float]]

TITLE = "单位法定代表人、股东及股东关系图相关信息采集表"
KINDS = {"person": "自然人", "company": "企业法人", "state": "国有资产管理机构", "other": "其他"}
OFFICES = {"chair": "董事长", "director": "董事", "supervisor": "监事", "manager": "总经理", "finance": "财务负责人"}
ROLES = {"agent": "授权代表", "contact": "联系人", "project_lead": "项目负责人", "technical_lead": "技术负责人"}
RELATIONS = {"same_head": "单位负责人为同一人", "holding": "控股关系", "management": "管理关系"}


def pairs(form: Form) -> list[tuple[str, str]]:
    """The labelled answers at the top of the form."""
    bidder, head = form["bidder"], form["head"]
    return [
        ("项目名称", form["lot"]["name"]),
        ("项目编号", form["lot"]["id"]),
        ("单位名称", bidder["name"]),
        ("统一社会信用代码", bidder["uscc"]),
        ("单位类型", bidder["kind"]),
        ("上级法人（分支机构填写）", bidder["parent"] or "无"),
        ("注册地址", bidder["address"]),
        ("联系电话", bidder["phone"]),
        ("电子邮箱", bidder["email"]),
        ("投标保证金付款账户", bidder["bond_account"] or "无"),
        ("法定代表人", head["name"]),
        ("身份证号码", head.get("id") or ""),
    ]


def blocks(form: Form) -> list[tuple[str, list[str], Table]]:
    """The blocks: heading, column headings, rows."""
    shareholders = [[h["name"], KINDS[h["kind"]], h.get("id", ""), "", h["percent"]] for h in form["shareholders"]]
    officers = [[o["name"], OFFICES[o["office"]], o.get("id", "未提供")] for o in form["officers"]]
    upper = [
        [u["company"], u["holder"]["name"], KINDS[u["holder"]["kind"]], u["holder"].get("id", ""), u["percent"]]
        for u in form["upper_holdings"]
    ]
    people = [[p["name"], ROLES[p["role"]], p.get("id", ""), p.get("phone", ""), p.get("insured_at", "")] for p in form["people"]]
    units = [[u["name"], u.get("uscc", ""), RELATIONS[u["relation"]]] for u in form["related_units"]]
    kin = [[k["person"], k["relative"], k["relation"], k.get("unit", "")] for k in form["kin"]]
    changes = [[c["item"], c["before"], c["after"], c["date"]] for c in form["changes"]]
    return [
        (
            "一、股东信息（应填至全部股东，无则填“无”）",
            ["股东名称（姓名）", "股东类型", "证件号码/统一社会信用代码", "认缴出资额（万元）", "持股比例（%）"],
            shareholders,
        ),
        ("二、主要人员（董事、监事、高级管理人员）", ["姓名", "职务", "身份证号码"], officers),
        (
            "三、股东关系图（逐层向上填至自然人、上市公司或国资机构）",
            ["被投资单位", "股东名称（姓名）", "股东类型", "证件号码/统一社会信用代码", "持股比例（%）"],
            upper,
        ),
        ("四、本项目投标人员", ["姓名", "投标职责", "身份证号码", "联系电话", "社保缴纳单位"], people),
        ("五、与本单位存在单位负责人为同一人、控股、管理关系的其他单位", ["单位名称", "统一社会信用代码", "相互关系"], units),
        ("六、亲属关系申报", ["本单位人员", "亲属姓名", "亲属关系", "亲属任职单位"], kin),
        ("七、近十二个月法定代表人、股东、主要人员变更情况", ["变更事项", "变更前", "变更后", "变更日期"], changes),
    ]


def table(form: Form) -> Table:
    """The whole form as one table of six columns."""
    answers = pairs(form)
    rows: Table = [[TITLE]]
    rows += [[a[0], a[1], "", b[0], b[1], ""] for a, b in zip(answers[::2], answers[1::2], strict=True)]
    for heading, columns, lines in blocks(form):
        rows += [[heading], ["序号", *columns]]
        rows += [[str(number), *line] for number, line in enumerate(lines, start=1)] or [["无"]]
    return [*rows, ["填报人", form["head"]["name"], "", "填报日期", form["declared_on"], ""]]


def saved(document: Any) -> bytes:
    """The bytes of a workbook or Word document."""
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
