"""Screening from the pages: started once, watched while it runs, in words where it failed or was cut off, compared with the one before."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import decidedlot
import lotmaker
import openbook
import seats
from relparty.casebook import lots, screenings
from relparty.casebook.screenings import Progress, Run, Screening
from relparty.casebook.users import Role


@pytest.fixture
def room(tmp_path: Path) -> seats.Room:
    return seats.Room(openbook.world(tmp_path))


@pytest.fixture
def lot(room: seats.Room) -> lots.Lot:
    made = room.world.lot()
    for number, word in enumerate(("甲辰", "乙木", "丙火")):
        secret = room.world.invited(made, f"{word}公司", lotmaker.company_code(100 + number))
        room.world.handed_in(secret, decidedlot.form(word, decidedlot.BIDDERS[word]), name=f"{word}.json")
    room.world.hands.to(openbook.DEADLINE)
    return made


def runs(room: seats.Room, lot: lots.Lot) -> tuple[Screening, ...]:
    with room.world.book.look() as db:
        return screenings.listed(db, lot.id)


def asked(room: seats.Room, lot: lots.Lot) -> Screening:
    """A screening that was asked for and that nobody runs."""
    return screenings.ask(room.world.book, room.world.clerk, lot.id).screening


def test_a_screening_runs_beside_the_pages_and_ends_at_the_findings(room: seats.Room, lot: lots.Lot) -> None:
    leader = room.sit(room.world.leader)
    where = leader.done(f"/lots/{lot.id}/screen")
    until = time.monotonic() + 120
    while not (told := leader.get(f"{where}/progress").json())["onward"]:
        assert told["state"] == "running"
        assert time.monotonic() < until
        time.sleep(0.1)  # the run goes on in a thread of its own; the page's script waits as long
    assert (told["state"], told["onward"]) == ("done", f"/lots/{lot.id}/findings")
    assert "暂停处理" in leader.see(where)
    assert [each.state for each in runs(room, lot)] == [Run.DONE]


def test_two_who_screen_at_once_watch_the_same_screening(room: seats.Room, lot: lots.Lot, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    monkeypatch.setattr(room.app.state.office.background, "_screener", _Never(begun))
    first = room.sit(room.world.leader).done(f"/lots/{lot.id}/screen")
    assert room.sit(room.world.clerk).done(f"/lots/{lot.id}/screen") == first
    assert len(runs(room, lot)) == len(begun) == 1


class _Never:
    """A pool that keeps what it is given and runs nothing."""

    def __init__(self, begun: list[str]) -> None:
        self.begun = begun

    def submit(self, *told: object) -> None:
        self.begun.append(repr(told[0]))


def test_progress_is_told_in_words_and_figures(room: seats.Room, lot: lots.Lot) -> None:
    run = asked(room, lot)
    seat = room.sit(room.world.member)
    where = f"/lots/{lot.id}/screenings/{run.id}"
    assert "筛查正在进行，进度不详" in seat.see(where)
    watched = room.app.state.office.background._watched
    watched[run.id] = Progress()
    assert seat.get(f"{where}/progress").json() == {"state": "running", "done": 0, "total": 0, "words": "正在准备文件……", "onward": ""}
    watched[run.id] = Progress(3, 2, ["<b>.json"])
    assert seat.get(f"{where}/progress", "en").json()["words"] == "2 of 3 forms have been read"
    page = seat.see(where)
    assert 'max="3" value="2"' in page
    assert 'aria-live="polite"' in page
    assert "<noscript>" in page
    assert f'href="{where}"' in page


def test_a_restart_in_the_middle_says_cut_off_and_offers_to_screen_again(room: seats.Room, lot: lots.Lot) -> None:
    run = asked(room, lot)
    again = seats.Room(room.world)
    again.app.state.office.background.start()
    clerk = again.sit(room.world.clerk)
    where = f"/lots/{lot.id}/screenings/{run.id}"
    page = clerk.see(where)
    assert "服务停止时筛查尚未完成，请重新筛查" in page
    assert f'action="/lots/{lot.id}/screen"' in page
    assert clerk.get(f"{where}/progress").json()["onward"] == where
    assert f'action="/lots/{lot.id}/screen"' not in again.sit(room.world.member).see(where)
    again.app.state.office.background.stop()


def test_a_failure_is_told_without_breaking_the_page(room: seats.Room, lot: lots.Lot, monkeypatch: pytest.MonkeyPatch) -> None:
    job = screenings.ask(room.world.book, room.world.clerk, lot.id)

    def broken(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(screenings, "_screened", broken)
    with pytest.raises(MemoryError):
        screenings.run(room.world.book, job, room.app.state.office.settings, Progress())
    assert "筛查中断：MemoryError" in room.sit(room.world.clerk).see(f"/lots/{lot.id}/screenings/{job.screening.id}")


def test_what_is_missing_is_said_and_nothing_starts(room: seats.Room) -> None:
    lot = room.world.lot()
    answer = room.sit(room.world.clerk).post(f"/lots/{lot.id}/screen")
    assert answer.status_code == 409
    assert "收件尚未截止" in answer.text
    assert room.sit(room.world.leader).post(f"/lots/{lot.id}/screen").status_code == 404
    room.world.hands.to(openbook.DEADLINE)
    answer = room.sit(room.world.clerk).post(f"/lots/{lot.id}/screen")
    assert answer.status_code == 409
    assert "没有任何投标人提交采集表" in answer.text
    assert runs(room, lot) == ()


def test_who_may_not_screen_or_see_finds_nothing(room: seats.Room, lot: lots.Lot) -> None:
    run = asked(room, lot)
    for who in (room.world.member, room.world.supervisor, room.world.auditor):
        assert room.sit(who).post(f"/lots/{lot.id}/screen").status_code == 404
    other = room.sit(room.world.user("clerk-2", Role.CLERK))
    assert other.post(f"/lots/{lot.id}/screen").status_code == 404
    for page in ("", "/progress", "/differences"):
        assert other.get(f"/lots/{lot.id}/screenings/{run.id}{page}").status_code == 404
    another = room.world.lot("L-2", deadline="2026-12-24T00:00:00.000000Z")
    room.world.hands.by(days=30)
    assert room.sit(room.world.clerk).get(f"/lots/{another.id}/screenings/{run.id}").status_code == 404


def test_the_difference_from_the_screening_before_is_shown(room: seats.Room) -> None:
    lot = decidedlot.decided(room.world)
    first = lot.screening
    clerk = room.sit(room.world.clerk)
    assert "这是第一次完成的筛查" in clerk.see(f"/lots/{lot.id}/screenings/{first.id}/differences")
    lot.replace("丁香", {"head": {"name": "罗启航", "id": "#31"}})
    second = lot.screen_again()
    page = seats.text(clerk.see(f"/lots/{lot.id}/screenings/{second.id}/differences"))
    gone = page.partition("不再存在的发现")[2]
    assert "甘棠梨" in gone
    assert "No more" not in page
    assert "Findings that are gone" in clerk.see(f"/lots/{lot.id}/screenings/{second.id}/differences", "en")
    assert "之后又有新的筛查" in clerk.see(f"/lots/{lot.id}/screenings/{first.id}")
