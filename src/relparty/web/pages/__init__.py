"""Pages, one area a file: each route parses, calls one function of the casebook, and shows."""

from __future__ import annotations

from importlib import import_module

from fastapi import APIRouter

_MODULES = (
    "home",
    "first_run",
    "sign_in",
    "oidc",
    "me",
    "accounts",
    "office",
    "lots",
    "lot_group",
    "invitations",
    "handed_in",
    "screening",
    "findings",
    "evidence",
    "lot_files",
    "lot_graph",
    "letters",
    "signing",
    "dossier",
    "lot_trail",
    "memory",
    "keys",
)
"""The modules of pages in the order in which their routes are looked through; each has a `router`."""


def routers() -> tuple[APIRouter, ...]:
    """The routes of all pages."""
    return tuple(import_module(f"{__name__}.{name}").router for name in _MODULES)
