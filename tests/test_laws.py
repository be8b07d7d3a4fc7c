"""Laws that hold for every lot: what may not matter does not, and what is personal never shows."""

from __future__ import annotations

import json
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

import formwriter
import lotmaker
import running
from relparty.graph_formats import draw, lot_picture
from relparty.reports.document import document, text
from relparty.reports.html import html
from relparty.reports.table import table

WORDS = "甲辰 乙木 丙火 丁香 戊土".split()
COMPANIES = [("深圳市庚金投资有限公司", "$31"), ("深圳市辛未控股有限公司", "$32"), ("深圳市壬水实业有限公司", "$33")]
PEOPLE = [
    ("尉迟砚山", "#40"),
    ("厉昶远", "#31"),
    ("戎珩砚", "#32"),
    ("阚旻翊", "#33*"),
    ("阚旻翊", "#33"),
    ("张伟", ""),
    ("百里砚秋", "#45*"),
]

people = st.sampled_from(PEOPLE).map(lambda each: {"name": each[0], "id": each[1]})
companies = st.sampled_from(COMPANIES).map(lambda each: {"name": each[0], "id": each[1], "kind": "company"})
bidders_as_holders = st.sampled_from(range(5)).map(lambda n: {"name": f"@{WORDS[n]}", "id": f"${100 + n}", "kind": "company"})
holders = st.one_of(people.map(lambda person: {**person, "kind": "person"}), companies, bidders_as_holders)
splits = st.sampled_from([[100], [60, 40], [50, 50], [46, 30, 24], [83.29, 16.71], [34, 33, 33]])


@st.composite
def shareholders(draw_: Callable[..., Any]) -> list[dict[str, Any]]:
    return [{**draw_(holders), "percent": percent} for percent in draw_(splits)]


@st.composite
def bidder_forms(draw_: Callable[..., Any]) -> dict[str, Any]:
    uppers = []
    for company, _ in draw_(st.lists(st.sampled_from(COMPANIES), max_size=2, unique=True)):
        uppers += [
            {"company": company, "holder": {k: v for k, v in h.items() if k != "percent"}, "percent": h["percent"]}
            for h in draw_(shareholders())
        ]
    form: dict[str, Any] = {"shareholders": draw_(shareholders()), "upper_holdings": uppers}
    if draw_(st.booleans()):
        form["head"] = draw_(people)
    form["officers"] = [{**person, "office": "supervisor"} for person in draw_(st.lists(people, max_size=2))]
    if draw_(st.booleans()):
        agent = {**draw_(people), "role": "agent", "phone": draw_(st.sampled_from(["13900000001", "13900000002"]))}
        form["people"] = [{**agent, "insured_at": draw_(st.sampled_from(["@甲辰", "@乙木", "深圳市人力服务有限公司"]))}]
    if draw_(st.integers(0, 3)) == 0:
        form["changes"] = [{"item": "法定代表人", "before": draw_(people)["name"], "after": "卞昶昶", "date": "2026-03-01"}]
    return form


lots = st.fixed_dictionaries(
    {
        "id": st.just("L1"),
        "name": st.just("示例项目"),
        "opens_on": st.just("2026-12-01"),
        "regime": st.sampled_from(["gov_procurement", "tendering", "sub_threshold"]),
        "bidders": st.fixed_dictionaries({word: bidder_forms() for word in WORDS}),
    }
)


def screened(lot: dict[str, Any], order: list[str] | None = None) -> dict[str, Any]:
    """The document of a lot whose form files are named in the order given."""
    with tempfile.TemporaryDirectory() as folder:
        path = lotmaker.write(Path(folder) / "lot", lot)
        for number, word in enumerate(order or []):
            old = path / "forms" / f"{list(lot['bidders']).index(word) + 1:02d}.json"
            old.rename(path / "forms" / f"x{number}.json")
        return running.told(path)


def graph_without_places(told: dict[str, Any]) -> list[Any]:
    """The graph without the files that tell it and the ids that their order gives."""
    names = {each["id"]: each["name"] for each in told["graph"]["parties"]}
    relations = [
        {**each, "id": "", "from": names[each["from"]], "to": names[each["to"]], "sources": len(each["sources"])}
        for each in told["graph"]["relations"]
    ]
    return [told["graph"]["parties"], sorted(json.dumps(each, ensure_ascii=False, sort_keys=True) for each in relations)]


def without_places(told: dict[str, Any]) -> list[Any]:
    """The findings without the file names that a renaming of files changes."""
    findings = json.loads(json.dumps(told["findings"]))
    for finding in findings:
        finding.pop("id")
        for path in finding["paths"]:
            for step in path["steps"]:
                step.pop("edge")
                step["sources"] = sorted((source["sha256"], source["place"], source["text"]) for source in step["sources"])
    return sorted(json.dumps(finding, ensure_ascii=False, sort_keys=True) for finding in findings)


@settings(max_examples=25, deadline=None)
@given(lots, st.randoms(use_true_random=False))
def test_the_order_of_bidders_and_of_files_changes_nothing(lot: dict[str, Any], chance: random.Random) -> None:
    shuffled = list(lot["bidders"])
    chance.shuffle(shuffled)
    first, second = screened(lot), screened(lot, order=shuffled)
    assert without_places(first) == without_places(second)
    assert (first["verdict"], first["quotes"]) == (second["verdict"], second["quotes"])
    assert graph_without_places(first) == graph_without_places(second)


@settings(max_examples=20, deadline=None)
@given(lots)
def test_renaming_a_company_everywhere_changes_nothing_but_its_name(lot: dict[str, Any]) -> None:
    old, new = "深圳市庚金投资有限公司", "深圳市翎羽科技有限公司"
    renamed = json.loads(json.dumps(lot, ensure_ascii=False).replace(old, new))
    first, second = screened(lot), screened(renamed)
    assert {(f["rule"], f["level"], *f["bidders"]) for f in first["findings"]} == {
        (f["rule"], f["level"], *f["bidders"]) for f in second["findings"]
    }
    assert first["quotes"] == second["quotes"]


@settings(max_examples=20, deadline=None)
@given(lots)
def test_an_unrelated_bidder_never_removes_a_finding(lot: dict[str, Any]) -> None:
    more = {**lot, "bidders": {**lot["bidders"], "己未": {"bidder": {"uscc": "$777"}}}}
    few = {(f["rule"], f["level"], *f["bidders"]) for f in screened(lot)["findings"] if f["rule"] != "too_few_quotes"}
    many = {(f["rule"], f["level"], *f["bidders"]) for f in screened(more)["findings"] if f["rule"] != "too_few_quotes"}
    assert few == many


@settings(max_examples=15, deadline=None)
@given(lots, st.sampled_from(["json", "xlsx", "docx"]))
def test_no_whole_resident_id_leaves_memory(lot: dict[str, Any], kind: str) -> None:
    forms = lotmaker.forms(lot)
    with tempfile.TemporaryDirectory() as folder:
        path = lotmaker.write(Path(folder) / "lot", lot)
        if kind != "json":
            writer = {"xlsx": formwriter.xlsx, "docx": formwriter.docx}[kind]
            for number, form in enumerate(forms.values(), start=1):
                (path / "forms" / f"{number:02d}.json").unlink()
                (path / "forms" / f"{number:02d}.{kind}").write_bytes(writer(form))
        result = running.screened(path)
    for lang in ("zh", "en"):
        told = document(result, lang)
        svg = draw("svg", lot_picture(told), lang).decode()
        written = text(told) + svg + html(told, svg, lang) + table(told, "csv", lang).decode("utf-8-sig")
        for number in {*range(31, 46), *range(1000, 1005), *range(2000, 2005)}:
            assert lotmaker.person_id(number) not in written


@settings(max_examples=25, deadline=None)
@given(lots)
def test_every_finding_of_a_pair_is_sourced_and_every_verdict_follows_from_the_findings(lot: dict[str, Any]) -> None:
    told = screened(lot)
    levels = {finding["level"] for finding in told["findings"]}
    if levels & {"bar", "deemed"}:
        assert told["verdict"] == "stop"
    elif levels & {"review", "lead"}:
        assert told["verdict"] == "review"
    else:
        assert told["verdict"] == ("incomplete" if "unchecked" in levels else "clear")
    for finding in told["findings"]:
        if len(finding["bidders"]) == 2:
            assert finding["paths"]
            assert all(step["sources"] for path in finding["paths"] for step in path["steps"])
    counts = told["quotes"]
    assert counts["groups"] <= counts["independent"] <= counts["received"]
    assert counts["after_bar"] <= counts["received"]


@settings(max_examples=25, deadline=None)
@given(lots)
def test_bar_and_deemed_rest_on_confirmed_identity_alone(lot: dict[str, Any]) -> None:
    for finding in screened(lot)["findings"]:
        if finding["level"] in ("bar", "deemed") and len(finding["bidders"]) == 2:
            assert finding["certainty"] == "confirmed"


@settings(max_examples=25, deadline=None)
@given(lots)
def test_one_finding_a_rule_and_pair(lot: dict[str, Any]) -> None:
    pairs = [(f["rule"], *f["bidders"]) for f in screened(lot)["findings"] if len(f["bidders"]) == 2]
    assert len(pairs) == len(set(pairs))
