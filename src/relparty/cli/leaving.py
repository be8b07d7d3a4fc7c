"""How a command ends soon."""

from __future__ import annotations

import gc
import sys


def spare_what_is_there() -> None:
    """Keeps the interpreter from looking for cycles among all that is there when it ends, which costs an eighth of a small screening.

    DuckDB's library counts what is left of it then, and complains of all that was not looked for: where it is loaded already nothing is spared.
    """
    if "duckdb" not in sys.modules:
        gc.freeze()
