"""企查查's interface as its documents describe it, told of an invented world: key and signature checked, pages, envelope."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from registerserver import Reply, Request
from registerworld import Change, Company, Holder, Officer, World, company, holder_of, world
from relparty.registers.lookup import Wanted

KEY, SECRET = "invented-key-0042", "invented-secret-0042"


@dataclass(frozen=True)
class Qichacha:
    """The service; `page_size` is how many rows it gives at most, whatever is asked."""

    world: World
    page_size: int = 20

    def __call__(self, request: Request) -> Reply:
        headers = {name.lower(): value for name, value in request.headers.items()}
        timespan = headers.get("timespan", "")
        token = hashlib.md5((KEY + timespan + SECRET).encode()).hexdigest().upper()
        if request.params.get("key") != KEY or headers.get("token") != token:
            return _envelope("101", "当前的KEY无效或者还未生效中")
        asked = request.params.get("keyword") or request.params.get("searchKey") or ""
        found = self.world.found(asked)
        if not found:
            return _envelope("201", "查询无结果")
        if request.path == "ECIV4/GetBasicDetailsByName":
            return _envelope("200", "查询成功", _basic(found[0]))
        rows = _LISTS[request.path](found[0])
        page = int(request.params.get("pageIndex", "1"))
        part = rows[(page - 1) * self.page_size : page * self.page_size]
        if not rows:
            return _envelope("201", "查询无结果")
        paging = {"PageSize": self.page_size, "PageIndex": page, "TotalRecords": len(rows)}
        return _envelope("200", "查询成功", part, paging)


def _envelope(status: str, message: str, result: object = None, paging: object = None) -> Reply:
    return Reply({"Status": status, "Message": message, "OrderNumber": "ECI20261122000001", "Paging": paging, "Result": result})


def _basic(company: Company) -> dict[str, object]:
    return {
        "KeyNo": company.own_id,
        "Name": company.name,
        "No": "440300100000042",
        "BelongOrg": "深圳市市场监督管理局",
        "OperId": "p0000head",
        "OperName": company.head,
        "StartDate": "2015-06-01 00:00:00",
        "Status": "存续",
        "CreditCode": company.code,
        "RegistCapi": "1000万元人民币",
        "EconKind": company.sort,
        "Address": "深圳市坪山区示例路1号",
        "OriginalName": [{"Name": name, "ChangeDate": "2024-01-05"} for name in company.former_names],
    }


def _partners(company: Company) -> list[dict[str, object]]:
    return [
        {
            "KeyNo": holder.own_id,
            "StockName": holder.name,
            "StockType": "自然人股东" if holder.kind == "person" else "企业法人",
            "StockPercent": holder.percent,
            "ShouldCapi": "100",
            "ShoudDate": "2045-12-31",
            "CreditCode": holder.code,
        }
        for holder in company.present
    ]


def _employees(company: Company) -> list[dict[str, object]]:
    return [{"KeyNo": officer.own_id, "Name": officer.name, "Job": officer.office} for officer in company.staff]


def _changes(company: Company) -> list[dict[str, object]]:
    return [
        {"ProjectName": each.kind, "BeforeList": [each.before], "AfterList": [each.after], "ChangeDate": each.on}
        for each in company.changes
    ]


def _former(company: Company) -> list[dict[str, object]]:
    return [
        {"KeyNo": each.own_id, "PartnerName": each.name, "StockPercent": each.percent, "InDate": each.since, "OutDate": each.until}
        for each in company.former
    ]


_LISTS: dict[str, Callable[[Company], list[dict[str, object]]]] = {
    "ECIPartner/GetList": _partners,
    "ECIEmployee/GetList": _employees,
    "ECIChange/GetList": _changes,
    "HistoryPartnerCheck/GetList": _former,
}


PARENT = company("地支", 901, "厉昶远")
FULL = company(
    "甲辰",
    100,
    "罗启航",
    Holder("罗启航", "49.19%", own_id="p00luo"),
    holder_of(PARENT, "50.81%"),
    Holder("裘菁茗", "10%", own_id="p00qiu", since="2019-03-01", until="2026-08-15"),
    staff=(Officer("罗启航", "执行董事", "p00luo"), Officer("卓蔚", "监事", "p00zhuo")),
    changes=(Change("投资人变更", "裘菁茗", "罗启航", "2026-08-15"),),
    former_names=("深圳市甲寅工程有限公司",),
)
_AWKWARD = company(
    "<script>丁香",
    104,
    "-",
    Holder("ACME (EUROPE) LTD", "", own_id="h0acme", kind="company"),
    Holder("深圳市国有资产监督管理委员会", "100.00%", kind="company"),
    sort="股份有限公司(非上市)",
)
EXAMPLES = {
    "full": (Qichacha(world(FULL)), Wanted(FULL.name, FULL.code)),
    "awkward": (Qichacha(world(_AWKWARD)), Wanted(_AWKWARD.name, _AWKWARD.code)),
}
"""What the recorded examples are made of (see make_examples)."""
