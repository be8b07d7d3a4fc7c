"""A batch in parts: cut where the lots say, and named by the lots, their bids and what they are judged by.

The cuts depend on the lots' ids alone (content-defined chunking, Muthitacharoen, Chen and Mazieres 2001): lots that are added
change only the part where they stand.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from relparty.batch.bids import Bids
from relparty.bundle.arrays import pieces

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

_ONE_IN = 8192
"""One lot of so many is the last of its part, on average."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some lots that stand together: from which to before which, and the name of what they are."""

    first: int
    end: int
    key: str


def parts(bids: Bids, terms: Mapping[str, object]) -> list[Part]:
    """The parts of a batch; each key is a hash of the terms and of the lots and bids of the part."""
    head = json.dumps(terms, sort_keys=True).encode()
    ends = _cuts(bids.lots).tolist()
    return [Part(first, end, _key(bids, head, first, end)) for first, end in pairwise([0, *ends])]


def _key(bids: Bids, head: bytes, first: int, end: int) -> str:
    digest = hashlib.blake2b(head, digest_size=16)
    at, content = pieces(bids.lots[first:end])
    begins = bids.begins[first : end + 1]
    for told in (at.data, (begins - begins[0]).data, bids.marks[begins[0] : begins[-1]].data, content):
        digest.update(told)
    return digest.hexdigest()


def _cuts(lots: pa.LargeStringArray) -> NDArray[np.int64]:
    """Behind which lots a part ends."""
    import numpy as np

    from relparty.batch.kernels.texts import marks

    at, content = pieces(lots)
    found = np.empty(len(lots), np.uint64)
    marks(np.frombuffer(content, np.uint8), at, found)
    found[-1:] = 0
    return np.flatnonzero(found % _ONE_IN == 0) + 1
