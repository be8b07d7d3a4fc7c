"""The pages of a bidder, reached by its own link: they know of no other bidder, by word, number, time or error."""

from __future__ import annotations

from fastapi import APIRouter

from relparty.web.guests import form, home, papers, replies, upload


def routers() -> tuple[APIRouter, ...]:
    """The routes of a bidder's pages."""
    return home.router, form.router, upload.router, papers.router, replies.router
