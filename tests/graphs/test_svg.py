"""The SVG format: everything can be read, nothing lies over anything else, and no name becomes markup."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import date
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from picturemaker import DAY, company, held, person, pictured
from pictureparts import SVG, assert_apart, assert_inside, boxes, part, read, squeezed

from relparty.graph_formats import Picture, PictureEdge, PictureFinding, PictureNode, PictureSource, draw, formats, is_picture
from relparty.model.finding import LEVEL_WORDS, Level
from relparty.model.party import PARTY_KIND_WORDS, PartyKind
from relparty.phrases import Lang
from relparty_graphs.fold import folded
from relparty_graphs.labels import label, shown, wrapped
from relparty_graphs.style import LEGEND

HERE = Path(__file__).parent
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


def drawn(nodes: list[PictureNode], edges: list[PictureEdge], lang: Lang = "zh", name: str = "标段") -> ET.Element:
    return ET.fromstring(draw("svg", pictured(nodes, edges, name), lang))


def test_svg_is_a_picture_format_that_the_core_finds() -> None:
    assert "svg" in formats()
    assert is_picture("svg")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_name_number_and_relation_can_be_read(lang: Lang) -> None:
    nodes = [company("n1", is_bidder=True, level=Level.BAR), PictureNode("n2", "罗启航", "310109********0001", PartyKind.PERSON)]
    head = {"zh": "法定代表人（单位负责人）", "en": "person in charge"}[lang]
    root = drawn(nodes, [held("n2", "n1", head, relation="head"), held("n2", "n1")], lang)
    text = squeezed(read(root))
    legend = LEGEND(day=DAY).say(lang)
    for words in ("甲公司", "91440300MA04583099", "罗启航", "310109********0001", head, "持股 60%", legend, "2026-11-22", "标段"):
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
    same = held("n2", "n3", "姓名相同", relation="same_name", is_judgement=True)
    root = drawn([company("n1"), *people], [held("n2", "n1"), held("n3", "n1", until=date(2026, 3, 1)), same])
    dashes = {key: next(part(root, f"{key}a").iter(f"{SVG}path")).get("stroke-dasharray") for key in ("e1", "e2", "e3")}
    words = {key: read(part(root, key)) for key in dashes}
    by_words = {words[key]: dashes[key] for key in dashes}
    assert len(set(by_words.values())) == 3
    assert by_words["持股 60%"] is None
    assert "持股 60%（2026-03-01 终止）" in by_words
    assert read(part(root, "key")).count("系统判断") == 1


def test_what_ends_after_the_day_of_the_picture_still_stands() -> None:
    root = drawn([company("n1"), company("n2")], [held("n1", "n2", until=date(2026, 12, 31), is_control=True)])
    assert read(part(root, "e1")) == "持股 60% · 控制（至 2026-12-31）"
    assert next(part(root, "e1a").iter(f"{SVG}path")).get("stroke-dasharray") is None
    assert "已终止" not in read(part(root, "key"))


@pytest.mark.parametrize(
    ("kinds", "mark"),
    [(("declaration",), ""), (("register",), "〔登记〕"), (("declaration", "register"), "〔申报、登记〕"), (("gazette",), "〔gazette〕")],
)
def test_the_source_of_a_relation_can_be_seen(kinds: tuple[str, ...], mark: str) -> None:
    root = drawn([company("n1"), company("n2")], [held("n1", "n2", kinds=kinds)])
    assert read(part(root, "e1")) == f"持股 60%{mark}"


def test_what_two_sources_tell_alike_is_written_once() -> None:
    edges = [held("n1", "n2", id=key) for key in ("r1", "r2")]
    assert read(part(drawn([company("n1"), company("n2")], edges), "e1")) == "持股 60%"


@pytest.mark.parametrize(("lang", "word"), [("zh", "控制"), ("en", "control")])
def test_control_is_told_from_a_mere_share_by_a_heavier_line_and_by_word(lang: Lang, word: str) -> None:
    nodes = [company(f"n{number}") for number in range(1, 5)]
    ended = held("n1", "n4", is_control=True, until=date(2026, 3, 1))
    root = drawn(nodes, [held("n1", "n2", is_control=True), held("n1", "n3"), ended], lang)
    pens = {key: float(next(part(root, f"{key}a").iter(f"{SVG}path")).get("stroke-width", "1")) for key in ("e1", "e2", "e3")}
    assert pens["e1"] > 2 * pens["e2"] == 2 * pens["e3"]
    assert [word in read(part(root, key)) for key in pens] == [True, False, False]
    assert word in read(part(root, "key"))
    assert word not in read(part(drawn(nodes, [held("n1", "n3")], lang), "key"))


def test_an_office_beside_a_controlling_share_is_on_the_same_heavy_line() -> None:
    edges = [held("n2", "n1", "法定代表人", relation="head"), held("n2", "n1", is_control=True)]
    for order in (edges, edges[::-1]):
        root = drawn([company("n1"), person("n2")], order)
        assert [text.text for text in part(root, "e1").iter(f"{SVG}text")] == ["持股 60% · 控制", "法定代表人"]
        assert float(next(part(root, "e1a").iter(f"{SVG}path")).get("stroke-width", "1")) > 2


@pytest.mark.parametrize(("lang", "word"), [("zh", "枢纽"), ("en", "Hub")])
def test_a_hub_is_told_by_a_word_that_the_key_explains(lang: Lang, word: str) -> None:
    nodes = [PictureNode("n1", "国资局", "", PartyKind.STATE, is_hub=True), company("n2", is_bidder=True)]
    root = drawn(nodes, [held("n1", "n2")], lang)
    assert [word in read(part(root, key)) for key in ("p1", "p2")] == [True, False]
    assert word.lower() in read(part(root, "key")).lower()
    assert word not in read(drawn([company("n1"), company("n2")], [held("n1", "n2")], lang))


def test_the_picture_of_one_finding_names_it_and_that_of_more_does_not() -> None:
    nodes, edges = [company("n1"), company("n2")], [held("n1", "n2", id="r1")]
    finding = PictureFinding("f1", "direct_holding", "直接持股", Level.REVIEW, "", (), ("n1", "n2"), ("r1",))
    one = ET.fromstring(draw("svg", pictured(nodes, edges, findings=[finding]), "zh"))
    assert "直接持股 · 须核实" in read(one)
    whole = pictured(nodes, [*edges, held("n2", "n1", id="r2")], findings=[finding])
    assert "直接持股" not in read(ET.fromstring(draw("svg", whole, "zh")))


def test_parts_that_nothing_joins_stand_in_shelves_the_worst_first() -> None:
    nodes = [company(f"n{number}", is_bidder=True, level=Level.BAR if number == 60 else None) for number in range(1, 61)]
    root = drawn(nodes, [])
    found = boxes(root)
    assert (found["p60"][0], found["p60"][1]) == (min(frame[0] for frame in found.values()), min(frame[1] for frame in found.values()))
    assert len({round(frame[3]) for key, frame in found.items() if key.startswith("p")}) == 6
    assert float(root.get("width", "0")) <= 1740
    assert_apart(root)


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
    middles = {key: (box[1] + box[3]) / 2 for key, box in boxes(root).items()}
    assert middles["p3"] < middles["p4"] < middles["p1"]
    assert middles["p1"] == pytest.approx(middles["p2"])
    assert middles["p5"] < middles["p1"]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_stays_text_wherever_it_stands(name: str, lang: Lang, capfd: pytest.CaptureFixture[str]) -> None:
    nodes = [PictureNode(f"n{kind}", name, name, kind, is_bidder=True, level=Level.BAR) for kind in PartyKind]
    edges = [held(nodes[0].id, node.id, name, kinds=(name,)) for node in nodes[1:]]
    root = drawn(nodes, edges, lang, name=name)
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
        "import sys; from picturemaker import company, held, pictured; from relparty.graph_formats import draw;"
        "nodes = [company(f'n{number}', '甲乙丙') for number in range(30)];"
        "edges = [held('n0', each.id) for each in nodes[1:]];"
        "sys.stdout.buffer.write(draw('svg', pictured(nodes, edges), 'zh'))"
    )
    machines = [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2"}, {"FONTCONFIG_FILE": "/nonexistent"}]
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **machine}, capture_output=True, check=True, cwd=HERE)
        for machine in machines
    ]
    assert len({run.stdout for run in runs}) == 1
    assert {run.stderr for run in runs} == {b""}


def test_the_order_of_relations_does_not_matter() -> None:
    nodes = tuple(company(f"n{number}") for number in range(6))
    edges = tuple(held(f"n{one}", f"n{other}") for one, other in combinations(range(6), 2))
    assert draw("svg", pictured(nodes, edges), "zh") == draw("svg", pictured(nodes, edges[::-1]), "zh")


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


@pytest.mark.parametrize(("lang", "words"), [("zh", "请按某一发现"), ("en", "Draw one finding")])
def test_more_than_anybody_could_follow_is_said_and_not_drawn(lang: Lang, words: str, capfd: pytest.CaptureFixture[str]) -> None:
    nodes = [company(f"n{number}", is_bidder=True) for number in range(5000)]
    edges = [held(f"n{number // 3}", f"n{number}") for number in range(1, 5000)]
    root = drawn(nodes, edges, lang)
    assert squeezed(words) in squeezed(read(root))
    assert "5000" in read(root)
    assert_inside(root)
    assert capfd.readouterr() == ("", "")


@st.composite
def pictures(data: st.DrawFn) -> Picture:
    kinds = st.sampled_from(list(PartyKind))
    names = st.one_of(st.text(max_size=40), st.text("深圳市甲辰建设工程有限公司", min_size=2, max_size=40))
    levels = st.sampled_from([None, *Level])
    count = data(st.integers(1, 100))
    nodes = [
        PictureNode(f"n{number}", data(names), "9" * data(st.sampled_from([0, 18])), data(kinds), data(st.booleans()), data(levels))
        for number in range(count)
    ]
    places = st.integers(0, count - 1)
    source = PictureSource("01.xls", "", "", "register")
    told = st.tuples(places, places, st.text("持股百分之 60%", max_size=30), st.booleans(), st.booleans(), st.booleans())
    edges = [
        PictureEdge(
            f"r{number}",
            f"n{start}",
            f"n{end}",
            words,
            "holds",
            (source,),
            is_control=is_control,
            is_judgement=is_judgement,
            until=date(2026, 3, 1) if is_ended else None,
        )
        for number, (start, end, words, is_control, is_judgement, is_ended) in enumerate(data(st.lists(told, max_size=count)))
    ]
    return pictured(nodes, edges)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(pictures(), st.sampled_from(["zh", "en"]))
def test_nothing_lies_over_anything_else_in_any_picture(picture: Picture, lang: Lang) -> None:
    root = ET.fromstring(draw("svg", picture, lang))
    assert_apart(root)
    assert_inside(root)
    text, less = squeezed(read(root)), folded(picture, lang)
    for words in [node.name for node in less.nodes] + [edge.words for edge in less.edges]:
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
