"""The colours of tones, alike in every format: ink dark enough on its wash and on white (7:1), wash light enough for a printer."""

from __future__ import annotations

INK: dict[str, str] = {
    "bar": "98151b",
    "stop": "98151b",
    "deemed": "8f3408",
    "review": "6b4a00",
    "lead": "1b5283",
    "note": "4b5765",
    "unchecked": "5c3585",
    "incomplete": "5c3585",
    "clear": "17603a",
}
WASH: dict[str, str] = {
    "bar": "fcecec",
    "stop": "fcecec",
    "deemed": "fdefe6",
    "review": "fcf4dc",
    "lead": "e9f2fa",
    "note": "eff2f4",
    "unchecked": "f3edf9",
    "incomplete": "f3edf9",
    "clear": "e8f5ed",
}
NAVY = "17324f"
SOFT = "4d5968"
RULE = "aab3be"
FAINT = "f1f3f6"


def ink(tone: str) -> str:
    """The colour of words in that tone, as six hexadecimal figures."""
    return INK.get(tone, NAVY)


def wash(tone: str) -> str:
    """The colour behind them."""
    return WASH.get(tone, FAINT)
