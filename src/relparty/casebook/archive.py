"""The backup archive, `relparty/casebook-backup/1`: one format whatever the database, that is whole only with its last part.

A tar file of `rows/<table>.jsonl.gz`, `files/<hash>` as they are stored (encrypted), `heads/<day>.json`, and last of all
`manifest.json`, which names every part with its hash and is itself sealed with the key. The key is never in it.
"""

from __future__ import annotations

import hmac
import io
import json
import re
import tarfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from relparty.casebook.errors import Refused
from relparty.casebook.keys import Keys, fingerprint, keyed
from relparty.casebook.trail import canonical
from relparty.errors import UsageError
from relparty.phrases import Phrase

SCHEMA = "relparty/casebook-backup/1"
MANIFEST = "manifest.json"
_PART = re.compile(r"rows/[a-z_]+\.jsonl\.gz|files/[0-9a-f]{64}|heads/\d{4}-\d\d-\d\d\.json|manifest\.json")
_PIECE = 1 << 20

_NO_ARCHIVE = Phrase("不是 relparty 的备份，或备份不完整", "it is no backup of relparty, or not a whole one")
_EDITED = Phrase("备份被改动过（{part}）", "the backup was changed ({part})")
_NOTHING = Phrase("未恢复任何内容；请换用另一份备份", "nothing was restored; use another backup")
_OTHER_KEY = Phrase(
    "这份备份用的是另一把密钥（备份 {theirs}，密钥文件 {ours}）", "this backup was made with another key (backup {theirs}, key file {ours})"
)
_BRING_KEY = Phrase("请用 --key 指明制作备份时的密钥文件", "name the key file of that casebook with --key")


@dataclass(frozen=True, slots=True)
class Part:
    """A part as it lies in the archive."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an archive holds, and of which casebook at which moment."""

    schema: str
    program: str
    revision: str
    made_at: str
    key: str
    entry: int
    at: str
    digest: str
    tables: dict[str, int]
    """Rows by table, in an order in which they can be written."""
    missing: tuple[str, ...]
    """Stored files that were not there any more when the backup was made."""
    parts: dict[str, Part]
    mac: str = ""

    @property
    def files(self) -> int:
        return sum(name.startswith("files/") for name in self.parts)


def sealed(manifest: Manifest, keys: Keys) -> Manifest:
    """The manifest with what proves that the holder of the key wrote it."""
    return replace(manifest, mac=_mac(manifest, keys))


def written(manifest: Manifest) -> bytes:
    """The manifest as it lies in the archive."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


class Writer:
    """Writes the parts of an archive one after another and keeps their hashes."""

    def __init__(self, file: IO[bytes]) -> None:
        self._tar = tarfile.open(fileobj=file, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115  # closed by `close`, where the caller's file ends
        self.parts: dict[str, Part] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """Adds a part of this many bytes; raises OSError where the file ends before."""
        told = tarfile.TarInfo(name)
        told.size, told.mode = size, 0o600
        counted = _Counted(content)
        self._tar.addfile(told, counted)
        self.parts[name] = Part(counted.digest.hexdigest(), size)

    def close(self, manifest: Manifest) -> None:
        """Adds the manifest and ends the archive."""
        content = written(manifest)
        self.add(MANIFEST, io.BytesIO(content), len(content))
        self._tar.close()


class _Counted(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self.digest = sha256()

    def read(self, size: int = -1, /) -> bytes:
        piece = self._content.read(size)
        self.digest.update(piece)
        return piece


def checked(archive: Path, keys: Keys) -> Manifest:
    """The manifest of an archive of which every part was held against it; nothing is unpacked.

    Raises Refused where it was cut off or edited, and UsageError where it was made with another key.
    """
    with _broken_off(archive):
        manifest, found = _looked_through(archive)
    if manifest.key != fingerprint(keys):
        raise UsageError(str(archive), _OTHER_KEY(theirs=manifest.key, ours=fingerprint(keys)), _BRING_KEY())
    if not hmac.compare_digest(_mac(manifest, keys), manifest.mac):
        raise Refused(str(archive), _EDITED(part=MANIFEST), _NOTHING())
    wrong = sorted(name for name in found.keys() | manifest.parts.keys() if found.get(name) != manifest.parts.get(name))
    if wrong:
        raise Refused(str(archive), _EDITED(part=wrong[0]), _NOTHING())
    return manifest


def _looked_through(archive: Path) -> tuple[Manifest, dict[str, Part]]:
    found: dict[str, Part] = {}
    manifest: Manifest | None = None
    for name, content in parts(archive):
        if manifest is not None or name in found:
            raise Refused(str(archive), _EDITED(part=name), _NOTHING())
        if name == MANIFEST:
            manifest = _manifest(archive, content.read())
        else:
            found[name] = _hashed(content)
    if manifest is None:
        raise Refused(str(archive), _NO_ARCHIVE(), _NOTHING())
    return manifest, found


@contextmanager
def _broken_off(archive: Path) -> Iterator[None]:
    """Says in words that an archive breaks off or is none."""
    try:
        yield
    except (tarfile.TarError, EOFError) as error:
        raise Refused(str(archive), _NO_ARCHIVE(), _NOTHING()) from error


def parts(archive: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """The parts of an archive in their order; raises Refused where it holds anything else or breaks off."""
    with _broken_off(archive), tarfile.open(archive, "r:") as tar:
        for each in tar:
            content = tar.extractfile(each) if each.isreg() and _PART.fullmatch(each.name) else None
            if content is None:
                raise Refused(str(archive), _EDITED(part=each.name), _NOTHING())
            yield each.name, content


def _manifest(archive: Path, content: bytes) -> Manifest:
    try:
        told: dict[str, Any] = json.loads(content)
        found = {name: Part(**each) for name, each in told.pop("parts").items()}
        manifest = Manifest(**{**told, "missing": tuple(told["missing"]), "parts": found})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refused(str(archive), _NO_ARCHIVE(), _NOTHING()) from error
    if manifest.schema != SCHEMA:
        raise Refused(str(archive), _NO_ARCHIVE(), _NOTHING())
    return manifest


def _hashed(content: IO[bytes]) -> Part:
    digest, size = sha256(), 0
    while piece := content.read(_PIECE):
        digest.update(piece)
        size += len(piece)
    return Part(digest.hexdigest(), size)


def _mac(manifest: Manifest, keys: Keys) -> str:
    told: Mapping[str, Any] = asdict(replace(manifest, mac=""))
    return keyed(keys.trail, canonical(["backup", told]))
