"""A lot of the casebook is screened as its folder is by the command: the same findings, the same counts."""

from __future__ import annotations

import csv
import json
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import openbook
from relparty.casebook import folder, group, invitations, lots, screenings, submissions, users
from relparty.casebook.clock import CHINA, stamp
from relparty.casebook.rights import Duty, caller
from relparty.casebook.users import NewUser, Role
from relparty.settings import Settings

DEMO = Path(__file__).parents[1] / "lots" / "D01-demo"


def rows_of(table: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(table.read_text("utf-8-sig").splitlines()))


def filled(world: openbook.World, case: Path) -> lots.Lot:
    """The lot of a folder in the casebook, with its group and what its bidders handed in."""
    told = tomllib.loads((case / "lot.toml").read_text("utf-8"))
    closes = datetime.fromisoformat(told["opens_on"]).replace(tzinfo=CHINA)
    terms = lots.Terms(
        told["id"],
        told["name"],
        stamp(closes),
        told["opens_on"],
        regime=told["regime"],
        overlay=told["overlay"],
        chosen_how="pool_draw",
    )
    lot = lots.open_(world.book, world.clerk, terms)
    for row in rows_of(case / "group.csv"):
        duty = {"组长": Duty.LEADER, "财务监督": Duty.SUPERVISOR}.get(row["duty"], Duty.MEMBER)
        new = NewUser(f"u{row['id'][-4:]}{duty}", row["name"], Role.OFFICER, openbook.PASSWORD, row["unit"], row["id"])
        group.add(world.book, world.clerk, lot.id, users.add(world.book, world.administrator.actor, new).id, duty)
    forms = sorted((case / "forms").iterdir())
    quotes = rows_of(case / "quotes.csv")
    for row, form in zip(quotes, forms, strict=True):
        world.handed_in(world.invited(lot, row["bidder"], row["uscc"]), form.read_bytes(), name=form.name)
    world.hands.to(closes + timedelta(hours=1))
    return lots.one(world.book, world.clerk, lot.id)[0]


def run(world: openbook.World, lot: lots.Lot) -> dict[str, Any]:
    job = screenings.ask(world.book, caller(world.clerk.user), lot.id)
    watched = screenings.Progress()
    found = screenings.run(world.book, job, Settings(), watched)
    assert found.trouble is None
    assert watched.done == watched.total == 8
    return dict(screenings.document(world.book, found, "zh"))


def test_the_example_lot_is_found_as_by_the_command(world: openbook.World) -> None:
    told = run(world, filled(world, DEMO))
    expected = json.loads((DEMO / "expected.json").read_text("utf-8"))
    assert (told["verdict"], told["quotes"]) == (expected["verdict"], expected["quotes"])
    found = sorted((each["rule"], each["level"], *sorted(each["bidders"])) for each in told["findings"])
    assert found == sorted((each["rule"], each["level"], *sorted(each["bidders"])) for each in expected["findings"])
    assert list(world.book.place.work.iterdir()) == []


def test_what_is_written_of_a_lot_is_the_contract_s_folder(world: openbook.World, tmp_path: Path) -> None:
    lot = filled(world, DEMO)
    with world.book.look() as db:
        folder.write(world.book, folder.files(world.book, db, lot.id, lot.terms), tmp_path / "out")
    assert tomllib.loads((tmp_path / "out" / "lot.toml").read_text("utf-8"))["id"] == "D01-demo"
    rows = rows_of(tmp_path / "out" / "group.csv")
    assert rows[0]["id"] == "110108196702030001"
    assert len(list((tmp_path / "out" / "forms").iterdir())) == 8


@pytest.mark.parametrize("name", ['a"b\\c', "../../etc/passwd", "<script>", "甲\u202e乙", "x" * 300, "con", ".."])
def test_hostile_names_stay_in_the_folder(world: openbook.World, tmp_path: Path, name: str) -> None:
    lot = lots.open_(world.book, world.clerk, openbook.a_lot("L-9", buyer=name))
    secret = invitations.invite(world.book, world.clerk, lot.id, name, "91440300MA000100XJ")[1]
    submissions.hand_in(world.book, secret, "k", [world.upload(b"{}", name), world.upload(b"{ }", f"{name}.json")])
    with world.book.look() as db:
        folder.write(world.book, folder.files(world.book, db, lot.id, lot.terms), tmp_path / "out")
    assert tomllib.loads((tmp_path / "out" / "lot.toml").read_text("utf-8"))["buyer"] == name
    files = [each for each in (tmp_path / "out").rglob("*") if each.is_file()]
    assert len(files) == 5
    assert all(each.resolve().is_relative_to(tmp_path / "out") for each in files)


def test_what_is_missing_is_all_told_before_a_screening(world: openbook.World) -> None:
    lot = lots.open_(world.book, world.clerk, openbook.a_lot(chosen_how=""))
    with pytest.raises(Exception, match="it cannot be screened yet") as refused:
        screenings.ask(world.book, world.clerk, lot.id)
    for part in ("bidders may hand in until", "no bidder has handed in", "how the invited contractors", "no leader", "no finance"):
        assert part in str(refused.value)


def test_only_one_screening_runs_and_a_crash_is_marked(world: openbook.World) -> None:
    lot = filled(world, DEMO)
    screenings.ask(world.book, world.clerk, lot.id)
    with pytest.raises(Exception, match="being screened now"):
        screenings.ask(world.book, world.clerk, lot.id)
    assert screenings.mark_cut_off(world.book) == 1
    with world.book.look() as db:
        (found,) = screenings.listed(db, lot.id)
    assert (found.state, bool(found.trouble)) == (screenings.Run.FAILED, True)
    screenings.ask(world.book, world.clerk, lot.id)
