"""Holders that nobody names: `其他股东` in two forms is not one holder of both companies."""

from __future__ import annotations

import re

from relparty.graph_formats import PictureNode
from relparty.identifiers.masking import shown
from relparty.model.party import PartyKind
from relparty.names.folding import fold

_HOLDERS = r"(?:股东|投资者|投资人|持有人|出资人|合伙人|人员|人|股|股份|持股)"
_SORTS = r"(?:(?:境内|境外|法人|自然人|个人|机构|社会|流通|公众|小|散|零散|中小)*)"
_COUNT = r"(?:\d+|[一二三四五六七八九十百千数若干]+)?(?:名|位|个|家|户)?"
_NOBODY = re.compile(
    rf"(?:(?:其他|其它|其余|剩余){_COUNT}{_SORTS}{_HOLDERS}?(?:合计|小计)?"
    rf"|(?:社会公众|公众|流通|散户|中小){_HOLDERS}?|散户"
    r"|(?:身份)?(?:不详|不明|未知|未披露|未公开|无法确认|匿名)(?:的)?(?:股东|自然人|主体|持有人)?|未具名(?:的主体)?"
    r"|(?:the )?(?:others?|other (?:share|stock)holders?|public(?: (?:share|stock)holders)?|unknown|undisclosed|unnamed|anonymous"
    r"|not (?:known|disclosed|told))(?: (?:person|entity|holder|owner|(?:share|stock)holder)s?)?)",
    re.IGNORECASE,
)
_MADE_UP = re.compile(r"(?:身份未披露|身份不明|未具名)的(?:自然人|主体)")
"""How a register's unnamed parties are called here, each with words of its own behind."""
_WITHHELD = re.compile(r"未披露|未公开|匿名|undisclosed|not disclosed|anonymous", re.IGNORECASE)
_NATURAL = re.compile(r"自然人|个人|\bperson", re.IGNORECASE)
_BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]\s*$")


def is_unnamed(node: PictureNode) -> bool:
    """Whether a party's name names nobody: it has no number, and is called other holders, the public, unknown."""
    if node.number or node.is_bidder or node.kind not in (PartyKind.PERSON, PartyKind.OTHER, PartyKind.COMPANY):
        return False
    name = _BRACKETS.sub("", shown(node.name)).strip()
    return _NOBODY.fullmatch(name) is not None or _NOBODY.fullmatch(fold(name)) is not None or _MADE_UP.match(name) is not None


def is_withheld(name: str) -> bool:
    """Whether a name says that somebody is known and not told, and not that nobody knows."""
    return _WITHHELD.search(name) is not None


def is_natural(node: PictureNode) -> bool:
    """Whether an unnamed party is a natural person, by what is told of it: a name of two characters proves nothing."""
    return _NATURAL.search(node.name) is not None
