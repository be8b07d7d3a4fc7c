"""A PostgreSQL server of the tests' own: real, private, killable, and gone when they are."""

from __future__ import annotations

import os
import secrets
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL, make_url

INSTALLED = Path("/usr/lib/postgresql")
"""Where Debian keeps the programs of each version."""

_DEADLINE = 120.0
_POLL = 0.02
_MASTER = "postgres"
_OWNER = "relparty"
_SETTINGS = {
    "listen_addresses": "",  # the socket alone, in a folder that nobody else may enter
    "max_connections": "200",
    "shared_buffers": "32MB",
    "dynamic_shared_memory_type": "mmap",  # in our folder: /dev/shm is small in containers, and what lies there outlives us
    "timezone": "UTC",
}


class NoServer(RuntimeError):
    """PostgreSQL is not installed, or its server did not come up."""


def binaries(installed: Path = INSTALLED, path: str | None = None) -> Path:
    """The folder with the newest of Debian's versions, else the one on PATH; raises NoServer, which says what to install."""
    versions = {_version(initdb.parts[-3]): initdb.parent for initdb in installed.glob("*/bin/initdb")}
    if versions:
        return versions[max(versions)]
    if on_path := shutil.which("initdb", path=path):
        return Path(on_path).resolve().parent
    raise NoServer(f"No initdb in {installed}/*/bin or on PATH. These tests need PostgreSQL's server: apt-get install postgresql")


def _version(name: str) -> tuple[int, ...]:
    return tuple(int(part) for part in name.split(".") if part.isdigit())


@dataclass
class Server:
    """The server and its folder; `url` is its administrator's, while `database` gives those that a program is to use."""

    url: str
    folder: Path
    programs: Path
    fsync: bool = True
    process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's process id; raises NoServer while it is down."""
        if self.process is None:
            raise NoServer("The PostgreSQL server of the tests is down; start() brings it back.")
        return self.process.pid

    def database(self) -> str:
        """The SQLAlchemy URL of a new, empty database, whose owner may do nothing beyond it."""
        name = f"casebook_{secrets.token_hex(8)}"
        self.tell(f"CREATE DATABASE {name} OWNER {_OWNER}")
        return _url(self.folder, _OWNER, name)

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected."""
        self.tell(f'DROP DATABASE "{make_url(url).database}" WITH (FORCE)')

    def tell(self, command: str) -> None:
        """Carries out one command as the server's administrator, outside of any transaction."""
        with psycopg.connect(_for_driver(self.url), autocommit=True) as connection:
            connection.execute(command.encode())

    def start(self) -> None:
        """Brings the server up, with all that was committed; nothing happens when it is up. Call it from a thread that outlives it."""
        if self.process is not None:
            return
        command = [str(self.programs / "postgres"), "-D", str(self.folder / "data"), "-k", str(self.folder)]
        settings = [f"--{name}={value}" for name, value in (_SETTINGS | {"fsync": str(self.fsync)}).items()]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [*_ends_with_us(), *command, *settings],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C ends the tests, which then end the server
                **_who(self.folder),
            )
        self._wait_until_it_answers(self.process)

    def kill(self) -> None:
        """Takes the server away at once: connections break, nothing is tidied, the next start recovers from its log."""
        self._end(signal.SIGQUIT, signal.SIGKILL)

    def stop(self) -> None:
        """Shuts the server down in order, breaking off whoever is connected."""
        self._end(signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)

    def _end(self, *signals: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        for each in signals:
            process.send_signal(each)
            with suppress(subprocess.TimeoutExpired):
                process.wait(_DEADLINE / 4)
                return

    def _wait_until_it_answers(self, process: subprocess.Popen[bytes]) -> None:
        deadline = time.monotonic() + _DEADLINE
        while True:
            try:
                psycopg.connect(_for_driver(self.url)).close()
            except psycopg.OperationalError as error:
                if process.poll() is None and time.monotonic() < deadline:
                    time.sleep(_POLL)
                    continue
                self.kill()
                last = (self.folder / "log").read_text(errors="replace")[-2000:]
                raise NoServer(f"The PostgreSQL server of the tests did not come up ({error}). Its log ends:\n{last}") from error
            return


@contextmanager
def running(*, fsync: bool = True) -> Iterator[Server]:
    """A server in a folder of its own for as long as the context lasts; raises NoServer. Without `fsync` databases go ten times faster."""
    programs = binaries()
    # Under /tmp wherever TMPDIR points: every user may enter it, and a socket's path holds 107 bytes.
    folder = Path(tempfile.mkdtemp(prefix="relparty-postgresql-", dir="/tmp"))
    server = Server(_url(folder, _MASTER, "postgres"), folder, programs, fsync)
    try:
        if os.geteuid() == 0:
            _give_away(folder)
        _make_cluster(server)
        server.start()
        server.tell(f"CREATE ROLE {_OWNER} LOGIN")
        yield server
    finally:
        server.stop()
        shutil.rmtree(folder)


def _give_away(folder: Path) -> None:
    """PostgreSQL refuses to run as root: Debian's package makes the user that it runs as."""
    try:
        shutil.chown(folder, _MASTER, _MASTER)
    except LookupError as error:
        raise NoServer("PostgreSQL does not run as root, and there is no user `postgres`: apt-get install postgresql") from error


def _make_cluster(server: Server) -> None:
    command = [str(server.programs / "initdb"), "-D", str(server.folder / "data"), "-U", _MASTER]
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
    done = subprocess.run([*command, *options], capture_output=True, check=False, **_who(server.folder))
    if done.returncode:
        raise NoServer(f"initdb failed: {(done.stderr or done.stdout).decode(errors='replace')}")


def _who(folder: Path) -> dict[str, Any]:
    """As whom, where and with what environment PostgreSQL's programs run: nothing of the caller's PG* variables."""
    around = {"cwd": folder, "env": {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}}
    return around | ({"user": _MASTER, "group": _MASTER, "extra_groups": []} if os.geteuid() == 0 else {})


def _ends_with_us() -> Sequence[str]:
    """What makes the server go down in order even when the tests are killed and cannot stop it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "INT"] if setpriv else []


def _url(folder: Path, user: str, database: str) -> str:
    # The port is said because PGPORT would be taken else.
    made = URL.create("postgresql+psycopg", user, database=database, query={"host": str(folder), "port": "5432"})
    return made.render_as_string(hide_password=False)


def _for_driver(url: str) -> str:
    return make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
