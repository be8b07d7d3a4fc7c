"""The lot that hostile files are put into: three good bidders, a fourth in the quotes, and a stranger's form."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import lotmaker

LOT: dict[str, Any] = {
    "id": "H1",
    "regime": "sub_threshold",
    "bidders": {"甲辰": {}, "乙木": {}, "丙火": {}, "丁香": {}},
    "quotes": ["甲辰", "乙木", "丙火", "丁香"],
}
BIDDER = lotmaker.company_name("丁香")
"""The fourth bidder, in whose name each hostile file is handed in."""

EVIL = random.Random(3).randbytes(3000)  # bytes that mean nothing need no secrecy


def bidder_form() -> dict[str, Any]:
    """The fourth bidder's good form."""
    return lotmaker.forms(LOT)["丁香"]


def other_form() -> dict[str, Any]:
    """A form of somebody who does not bid, as a trap must hold one to be worth opening."""
    return lotmaker.forms({"id": "H1", "bidders": {"甲辰": {}, "乙木": {}, "丙火": {}, "丁香": {}, "戊土": {}}})["戊土"]


def lot_without_form(folder: Path, word: str = "丁香") -> Path:
    """Writes the lot with the form of this bidder missing, and gives its forms folder."""
    lotmaker.write(folder, {**LOT, "bidders": {**LOT["bidders"], word: None}})
    return folder / "forms"


def hand_in_good_form(folder: Path) -> None:
    """Writes the fourth bidder's good form into the lot."""
    (folder / "forms" / "04.json").write_text(json.dumps(bidder_form(), ensure_ascii=False), encoding="utf-8")
