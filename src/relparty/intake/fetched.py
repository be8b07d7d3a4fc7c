"""JSON files in `register/` to what they tell: kept lookups of services, and files of the sources that are read from files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relparty.errors import NotLookedUp, UnreadableFile, UsageError
from relparty.forms.read import machine_form
from relparty.model.lot import FormFile
from relparty.phrases import Phrase
from relparty.registers import catalog, lookup
from relparty.registers.card import SourceKind

if TYPE_CHECKING:
    from relparty.intake.tasks import Reading
    from relparty.model.evidence import Extract
    from relparty.registers.lookup import Lookup

_NOBODYS = Phrase("不是任何已知来源的登记数据", "it is no file of any known source")
_NEVER_ASKED = Phrase(
    "自称是来源 {name} 的查询记录，而该来源不能联网查询", "it calls itself a lookup of {name}, which is not asked over the network"
)
_SOURCES = Phrase(
    "可识读的来源见 relparty sources；其他材料请人工核对", "see relparty sources for those that are read; check others by hand"
)
_START = 4096


def read(file: FormFile, content: bytes) -> Reading:
    """What a JSON file of `register/` tells; a declaration form among them is read as one, for whoever laid it there.

    Raises UnreadableFile when it is of no known source, or not as its source writes.
    """
    from relparty.intake.tasks import Reading

    start = content[:_START].decode("latin-1")  # the marks are plain letters, and a cut may fall inside a character
    if '"relparty/declaration/' in start:
        return Reading(file, (machine_form(file, content),))
    return Reading(file, extracts=_extracts(file, content, is_lookup='"relparty/lookup/' in start))


def _extracts(file: FormFile, content: bytes, *, is_lookup: bool) -> tuple[Extract, ...]:
    if is_lookup:
        return (_looked_up(lookup.read(file, content)),)
    for name, card in catalog.cards().items():
        if card.kind is SourceKind.FILES and catalog.source(name).reader.recognises(content):
            return catalog.source(name).reader.extracts(file, content)
    raise UnreadableFile(file.file, _NOBODYS(), _SOURCES())


def _looked_up(kept: Lookup) -> Extract:
    """What a kept lookup tells; raises UnreadableFile where its source is none that is asked, or its answers are not as they should be."""
    try:
        source = catalog.source(kept.source)
        if source.card.kind is not SourceKind.SERVICE:
            raise UnreadableFile(kept.file.file, _NEVER_ASKED(name=kept.source), _SOURCES())
        return source.service[1].company(kept)
    except (NotLookedUp, UsageError) as error:
        raise UnreadableFile(kept.file.file, error.fact, error.next_step) from error
