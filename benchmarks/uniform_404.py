"""`There is no such thing` against `it is not yours`: the same status, headers and bytes, and the same time.

For each route three addresses are asked for in turns: one that never was, one that is somebody else's, and another one
that never was, which tells how much the measurement itself varies. Prints the ratios of the medians and ends with 1 where an
answer differs in anything but its own number: python benchmarks/uniform_404.py [--turns 200] [--database sqlite|postgresql]
"""

from __future__ import annotations

import argparse
import secrets
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import requests
from killable_server import UNLIMITED, Browser, Server, database, serving

import decidedlot
import lotmaker
import openbook
from decidedlot import Decided
from relparty.casebook import api_keys, book, clock, invitations, letters, lots, submissions, users
from relparty.casebook.rights import Caller, caller
from relparty.casebook.users import NewUser, Role

Face: TypeAlias = tuple[int, int, str, tuple[tuple[str, str], ...]]
"""All that an answer shows: status, length, text, headers."""
MARGIN = 1.15
"""By how much the fast quarter may differ beyond what the measurement itself does before it is marked."""
EVER_OTHER = ("x-request-id", "date")


@dataclass
class Scene:
    """A lot with all that can be in one, and people who have nothing to do with it but have a lot of their own."""

    theirs: Decided
    ours: Decided
    letter: str
    receipt: str
    attachment: str
    revoked: str
    cancelled: str
    stranger: Caller
    other_key: str
    revoked_key: str

    @property
    def finding(self) -> str:
        return self.theirs.points()[0].kept.finding


@dataclass(frozen=True)
class Case:
    """A deed with an address that never was or one that is somebody else's."""

    name: str
    deed: Callable[[str], requests.Response]
    theirs: str
    never: Callable[[], str]


def set_up(folder: Path, url: str) -> Scene:
    """A casebook with two decided lots, of two clerks, each with a group of its own."""
    world = openbook.world(folder, url, openbook.Hands(datetime.now(UTC) - timedelta(days=60)))
    theirs = decidedlot.decided(world, number="T-1")
    collecting = world.lot("R-1", deadline=clock.stamp(datetime.now(UTC) + timedelta(days=30)))
    made, revoked = invitations.invite(world.book, world.clerk, collecting.id, "某单位", lotmaker.company_code(1))
    invitations.revoke(world.book, world.clerk, collecting.id, made.id)
    ended = world.lot("K-1", deadline=clock.stamp(datetime.now(UTC) + timedelta(days=30)))
    cancelled = invitations.invite(world.book, world.clerk, ended.id, "某单位", lotmaker.company_code(1))[1]
    lots.cancel(world.book, world.clerk, ended.id, "不再采购")
    later = clock.stamp(datetime.now(UTC) + timedelta(days=30))
    letter = letters.issue(world.book, world.clerk, theirs.id, theirs.screening.id, later)[0].id
    with world.book.look() as db:
        first = submissions.latest(db, invitations.listed(db, theirs.id)[0].id)
    assert first
    scopes, keys = tuple(api_keys.Scope), {}
    keys["revoked"] = api_keys.make(world.book, world.clerk, "某平台", scopes, 300)
    api_keys.revoke(world.book, world.clerk, keys["revoked"][0].id)
    world.clerk = _user(world, "clerk-2", Role.CLERK)
    stranger = world.leader = _user(world, "stranger", Role.OFFICER)
    ours = decidedlot.decided(world, number="O-1")
    keys["other"] = api_keys.make(world.book, world.clerk, "另一平台", scopes, 300)
    world.book.engine.dispose()
    return Scene(
        theirs, ours, letter, first.receipt, first.attachments[0].id, revoked, cancelled, stranger, keys["other"][1], keys["revoked"][1]
    )


def _user(world: openbook.World, login: str, role: Role) -> Caller:
    return caller(users.add(world.book, world.administrator.actor, NewUser(login, f"某{login}", role, openbook.PASSWORD)))


def cases(server: Server, scene: Scene) -> Iterator[Case]:
    """Every kind of thing that can be asked for, by who has nothing to do with it."""
    yield from _console(server, scene)
    yield from _links(server, scene)
    yield from _interface(server, scene)


def _console(server: Server, scene: Scene) -> Iterator[Case]:
    person = Browser(server.address)
    assert person.sign_in("stranger", openbook.PASSWORD).status_code == 303
    lot, screening = scene.theirs.id, scene.theirs.screening.id
    tails = ["", "/findings", f"/findings/{scene.finding}", f"/files/{scene.attachment}", "/letters", "/sign", "/trail", "/dossier"]
    tails += [f"/screenings/{screening}", f"/screenings/{screening}/progress", f"/screenings/{screening}/graph", "/invitations", "/group"]
    for tail in tails:
        shown = tail.replace(screening, "{screening}").replace(scene.finding, "{finding}").replace(scene.attachment, "{file}")
        yield Case(f"/lots/{{lot}}{shown}, not in its group", lambda key, tail=tail: person.get(f"/lots/{key}{tail}"), lot, book.new_id)
    own = scene.ours.id
    yield Case("/lots/{own}/screenings/{other lot's}", lambda key: person.get(f"/lots/{own}/screenings/{key}"), screening, book.new_id)
    yield Case("/lots/{own}/files/{other lot's}", lambda key: person.get(f"/lots/{own}/files/{key}"), scene.attachment, book.new_id)
    mark = person.marked(f"/lots/{own}/findings/{scene.ours.points()[0].kept.finding}")[0]
    yield Case(
        "POST /lots/{lot}/screen, not in its group", lambda key: person.post(f"/lots/{key}/screen", data={"csrf": mark}), lot, book.new_id
    )
    told = {"csrf": mark, "outcome": "clarify", "reason": "理由", "screening": screening}
    decide = f"/findings/{scene.finding}"
    yield Case("POST a decision, not in its group", lambda key: person.post(f"/lots/{key}{decide}", data=told), lot, book.new_id)


def _links(server: Server, scene: Scene) -> Iterator[Case]:
    bidder, own = Browser(server.address), next(iter(scene.ours.secrets.values()))

    def guess() -> str:
        return secrets.token_urlsafe(32)

    yield Case("/b/{revoked link}", lambda secret: bidder.get(f"/b/{secret}"), scene.revoked, guess)
    yield Case("/b/{revoked link}/upload", lambda secret: bidder.get(f"/b/{secret}/upload"), scene.revoked, guess)
    yield Case("/b/{link of a cancelled lot}", lambda secret: bidder.get(f"/b/{secret}"), scene.cancelled, guess)
    yield Case(
        "/b/{own}/receipts/{another's}", lambda code: bidder.get(f"/b/{own}/receipts/{code}"), scene.receipt, lambda: "ABCD-EFGH-JKLM-NPQR"
    )
    yield Case(
        "/b/{own}/receipts/{another's}.pdf",
        lambda code: bidder.get(f"/b/{own}/receipts/{code}.pdf"),
        scene.receipt,
        lambda: "ABCD-EFGH-JKLM-NPQR",
    )
    yield Case("/b/{own}/letters/{another's}", lambda key: bidder.get(f"/b/{own}/letters/{key}"), scene.letter, book.new_id)
    yield Case("/b/{own}/letters/{another's}.pdf", lambda key: bidder.get(f"/b/{own}/letters/{key}.pdf"), scene.letter, book.new_id)


def _interface(server: Server, scene: Scene) -> Iterator[Case]:
    platform, nobody = Browser(server.address, {"authorization": f"Bearer {scene.other_key}"}), Browser(server.address)
    lot, screening, own = scene.theirs.id, scene.theirs.screening.id, scene.ours.id
    for tail in ("", "/invitations", f"/screenings/{screening}", f"/screenings/{screening}/findings", "/dossier"):
        shown = tail.replace(screening, "{screening}")
        yield Case(
            f"/api/v1/lots/{{lot}}{shown}, another clerk's",
            lambda key, tail=tail: platform.get(f"/api/v1/lots/{key}{tail}"),
            lot,
            book.new_id,
        )
    root = f"/api/v1/lots/{own}/screenings"
    yield Case("/api/v1/lots/{own}/screenings/{other lot's}", lambda key: platform.get(f"{root}/{key}"), screening, book.new_id)
    yield Case(
        "POST /api/v1/lots/{lot}/screenings, another clerk's", lambda key: platform.post(f"/api/v1/lots/{key}/screenings"), lot, book.new_id
    )
    with scene.theirs.world.book.look() as db:
        invitation = invitations.listed(db, lot)[0].id
    forms = {"form": ("form.json", b"{}")}
    send = f"/api/v1/lots/{own}/invitations"
    yield Case(
        "POST a form for {other lot's invitation}",
        lambda key: platform.post(f"{send}/{key}/submissions", files=forms),
        invitation,
        book.new_id,
    )

    def by_key(key: str) -> requests.Response:
        nobody.session.headers["authorization"] = f"Bearer {key}"
        return nobody.get("/api/v1/lots")

    yield Case("/api/v1/lots with a revoked key", by_key, scene.revoked_key, lambda: api_keys.PREFIX + secrets.token_urlsafe(32))


def compared(case: Case, turns: int) -> bool:
    """Whether somebody else's is answered as what never was; prints the ratios of the times."""
    seconds: tuple[list[float], ...] = ([], [], [])
    faces: tuple[set[Face], ...] = (set(), set(), set())
    for turn in range(turns + 3):
        addresses = (case.never(), case.theirs, case.never())
        for at in ((turn + each) % 3 for each in range(3)):  # none of the three always follows the same one
            begun = time.perf_counter()
            answer = case.deed(addresses[at])
            seconds[at].append(time.perf_counter() - begun)
            if turn > 2:
                faces[at].add(_face(answer, addresses[at]))
    is_same = faces[0] == faces[1] == faces[2] and len(faces[0]) == 1
    _print(case.name, [each[3:] for each in seconds], min(faces[1])[0], is_same=is_same)
    if not is_same:
        print(*faces[:2], sep="\n")
    return is_same


def _print(name: str, seconds: list[list[float]], status: int, *, is_same: bool) -> None:
    """A line of a case: the median, and by how much the others differ from it in the median and in the fast quarter."""
    quarters = [statistics.quantiles(each, n=4) for each in seconds]
    never, theirs, again = ([each[1], each[0]] for each in quarters)
    ratios = [[one / other for one, other in zip(each, never, strict=True)] for each in (theirs, again)]
    is_other = max(ratios[0][1], 1 / ratios[0][1]) > MARGIN * max(ratios[1][1], 1 / ratios[1][1])
    print(
        f"{name:66} {status} {'the same bytes' if is_same else 'ANOTHER ANSWER'}, {never[0] * 1000:6.2f} ms; median and fast quarter: "
        f"another's {ratios[0][0]:.3f} {ratios[0][1]:.3f}, again none {ratios[1][0]:.3f} {ratios[1][1]:.3f}{'  ANOTHER TIME' if is_other else ''}",
        flush=True,
    )


def _face(answer: requests.Response, address: str) -> Face:
    """All of an answer but its own number, what it says of the address, and the stamp of use that each page renews in its time."""
    number = answer.headers.get("x-request-id", "-")
    renewed = ("set-cookie",) if "relparty-idle=" in answer.headers.get("set-cookie", "") else ()
    headers = tuple(sorted((name.lower(), value) for name, value in answer.headers.items() if name.lower() not in EVER_OTHER + renewed))
    return answer.status_code, len(answer.content), answer.text.replace(number, "#").replace(address, "@"), headers


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(asked.database, Path(name)) as url, serving(Path(name), url, UNLIMITED) as server:
        scene = set_up(Path(name), url)
        server.start()
        same = [compared(each, asked.turns) for each in cases(server, scene)]
        server.stop()
        scene.theirs.world.book.engine.dispose()
    print(f"{sum(same)} of {len(same)} are answered as what never was")
    return 0 if all(same) else 1


if __name__ == "__main__":
    sys.exit(main())
