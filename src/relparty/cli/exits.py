"""How the commands that screen end: the codes of the contract."""

from __future__ import annotations

from relparty.model.finding import Verdict

EXIT = {Verdict.CLEAR: 0, Verdict.STOP: 1, Verdict.REVIEW: 1, Verdict.INCOMPLETE: 3}
