"""The polite client: the only place of the program that talks to a network.

It asks what a source's conversation wants, one call after the other: from the cache where it can, else within
the rate, the money and the number of requests allowed.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from relparty.errors import NotLookedUp, SourceUnusable
from relparty.registers import failures, lookup, request_log
from relparty.registers.card import Access
from relparty.registers.lookup import Answer, Call, Lookup, Wanted
from relparty.registers.request_log import RequestLog
from relparty.registers.source import Source
from relparty.registers.strict_json import RepeatedKeyError, parsed

if TYPE_CHECKING:
    from requests import PreparedRequest, Response
    from requests_cache import CachedSession

_LONGEST_PAUSE = 60.0
_FIRST_PAUSE = 1.0
_NOT_CACHED = 504
_AGAIN = frozenset({429, 500, 502, 503, 504})
_NO_MONEY = Decimal(0)


class LimitReachedError(Exception):
    """The requests or the money of this run are used up: nothing more may be asked, what was answered counts."""


@dataclass(slots=True)
class Allowance:
    """What a run may still ask: requests that reach a service, and money; `spent` is what the paid ones cost."""

    requests: int
    money: Decimal = _NO_MONEY
    spent: Decimal = _NO_MONEY
    asked: int = 0

    def take(self, price: Decimal) -> None:
        """Counts one request; raises LimitReachedError, counting nothing, where it would go beyond."""
        if self.asked >= self.requests or (price and self.spent + price > self.money):
            raise LimitReachedError
        self.asked += 1
        self.spent += price


@dataclass(slots=True)
class Clock:
    """The time, and the waiting; handed in so that tests wait for nothing."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


@dataclass(slots=True)
class Client:
    """Asks one source. Make it with `client`; one serves a whole run."""

    source: Source
    access: Access
    secrets: Mapping[str, str]
    session: CachedSession
    log: RequestLog
    allowance: Allowance
    clock: Clock = field(default_factory=Clock)
    last_request: float = field(default=float("-inf"), init=False)

    def look_up(self, wanted: Wanted) -> Lookup:
        """All that the source answers about a company.

        Raises NotLookedUp for this company, SourceUnusable when the source must not be asked any more, and
        LimitReachedError when the run may ask no more.
        """
        fetch, _ = self.source.service
        answers: list[Answer] = []
        with closing(fetch.company(wanted)) as conversation:
            try:
                call = next(conversation)
                while len(answers) < self.source.card.bounds.calls:
                    answers.append(self._answer(call, wanted))
                    call = conversation.send(answers[-1])
            except StopIteration:
                pass
        return lookup.made(self.source.card.name, wanted, answers)

    def _answer(self, call: Call, wanted: Wanted) -> Answer:
        """The answer to one call, kept or fresh; the log has a line of it however it ends."""
        price = self.source.card.prices.get(call.name, _NO_MONEY)
        asked_before = self.allowance.asked
        outcome = "failed"
        try:
            answer = _read(call, self._kept(call) or self._fresh(call, price), self.clock.now())
            self.source.service[1].check(answer)
            outcome = "answered"
        except SourceUnusable:
            outcome = "refused"
            raise
        except sqlite3.Error:
            raise failures.no_place(self._name, str(self.log.folder)) from None
        finally:
            requests = self.allowance.asked - asked_before
            if requests or outcome == "answered":
                self._note(call, wanted, outcome, requests, f"{price * requests}")
        return answer

    def _note(self, call: Call, wanted: Wanted, outcome: str, requests: int, cost: str) -> None:
        try:
            self.log.note(self._name, call.name, wanted, self.clock.now(), outcome, from_cache=not requests, cost=cost)
        except OSError:
            raise failures.no_place(self._name, str(self.log.folder)) from None

    def _kept(self, call: Call) -> Response | None:
        response = self.session.send(self._prepared(call), only_if_cached=True, allow_redirects=False)
        return None if response.status_code == _NOT_CACHED and not getattr(response, "from_cache", False) else response

    def _fresh(self, call: Call, price: Decimal) -> Response:
        """The answer of the service, asked again after a pause where it is overloaded or the connection broke."""
        for attempt in range(1, self.access.tries + 1):
            self.allowance.take(price)
            is_last = attempt == self.access.tries
            try:
                response = self._sent(call)
            except NotLookedUp:
                if is_last:
                    raise
                self.clock.sleep(_FIRST_PAUSE * 2 ** (attempt - 1))
                continue
            if response.is_redirect or response.is_permanent_redirect:
                raise failures.moved(self._name)
            if response.status_code not in _AGAIN:
                return response
            pause = _pause(response, attempt, self.clock.now())
            if pause > _LONGEST_PAUSE or (is_last and response.status_code == 429):
                raise failures.too_often(self._name, pause)
            if is_last:
                raise failures.service_error(self._name, response.status_code)
            self.clock.sleep(pause)
        raise AssertionError  # the last attempt returns or raises

    def _sent(self, call: Call) -> Response:
        """One request over the network; raises NotLookedUp where no whole answer comes."""
        from relparty.registers.transport import CONNECTION_ERRORS, TooLargeError, TooSlowError, within

        self._wait()
        request = self._prepared(call)
        try:
            return within(
                self.access.seconds,
                lambda: self.session.send(request, allow_redirects=False, timeout=self.access.seconds, force_refresh=True),
            )
        except TooLargeError:
            raise failures.too_large(self._name, self.access.megabytes) from None
        except TooSlowError:
            raise failures.too_slow(self._name, self.access.seconds) from None
        except CONNECTION_ERRORS as error:
            raise _without_address(failures.cut(self._name), error) from None
        except OSError as error:  # every other error of requests: its words hold the address, and the address the name
            raise _without_address(failures.cut(self._name), error) from None

    def _wait(self) -> None:
        """Waits until the source may be asked again."""
        pause = self.last_request + self.access.seconds_between - self.clock.monotonic()
        if pause > 0:
            self.clock.sleep(pause)
        self.last_request = self.clock.monotonic()

    def _prepared(self, call: Call) -> PreparedRequest:
        """The signed request of a call, below the source's own address and nowhere else."""
        import requests

        address = self.access.base + call.path
        if ".." in call.path or call.path.startswith("/") or "://" in call.path:
            raise failures.moved(self._name)
        signed = self.source.service[0].signed(call, self.secrets, self.clock.now())
        request = requests.Request("GET", address, params=[*call.params, *signed.params], headers=dict(signed.headers))
        return self.session.prepare_request(request)

    @property
    def _name(self) -> str:
        return self.source.card.name


def client(source: Source, home: Path, environ: Mapping[str, str], allowance: Allowance, clock: Clock | None = None) -> Client:
    """A client for a service; raises SourceUnusable where its key is not set. `home` keeps the cache and the log."""
    from relparty.registers import transport  # requests is loaded only by those who ask

    access = source.card.access
    if access is None:
        raise TypeError(source.card.name)
    missing = tuple(variable for variable in access.secrets.values() if not environ.get(variable))
    if missing:
        raise failures.no_key(source.card.name, missing)
    secrets = {name: environ[variable] for name, variable in access.secrets.items()}
    call = Call("", "")

    def is_answer(response: Response) -> bool:
        try:
            source.service[1].check(_read(call, response, datetime.now(UTC)))
        except (NotLookedUp, SourceUnusable):
            return False
        return True

    try:
        log = request_log.opened(home)
        session = transport.session(access, home, is_answer)
    except (OSError, sqlite3.Error) as error:
        raise failures.no_place(source.card.name, str(home)) from error
    return Client(source, access, secrets, session, log, allowance, clock or Clock())


def _read(call: Call, response: Response, now: datetime) -> Answer:
    created = getattr(response, "created_at", None)
    retrieved_at = created if isinstance(created, datetime) and getattr(response, "from_cache", False) else now
    retrieved_at = retrieved_at if retrieved_at.tzinfo else retrieved_at.replace(tzinfo=UTC)
    text = (response.content or b"").decode("utf-8", "replace")
    try:
        body: object = parsed(text, lookup.number)
    except (ValueError, RecursionError, RepeatedKeyError):
        body = text.encode(errors="replace").decode()
    return Answer(call, response.status_code, retrieved_at, body)


def _pause(response: Response, attempt: int, now: datetime) -> float:
    """The seconds to wait before the next try: what `Retry-After` says, in seconds or as a date, else longer each time."""
    told = response.headers.get("Retry-After", "").strip()
    if told.isascii() and told.isdecimal():
        return float(told)
    try:
        return max(0.0, (parsedate_to_datetime(told) - now).total_seconds())
    except (TypeError, ValueError):
        return _FIRST_PAUSE * 2.0 ** (attempt - 1)


def _without_address(failure: NotLookedUp, error: Exception) -> NotLookedUp:
    failure.add_note(type(error).__name__)
    return failure
