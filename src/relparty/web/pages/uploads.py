"""Files that came with a form, on their way into the store: piece by piece, each within its limit, none of them empty."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from starlette.datastructures import UploadFile

from relparty.casebook.errors import Refused
from relparty.casebook.submissions import Part, Upload
from relparty.phrases import Phrase
from relparty.web.pages.posted import clean
from relparty.web.security.body import within_limit
from relparty.web.wiring import Office

_PIECE = 1 << 20
_LONGEST = 200

_EMPTY = Phrase("是空文件，没有保存任何内容", "it is empty; nothing was saved")
_AGAIN = Phrase("请检查文件后重新上传", "check the file and upload it again")


def stored(office: Office, sent: Sequence[UploadFile], part: Part) -> list[Upload]:
    """The files in the store, ready for an act that tells of them; what no act tells of is swept away a day later.

    Raises Stopped for a file beyond the limit and Refused for an empty one, before any of them is stored.
    """
    check(office, sent)
    return [Upload(name(each), part, office.book.files.put_pieces(_pieces(each))) for each in sent]


def check(office: Office, sent: Sequence[UploadFile]) -> None:
    """Raises Stopped for a file beyond the limit and Refused for an empty one: for who stores several parts, all or none."""
    for each in sent:
        if not within_limit(each, office.web).size:
            raise Refused(name(each), _EMPTY(), _AGAIN())


def name(sent: UploadFile) -> str:
    """The name of a file without folders, of a length that every system takes; its ending stays."""
    path = PurePosixPath(clean(sent.filename or "").replace("\\", "/").replace("\n", " ").replace("\t", " "))
    suffix = path.suffix[:20]
    return f"{path.stem[: _LONGEST - len(suffix)]}{suffix}" or "file"


def _pieces(sent: UploadFile) -> Iterator[bytes]:
    return iter(lambda: sent.file.read(_PIECE), b"")
