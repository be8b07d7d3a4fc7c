"""The SVG format: everything can be read, nothing lies over anything else, and no name becomes markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from relparty.graph_formats import Picture, PictureEdge, PictureNode, draw, formats
from relparty.model.finding import LEVEL_WORDS, Level
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.phrases import Lang, Phrase, verbatim
from relparty_graphs.labels import label, shown, wrapped

SVG = "{http://www.w3.org/2000/svg}"
LEGEND = Phrase("依据 2026-11-22 的申报", "as declared on 2026-11-22")
HOSTILE = [
    "<script>alert(1)</script>",
    "<b>甲</b>",
    "<>",
    "甲&amp;乙 &lt;丙&gt; &#60;",
    "a \"quoted\" 'name'",
    "\\N \\G \\n \\l \\E back\\slash\\",
    "甲公司\n乙公司",
    "很长的名字" * 40,
    "W" * 200,
    "😀👨‍👩‍👧公司",
    "甲\u202e乙",
    "\x00\x08\x1b\ud800\ufffe",
    "]]><!-- -->",
    "ﷺ بسم الله",
    "  ",
    "",
]


def company(key: str, name: str = "甲公司", **more: object) -> PictureNode:
    return PictureNode(key, name, "91440300MA04583099", PartyKind.COMPANY, **more)  # type: ignore[arg-type]  # only for tests


def held(start: str, end: str, words: str = "持股 60%", **more: object) -> PictureEdge:
    return PictureEdge(start, end, verbatim(words), "holds", more.pop("kinds", ("declaration",)), **more)  # type: ignore[arg-type]  # only for tests


def drawn(nodes: list[PictureNode], edges: list[PictureEdge], lang: Lang = "zh", title: str = "标段") -> ET.Element:
    return ET.fromstring(draw("svg", Picture(title, tuple(nodes), tuple(edges), LEGEND), lang))


def part(root: ET.Element, key: str) -> ET.Element:
    return next(each for each in root.iter(f"{SVG}g") if each.get("id") == key)


def read(element: ET.Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{SVG}text"))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def boxes(root: ET.Element, key: str) -> list[tuple[float, float, float, float]]:
    found = []
    for group in part(root, key).iter(f"{SVG}g"):
        if group.get("class") != "node":
            continue
        ellipse = group.find(f".//{SVG}ellipse")
        if ellipse is not None:
            cx, cy, rx, ry = (float(ellipse.get(name, "")) for name in ("cx", "cy", "rx", "ry"))
            found.append((cx - rx, cy - ry, cx + rx, cy + ry))
            continue
        points = [point.split(",") for polygon in group.iter(f"{SVG}polygon") for point in polygon.get("points", "").split()]
        xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
        found.append((min(xs), min(ys), max(xs), max(ys)))
    return found


def overlap(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.1 and min(one[3], other[3]) - max(one[1], other[1]) > 0.1


def assert_apart(root: ET.Element) -> None:
    for key in ("parties", "key"):
        assert not [pair for pair in combinations(boxes(root, key), 2) if overlap(*pair)]


def assert_inside(root: ET.Element) -> None:
    """Every party and label lies within the page."""
    _, _, width, height = map(float, root.get("viewBox", "").split())
    for outer in root.findall(f"{SVG}g"):
        inner = next(iter(outer.findall(f"{SVG}g")))
        if inner.get("id") not in ("parties", "key"):
            continue
        shifts = [re.search(r"translate\((\S+) (\S+)\)", each.get("transform", "")) for each in (outer, inner)]
        dx, dy = (sum(float(shift[axis]) for shift in shifts if shift) for axis in (1, 2))
        for left, top, right, bottom in boxes(root, str(inner.get("id"))):
            assert left + dx >= 0
            assert top + dy >= 0
            assert right + dx <= width
            assert bottom + dy <= height


def test_svg_is_a_format_that_the_core_finds() -> None:
    assert "svg" in formats()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_name_number_and_relation_can_be_read(lang: Lang) -> None:
    nodes = [company("n1", is_bidder=True, level=Level.BAR), PictureNode("n2", "罗启航", "310109********0001", PartyKind.PERSON)]
    head = Phrase("法定代表人（单位负责人）", "person in charge")
    root = drawn(nodes, [PictureEdge("n2", "n1", head, "head", ("declaration",)), held("n2", "n1")], lang)
    text = squeezed(read(root))
    for words in ("甲公司", "91440300MA04583099", "罗启航", "310109********0001", head.say(lang), "持股 60%", LEGEND.say(lang), "标段"):
        assert squeezed(words) in text


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("level", list(Level))
def test_a_bidder_and_its_level_are_words_and_a_heavy_border(level: Level, lang: Lang) -> None:
    root = drawn([company("n1", is_bidder=True, level=level), company("n2")], [held("n2", "n1")], lang)
    assert {"zh": "投标人", "en": "Bidder"}[lang] in read(part(root, "p1"))
    assert squeezed(LEVEL_WORDS[level].say(lang)) in squeezed(read(part(root, "p1")))
    pens = [float(next(part(root, key).iter(f"{SVG}polygon")).get("stroke-width", "1")) for key in ("p1", "p2")]
    assert pens[0] > pens[1]


def test_every_kind_of_party_has_a_shape_of_its_own_and_stands_in_the_key() -> None:
    nodes = [PictureNode(f"n{kind}", "甲", "", kind) for kind in PartyKind]
    root = drawn(nodes, [])
    shapes = {}
    for number, kind in enumerate(PartyKind, start=1):
        group = part(root, f"p{number}")
        outlines = [(each.tag, len(each.get("points", "").split())) for each in group.iter() if each.tag != f"{SVG}text"]
        shapes[kind] = tuple(outlines)
        assert PARTY_KIND_WORDS[kind].say("zh") in read(part(root, "key"))
    assert len(set(shapes.values())) == len(PartyKind)


def test_ended_relations_and_our_judgements_are_told_by_dash_and_by_word() -> None:
    people = [PictureNode(key, "王伟", "", PartyKind.PERSON) for key in ("n2", "n3")]
    same = PictureEdge("n2", "n3", verbatim("姓名相同"), "same_name", ("declaration",), is_judgement=True)
    root = drawn([company("n1"), *people], [held("n2", "n1"), held("n3", "n1", until=date(2026, 3, 1)), same])
    dashes = {key: next(part(root, f"{key}a").iter(f"{SVG}path")).get("stroke-dasharray") for key in ("e1", "e2", "e3")}
    words = {key: read(part(root, key)) for key in dashes}
    by_words = {words[key]: dashes[key] for key in dashes}
    assert len(set(by_words.values())) == 3
    assert by_words["持股 60%"] is None
    assert "持股 60%（2026-03-01 终止）" in by_words
    assert read(part(root, "key")).count("系统判断") == 1


@pytest.mark.parametrize(
    ("kinds", "mark"),
    [(("declaration",), ""), (("register",), "〔登记〕"), (("declaration", "register"), "〔申报、登记〕"), (("gazette",), "〔gazette〕")],
)
def test_the_source_of_a_relation_can_be_seen(kinds: tuple[str, ...], mark: str) -> None:
    root = drawn([company("n1"), company("n2")], [held("n1", "n2", kinds=kinds)])
    assert read(part(root, "e1")) == f"持股 60%{mark}"


def test_relations_between_the_same_two_are_one_line_with_all_words() -> None:
    root = drawn([company("n1"), company("n2")], [held("n1", "n2", "持股 60%"), held("n1", "n2", "董事长"), held("n1", "n2", "监事")])
    assert [text.text for text in part(root, "e1").iter(f"{SVG}text")] == ["持股 60%", "董事长", "监事"]
    assert len([group for group in root.iter(f"{SVG}g") if group.get("class") == "edge"]) == 2 + 1  # two halves, and one in the key


def test_holders_stand_above_and_bidders_in_one_row_at_the_bottom() -> None:
    nodes = [
        company("n1", is_bidder=True),
        company("n2", is_bidder=True),
        company("n3"),
        company("n4"),
        PictureNode("n5", "139", "", PartyKind.FACT),
    ]
    root = drawn(nodes, [held("n3", "n4"), held("n4", "n1"), held("n3", "n2"), held("n1", "n5", "电话"), held("n2", "n5", "电话")])
    middles = {f"p{number}": (box[1] + box[3]) / 2 for number, box in enumerate(_in_order(root), start=1)}
    assert middles["p3"] < middles["p4"] < middles["p1"]
    assert middles["p1"] == pytest.approx(middles["p2"])
    assert middles["p5"] < middles["p1"]


def _in_order(root: ET.Element) -> list[tuple[float, float, float, float]]:
    keys = [str(group.get("id")) for group in part(root, "parties").iter(f"{SVG}g") if group.get("class") == "node"]
    found = dict(zip(keys, boxes(root, "parties"), strict=True))
    return [found[key] for key in sorted(key for key in keys if key.startswith("p"))]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text_wherever_it_stands(name: str, lang: Lang, capfd: pytest.CaptureFixture[str]) -> None:
    nodes = [PictureNode(f"n{kind}", name, name, kind, is_bidder=True, level=Level.BAR) for kind in PartyKind]
    edges = [held(nodes[0].id, node.id, name, kinds=(name,)) for node in nodes[1:]]
    root = drawn(nodes, edges, lang, title=name)
    tags = {element.tag.removeprefix(SVG) for element in root.iter()}
    assert tags <= {"svg", "g", "title", "desc", "rect", "text", "polygon", "polyline", "ellipse", "path"}
    assert not [key for element in root.iter() for key in element.attrib if key.startswith("on") or key.endswith("href")]
    for key in [f"p{number}" for number in range(1, len(nodes) + 1)]:
        assert squeezed(shown(name)) in squeezed(read(part(root, key)))
    assert squeezed(shown(name)) in squeezed(read(part(root, "e1")))
    assert_apart(root)
    assert_inside(root)
    assert capfd.readouterr() == ("", "")


def test_a_mark_that_turns_the_reading_direction_is_shown_as_its_code() -> None:
    root = drawn([company("n1", "甲\u202e乙\u200b")], [])
    assert "甲⟨U+202E⟩乙⟨U+200B⟩" in read(root)
    assert "\u202e" not in "".join(root.itertext())


def test_the_same_picture_gives_the_same_bytes_whatever_the_machine() -> None:
    code = (
        "import sys; from relparty.graph_formats import *; from relparty.model.party import PartyKind; from relparty.phrases import verbatim;"
        "n=tuple(PictureNode(f'n{i}','甲乙丙','1',k) for i,k in enumerate(PartyKind));"
        "p=Picture('标段',n,tuple(PictureEdge('n0',each.id,verbatim('持股'),'holds',()) for each in n[1:]),verbatim('依据'));"
        "sys.stdout.buffer.write(draw('svg',p,'zh'))"
    )
    machines = [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"}, {"FONTCONFIG_FILE": "/nonexistent"}]
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **machine}, capture_output=True, check=True) for machine in machines
    ]
    assert len({run.stdout for run in runs}) == 1
    assert {run.stderr for run in runs} == {b""}


def test_the_order_of_relations_does_not_matter() -> None:
    nodes = tuple(company(f"n{number}") for number in range(6))
    edges = tuple(held(f"n{one}", f"n{other}") for one, other in combinations(range(6), 2))
    assert draw("svg", Picture("标段", nodes, edges, LEGEND), "zh") == draw("svg", Picture("标段", nodes, edges[::-1], LEGEND), "zh")


@pytest.mark.parametrize(("lang", "words"), [("zh", "没有可画的关联关系"), ("en", "There is no relation to draw")])
def test_an_empty_picture_says_so(lang: Lang, words: str) -> None:
    root = drawn([], [], lang)
    assert words in read(root)
    assert "标段" in read(root)


def test_readers_who_hear_it_get_title_description_and_tooltips() -> None:
    root = drawn([company("n1", is_bidder=True, level=Level.LEAD), company("n2", "乙公司")], [held("n2", "n1")])
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "标段"
    assert "乙公司 → 甲公司: 持股 60%" in (root.findtext(f"{SVG}desc") or "")
    assert part(root, "p1").findtext(f"{SVG}title") == "甲公司 · 企业 · 91440300MA04583099 · 投标人 · 线索"
    assert part(root, "e1").findtext(f"{SVG}title") == "乙公司 → 甲公司: 持股 60%"


def test_many_bidders_of_one_owner_stand_below_each_other_and_not_on_an_endless_line() -> None:
    nodes = [company("n0"), *(company(f"n{number}", is_bidder=True, level=Level.REVIEW) for number in range(1, 101))]
    root = drawn(nodes, [held("n0", node.id) for node in nodes[1:]])
    assert float(root.get("width", "0")) < 1700
    assert_apart(root)
    assert_inside(root)


@st.composite
def pictures(data: st.DrawFn) -> Picture:
    kinds = st.sampled_from(list(PartyKind))
    names = st.one_of(st.text(max_size=40), st.text("深圳市甲辰建设工程有限公司", min_size=2, max_size=40))
    count = data(st.integers(1, 100))
    nodes = tuple(
        PictureNode(
            f"n{number}",
            data(names),
            "9" * data(st.sampled_from([0, 18])),
            data(kinds),
            data(st.booleans()),
            data(st.sampled_from([None, *Level])),
        )
        for number in range(count)
    )
    places = st.integers(0, count - 1)
    edges = tuple(
        PictureEdge(f"n{start}", f"n{end}", verbatim(words), "holds", ("register",), is_judgement, date(2026, 3, 1) if is_ended else None)
        for start, end, words, is_judgement, is_ended in data(
            st.lists(st.tuples(places, places, st.text("持股百分之 60%", max_size=30), st.booleans(), st.booleans()), max_size=count)
        )
    )
    return Picture("标段", nodes, edges, LEGEND)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictures(), st.sampled_from(["zh", "en"]))
def test_nothing_lies_over_anything_else_in_any_picture(picture: Picture, lang: Lang) -> None:
    root = ET.fromstring(draw("svg", picture, lang))
    assert_apart(root)
    assert_inside(root)
    text = squeezed(read(root))
    for words in [node.name for node in picture.nodes] + [edge.words.say(lang) for edge in picture.edges]:
        assert squeezed(shown(words)) in text


@given(st.text(max_size=120), st.floats(4, 30))
def test_wrapping_loses_nothing_and_keeps_to_the_room(text: str, room: float) -> None:
    lines = wrapped(text, room)
    assert squeezed("".join(lines)) == squeezed(shown(text))
    assert label(text, 10, room).lines == tuple(label(line, 10, 1000).lines[0] for line in lines)


@given(st.text("深圳市甲辰建设工程有限公司", min_size=1, max_size=200))
def test_long_names_are_broken_into_lines_of_nearly_equal_length(name: str) -> None:
    lengths = [len(line) for line in wrapped(name, 12)]
    assert max(lengths) <= 12
    assert max(lengths) - min(lengths) <= len(lengths)
