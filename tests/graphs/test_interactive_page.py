"""The interactive page as a file: all in it, nothing outside it, no text of a form becomes markup or script."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pagelots
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from relparty.graph_formats import Picture, PictureFinding, cut, draw, formats
from relparty.model.finding import LEVEL_WORDS, VERDICT_WORDS, Level
from relparty.phrases import Lang
from relparty.reports import words as report_words
from relparty_graphs.labels import shown
from relparty_graphs.page import compose
from relparty_graphs.page.scope import MOST, scopes
from relparty_graphs.page.words import LOT, SHELL, SPOKEN
from relparty_graphs.style import LINE_WORDS, LineKind

PAGE = Path(compose.__file__).parent
VOID = {"meta", "input", "link", "br", "img"}


class Parts(HTMLParser):
    """What a parser makes of a page: its elements, their attributes, the text of scripts and styles, and how they nest."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.raw: dict[str, str] = {}
        self.text = ""
        self.open: list[str] = []
        self.inside = ""
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        self.elements.append((tag, told))
        if tag not in VOID:
            self.open.append(tag)
        self.inside = told.get("type") or tag if tag in ("script", "style") else ""

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.raw[self.inside] = self.raw.get(self.inside, "") + data
        else:
            self.text += data

    @property
    def lot(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.raw["application/json"])
        return found


def page_of(picture: Picture, lang: Lang = "zh") -> str:
    return draw("html", picture, lang).decode()


def test_the_page_is_a_format_that_the_core_finds() -> None:
    assert "html" in formats()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_its_policy_allows_this_script_and_this_style_and_nothing_else(lang: Lang) -> None:
    parts = Parts(page_of(pagelots.dated(), lang))
    (policy,) = (told["content"] for _, told in parts.elements if told.get("http-equiv") == "Content-Security-Policy")
    script, style = (
        f"'sha256-{base64.b64encode(hashlib.sha256(parts.raw[name].encode()).digest()).decode()}'" for name in ("module", "style")
    )
    assert policy == f"default-src 'none'; script-src {script}; style-src {style}; base-uri 'none'; form-action 'none'"


@pytest.mark.parametrize("make", [pagelots.dated, pagelots.hostile, lambda: pagelots.screened("D01-demo")])
def test_no_element_asks_for_anything_or_carries_script_or_style(make: Any) -> None:
    parts = Parts(page_of(make()))
    for tag, told in parts.elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "foreignobject"}
        assert not [name for name in told if name.startswith("on") or name in ("style", "src", "srcset", "xlink:href", "action")]
        assert told.get("href", "#").startswith("#")
    assert Counter(tag for tag, _ in parts.elements)["script"] == 2
    assert "@import" not in parts.raw["style"]
    assert "url(" not in parts.raw["style"]
    assert not re.search(
        r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b|new Function|fetch\(|XMLHttp|import\(", parts.raw["module"]
    )


def test_a_page_holds_no_address_of_anything() -> None:
    page = page_of(pagelots.screened("D01-demo"))
    assert set(re.findall(r"[a-z]+://[^\s\"'<]*", page)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"""["'(]//\w""", page)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_hostile_text_makes_no_element_and_ends_no_script(lang: Lang) -> None:
    hostile = pagelots.hostile()
    calm = replace(
        hostile,
        lot=pagelots.lot(),
        nodes=tuple(replace(node, name="甲", number="9") for node in hostile.nodes),
        edges=tuple(replace(edge, words="持股") for edge in hostile.edges),
    )
    parts, plain = Parts(page_of(hostile, lang)), Parts(page_of(calm, lang))
    assert {tag for tag, _ in parts.elements} == {tag for tag, _ in plain.elements}
    assert {name for _, told in parts.elements for name in told} <= {name for _, told in plain.elements for name in told} | {
        "textlength",
        "lengthadjust",
    }
    assert parts.raw["module"] == plain.raw["module"]
    assert "<" not in parts.raw["application/json"]
    assert [party["name"] for party in parts.lot["parties"]] == [shown(text) for text in pagelots.HOSTILE]
    assert {finding["summary"] for finding in parts.lot["findings"]} == {shown(text) for text in pagelots.HOSTILE}


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["zh", "en"]))
def test_any_name_comes_back_as_it_was_with_its_marks_visible(name: str, lang: Lang) -> None:
    picture = pagelots.dated()
    named = replace(picture, nodes=(replace(picture.nodes[0], name=name), *picture.nodes[1:]), lot=replace(picture.lot, name=name))
    parts = Parts(page_of(named, lang))
    assert parts.lot["parties"][0]["name"] == shown(name)
    assert not [mark for mark in "\u202e\u2066\u200b\x00" if mark in json.dumps(parts.lot, ensure_ascii=False)]


@pytest.mark.parametrize("name", ["D01-demo", "P05-layers", "P12-circle", "Q10-ended-11-months-ago", "Q15-script-as-a-name"])
def test_everything_of_the_picture_is_told(name: str) -> None:
    picture = pagelots.screened(name)
    lot = Parts(page_of(picture)).lot
    assert [(party["name"], party["number"]) for party in lot["parties"]] == [(shown(node.name), node.number) for node in picture.nodes]
    told = [
        (lot["parties"][each["from"]]["name"], each["words"], lot["parties"][each["to"]]["name"], each["since"], each["until"])
        for each in lot["relations"]
    ]
    names = {node.id: shown(node.name) for node in picture.nodes}
    days = [(str(edge.since) if edge.since else None, str(edge.until) if edge.until else None) for edge in picture.edges]
    assert told == [(names[edge.start], edge.words, names[edge.end], *day) for edge, day in zip(picture.edges, days, strict=True)]
    sources = [[tuple(lot["sources"][n].values())[:3] for n in each["sources"]] for each in lot["relations"]]
    assert sources == [[(source.file, source.place, source.sha256) for source in edge.sources] for edge in picture.edges]
    by_id = {each["id"]: each for each in lot["findings"]}
    edges = {edge.id: n for n, edge in enumerate(picture.edges)}
    for finding in picture.findings:
        each = by_id[finding.id]
        assert (each["title"], each["summary"], each["nextStep"]) == (finding.title, shown(finding.summary), finding.next_step)
        assert tuple(each["basis"]) == finding.basis
        assert each["relations"] == [edges[edge] for edge in finding.edges]
        assert each["levelWords"] == LEVEL_WORDS[finding.level].zh


def test_findings_stand_in_the_order_of_the_report() -> None:
    levels = [finding["level"] for finding in Parts(page_of(pagelots.dated())).lot["findings"]]
    assert levels == ["bar", "review", "unchecked", "note"]
    assert list(report_words.ORDER) == sorted(
        report_words.ORDER, key=[Level.BAR, Level.DEEMED, Level.REVIEW, Level.LEAD, Level.UNCHECKED, Level.NOTE].index
    )


def test_no_whole_personal_number_is_in_the_page() -> None:
    page = page_of(pagelots.screened("D01-demo"))
    assert re.search(r"\d{6}\*{8}\d{4}", page)
    assert not re.search(r"(?<!\d)\d{6}(19|20)\d{9}[\dX](?!\w)", page)


def charts(parts: Parts) -> dict[str, tuple[set[int], list[set[int]]]]:
    """The parties and the lines of relations that are drawn, by scope."""
    found: dict[str, tuple[set[int], list[set[int]]]] = {}
    for tag, told in parts.elements:
        if tag == "svg" and "data-scope" in told:
            nodes, lines = found.setdefault(told["data-scope"], (set(), []))
        elif "data-party" in told:
            nodes.add(int(told["data-party"]))
        elif told.get("class") == "words":
            lines.append(set(map(int, told["data-relations"].split())))
    return found


def test_what_proves_findings_is_drawn_first_and_everything_beside_it() -> None:
    picture = pagelots.dated()
    drawn = charts(Parts(page_of(picture)))
    assert list(drawn) == ["proof", "whole"]
    assert {picture.nodes[n].id for n in drawn["proof"][0]} == {"a", "b", "m", "t", "o", "h"}
    assert set().union(*drawn["proof"][1]) == set(range(6))
    assert drawn["whole"][0] == set(range(8))
    assert set().union(*drawn["whole"][1]) == set(range(7))


def test_relations_of_other_days_never_share_a_line() -> None:
    picture = pagelots.dated()
    more = [
        replace(picture.edges[5], id=f"r5{n}", words=f"董事{n}", until=until)
        for n, until in enumerate((None, None, picture.edges[5].until))
    ]
    parts = Parts(page_of(replace(picture, edges=(*picture.edges, *more))))
    lines = charts(parts)["whole"][1]
    assert {7, 8} in lines
    assert {5, 9} in lines
    for line in lines:
        assert len({(parts.lot["relations"][n]["since"], parts.lot["relations"][n]["until"]) for n in line}) == 1


def test_the_days_to_choose_are_those_on_which_something_changed_and_the_opening() -> None:
    assert Parts(page_of(pagelots.dated())).lot["stops"] == ["2024-01-01", "2026-03-01", "2026-07-01", "2026-12-01"]
    assert Parts(page_of(pagelots.screened("P05-layers"))).lot["stops"] == []


def test_a_lot_without_findings_shows_everything() -> None:
    picture = pagelots.screened("P01-clear")
    assert [scope.name for scope in scopes(picture)] == ["whole"]
    assert VERDICT_WORDS["clear"].zh in Parts(page_of(picture)).text


def test_a_lot_of_nothing_is_a_page_too() -> None:
    parts = Parts(page_of(Picture(pagelots.lot(), (), (), ())))
    assert charts(parts) == {}
    assert parts.lot["parties"] == []


def test_a_cut_shows_its_own_part_only() -> None:
    picture = pagelots.dated()
    drawn = charts(Parts(page_of(cut(picture, ["f-head"]))))
    assert list(drawn) == ["proof"]
    assert Parts(page_of(cut(picture, ["f-not"]))).lot["findings"][0]["level"] == "unchecked"


def test_too_much_for_a_picture_is_listed_and_not_drawn() -> None:
    picture = pagelots.large()
    parts = Parts(page_of(picture))
    drawn = charts(parts)
    assert list(drawn) == ["proof"]
    assert len(drawn["proof"][0]) == 3
    assert len(parts.lot["parties"]) == len(picture.nodes)
    assert len(parts.lot["relations"]) == len(picture.edges)


def test_where_even_the_proof_is_too_much_the_first_findings_are_drawn_whole() -> None:
    picture = pagelots.large(100, 100, related=True)
    (scope,) = scopes(picture)
    assert 0 < scope.findings < len(picture.findings)
    assert len(scope.picture.nodes) <= MOST
    assert len(scope.picture.edges) <= MOST
    parts = Parts(page_of(picture))
    assert parts.lot["scopes"] == [{"name": "proof", "findings": scope.findings, "isPart": True}]
    drawn = set().union(*charts(parts)["proof"][1])
    assert all(set(finding["relations"]) <= drawn for finding in parts.lot["findings"][: scope.findings])


def test_a_finding_that_points_to_what_is_not_there_does_no_harm() -> None:
    picture = pagelots.dated()
    strange = PictureFinding("f-x", "rule", "标题", Level.BAR, "内容", ("某公司",), ("zz",), ("yy",))
    lot = Parts(page_of(replace(picture, findings=(strange, *picture.findings)))).lot
    assert lot["findings"][0]["parties"] == []
    assert lot["findings"][0]["relations"] == []


@pytest.mark.parametrize(("until", "is_ended"), [(date(2026, 12, 1), True), (date(2026, 12, 2), False)])
def test_what_ends_after_the_day_of_opening_has_not_ended(until: date, is_ended: bool) -> None:
    picture = pagelots.dated()
    assert picture.lot.opens_on == date(2026, 12, 1)
    edges = tuple(replace(edge, until=until if edge.id == "r2" else None) for edge in picture.edges)
    text = Parts(page_of(replace(picture, edges=edges))).text
    assert (LINE_WORDS[LineKind.ENDED].zh in text, LINE_WORDS[LineKind.CONTROL].zh in text) == (is_ended, not is_ended)
    assert (f"{until} 终止" in text, f"至 {until}" in text) == (is_ended, not is_ended)


def test_a_verdict_that_nobody_knows_is_never_shown_as_clear() -> None:
    picture = pagelots.dated()
    parts = Parts(page_of(replace(picture, lot=replace(picture.lot, verdict="splendid"))))
    assert "splendid" in parts.text
    assert [told["class"] for _, told in parts.elements if told.get("class", "").startswith("verdict")] == ["verdict v-incomplete"]


def test_every_word_that_the_scripts_say_exists_and_is_said() -> None:
    script = "".join((PAGE / "scripts" / f"{name}.js").read_text(encoding="utf-8") for name in compose.SCRIPTS)
    asked = set(re.findall(r'say\(\s*(?:[^()"`]*\? )?"(\w+)"', script))
    assert asked <= set(SPOKEN)
    assert {path.stem for path in (PAGE / "scripts").glob("*.js")} == set(compose.SCRIPTS)
    for name in SPOKEN:
        assert re.search(rf"[\"`.{{ ]{name}\b|\$\{{sight\.scope\}}_{name.partition('_')[2]}\b", script), name
    shell = (PAGE / "page.html.j2").read_text(encoding="utf-8")
    for name in SHELL:
        assert re.search(rf"w\.{name}\b|w\[\"{name}\"\]", shell) or name in ("proof", "whole"), name
    for phrase in (*SHELL.values(), *SPOKEN.values(), *LOT.values()):
        assert set(re.findall(r"\{\w+\}", phrase.zh)) == set(re.findall(r"\{\w+\}", phrase.en))


def test_no_id_stands_twice_and_every_reference_leads_somewhere() -> None:
    parts = Parts(page_of(pagelots.screened("D01-demo")))
    ids = Counter(told["id"] for _, told in parts.elements if "id" in told)
    assert not [name for name, count in ids.items() if count > 1]
    for _, told in parts.elements:
        for name in ("aria-labelledby", "aria-describedby", "for"):
            assert set(told.get(name, "").split()) <= set(ids)
        assert told.get("href", "#stage")[1:] in ids


@pytest.mark.parametrize(("lang", "page_lang", "words"), [("zh", "zh-CN", "核查发现"), ("en", "en", "Findings")])
def test_the_page_speaks_one_language(lang: Lang, page_lang: str, words: str) -> None:
    parts = Parts(page_of(pagelots.screened("D01-demo", lang), lang))
    assert dict(parts.elements)["html"]["lang"] == page_lang
    assert words in parts.text


def test_the_same_picture_gives_the_same_bytes_whatever_the_machine() -> None:
    code = (
        "import sys; sys.path[:0] = ['tests', 'tests/graphs']; import pagelots; from relparty.graph_formats import draw;"
        "sys.stdout.buffer.write(draw('html', pagelots.dated(), 'zh') + draw('html', pagelots.large(20, 200), 'en'))"
    )
    machines = [{"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Asia/Shanghai"}, {"FONTCONFIG_FILE": "/nonexistent"}]
    root = Path(__file__).parents[2]
    runs = [
        subprocess.run([sys.executable, "-c", code], env={**os.environ, **each}, cwd=root, capture_output=True, check=True)
        for each in machines
    ]
    assert len({run.stdout for run in runs}) == 1
    assert {run.stderr for run in runs} == {b""}
