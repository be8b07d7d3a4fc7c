"""Our own lots in few words, each with all that must be found in it. `python tests/make_lots.py` prints them as real files.

`expect` is complete: every finding as (rule, level, bidder words...), and the verdict with the four counts.
The words were written from the rules before the program was run on them.
"""

from __future__ import annotations

from typing import Any

Case = dict[str, Any]

_FOUR = {"甲辰": {}, "乙木": {}, "丙火": {}, "丁香": {}}
_DAY = "2026-12-01"


def _holder(name: str, percent: float, number: str, kind: str = "person") -> dict[str, Any]:
    return {"name": name, "kind": kind, "id": number, "percent": percent}


def _upper(company: str, name: str, percent: float, number: str, kind: str = "person") -> dict[str, Any]:
    return {"company": company, "holder": {"name": name, "kind": kind, "id": number}, "percent": percent}


def _chain(*, layers: int, percent: float, top: str, word: str) -> dict[str, Any]:
    """Shareholders and upper holdings of a bidder whose holder is `layers` companies below `top`."""
    names = [f"深圳市层叠{word}{'一二三四五六七八'[i]}号控股有限公司" for i in range(layers)]
    codes = [f"${500 + i}" for i in range(layers)]
    uppers = []
    for i, company in enumerate(names):
        above = (
            _upper(company, names[i + 1], percent, codes[i + 1], "company") if i + 1 < layers else _upper(company, "尉迟砚山", percent, top)
        )
        uppers += [above, _upper(company, f"厉{'昶峤珩琰翊翀旻晗'[i]}远", 100 - percent, f"#{600 + i}")]
    own = [_holder(names[0], percent, codes[0], "company"), _holder("戎骁骞", 100 - percent, "#699")]
    return {"shareholders": own, "upper_holdings": uppers}


def _lot(name: str, bidders: dict[str, Any], regime: str = "gov_procurement", **more: Any) -> dict[str, Any]:
    return {"id": "L1", "name": name, "regime": regime, "opens_on": _DAY, "bidders": {**_FOUR, **bidders}, **more}


def _counts(received: int, after_bar: int, groups: int, independent: int) -> dict[str, int]:
    return {"required": 3, "received": received, "after_bar": after_bar, "groups": groups, "independent": independent}


def _head(name: str, number: str) -> dict[str, Any]:
    return {"head": {"name": name, "id": number}}


CASES: dict[str, Case] = {
    "Q01-exactly-half": {
        "lot": _lot(
            "路灯改造", {"乙木": {"shareholders": [_holder("@甲辰", 50, "$100", "company"), _holder("厉昶远", 50, "#31")]}}, "tendering"
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("direct_holding", "review", "甲辰", "乙木")],
    },
    "Q02-largest-46": {
        "lot": _lot(
            "档案数字化",
            {
                "乙木": {
                    "shareholders": [_holder("@甲辰", 46, "$100", "company"), _holder("厉昶远", 30, "#31"), _holder("戎珩砚", 24, "#32")]
                }
            },
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("direct_holding", "review", "甲辰", "乙木")],
    },
    "Q03-joint-control-40-20": {
        "lot": _lot(
            "排水管网检测",
            {
                "乙木": {
                    "shareholders": [
                        _holder("@甲辰", 40, "$100", "company"),
                        _holder("深圳市中介投资有限公司", 20, "$50", "company"),
                        _holder("厉昶远", 40, "#31"),
                    ],
                    "upper_holdings": [
                        _upper("深圳市中介投资有限公司", "@甲辰", 51, "$100", "company"),
                        _upper("深圳市中介投资有限公司", "戎珩砚", 49, "#32"),
                    ],
                }
            },
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("direct_holding", "review", "甲辰", "乙木"), ("control_chain", "review", "甲辰", "乙木")],
    },
    "Q04-six-layers-of-51": {
        "lot": _lot(
            "绿化养护",
            {
                "甲辰": _chain(layers=6, percent=51, top="#40", word="甲"),
                "乙木": {"shareholders": [_holder("尉迟砚山", 100, "#40")]},
            },
            "tendering",
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("common_controller", "review", "甲辰", "乙木")],
    },
    "Q05-ring-of-three": {
        "lot": _lot(
            "垃圾清运",
            {
                "甲辰": {"shareholders": [_holder("@丙火", 60, "$102", "company"), _holder("厉昶远", 40, "#31")]},
                "乙木": {"shareholders": [_holder("@甲辰", 60, "$100", "company"), _holder("戎珩砚", 40, "#32")]},
                "丙火": {"shareholders": [_holder("@乙木", 60, "$101", "company"), _holder("阚旻翊", 40, "#33")]},
                "戊土": {},
                "己未": {},
            },
        ),
        "verdict": "stop",
        "quotes": _counts(6, 3, 4, 4),
        "expect": [
            ("direct_holding", "bar", "甲辰", "乙木"),
            ("direct_holding", "bar", "乙木", "丙火"),
            ("direct_holding", "bar", "丙火", "甲辰"),
            ("control_chain", "review", "甲辰", "乙木"),
            ("control_chain", "review", "乙木", "丙火"),
            ("control_chain", "review", "丙火", "甲辰"),
        ],
    },
    "Q06-masked-ids-agree": {
        "lot": _lot("物业服务", {"甲辰": _head("尉迟砚山", "#40*"), "乙木": _head("尉迟砚山", "#40*")}),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("same_head", "review", "甲辰", "乙木")],
    },
    "Q07-masked-ids-cannot-be-one": {
        "lot": _lot("保安服务", {"甲辰": _head("尉迟砚山", "#40*"), "乙木": _head("尉迟砚山", "#41*")}),
        "verdict": "clear",
        "quotes": _counts(4, 4, 4, 4),
        "expect": [],
    },
    "Q08-one-code-twice": {
        "lot": _lot("印刷服务", {"乙木": {"bidder": {"uscc": "$100"}}, "戊土": {}}),
        "verdict": "stop",
        "quotes": _counts(5, 3, 4, 4),
        "expect": [("same_legal_entity", "bar", "甲辰", "乙木")],
    },
    "Q09-kin": {
        "lot": _lot(
            "食堂食材配送",
            {
                "甲辰": {
                    **_head("厉昶远", "#31"),
                    "kin": [{"person": "厉昶远", "relative": "阚旻翊", "relation": "配偶", "unit": "@乙木"}],
                },
                "乙木": _head("阚旻翊", "#33"),
            },
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("declared_kin", "review", "甲辰", "乙木")],
    },
    "Q10-ended-11-months-ago": {
        "lot": _lot(
            "电梯维保",
            {
                "甲辰": _head("尉迟砚山", "#40"),
                "乙木": {"changes": [{"item": "法定代表人", "before": "尉迟砚山", "after": "卞昶昶", "date": "2026-01-05"}]},
            },
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("past_relation", "review", "甲辰", "乙木")],
    },
    "Q11-ended-13-months-ago": {
        "lot": _lot(
            "电梯维保二期",
            {
                "甲辰": _head("尉迟砚山", "#40"),
                "乙木": {"changes": [{"item": "法定代表人", "before": "尉迟砚山", "after": "卞昶昶", "date": "2025-10-31"}]},
            },
        ),
        "verdict": "clear",
        "quotes": _counts(4, 4, 4, 4),
        "expect": [],
    },
    "Q12-policy-raises": {
        "lot": _lot(
            "会务服务",
            {
                "甲辰": {"shareholders": [_holder("尉迟砚山", 30, "#40"), _holder("厉昶远", 70, "#31")]},
                "乙木": {"shareholders": [_holder("尉迟砚山", 40, "#40"), _holder("戎珩砚", 60, "#32")]},
            },
            policy={"shared_shareholder.holder": "review"},
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("shared_shareholder", "review", "甲辰", "乙木")],
    },
    "Q13-bidder-without-a-form": {
        "lot": _lot("监理服务", {"丁香": None}, quotes=["甲辰", "乙木", "丙火", "丁香"]),
        "verdict": "incomplete",
        "quotes": _counts(4, 4, 4, 4),
        "expect": [("unchecked", "unchecked", "丁香")],
    },
    "Q14-shares-of-85": {
        "lot": _lot("设计服务", {"乙木": {"shareholders": [_holder("厉昶远", 45, "#31"), _holder("戎珩砚", 40, "#32")]}}),
        "verdict": "incomplete",
        "quotes": _counts(4, 4, 4, 4),
        "expect": [("unchecked", "unchecked", "乙木")],
    },
    "Q15-script-as-a-name": {
        "lot": _lot(
            "网站运维",
            {
                "<script>alert(1)</script>公司": _head("尉迟砚山", "#40"),
                "甲\"乙'&amp;有限公司": _head("尉迟砚山", "#40"),
            },
        ),
        "verdict": "stop",
        "quotes": _counts(6, 4, 5, 5),
        "expect": [("same_head", "bar", "<script>alert(1)</script>公司", "甲\"乙'&amp;有限公司")],
    },
    "Q16-hundred-bidders": {
        "lot": {
            "id": "L1",
            "name": "零星维修定点",
            "regime": "sub_threshold",
            "opens_on": _DAY,
            "bidders": {f"百家{n:03d}": {} for n in range(100)}
            | {f"百家{n:03d}": _head("尉迟砚山", "#40") for n in (3, 77)}
            | {f"百家{n:03d}": {"shareholders": [_holder("厉昶远", 60, "#31"), _holder(f"外{n}", 40, f"#{n}")]} for n in (10, 55)}
            | {"百家098": {"shareholders": [_holder("@百家099", 83.29, "$199", "company"), _holder("戎珩砚", 16.71, "#32")]}},
        },
        "verdict": "stop",
        "quotes": _counts(100, 96, 97, 97),
        "expect": [
            ("same_head", "bar", "百家003", "百家077"),
            ("common_controller", "review", "百家010", "百家055"),
            ("direct_holding", "bar", "百家098", "百家099"),
        ],
    },
    "Q17-same-bond-account": {
        "lot": _lot(
            "监控维护",
            {"甲辰": {"bidder": {"bond_account": "7559 0123 4567 890"}}, "乙木": {"bidder": {"bond_account": "755901234567890"}}},
            "tendering",
        ),
        "verdict": "stop",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("same_bond_account", "deemed", "甲辰", "乙木")],
    },
    "Q18-insured-at-a-third-unit": {
        "lot": _lot(
            "软件开发",
            {
                word: {
                    "people": [{"name": name, "id": number, "role": "agent", "phone": phone, "insured_at": "深圳市人力派遣服务有限公司"}]
                }
                for word, name, number, phone in (("甲辰", "厉昶远", "#31", "13900000031"), ("乙木", "戎珩砚", "#32", "13900000032"))
            },
            overlay="shenzhen",
        ),
        "verdict": "stop",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("same_insured_unit", "deemed", "甲辰", "乙木")],
    },
    "Q19-forms-that-contradict": {
        "lot": _lot(
            "培训服务",
            {
                "甲辰": {
                    "shareholders": [_holder("深圳市共同投资有限公司", 100, "$50", "company")],
                    "upper_holdings": [
                        _upper("深圳市共同投资有限公司", "厉昶远", 80, "#31"),
                        _upper("深圳市共同投资有限公司", "戎珩砚", 20, "#32"),
                    ],
                },
                "乙木": {
                    "shareholders": [_holder("深圳市共同投资有限公司", 30, "$50", "company"), _holder("阚旻翊", 70, "#33")],
                    "upper_holdings": [
                        _upper("深圳市共同投资有限公司", "厉昶远", 60, "#31"),
                        _upper("深圳市共同投资有限公司", "戎珩砚", 40, "#32"),
                    ],
                },
            },
        ),
        "verdict": "review",
        "quotes": _counts(4, 4, 3, 3),
        "expect": [("declaration_mismatch", "review", "甲辰", "乙木"), ("shared_shareholder", "lead", "甲辰", "乙木")],
    },
    "Q20-chain-without-a-top": {
        "lot": _lot("审计服务", {"乙木": {"shareholders": [_holder("深圳市无顶投资有限公司", 100, "$50", "company")]}}),
        "verdict": "incomplete",
        "quotes": _counts(4, 4, 4, 4),
        "expect": [("unchecked", "unchecked", "乙木")],
    },
    "D01-demo": {
        "lot": {
            "id": "L1",
            "name": "街道办事处办公设备采购（演示）",
            "regime": "gov_procurement",
            "overlay": "shenzhen",
            "opens_on": _DAY,
            "quotes": ["甲辰", "乙木", "丙火", "丁香", "戊土", "己未", "庚金", "辛酉"],
            "group": [["蒲旻旻", "#70", "组长"], ["阚旻翊", "#33", "组员"], ["谷珩翀", "#71", "财务监督"]],
            "bidders": {
                "甲辰": _head("尉迟砚山", "#40"),
                "乙木": _head("尉迟砚山", "#40"),
                "丙火": {
                    "shareholders": [_holder("深圳市同源控股有限公司", 70, "$50", "company"), _holder("厉昶远", 30, "#31")],
                    "upper_holdings": [_upper("深圳市同源控股有限公司", "百里砚秋", 100, "#45")],
                },
                "丁香": {
                    "shareholders": [_holder("深圳市承启投资有限公司", 100, "$51", "company")],
                    "upper_holdings": [
                        _upper("深圳市承启投资有限公司", "深圳市同源控股有限公司", 55, "$50", "company"),
                        _upper("深圳市承启投资有限公司", "戎珩砚", 45, "#32"),
                        _upper("深圳市同源控股有限公司", "百里砚秋", 100, "#45"),
                    ],
                },
                "戊土": {
                    "people": [
                        {"name": "滑峤珩", "id": "#52", "role": "agent", "phone": "13900000052", "insured_at": "@己未"},
                    ]
                },
                "己未": {"officers": [{"name": "阚旻翊", "id": "#33", "office": "supervisor"}]},
                "庚金": {"officers": [{"name": "张伟", "office": "supervisor"}]},
                "辛酉": {
                    "officers": [{"name": "张伟", "office": "manager"}],
                    "shareholders": [_holder("厉昶远", 45, "#31"), _holder("邢琰羲", 40, "#53")],
                },
            },
        },
        "verdict": "stop",
        "quotes": _counts(8, 6, 5, 5),
        "expect": [
            ("same_head", "bar", "甲辰", "乙木"),
            ("same_insured_unit", "deemed", "戊土", "己未"),
            ("common_controller", "review", "丙火", "丁香"),
            ("group_conflict", "review", "己未"),
            ("shared_person", "lead", "庚金", "辛酉"),
            ("shared_shareholder", "lead", "丙火", "辛酉"),
            ("unchecked", "unchecked", "辛酉"),
        ],
    },
}
