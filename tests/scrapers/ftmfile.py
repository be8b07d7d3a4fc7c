"""FollowTheMoney files of invented parties, as JSON lines, and the recorded examples made of them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import lotmaker

BIDDER = lotmaker.company_name("甲辰")
PARENT = lotmaker.company_name("地支")


def entity(id_: str, schema: str, **properties: Any) -> dict[str, Any]:
    """One entity; a property that is no list becomes a list of one. `_x` sets a key beside the properties."""
    beside = {key[1:]: value for key, value in properties.items() if key.startswith("_")}
    told = {key: value if isinstance(value, list) else [value] for key, value in properties.items() if not key.startswith("_")}
    return {"id": id_, "caption": id_, "schema": schema, "properties": told, "referents": [], "datasets": ["invented"], **beside}


def written(*entities: dict[str, Any]) -> bytes:
    return "".join(json.dumps(each, ensure_ascii=False) + "\n" for each in entities).encode()


def company(id_: str, name: str, number: int, **more: Any) -> dict[str, Any]:
    return entity(id_, "Company", name=name, uscCode=lotmaker.company_code(number), jurisdiction="cn", **more)


A = company("co-a", BIDDER, 100)
P = company("co-p", PARENT, 901)
LUO = entity("pe-luo", "Person", name=["Luo Qihang", "罗启航"], birthDate="1994-10-09", idNumber=lotmaker.person_id(1100, "*"))
ZHUO = entity("pe-zhuo", "Person", name="卓蔚")


def owns(id_: str, owner: str, asset: str, **more: Any) -> dict[str, Any]:
    return entity(id_, "Ownership", owner=owner, asset=asset, **more)


def directs(id_: str, director: str, organization: str, role: Any, **more: Any) -> dict[str, Any]:
    return entity(id_, "Directorship", director=director, organization=organization, role=role, **more)


FULL = written(
    {**A, "properties": A["properties"] | {"previousName": ["深圳市甲寅工程有限公司"], "legalForm": ["有限责任公司"]}},
    P,
    LUO,
    ZHUO,
    entity("pe-qiu", "Person", name="裘菁茗", birthDate="1981"),
    owns("ow-1", "pe-luo", "co-a", percentage="49.19", startDate="2015-06-01", role="股东", retrievedAt="2026-11-20"),
    owns("ow-2", "co-p", "co-a", percentage="50.81%", retrievedAt="2026-11-19T08:00:00"),
    owns("ow-3", "pe-qiu", "co-a", percentage="10", startDate="2019-03", endDate="2026-08-15"),
    owns("ow-4", "pe-qiu", "co-p", percentage="more than 75%", ownershipType="direct"),
    directs("di-1", "pe-luo", "co-a", ["法定代表人", "执行董事"]),
    directs("di-2", "pe-zhuo", "co-a", "监事", startDate="2020"),
    entity("re-1", "Representation", agent="pe-qiu", client="co-p", role="法定代表人"),
    entity("sa-1", "Sanction", entity="co-p", authority="示例机构"),
)
AWKWARD = written(
    company("co-a", BIDDER, 100, alias="Jiachen Construction", innCode="0000000000", shareClass="A", parent="co-p"),
    entity(
        "co-p",
        "LegalEntity",
        name=PARENT,
        registrationNumber=lotmaker.company_code(901),
        uscCode="000000000000000000",
        _referents=["co-old"],
    ),
    entity("pe-luo", "Person", lastName="罗", firstName="启航", birthDate=["1970-03-05", "1971-01-01"]),
    entity("pe-luo", "Person", name="罗启航", alias="罗起航"),
    entity("pe-zhuo", "Person", name="卓蔚"),
    owns("ow-1", "pe-luo", "co-a", percentage=["30", "40"], sharesType="B"),
    owns("ow-2", "co-old", "co-a", percentage="25-50"),
    owns("ow-3", "pe-zhuo", "co-a", percentage="80", ownershipType="indirect"),
    owns("ow-4", "nobody", "co-a", percentage="5"),
    owns("ow-5", "pe-luo", "co-p", sharesCount="1000", status="inactive"),
    entity("fa-1", "Family", person="pe-luo", relative="pe-zhuo", relationship="配偶"),
    entity("un-1", "UnknownLink", subject="co-p", object="co-a", role="agent"),
    entity("re-1", "Representation", agent="pe-zhuo", client="co-a", role="代理记账"),
    entity("wi-1", "Widget", maker="co-a", note="新的类型"),
)
EXAMPLES = {"full": FULL, "awkward": AWKWARD}


if __name__ == "__main__":
    for case, content in EXAMPLES.items():
        folder = Path(__file__).parents[2] / "scrapers" / "relparty_scrapers" / "int_ftm" / "examples"
        (folder / f"{case}.json").write_bytes(content)
