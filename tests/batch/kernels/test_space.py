"""Room for a lot: scratch that just holds its graph suffices for all that is asked of it.

Machine code looks at no bounds. The same functions, run as they are written, do: numpy refuses a place that is not there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

import manyworlds
from batchworld import bundle_of, terms, world
from registertables import DAY, built
from relparty.batch import bids, grades
from relparty.batch.kernels import graph, lots, machine
from relparty.batch.kernels.compiled import Kernel, kept
from relparty.batch.kernels.meeting import meetings
from relparty.batch.kernels.register import Int32s, Register
from relparty.batch.kernels.results import LotRows, PairRows, lot_rows, pair_rows
from relparty.batch.kernels.space import filled, flags
from relparty.batch.kernels.view import confirmed
from relparty.batch.kernels.work import LOADED, NODES, Work, work
from relparty.batch.scratch import Scratch
from relparty.batch.screener import register_of
from relparty.bundle.reading import Bundle, opened

ROOM = 100_000
"""For the findings of all lots."""
Codes = NDArray[np.int32]
Holds = Kernel[[Register, Work, Codes], tuple[int, int]]
EMPTY = Register(
    np.zeros(1, np.int64),
    np.zeros((0, 4), np.int32),
    np.zeros(1, np.int64),
    np.zeros((0, 4), np.int32),
    np.zeros(0, np.uint8),
    np.zeros(0, np.int32),
    0,
    0,
    0,
)


def made(register: Register, scratch: Work, bidders: Int32s) -> tuple[int, int]:
    """Makes the graph of a lot; gives 1 where the scratch is large enough for it."""
    is_made = graph.make(register, scratch, bidders)
    return int(is_made), 0


@pytest.fixture(scope="module", name="told", params=[1, 2])
def _told(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Bundle, bids.Bids]:
    folder = tmp_path_factory.mktemp("space")
    many = manyworlds.lots(request.param, 25)
    bundle = opened(built(folder, many.world).folder.parent)
    with tempfile.TemporaryDirectory() as scratch:
        return bundle, bids.read(many.write_bids(folder / "bids.csv"), bundle, Path(scratch))


def each_lot(told: bids.Bids) -> Iterator[Codes]:
    for first, end in zip(told.begins[:-1].tolist(), told.begins[1:].tolist(), strict=True):
        yield told.codes[first:end]


def tight(register: Register, codes: Codes, holds: Holds) -> Work:
    """The smallest scratch that holds the graph of a lot, which is made in it."""
    for nodes in range(1, 2000):
        scratch = work(nodes, len(codes))
        if holds(register, scratch, codes)[0]:
            return scratch
    raise AssertionError("no scratch holds it")


def in_plain_python(register: Register, scratch: Work, codes: Codes, at: int, into: PairRows) -> int:
    """Writes the findings of a lot whose graph is made, as `lots.run` does; gives where the next ones stand."""
    size = scratch.sizes[NODES]
    known = enumerate(zip(scratch.code[:size].tolist(), scratch.united[:size].tolist(), strict=True))
    first = {code: node for node, (code, united) in known if united == node}
    nodes = np.array([first[int(graph.canonical(register, code))] if code >= 0 else -1 for code in codes.tolist()], np.int32)
    sure = confirmed(scratch, scratch.loaded[: scratch.sizes[LOADED]], register.control_above)
    meet = flags(scratch.space, len(codes) ** 2)[0]
    levels = filled(scratch.space, len(codes) ** 2, 0)[0]
    if not meetings(sure, codes, nodes, meet):
        return at
    return int(lots._related(register, grades.grades(terms()), scratch, sure, codes, nodes, meet, levels, 0, at, into))


def by_machine(register: Register, codes: Codes) -> tuple[PairRows, LotRows]:
    counted = lot_rows(1)
    return Scratch(terms()).pairs(register, np.array([0, len(codes)], np.int64), codes, counted), counted


@pytest.fixture(scope="module", name="holds")
def _holds(tmp_path_factory: pytest.TempPathFactory) -> Holds:
    kernel = kept(made)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(machine, "_BESIDE", tmp_path_factory.mktemp("kept"))
        kernel(EMPTY, work(1, 1), np.zeros(0, np.int32))
    return kernel


def findings(register: Register, codes: Codes, holds: Holds) -> int:
    """How many findings a lot has in tight scratch, the same as in wide scratch by machine code."""
    found = pair_rows(ROOM)
    count = in_plain_python(register, tight(register, codes, holds), codes, 0, found)
    other, _ = by_machine(register, codes)
    for name in PairRows._fields[1:]:
        assert getattr(found, name)[:count].tolist() == getattr(other, name).tolist()
    return count


def test_scratch_that_holds_the_graph_of_a_lot_suffices(told: tuple[Bundle, bids.Bids], holds: Holds) -> None:
    bundle, every = told
    register = register_of(bundle, DAY)
    related = sum(findings(register, codes, holds) > 0 for codes in each_lot(every))
    assert related > len(every.lots) // 4


MANY = range(150)
CROWDS = {
    "holders in common": " ".join(f"p{at}>a=0.3 p{at}>b=0.2" for at in MANY),
    "officers in common": " ".join(f"p{at}:a=director p{at}:b=director p{at}:c=head c>a=60" for at in MANY),
    "controllers one above the other": " ".join(["c0>a=60 c0>b=60", *(f"c{at + 1}>c{at}=60" for at in MANY)]),
    "holders through companies of their own": " ".join(f"p{at}>c{at}=60 c{at}>a=0.3 p{at}>d{at}=60 d{at}>b=0.2" for at in MANY),
}


@pytest.mark.parametrize("untokened", [(), tuple(f"p{at}" for at in MANY)], ids=["sure", "probable"])
@pytest.mark.parametrize("crowd", CROWDS.values(), ids=CROWDS)
def test_crowds_fit_as_well(tmp_path: Path, holds: Holds, crowd: str, untokened: tuple[str, ...]) -> None:
    bundle = bundle_of(tmp_path, world(crowd, untokened=untokened))
    codes = np.array(sorted(code for code in range(bundle.companies) if bundle.id(code) in ("a", "b")), np.int32)
    assert findings(register_of(bundle, DAY), codes, holds)
