"""What of a form was read: each field right, right but not used, wrong or missing with a problem, or wrong in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from intake_rows import Group, Row, group_of, read_rows, written_rows
from rapidfuzz.fuzz import ratio

from relparty.documents.cells import FormDocument
from relparty.documents.cells import Row as DocumentRow
from relparty.forms.values import written_share
from relparty.identifiers import phone as phones
from relparty.identifiers import uscc
from relparty.intake.tasks import Reading
from relparty.model.record import Place, Problem, Source
from relparty.names.folding import fold


class Verdict(StrEnum):
    """How a field was read."""

    RIGHT = "right"
    DOUBTFUL = "right, but shown as doubtful"
    WITHHELD = "right, but left out with a doubtful row"
    FLAGGED = "wrong or missing, with a problem"
    WRONG = "wrong or missing in silence"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One field compared."""

    group: Group
    verdict: Verdict
    place: str
    written: str
    read: str


_CODED = frozenset({"office", "role", "relation"})
"""Fields whose value is a word of ours and not the form's: a problem quotes what stood there instead."""
_ALIKE = 50.0
_Line: TypeAlias = tuple[str, int, int, int]
_ONLY: Mapping[str, frozenset[Group]] = {
    **dict.fromkeys(("wrong_uscc", "wrong_resident_id", "lost_digits"), frozenset({Group.IDENTIFIER})),
    **dict.fromkeys(("shares_sum", "share_unreadable", "share_above_whole", "joint_stock", "holds_nothing"), frozenset({Group.SHARE})),
}
"""Problems that speak of one sort of field only: a sum that is not 100 does not say that a name is doubtful."""
_OF_LISTS = frozenset({"shares_sum", "joint_stock", "holding_of_nobody"})
"""Problems that say that a list of holders is not whole."""


def compared(form: Mapping[str, Any], reading: Reading, documents: Sequence[FormDocument] = ()) -> list[Outcome]:
    """Every field of the form against what was read; rows that nobody wrote count as wrong names.

    `documents` are the cells the reading was made of: they tell what was read right and then left out.
    """
    told = [row for declaration in reading.declarations for row in read_rows(declaration)]
    problems = [problem for declaration in reading.declarations for problem in declaration.problems]
    seen = tuple(_seen(row) for document in documents for row in document.rows if row.filled)
    judge = _Judge(tuple(told), tuple(problems), seen, is_unread=bool(reading.unread) or not reading.declarations)
    return list(judge.outcomes(tuple(written_rows(form))))


@dataclass(frozen=True, slots=True)
class _Judge:
    """The rows read, and the problems that may speak of them."""

    told: tuple[Row, ...]
    problems: tuple[Problem, ...]
    seen: tuple[tuple[frozenset[str], _Line], ...]
    is_unread: bool

    def outcomes(self, written: Sequence[Row]) -> Iterator[Outcome]:
        pairs, spare = _paired(written, self.told)
        for row, found in pairs:
            for field, value in row.values.items():
                read = found.values.get(field, "") if found else ""
                if value or read:
                    place = f"{row.block}.{field}"
                    yield Outcome(group_of(field), self._verdict(row, found, field, value, read), place, value, read)
        for row in spare:
            name = " ".join(row.values.values())
            verdict = Verdict.FLAGGED if any(self._points_at(each, row, "name", name) for each in self.problems) else Verdict.WRONG
            yield Outcome(Group.NAME, verdict, f"{row.block} (nobody wrote it)", "", name)

    def _verdict(self, row: Row, found: Row | None, field: str, value: str, read: str) -> Verdict:
        group = group_of(field)
        if found and value == read:
            is_doubted = any(self._points_at(each, found, field, read) for each in self.problems)
            return Verdict.DOUBTFUL if is_doubted else Verdict.RIGHT
        if found and read:
            return Verdict.FLAGGED if any(self._points_at(each, found, field, read) for each in self.problems) else Verdict.WRONG
        if any(_quotes(problem, value) for problem in self.problems if problem.reason not in _ONLY):
            return Verdict.DOUBTFUL
        if self.is_unread or any(self._misses(problem, row, found, group) for problem in self.problems):
            return Verdict.WITHHELD if self._saw(row, value) else Verdict.FLAGGED
        return Verdict.WRONG

    def _saw(self, row: Row, value: str) -> bool:
        """Whether the value stands in a row of the document, beside another of its row where it has others."""
        others = {each for each in row.values.values() if each not in ("", value)}
        return any(value in texts and (not others or others & texts) for texts, _ in self.seen)

    @staticmethod
    def _points_at(problem: Problem, row: Row, field: str, read: str) -> bool:
        """Whether a problem says that this value is doubtful: it stands in the same row and quotes the value."""
        if group_of(field) not in _ONLY.get(problem.reason, frozenset(Group)) or row.source is None:
            return False
        here = [source for source in problem.sources if _line(source) == _line(row.source)]
        if problem.reason in _ONLY:
            return bool(here)
        if field in _CODED:
            rest = {value for name, value in row.values.items() if name != field}
            return any(fold(source.text) not in rest for source in here)
        return any(_quotes_share(source, read) if field == "share" else read in _told_by(source) for source in here)

    def _misses(self, problem: Problem, row: Row, found: Row | None, group: Group) -> bool:
        """Whether a problem says that something is missing here: a value of this row, the row itself, or part of its list."""
        texts = [fold(source.text) for source in problem.sources]
        if found and found.source:
            lines = {_line(source) for source in problem.sources}
            return group in _ONLY.get(problem.reason, frozenset(Group)) and _line(found.source) in lines
        if problem.reason == "missing_answer":
            return row.block in ("bidder", "head", "phone", "email", "address", "shareholders", "people")
        if problem.reason in _OF_LISTS:
            return row.block in ("shareholders", "upper")
        free = self._free_lines(row) | {line for texts, line in self.seen if len(texts & set(row.values.values())) > 1}
        is_here = any(_line(source) in free for source in problem.sources)
        return is_here or any(_similar(value, text) for value in row.values.values() if value for text in texts)

    def _free_lines(self, row: Row) -> set[_Line]:
        """Where a row that is missing can stand: beside one of its block that was read, where none was read."""
        siblings = [_line(each.source) for each in self.told if each.block == row.block and each.source]
        beside = {(*line[:3], line[3] + step) for line in siblings for step in (-1, 1)}
        return beside - {_line(each.source) for each in self.told if each.source}


def _seen(row: DocumentRow) -> tuple[frozenset[str], _Line]:
    """What the cells of a row say (words, numbers and shares as a form's rows are folded), and where it stands."""
    texts = {text for cell in row.filled for text in (fold(cell.text), phones.fold(cell.text))}
    shares = (written_share(cell.text) for cell in row.filled)
    texts |= {fold(uscc.fold(cell.text)) for cell in row.filled} | {str(share.as_percent) for share in shares if share}
    return frozenset(texts), _line_of(row.filled[0].place)


def _line(source: Source) -> _Line:
    return _line_of(source.place)


def _line_of(place: Place) -> _Line:
    return place.sheet, place.page, place.table, place.row


def _quotes_share(source: Source, read: str) -> bool:
    shares = [written_share(part) for part in source.text.split("|")]
    return any(str(share.as_percent) == read for share in shares if share)


def _quotes(problem: Problem, value: str) -> bool:
    parts = [part for source in problem.sources for part in source.text.split("|")]
    return bool(value) and any(value in (fold(part), phones.fold(part)) for part in parts)


def _told_by(source: Source) -> str:
    """What a source quotes, also as a phone is folded."""
    return f"{fold(source.text)} {phones.fold(source.text)}"


def _similar(value: str, text: str) -> bool:
    return bool(value and text) and (value in text or text in value or ratio(value, text) >= _ALIKE)


def _paired(written: Sequence[Row], told: Iterable[Row]) -> tuple[list[tuple[Row, Row | None]], list[Row]]:
    """Each written row with the read row of its block that is most like it, and the read rows left over."""
    spare = list(told)
    likeness = sorted(
        (
            (_likeness(row, each), -at, -other)
            for at, row in enumerate(written)
            for other, each in enumerate(spare)
            if row.block == each.block
        ),
        reverse=True,
    )
    chosen: dict[int, int] = {}
    for alike, at, other in likeness:
        if alike > 0.3 and -at not in chosen and -other not in chosen.values():
            chosen[-at] = -other
    pairs = [(row, spare[chosen[at]] if at in chosen else None) for at, row in enumerate(written)]
    return pairs, [row for at, row in enumerate(spare) if at not in chosen.values()]


def _likeness(one: Row, other: Row) -> float:
    values = [(value, other.values.get(field, "")) for field, value in one.values.items()]
    return sum(ratio(a, b) / 100 for a, b in values) / len(values)
