"""The web application under load: the last minute before a deadline, and a casebook of ten thousand lots.

Prints medians and ratios, and ends with 1 where something that was acknowledged is not there:
python benchmarks/web_load.py [--bidders 200] [--lots 10000] [--database sqlite|postgresql] [--only minute|lots]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import web_load_lots
import web_load_minute
from killable_server import database


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--bidders", type=int, default=200)
    parser.add_argument("--lots", type=int, default=10_000)
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--only", choices=("minute", "lots"))
    asked = parser.parse_args()
    lost = 0
    with tempfile.TemporaryDirectory() as name:
        if asked.only != "lots":
            with database(asked.database, Path(name) / "minute") as url:
                lost += web_load_minute.run(Path(name) / "minute", url, asked.bidders)
        if asked.only != "minute":
            one, many = Path(name) / "one", Path(name) / "many"
            with database(asked.database, one) as url_of_one, database(asked.database, many) as url_of_many:
                lost += web_load_lots.run(one, url_of_one, many, url_of_many, asked.lots)
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
