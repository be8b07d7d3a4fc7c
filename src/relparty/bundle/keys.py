"""The key of every company's name, worked out side by side in processes: folding is Python's, and ten million names are many."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.bundle.arrays import write
from relparty.bundle.layout import ARRAYS
from relparty.names import company
from relparty.names.key import name_key as folded_key
from relparty.names.nominees import is_nominee

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SIZE = 8
"""Bytes of a key."""
_STRETCH = 20_000
"""Names read at once."""
_WORTH = 50_000
"""Names for which a process of its own pays."""


class KeysLost(RuntimeError):
    """A process that works out keys ended before it was done."""


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the names for one process, and where it leaves what it finds."""

    folder: Path
    first: int
    last: int
    keys: Path
    nominees: Path


def name_key(name: str) -> int:
    """The key under which a company's name stands in `name_keys.npy`."""
    return int.from_bytes(_digest(name), "little")


def _digest(name: str) -> bytes:
    return blake2b(folded_key(name).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()


def write_keys(folder: Path, scratch: Path, companies: int) -> NDArray[np.int32]:
    """Writes `name_keys.npy` and `name_codes.npy` of the companies' names, and gives the codes of nominees."""
    import numpy as np

    parts = _parts(folder, scratch, companies)
    _run(parts)
    keys = np.concatenate([np.fromfile(part.keys, "<u8") for part in parts])
    order = np.argsort(keys, kind="stable")
    write(folder / "name_keys.npy", ARRAYS["name_keys"], [keys[order]])
    write(folder / "name_codes.npy", ARRAYS["name_codes"], [order.astype(np.int32)])
    return np.concatenate([np.fromfile(part.nominees, "<i4") for part in parts])


def _parts(folder: Path, scratch: Path, companies: int) -> list[Part]:
    count = max(1, min(os.cpu_count() or 1, companies // _WORTH))
    ends = [companies * number // count for number in range(count + 1)]
    return [Part(folder, ends[n], ends[n + 1], scratch / f"keys-{n}", scratch / f"nominees-{n}") for n in range(count)]


def _run(parts: list[Part]) -> None:
    """Works out the parts: the first here, the others in processes that start afresh."""
    import multiprocessing

    context = multiprocessing.get_context("spawn")
    children = [context.Process(target=work, args=(part,), daemon=True) for part in parts[1:]]
    for child in children:
        child.start()
    work(parts[0])
    for child in children:
        child.join()
        if child.exitcode:
            raise KeysLost(str(child.exitcode))


def work(part: Part) -> None:
    """Leaves the keys and nominees of a part in its files; ends early where the process that asked is gone."""
    import multiprocessing

    import numpy as np

    parent = multiprocessing.parent_process()
    with part.keys.open("wb") as keys, part.nominees.open("wb") as nominees:
        for first, names in _names(part):
            if parent is not None and not parent.is_alive():
                return
            keys.write(b"".join(map(_digest, names)))
            nominees.write(np.array([code for code, name in enumerate(names, first) if is_nominee(name)], "<i4").tobytes())
            company.parse.cache_clear()  # ten million names would stay in it


def _names(part: Part) -> Iterator[tuple[int, list[str]]]:
    import numpy as np

    at = np.load(part.folder / "names_at.npy", mmap_mode="r")
    with (part.folder / "names.bin").open("rb") as file:
        for first in range(part.first, part.last, _STRETCH):
            ends = at[first : min(first + _STRETCH, part.last) + 1]
            file.seek(int(ends[0]))
            content = file.read(int(ends[-1] - ends[0]))
            steps = (ends - ends[0]).tolist()
            yield first, [content[begin:end].decode() for begin, end in pairwise(steps)]
