"""Which typefaces are chosen, and what is said where there is none."""

from __future__ import annotations

import pytest

from relparty.errors import UsageError
from relparty.fonts import SANS, SERIF, Typefaces, chosen, typefaces


def test_the_best_of_each_sort_is_chosen() -> None:
    assert chosen(["SimHei", "SimSun", "Noto Sans CJK SC", "Arial"]) == Typefaces("Noto Sans CJK SC", "SimSun")


def test_one_sort_stands_in_for_the_other() -> None:
    assert chosen(["WenQuanYi Micro Hei"]) == Typefaces("WenQuanYi Micro Hei", "WenQuanYi Micro Hei")
    assert chosen(["SimSun"]) == Typefaces("SimSun", "SimSun")


@pytest.mark.parametrize("families", [[], ["Arial", "DejaVu Sans"], ["Noto Sans CJK"], ["noto sans cjk sc"]])
def test_no_chinese_font_is_an_error_that_says_what_to_do(families: list[str]) -> None:
    with pytest.raises(UsageError) as error:
        chosen(families)
    assert "fonts-noto-cjk" in error.value.say("en")


def test_this_machine_has_both() -> None:
    found = typefaces()
    assert found.sans in (*SANS, *SERIF)
    assert found.serif in (*SANS, *SERIF)
