"""Token buckets in memory, bounded, with the clock handed in."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from relparty.web.settings import Rate, RateSettings

Kind: TypeAlias = Literal["login", "account", "page", "bidder", "guess", "api", "upload"]


@dataclass(slots=True)
class _Bucket:
    left: float
    filled_at: float


@dataclass(frozen=True, slots=True)
class Buckets:
    """The buckets of all; each kind forgets on its own, so that a flood of one kind cannot empty another's memory."""

    rates: RateSettings
    clock: Callable[[], float] = time.monotonic
    _of: dict[Kind, OrderedDict[str, _Bucket]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, kind: Kind, who: str) -> int:
        """Zero after taking one of somebody's turns; else in how many whole seconds there is one, and nothing is taken."""
        rate: Rate = getattr(self.rates, kind)
        with self._lock:
            bucket = self._filled(kind, who, rate)
            if bucket.left < 1:
                return max(1, math.ceil((1 - bucket.left) * 60 / rate.per_minute))
            bucket.left -= 1
            return 0

    def _filled(self, kind: Kind, who: str, rate: Rate) -> _Bucket:
        buckets = self._of.setdefault(kind, OrderedDict())
        now = self.clock()
        bucket = buckets.setdefault(who, _Bucket(rate.burst, now))
        bucket.left = min(rate.burst, bucket.left + max(0.0, now - bucket.filled_at) * rate.per_minute / 60)
        bucket.filled_at = now
        buckets.move_to_end(who)
        if len(buckets) > self.rates.remembered:
            buckets.popitem(last=False)
        return bucket
