"""Old Word and WPS documents to docx through LibreOffice: one call for all of them, limited in time."""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Sequence
from pathlib import Path

from relparty.phrases import Phrase

MISSING = Phrase(
    "旧版 Word（.doc/.wps）须经 LibreOffice 转换，本机未安装",
    "old Word files (.doc/.wps) are read through LibreOffice, which is not installed",
)
INSTALL = Phrase(
    "请安装 LibreOffice（Debian/Ubuntu：apt-get install libreoffice-writer-nogui）后重新核查，或请投标人改交 .docx",
    "install LibreOffice (Debian/Ubuntu: apt-get install libreoffice-writer-nogui) and screen again, or ask for .docx",
)
NOT_CONVERTED = Phrase(
    "旧版 Word 文件转换失败：已损坏、设有密码或过大", "the old Word file could not be converted: it is broken, locked or too large"
)
ASK_DOCX = Phrase("请该投标人改交 .docx 或可复制文字的 PDF", "ask the bidder for .docx or a PDF with text")

_NEW = "new"
_SAFE_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""
"""No macro runs, no link is followed."""


def program() -> str | None:
    """The path of LibreOffice, or None when it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(documents: Sequence[Path], folder: Path) -> list[Path | None]:
    """For each document the docx made of it in `folder`, or None where LibreOffice made none.

    The documents go into one call, since starting the program costs more than converting. Run it in a child
    process that can be ended with all it started; `made` then tells what was done in time.
    """
    office = program()
    if office is None:
        return [None] * len(documents)
    profile, source = folder / "profile", folder / "old"
    for each in (profile / "user", source, folder / _NEW):
        each.mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_SAFE_PROFILE, encoding="utf-8")
    named = []
    for number, document in enumerate(documents):
        named.append(source / f"{number}.doc")  # .wps would be taken for Microsoft Works
        shutil.copyfile(document, named[-1])
    command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
    command += ["--convert-to", "docx", "--outdir", str(folder / _NEW), *map(str, named)]
    environment = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR")}
    # the arguments are a program found on PATH and names of our own
    subprocess.run(command, check=False, capture_output=True, env={**environment, "HOME": str(profile)})  # noqa: S603
    return made(len(documents), folder)


def made(count: int, folder: Path) -> list[Path | None]:
    """What `convert` has made so far in a folder, for each of its documents."""
    paths = [folder / _NEW / f"{number}.docx" for number in range(count)]
    return [path if zipfile.is_zipfile(path) else None for path in paths]
