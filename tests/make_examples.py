"""Makes the recorded examples of our services anew, from the tests' own invented companies: `python tests/make_examples.py NAME`.

Each is asked for through the real client from the service that the tests run, with the clock stopped. What it gives
must be read by a person before it is committed: the expectation beside an example is written once, by the test.
"""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent / "scrapers")]

from registerserver import client_for, serving  # noqa: E402  # found beside this script
from relparty.registers import lookup  # noqa: E402  # after the path is set

_SCRAPERS = Path(__file__).parents[1] / "scrapers" / "relparty_scrapers"


def make(name: str) -> None:
    """Writes the examples of a service, as its module `<name without country>service.py` lists them in EXAMPLES."""
    module = importlib.import_module(f"{name.partition('_')[2].replace('_', '')}service")
    folder = _SCRAPERS / name / "examples"
    folder.mkdir(exist_ok=True)
    for case, (service, wanted) in module.EXAMPLES.items():
        with serving(service) as server, tempfile.TemporaryDirectory() as home:
            found = client_for(name, server.url, Path(home)).look_up(wanted)
        (folder / f"{case}.json").write_bytes(lookup.content(found))


if __name__ == "__main__":
    for each in sys.argv[1:]:
        make(each)
