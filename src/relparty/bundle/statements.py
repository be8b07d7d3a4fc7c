"""Files of statements (BODS, FtM) read by their sources, and turned into the tables and the accounts that a bundle is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from relparty.bundle import accounts
from relparty.bundle.materials import source_of
from relparty.bundle.rows import Rows
from relparty.errors import UnreadableFile, UsageError
from relparty.model.evidence import Extract
from relparty.model.lot import form_file
from relparty.phrases import Phrase, Sentence
from relparty.registers import catalog

_READ = Phrase("已读取 {file}（{source}）：{n} 家企业", "read {file} ({source}): companies {n}")
_UNREAD = Phrase(
    "{file}：{n} 处未能读懂且可能涉及关系，保留在相关企业名下，relparty screen 会作为未能核查提示",
    "{file}: not understood and perhaps bearing on relations: {n}; kept with their companies, relparty screen tells them as unchecked",
)
_NOTES = Phrase("{file}：{n} 处与关系无关，保留但不使用", "{file}: told and bearing on no relation: {n}; kept and not used")
_NAMELESS = Phrase("{file}：{n} 家企业没有名称，未收入", "{file}: companies left out because they have no name: {n}")


@dataclass(frozen=True, slots=True)
class Read:
    """What was made of the files: the four tables, the accounts, how many companies each file tells of, what is worth telling."""

    tables: Mapping[str, Path]
    accounts: accounts.Spool
    companies: Mapping[str, int]
    remarks: tuple[Sentence, ...]


def read(files: Mapping[str, Path], folder: Path, tell: Callable[[Sentence], None]) -> Read:
    """The files, one after the other, as tables and accounts in a folder; raises UsageError for one that its source cannot read."""
    rows, spool = Rows(), accounts.Spool(folder / "told")
    counted: dict[str, int] = {}
    remarks: list[Sentence] = []
    for name, path in files.items():
        source = source_of(path)
        extracts = _extracts(path, source)
        named = [each for each in extracts if each.name]
        for extract in named:
            spool.add(rows.add(extract), extract, name)
        counted[name] = len(named)
        tell(_READ(file=name, source=source, n=len(named)))
        remarks += _remarks(name, extracts)
    return Read(rows.write(folder / "tables"), spool, counted, tuple(remarks))


def _extracts(path: Path, source: str) -> tuple[Extract, ...]:
    content = path.read_bytes()
    try:
        return catalog.source(source).reader.extracts(form_file(path.name, content), content)
    except UnreadableFile as error:
        raise UsageError(str(path), error.fact, error.next_step) from error


def _remarks(file: str, extracts: Sequence[Extract]) -> list[Sentence]:
    """What of a file has no place among the rows; the same thing may stand with several companies."""
    unread = {told.source for extract in extracts for told in extract.unread}
    notes = {told.source for extract in extracts for told in extract.notes}
    nameless = sum(1 for extract in extracts if not extract.name)
    told = ((_UNREAD, len(unread)), (_NOTES, len(notes)), (_NAMELESS, nameless))
    return [words(file=file, n=n) for words, n in told if n]
