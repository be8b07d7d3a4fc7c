"""The page of a screening: nothing is lost, nothing is executed, nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from relparty.phrases import Lang
from relparty.reports import words
from relparty.reports.document import Document
from relparty.reports.html import html

HOSTILE = "<script>alert(1)</script>"
SVG = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n'
    '<svg width="100pt" height="50pt" xmlns="http://www.w3.org/2000/svg"><text>甲公司</text></svg>\n'
)
LANGS: tuple[Lang, ...] = ("zh", "en")


class Page(HTMLParser):
    """The elements of a page, its text, and what could not be balanced."""

    VOID = frozenset({"meta", "path", "circle", "input", "br", "hr", "img", "link"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, tag
        assert self.open.pop() == tag
        if tag in {"td", "dt"}:
            self.texts.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.texts.append(data)

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", "".join(self.texts))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    def values(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute))]


def source(file: str = "forms/01.xlsx", text: str = "张三 | 60", sha: str = "ab" * 32) -> Document:
    return {"file": file, "place": "采集表!B10", "sha256": sha, "text": text}


def step(start: str, end: str, relation: str = "持股 60%", **rest: Any) -> Document:
    return {"from": start, "to": end, "relation": relation, "percent": None, "since": None, "until": None, "sources": [source()]} | rest


def finding(number: int, level: str, bidders: list[str], **rest: Any) -> Document:
    told: Document = {
        "id": f"shared_shareholder-{number:012d}",
        "rule": "shared_shareholder",
        "level": level,
        "bidders": bidders,
        "certainty": "confirmed",
        "summary": f"summary number {number}.",
        "basis": [{"text": f"text {number}.", "article": f"article {number}."}],
        "next_step": f"ask number {number}.",
        "paths": [],
    }
    return told | rest


def document(
    findings: list[Document], verdict: str = "review", names: tuple[str, ...] = ("甲公司", "乙公司", "丙公司"), **lot: Any
) -> Document:
    return {
        "schema": "relparty/screening/1",
        "relparty": "9.8.7",
        "lot": {
            "id": "LOT-1",
            "name": "河道监测",
            "regime": "tendering",
            "overlay": None,
            "opens_on": "2026-11-22",
            "as_of": "2026-11-23",
        }
        | lot,
        "verdict": verdict,
        "quotes": {"required": 3, "received": 3, "after_bar": 3, "groups": 2, "independent": 2},
        "bidders": [
            {
                "name": name,
                "uscc": f"91440300MA{n:07d}X",
                "forms": [{"file": f"forms/{n:02d}.xlsx", "sha256": f"{n:064d}"}],
                "status": "read",
            }
            for n, name in enumerate(names)
        ],
        "findings": findings,
        "evidence": [
            {"file": f"forms/{n:02d}.xlsx", "sha256": f"{n:064d}", "kind": "xlsx", "read_at": "2026-11-22"} for n in range(len(names))
        ],
    }


def every_level() -> Document:
    levels = ("bar", "deemed", "review", "lead", "note", "unchecked")
    path = {"steps": [step("张三", "甲公司"), step("张三", "丁公司"), step("丁公司", "乙公司", "监事")], "effective_percent": 25.2551}
    return document([finding(n, level, ["甲公司", "乙公司"], paths=[path]) for n, level in enumerate(levels)], "stop")


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_is_told_whole(lang: Lang) -> None:
    told = every_level()
    text = Page(html(told, SVG, lang)).text
    for each in told["findings"]:
        for part in (each["summary"], each["next_step"], each["id"], each["basis"][0]["text"], each["basis"][0]["article"]):
            assert part in text


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_is_well_formed_and_says_its_language(lang: Lang) -> None:
    page = Page(html(every_level(), SVG, lang))
    assert page.open == []
    assert page.named("html") == [{"lang": {"zh": "zh-CN", "en": "en"}[lang]}]
    assert words.TITLES["report"].say(lang) in page.text
    assert words.VERDICT["stop"].say(lang) in page.text
    assert words.MEMO.say(lang) in page.text
    assert len(page.values("id")) == len(set(page.values("id")))


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("verdict", ["stop", "review", "incomplete", "clear"])
def test_the_verdict_comes_first_with_word_meaning_and_shape(verdict: str, lang: Lang) -> None:
    page = Page(html(document([], verdict), "", lang))
    assert page.text.index(words.VERDICT[verdict].say(lang)) < page.text.index(words.TITLES["counts"].say(lang))
    assert words.VERDICT_MEANING[verdict].say(lang) in page.text
    assert {"stop": "#i-bar", "review": "#i-review", "incomplete": "#i-unchecked", "clear": "#i-clear"}[verdict] in page.values("href")


@pytest.mark.parametrize("lang", LANGS)
def test_levels_follow_one_another_as_a_reader_needs_them(lang: Lang) -> None:
    levels = [value.removeprefix("level-") for value in Page(html(every_level(), "", lang)).values("id") if value.startswith("level-")]
    assert levels == ["bar", "deemed", "review", "lead", "unchecked", "note"]


def test_every_link_inside_the_page_leads_somewhere() -> None:
    page = Page(html(every_level(), SVG, "zh"))
    targets = set(page.values("id"))
    assert all(link.startswith("#") and link[1:] in targets for link in page.values("href"))
    assert set(" ".join(page.values("aria-labelledby")).split()) <= targets


def test_a_company_may_be_called_script() -> None:
    hostile = step(HOSTILE, '"><img src=x onerror=alert(1)>', HOSTILE, sources=[source(HOSTILE, HOSTILE, '"onmouseover="alert(1)')])
    bad = finding(
        1, "bar", [HOSTILE, "乙公司"], summary=HOSTILE, next_step=HOSTILE, paths=[{"steps": [hostile], "effective_percent": None}]
    )
    bad |= {"basis": [{"text": HOSTILE, "article": HOSTILE}]}
    page = Page(html(document([bad], "stop", (HOSTILE, "乙公司"), name=HOSTILE, id=HOSTILE, regime=HOSTILE), SVG, "zh"))
    assert not page.named("script")
    assert not page.named("img")
    assert not [name for _, attrs in page.elements for name in attrs if name.startswith("on")]
    assert page.open == []
    assert page.text.count(HOSTILE) >= 10


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_fetches_nothing_and_runs_nothing(lang: Lang) -> None:
    text = html(every_level(), SVG, lang)
    page = Page(text)
    policies = [attrs["content"] for attrs in page.named("meta") if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policies == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert not [name for name, _ in page.elements if name in {"script", "link", "iframe", "object", "embed", "base", "form", "img"}]
    assert "url(" not in text
    assert "@import" not in text
    assert re.findall(r"https?://[^\"]*", text) == ["http://www.w3.org/2000/svg"]  # a name of the picture's language, fetched by nobody


def test_the_same_document_gives_the_same_page() -> None:
    assert html(every_level(), SVG, "zh") == html(every_level(), SVG, "zh")


@pytest.mark.parametrize("lang", LANGS)
def test_a_clear_lot_says_so_and_leaves_no_part_empty(lang: Lang) -> None:
    page = Page(html(document([], "clear"), "", lang))
    for name in ("no_findings", "no_pairs", "no_picture"):
        assert words.TITLES[name].say(lang) in page.text
    assert not page.named("article")


@pytest.mark.parametrize("lang", LANGS)
def test_a_lot_without_anything_still_makes_a_page(lang: Lang) -> None:
    page = Page(html(document([], "incomplete", ()), "", lang))
    assert words.TITLES["no_bidders"].say(lang) in page.text
    assert words.TITLES["no_evidence"].say(lang) in page.text


def test_the_picture_stands_without_its_prolog() -> None:
    text = html(every_level(), SVG, "zh")
    assert '<svg width="100pt" height="50pt" xmlns="http://www.w3.org/2000/svg"><text>甲公司</text></svg>' in text
    assert "<?xml" not in text
    assert text.lower().count("<!doctype") == 1


@pytest.mark.parametrize(("width", "shrinks"), [("1200", True), ("900pt", True), ("1200pt", False), ("1800px", False)])
def test_a_picture_shrinks_only_as_far_as_it_can_be_read(width: str, *, shrinks: bool) -> None:
    page = Page(html(every_level(), f'<svg width="{width}" height="50"></svg>', "zh"))
    assert [attrs["class"] for attrs in page.named("div") if attrs.get("role") == "region"] == ["picture fits" if shrinks else "picture"]


def test_a_path_is_told_as_chains_that_begin_at_the_common_holder() -> None:
    text = Page(html(every_level(), "", "zh")).text
    assert "张三 —[持股 60%]→1 甲公司 张三 —[持股 60%]→2 丁公司 —[监事]→3 乙公司" in text
    assert "有效持股 25.2551%" in text


def test_a_step_tells_its_share_and_days_once() -> None:
    steps = [
        step("张三", "甲公司", "持股", percent=33.3333, since="2020-01-01", until="2026-03-31"),
        step("甲公司", "乙公司", "持股 60%", percent=60),
    ]
    text = Page(
        html(document([finding(1, "lead", ["甲公司", "乙公司"], paths=[{"steps": steps, "effective_percent": None}])]), "", "zh")
    ).text
    assert "张三 —[持股 33.3333%、自 2020-01-01 起、至 2026-03-31 止]→1 甲公司 —[持股 60%]→2 乙公司" in text


def test_what_could_not_be_tested_has_no_arrow_and_keeps_its_source() -> None:
    nowhere = {"steps": [step("丙公司", "", "未能核查的内容", sources=[source("forms/03.pdf", "看不清")])], "effective_percent": None}
    told = finding(1, "unchecked", ["丙公司"], rule="unchecked", certainty=None, basis=[], paths=[nowhere])
    text = Page(html(document([told], "incomplete"), "", "zh")).text
    assert "丙公司 —[未能核查的内容]1" in text
    assert "forms/03.pdf" in text
    assert "看不清" in text


def test_every_source_shows_file_place_text_and_hash() -> None:
    page = Page(html(every_level(), "", "zh"))
    assert {"ab" * 32, f"{0:064d}"} <= set(page.values("title"))
    assert page.text.count("forms/01.xlsx 采集表!B10 张三 | 60 abababababab") == 3 * 6


def test_evidence_carries_whole_hashes() -> None:
    text = Page(html(every_level(), "", "zh")).text
    assert all(f"{n:064d}" in text for n in range(3))


def test_pairs_show_their_strongest_level_first_and_only_once() -> None:
    told = document(
        [finding(1, "lead", ["甲公司", "乙公司"]), finding(2, "bar", ["甲公司", "乙公司"]), finding(3, "note", ["丙公司"])], "stop"
    )
    text = Page(html(told, "", "zh")).text
    pairs = text[text.rindex("有发现的投标人组合") : text.rindex("核查发现")]
    assert pairs.count("甲公司") == 1
    assert "禁止" in pairs
    assert "线索" not in pairs
    assert "丙公司" not in pairs


def test_counts_below_the_required_number_are_marked() -> None:
    text = Page(html(document([]), "", "zh")).text
    assert re.search(r"归并后组数\s*2\s*不足", text)
    assert re.search(r"收到报价\s*3\s*达到", text)


@pytest.mark.parametrize(("article", "lang"), [("细则第七十五条【待核】", "zh"), ("Detailed Rules, art. 75 [text to be verified]", "en")])
def test_a_text_to_be_verified_is_marked(article: str, lang: Lang) -> None:
    told = document([finding(1, "deemed", ["甲公司", "乙公司"], basis=[{"text": "text", "article": article}])], "stop")
    page = Page(html(told, "", lang))
    assert [attrs for attrs in page.named("li") if attrs.get("class") == "unverified"]
    assert words.TITLES["unverified"].say(lang) in page.text


def test_rules_show_their_title_and_red_flag_and_unknown_ones_their_name() -> None:
    told = document([finding(1, "lead", ["甲公司", "乙公司"]), finding(2, "lead", ["甲公司"], rule="rule_of_tomorrow")])
    text = Page(html(told, "", "zh")).text
    assert "共同股东" in text
    assert "OCP R033" in text
    assert "rule_of_tomorrow" in text


def test_the_regime_is_told_by_its_title_and_a_users_own_by_its_name() -> None:
    assert "政府采购 + 深圳" in Page(html(document([], regime="gov_procurement", overlay="shenzhen"), "", "zh")).text
    assert "our_own_rules" in Page(html(document([], regime="our_own_rules"), "", "zh")).text


def test_many_findings_keep_their_sources_folded_except_the_gravest() -> None:
    path = {"steps": [step("张三", "甲公司")], "effective_percent": None}
    told = document([finding(n, "bar" if n < 2 else "lead", ["甲公司", "乙公司"], paths=[path]) for n in range(40)], "stop")
    folds = Page(html(told, "", "zh")).named("details")
    assert len(folds) == 40
    assert sum("open" in attrs for attrs in folds) == 2


def test_words_cover_every_level_verdict_and_count() -> None:
    assert words.LEVEL.keys() == words.LEVEL_MEANING.keys()
    assert words.VERDICT.keys() == words.VERDICT_MEANING.keys()
    assert words.COUNTS.keys() == words.COUNT_MEANING.keys()
