"""Files of the standards damaged at random: read or refused with a sentence, never a failure of ours."""

from __future__ import annotations

import json
import random
import tomllib
from typing import Any

import ftmfile
import ocdsfile

from relparty.errors import UnreadableFile
from relparty.lots.writing import folder_names, lot_toml, quotes_csv
from relparty.model.lot import form_file
from relparty.registers.plain import plain, plain_lot
from relparty_scrapers.int_ftm import parse as ftm
from relparty_scrapers.int_ocds import parse as ocds

ROUNDS = 400
ODD = (
    None,
    True,
    0,
    -1,
    1.5,
    "",
    "x",
    "\u202e",
    "=1",
    [],
    {},
    [None],
    ["x"],
    [{}],
    [["x"]],
    {"id": 1},
    {"id": None},
    "2026-13-40",
    10**30,
    1e300,
)


def damaged(value: Any, chance: random.Random) -> Any:
    """The value with here and there a part left out, doubled, or made something else."""
    if chance.random() < 0.01:
        return chance.choice(ODD)
    if isinstance(value, dict):
        return {key: damaged(each, chance) for key, each in value.items() if chance.random() > 0.02}
    if isinstance(value, list):
        kept = [damaged(each, chance) for each in value if chance.random() > 0.02]
        return [*kept, kept[0]] if kept and chance.random() < 0.05 else kept
    return value


def test_entities_are_read_or_refused() -> None:
    chance, read = random.Random(7), 0
    for _ in range(ROUNDS):
        entities = [json.loads(line) for line in ftmfile.EXAMPLES[chance.choice(("full", "awkward"))].decode().splitlines()]
        properties = ({**each, "properties": damaged(each["properties"], chance)} for each in entities)
        content = ftmfile.written(*(damaged(each, chance) if chance.random() < 0.02 else each for each in properties))
        try:
            found = ftm.extracts(form_file("x.json", content), content)
        except UnreadableFile as error:
            error.say("zh")
            continue
        read += 1
        assert all(json.dumps(plain(extract)) for extract in found)
    assert 0 < read < ROUNDS


def test_tenders_are_read_and_written_or_refused() -> None:
    chance, read = random.Random(7), 0
    for _ in range(ROUNDS):
        content = ocdsfile.text(damaged(json.loads(ocdsfile.EXAMPLES[chance.choice(("full", "awkward"))]), chance))
        try:
            lots = ocds.lots(form_file("x.json", content), content)
        except UnreadableFile as error:
            error.say("zh")
            continue
        read += 1
        assert len(set(folder_names([lot.whole_id for lot in lots]))) == len(lots)
        for lot in lots:
            assert json.dumps(plain_lot(lot))
            assert tomllib.loads(lot_toml(lot))
            assert quotes_csv(lot.quotes).count("\n") == len(lot.quotes) + 1
    assert 0 < read < ROUNDS
