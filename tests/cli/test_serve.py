from __future__ import annotations

import re
import signal
import socket
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

import openbook
from relparty.cli import keeping
from relparty.errors import UsageError
from serving import command, environ, serving

TOLD = {"office": "某街道采购办", "login": "admin", "name": "某管理员", "password": openbook.PASSWORD, "again": openbook.PASSWORD}


def refused(folder: Path, *arguments: str, told: Mapping[str, str] | None = None) -> str:
    """What it prints where it cannot start."""
    done = subprocess.run(command(*arguments), capture_output=True, env=environ(folder, told), timeout=90, check=False)
    assert done.returncode == 2, done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()
    return done.stderr.decode()


def test_from_nothing_to_a_signed_in_administrator_and_back_again(tmp_path: Path, database_url: str) -> None:
    with serving(tmp_path / "home", told={"RELPARTY_DATABASE": database_url}) as server:
        assert "首次设置" in server.printed()
        assert "设置码" not in server.printed()
        assert str(tmp_path / "home" / "casebook.key") in server.printed()
        assert server.ask("/lots")[1] == "/first-run"
        status, at, page = server.send("/first-run", TOLD)
        assert (status, at) == (200, "/accounts")
        assert "某街道采购办" in page
        assert server.stop() == 0
        assert "已停止" in server.printed()
        assert "某管理员" not in server.logged()
    assert (tmp_path / "home" / "casebook.key").stat().st_mode & 0o777 == 0o600
    with serving(tmp_path / "home", told={"RELPARTY_DATABASE": database_url}) as server:
        assert "首次设置" not in server.printed()
        assert server.ask("/first-run")[1] == "/login"
        told = {"login": "admin", "password": openbook.PASSWORD}
        assert server.send("/login", told)[1] == "/accounts"
        assert server.stop(signal.SIGINT) == 0


def test_where_others_can_reach_it_the_console_shows_a_code_that_the_page_asks_for(tmp_path: Path) -> None:
    with serving(tmp_path / "home", "--host", "127.0.0.2") as server:
        code = re.search(r"首次设置码　([a-z2-9-]{34})", server.printed())
        assert code
        assert "密码在网络上以明文传输" in server.logged()
        status, _, page = server.send("/first-run", TOLD | {"setup_code": "wrong"})
        assert status == 422
        assert code[1] not in page
        assert server.send("/first-run", TOLD | {"setup_code": code[1]})[1] == "/accounts"
        assert code[1] not in server.logged()
        server.stop()
    with serving(tmp_path / "home", "--host", "127.0.0.2") as server:
        assert "设置码" not in server.printed()


def test_a_second_server_over_the_same_casebook_is_refused(tmp_path: Path) -> None:
    with serving(tmp_path / "home"):
        assert "另一个 relparty serve 正在使用此案卷" in refused(tmp_path / "home", "--port", "0")


def test_a_taken_port_is_said_to_be(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        said = refused(tmp_path, "--port", str(taken.getsockname()[1]))
    assert "不能在此监听" in said
    assert "--port" in said
    assert not (tmp_path / "casebook").exists()


def test_a_casebook_whose_key_is_gone_is_not_opened(tmp_path: Path) -> None:
    with serving(tmp_path / "home") as server:
        server.stop()
    key = tmp_path / "home" / "casebook.key"
    key.rename(tmp_path / "away")
    assert "没有密钥文件" in refused(tmp_path / "home", "--port", "0")
    key.write_text("not a key\n", encoding="ascii")
    assert "不是 relparty 的密钥文件" in refused(tmp_path / "home", "--port", "0")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--database", "postgresql://who:hidden@127.0.0.1:1/lots"), "数据库无法连接"),
        (("--database", "oracle9://x"), "不是可用的数据库网址"),
        (("--database", "no url"), "不是可用的数据库网址"),
        (("--host", "0.0.0.0"), "--public-url"),
        (("--public-url", "lots.example.cn"), "不是只含主机"),
        (("--public-url", "https://lots.example.cn/path"), "不是只含主机"),
        (("--port", "99999"), "不是 0 至 65535"),
        (("--port", "http"), "不是 0 至 65535"),
        (("--register", "no-such-bundle"), "没有这个登记数据包"),
        (("--host", "203.0.113.250"), "不能在此监听"),
    ],
)
def test_what_cannot_work_is_said_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    said = refused(tmp_path, "--port", "0", *arguments) if "--port" not in arguments else refused(tmp_path, *arguments)
    assert words in said
    assert "hidden" not in said


def test_half_a_provider_is_said_to_be(tmp_path: Path) -> None:
    assert "RELPARTY_OIDC_CLIENT_ID" in refused(tmp_path, "--port", "0", told={"RELPARTY_OIDC_ISSUER": "https://id.example"})


def test_a_casebook_in_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    refused(tmp_path, "--port", "0", "--casebook", str(tmp_path / "file" / "casebook"))


def test_the_extra_is_named_where_it_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping, "find_spec", lambda name: None if name == "fastapi" else object())
    with pytest.raises(UsageError, match=r"relparty\[web\]"):
        keeping.require_extra()


def test_help_needs_no_extra(tmp_path: Path) -> None:
    done = subprocess.run([*command("--help")], capture_output=True, env=environ(tmp_path), timeout=90, check=True)
    text = done.stdout.decode()
    for option in ("--host", "--port", "--casebook", "--database", "--key", "--register", "--public-url", "--trusted-proxy", "--open"):
        assert option in text
    assert list(tmp_path.iterdir()) == []
