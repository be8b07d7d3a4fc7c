from __future__ import annotations

import csv
import hashlib
import re
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner, Result

import openbook
from relparty.casebook import clock, group, invitations
from relparty.casebook.rights import Duty
from relparty.casebook.users import Role
from relparty.cli import collect
from relparty.errors import UsageError
from relparty.settings import Settings

CODE, OTHER = "91440300MA000100XJ", "91440300MA0001018J"
FORM = Path(__file__).parents[1] / "lots" / "D01-demo" / "forms" / "01.xlsx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    world = openbook.world(tmp_path, hands=openbook.Hands(clock.system()))
    world.book.engine.dispose()
    return tmp_path / "casebook"


def run(folder: Path, *arguments: str, told: str = "", lot: str = "PS-1", options: tuple[str, ...] = ()) -> Result:
    settings = Settings(lang="en", told_home=folder)
    return CliRunner().invoke(collect.command(settings), ["--casebook", str(folder), *options, lot, *arguments], input=told)


def opened(folder: Path) -> None:
    assert run(folder, "open", "--name", "办公设备", "--deadline", "2099-12-01T09:00").exit_code == 0
    issued = run(folder, "issue", "-", told=f"bidder,uscc\n甲公司,{CODE}\n乙公司,123\n丙公司,{OTHER}\n")
    assert issued.exit_code == 0
    assert "乙公司 was not invited: the check digit of 123 is wrong" in issued.stderr
    assert [line.split("\t")[:2] for line in issued.stdout.splitlines()] == [["甲公司", CODE], ["丙公司", OTHER]]


def test_the_round_from_the_invitation_to_the_folder(folder: Path, tmp_path: Path) -> None:
    opened(folder)
    status = run(folder, "status")
    assert status.exit_code == 1
    assert status.stdout.count("missing") == 2
    received = run(folder, "receive", CODE.lower(), str(FORM), "--receipt", str(tmp_path / "receipt.pdf"))
    assert received.exit_code == 0, received.output
    assert "submission no. 1 of 甲公司" in received.stdout
    assert (tmp_path / "receipt.pdf").read_bytes().startswith(b"%PDF")
    assert run(folder, "receive", OTHER, str(FORM)).exit_code == 0
    assert run(folder, "status").exit_code == 0
    assert run(folder, "folder", str(tmp_path / "out")).exit_code == 0
    rows = list(csv.DictReader((tmp_path / "out" / "quotes.csv").read_text("utf-8").splitlines()))
    assert [each["bidder"] for each in rows] == ["甲公司", "丙公司"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("receive", "91440300MA00010423", str(FORM)), "was not invited"),
        (("receive", CODE, "nowhere.xlsx"), "there is no such file"),
        (("issue", str(FORM)), "it is no CSV"),
        (("open", "--name", "x", "--deadline", "tomorrow"), "is no time"),
        (("open", "--name", "x", "--deadline", "2099-12-01T09:00", "--opens-on", "soon"), "soon is not a date"),
    ],
)
def test_what_is_wrong_is_said(folder: Path, arguments: tuple[str, ...], words: str) -> None:
    opened(folder)
    result = run(folder, *arguments)
    assert isinstance(result.exception, UsageError)
    assert words in str(result.exception)


def test_a_lot_that_is_not_there(folder: Path) -> None:
    result = run(folder, "status", lot="PS-9")
    assert "there is no lot PS-9" in str(result.exception)


def test_who_acts_must_be_a_clerk(folder: Path) -> None:
    result = run(folder, "status", options=("--as", "leader"))
    assert "there is no clerk to act as (clerk)" in str(result.exception)


def test_a_receipt_is_known_by_its_proof(folder: Path, tmp_path: Path) -> None:
    opened(folder)
    received = run(folder, "receive", CODE, str(FORM), "--receipt", str(tmp_path / "receipt.pdf"))
    code = received.stdout.split()[-1]
    words = pypdfium2.PdfDocument(tmp_path / "receipt.pdf")[0].get_textpage().get_text_range()
    (proof,) = re.findall(r"(?:[0-9a-f]{8} ){7}[0-9a-f]{8}", words)
    known = run(folder, "verify-receipt", code, proof)
    assert known.exit_code == 0, known.output
    assert f"Ours: submission no. 1 of 甲公司 ({CODE})" in known.stdout
    assert hashlib.sha256(FORM.read_bytes()).hexdigest() in known.stdout
    assert run(folder, "verify-receipt", code.lower(), *proof.upper().split()).stdout == known.stdout
    for asked, words in (((code, proof[::-1]), "does not match"), ((code, "é"), "does not match"), (("AAAA", proof), "no receipt AAAA")):
        answer = run(folder, "verify-receipt", *asked)
        assert (answer.exit_code, words in answer.output) == (1, True), answer.output
        assert "甲公司" not in answer.output


def test_a_bidder_taken_out_again_and_a_lot_of_another_clerks_are_not_there(tmp_path: Path) -> None:
    world = openbook.world(tmp_path, hands=openbook.Hands(clock.system()))
    lot = world.lot("PS-1", deadline=clock.stamp(clock.system().replace(year=2099)))
    world.invited(lot, "甲公司", CODE)
    with world.book.look() as db:
        invitation = invitations.listed(db, lot.id)[0].id
    invitations.revoke(world.book, world.clerk, lot.id, invitation)
    other = world.user("other", Role.CLERK)
    group.add(world.book, world.clerk, lot.id, other.user.id, Duty.DEPUTY)
    world.book.engine.dispose()
    taken_out = run(tmp_path / "casebook", "receive", CODE, str(FORM), options=("--as", "clerk"))
    assert "was not invited" in str(taken_out.exception)
    assert "there is no lot PS-1" in str(run(tmp_path / "casebook", "status", options=("--as", "other")).exception)
