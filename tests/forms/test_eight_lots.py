"""Eight lots whose bidders hand in printings that no made lot uses: exactly what the rules say is found, and nothing more."""

from __future__ import annotations

from pathlib import Path

import pytest

import formwriter
import lot_cases
import lotmaker
import running

LOTS = (
    "Q03-joint-control-40-20",
    "Q05-ring-of-three",
    "Q06-masked-ids-agree",
    "Q09-kin",
    "Q10-ended-11-months-ago",
    "Q17-same-bond-account",
    "Q18-insured-at-a-third-unit",
    "Q19-forms-that-contradict",
)


@pytest.mark.parametrize(("first", "name"), list(enumerate(LOTS)), ids=LOTS)
def test_lots_in_new_printings_give_exactly_what_is_expected(first: int, name: str, tmp_path: Path) -> None:
    case = lot_cases.CASES[name]
    got = running.told(_printed(tmp_path / "lot", case, first))
    words = {lotmaker.company_name(word): word for word in case["lot"]["bidders"]}
    found = {(f["rule"], f["level"], *sorted(words[bidder] for bidder in f["bidders"])) for f in got["findings"]}
    assert found == {(rule, level, *sorted(bidders)) for rule, level, *bidders in case["expect"]}
    assert got["verdict"] == case["verdict"]
    assert {key: got["quotes"][key] for key in case["quotes"]} == case["quotes"]


def test_the_eight_lots_use_every_new_printing() -> None:
    used = {
        (first + number) % len(formwriter.NEW_PRINTINGS)
        for first, name in enumerate(LOTS)
        for number in range(len(lot_cases.CASES[name]["lot"]["bidders"]))
    }
    assert used == set(range(len(formwriter.NEW_PRINTINGS)))


def _printed(folder: Path, case: lot_cases.Case, first: int) -> Path:
    """The lot's folder with each bidder's form in the next of the new printings."""
    lotmaker.write(folder, case["lot"])
    for number, (word, form) in enumerate(lotmaker.forms(case["lot"]).items(), start=1):
        if case["lot"]["bidders"][word] is not None:
            kind, printing = formwriter.NEW_PRINTINGS[(first + number - 1) % len(formwriter.NEW_PRINTINGS)]
            (folder / "forms" / f"{number:02d}.json").unlink()
            (folder / "forms" / f"{number:02d}.{kind}").write_bytes(printing(form))
    return folder
