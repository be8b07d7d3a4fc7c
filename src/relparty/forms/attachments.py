"""Papers that bidders hand in beside the form, told apart from it by their titles or their file names."""

from __future__ import annotations

import re
import tomllib
from enum import StrEnum
from functools import cache
from importlib.resources import files

from relparty.forms.labels import plain
from relparty.phrases import Phrase

_BRACKETED = re.compile(r"\([^()]*\)")
_LONGEST_TITLE = 24


class AttachmentKind(StrEnum):
    """What a paper beside the form is."""

    LICENCE = "licence"
    REGISTER = "register"
    CHART = "chart"
    HOLDERS = "holders"
    CHARTER = "charter"
    AUTHORISATION = "authorisation"
    IDENTITY = "identity"
    RECEIPT = "receipt"
    COMMITMENT = "commitment"


ATTACHMENT_WORDS: dict[AttachmentKind, Phrase] = {
    AttachmentKind.LICENCE: Phrase("营业执照", "business licence"),
    AttachmentKind.REGISTER: Phrase("登记信息", "register page"),
    AttachmentKind.CHART: Phrase("股权结构图", "chart of holders"),
    AttachmentKind.HOLDERS: Phrase("股东名册", "list of shareholders"),
    AttachmentKind.CHARTER: Phrase("章程", "charter"),
    AttachmentKind.AUTHORISATION: Phrase("授权文件", "authorisation"),
    AttachmentKind.IDENTITY: Phrase("身份证明", "identity paper"),
    AttachmentKind.RECEIPT: Phrase("付款凭证", "payment receipt"),
    AttachmentKind.COMMITMENT: Phrase("承诺书", "commitment"),
}

BEARS_ON_RELATIONS = frozenset({AttachmentKind.LICENCE, AttachmentKind.REGISTER, AttachmentKind.CHART, AttachmentKind.HOLDERS})
"""Papers whose content can tell of a relation: one that is not read by machine must be read by a person."""


def titled(text: str) -> AttachmentKind | None:
    """The kind of paper that a line of text is the title of, or None."""
    if len(text) > _LONGEST_TITLE:
        return None
    words = plain(_BRACKETED.sub("", text.replace("（", "(").replace("）", ")")))
    return _titles().get(words)


def named(path: str) -> AttachmentKind | None:
    """The kind of paper that a file's name says it is, or None; the longest word decides."""
    words = plain(path)
    found = [(len(title), kind) for title, kind in _titles().items() if title in words]
    return max(found)[1] if found else None


@cache
def _titles() -> dict[str, AttachmentKind]:
    table = tomllib.loads(files("relparty.forms").joinpath("attachments.toml").read_text(encoding="utf-8"))
    return {plain(title): AttachmentKind(kind) for kind, titles in table["titles"].items() for title in titles}
