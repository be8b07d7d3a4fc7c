"""Clearing houses and nominees: holders of record for others, whose presence proves nothing."""

from __future__ import annotations

from relparty.names.folding import fold

NOMINEES = frozenset(
    fold(name)
    for name in (
        "香港中央结算有限公司",
        "香港中央结算（代理人）有限公司",
        "香港中央结算(代理人)有限公司",
        "HKSCC Nominees Limited",
        "中国证券金融股份有限公司",
        "中央汇金资产管理有限责任公司",
        "中国证券登记结算有限责任公司",
        "The Depository Trust Company",
    )
)
"""Their full names, folded: a name that merely contains one of them is some other company."""


def is_nominee(name: str) -> bool:
    """True for the full name of a clearing house or nominee, however it is spelt."""
    return fold(name) in NOMINEES
