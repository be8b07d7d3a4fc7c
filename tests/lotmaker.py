"""Makes lots for tests, docs examples and benchmarks from a compact description. Everyone in them is invented.

    {"regime": "tendering", "overlay": "", "opens_on": "2026-12-01",
     "bidders": {"甲辰": {"head": {"name": "罗启航", "id": "#1"}}, "乙木": {}, "丙火": {}},
     "quotes": ["甲辰", "乙木"], "group": [["上官婉宁", "#9", "组长"]], "policy": {"same_head": "bar"}}

`"reports": {"甲辰": {"head": "厉昶远"}}` adds a register report of a bidder that agrees with its form but for what is given.

`"pages": {"甲辰": {"head": "厉昶远", "as": "mhtml", "printed_on": "2025-09-22"}}` puts the saved web page of a bidder into register/.

A bidder is a machine form with what is left out filled in: its own code, address, phone, head (who holds
100 %) and agent. In any text `#7` is the resident id of invented person 7, `#7*` the same masked, `#7!`
with a wrong check digit; `$3` is the code of invented company 3, `@甲辰` the full name of bidder 甲辰.
Resident ids bear the order code 000, which nobody has.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from relparty.identifiers import resident, uscc

_AREAS = ("110101", "120102", "310104", "110105", "120106", "310107", "110108", "310109")
_SURNAMES = "覃 卞 邹 梅 柴 冉 尹 窦 牟 蒲 卓 钱 石 白 程 段 楚 罗 孟 贺 靳 阎 林 岑 裘 戚 郁 单 杭 洪 诸 左 崔 吉 钮 龚 嵇 邢 滑 裴 陆 荣 翁 荀 羊 於 惠 甄 麴 家 封 芮 羿 储 汲 邴 糜 松 井 富 巫 乌 焦 巴 弓 牧 隗 谷 车 侯 宓 蓬 全 郗 班 仰 秋 仲 伊 宫 宁 仇 栾 暴 甘 斜 厉 戎 祖 武 符 景 詹 束 龙".split()
_GIVEN = "昶 峤 珩 琰 翊 翀 旻 晗 曦 弈 骁 骞 牧 砚 笙 簌 缜 羲 翎 聿 舸 茗 荇 菁 蓁 蔚 薏 衍 裎 覃".split()
_SYMBOL = re.compile(r"^(#\d+[*!]?|\$\d+|@.+)$")


def person_id(number: int, mark: str = "") -> str:
    """The resident id of invented person `number`: valid, masked (`*`) or with a wrong check digit (`!`)."""
    born = date(1960, 1, 1) + timedelta(days=(number * 37) % 14_000)
    first17 = f"{_AREAS[(number + number // 14_000) % len(_AREAS)]}{born:%Y%m%d}000"
    check = resident.check_digit(first17)
    if mark == "*":
        return f"{first17[:6]}{'*' * 8}{first17[14:]}{check}"
    return first17 + (check if mark != "!" else "5" if check != "5" else "6")


def company_code(number: int) -> str:
    """The valid 统一社会信用代码 of invented company `number`."""
    first8 = f"MA{number:06d}"
    organisation = first8 + uscc._organisation_check(first8)
    return f"91440300{organisation}" + uscc._whole_check(f"91440300{organisation}")


def person_name(number: int) -> str:
    """A name for invented person `number`; no two of the first 80,000 are equal."""
    rest, surname = divmod(number, len(_SURNAMES))
    second, first = divmod(rest, len(_GIVEN))
    return _SURNAMES[surname] + _GIVEN[first] + _GIVEN[second % len(_GIVEN)]


def company_name(word: str) -> str:
    """The full name of the bidder called `word`."""
    return word if "公司" in word or "<" in word else f"深圳市{word}工程有限公司"


def forms(lot: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The machine forms of a lot by bidder word, defaults filled in and symbols spelled out."""
    header = {"id": lot.get("id", "L1"), "name": lot.get("name", "示例项目")}
    return {
        word: _spelled({**_form(word, number, told or {}), "lot": header}) for number, (word, told) in enumerate(lot["bidders"].items())
    }


def write(folder: Path, lot: Mapping[str, Any]) -> Path:
    """Writes the lot's folder with machine forms; a bidder that is None in the lot hands in no form."""
    (folder / "forms").mkdir(parents=True, exist_ok=True)
    settings = {
        key: lot[key] for key in ("id", "name", "regime", "overlay", "opens_on", "min_quotes", "lookback_months", "buyer") if key in lot
    }
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in settings.items()]
    (folder / "lot.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    told = forms(lot)
    for number, (word, form) in enumerate(told.items(), start=1):
        if lot["bidders"][word] is not None:
            path = folder / "forms" / f"{number:02d}.json"
            path.write_text(json.dumps(form, ensure_ascii=False, indent=1), encoding="utf-8")
    _write_tables(folder, lot, told)
    _write_reports(folder, lot, told)
    _write_pages(folder, lot, told)
    return folder


def _write_reports(folder: Path, lot: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """Register reports that agree with the forms but for what the lot says of them."""
    if "reports" in lot:
        import registerwriter  # prints PDFs, which few lots need

        for word, changed in lot["reports"].items():
            company = registerwriter.of_form(told[word], **registerwriter.spelled(_spelled(changed)))
            (folder / "forms" / f"{company.name}公示报告.pdf").write_bytes(registerwriter.report_pdf(company))


def _write_pages(folder: Path, lot: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    """Saved web pages of the register, as the office fetched them, that agree with the forms but for what the lot says."""
    if "pages" in lot:
        import registersaved
        import registerwriter

        (folder / "register").mkdir(exist_ok=True)
        for word, changed in lot["pages"].items():
            spelled = {key: value for key, value in _spelled(changed).items() if key != "as"}
            if "printed_on" in spelled:
                spelled["printed_on"] = datetime.fromisoformat(spelled["printed_on"])
            company = registerwriter.of_form(told[word], **registerwriter.spelled(spelled))
            suffix = changed.get("as", "html")
            made = registersaved.page_mhtml(company) if suffix == "mhtml" else registersaved.page_html(company)
            (folder / "register" / f"{word}.{suffix}").write_bytes(made)


def _write_tables(folder: Path, lot: Mapping[str, Any], told: Mapping[str, Any]) -> None:
    if "quotes" in lot:
        rows = [_spelled(row) if isinstance(row, list) else [company_name(row), told[row]["bidder"]["uscc"]] for row in lot["quotes"]]
        _csv(folder / "quotes.csv", "bidder,uscc", rows)
    if "group" in lot:
        _csv(folder / "group.csv", "name,id,duty,unit", [_spelled([*row, "采购部"]) for row in lot["group"]])
    if "policy" in lot:
        levels = "\n".join(f'"{rule}" = "{level}"' for rule, level in lot["policy"].items())
        (folder / "policy.toml").write_text(f'title = "本单位采购管理办法"\n[levels]\n{levels}\n', encoding="utf-8")


def _csv(path: Path, head: str, rows: list[list[str]]) -> None:
    path.write_text("\n".join([head, *(",".join(row) for row in rows)]) + "\n", encoding="utf-8-sig")


def _form(word: str, number: int, told: Mapping[str, Any]) -> dict[str, Any]:
    head = {"name": person_name(1000 + number), "id": f"#{1000 + number}"} | dict(told.get("head") or {})
    bidder = {
        "name": company_name(word),
        "uscc": f"${100 + number}",
        "kind": "有限责任公司",
        "parent": None,
        "address": f"深圳市坪山区示例路{number + 1}号",
        "phone": f"0755-8{number:07d}",
        "email": f"bid{number}@bidder.example",
        "bond_account": None,
    } | dict(told.get("bidder") or {})
    agent = {
        "name": person_name(2000 + number),
        "id": f"#{2000 + number}",
        "role": "agent",
        "phone": f"139{number:08d}",
        "insured_at": company_name(word),
    }
    form = {
        "form": "relparty/declaration/1",
        "bidder": bidder,
        "head": head,
        "shareholders": [{"name": head["name"], "id": head["id"], "kind": "person", "percent": 100}],
        "officers": [],
        "upper_holdings": [],
        "people": [agent],
        "related_units": [],
        "kin": [],
        "changes": [],
        "declared_on": "2026-11-10",
    }
    return form | {key: value for key, value in told.items() if key not in ("head", "bidder")}


def _spelled(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _spelled(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_spelled(each) for each in value]
    if not isinstance(value, str) or not _SYMBOL.match(value):
        return value
    if value[0] == "@":
        return company_name(value[1:])
    if value[0] == "$":
        return company_code(int(value[1:]))
    return person_id(int(value[1:].rstrip("*!")), value[-1] if value[-1] in "*!" else "")
