"""启信宝's interface as its documents describe it, told of an invented world: key and signature checked, rows passed over, envelope."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from registerserver import Reply, Request
from registerworld import Change, Company, Holder, Officer, World, company, holder_of, world
from relparty.registers.lookup import Wanted

KEY, SECRET = "invented-appkey-0042", "invented-secret-0042"

_ROOT = "APIService/enterprise/"
_MILLISECONDS = 13
_CAPITAL = Decimal(1000)


@dataclass(frozen=True)
class Qixin:
    """The service; `shares` says how it writes them: `percent`, `fraction`, `number` (a percentage without a sign) or `none`."""

    world: World
    page_size: int = 20
    shares: str = "percent"
    tells_total: bool = True

    def __call__(self, request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        timestamp = headers.get("timestamp", "")
        sign = hashlib.md5((KEY + timestamp + SECRET).encode()).hexdigest()
        is_signed = headers.get("auth-version") == "2.0" and len(timestamp) == _MILLISECONDS and headers.get("sign") == sign
        if headers.get("appkey") != KEY or not is_signed:
            return envelope("101", "当前的KEY无效")
        found = self.world.found(request.params.get("keyword", ""))
        path = request.path.removeprefix(_ROOT)
        if path == "getBasicInfo" and found:
            return envelope("200", "操作成功", _basic(found[0]))
        rows = self._lists[path](found[0]) if found else []
        skip = int(request.params.get("skip", "0"))
        part = rows[skip : skip + self.page_size]
        if not part:
            return envelope("201", "查询无结果")
        total = {"total": str(len(rows))} if self.tells_total else {}
        return envelope("200", "操作成功", {**total, "num": len(part), "items": part})

    @property
    def _lists(self) -> dict[str, Callable[[Company], list[dict[str, object]]]]:
        return {"getPartners": self._partners, "getEmployees": _employees, "getChangeRecords": _changes}

    def _partners(self, company: Company) -> list[dict[str, object]]:
        return [
            {
                "name": holder.name,
                "stock_type": "自然人股东" if holder.kind == "person" else "企业法人",
                "stock_percent": self._share(holder),
                "identify_type": "-" if holder.kind == "person" else "企业法人营业执照(公司)",
                "identify_no": holder.code or "-",
                "should_capi_items": [{"shoud_capi": _sum(holder), "invest_type": "货币", "should_capi_date": "2045-12-31"}],
                "real_capi_items": [],
            }
            for holder in company.present
        ]

    def _share(self, holder: Holder) -> str:
        number = holder.percent.removesuffix("%")
        words = {"percent": holder.percent, "number": number, "fraction": f"{(Decimal(number) / 100).normalize():f}", "none": "-"}
        return words[self.shares]


def envelope(status: str, message: str, found: object = None) -> Reply:
    return Reply({"status": status, "message": message, "sign": "00000000000000000000000000000042", "data": found})


def _sum(holder: Holder) -> str:
    return f"{(Decimal(holder.percent.removesuffix('%')) * _CAPITAL / 100).normalize():f} 万人民币"


def _basic(company: Company) -> dict[str, object]:
    return {
        "id": company.own_id,
        "name": company.name,
        "historyNames": list(company.former_names),
        "regNo": "440300100000042",
        "creditNo": company.code,
        "operName": company.head,
        "belongOrg": "深圳市市场监督管理局",
        "econKind": company.sort,
        "registCapi": "1000 万人民币",
        "currency_unit": "CNY",
        "startDate": "2015-06-01",
        "endDate": "-",
        "status": "存续",
        "new_status": "1",
        "address": "深圳市坪山区示例路1号",
        "tags": [],
    }


def _employees(company: Company) -> list[dict[str, object]]:
    return [{"name": officer.name, "job_title": officer.office, "is_history": "1" if officer.until else "0"} for officer in company.staff]


def _changes(company: Company) -> list[dict[str, object]]:
    return [
        {"change_item": each.kind, "before_content": each.before, "after_content": each.after, "change_date": each.on, "u_tags": 0}
        for each in company.changes
    ]


PARENT = company("地支", 901, "厉昶远")
FULL = company(
    "甲辰",
    100,
    "罗启航",
    Holder("罗启航", "49.19%"),
    holder_of(PARENT, "50.81%"),
    staff=(Officer("罗启航", "执行董事"), Officer("卓蔚", "监事"), Officer("裘菁茗", "监事", until="earlier")),
    changes=(Change("投资人变更", "裘菁茗", "罗启航", "2026-08-15"),),
    former_names=("深圳市甲寅工程有限公司",),
)
EXAMPLES = {"full": (Qixin(world(FULL)), Wanted(FULL.name, FULL.code))}
"""What the recorded example is made of (see make_examples); the awkward one is written by hand."""
