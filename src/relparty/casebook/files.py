"""Files by the hash of their content, encrypted at rest: written whole or not at all, never changed.

A stored file is a magic word, a random salt, and pieces of a megabyte, each sealed with AES-256-GCM under a key of this
file alone (HKDF of the store's key and the salt). A piece's nonce is its number and whether it is the last: pieces cannot
be left out, added or put in another order unnoticed (the STREAM construction, Hoang, Reyhanitabar, Rogaway and Vizár 2015).
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from relparty.casebook.durable import settle
from relparty.casebook.errors import Tampered
from relparty.phrases import Phrase

_MAGIC = b"relparty-file/1\n"
_SALT = 16
_PIECE = 1 << 20
_TAG = 16

_MISSING = Phrase("已保存的文件不见了", "the stored file is gone")
_DAMAGED = Phrase("已保存的文件被改动过，或密钥不符", "the stored file was changed, or the key is another one")
_RESTORE = Phrase("请从备份中恢复此文件", "bring this file back from a backup")


@dataclass(frozen=True, slots=True)
class Stored:
    """A file as stored: the SHA-256 of its content, and its size in bytes."""

    id: str
    size: int


@dataclass(frozen=True, slots=True)
class FileStore:
    """The folder of stored files, and their key."""

    folder: Path
    key: bytes = field(repr=False)

    def put(self, content: bytes) -> Stored:
        """The identity of a content, which is on the disk when this returns."""
        return self.put_pieces([content])

    def put_pieces(self, pieces: Iterable[bytes]) -> Stored:
        """The identity of a content that comes piece by piece; nothing is kept when the pieces end in an error."""
        self.folder.mkdir(parents=True, exist_ok=True)
        new = self.folder / f".{secrets.token_hex(8)}.new"
        digest, size = sha256(), 0

        def counted() -> Iterator[bytes]:
            nonlocal size
            for piece in pieces:
                digest.update(piece)
                size += len(piece)
                yield piece

        try:
            with new.open("xb") as file:
                for part in _sealed(self.key, counted()):
                    file.write(part)
                file.flush()
                os.fsync(file.fileno())
            place = self.place(digest.hexdigest())
            place.parent.mkdir(exist_ok=True)
            new.replace(place)
        finally:
            new.unlink(missing_ok=True)
        settle(place.parent)
        return Stored(digest.hexdigest(), size)

    def read(self, id: str) -> bytes:
        """The content of a stored file; raises Tampered where it is gone or not what it was."""
        return b"".join(self.pieces(id))

    def pieces(self, id: str) -> Iterator[bytes]:
        """The content piece by piece; raises Tampered where it is gone or not what it was, at the end at the latest."""
        digest = sha256()
        try:
            with self.place(id).open("rb") as file:
                for piece in _opened(self.key, file, id):
                    digest.update(piece)
                    yield piece
        except FileNotFoundError as error:
            raise Tampered(id, _MISSING(), _RESTORE()) from error
        if digest.hexdigest() != id:
            raise Tampered(id, _DAMAGED(), _RESTORE())

    def remove(self, id: str) -> None:
        """Takes a file away for good; one that is gone already is no error."""
        self.place(id).unlink(missing_ok=True)

    def ids(self) -> Iterator[str]:
        """The identity of every file that lies there, in order."""
        return (path.name for path in sorted(self.folder.glob("??/*")))

    def place(self, id: str) -> Path:
        """Where a file lies."""
        return self.folder / id[:2] / id


def _sealed(key: bytes, pieces: Iterable[bytes]) -> Iterator[bytes]:
    salt = secrets.token_bytes(_SALT)
    cipher = _cipher(key, salt)
    yield _MAGIC + salt
    number, waiting = 0, bytearray()
    for piece in pieces:
        waiting += piece
        while len(waiting) > _PIECE:
            yield cipher.encrypt(_nonce(number, is_last=False), bytes(waiting[:_PIECE]), None)
            del waiting[:_PIECE]
            number += 1
    yield cipher.encrypt(_nonce(number, is_last=True), bytes(waiting), None)


def _opened(key: bytes, file: BinaryIO, id: str) -> Iterator[bytes]:
    head = file.read(len(_MAGIC) + _SALT)
    if head[: len(_MAGIC)] != _MAGIC:
        raise Tampered(id, _DAMAGED(), _RESTORE())
    cipher = _cipher(key, head[len(_MAGIC) :])
    number, piece = 0, file.read(_PIECE + _TAG)
    while True:
        following = file.read(_PIECE + _TAG)
        try:
            yield cipher.decrypt(_nonce(number, is_last=not following), piece, None)
        except (InvalidTag, ValueError) as error:
            raise Tampered(id, _DAMAGED(), _RESTORE()) from error
        if not following:
            return
        number, piece = number + 1, following


def _cipher(key: bytes, salt: bytes) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=salt, info=b"file").derive(key))


def _nonce(number: int, *, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])
