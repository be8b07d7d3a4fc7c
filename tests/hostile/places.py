"""Things on the disk that are no plain file: each maker puts one into a forms folder under a name."""

from __future__ import annotations

import json
import os
import socket
from collections.abc import Callable
from pathlib import Path

from hostile.people import bidder_form, other_form

Place = Callable[[Path, str], None]


def folder_with_a_suffix(forms: Path, name: str) -> None:
    (forms / f"{name}.xlsx").mkdir()


def link_to_a_secret(forms: Path, name: str) -> None:
    (forms / f"{name}.json").symlink_to("/etc/passwd")


def link_to_a_form_outside(forms: Path, name: str) -> None:
    outside = forms.parent.parent / "outside.json"
    outside.write_text(json.dumps(other_form(), ensure_ascii=False), encoding="utf-8")
    (forms / f"{name}.json").symlink_to(outside)


def link_to_nothing(forms: Path, name: str) -> None:
    (forms / f"{name}.pdf").symlink_to("nowhere.pdf")


def link_to_itself(forms: Path, name: str) -> None:
    (forms / f"{name}.xlsx").symlink_to(f"{name}.xlsx")


def link_to_a_folder_outside(forms: Path, name: str) -> None:
    (forms / f"{name}.xlsx").symlink_to("/etc")


def link_to_endless_zeros(forms: Path, name: str) -> None:
    (forms / f"{name}.xlsx").symlink_to("/dev/zero")


def pipe(forms: Path, name: str) -> None:
    os.mkfifo(forms / f"{name}.xlsx")


def link_to_a_pipe(forms: Path, name: str) -> None:
    os.mkfifo(forms.parent / "pipe")
    (forms / f"{name}.docx").symlink_to(forms.parent / "pipe")


def listening(forms: Path, name: str) -> None:
    """A socket; its path is short, since a socket's may not be long."""
    with socket.socket(socket.AF_UNIX) as server:
        here = Path.cwd()
        os.chdir(forms)
        try:
            server.bind(f"{name}.json")
        finally:
            os.chdir(here)


def sparse(forms: Path, name: str) -> None:
    """Ten gigabytes that take no room on the disk."""
    with (forms / f"{name}.xlsx").open("wb") as file:
        file.truncate(10 << 30)


def name_in_another_encoding(forms: Path, name: str) -> None:
    path = os.fsencode(forms) + b"/" + name.encode() + "（采集表）".encode("gb18030") + b".xlsx"
    Path(os.fsdecode(path)).write_bytes(b"no workbook")


def name_with_controls(forms: Path, name: str) -> None:
    (forms / f"{name}\n\x1b[2J\u202exslx.xlsx").write_bytes(b"no workbook")


def longest_name(forms: Path, name: str) -> None:
    (forms / (name + "x" * (255 - len(name.encode()) - 5) + ".json")).write_bytes(b"{}")


def deep_folder(forms: Path, name: str) -> None:
    """A good form sixty folders down."""
    inner = forms / name / "/".join(["附件"] * 60)
    inner.mkdir(parents=True)
    (inner / "form.json").write_text(json.dumps(bidder_form(), ensure_ascii=False), encoding="utf-8")


PLACES: dict[str, Place] = {
    "a folder named .xlsx": folder_with_a_suffix,
    "a link to a secret": link_to_a_secret,
    "a link to a form outside": link_to_a_form_outside,
    "a link to nothing": link_to_nothing,
    "a link to itself": link_to_itself,
    "a link to a folder outside": link_to_a_folder_outside,
    "a link to endless zeros": link_to_endless_zeros,
    "a pipe": pipe,
    "a link to a pipe": link_to_a_pipe,
    "a socket": listening,
    "a file of 10 GB": sparse,
    "a name in another encoding": name_in_another_encoding,
    "a name with control characters": name_with_controls,
    "the longest name": longest_name,
    "sixty folders deep": deep_folder,
}
