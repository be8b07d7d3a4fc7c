"""OCDS 1.1 (Open Contracting Data Standard): a release package of the tender, and beside it the BODS file of its tenderers.

https://standard.open-contracting.org/1.1/en/
"""

from __future__ import annotations

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.archive import zipped
from relparty_graphs.formats import bods
from relparty_graphs.standards.release import BODS_FILE, release_package
from relparty_graphs.standards.text import json_object

SUFFIX = ".ocds.zip"


def draw(picture: Picture, lang: Lang) -> bytes:
    """A zip of `release.json` and `bods.json`, whose party ids are the same."""
    return zipped({"release.json": json_object(release_package(picture)), BODS_FILE: bods.draw(picture, lang)})
