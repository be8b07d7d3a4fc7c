"""The session with a service: one pool of connections, a cache with age, fixed host, bounded answers."""

from __future__ import annotations

import io
import queue
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import requests
from requests.adapters import HTTPAdapter
from requests_cache import CachedSession
from urllib3 import HTTPResponse

from relparty import __version__
from relparty.registers.card import Access

if TYPE_CHECKING:
    from requests import PreparedRequest, Response

CACHE_FILE = "answers"
_OWNER_ONLY = 0o600
_CHUNK = 1 << 16
_MEGABYTE = 1 << 20
T = TypeVar("T")


class TooLargeError(Exception):
    """An answer beyond the size that its card allows."""


class TooSlowError(Exception):
    """An answer that was not there, whole, in time."""


def session(access: Access, home: Path, is_answer: Callable[[Response], bool]) -> CachedSession:
    """The session for a service; answers that `is_answer` refuses are not kept.

    Redirects are never followed and no proxy or password of the surroundings is used. What proves who asks
    (`signed_with`) is neither kept nor compared.
    """
    found = CachedSession(
        str(home / CACHE_FILE),
        backend="sqlite",
        serializer="json",
        expire_after=timedelta(days=access.cache_days),
        ignored_parameters=list(access.signed_with),
        allowable_codes=(200, 404),
        filter_fn=is_answer,
        stale_if_error=False,
    )
    (home / f"{CACHE_FILE}.sqlite").chmod(_OWNER_ONLY)
    found.trust_env = False
    found.headers["User-Agent"] = f"relparty/{__version__}"
    found.mount(access.base, _BoundedAdapter(access.megabytes * _MEGABYTE))
    return found


class _BoundedAdapter(HTTPAdapter):
    """Reads an answer whole before anyone sees it, up to a size: what is cut or too large is no answer."""

    def __init__(self, limit: int) -> None:
        super().__init__(max_retries=0)
        self.limit = limit

    def send(self, request: PreparedRequest, *_args: Any, timeout: Any = None, **_kwargs: Any) -> Response:  # noqa: ANN401  # the adapter's own types
        response = super().send(request, stream=True, timeout=timeout, verify=True)
        content = bytearray()
        with response:
            for chunk in response.iter_content(_CHUNK):
                content += chunk
                if len(content) > self.limit:
                    raise TooLargeError
        headers = {name: value for name, value in response.headers.items() if name.lower() not in ("content-encoding", "content-length")}
        raw = HTTPResponse(
            io.BytesIO(bytes(content)),
            headers,
            response.status_code,
            reason=response.reason,
            preload_content=False,
            request_url=request.url,
        )
        return self.build_response(request, raw)


def within(seconds: float, work: Callable[[], T]) -> T:
    """What the work gives, or TooSlowError after that time: a server that drips byte by byte stays within every limit of a socket.

    The thread of work that came too late is left to end with the program.
    """
    results: queue.SimpleQueue[tuple[T | None, BaseException | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            results.put((work(), None))
        except BaseException as error:  # noqa: BLE001  # whatever it is belongs to the one who waits
            results.put((None, error))

    threading.Thread(target=run, daemon=True).start()
    try:
        result, error = results.get(timeout=seconds)
    except queue.Empty:
        raise TooSlowError from None
    if error is not None:
        raise error
    return result  # type: ignore[return-value]  # without an error there is a result


CONNECTION_ERRORS = (requests.ConnectionError, requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError)
"""What a connection that could not be made, or was cut, raises."""
