"""A lot's folder made of a tender's lot: `lot.toml`, `quotes.csv` and an empty `forms/`, with names that are safe to use."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path

from relparty.errors import UsageError
from relparty.identifiers.masking import shown
from relparty.phrases import Phrase
from relparty.registers.tender import TenderLot, TenderQuote

_LONGEST = 80
_RESERVED = frozenset("con prn aux nul clock$".split()) | {f"{port}{n}" for port in ("com", "lpt") for n in "123456789"}
"""Names that Windows keeps for devices, with any suffix."""
_PLAIN = frozenset("-_.")
_LIVE = frozenset("=+-@＝＋－＠\t\r\n|%")
"""What makes a spreadsheet take a cell for a formula."""
_COLUMNS = ("bidder", "uscc", "amount", "submitted_at")

_EXISTS = Phrase("文件夹已存在", "the folder exists")
_FORCE = Phrase(
    "请换一个位置；或加 --force 只改写其中的 lot.toml 和 quotes.csv（forms/ 不动）",
    "choose another place, or have its lot.toml and quotes.csv alone written anew with --force (forms/ stays as it is)",
)
_LEADS_OUT = Phrase("是链接或文件，不是文件夹", "it is a link or a file, no folder")
_OTHER_PLACE = Phrase("请换一个位置，或移走它", "choose another place, or move it away")
_CANNOT_WRITE = Phrase("无法写入（{reason}）", "it cannot be written ({reason})")


def write(lots: Sequence[TenderLot], out: Path, *, is_forced: bool = False) -> tuple[Path, ...]:
    """The folders written, one for each lot, in their order.

    Raises UsageError, before anything is written, for a folder that exists (unless forced) or that is none; and when
    the place cannot be written.
    """
    folders = tuple(out / name for name in folder_names([lot.whole_id for lot in lots]))
    for folder in folders:
        _refuse(folder, is_forced=is_forced)
    for lot, folder in zip(lots, folders, strict=True):
        try:
            (folder / "forms").mkdir(parents=True, exist_ok=True)
            _put(folder / "lot.toml", lot_toml(lot).encode())
            _put(folder / "quotes.csv", quotes_csv(lot.quotes).encode("utf-8-sig"))
        except OSError as error:
            raise UsageError(str(folder), _CANNOT_WRITE(reason=error.strerror or type(error).__name__), _OTHER_PLACE()) from error
    return folders


def folder_names(ids: Sequence[str]) -> tuple[str, ...]:
    """A folder's name for each id: no path, no hidden, reserved or overlong name, and none twice on any system."""
    found: list[str] = []
    taken: set[str] = set()
    for id_ in ids:
        name = next(each for each in _candidates(_safe(id_)) if each.casefold() not in taken)
        taken.add(name.casefold())
        found.append(name)
    return tuple(found)


def lot_toml(lot: TenderLot) -> str:
    """The lot's `lot.toml`; what is not told is left to the defaults."""
    # The id stays whole, however long its figures: forms are held to it, and it is nobody's number.
    own_id = "".join(char if char.isprintable() else "-" for char in lot.whole_id)
    values = {"id": _quoted(own_id), "name": _quoted(_whole(lot.title) or own_id)}
    if lot.opens_on:
        values["opens_on"] = lot.opens_on.isoformat()
    if lot.buyer:
        values["buyer"] = _quoted(_whole(lot.buyer))
    return "".join(f"{key} = {value}\n" for key, value in values.items())


def quotes_csv(quotes: Sequence[TenderQuote]) -> str:
    """The lot's `quotes.csv`: a row for each quote, also for one without a name, which a screening then reports."""
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for quote in quotes:
        amount = "" if quote.amount is None else f"{quote.amount:f}"
        rows.writerow([_cell(quote.name), _cell(quote.uscc), amount, _cell(quote.submitted_at)])
    return table.getvalue()


def _candidates(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1


def _safe(text: str) -> str:
    """A name that is one plain part of a path on every system."""
    plain = "".join(char if char.isalnum() or char in _PLAIN else "-" for char in unicodedata.normalize("NFC", text))
    short = plain.strip("-.")[:_LONGEST].encode("utf-8", "ignore")[: 2 * _LONGEST].decode("utf-8", "ignore").rstrip("-.")
    return f"lot-{short}".rstrip("-") if not short or short.partition(".")[0].lower() in _RESERVED else short


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are TOML's too, but for the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _cell(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    told = " ".join(_whole(text).split())
    return f"'{told}" if told and told[0] in _LIVE else told


def _whole(text: str) -> str:
    """The text as it may be written: long numbers of persons masked, nothing that is no character."""
    return shown(text).encode("utf-8", "replace").decode()


def _refuse(folder: Path, *, is_forced: bool) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(str(folder), _LEADS_OUT(), _OTHER_PLACE())
    if folder.exists() and not is_forced:
        raise UsageError(str(folder), _EXISTS(), _FORCE())


def _put(path: Path, content: bytes) -> None:
    """Writes a file whole or not at all; a link in its place is replaced, never followed."""
    new = path.with_name(f".{path.name}.new")
    new.unlink(missing_ok=True)
    new.write_bytes(content)
    new.replace(path)
