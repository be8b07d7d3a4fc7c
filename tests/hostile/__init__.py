"""Hostile files, made when a test asks for them: name to (suffix, maker of the bytes), and to makers of odd places on disk."""

from __future__ import annotations

from hostile.archives import ARCHIVES
from hostile.books import BOOKS
from hostile.pages import PAGES
from hostile.pdfs import PDFS
from hostile.pictures import PICTURES
from hostile.places import PLACES
from hostile.texts import TEXTS
from hostile.words import WORDS

FILES = {**ARCHIVES, **BOOKS, **WORDS, **PDFS, **PICTURES, **TEXTS, **PAGES}

__all__ = ["FILES", "PLACES"]
