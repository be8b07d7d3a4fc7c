"""A screened lot behind the whole application: what the tests of findings, letters, signing and dossier begin with."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import decidedlot
from decidedlot import Decided
from officedesk import Browser, Desk, desk

HOSTILE = "深圳市甲辰<script>alert('x')</script>\"工程'\u202e有限公司"
LONG = "深圳市乙木" + "很长的名称" * 38 + "公司"
NAMES = {"甲辰": HOSTILE, "乙木": LONG}


@dataclass
class Deciding:
    """The desk and the lot."""

    desk: Desk
    decided: Decided

    @property
    def root(self) -> str:
        return f"/lots/{self.decided.id}"

    def finding(self, rule: str) -> str:
        """The address of the page of the finding of a rule."""
        return f"{self.root}/findings/{self.decided.point(rule).kept.finding}"

    def browser(self, login: str) -> Browser:
        return self.desk.browser(login)


def deciding(folder: Path, url: str = "", *, has_conflict: bool = False, is_hostile: bool = False) -> Deciding:
    """A new casebook with a screened lot; hostile names where they are asked for."""
    office = desk(folder, url)
    return Deciding(office, decidedlot.decided(office.world, has_conflict=has_conflict, names=NAMES if is_hostile else {}))


class _Seen(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def text_of(page: str) -> str:
    """What a reader sees of a page, its white space made one."""
    return " ".join("".join(_seen(page).texts).split())


def tags_of(page: str, tag: str) -> list[dict[str, str | None]]:
    """The attributes of each element of a kind."""
    return [attributes for name, attributes in _seen(page).tags if name == tag]


def _seen(page: str) -> _Seen:
    seen = _Seen()
    seen.feed(page)
    return seen
