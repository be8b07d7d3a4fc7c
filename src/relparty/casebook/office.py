"""The office that a casebook belongs to: its name, and for how long it keeps its papers."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from relparty.casebook import tables
from relparty.casebook.book import Casebook
from relparty.casebook.errors import Refused
from relparty.casebook.one_line import plain
from relparty.casebook.rights import Caller, OfficeDeed, require_office
from relparty.casebook.users import MOST_NAME
from relparty.phrases import Phrase

FEWEST_YEARS = 15
"""For how long papers of a procurement are kept at least (政府采购法42)."""
MOST_YEARS = 100

NAME = Phrase("单位名称", "name of the office")
YEARS = Phrase("保存年限", "years of keeping")
_OUT_OF_RANGE = Phrase("须为 {fewest} 至 {most} 年（政府采购法第四十二条）", "it must be {fewest} to {most} years (政府采购法42)")
_FILL = Phrase("请更正后重新保存", "correct it and save again")


@dataclass(frozen=True, slots=True)
class Office:
    """The office as its settings say."""

    name: str
    retention_years: int


def read(book: Casebook) -> Office | None:
    """The office; none before the first run."""
    with book.look() as db:
        row = db.execute(select(tables.office)).one_or_none()
    return Office(row.name, row.retention_years) if row is not None else None


def change(book: Casebook, caller: Caller, name: str, retention_years: int) -> None:
    """Changes the settings of the office; raises Refused for years that the law does not allow."""
    with book.act(caller.actor, "office.changed") as act:
        require_office(caller.user, OfficeDeed.KEEP_ACCOUNTS)
        told = {"name": plain(NAME, name, MOST_NAME), "retention_years": checked_years(retention_years)}
        act.update(tables.office, "office", told)


def checked_years(years: int) -> int:
    """Years of keeping that the law allows; raises Refused for others."""
    if not FEWEST_YEARS <= years <= MOST_YEARS:
        raise Refused(YEARS, _OUT_OF_RANGE(fewest=FEWEST_YEARS, most=MOST_YEARS), _FILL())
    return years
