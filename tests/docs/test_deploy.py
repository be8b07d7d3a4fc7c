"""The files in deploy/ and the page about production: their commands, options and variables are the program's, their limits fit it."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from relparty.cli.main import COMMANDS, settings_from
from relparty.settings import MEGABYTE, Settings
from relparty.web.oidc import provider
from relparty.web.settings import BodyLimits

ROOT = Path(__file__).parents[2]
DEPLOY = {path.name: path.read_text(encoding="utf-8") for path in sorted((ROOT / "deploy").iterdir())}
PAGE = (ROOT / "docs" / "production.md").read_text(encoding="utf-8")
UNITS = ("relparty.service", "relparty-backup.service")
PROXIES = ("nginx.conf", "Caddyfile")
SOURCE = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "src" / "relparty").rglob("*.py"))


def plain(text: str) -> str:
    """A text with its lines joined where they go on, and without comments."""
    return re.sub(r"^\s*#.*$", "", re.sub(r"\\\n", " ", text), flags=re.MULTILINE)


def called(text: str) -> Iterator[list[str]]:
    """The arguments of every `relparty` that is called in a text, redirections and what follows left out."""
    for found in re.findall(r"(?:^|/bin/|podman exec relparty )relparty ([^\n;|&>`')]*)", text, re.MULTILINE):
        yield shlex.split(found.replace("$$", "$"))


def shell_of(page: str) -> str:
    """What a page shows as commands."""
    return plain("\n".join(re.findall(r"^```(?:sh|console)\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)))


def unknown(arguments: list[str]) -> list[str]:
    """The words of a call that no command of ours knows."""
    if not arguments or arguments[0] not in COMMANDS:
        return arguments[:1]
    command: click.Command = import_module(f"relparty.cli.{arguments[0]}").command(Settings())
    rest = arguments[1:]
    if isinstance(command, click.Group) and rest:
        if rest[0] not in command.commands:
            return rest[:1]
        command, rest = command.commands[rest[0]], rest[1:]
    known = {option for each in command.params for option in each.opts} | {"--help", "--lang"}
    return [each for each in rest if each.startswith("--") and each.partition("=")[0] not in known]


def calls() -> list[tuple[str, list[str]]]:
    pages = {name: plain(text) for name, text in DEPLOY.items() if name not in PROXIES} | {"production.md": shell_of(PAGE)}
    return [(name, arguments) for name, text in pages.items() for arguments in called(text)]


def settings_of(unit: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in re.findall(r"^(\w+)=(.*)$", plain(DEPLOY[unit]), re.MULTILINE):
        found.setdefault(name, []).append(value)
    return found


def test_every_command_and_option_is_the_programs() -> None:
    found = calls()
    assert {"relparty.service", "relparty-backup.service", "production.md"} <= {name for name, _ in found}
    assert [(name, arguments, unknown(arguments)) for name, arguments in found if unknown(arguments)] == []


def test_a_command_that_does_not_exist_would_be_found() -> None:
    assert unknown(["casebook", "back-up"]) == ["back-up"]
    assert unknown(["casebook", "backup", "--output", "x"]) == ["--output"]
    assert unknown(["serves"]) == ["serves"]
    assert list(called("ExecStart=/opt/relparty/bin/relparty casebook head; /x/bin/relparty serve --port 1")) == [
        ["casebook", "head"],
        ["serve", "--port", "1"],
    ]


def test_every_variable_is_one_that_the_program_reads() -> None:
    named = {name for text in (*DEPLOY.values(), PAGE) for name in re.findall(r"RELPARTY_[A-Z_]*[A-Z]", text)}
    oidc = {f"RELPARTY_OIDC_{each}" for each in ("ISSUER", "CLIENT_ID", "CLIENT_SECRET", "CLAIM")}
    by_part = {"RELPARTY_HOME"} | oidc  # the program puts these together of two parts
    assert {name for name in named - by_part if f'"{name}"' not in SOURCE} == set()
    assert settings_from([], {"RELPARTY_HOME": "/srv/x"}).home == Path("/srv/x")
    assert provider.told(dict.fromkeys(oidc, "https://id.example.cn")) is not None
    assert {"RELPARTY_PUBLIC_URL", "RELPARTY_KEY_FILE", "RELPARTY_DATABASE", "RELPARTY_TRUSTED_PROXIES"} <= named


def test_every_variable_that_serve_reads_is_explained() -> None:
    read = set(re.findall(r'"(RELPARTY_[A-Z_]+)"', (ROOT / "src/relparty/cli/serve.py").read_text(encoding="utf-8")))
    assert {name for name in read if f"`{name}`" not in PAGE} == set()


def test_the_proxies_let_through_what_the_server_takes() -> None:
    (nginx,) = re.findall(r"client_max_body_size (\d+)m;", DEPLOY["nginx.conf"])
    (caddy,) = re.findall(r"max_size (\d+)MiB", DEPLOY["Caddyfile"])
    limit = BodyLimits().request // MEGABYTE
    assert limit < int(nginx) <= limit + 8
    assert limit < int(caddy) <= limit + 8
    (wait,) = re.findall(r"proxy_read_timeout (\d+)s;", DEPLOY["nginx.conf"])
    assert int(wait) > BodyLimits().whole


def test_the_proxy_sets_what_is_believed_of_it() -> None:
    told = DEPLOY["nginx.conf"]
    assert "proxy_set_header Host $http_host;" in told
    assert "proxy_set_header X-Forwarded-For $remote_addr;" in told
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in told
    assert "proxy_add_x_forwarded_for" not in told
    assert "trusted_proxies" not in plain(DEPLOY["Caddyfile"])
    assert "header_up" not in plain(DEPLOY["Caddyfile"])


def test_the_logs_of_the_proxies_hold_no_address() -> None:
    (form,) = re.findall(r"log_format relparty (.*?);", DEPLOY["nginx.conf"], re.DOTALL)
    assert not re.search(r"\$(?:request\b|request_uri|uri|args|query_string|http_referer|http_user_agent|document_uri)", form)
    assert set(re.findall(r"access_log \S+ (\S+);", DEPLOY["nginx.conf"])) == {"relparty"}
    assert re.findall(r"error_log \S+ (\w+);", DEPLOY["nginx.conf"]) == ["emerg"]
    filters = re.findall(r"format filter \{.*?\n\t*\}\n", DEPLOY["Caddyfile"], re.DOTALL)
    assert len(filters) == len(re.findall(r"^\t*log \{", DEPLOY["Caddyfile"], re.MULTILINE)) == 2
    assert all("request>uri delete" in each and "request>headers delete" in each for each in filters)


def test_by_plain_http_programs_are_refused_and_pages_led_to_https() -> None:
    (plain_site,) = re.findall(r"listen 80;.*?\n\}", DEPLOY["nginx.conf"], re.DOTALL)
    assert re.search(r"location /api/ \{\s*return 403;", plain_site)
    assert "return 308 https://" in plain_site
    (site,) = re.findall(r"^http://\S+ \{(.*?)^\}", DEPLOY["Caddyfile"], re.MULTILINE | re.DOTALL)
    assert "@page not path /api/*" in site
    assert "redir @page https://{host}{uri} 308" in site
    assert "respond 403" in site


def test_the_proxies_speak_tls_1_2_and_1_3_alone() -> None:
    assert re.findall(r"ssl_protocols (.*?);", DEPLOY["nginx.conf"]) == ["TLSv1.2 TLSv1.3"]
    (ciphers,) = re.findall(r"ssl_ciphers (.*?);", DEPLOY["nginx.conf"])
    assert all(each.startswith("ECDHE-") and ("GCM" in each or "POLY1305" in each) for each in ciphers.split(":"))
    assert re.findall(r"protocols (.*)", DEPLOY["Caddyfile"]) == ["tls1.2 tls1.3"]


def test_nginx_lays_nothing_down() -> None:
    assert "proxy_request_buffering off;" in DEPLOY["nginx.conf"]
    assert "proxy_max_temp_file_size 0;" in DEPLOY["nginx.conf"]
    assert "proxy_cache" not in DEPLOY["nginx.conf"]


def test_the_server_listens_on_its_own_machine_alone() -> None:
    environment = dict(each.split("=", 1) for each in settings_of("relparty.service")["Environment"])
    assert environment["RELPARTY_HOST"] == "127.0.0.1"
    assert environment["RELPARTY_TRUSTED_PROXIES"] == "127.0.0.1"
    listening = f"{environment['RELPARTY_HOST']}:{environment['RELPARTY_PORT']}"
    assert f"server {listening};" in DEPLOY["nginx.conf"]
    assert f"reverse_proxy {listening} " in DEPLOY["Caddyfile"]


@pytest.mark.parametrize("unit", UNITS)
def test_no_secret_stands_in_a_unit(unit: str) -> None:
    told = settings_of(unit)
    assert told["LoadCredential"] == ["casebook.key:/etc/relparty/casebook.key"]
    assert "RELPARTY_KEY_FILE=%d/casebook.key" in told["Environment"]
    assert not re.search(r"SECRET|://[^/\s]*:[^/\s]*@", plain(DEPLOY[unit]))


@pytest.mark.parametrize("unit", UNITS)
def test_the_units_keep_to_their_own_folder(unit: str) -> None:
    told = settings_of(unit)
    assert told["User"] == ["relparty"]
    assert told["ProtectSystem"] == ["strict"]
    assert told["UMask"] == ["0077"]
    assert told["StateDirectoryMode"] == ["0700"]
    assert (told["IPAddressDeny"], told["IPAddressAllow"]) == (["any"], ["localhost"])
    assert told.get("ReadWritePaths", []) == (["/var/backups/relparty"] if "backup" in unit else [])


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not here")
@pytest.mark.parametrize("unit", [*UNITS, "relparty-backup.timer"])
def test_systemd_understands_the_units(unit: str, tmp_path: Path) -> None:
    for name in (*UNITS, "relparty-backup.timer"):
        (tmp_path / name).write_text(DEPLOY[name].replace("/opt/relparty/bin/relparty", "/bin/true"), encoding="utf-8")
    done = subprocess.run(["systemd-analyze", "verify", str(tmp_path / unit)], capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stderr.splitlines() if str(tmp_path) in line or unit in line]) == (0, [])


@pytest.mark.skipif(shutil.which("caddy") is None, reason="Caddy is not here")
def test_caddy_understands_its_file(tmp_path: Path) -> None:
    (tmp_path / "Caddyfile").write_text(DEPLOY["Caddyfile"].replace("/var/log/caddy", str(tmp_path)), encoding="utf-8")
    command = ["caddy", "validate", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_backup_restores_what_it_wrote_before_it_deletes_anything() -> None:
    (script,) = re.findall(r"-euc '(.*)'", plain(DEPLOY["relparty-backup.service"]))
    steps = [re.search(r"backup --out|restore|head --out|-delete", step) for step in script.split(";")[1:]]
    assert [found[0] for found in steps if found] == ["backup --out", "restore", "head --out", "-delete"]


def test_the_container_has_what_the_programs_extra_is_called() -> None:
    assert '"/source[web,ocr]"' in DEPLOY["Containerfile"]
    (command,) = re.findall(r'^CMD \["(\w+)"\]$', DEPLOY["Containerfile"], re.MULTILINE)
    assert unknown([command]) == []
    assert "USER relparty" in DEPLOY["Containerfile"]


def test_the_source_archive_holds_them() -> None:
    assert '"/deploy"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
