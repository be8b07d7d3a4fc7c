"""The words of relations and sources that go into every standard, in the language of the registers they come from."""

from __future__ import annotations

import re

from relparty.graph_formats import PictureEdge, PictureSource
from relparty.identifiers.masking import shown
from relparty.model.record import OFFICE_WORDS, OfficeKind
from relparty_graphs.standards.network import BRANCH, OFFICES

BRANCH_WORD = "分支机构"
_SERVICE = re.compile(r"(?:^|/)(?:cn_qichacha|cn_qixin|cn_tianyancha|int_bods|int_ftm)-|企查查|天眼查|启信宝", re.IGNORECASE)
_SEVERAL = "；"


def local_name(edge: PictureEdge) -> str:
    """What a branch or an office is called in Chinese; empty for a holding."""
    if edge.relation == BRANCH:
        return BRANCH_WORD
    return OFFICE_WORDS[OfficeKind(edge.relation)].zh if edge.relation in OFFICES else ""


def place(source: PictureSource) -> str:
    """File and place of a source, with the hash of the file where there is one."""
    told = shown(f"{source.file} {source.place}".strip())
    return f"{told} (sha256 {source.sha256})".lstrip() if source.sha256 else told


def places(sources: tuple[PictureSource, ...]) -> str:
    """All files and places, each once."""
    return _SEVERAL.join(dict.fromkeys(map(place, sources)))


def files(sources: tuple[PictureSource, ...]) -> str:
    """The files alone, each once."""
    return _SEVERAL.join(dict.fromkeys(shown(source.file) for source in sources))


def is_service(source: PictureSource) -> bool:
    """Whether a register's file comes from a data service that passes on what the register says, by its name."""
    return _SERVICE.search(source.file) is not None
