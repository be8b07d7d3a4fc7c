"""The interface for bidding platforms: REST under /api/v1, described by OpenAPI at /api/openapi.json."""

from __future__ import annotations

from fastapi import APIRouter

from relparty.web.api import forms, lots, screenings


def routers() -> tuple[APIRouter, ...]:
    """The routes of the interface."""
    return lots.router, forms.router, screenings.router
