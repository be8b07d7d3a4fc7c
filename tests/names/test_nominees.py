"""Nominees are known by their full names, however they are spelt."""

from __future__ import annotations

import pytest

from relparty.names.nominees import is_nominee


@pytest.mark.parametrize(
    "name", ["香港中央结算有限公司", "香港中央結算（代理人）有限公司", "香港中央结算(代理人)有限公司", " hkscc nominees LIMITED"]
)
def test_a_nominee(name: str) -> None:
    assert is_nominee(name)


@pytest.mark.parametrize("name", ["", "香港中央结算", "深圳香港中央结算有限公司", "HKSCC Nominees Limited Partners"])
def test_another_company(name: str) -> None:
    assert not is_nominee(name)


def test_the_hubs_of_a_graph_are_told_by_the_same_names() -> None:
    from relparty.model.party import Party, PartyKind
    from relparty.names.nominees import NOMINEES
    from relparty.ownership.hubs import is_hub

    assert all(is_hub(Party("k", name, PartyKind.COMPANY)) for name in NOMINEES)
