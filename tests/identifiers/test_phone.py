from __future__ import annotations

import pytest

from relparty.identifiers import phone


@pytest.mark.parametrize(
    "written", ["13900000011", "139 0000 0011", "139-0000-0011", "+86 13900000011", "１３９００００００１１", "（139）00000011"]
)
def test_one_number_in_many_writings(written: str) -> None:
    assert phone.fold(written) == "13900000011"


def test_another_number_stays_another() -> None:
    assert phone.fold("0755-30169969") != phone.fold("30169969")
    assert phone.fold("0755-30169969") == phone.fold("075530169969")
