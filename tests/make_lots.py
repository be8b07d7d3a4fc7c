"""Prints the lots of `lot_cases.py` as real files under tests/lots: `python tests/make_lots.py [NAME ...]`."""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path

import formwriter
import lot_cases
import lotmaker

LOTS = Path(__file__).parent / "lots"


def print_lot(name: str, case: lot_cases.Case) -> None:
    """One lot's folder: each bidder in another printing, large lots as machine forms."""
    folder = LOTS / name
    shutil.rmtree(folder, ignore_errors=True)
    lot = {**case["lot"], "id": name}
    lotmaker.write(folder, lot)
    if len(lot["bidders"]) <= 10:
        for number, (word, form) in enumerate(lotmaker.forms(lot).items()):
            if lot["bidders"][word] is not None:
                _print_form(folder / "forms", number, form)
    names = {word: lotmaker.company_name(word) for word in lot["bidders"]}
    findings = [
        {"rule": rule, "level": level, "bidders": sorted(names[word] for word in words)} for rule, level, *words in sorted(case["expect"])
    ]
    expected = {"verdict": case["verdict"], "quotes": case["quotes"], "findings": findings}
    (folder / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _print_form(folder: Path, number: int, form: formwriter.Form) -> None:
    (folder / f"{number + 1:02d}.json").unlink()
    kind, printing = formwriter.PRINTINGS[number % len(formwriter.PRINTINGS)]
    (folder / f"{number + 1:02d}.{kind}").write_bytes(printing(form))


if __name__ == "__main__":
    for chosen in sys.argv[1:] or lot_cases.CASES:
        print_lot(chosen, lot_cases.CASES[chosen])
