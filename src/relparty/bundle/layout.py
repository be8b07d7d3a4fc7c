"""What a bundle consists of: its files, its codes, its manifest."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from relparty.errors import UsageError
from relparty.model.party import PartyKind
from relparty.model.record import OfficeKind
from relparty.phrases import Phrase

SCHEMA = "relparty/bundle/2"
CURRENT = "current"
MANIFEST = "manifest.json"
REJECTED = "rejected.csv"

KINDS = (PartyKind.COMPANY, PartyKind.LISTED, PartyKind.STATE, PartyKind.OTHER, PartyKind.PERSON)
"""What the kinds in `party.npy` mean."""
OFFICES = tuple(OfficeKind)
"""What the kinds in `office_rows.npy` mean."""

UNDATED = -(1 << 31)
"""A day that is not told, in days since 1970-01-01."""
UNTOLD = -1
"""A share that is not told."""
USCC_SIZE = 18

ARRAYS = {
    "ids_at": "<i8",
    "names_at": "<i8",
    "tokens_at": "<i8",
    "company_uscc": f"|S{USCC_SIZE}",
    "uscc_order": "<i4",
    "name_keys": "<u8",
    "name_codes": "<i4",
    "twin": "<i4",
    "party": "|u1",
    "over_full": "|b1",
    "up_at": "<i8",
    "up_rows": "<i4",
    "office_at": "<i8",
    "office_rows": "<i4",
}
"""The arrays of a bundle (`<name>.npy`) and their types."""
UP_COLUMNS = ("holder", "percent", "since", "until")
"""What stands in a row of `up_rows`; a row is read at once, so its columns lie together."""
OFFICE_COLUMNS = ("person", "kind", "since", "until")
"""What stands in a row of `office_rows`."""
KIND_BITS, HUB_BIT, TOKEN_BIT, TWIN_BIT, LASTING_HUB_BIT, UNREAD_BIT = 0b111, 1 << 3, 1 << 4, 1 << 5, 1 << 6, 1 << 7
"""What `party` says of a company or person in one byte: its kind, a hub, a person with a token, one of several codes of one party,
a hub by kind or name whatever it holds, a company of which something was told that nobody understood."""
TEXTS = ("ids", "names", "tokens")
"""The texts of a bundle (`<name>.bin`, cut at `<name>_at.npy`)."""
FILES = (*(f"{name}.npy" for name in ARRAYS), *(f"{name}.bin" for name in TEXTS), REJECTED)

ACCOUNTS = "accounts"
ACCOUNT_ARRAYS = {"accounts_at": "<i8", "account_codes": "<i4"}
"""The arrays of a bundle of files of statements: where the account of each company begins in `accounts.bin`, and the companies."""
ACCOUNT_FILES = (*(f"{name}.npy" for name in ACCOUNT_ARRAYS), f"{ACCOUNTS}.bin")
"""What a bundle of files of statements has besides: all that its sources tell of a company, where the arrays say less."""

_NO_BUNDLE = Phrase("不是登记数据包", "it is no register bundle")
_BUILD = Phrase("请用 relparty register build 建立，或核对路径", "build one with relparty register build, or check the path")
_BROKEN = Phrase("登记数据包的 {file} 无法读取", "{file} of the bundle cannot be read")
_BUILD_AGAIN = Phrase("请重新运行 relparty register build", "run relparty register build again")
_OTHER_SCHEMA = Phrase("格式为 {schema}，本版本只读 {ours}", "its format is {schema}; this version reads {ours}")


@dataclass(frozen=True, slots=True)
class Counts:
    """How many of each a bundle holds, and how many rows it left out."""

    companies: int
    persons: int
    holdings: int
    offices: int
    rejected: int
    over_full: int
    codes_left_out: int
    """Companies whose 统一社会信用代码 is no 18 letters and figures: they are kept without it."""
    unread: int = 0
    """Companies of which a file of statements tells something that nobody understood and that may bear on relations."""


@dataclass(frozen=True, slots=True)
class Input:
    """A table that a bundle was built of, or a file of statements; `rows` are then the companies of which it tells."""

    file: str
    sha256: str
    rows: int


@dataclass(frozen=True, slots=True)
class Kept:
    """A file of a bundle."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a version of a bundle says of itself."""

    relparty: str
    as_of: date
    counts: Counts
    inputs: tuple[Input, ...]
    files: dict[str, Kept]

    @property
    def has_accounts(self) -> bool:
        """Whether it was built of files of statements."""
        return f"{ACCOUNTS}.bin" in self.files

    def to_bytes(self) -> bytes:
        """The manifest as it is kept; the same manifest is the same bytes."""
        told = {
            "schema": SCHEMA,
            "relparty": self.relparty,
            "as_of": self.as_of.isoformat(),
            "counts": asdict(self.counts),
            "kinds": list(KINDS),
            "office_kinds": list(OFFICES),
            "inputs": [asdict(each) for each in self.inputs],
            "files": {name: asdict(self.files[name]) for name in sorted(self.files)},
        }
        return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def manifest(content: bytes) -> Manifest:
    """The manifest in the content of its file; raises ValueError, KeyError or TypeError for anything else."""
    told: dict[str, Any] = json.loads(content)
    if told["schema"] != SCHEMA:
        raise UsageError(MANIFEST, _OTHER_SCHEMA(schema=str(told["schema"]), ours=SCHEMA), _BUILD_AGAIN())
    return Manifest(
        relparty=told["relparty"],
        as_of=date.fromisoformat(told["as_of"]),
        counts=Counts(**told["counts"]),
        inputs=tuple(Input(**each) for each in told["inputs"]),
        files={name: Kept(**each) for name, each in told["files"].items()},
    )


def version_folder(bundle: Path) -> Path:
    """The folder of a bundle's present version; raises UsageError where there is no bundle."""
    try:
        name = (bundle / CURRENT).read_text(encoding="utf-8").strip()
    except (FileNotFoundError, NotADirectoryError, UnicodeDecodeError) as error:
        raise UsageError(str(bundle), _NO_BUNDLE(), _BUILD()) from error
    folder = bundle / name
    if folder.parent != bundle or not folder.is_dir():
        raise UsageError(str(bundle), _BROKEN(file=CURRENT), _BUILD_AGAIN())
    return folder


def manifest_of(folder: Path) -> Manifest:
    """The manifest of a version; raises UsageError where it cannot be read."""
    try:
        return manifest((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(str(folder), _BROKEN(file=MANIFEST), _BUILD_AGAIN()) from error
