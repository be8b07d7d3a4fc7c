"""JSON that could mean two things, or nothing, is refused."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relparty.registers.strict_json import RepeatedKeyError, decoder, parsed


def test_numbers_stay_exact() -> None:
    assert parsed('{"a": 0.10, "b": 12345678901234567890}', Decimal) == {"a": Decimal("0.10"), "b": Decimal(12345678901234567890)}
    assert parsed("[1.50]", str) == ["1.50"]


def test_a_pair_of_escapes_is_one_character() -> None:
    assert parsed('"\\ud840\\udc00"', str) == "𠀀"


@pytest.mark.parametrize("text", ["", "{", "NaN", "[Infinity]", '"\\ud800"', '{"\\udfff": 1}'])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011  # the caller says what is wrong; any ValueError is the answer
        parsed(text, Decimal)


def test_a_key_that_stands_twice_is_refused_at_any_depth() -> None:
    with pytest.raises(RepeatedKeyError, match=r"^b$"):
        parsed('[{"a": {"c": 1, "b": 1, "b": 1}}]', str)


def test_values_that_follow_each_other_are_decoded_one_by_one() -> None:
    of = decoder(Decimal)
    assert of.raw_decode('{"a": 0.10} {"a": 2}') == ({"a": Decimal("0.10")}, 11)
    with pytest.raises(RepeatedKeyError, match=r"^a$"):
        of.raw_decode('{"a": 1, "a": 2}')
    with pytest.raises(ValueError, match="NaN"):
        of.raw_decode("[NaN]")
