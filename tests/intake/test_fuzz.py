"""A short run of the fuzz benchmark: damaged forms of each kind, always the same ones."""

from __future__ import annotations

import pytest

from fuzzing import soundness
from fuzzing.judging import FAILURES
from fuzzing.mutations import mutated
from fuzzing.running import Bench, made, plain_kinds
from relparty.settings import FileLimits

FILES = 270


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(plain_kinds(), FileLimits(seconds=20))


def test_the_lot_is_clear_with_the_undamaged_form_of_each_kind(bench: Bench) -> None:
    """Else no damage could be seen to make a difference."""
    assert all(bench.clear.values()), bench.clear


def test_no_damaged_form_hangs_or_breaks_the_screening_or_leaves_the_lot_clear(bench: Bench) -> None:
    failed = [each for each in bench.judged(made(plain_kinds(), 20_261_122, range(FILES))) if each.result in FAILURES]
    assert failed == [], [(each.case.seed, each.case.kind, each.detail) for each in failed]


def test_one_seed_gives_one_file() -> None:
    kinds = plain_kinds()
    contents = [content for _, content in kinds.values()]
    for name, (suffix, content) in kinds.items():
        assert mutated(content, suffix, "1-7", contents) == mutated(content, suffix, "1-7", contents) != content, name


@pytest.mark.parametrize("kind", sorted(plain_kinds()))
def test_the_second_opinion_finds_the_undamaged_forms_whole_and_cut_ones_not(kind: str) -> None:
    suffix, content = plain_kinds()[kind]
    assert soundness.damage(content, suffix) == ""
    if suffix != "csv":
        assert soundness.damage(content[:-40], suffix)
