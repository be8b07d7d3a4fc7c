"""A bidder never learns who else there is or how many: one lot alone with it and with 29 others, compared byte for byte.

Both casebooks have one key and one clock, and chance gives the bidder the same in both: so receipts, ids, marks and papers are
equal too, and nothing is masked out but the ids of letters, drawn for all bidders together. What a database is asked for is compared beside it: it is what a page's time hangs on.
"""

from __future__ import annotations

import hashlib
import io
import re
import secrets
import shutil
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import httpx2
import pytest
from sqlalchemy import event

import guestseat
import lotmaker
import openbook
from guestseat import ANSWERS, Guests, Seat
from relparty.casebook import clock, letters, opening, place, screenings
from relparty.casebook.submissions import _LETTERS
from relparty.settings import Settings

FIRST, REST = "甲辰", tuple(f"{one}{two}" for one in "乙丙丁" for two in "子丑寅卯巳午未申酉亥")[:29]
HOLDER = {"name": "伊宫商", "id": "#3", "kind": "person", "percent": 60}
TOLD = {
    FIRST: {"head": {"id": ""}, "shareholders": [{"name": "覃晗", "id": "#7", "kind": "person", "percent": 90}]},
    REST[0]: {"head": {"name": "厉昶远", "id": "#21"}, "shareholders": [HOLDER]},
    REST[1]: {"head": {"name": "厉昶远", "id": "#21"}, "shareholders": [HOLDER]},
}
FORMS = lotmaker.forms({"id": "L-1", "name": "办公设备采购", "bidders": {each: TOLD.get(each, {}) for each in (FIRST, *REST)}})


EXPIRES = re.compile("expires=[^;]*")
"""Tells a browser's clock to forget a cookie."""


def unpacked(content: bytes) -> bytes:
    """A file with what it packs side by side: the times that a packer writes are the machine's, which the casebook does not set."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"\n".join(each.encode() + archive.read(each) for each in archive.namelist())


@dataclass
class Chance:
    """Random texts that are the same again for whoever draws them in the same order."""

    who: str = "office"
    drawn: dict[str, int] = field(default_factory=dict)

    def text(self) -> str:
        self.drawn[self.who] = n = self.drawn.get(self.who, 0) + 1
        return hashlib.sha512(f"{self.who}:{n}".encode()).hexdigest()

    def choice(self, letters: Sequence[str]) -> str:
        return letters[int(self.text()[:8], 16) % len(letters)] if letters == _LETTERS else letters[0]

    @contextmanager
    def of(self, who: str) -> Iterator[None]:
        before, self.who = self.who, who
        try:
            yield
        finally:
            self.who = before


@dataclass
class Round:
    """A lot's round, in which the first bidder's answers and the questions to the database behind them are written down."""

    guests: Guests
    chance: Chance
    words: Sequence[str]
    told: dict[str, tuple[int, dict[str, str], bytes]] = field(default_factory=dict)
    asked: dict[str, list[str]] = field(default_factory=dict)
    others: dict[str, Seat] = field(default_factory=dict)
    step: int = 0
    letter: str = "\0"

    def invite(self, words: Sequence[str]) -> None:
        for word in words:
            number = 100 + (FIRST, *REST).index(word)
            with self.chance.of(word):
                self.others[word] = self.guests.invited(word, number)

    def note(self, name: str, answer: httpx2.Response) -> httpx2.Response:
        headers = {key: EXPIRES.sub("", value) for key, value in answer.headers.items()}
        content = unpacked(answer.content).replace(self.letter.encode(), b"LETTER")
        self.told[name.replace(self.letter, "LETTER")] = answer.status_code, headers, content
        return answer

    @contextmanager
    def watched(self, name: str) -> Iterator[None]:
        """A deed of the first bidder, a minute after everything before it."""
        self.step += 1
        self.guests.world.hands.to(openbook.Hands().now + timedelta(days=1, hours=self.step))
        heard = self.asked.setdefault(name, [])

        def hear(_: object, __: object, statement: str, *___: object) -> None:
            heard.append(statement)

        event.listen(self.guests.world.book.engine, "before_cursor_execute", hear)
        with self.chance.of(FIRST):
            yield
        event.remove(self.guests.world.book.engine, "before_cursor_execute", hear)

    def look(self, seat: Seat, name: str, *rests: str) -> None:
        with self.watched(name):
            for rest in rests:
                for lang in ("zh", "en"):
                    self.note(f"{name} {rest} {lang}", seat.get(rest, lang))

    def others_hand_in(self, remark: str) -> None:
        for word, seat in self.others.items():
            if word != FIRST:
                with self.chance.of(word):
                    told = FORMS[word] | {"declared_on": f"2026-11-{10 + self.step % 9}"}
                    seat.upload(("form", (f"{word}.json", guestseat.content(told))), ("evidence", (f"{remark}.pdf", remark.encode())))


def gone_through(this: Round) -> Round:
    """Everything that a bidder can do, with others doing the same in between where there are any."""
    seat = this.others[FIRST]
    this.look(seat, "before", "", "/form", "/upload", "/blank.xlsx", "/blank.docx")
    this.others_hand_in("first")
    not_mine = theirs(this)
    with this.watched("wrong"):
        this.note("nothing chosen", seat.upload())
        this.note("empty", seat.upload(("form", ("f.json", b""))))
        this.note("unknown field", seat.fill({"foreign": "1", "address": "x"}))
        this.note("no mark", seat.post("/form", {"act": "hand_in"}))
        this.note("checked", seat.post("/check", seat.opened("/form") | ANSWERS))
        this.note("another's receipt", seat.get(f"/receipts/{not_mine}"))
    with this.watched("upload"):
        files = [("form", ("f.json", guestseat.content(FORMS[FIRST]))), ("evidence", ("a.pdf", b"%PDF"))]
        this.note("uploaded", seat.upload(*files))
        this.note("waiting", seat.get())
    read_all(this)
    this.look(seat, "read", "", "/upload", *papers(this, seat))
    this.others_hand_in("second")
    with this.watched("online"):
        this.note("online", seat.fill(ANSWERS | {"bidder_name": FORMS[FIRST]["bidder"]["name"]}))
    read_all(this)
    this.look(seat, "read again", "", "/form", *papers(this, seat))
    this.step += 24 * 12
    this.others_hand_in("late")
    with this.watched("late"):
        this.note("late", seat.upload(*files))
    this.look(seat, "closed", "", "/form", "/upload", *papers(this, seat))
    letter = this.letter = issued(this)
    this.look(seat, "letter", "", f"/letters/{letter}", f"/letters/{letter}.pdf")
    with this.watched("reply"):
        hidden = seat.opened(f"/letters/{letter}")
        this.note("reply", seat.post(f"/letters/{letter}", hidden | {"words": "见附件"}, [("files", ("b.pdf", b"%PDF 2"))]))
    this.look(seat, "replied", "", f"/letters/{letter}")
    return this


def theirs(this: Round) -> str:
    """The receipt of another bidder, where there is one."""
    seat = next((each for word, each in this.others.items() if word != FIRST), None)
    return this.guests.versions(seat)[0].receipt if seat else "AAAA-AAAA-AAAA-AAAA"


def papers(this: Round, seat: Seat) -> list[str]:
    return [f"/receipts/{each.receipt}{kind}" for each in this.guests.versions(seat) for kind in ("", ".pdf")]


def read_all(this: Round) -> None:
    with this.chance.of("reading"):
        this.guests.read()
    this.guests.world.hands.by(seconds=30)


def issued(this: Round) -> str:
    """The letter to the first bidder, issued after the lot was screened."""
    world = this.guests.world
    job = screenings.ask(world.book, world.clerk, this.guests.lot.id)
    made = screenings.run(world.book, job, Settings(), screenings.Progress())
    assert made.state is screenings.Run.DONE, made.trouble
    found = letters.issue(world.book, world.clerk, this.guests.lot.id, made.id, clock.stamp(openbook.DEADLINE + timedelta(days=90)))
    return next(each.id for each in found if FIRST in each.bidder)


@pytest.fixture(scope="module")
def rounds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Round, Round]]:
    """The round of the first bidder alone, and the one of thirty."""
    with pytest.MonkeyPatch.context() as patch:
        chance = Chance()
        patch.setattr(secrets, "token_hex", lambda n=32: chance.text()[: 2 * n])
        patch.setattr(secrets, "token_urlsafe", lambda n=32: chance.text()[: n * 4 // 3 + 1])
        patch.setattr(secrets, "choice", chance.choice)
        base = openbook.world(tmp_path_factory.mktemp("base"))
        base.book.engine.dispose()
        yield round_of(base, chance, tmp_path_factory.mktemp("alone"), ()), round_of(base, chance, tmp_path_factory.mktemp("many"), REST)


def round_of(base: openbook.World, chance: Chance, folder: Path, rest: Sequence[str]) -> Round:
    chance.drawn.clear()
    shutil.copytree(base.book.place.folder, folder / "casebook")
    hands = openbook.Hands()
    book = opening.opened(place.place(folder / "casebook", key_file=base.book.place.key_file), hands)
    made = Round(Guests(replace(base, book=book, hands=hands)), chance, (FIRST, *rest))
    made.invite(rest[:10])
    hands.to(openbook.Hands().now + timedelta(hours=1))
    made.invite([FIRST])
    made.invite(rest[10:])
    return gone_through(made)


def test_every_answer_is_the_same_byte_for_byte(rounds: tuple[Round, Round]) -> None:
    alone, many = rounds
    assert list(alone.told) == list(many.told)
    assert [name for name in alone.told if alone.told[name] != many.told[name]] == []
    assert len(alone.told) > 60


def test_the_database_is_asked_the_same_questions(rounds: tuple[Round, Round]) -> None:
    alone, many = rounds
    assert [name for name in alone.asked if alone.asked[name] != many.asked[name]] == []
    assert all(alone.asked.values())


def test_the_round_went_all_the_way(rounds: tuple[Round, Round]) -> None:
    for each in rounds:
        assert {name: answer[0] for name, answer in each.told.items() if answer[0] not in (200, 303)} == {
            "nothing chosen": 400,
            "empty": 409,
            "unknown field": 400,
            "no mark": 403,
            "another's receipt": 404,
        }
        assert "回复" in each.told["letter  zh"][2].decode()
        assert "已于" in each.told["replied  zh"][2].decode()


def test_no_answer_holds_anything_of_another(rounds: tuple[Round, Round]) -> None:
    _, many = rounds
    words = {word for form in (FORMS[each] for each in REST) for word in personal(form)}
    for name, (_, _, body) in many.told.items():
        held = [word for word in words if word.encode() in body]
        assert held == [], name


def personal(form: dict[str, object]) -> Iterator[str]:
    """Names, codes, phones and numbers of a form."""
    bidder, head, people = form["bidder"], form["head"], form["people"]
    assert isinstance(bidder, dict)
    assert isinstance(head, dict)
    assert isinstance(people, list)
    yield from (bidder["name"], bidder["uscc"], bidder["phone"], bidder["email"], head["name"], head["id"])
    yield from (people[0]["name"], people[0]["id"], people[0]["phone"])


def test_the_others_were_there(rounds: tuple[Round, Round]) -> None:
    alone, many = rounds
    assert (len(alone.others), len(many.others)) == (1, 30)
    assert all(len(many.guests.versions(each)) == 3 for each in many.others.values())
