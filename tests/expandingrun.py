"""One expansion in a process of its own, to be killed: `python expandingrun.py URL HOME NAME CODE`."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent)]

from registerserver import client_for  # noqa: E402  # found beside this script
from relparty.registers.expansion import Plan, Start, expand  # noqa: E402  # after the path is set
from relparty.registers.lookup import Wanted  # noqa: E402  # after the path is set


class _Silent:
    def plans(self, plan: Plan) -> None:
        """Says nothing."""

    def asked(self, wanted: Wanted) -> None:
        """Says nothing."""


def main(url: str, home: str, name: str, code: str) -> None:
    """Asks for a company and those above it."""
    expand([Start(Wanted(name, code), frozenset({name}))], [client_for("cn_qichacha", url, Path(home))], 6, lambda _: False, _Silent())


if __name__ == "__main__":
    main(*sys.argv[1:])
