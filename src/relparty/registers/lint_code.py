"""Whether the modules of a source are as the port wants them: described, and without reach to network, files, time or chance."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

from relparty.phrases import Phrase, Sentence

_OUTSIDE = frozenset(
    "aiohttp asyncio builtins ctypes ftplib glob http httpx importlib io mmap multiprocessing os pathlib pickle playwright random "
    "requests requests_cache runpy secrets selenium shutil signal smtplib socket socketserver sqlite3 ssl subprocess sys tempfile "
    "threading time urllib urllib3 webbrowser websockets".split()
)
"""Modules that reach a network, a file, the clock or chance, or that import others unseen."""
_HARMLESS = frozenset({"urllib.parse"})
_CALLS = frozenset("open print input exec eval compile __import__".split())
_CLOCKS = frozenset({"now", "today", "utcnow"})
_OURS = "relparty"
_OPEN_TO_SOURCES = frozenset("registers evidence documents forms model names identifiers dates encoding errors phrases settings".split())
_OF_THE_CLIENT = frozenset("client transport request_log catalog lint examples template".split())
_SCRAPERS = "relparty_scrapers"

_NO_SYNTAX = Phrase("{file} 第 {line} 行不是有效的 Python", "{file}, line {line}, is no valid Python")
_NO_WORDS = Phrase("{file} 开头没有说明", "{file} does not begin with a docstring")
_REACHES = Phrase(
    "{file} 第 {line} 行使用 {what}：来源只说明问什么、答复说明什么，访问网络、文件和时钟是客户端的事",
    "{file}, line {line}, uses {what}: a source says what to ask and what an answer means; network, files and clock are the client's",
)
_NOT_FOR_SOURCES = Phrase(
    "{file} 第 {line} 行使用 {what}：来源不依赖规则、命令和其他来源",
    "{file}, line {line}, uses {what}: a source knows no rule, no command and no other source",
)


def problems(package: str, code: Mapping[str, str]) -> Iterator[Sentence]:
    """What is wrong with the modules of a source, given by the name of each file."""
    for file, text in sorted(code.items()):
        try:
            tree = ast.parse(text)
        except SyntaxError as error:
            yield _NO_SYNTAX(file=file, line=error.lineno or 1)
            continue
        if not ast.get_docstring(tree):
            yield _NO_WORDS(file=file)
        for node in ast.walk(tree):
            yield from _of_node(package, file, node)


def _of_node(package: str, file: str, node: ast.AST) -> Iterator[Sentence]:
    for module in _imported(node):
        line = getattr(node, "lineno", 1)
        if module.partition(".")[0] in _OUTSIDE and not _is_under(module, _HARMLESS):
            yield _REACHES(file=file, line=line, what=module)
        elif not _is_open(package, module):
            yield _NOT_FOR_SOURCES(file=file, line=line, what=module)
    if isinstance(node, ast.Call):
        called = _called(node)
        if called:
            yield _REACHES(file=file, line=node.lineno, what=f"{called}()")


def _imported(node: ast.AST) -> Iterator[str]:
    """The modules that a statement imports, each with the name taken from it; a relative one is the source's own."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
        yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _is_under(module: str, names: frozenset[str]) -> bool:
    return any(module == name or module.startswith(f"{name}.") for name in names)


def _is_open(package: str, module: str) -> bool:
    """Whether a source may import a module: none of ours but the port, what reads documents, and itself."""
    parts = module.split(".")
    if parts[0] == _SCRAPERS:
        return _is_under(module, frozenset({package}))
    if parts[0] != _OURS:
        return True
    return len(parts) > 1 and parts[1] in _OPEN_TO_SOURCES and not (parts[1] == "registers" and _OF_THE_CLIENT & set(parts[2:3]))


def _called(node: ast.Call) -> str:
    """The name of a function that is called and may not be; empty for every other."""
    called = node.func
    if isinstance(called, ast.Name):
        return called.id if called.id in _CALLS else ""
    if isinstance(called, ast.Attribute) and called.attr in _CLOCKS:
        return called.attr
    return ""
