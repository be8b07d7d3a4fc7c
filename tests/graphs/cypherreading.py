"""A strict reader of the statements that the Cypher export may consist of: anything else in a line is an error.

Strings are read by the rules of Cypher, so a quote that a name smuggles out of one ends the statement's shape.
"""

from __future__ import annotations

import re
from typing import Any

_PART = r"'(?:[^'\\\n]|\\[\\'])*'"
_STRING = rf"{_PART}(?: \+ {_PART})*"
_VALUE = rf"(?:date\('\d{{4}}-\d\d-\d\d'\)|{_STRING}|\d+(?:\.\d+)?|true|false|null)"
_MAP = rf"\{{(?:\w+: {_VALUE}(?:, )?)*\}}"
_PAIR = re.compile(rf"(\w+): ({_VALUE})(?:, )?")
_CONSTRAINT = re.compile(r"CREATE CONSTRAINT relparty_\w+_key IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.key IS UNIQUE;")
_NODE = re.compile(rf"MERGE \(n:(\w+) \{{key: ({_STRING})\}}\) SET n((?::\w+)+), n \+= ({_MAP});")
_RELATION = re.compile(
    rf"MATCH \(a:(\w+) \{{key: ({_STRING})\}}\), \(b:(\w+) \{{key: ({_STRING})\}}\) "
    rf"MERGE \(a\)-\[r:(\w+) \{{key: ({_STRING})\}}\]->\(b\) SET r \+= ({_MAP});"
)

Node = tuple[frozenset[str], dict[str, Any]]
Relation = tuple[str, str, str, dict[str, Any]]


def run(script: str) -> tuple[dict[str, Node], dict[str, Relation]]:
    """The nodes and relations by key that the script leaves in an empty database."""
    assert "\\u" not in script
    assert "\\U" not in script
    nodes: dict[str, Node] = {}
    relations: dict[str, Relation] = {}
    constrained: set[str] = set()
    for statement in script.removesuffix("\n").split("\n"):
        if told := _CONSTRAINT.fullmatch(statement):
            constrained.add(told[1])
        elif told := _NODE.fullmatch(statement):
            assert told[1] in constrained
            nodes[value(told[2])] = frozenset(told[3][1:].split(":")), _values(told[4])
            assert told[1] in told[3].split(":")
        else:
            found = _RELATION.fullmatch(statement)
            assert found, statement
            start, end = value(found[2]), value(found[4])
            assert found[1] in nodes[start][0]
            assert found[3] in nodes[end][0]
            relations[value(found[6])] = start, end, found[5], _values(found[7])
    return nodes, relations


def value(written: str) -> Any:
    """What a literal stands for; a date is its text."""
    if written in ("true", "false", "null"):
        return {"true": True, "false": False, "null": None}[written]
    if written.startswith("date("):
        return written[6:-2]
    if written.startswith("'"):
        return "".join(re.sub(r"\\(.)", r"\1", part[1:-1]) for part in re.findall(_PART, written))
    return float(written) if "." in written else int(written)


def _values(written: str) -> dict[str, Any]:
    pairs = _PAIR.findall(written)
    assert "{" + ", ".join(f"{name}: {literal}" for name, literal in pairs) + "}" == written
    return {name: value(literal) for name, literal in pairs}
