"""DOT: the language of Graphviz, with shapes and lines as in our pictures and every attribute told.

https://graphviz.org/doc/info/lang.html
"""

from __future__ import annotations

from collections.abc import Iterator

from relparty.graph_formats import Picture
from relparty.phrases import Lang
from relparty_graphs.attributes import Told, Value, edge_attributes, lot_attributes, node_attributes, one_line, proven, told
from relparty_graphs.style import FONTS, LINE_LOOKS, NODE_LOOKS, line_kind

_BIDDER_PEN = "3"


def draw(picture: Picture, lang: Lang) -> bytes:  # noqa: ARG001  # the names of attributes are the same in every language
    """The graph as DOT, a party or a relation a line."""
    return ("\n".join(("digraph relparty {", *(f"  {line};" for line in _lines(picture)), "}")) + "\n").encode()


def _lines(picture: Picture) -> Iterator[str]:
    yield f"graph {_list({**told(lot_attributes(picture)), 'charset': 'UTF-8', 'rankdir': 'TB'})}"
    yield f"node {_list({'fontname': FONTS})}"
    yield f"edge {_list({'fontname': FONTS})}"
    for node in picture.nodes:
        looks: Told = {"shape": NODE_LOOKS[node.kind].shape, **({"penwidth": _BIDDER_PEN} if node.is_bidder else {})}
        yield f"{quoted(one_line(node.id))} {_list(told(node_attributes(node)) | looks)}"
    findings = proven(picture)
    for edge in picture.edges:
        attributes: Told = {
            "key": one_line(edge.id),
            **told(edge_attributes(edge, findings[edge.id])),
            "style": LINE_LOOKS[line_kind(edge, picture.lot.opens_on)].dash,
        }
        yield f"{quoted(one_line(edge.start))} -> {quoted(one_line(edge.end))} {_list(attributes)}"


def _list(attributes: Told) -> str:
    return "[" + ", ".join(f"{name}={quoted(_text(value))}" for name, value in attributes.items()) + "]"


def quoted(text: str) -> str:
    r"""The text as a quoted string that Graphviz draws as it stands.

    In labels `\N` and `&amp;` mean something else than themselves, and after a backslash a quote ends nothing: backslashes
    are doubled, and ampersands and quotes are named. Whoever reads the raw values undoes both.
    """
    return '"' + text.replace("\\", "\\\\").replace("&", "&amp;").replace('"', "&quot;") + '"'


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
