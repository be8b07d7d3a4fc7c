"""Templates of pages: jinja2 as every page of ours uses it, escaping all text and refusing names that it is not given."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import BytecodeCache, Environment


@cache
def environment(package: str, *, is_kept: bool = False) -> Environment:
    """The templates that lie in a package, compiled when they are first asked for; `is_kept` keeps that for the next run.

    jinja2 is imported only here, and its PackageLoader not at all: both would slow every command's start.
    """
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files(package)
    return Environment(
        loader=FunctionLoader(lambda name: folder.joinpath(name).read_text(encoding="utf-8")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=_compiled_before() if is_kept else None,
    )


def _compiled_before() -> BytecodeCache | None:
    """The compiled template of an earlier run, kept in a folder that only this user can write; None where there can be none.

    Compiling takes longer than screening a small lot. The cache holds the template alone, nothing of any lot.
    """
    from jinja2 import FileSystemBytecodeCache

    try:
        return FileSystemBytecodeCache()
    except (OSError, RuntimeError):
        return None
