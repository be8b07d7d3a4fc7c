"""How parties and relations look: the one place for colours, shapes, lines and the words that stand for them.

Nothing is told by colour alone: kinds have shapes, bidders a heavy border and a word, levels, hubs and folded parties
a word, control a heavy line and a word, ended relations and judgements of ours a dash and a word.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from relparty.graph_formats import PictureEdge, PictureNode
from relparty.model.finding import LEVEL_WORDS, Level
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.model.tie import CERTAINTY_WORDS, Certainty
from relparty.phrases import Lang, Phrase
from relparty_graphs.labels import INK, Label, label, shown, stacked

FONTS = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Hiragino Sans GB, SimHei, WenQuanYi Micro Hei, sans-serif"
PAPER = "#ffffff"
FAINT = "#57606a"
LINE = "#424a53"
NAME_ROOM = 12.0
WORDS_ROOM = 14.0

BIDDER = Phrase("投标人", "Bidder")
LEGEND = Phrase("按 {day} 的情况绘制 · 结论见报告", "as it stood on {day} · see the report for the findings")
NOTHING = Phrase("没有可画的关联关系", "There is no relation to draw")
HUB = Phrase("枢纽", "Hub")
HUB_NOTE = Phrase(
    "枢纽：持股极多或为国资机构，同由其持股不说明关联", "hub: the state or a holder of so many that sharing it proves nothing"
)
FOLDED = Phrase("合并画出，家数、人数见框内", "several drawn as one, their number inside")
TOO_MANY = Phrase(
    "此图有 {count} 个彼此相连的主体，画出来无法辨认。请按某一发现或某两家投标人画图，或导出 GraphML 用专门的软件查看。",
    "{count} parties hang together here, more than a picture can show. Draw one finding or two bidders, or export GraphML for a graph program.",
)
_UNMARKED = Phrase("未注明来源的关系出自投标文件申报", "relations without a mark come from the bidders' declarations")
_CONTROL = Phrase(" · 控制", " · control")
_MORE: dict[PartyKind, Phrase] = {
    PartyKind.PERSON: Phrase("另有 {count} 名自然人", "and {count} more persons"),
    PartyKind.COMPANY: Phrase("另有 {count} 家企业", "and {count} more companies"),
}
_MORE_PARTIES = Phrase("另有 {count} 个主体", "and {count} more parties")
_ENDED = Phrase("（{day} 终止）", " (ended {day})")
_ENDS = Phrase("（至 {day}）", " (until {day})")
_SOURCES = Phrase("〔{kinds}〕", " [{kinds}]")
SOURCE_WORDS: dict[str, Phrase] = {
    "declaration": Phrase("申报", "declaration"),
    "register": Phrase("登记", "register"),
    "lot": Phrase("项目文件", "lot file"),
}


@dataclass(frozen=True, slots=True)
class NodeLook:
    """The shape of a party; `stretch` is how much larger than its text the shape must be."""

    shape: str
    fill: str
    border: str = LINE
    pen: float = 1.0
    outlines: int = 1
    stretch: tuple[float, float] = (1.0, 1.0)
    padding: tuple[float, float] = (16.0, 12.0)


NODE_LOOKS: dict[PartyKind, NodeLook] = {
    PartyKind.PERSON: NodeLook("ellipse", "#fdf1e3", stretch=(1.3, 1.35), padding=(12, 4)),
    PartyKind.COMPANY: NodeLook("box", "#eef3f8"),
    PartyKind.LISTED: NodeLook("box", "#e6f4ea", outlines=2),
    PartyKind.STATE: NodeLook("hexagon", "#f1eafa", stretch=(1.3, 1.1), padding=(24, 12)),
    PartyKind.OTHER: NodeLook("octagon", "#f0f0f0", stretch=(1.1, 1.1), padding=(20, 14)),
    PartyKind.FACT: NodeLook("note", "#fff9db", padding=(24, 14)),
}
FOLDED_LOOK = NodeLook("box3d", "#f6f8fa", stretch=(1.05, 1.1), padding=(24, 16))
"""The look of many parties drawn as one: a stack."""
WORDS_LOOK = NodeLook("box", PAPER, border=PAPER, pen=0, padding=(8, 4))
"""The look of the words on a line: they are a box of their own, so that nothing can lie over them."""

_LEVEL_COLOURS: dict[Level, str] = {
    Level.BAR: "#a40e26",
    Level.DEEMED: "#a8320a",
    Level.REVIEW: "#7d4e00",
    Level.LEAD: "#0550ae",
    Level.NOTE: "#424a53",
    Level.UNCHECKED: "#424a53",
}


def level_colour(level: Level) -> str:
    """The colour of a level, dark enough to be read on paper."""
    return _LEVEL_COLOURS[level]


class LineKind(StrEnum):
    """What a line means."""

    DOCUMENT = "document"
    CONTROL = "control"
    ENDED = "ended"
    JUDGEMENT = "judgement"


@dataclass(frozen=True, slots=True)
class LineLook:
    """The stroke of a line."""

    dash: str
    colour: str
    pen: float


LINE_LOOKS: dict[LineKind, LineLook] = {
    LineKind.DOCUMENT: LineLook("solid", LINE, 1.2),
    LineKind.CONTROL: LineLook("solid", INK, 3.0),
    LineKind.ENDED: LineLook("dashed", "#6e7781", 1.2),
    LineKind.JUDGEMENT: LineLook("dotted", "#8250df", 2.4),
}
LINE_WORDS: dict[LineKind, Phrase] = {
    LineKind.DOCUMENT: Phrase("文件记载的关系", "relation told by a document"),
    LineKind.CONTROL: Phrase("仅凭该持股即为控制", "control by this share alone"),
    LineKind.ENDED: Phrase("已终止的关系", "ended relation"),
    LineKind.JUDGEMENT: Phrase("系统判断，并非文件记载", "our judgement, told by no document"),
}


def line_kind(edge: PictureEdge, day: date) -> LineKind:
    """What the line of an edge means on a day."""
    if edge.is_judgement:
        return LineKind.JUDGEMENT
    if edge.until and edge.until <= day:
        return LineKind.ENDED
    return LineKind.CONTROL if edge.is_control else LineKind.DOCUMENT


def node_look(node: PictureNode) -> NodeLook:
    """The look of a party: its kind's shape, a stack for several, a heavy border for a bidder in the colour of its level."""
    look = FOLDED_LOOK if node.folded else NODE_LOOKS[node.kind]
    return replace(look, border=_accent(node), pen=3.0) if node.is_bidder else look


def node_label(node: PictureNode, lang: Lang) -> Label:
    """What stands in a party's shape: for a bidder the word and its level, the name, the number; how many where it stands for several."""
    return stacked(
        label(_badge(node, lang), 11, NAME_ROOM * 2, bold=True, colour=_accent(node)),
        label(party_name(node, lang), 13, NAME_ROOM, bold=node.is_bidder),
        label(node.number, 10, NAME_ROOM * 2, colour=FAINT),
    )


def party_name(node: PictureNode, lang: Lang) -> str:
    """The name of a party; how many more there are where it stands for several."""
    return _MORE.get(node.kind, _MORE_PARTIES)(count=node.folded).say(lang) if node.folded else node.name


def node_tooltip(node: PictureNode, lang: Lang) -> str:
    """One line that tells all of a party."""
    words = (shown(party_name(node, lang)), PARTY_KIND_WORDS[node.kind].say(lang), shown(node.number), _badge(node, lang))
    return " · ".join(word for word in words if word)


def edge_words(edge: PictureEdge, lang: Lang, day: date) -> str:
    """The words on a line: the relation, control, its end, and its sources unless it is only declared or our judgement."""
    kind = line_kind(edge, day)
    control = _CONTROL.say(lang) if kind is LineKind.CONTROL else ""
    ended = (_ENDED if kind is LineKind.ENDED else _ENDS)(day=edge.until).say(lang) if edge.until else ""
    kinds = tuple(SOURCE_WORDS.get(kind, kind) for kind in edge.source_kinds)
    is_marked = not edge.is_judgement and edge.source_kinds not in ((), ("declaration",))
    return edge.words + control + ended + (_SOURCES(kinds=_said(kinds, lang)).say(lang) if is_marked else "")


def edge_label(edges: tuple[PictureEdge, ...], lang: Lang, day: date) -> Label:
    """The label of one line: each of the relations that it stands for on lines of its own, what is told alike once."""
    ink = LINE_LOOKS[LineKind.JUDGEMENT].colour if edges[0].is_judgement else INK
    words = dict.fromkeys(edge_words(edge, lang, day) for edge in edges)
    return stacked(*(label(each, 11, WORDS_ROOM, colour=ink) for each in words))


def source_note(edges: tuple[PictureEdge, ...], lang: Lang) -> str:
    """What a relation without a mark means; empty when there is none."""
    return _UNMARKED.say(lang) if any(edge.source_kinds == ("declaration",) and not edge.is_judgement for edge in edges) else ""


def _said(kinds: tuple[Phrase | str, ...], lang: Lang) -> str:
    return ("、" if lang == "zh" else ", ").join(kind if isinstance(kind, str) else kind.say(lang) for kind in kinds)


def _badge(node: PictureNode, lang: Lang) -> str:
    words = (
        BIDDER.say(lang) if node.is_bidder else "",
        HUB.say(lang) if node.is_hub else "",
        CERTAINTY_WORDS[Certainty.PROBABLE].say(lang) if node.is_probable else "",
        LEVEL_WORDS[node.level].say(lang) if node.level is not None else "",
    )
    return " · ".join(word for word in words if word)


def _accent(node: PictureNode) -> str:
    return INK if node.level is None else level_colour(node.level)
