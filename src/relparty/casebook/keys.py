"""The keys of a casebook: one secret outside the database, and from it one key for each use."""

from __future__ import annotations

import hmac
import os
import secrets
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from relparty.casebook.durable import settle
from relparty.errors import UsageError
from relparty.phrases import Phrase

_LENGTH = 32

_NO_KEY = Phrase("没有密钥文件", "there is no key file")
_BRING = Phrase(
    "案卷已存在，请把它的密钥文件放回此处；没有密钥，已保存的文件无法读取",
    "a casebook exists already: put its key file back here; without it nothing that was saved can be read",
)
_NOT_A_KEY = Phrase("不是 relparty 的密钥文件", "it is not a key file of relparty")
_COPY_BACK = Phrase("请从备份中取回原来的密钥文件", "fetch the original key file from where its copy is kept")


@dataclass(frozen=True, slots=True)
class Keys:
    """One key for each use, so that none that leaks opens anything else; never shown."""

    files: bytes = field(repr=False)
    columns: bytes = field(repr=False)
    rows: bytes = field(repr=False)
    trail: bytes = field(repr=False)
    tokens: bytes = field(repr=False)
    persons: bytes = field(repr=False)
    receipts: bytes = field(repr=False)
    web: bytes = field(repr=False)


def derived(secret: bytes) -> Keys:
    """The keys made of a secret (HKDF, RFC 5869): the same secret, the same keys."""

    def key(use: str) -> bytes:
        return HKDF(SHA256(), _LENGTH, salt=b"relparty/casebook/1", info=use.encode()).derive(secret)

    return Keys(*(key(use) for use in ("files", "columns", "rows", "trail", "tokens", "persons", "receipts", "web")))


def read(path: Path) -> Keys:
    """The keys of the key file; raises UsageError where there is none or it holds something else."""
    try:
        secret = bytes.fromhex(path.read_text("ascii").strip())
    except FileNotFoundError as error:
        raise UsageError(str(path), _NO_KEY(), _BRING()) from error
    except ValueError as error:
        raise UsageError(str(path), _NOT_A_KEY(), _COPY_BACK()) from error
    if len(secret) != _LENGTH:
        raise UsageError(str(path), _NOT_A_KEY(), _COPY_BACK())
    return derived(secret)


def made(path: Path) -> Keys:
    """The keys of a new key file, which only this user can read; an existing file is never written over.

    The file comes into being whole: of two who make it at once, or of one that is killed, none leaves half a key. One that was
    put there beforehand is read, also where nothing can be written, as a credential of systemd or a secret of a container.
    """
    if path.exists():
        return read(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f".{path.name}.{secrets.token_hex(8)}.new")
    place = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(place, "w", encoding="ascii") as file:
            file.write(secrets.token_hex(_LENGTH) + "\n")
            file.flush()
            os.fsync(file.fileno())
        _named(new, path)
    finally:
        new.unlink(missing_ok=True)
    settle(path.parent)
    return read(path)


def _named(new: Path, path: Path) -> None:
    """Gives a whole file its name, unless another has it; a stick that knows no links gets it by renaming."""
    try:
        path.hardlink_to(new)
    except FileExistsError:
        return
    except OSError:
        if not path.exists():
            new.replace(path)


def fingerprint(keys: Keys) -> str:
    """What names a key without telling anything of it: it stands in backups, so that a restore can say that this is another key."""
    return keyed(keys.trail, "fingerprint")[:16]


def keyed(key: bytes, text: str) -> str:
    """The keyed hash (HMAC-SHA-256) of a text, in hex: what is kept of tokens and of resident ids."""
    return hmac.new(key, text.encode(), sha256).hexdigest()
