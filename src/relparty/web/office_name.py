"""The name of the office in the head of every page: it stands in the casebook, and may change while the server runs."""

from __future__ import annotations

from dataclasses import replace

from fastapi import FastAPI

from relparty.casebook import office


def show(app: FastAPI) -> None:
    """Has every page show the name that the casebook holds now; reach for it at the start and after every change."""
    found = office.read(app.state.office.book)
    if found is not None:
        app.state.shell = replace(app.state.shell, settings=replace(app.state.shell.settings, office=found.name))
