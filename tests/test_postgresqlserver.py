"""The tests' own PostgreSQL server: private, killable, and gone afterwards."""

from __future__ import annotations

import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import DBAPIError

import postgresqlserver
from postgresqlserver import NoServer, Server

_CHILD = """
import json, os, pwd, sys
import postgresqlserver
if os.geteuid() == 0 and sys.argv[1] == "ordinary":
    user = pwd.getpwnam("nobody")
    os.setgroups([])
    os.setgid(user.pw_gid)
    os.setuid(user.pw_uid)
with postgresqlserver.running() as server:
    print(json.dumps([os.geteuid(), server.pid, str(server.folder), server.database()]), flush=True)
    sys.stdin.read()
"""


@contextmanager
def connected(url: str) -> Iterator[Engine]:
    engine = create_engine(url, pool_pre_ping=True)
    try:
        yield engine
    finally:
        engine.dispose()


def asked(engine: Engine, question: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(question)).scalars())


def told(engine: Engine, *commands: str) -> None:
    with engine.begin() as connection:
        for command in commands:
            connection.execute(text(command))


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def processes(server: Server) -> list[int]:
    """The server and what it keeps to serve and to tidy: those who answer one connection, this one too, end with it by themselves."""
    with connected(server.url) as engine:
        kept = "backend_type NOT IN ('client backend', 'autovacuum worker')"
        return [server.pid, *asked(engine, f"SELECT pid FROM pg_stat_activity WHERE {kept}")]


def wait_for_end(pid: int) -> None:
    deadline = time.monotonic() + 60
    while is_running(pid):
        assert time.monotonic() < deadline, f"process {pid} is still there"
        time.sleep(0.02)


@contextmanager
def child(user: str) -> Iterator[tuple[subprocess.Popen[str], int, int, Path, str]]:
    """A test run of its own that keeps a server: its process, its user, the server's process id and folder, a database."""
    command = [sys.executable, "-c", _CHILD, user]
    around = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    with subprocess.Popen(command, cwd="/", env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        line = process.stdout.readline()
        assert line, "the child's server did not come up"
        who, pid, folder, url = json.loads(line)
        yield process, who, pid, Path(folder), url


@pytest.mark.postgresql
def test_each_database_is_fresh_and_its_owner_rules_nothing_else(postgresql_server: Server) -> None:
    first, second = postgresql_server.database(), postgresql_server.database()
    assert first != second
    assert first.startswith("postgresql+psycopg://")
    with connected(first) as one, connected(second) as other:
        told(one, "CREATE TABLE lot (number text)", "INSERT INTO lot VALUES ('采购-1')")
        assert asked(one, "SELECT number FROM lot") == ["采购-1"]
        assert asked(other, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'") == [0]
        assert asked(one, "SHOW server_encoding") == ["UTF8"]
        assert asked(one, "SELECT rolsuper OR rolcreatedb OR rolcreaterole FROM pg_roles WHERE rolname = current_user") == [False]
        postgresql_server.drop(first)
        with pytest.raises(DBAPIError):
            asked(one, "SELECT 1")
    postgresql_server.drop(second)


@pytest.mark.postgresql
def test_a_killed_server_comes_back_with_what_was_committed() -> None:
    with postgresqlserver.running() as server, connected(server.database()) as engine:
        told(engine, "CREATE TABLE lot (number int)", "INSERT INTO lot VALUES (1)")
        with engine.connect() as unfinished:
            unfinished.execute(text("INSERT INTO lot VALUES (2)"))
            before = [*processes(server), unfinished.scalar(text("SELECT pg_backend_pid()"))]
            server.kill()
            assert [pid for pid in before if is_running(pid)] == []
            with pytest.raises(DBAPIError):
                unfinished.execute(text("SELECT 1"))
        with pytest.raises(DBAPIError):
            asked(engine, "SELECT number FROM lot")
        with pytest.raises(NoServer, match="start"):
            _ = server.pid
        server.start()
        assert server.pid not in before
        assert asked(engine, "SELECT number FROM lot") == [1]
        assert "not properly shut down" in (server.folder / "log").read_text()


@pytest.mark.postgresql
def test_nothing_is_left_running_or_lying(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPORT", "7")
    monkeypatch.setenv("PGUSER", "somebody")
    monkeypatch.setenv("TMPDIR", "/nowhere")
    with postgresqlserver.running() as server:
        started = processes(server)
        assert len(started) > 1
        assert all(is_running(pid) for pid in started)
        assert stat.S_IMODE(server.folder.stat().st_mode) == 0o700
        with connected(server.url) as engine:
            assert asked(engine, "SHOW listen_addresses") == [""]
    assert [pid for pid in started if is_running(pid)] == []
    assert not server.folder.exists()


@pytest.mark.postgresql
def test_a_test_that_fails_leaves_nothing_either() -> None:
    def fails() -> None:
        with postgresqlserver.running() as server:
            left.append(server)
            started.extend(processes(server))
            raise ZeroDivisionError

    left: list[Server] = []
    started: list[int] = []
    with pytest.raises(ZeroDivisionError):
        fails()
    assert [pid for pid in started if is_running(pid)] == []
    assert not left[0].folder.exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("user", ["same", "ordinary"])
def test_it_serves_root_and_an_ordinary_user(user: str) -> None:
    with child(user) as (process, who, pid, folder, url):
        owner = Path(f"/proc/{pid}").stat().st_uid
        assert owner == (who or pwd.getpwnam("postgres").pw_uid)
        assert owner != 0
        if os.geteuid() == 0:
            assert (who == 0) == (user == "same")
        with connected(url) as engine:
            assert asked(engine, "SELECT 1") == [1]
        process.communicate()
    assert process.returncode == 0
    assert not is_running(pid)
    assert not folder.exists()


@pytest.mark.postgresql
@pytest.mark.parametrize("user", ["same", "ordinary"])
def test_a_killed_test_run_takes_its_server_along(user: str) -> None:
    with child(user) as (process, _, pid, folder, _):
        assert is_running(pid)
        process.send_signal(signal.SIGKILL)
        wait_for_end(pid)
    shutil.rmtree(folder)


@pytest.mark.postgresql
def test_a_server_that_cannot_start_says_why_and_ends() -> None:
    with postgresqlserver.running() as server:
        server.stop()
        with (server.folder / "data" / "postgresql.conf").open("a") as settings:
            settings.write("no_such_setting = on\n")
        with pytest.raises(NoServer, match="no_such_setting"):
            server.start()
        assert server.process is None


def test_where_postgresql_is_missing_the_package_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoServer, match="apt-get install postgresql"):
        postgresqlserver.binaries(tmp_path, path=str(tmp_path))


def test_the_newest_version_is_taken_else_the_one_on_path(tmp_path: Path) -> None:
    for place in ("debian/9.6/bin", "debian/15/bin", "debian/17/bin", "elsewhere"):
        (tmp_path / place).mkdir(parents=True)
        (tmp_path / place / "initdb").touch(0o755)
    (tmp_path / "debian/18/bin").mkdir(parents=True)  # the client alone
    elsewhere = tmp_path / "elsewhere"
    assert postgresqlserver.binaries(tmp_path / "debian", str(elsewhere)) == tmp_path / "debian/17/bin"
    assert postgresqlserver.binaries(tmp_path / "none", str(elsewhere)) == elsewhere
