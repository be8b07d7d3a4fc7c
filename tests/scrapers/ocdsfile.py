"""OCDS releases of invented tenders, and the recorded examples made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lotmaker

OCID = "ocds-0000-1"
JIA, YI, BING, DING = (lotmaker.company_name(word) for word in ("甲辰", "乙木", "丙火", "丁未"))
CODES = {
    JIA: lotmaker.company_code(100),
    YI: lotmaker.company_code(101),
    BING: lotmaker.company_code(102),
    DING: lotmaker.company_code(103),
}


def party(name: str, scheme: str = "CN-SAIC", **more: Any) -> dict[str, Any]:
    return {
        "id": f"{scheme}-{CODES[name]}",
        "name": name,
        "identifier": {"scheme": scheme, "id": CODES[name], "legalName": name},
        "roles": ["tenderer"],
        **more,
    }


def reference(name: str) -> dict[str, str]:
    return {"id": f"CN-SAIC-{CODES[name]}", "name": name}


def bid(id_: str, *names: str, amount: object = 1000, **more: Any) -> dict[str, Any]:
    return {
        "id": id_,
        "status": "valid",
        "date": "2026-11-30T10:00:00+08:00",
        "tenderers": [reference(name) for name in names],
        "value": {"amount": amount, "currency": "CNY"},
        **more,
    }


def tender(**more: Any) -> dict[str, Any]:
    return {"id": "T-1", "title": "示例道路维修", "status": "active", "tenderPeriod": {"endDate": "2026-12-01T09:30:00+08:00"}, **more}


def _bidding(bids: tuple[dict[str, Any], ...]) -> list[str]:
    """The names of ours that these bids name."""
    told = [each.get("name") for one in bids for each in one["tenderers"]]
    return [name for name in CODES if name in told]


def release(*bids: dict[str, Any], ocid: str = OCID, **more: Any) -> dict[str, Any]:
    return {
        "ocid": ocid,
        "id": "1",
        "date": "2026-12-01T10:00:00+08:00",
        "tag": ["tender"],
        "initiationType": "tender",
        "buyer": {"id": "B-1", "name": "示例区工务局"},
        "parties": [{"id": "B-1", "name": "示例区工务局", "roles": ["buyer"]}, *(party(name) for name in _bidding(bids))],
        "tender": tender(),
        "bids": {"details": list(bids)},
        **more,
    }


def package(*releases: dict[str, Any]) -> bytes:
    return text({"uri": "https://example.org/1", "version": "1.1", "publishedDate": "2026-12-01T10:00:00Z", "releases": list(releases)})


def record(compiled: dict[str, Any], *releases: dict[str, Any]) -> bytes:
    return text({"version": "1.1", "records": [{"ocid": compiled["ocid"], "releases": list(releases), "compiledRelease": compiled}]})


def lines(*values: dict[str, Any]) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in values).encode()


def text(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


THREE = (bid("1", JIA, amount=98000.5), bid("2", YI, amount="99000.00"), bid("3", BING, amount=99500))
_LOTS = [{"id": "L1", "title": "第一标段"}, {"id": "L2", "title": "第二标段"}, {"id": "L3", "title": "第三标段"}]
_PARTIES = [
    *(party(name) for name in (JIA, BING, DING)),
    party(YI, "CN-USCC", beneficialOwners=[{"id": "x", "name": "厉昶远"}]),
    {"id": "GB-1", "name": "EXAMPLE WORKS LIMITED", "identifier": {"scheme": "GB-COH", "id": "01234567"}, "roles": ["tenderer"]},
]
AWKWARD = record(
    release(
        bid("1", JIA, amount=1000.10, relatedLots=["L1"]),
        bid("2", JIA, BING, amount=2000, relatedLots=["L1"]),
        bid("3", relatedLots=["L1"], status="disqualified", tenderers=[{"id": f"CN-USCC-{CODES[YI]}", "name": YI}]),
        bid("4", DING, amount=4000, relatedLots=["L1"], status="withdrawn"),
        {**bid("5", relatedLots=["L2"], amount=5000), "tenderers": [{"id": "GB-1", "name": "EXAMPLE WORKS LIMITED"}]},
        bid("6", JIA, amount=-1, relatedLots=["L1", "L2"]),
        bid("7", BING, amount=7000, value={"amount": 7000, "currency": "USD"}, date="soon"),
        {**bid("8", relatedLots=["L2"]), "tenderers": []},
        tender=tender(lots=_LOTS, tenderPeriod={"endDate": "2026-11-30T17:00:00Z"}, smart="x"),
        parties=_PARTIES,
        awards=[{"id": "a", "suppliers": [{"id": "CN-X", "name": "深圳市戊申工程有限公司"}]}],
    ),
    release(bid("1", DING, amount=1), date="2027-01-01T00:00:00Z"),
)
EXAMPLES = {"full": package(release(*THREE)), "awkward": AWKWARD}


if __name__ == "__main__":
    for case, content in EXAMPLES.items():
        folder = Path(__file__).parents[2] / "scrapers" / "relparty_scrapers" / "int_ocds" / "examples"
        (folder / f"{case}.json").write_bytes(content + b"\n")
