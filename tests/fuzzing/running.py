"""Damaged files in bulk: read in one intake run, then one lot screened for each."""

from __future__ import annotations

import functools
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lotmaker
from fuzzing import judging, mutations, originals, soundness
from fuzzing.judging import Case, Result
from hostile import screened
from relparty.intake.flow import Intake, read_all
from relparty.intake.tasks import Reading
from relparty.lots.folder import LotFolder, read
from relparty.model.lot import HandedIn
from relparty.settings import FileLimits

Kinds = dict[str, tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Judged:
    """A damaged file and how it ended, with what was lost of the records or broke."""

    case: Case
    result: Result
    detail: str = ""


def made(kinds: Kinds, seed: int, numbers: range) -> list[Case]:
    """The damaged files of these numbers, kind after kind in turn."""
    names = sorted(kinds)
    contents = [content for _, content in kinds.values()]
    cases = []
    for number in numbers:
        kind = names[number % len(names)]
        suffix, content = kinds[kind]
        name = f"{seed}-{number:06d}"
        cases.append(Case(name, kind, suffix, mutations.mutated(content, suffix, name, contents)))
    return cases


class Bench:
    """The lot with three good forms, and what the undamaged fourth says in each kind."""

    def __init__(self, kinds: Kinds, limits: FileLimits) -> None:
        self.limits = limits
        with tempfile.TemporaryDirectory() as folder:
            lot = lotmaker.write(Path(folder), {**originals.LOT, "bidders": {**originals.LOT["bidders"], "丁香": None}})
            self.lot = read(lot, screened.DAY)
            self.good = read_all(self.lot.forms, limits).readings
        undamaged = [Case(f"undamaged-{number}", kind, *kinds[kind]) for number, kind in enumerate(sorted(kinds))]
        readings = self._read(undamaged)
        self.undamaged = {case.kind: readings[case.file] for case in undamaged}
        self.clear = {case.kind: self._verdict(readings[case.file]) == "clear" for case in undamaged}

    def judged(self, cases: Sequence[Case]) -> Iterator[Judged]:
        """How each damaged file ended."""
        readings = self._read(cases)
        for case in cases:
            yield self._judged(case, readings[case.file])

    def _judged(self, case: Case, readings: Sequence[Reading]) -> Judged:
        try:
            verdict = self._verdict(readings)
        except Exception as error:  # noqa: BLE001  # a screening that breaks is what is looked for
            return Judged(case, Result.CRASHED, f"{type(error).__name__}: {error}")
        result = judging.result(case, readings, self.undamaged[case.kind], verdict)
        return Judged(
            case, result, self._difference(case, readings) if result in (Result.OTHER, Result.LOST, Result.SILENT) else _told(readings)
        )

    def _difference(self, case: Case, readings: Sequence[Reading]) -> str:
        now, before = judging.records(readings), judging.records(self.undamaged[case.kind])
        broken = soundness.damage(case.content, case.suffix)
        return f"({broken}) lost {sorted((before - now).elements())} new {sorted((now - before).elements())}"

    def _verdict(self, readings: Sequence[Reading]) -> str:
        kept = (*self.good, *readings)
        handed_in = LotFolder(self.lot.lot, ())
        return screened.judged(handed_in, Intake(kept, tuple(each.file for each in kept))).verdict

    def _read(self, cases: Sequence[Case]) -> dict[str, list[Reading]]:
        """The readings of each file by its name, members of archives with their archive."""
        found: dict[str, list[Reading]] = defaultdict(list)
        with tempfile.TemporaryDirectory() as folder:
            handed_in = []
            for number, case in enumerate(cases):
                path = Path(folder) / f"{number}.{case.suffix}"
                path.write_bytes(case.content)
                handed_in.append(HandedIn(case.file, path))
            for reading in read_all(handed_in, self.limits).readings:
                found["/".join(reading.file.file.split("#")[0].split("/")[:2])].append(reading)
        return found


def _told(readings: Sequence[Reading]) -> str:
    facts = [unread.error.fact.say("zh") for reading in readings for unread in reading.unread]
    facts += [problem.fact.say("zh") for reading in readings for each in reading.declarations for problem in each.problems]
    return facts[0] if facts else ""


@functools.cache
def plain_kinds() -> Kinds:
    """The undamaged files of the kinds that every machine can make."""
    return {name: (suffix, make()) for name, (suffix, make) in originals.PLAIN.items()}


def every_kind(pictures: bool) -> Kinds:
    """The undamaged files of all kinds that this machine can make; pictures only where they can be read."""
    more: dict[str, Any] = {**originals.OFFICE, **(originals.PICTURES if pictures else {})}
    made_here = {name: (suffix, make()) for name, (suffix, make) in more.items()}
    return {**plain_kinds(), **{name: pair for name, pair in made_here.items() if pair[1]}}
