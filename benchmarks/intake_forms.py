"""Makes the intake benchmark's forms: known random contents, everyone in them invented."""

from __future__ import annotations

import random
from decimal import Decimal
from functools import cache
from typing import Any

import lotmaker
from relparty.identifiers import uscc
from relparty.names.frequencies import GIVEN_PER_MILLION, SURNAMES_PER_MILLION
from scanpaper import FONTS, has_glyph, missing_fonts

_RARE = (
    "昶峤珩琰翊翀旻晗曦弈骁骞砚笙簌缜羲翎聿舸茗荇菁蓁薏衍裎垚淼焱犇鑫翯祎赟旸昇昳晞晔晟曌朔杭栩桉梣棣楷槿橦殊毓沅泓泠洵浥涧涵渲湜溱滢潇澍濛灏炘烜煊熠燊玘玥玮珂珏珞珺琎琤琬琮瑄瑾璟瓒瓛甯皓睿砺碹祁祺禛禹稷筠箐粲"
    "绮缇缦罡翡翾耘胤臻芃芊芮苒苓茜荃莘菀葳蕤薇藜蘅虔蜜衎裕觅詠誉谌谦豫贇赪跞轲轶迦逖邈郗酆铄铖锃锦镕阚陟霁霏霖靖韬韫颀颉颢飏馥骐骥鸢鸿鹄麒黛黻鼐龑"
)
_PLACES = "深圳市 广州市 佛山市顺德区 武汉市 杭州 湖北省 苏州工业园区 成都 厦门 北京".split()
_TRADES = "建设工程 信息技术 园林绿化 机电设备 物业管理 环保科技 医疗器械 供应链管理 市政建设 智能装备 检测技术 文化传播".split()
_OWNERS = ("投资", "控股", "实业", "企业管理")
_FORMS = ("有限公司", "有限责任公司", "集团有限公司")
_CODE_AREAS = "91440300 91440101 91420106 91330106 91110108 91510100".split()
_CODE_LETTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_OFFICES = ("chair", "director", "director", "supervisor", "manager", "finance")
_ROLES = ("agent", "contact", "project_lead", "technical_lead")
_KIN = ("配偶", "兄弟", "父子", "姐妹")


def forms(count: int, seed: int) -> list[dict[str, Any]]:
    """That many filled machine forms; the same for the same seed."""
    return [_Maker(random.Random(f"{seed}/{number}")).form(number) for number in range(count)]


@cache
def _characters() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Surnames, and characters of given names, that every installed font can print."""
    fonts = [name for name in FONTS if name not in missing_fonts()]

    def printable(text: str) -> bool:
        return all(has_glyph(font, character) for font in fonts for character in text)

    surnames = dict.fromkeys([*SURNAMES_PER_MILLION, *lotmaker._SURNAMES])  # noqa: SLF001  # the makers' own list
    given = dict.fromkeys([*GIVEN_PER_MILLION, *_RARE * 3])
    return tuple(filter(printable, surnames)), tuple(filter(printable, given))


class _Maker:
    """Draws the contents of one form; nobody's name or number stands in a form twice by chance alone."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng

    def form(self, number: int) -> dict[str, Any]:
        bidder, head = self._company(_TRADES, _FORMS), self._person()
        holders = self._holders(head)
        officers = [{**self._person(), "office": office} for office in self.rng.sample(_OFFICES, self.rng.randint(2, 4))]
        for officer in officers:
            if self.rng.random() < 0.25:
                del officer["id"]
        return {
            "form": "relparty/declaration/1",
            "lot": {"id": f"SZ2026-{self.rng.randint(100, 999)}", "name": f"{self.rng.choice(_PLACES)}{self.rng.choice(_TRADES)}采购项目"},
            "bidder": {
                "name": bidder["name"],
                "uscc": bidder["id"],
                "kind": "有限责任公司",
                "parent": None,
                "bond_account": None,
                "address": f"{self.rng.choice(_PLACES)}{self._word(2)}路{self.rng.randint(1, 999)}号{self.rng.randint(2, 28)}层",
                "phone": f"0755-{self.rng.randint(20_000_000, 89_999_999)}",
                "email": f"bid{number}{self.rng.choice('abcdefghjk')}{self.rng.randint(10, 999)}@bidder.example",
            },
            "head": head,
            "shareholders": holders,
            "officers": officers,
            "upper_holdings": [row for holder in holders if holder["kind"] == "company" for row in self._upper(holder["name"])],
            "people": [self._bid_person(role, bidder["name"]) for role in _ROLES[: self.rng.randint(2, 3)]],
            "related_units": [self._related() for _ in range(self.rng.randint(0, 2))],
            "kin": [self._kin(head["name"]) for _ in range(self.rng.randint(0, 1))],
            "changes": [self._change(head["name"]) for _ in range(self.rng.randint(0, 1))],
            "declared_on": f"2026-11-{self.rng.randint(1, 20):02d}",
        }

    def _word(self, length: int) -> str:
        return "".join(self.rng.choice(_characters()[1]) for _ in range(length))

    def _person(self) -> dict[str, Any]:
        name = self.rng.choice(_characters()[0]) + self._word(self.rng.choice((1, 2, 2, 2)))
        return {"name": name, "id": lotmaker.person_id(self.rng.randrange(100_000))}

    def _company(self, trades: list[str] | tuple[str, ...], ends: tuple[str, ...]) -> dict[str, Any]:
        name = self.rng.choice(_PLACES) + self._word(self.rng.choice((2, 2, 3))) + self.rng.choice(trades) + self.rng.choice(ends)
        first8 = "MA" + "".join(self.rng.choice(_CODE_LETTERS) for _ in range(6))
        first17 = self.rng.choice(_CODE_AREAS) + first8 + uscc._organisation_check(first8)  # noqa: SLF001  # the product only checks codes
        return {"name": name, "id": first17 + uscc._whole_check(first17)}  # noqa: SLF001  # as above

    def _holders(self, head: dict[str, Any]) -> list[dict[str, Any]]:
        parties = [{**head, "kind": "person"}] if self.rng.random() < 0.5 else []
        parties += [{**self._person(), "kind": "person"} for _ in range(self.rng.randint(1, 2))]
        parties += [{**self._company(_OWNERS, ("有限公司", "有限责任公司")), "kind": "company"} for _ in range(self.rng.randint(0, 2))]
        return self._shared(parties)

    def _upper(self, company: str) -> list[dict[str, Any]]:
        parties: list[dict[str, Any]] = [{**self._person(), "kind": "person"} for _ in range(self.rng.randint(1, 2))]
        rows = self._shared(parties)
        return [{"company": company, "percent": row.pop("percent"), "holder": row} for row in rows]

    def _shared(self, parties: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """The parties with shares that make 100, with no, one, two or four decimals."""
        unit = self.rng.choice((100, 10, 1, Decimal("0.01"))) * Decimal("0.01")
        whole = int(100 / unit)
        cuts = sorted(self.rng.sample(range(1, whole), len(parties) - 1))
        parts = [Decimal(b - a) * unit for a, b in zip([0, *cuts], [*cuts, whole], strict=True)]
        return [{**party, "percent": _number(part)} for party, part in zip(parties, parts, strict=True)]

    def _bid_person(self, role: str, bidder: str) -> dict[str, Any]:
        insured = bidder if self.rng.random() < 0.8 else self._company(_TRADES, _FORMS)["name"]
        return {**self._person(), "role": role, "phone": f"13{self.rng.randint(100_000_000, 999_999_999)}", "insured_at": insured}

    def _related(self) -> dict[str, Any]:
        unit = self._company(_TRADES, _FORMS)
        return {"name": unit["name"], "uscc": unit["id"], "relation": self.rng.choice(("same_head", "holding", "management"))}

    def _kin(self, person: str) -> dict[str, Any]:
        unit = self._company(_TRADES, _FORMS)["name"]
        return {"person": person, "relative": self._person()["name"], "relation": self.rng.choice(_KIN), "unit": unit}

    def _change(self, head: str) -> dict[str, Any]:
        day = f"2026-{self.rng.randint(1, 9):02d}-{self.rng.randint(1, 28):02d}"
        return {"item": "法定代表人变更", "before": self._person()["name"], "after": head, "date": day}


def _number(part: Decimal) -> int | float:
    return int(part) if part == part.to_integral_value() else float(part)
