"""How much a form may hold: more is no declaration of one bidder and is refused before anything is made of it."""

from __future__ import annotations

from collections.abc import Mapping

from relparty.errors import UnreadableFile
from relparty.forms.problems import FIELD_WORDS
from relparty.model.lot import FormFile
from relparty.phrases import Phrase

MOST_ROWS = 500
"""A limited company has at most 50 shareholders and the promoters of a joint-stock company are at most 200."""

_TOO_MANY = Phrase("“{block}”有 {count} 行，超过 {limit} 行的上限", "“{block}” has {count} rows; the limit is {limit}")
_NEXT = Phrase(
    "请核对文件是否为采集表、有无重复内容，并请投标人更正后重新提交；确有其数的请人工核查",
    "see whether it is the form and whether it repeats itself, and have it handed in again; if the rows are right, check them by hand",
)
_CONTENT = Phrase("内容", "content")


def refuse_long(file: FormFile, counts: Mapping[str, int]) -> None:
    """Nothing, for a form whose blocks and fields (by name, with the number of their rows) are of a bearable length.

    Raises UnreadableFile for one with more than `MOST_ROWS` in any of them.
    """
    for name, count in counts.items():
        if count > MOST_ROWS:
            raise UnreadableFile(file.file, _TOO_MANY(block=FIELD_WORDS.get(name, _CONTENT), count=count, limit=MOST_ROWS), _NEXT())
