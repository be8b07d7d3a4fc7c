"""Where things lie: the first part of the paths that the protective parts must know before a route is found."""

from __future__ import annotations

STATIC = "/static/"
HEALTH = "/health"
API = "/api/"
BIDDER = "/b/"
"""A bidder's page: the next part of the path is the link's token."""
LOGIN = "/login"
LOGOUT = "/logout"
OWN_PASSWORD = "/me/password"  # noqa: S105  # an address
FIRST = "/first-run"
"""The first-run page, which makes the first user."""

WITHOUT_SESSION = (BIDDER, LOGIN, FIRST)


def is_under(path: str, place: str) -> bool:
    """Whether a path is that place or below it."""
    return path == place.rstrip("/") or path.startswith(place.rstrip("/") + "/")


def is_api(path: str) -> bool:
    """Whether a program asks, to be answered in its own form."""
    return is_under(path, API)


def has_no_session(path: str) -> bool:
    """Whether the page is one for people who are not signed in, whatever their cookies say."""
    return any(is_under(path, each) for each in WITHOUT_SESSION)


def bidder_token(path: str) -> str | None:
    """The token in the path of a bidder's page."""
    return path[len(BIDDER) :].partition("/")[0] if path.startswith(BIDDER) else None
