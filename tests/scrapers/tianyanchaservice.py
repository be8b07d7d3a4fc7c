"""天眼查's interface as its documents describe it, told of an invented world: token checked, pages, envelope, milliseconds."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from decimal import Decimal

from registerserver import Reply, Request
from registerworld import Change, Company, Holder, Officer, World, company, holder_of, world
from relparty.registers.lookup import Wanted

TOKEN = "invented-token-0042"

_ROOT = "services/open/"
_CHINA = timezone(timedelta(hours=8))
_CAPITAL = Decimal(1000)


@dataclass(frozen=True)
class Tianyancha:
    """The service; `page_size` is how many rows it gives at most, whatever is asked; without `percents` it tells contributions only."""

    world: World
    page_size: int = 20
    percents: bool = True

    def __call__(self, request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        if headers.get("authorization") != TOKEN:
            return envelope(300002, "账号失效")
        if "keyword" not in request.params:
            return envelope(300008, "缺少必要参数")
        found = self.world.found(request.params["keyword"])
        if not found:
            return envelope(300000, "无数据")
        path = request.path.removeprefix(_ROOT)
        if path == "ic/baseinfo/normal":
            return envelope(0, "ok", _basic(found[0]))
        if path not in self._lists:
            return envelope(300010, "URL不存在")
        rows = self._lists[path](found[0])
        page = int(request.params.get("pageNum", "1"))
        part = rows[(page - 1) * self.page_size : page * self.page_size]
        return envelope(0, "ok", {"total": len(rows), "items": part}) if rows else envelope(300000, "无数据")

    @property
    def _lists(self) -> dict[str, Callable[[Company], list[dict[str, object]]]]:
        return {"ic/holder/2.0": self._holders, "ic/staff/2.0": _staff, "ic/changeinfo/2.0": _changes, "hi/holder/2.0": self._former}

    def _holders(self, company: Company) -> list[dict[str, object]]:
        return [
            {
                **_party(holder),
                "hcgid": holder.own_id if holder.kind == "person" else "",
                "cgid": "" if holder.kind == "person" else holder.own_id,
                "logo": "",
                "alias": holder.name[:2],
                "capital": self._capital(holder),
                "capitalActl": [],
                "ftShareholding": _moment(holder.since),
            }
            for holder in company.present
        ]

    def _former(self, company: Company) -> list[dict[str, object]]:
        return [
            {
                **_party(holder),
                "toco": 3,
                "amount": None,
                "capital": self._capital(holder),
                "startTime": _moment(holder.since),
                "endTime": _moment(holder.until),
            }
            for holder in company.former
        ]

    def _capital(self, holder: Holder) -> list[dict[str, object]]:
        sum_of = Decimal(holder.percent.removesuffix("%")) * _CAPITAL / 100
        percent = holder.percent if self.percents else ""
        return [{"amomon": f"{sum_of.normalize():f}万人民币", "paymet": "货币", "time": "2045-12-31", "percent": percent}]


def envelope(code: int, reason: str, result: object = None) -> Reply:
    return Reply({"result": result, "reason": reason, "error_code": code})


def name_id(name: str) -> int:
    """The id that stands for a name, whoever bears it."""
    return zlib.crc32(name.encode())


def _party(holder: Holder) -> dict[str, object]:
    kind = {"company": 1, "person": 2}.get(holder.kind, 3)
    return {"id": name_id(holder.name), "name": holder.name, "type": kind}


def _basic(company: Company) -> dict[str, object]:
    return {
        "id": name_id(company.name),
        "name": company.name,
        "creditCode": company.code,
        "legalPersonName": company.head,
        "type": 1,
        "companyOrgType": company.sort,
        "regStatus": "存续",
        "regCapital": "1000万人民币",
        "regCapitalCurrency": "人民币",
        "estiblishTime": _moment("2015-06-01"),
        "regNumber": "440300100000042",
        "regLocation": "深圳市坪山区示例路1号",
        "industryAll": {"category": "建筑业", "categoryBig": "房屋建筑业"},
        "historyNames": "".join(f"{name};" for name in company.former_names) or None,
        "historyNameList": list(company.former_names) or None,
    }


def _staff(company: Company) -> list[dict[str, object]]:
    return [
        {"id": name_id(officer.name), "name": officer.name, "type": 2, "typeJoin": officer.office.split("、"), "logo": None}
        for officer in company.staff
    ]


def _changes(company: Company) -> list[dict[str, object]]:
    return [
        {
            "changeItem": each.kind,
            "contentBefore": f"<em>{each.before}</em>",
            "contentAfter": f"<em>{each.after}</em>",
            "changeTime": each.on,
            "createTime": _moment(each.on),
        }
        for each in company.changes
    ]


def _moment(day: str) -> int | None:
    """The midnight in China that begins a day, in milliseconds."""
    return int(datetime.fromisoformat(day).replace(tzinfo=_CHINA).timestamp() * 1000) if day else None


PARENT = company("地支", 901, "厉昶远")
FULL = company(
    "甲辰",
    100,
    "罗启航",
    Holder("罗启航", "49.19%", own_id="H-luo", since="2019-03-01"),
    holder_of(PARENT, "50.81%"),
    Holder("裘菁茗", "10%", own_id="H-qiu", since="2019-03-01", until="2026-08-15"),
    staff=(Officer("罗启航", "执行董事、总经理"), Officer("卓蔚", "监事")),
    changes=(Change("投资人变更", "裘菁茗", "罗启航", "2026-08-15"),),
    former_names=("深圳市甲寅工程有限公司",),
)
EXAMPLES = {"full": (Tianyancha(world(FULL)), Wanted(FULL.name, FULL.code))}
"""What the recorded example is made of (see make_examples); the awkward one is written by hand."""
