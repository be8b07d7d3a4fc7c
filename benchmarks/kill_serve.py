"""Thirty servers killed at random moments while bidders hand in, a platform pushes forms, and a group screens, decides and is answered.

Every act that was acknowledged must be there once in the end, none twice, none that was refused; no screening runs for ever,
every file can be read, nothing of an ended server lives on, and the trail verifies. Prints a line a kill and ends with 1
where anything of it is not so: python benchmarks/kill_serve.py [--kills 30] [--database sqlite|postgresql] [--seconds 3] [--seed N]
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from pathlib import Path
from threading import Thread

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from kill_serve_check import Found, check
from kill_serve_clients import Ledger
from kill_serve_scene import Scene, set_up
from killable_server import Server, database, serving
from sqlalchemy import select

from relparty.casebook import opening, place, tables
from relparty.casebook.book import Casebook
from relparty.casebook.screenings import Run

AT_START = 0.2
"""How many of the kills come while a server is starting."""


def killed(server: Server, ledger: Ledger, scene: Scene, chance: random.Random, asked: argparse.Namespace) -> None:
    """Has everybody work while one server after another is killed; returns with a server that works and nobody who asks it."""
    threads = [Thread(target=client.work) for client in scene.clients]
    took = started(server)
    for each in threads:
        each.start()
    for number in range(asked.kills):
        after, is_starting = chance.uniform(0.05, max(asked.seconds, took)), chance.random() < AT_START and number > 0
        if is_starting:
            after = chance.uniform(0, took)
            server.kill()
            server.begin()
        before, cut = len(ledger.acknowledged), ledger.counts["requests cut off"]
        time.sleep(after)
        server.kill()
        took = started(server)
        said = "of its start" if is_starting else "of work"
        new, broken = len(ledger.acknowledged) - before, ledger.counts["requests cut off"] - cut
        print(f"{number + 1:3}. killed after {after:4.2f} s {said}: {new:3} acts acknowledged, {broken:2} requests cut off", flush=True)
    time.sleep(max(asked.seconds, took))
    ledger.ending.set()
    for each in threads:
        each.join()


def started(server: Server) -> float:
    """Starts a server; the seconds until it answered."""
    begun = time.perf_counter()
    server.start()
    return time.perf_counter() - begun


def ended(server: Server, folder: Path, url: str, seconds: float = 120) -> list[str]:
    """Waits until nothing is screened any more and stops the server; what is left of it that should not be."""
    book, until = opening.opened(place.place(folder / "casebook", url)), time.monotonic() + seconds
    while time.monotonic() < until and _running(book):
        time.sleep(0.2)
    book.engine.dispose()
    faults = [] if server.stop() == 0 else ["the last server did not end in order"]
    faults += [f"process {pid} of an ended server lives on" for pid in server.lingering()]
    return faults + [f"in plain after the end: {path.name}" for path in book.place.work.glob("**/*") if path.is_file()]


def _running(book: Casebook) -> bool:
    with book.look() as db:
        return bool(db.execute(select(tables.screenings.c.id).where(tables.screenings.c.state == Run.RUNNING)).all())


def told(found: Found, ledger: Ledger, kills: int, seconds: float) -> None:
    """Prints the end."""
    for kind, those in (("LOST", found.lost), ("DOUBLED", found.doubled), ("NOT ASKED FOR", found.unasked), ("WRONG", found.faults)):
        for each in those[:20]:
            print(f"{kind}: {each}")
    print(", ".join(f"{name}: {count}" for name, count in sorted({**found.sizes, **ledger.counts}.items())))
    acknowledged = sum(found.sizes[each] for each in ("handed in", "replied", "decided", "opened", "invited", "screened"))
    print(
        f"kills: {kills}; acknowledged: {acknowledged}; lost: {len(found.lost)}; doubled: {len(found.doubled)}; "
        f"not asked for: {len(found.unasked)}; other faults: {len(found.faults)}; seconds: {seconds:.0f}"
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument(
        "--seconds", type=float, default=3.0, help="a server works at most so long before it is killed, or as long as it took to start"
    )
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    asked = parser.parse_args()
    print(f"seed {asked.seed}, {asked.database}")
    begun, chance, ledger = time.perf_counter(), random.Random(asked.seed), Ledger()
    with tempfile.TemporaryDirectory() as name, database(asked.database, Path(name)) as url, serving(Path(name), url) as server:
        scene = set_up(Path(name), url, server, ledger, chance)
        killed(server, ledger, scene, chance, asked)
        ledger.faults += ended(server, Path(name), url)
        book = opening.opened(place.place(Path(name) / "casebook", url))
        found = check(book, ledger, scene.before)
        book.engine.dispose()
        log = (Path(name) / "log").read_text(errors="replace")
    told(found, ledger, asked.kills, time.perf_counter() - begun)
    if not found.is_whole:
        print(*[line for line in log.splitlines() if "INFO" not in line][-40:], sep="\n")
    return 0 if found.is_whole else 1


if __name__ == "__main__":
    sys.exit(main())
