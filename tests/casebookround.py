"""A whole round of a small lot, from the first account to the filed dossier, with a row in every table of the casebook."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

import decidedlot
import openbook
from relparty.casebook import (
    actors,
    api_keys,
    backup,
    clock,
    conflicts,
    dossiers,
    heads,
    idempotency,
    invitations,
    letters,
    lots,
    opening,
    quotes,
    readings,
    registerfiles,
    replies,
    restore,
    screenings,
    sessions,
    signoffs,
    tables,
)
from relparty.casebook import place as places
from relparty.casebook.book import Casebook
from relparty.casebook.place import Place
from relparty.casebook.rights import Caller
from relparty.casebook.submissions import Upload
from relparty.settings import FileLimits

WORDS = tuple(decidedlot.BIDDERS)


@dataclass
class Round:
    """The casebook after the round: its people stand in `world`, the bidders' links by the first word of their names."""

    world: openbook.World
    lot: lots.Lot
    secrets: dict[str, str]
    letter: letters.Letter
    reply: replies.Reply
    session: str
    """The secret of a session that is open."""
    dossier: str

    @property
    def book(self) -> Casebook:
        return self.world.book


def whole(folder: Path, url: str = "", words: tuple[str, ...] = WORDS) -> Round:
    """A new casebook in which a round has been gone through."""
    return round_of(openbook.world(folder, url), words=words)


def round_of(world: openbook.World, number: str = "L-1", words: tuple[str, ...] = WORDS) -> Round:
    """One more lot of this casebook, from opening to the filed dossier."""
    decided = decidedlot.decided(world, has_conflict="戊土" in words, number=number, words=words)
    book, lot = world.book, decided.lot
    _beside_the_lot(world, lot, decided.secrets[words[0]])
    _read_forms(book)
    letter, reply = _asked_and_answered(world, decided)
    for conflict in _unanswered(book, lot.id):
        conflicts.answer(book, decided.named, lot.id, conflict.kept.finding, conflicts.Answer.RECUSE, "本人亲属任职，申请回避")
    decided.screen_again()
    decided.decide_all()
    _signed(world, lot.id)
    found, _ = lots.one(book, world.clerk, lot.id)
    filed = dossiers.file_signed(book, found)
    found, _ = lots.one(book, world.clerk, lot.id)
    assert found.state is lots.State.SIGNED
    session = _session(world)
    return Round(world, found, decided.secrets, letter, reply, session, filed)


def _beside_the_lot(world: openbook.World, lot: lots.Lot, secret: str) -> None:
    """What a lot has beside its forms: a quote, a register file, a platform's key and a request of it."""
    book, clerk = world.book, world.clerk
    invitation = invitations.guest(book, secret).invitation
    quotes.tell(book, clerk, lot.id, invitation.id, "98000.00", clock.stamp(world.hands.now))
    page = Upload("登记.txt", "evidence", book.files.put("企业登记信息".encode()))
    registerfiles.add(book, clerk, lot.id, [page])
    key, secret_key = api_keys.make(book, clerk, "招标平台", [api_keys.Scope.LOTS_READ], 30)
    known = api_keys.of(book, secret_key)
    assert known is not None
    assert known[0] == key
    idempotency.once(book, known[1], f"request-{lot.id}", {"lot": lot.id}, lambda: {"lot": lot.id})


def _read_forms(book: Casebook) -> None:
    with book.look() as db:
        waiting = readings.unread(db)
    readings.read(book, waiting[0], FileLimits())


def _asked_and_answered(world: openbook.World, decided: decidedlot.Decided) -> tuple[letters.Letter, replies.Reply]:
    reply_by = clock.stamp(world.hands.now + timedelta(days=3))
    letter = letters.issue(world.book, world.clerk, decided.id, decided.screening.id, reply_by)[0]
    with world.book.look() as db:
        code = invitations.one(db, letter.invitation_id)
    secret = next(each for each in decided.secrets.values() if invitations.guest(world.book, each).invitation == code)
    paper = Upload("说明.txt", "evidence", world.book.files.put("情况说明".encode()))
    return letter, replies.answer(world.book, secret, letter.id, "reply-1", "股权已于去年转让", [paper])


def _unanswered(book: Casebook, lot_id: str) -> tuple[conflicts.Conflict, ...]:
    with book.look() as db:
        return conflicts.unanswered(db, lot_id)


def _signed(world: openbook.World, lot_id: str) -> None:
    for who in (world.leader, world.member, world.supervisor):
        sign(world.book, who, lot_id)


def sign(book: Casebook, who: Caller, lot_id: str) -> bool:
    """Signs what stands now; whether all have signed."""
    with book.look() as db:
        latest = screenings.latest(db, lot_id)
        assert latest is not None
        seen = signoffs.matter(db, lot_id, latest)
    return signoffs.sign(book, who, lot_id, seen)


def _session(world: openbook.World) -> str:
    begun = sessions.begin(world.book, world.clerk.user.login, openbook.PASSWORD, "")
    assert begun is not None
    return begun[0]


@dataclass(frozen=True)
class Kept:
    """A backup of a casebook with a whole round: what tests restore, which is quicker than going through it again."""

    archive: Path
    key: Path
    lot_id: str

    def place(self, folder: Path, url: str = "") -> Place:
        """An empty place with the key in it."""
        made = places.place(folder / "casebook", url)
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copy(self.key, made.key_file)
        return made

    def restored(self, folder: Path, url: str = "", hands: openbook.Hands | None = None) -> Casebook:
        """The casebook in a new place, its clock after all that happened."""
        made = self.place(folder, url)
        restore.restore(self.archive, made)
        return opening.opened(made, hands or openbook.Hands(AFTER))


AFTER = datetime(2026, 12, 24, 1, tzinfo=UTC)
"""A moment after the round."""


def kept(folder: Path) -> Kept:
    """A round gone through in this folder, with a row in every table, backed up."""
    done = whole(folder)
    with done.book.act(actors.SYSTEM, "test.purged") as act:
        act.insert(tables.purged, {"id": "earlier", "lot": "keyed", "proof": "{}", "purged_at": act.now})
        act.insert(tables.purged, {"id": "earliest", "lot": "keyed too", "proof": "[]", "purged_at": act.now})
    with done.book.look() as db:
        empty = [each.name for each in tables.metadata.sorted_tables if db.execute(select(each)).first() is None]
    assert not empty, "a round leaves a row in every table"
    heads.export(done.book)
    backup.backup(done.book, folder / "round.tar")
    return Kept(folder / "round.tar", done.book.place.key_file, done.lot.id)
