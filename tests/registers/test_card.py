"""A source's card: every key accounted for, and nothing in it that cannot be."""

from __future__ import annotations

from decimal import Decimal

import pytest

from relparty.errors import UsageError
from relparty.registers import card
from relparty.registers.card import Script, SourceKind

HEAD = """kind = "service"
title = { zh = "示例", en = "Example" }
publisher = "Example"
country = "CC"
home = "https://register.example/"
terms = "https://register.example/terms"
checked_on = 2026-11-22
"""
ACCESS = '[access]\nbase = "https://api.register.example/v1/"\nseconds_between = 1.0\n'


def test_what_is_not_told_is_the_careful_default() -> None:
    found = card.read("cc_example", HEAD + ACCESS)
    assert found.access
    assert (found.access.host, found.access.seconds, found.access.megabytes, found.access.tries) == ("api.register.example", 20, 5, 3)
    assert (found.kind, found.script, found.bounds.calls, found.price_of_company) == (SourceKind.SERVICE, Script.ANY, 40, 0)


def test_a_company_costs_the_sum_of_its_calls() -> None:
    found = card.read("cc_example", HEAD + ACCESS + '[prices]\nbasic = "0.10"\nholders = "0.20"\n')
    assert found.price_of_company == Decimal("0.30")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD, "access"),
        (HEAD.replace("service", "files") + ACCESS, "access"),
        (HEAD.replace("service", "website") + ACCESS, "website"),
        (HEAD.replace("checked_on = 2026-11-22\n", "") + ACCESS, "checked_on"),
        (HEAD.replace("2026-11-22", '"2026-11-22"') + ACCESS, "TypeError"),
        ("colour = 1\n" + HEAD + ACCESS, "unknown key colour"),
        (HEAD + ACCESS + "retries = 9\n", "unknown key retries"),
        (HEAD + ACCESS + "[bounds]\npages = 9\n", "TypeError"),
        (HEAD + ACCESS.replace("/v1/", "/v1"), "base"),
        (HEAD + ACCESS.replace("https", "ftp"), "base"),
        (HEAD + ACCESS.replace("1.0", "-1.0"), "limit"),
        (HEAD + ACCESS + '[prices]\nbasic = "cheap"\n', "InvalidOperation"),
        ("kind = ", "Invalid value"),
    ],
)
def test_a_card_that_is_wrong_says_where(text: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as raised:
        card.read("cc_example", text)
    assert raised.value.place == "cc_example/source.toml"
