"""One well-filled form in every file kind that the product reads: what the mutations start from."""

from __future__ import annotations

import csv
import functools
import io
import json
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import formwriter
import lotmaker

COMPANY = "深圳市丁香上层控股有限公司"
LOT: dict[str, Any] = {
    "id": "F1",
    "regime": "sub_threshold",
    "bidders": {
        "甲辰": {},
        "乙木": {},
        "丙火": {},
        "丁香": {
            "shareholders": [
                {"name": lotmaker.person_name(40), "kind": "person", "id": "#40", "percent": 55.5},
                {"name": COMPANY, "kind": "company", "id": "$400", "percent": 44.5},
            ],
            "officers": [
                {"name": lotmaker.person_name(41), "office": "chair", "id": "#41"},
                {"name": lotmaker.person_name(42), "office": "supervisor", "id": "#42*"},
            ],
            "upper_holdings": [
                {"company": COMPANY, "holder": {"name": lotmaker.person_name(43), "kind": "person", "id": "#43"}, "percent": 70},
                {"company": COMPANY, "holder": {"name": lotmaker.person_name(44), "kind": "person", "id": "#44"}, "percent": 30},
            ],
            "people": [
                {
                    "name": lotmaker.person_name(45 + number),
                    "id": f"#{45 + number}",
                    "role": role,
                    "phone": f"1380000{number:04d}",
                    "insured_at": "@丁香",
                }
                for number, role in enumerate(("agent", "contact", "project_lead"))
            ],
            "related_units": [{"name": "深圳市丁香旁支工程有限公司", "uscc": "$401", "relation": "management"}],
            "kin": [
                {"person": lotmaker.person_name(40), "relative": lotmaker.person_name(50), "relation": "配偶", "unit": "深圳市示例小学"}
            ],
        },
    },
    "quotes": ["甲辰", "乙木", "丙火", "丁香"],
}
BIDDER = lotmaker.company_name("丁香")


def form() -> dict[str, Any]:
    """The well-filled form."""
    return lotmaker.forms(LOT)["丁香"]


def _json() -> bytes:
    return json.dumps(form(), ensure_ascii=False, indent=1).encode()


def _csv(encoding: str) -> bytes:
    text = io.StringIO()
    csv.writer(text).writerows(formwriter.table(form()))
    return text.getvalue().encode(encoding)


def _zip() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("采集表.xlsx", formwriter.xlsx(form()))
    return target.getvalue()


def _converted(content: bytes, suffix: str, wanted: str) -> bytes:
    """What LibreOffice makes of a file; only the benchmark asks for it."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        return b""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"form.{suffix}"
        source.write_bytes(content)
        profile = f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"
        command = [office, profile, "--headless", "--convert-to", wanted, "--outdir", folder, str(source)]
        subprocess.run(command, check=False, capture_output=True, timeout=120)
        made = Path(folder) / f"form.{wanted}"
        return made.read_bytes() if made.exists() else b""


def _picture(kind: str) -> bytes:
    import pypdfium2

    page = pypdfium2.PdfDocument(formwriter.pdf(form()))[0]
    target = io.BytesIO()
    page.render(scale=200 / 72).to_pil().convert("RGB").save(target, kind)
    return target.getvalue()


Maker = Callable[[], bytes]

PLAIN: Mapping[str, tuple[str, Maker]] = {
    "xlsx": ("xlsx", lambda: formwriter.xlsx(form())),
    "xlsx, a sheet a block": ("xlsx", lambda: formwriter.xlsx_sheets(form())),
    "docx": ("docx", lambda: formwriter.docx(form())),
    "docx, a table a block": ("docx", lambda: formwriter.docx_blocks(form())),
    "pdf": ("pdf", lambda: formwriter.pdf(form())),
    "json": ("json", _json),
    "csv": ("csv", functools.partial(_csv, "utf-8-sig")),
    "csv in GB 18030": ("csv", functools.partial(_csv, "gb18030")),
    "zip": ("zip", _zip),
}
"""The kinds that every machine can make and read, by name: suffix and maker."""

OFFICE: Mapping[str, tuple[str, Maker]] = {
    "xls": ("xls", lambda: _converted(formwriter.xlsx(form()), "xlsx", "xls")),
    "doc": ("doc", lambda: _converted(formwriter.docx(form()), "docx", "doc")),
}
"""Kinds that LibreOffice must make; empty where it is not installed."""

PICTURES: Mapping[str, tuple[str, Maker]] = {
    "png": ("png", functools.partial(_picture, "PNG")),
    "jpg": ("jpg", functools.partial(_picture, "JPEG")),
}
