"""A remark where a reader of cells does not look is told, or at least said to be there: never a clear lot."""

from __future__ import annotations

from pathlib import Path

import pytest

from hostile import screened
from hostile.hidden import HIDDEN
from relparty.settings import FileLimits


@pytest.mark.parametrize("name", sorted(HIDDEN))
def test_what_a_person_sees_is_not_passed_over(tmp_path: Path, name: str) -> None:
    suffix, make = HIDDEN[name]
    outcome = screened.with_file(tmp_path, suffix, make(), FileLimits(seconds=20))
    assert outcome.verdict == "incomplete"
    assert outcome.status["丁香"] in ("read", "partly")
    assert len(outcome.unchecked) == 1
    assert outcome.others == ()
