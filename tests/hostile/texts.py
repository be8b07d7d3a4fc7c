"""Text files that are too long, too deep or no text, and files that are not what their suffix says."""

from __future__ import annotations

import json
from collections.abc import Callable

import formwriter
from hostile.archives import encrypted
from hostile.packing import MB, ole
from hostile.people import EVIL, bidder_form
from hostile.pictures import photograph

Maker = Callable[[], bytes]


def _json(**changes: object) -> str:
    return json.dumps(bidder_form() | changes, ensure_ascii=False)


def deep_json() -> bytes:
    return b"[" * 100_000 + b"]" * 100_000


def deep_in_a_form() -> bytes:
    return _json_around(b'{"a":' * 100_000 + b"1" + b"}" * 100_000)


def _json_around(filling: bytes, key: str = "kin") -> bytes:
    """A good form with this text as the value of a key."""
    before, after = _json(**{key: "¤"}).encode().split('"¤"'.encode())
    return b"".join([before, filling, after])


def long_json() -> bytes:
    """A good form with a remark of 50 MB."""
    return _json_around(b'"' + b"x" * (50 * MB) + b'"', "remark")


def json_of_nothings() -> bytes:
    """50 MB of empty rows: gigabytes once they are objects."""
    return _json_around(b"[" + b"{}," * (17 * MB) + b"{}]")


def json_of_findings() -> bytes:
    """A row that nobody understands, 100,000 times."""
    return _json(kin=[{"odd": n} for n in range(100_000)]).encode()


def many_holders() -> bytes:
    """200,000 holders, well filled in."""
    holders = [{"name": f"示例持股{n}号有限公司", "kind": "company", "percent": 0.0005} for n in range(200_000)]
    return _json(shareholders=holders).encode()


def repeated_keys() -> bytes:
    return _json().replace('"kin": []', '"kin": [], "related_units": []').encode()


def odd_numbers() -> bytes:
    """Shares that are no numbers, infinite, and of a million figures."""
    holder = '{"name": "示例持股有限公司", "kind": "company", "percent": %s}'
    rows = ",".join(holder % each for each in ("NaN", "Infinity", "-1e999", "1" * 1_000_000))
    return _json_around(f"[{rows}]".encode(), "shareholders")


def half_characters() -> bytes:
    """A holder whose name is half a character."""
    return json.dumps(bidder_form() | {"shareholders": [{"name": "\ud800李\udfff", "kind": "person", "percent": 100}]}).encode()


def long_line() -> bytes:
    return b"a," * (25 * MB)


def open_quote() -> bytes:
    """A quote that is never closed over 20 MB of lines."""
    return '单位名称,"'.encode() + b"x,y\n" * (5 * MB)


def many_rows() -> bytes:
    return "单位名称,无\n".encode() * 2_000_000


def many_fields() -> bytes:
    return b"," * (20 * MB)


def program() -> bytes:
    return b"MZ\x90\0" + EVIL


def page() -> bytes:
    """What web systems hand out as .xls."""
    rows = "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in formwriter.pairs(bidder_form()))
    return f"<html><head><meta charset='utf-8'></head><body><table>{rows}</table></body></html>".encode()


def rich_text() -> bytes:
    return rb"{\rtf1\ansi\deff0 {\object\objdata 0105000002000000}" + b"{\\b " * 5000 + b"}" * 5000 + b"}"


TEXTS: dict[str, tuple[str, Maker]] = {
    "json: 100,000 deep": ("json", deep_json),
    "json: 100,000 deep inside a form": ("json", deep_in_a_form),
    "json: a remark of 50 MB": ("json", long_json),
    "json: 17 million empty rows": ("json", json_of_nothings),
    "json: 100,000 rows of nonsense": ("json", json_of_findings),
    "json: 200,000 holders": ("json", many_holders),
    "json: a key twice": ("json", repeated_keys),
    "json: numbers that are none": ("json", odd_numbers),
    "json: half a character": ("json", half_characters),
    "json: binary": ("json", lambda: EVIL),
    "csv: one line of 50 MB": ("csv", long_line),
    "csv: a quote never closed": ("csv", open_quote),
    "csv: 2 million rows": ("csv", many_rows),
    "csv: 20 million empty fields": ("csv", many_fields),
    "csv: binary": ("csv", lambda: EVIL),
    "csv: NUL characters": ("csv", lambda: "单位名称\0,丁\0香\n".encode() * 100),
    "xlsx: a program": ("xlsx", program),
    "xls: a web page": ("xls", page),
    "xlsx: a zip with a password": ("xlsx", encrypted),
    "pdf: a photograph": ("pdf", photograph),
    "docx: text": ("docx", "单位名称：深圳市丁香工程有限公司".encode),
    "docx: a PDF": ("docx", lambda: formwriter.pdf(bidder_form())),
    "xlsx: a Word file": ("xlsx", lambda: formwriter.docx(bidder_form())),
    "png: a workbook": ("png", lambda: formwriter.xlsx(bidder_form())),
    "doc: rich text 5,000 deep": ("doc", rich_text),
    "doc: a program": ("doc", program),
    "rar: an archive nobody reads": ("rar", lambda: b"Rar!\x1a\x07\x01\0" + EVIL),
    "ofd: a kind nobody reads": ("ofd", lambda: b"PK\x03\x04" + EVIL),
    "no suffix": ("", lambda: EVIL),
    "xlsx: empty": ("xlsx", lambda: b""),
    "docx: blanks only": ("docx", lambda: b" \r\n" * 1000),
    "pdf: empty": ("pdf", lambda: b""),
    "xlsx: 10 MB of zeros": ("xlsx", lambda: bytes(10 * MB)),
    "pdf: 10 MB of zeros": ("pdf", lambda: bytes(10 * MB)),
    "json: 10 MB of zeros": ("json", lambda: bytes(10 * MB)),
    "csv: 10 MB of zeros": ("csv", lambda: bytes(10 * MB)),
    "xls: a database under OLE": ("xls", lambda: ole({"Catalog": EVIL})),
}
