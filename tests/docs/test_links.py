"""Every relative link in the documents leads to a file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

ROOT = Path(__file__).parents[2]
WRITTEN = [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *ROOT.glob("docs/**/*.md")]
CODE = re.compile(r"^(?P<fence>```+|~~~+).*?^(?P=fence)$|`[^`\n]*`", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"\]\(\s*<?([^)>\s]+)>?[^)]*\)")
REFERENCE = re.compile(r"^\[[^\]]+\]:\s*<?([^>\s]+)", re.MULTILINE)
HTML = re.compile(r"<(?:img|a)\b[^>]*?\b(?:src|href)=\"([^\"]+)\"")
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|#", re.IGNORECASE)


def links(text: str) -> list[str]:
    """The targets inside the project, without anchors; what stands in code is no link."""
    plain = CODE.sub("", text)
    found = [target for kind in (INLINE, REFERENCE, HTML) for target in kind.findall(plain)]
    return [unquote(target.split("#")[0].split("?")[0]) for target in found if not ELSEWHERE.match(target)]


def every_link() -> list[Any]:
    pairs = {(path, link) for path in WRITTEN if path.is_file() for link in links(path.read_text(encoding="utf-8"))}
    return [pytest.param(path, link, id=f"{path.relative_to(ROOT)}-{link}") for path, link in sorted(pairs)]


@pytest.mark.parametrize(("path", "link"), every_link())
def test_the_link_leads_to_a_file(path: Path, link: str) -> None:
    assert ((ROOT / link.lstrip("/")) if link.startswith("/") else path.parent / link).exists(), f"{path.relative_to(ROOT)}: {link}"


def test_links_of_all_kinds_are_seen_and_code_is_not() -> None:
    text = '[a](b.md#c) ![d](e%20f.svg "g") [h]: no\n[i]: j.md\n<img src="k.png"> [l](https://m.example) [n](#o) `[p](q.md)`\n'
    assert sorted(links(text + "```\n[r](s.md)\n```\n")) == ["b.md", "e f.svg", "j.md", "k.png"]
