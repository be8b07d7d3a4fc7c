"""What the dossier says: all of the screening, in an order to decide by, and what would refute it."""

from __future__ import annotations

import json
import re

import pytest

import dossierpapers as papers
from relparty.phrases import Lang, Phrase
from relparty.reports import words
from relparty.reports.document import masked
from relparty.reports.dossier import blocks, content, glossary
from relparty.reports.dossier.findings import MOST_PAGES
from relparty.reports.dossier.labels import CERTAINTY_MEANING, LABELS
from relparty.reports.dossier.pairs import MOST_PAIRS
from relparty.reports.dossier.refutation import REFUTATIONS, SOURCE_WRONG
from relparty.rules.catalog import rules

LOTS = ("D01-demo", "P08-shenzhen-agents", "P12-circle", "P07-state-owner", "Q13-bidder-without-a-form", "Q15-script-as-a-name")
LANGS: tuple[Lang, ...] = ("zh", "en")
HAN = re.compile("[\u4e00-\u9fff]")


def sheets_of(paper: blocks.Paper) -> list[list[str]]:
    return [[text for block in sheet.blocks for text in papers.said(block)] for sheet in blocks.sheets(paper)]


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("lot", LOTS)
def test_every_finding_is_told_whole(lot: str, lang: Lang) -> None:
    document = papers.told(lot, lang)
    said = papers.all_said(content.dossier(document, {}))
    text = "\n".join(said)
    for finding in document["findings"]:
        assert finding["summary"] in said
        assert finding["next_step"] in said
        for source in (source for path in finding["paths"] for step in path["steps"] for source in step["sources"]):
            assert all(part in text for part in (source["file"], source["place"], source["text"], source["sha256"]))
        if finding["level"] != "unchecked":
            assert finding["id"] in said
            assert all(basis["article"] in said and basis["text"] in said for basis in finding["basis"])


@pytest.mark.parametrize("lang", LANGS)
def test_a_page_has_all_that_a_decision_needs(lang: Lang) -> None:
    document = papers.told("D01-demo", lang)
    (page,) = [sheet for sheet in sheets_of(content.dossier(document, {})) if document["findings"][0]["id"] in sheet]
    text = "\n".join(page)
    needed = ("basis", "evidence_paths", "next_step")
    assert all(words.TITLES[name].say(lang) in page for name in needed)
    for name in ("refute", "reply", "upheld", "dismissed", "further", "leader", "member", "finance", "day", "bidder_seal"):
        assert LABELS[name].say(lang) in text
    assert CERTAINTY_MEANING["confirmed"].say(lang) in text
    assert words.LEVEL_MEANING["bar"].say(lang) in page
    refutation = REFUTATIONS["same_head"]
    assert all(fact.say(lang) in page for fact in (*refutation.facts, SOURCE_WRONG))


def test_no_page_holds_two_findings_and_the_gravest_comes_first() -> None:
    document = papers.told("D01-demo")
    ids = [finding["id"] for finding in document["findings"] if finding["level"] != "unchecked"]
    pages = [[each for each in ids if each in sheet] for sheet in sheets_of(content.dossier(document, {}))]
    assert [page for page in pages if page] == [[each] for each in ids]
    levels = [finding["level"] for finding in document["findings"] if finding["level"] != "unchecked"]
    assert levels == ["bar", "deemed", "review", "review", "lead", "lead"]


def test_every_rule_says_what_would_refute_it_in_its_own_words() -> None:
    assert set(REFUTATIONS) == set(rules())
    for name, refutation in REFUTATIONS.items():
        assert len({fact.zh for fact in refutation.facts}) == len(refutation.facts) >= (1 if name == "unchecked" else 3)
    assert len({tuple(fact.zh for fact in each.facts) for each in REFUTATIONS.values()}) == len(REFUTATIONS)


def test_every_word_is_in_its_language() -> None:
    refuting = [phrase for each in REFUTATIONS.values() for phrase in (*each.facts, each.no_answer) if phrase]
    phrases: list[Phrase] = [*LABELS.values(), *CERTAINTY_MEANING.values(), *refuting, *(part for term in glossary.TERMS for part in term)]
    assert [each.en for each in phrases if HAN.search(each.en)] == []
    assert [each.zh for each in phrases if not HAN.search(each.zh) and "{hash}" not in each.zh] == []


def test_the_cover_says_verdict_counts_and_memo() -> None:
    first = sheets_of(content.dossier(papers.told("D01-demo"), {}))[0]
    for text in ("暂停处理", words.VERDICT_MEANING["stop"].zh, words.MEMO.zh, "D01-demo", "2026-12-01", "政府采购 + 深圳"):
        assert text in first
    assert all(words.COUNTS[name].zh in first and words.COUNT_MEANING[name].zh in first for name in words.COUNTS)
    assert "6（达到）" in first


def test_too_few_quotes_are_said_to_be_too_few() -> None:
    document = papers.told("D01-demo") | {"quotes": {"required": 3, "received": 4, "after_bar": 2, "groups": 2, "independent": 3}}
    first = sheets_of(content.dossier(document, {}))[0]
    assert ["4（达到）" in first, "2（不足）" in first, "3" in first] == [True, True, True]


def test_the_foot_has_lot_and_whole_seal() -> None:
    document = papers.told("D01-demo")
    foot = content.dossier(document, {}).foot
    assert "D01-demo" in foot
    assert document["sha256"] in foot


def test_articles_not_compared_with_the_official_text_keep_their_mark() -> None:
    said = papers.all_said(content.dossier(papers.told("D01-demo"), {}))
    assert any("【待核】" in text for text in said)
    assert LABELS["unverified"].zh in said
    assert LABELS["unverified"].zh not in papers.all_said(content.dossier(papers.told("P12-circle"), {}))


@pytest.mark.parametrize("lot", LOTS)
def test_the_document_is_masked_already(lot: str) -> None:
    assert masked(papers.told(lot)) == papers.told(lot)


def test_a_number_put_into_the_document_by_hand_is_masked_all_the_same() -> None:
    document = json.loads(json.dumps(papers.told("D01-demo")).replace("110101********0009", "110101199001010009"))
    assert "110101199001010009" in json.dumps(document)
    text = "\n".join(papers.all_said(content.dossier(document, {})))
    assert "110101199001010009" not in text
    assert "110101********0009" in text


def test_a_lot_without_findings_says_so() -> None:
    document = papers.told("P01-clear")
    assert document["findings"] == []
    paper = content.dossier(document, {})
    said = papers.all_said(paper)
    assert words.TITLES["no_findings"].zh in said
    assert words.TITLES["no_pairs"].zh in said
    assert LABELS["unchecked_none"].zh in said
    assert all(block.rows for block in paper.blocks if isinstance(block, blocks.Table | blocks.Fields))


def test_what_was_not_checked_is_never_said_to_be_clear() -> None:
    said = papers.all_said(content.dossier(papers.told("Q13-bidder-without-a-form"), {}))
    assert LABELS["unchecked_means"].zh in said
    assert LABELS["unchecked_none"].zh not in said
    assert words.VERDICT["incomplete"].zh in said


def test_a_bidder_with_a_gap_is_not_shown_as_merely_noted() -> None:
    document = dict(papers.told("Q13-bidder-without-a-form"))
    (gap,) = document["findings"]
    document["findings"] = [gap, gap | {"id": "note-1", "rule": "shared_shareholder", "level": "note"}]
    (row,) = [
        row for block in content.dossier(document, {}).blocks if isinstance(block, blocks.Table) for row in block.rows if "缺采集表" in row
    ]
    assert row[-1] == "未能核查"


def test_of_thousands_of_findings_none_is_dropped_and_the_limit_is_told() -> None:
    document = papers.crowded()
    paper = content.dossier(document, {})
    said = papers.all_said(paper)
    assert len([block for block in paper.blocks if isinstance(block, blocks.Banner)]) == MOST_PAGES + 1
    text = "\n".join(said)
    assert [finding["id"] for finding in document["findings"] if finding["id"] not in text] == []
    assert LABELS["rest_told"](n=4950, pages=MOST_PAGES, rest=4950 - MOST_PAGES).say("zh") in said
    assert LABELS["pairs_rest_told"](n=4950, shown=MOST_PAIRS, rest=4950 - MOST_PAIRS).say("zh") in said


def test_as_many_findings_as_there_are_pages_need_no_second_table() -> None:
    document = papers.crowded(20)
    document["findings"] = document["findings"][:MOST_PAGES]
    assert LABELS["rest"].zh not in papers.all_said(content.dossier(document, {}))


def test_pictures_stand_with_what_they_show() -> None:
    document = papers.told("D01-demo")
    lot, one = papers.picture("全图"), papers.picture("一项")
    paper = content.dossier(document, {"": lot, document["findings"][1]["id"]: one, "no such finding": papers.picture("别的")})
    holding = [sheet for sheet in blocks.sheets(paper) if lot in sheet.blocks or one in sheet.blocks]
    assert [sheet.on_side for sheet in holding] == [True, False]
    assert document["findings"][1]["summary"] in [text for block in holding[1].blocks for text in papers.said(block)]


def test_a_picture_higher_than_wide_leaves_its_page_upright() -> None:
    high = blocks.Picture(b"", papers.png(30, 60), "", is_wide=False)
    paper = content.dossier(papers.told("D01-demo"), {"": high})
    assert [sheet.on_side for sheet in blocks.sheets(paper) if high in sheet.blocks] == [False]


def test_pieces_of_scans_are_shown() -> None:
    document = papers.with_crop(papers.told("D01-demo"), papers.png())
    (crop,) = papers.crops(content.dossier(document, {}))
    assert crop.png == papers.png()
    assert "forms/01.xlsx" in crop.words


def test_a_file_that_only_a_source_names_has_its_hash_in_the_manifest() -> None:
    document = dict(papers.told("D01-demo"))
    document["evidence"] = [each for each in document["evidence"] if each["file"] != "forms/01.xlsx"]
    (sha256,) = {source["sha256"] for source in _sources(document) if source["file"] == "forms/01.xlsx"}
    tables = [block for block in content.dossier(document, {}).blocks if isinstance(block, blocks.Table)]
    assert ("forms/01.xlsx", LABELS["cited_only"].zh, "", sha256) in [row for table in tables for row in table.rows]


def test_registers_are_told_with_their_day_and_hash() -> None:
    asked = {
        "company": "深圳市甲辰工程有限公司",
        "source": "gb_companies_house",
        "kind": "登记",
        "retrieved_on": "2026-11-20",
        "file": "registers/1.json",
        "sha256": "ab" * 32,
        "notes": ["只有当前股东"],
    }
    text = "\n".join(papers.all_said(content.dossier(papers.told("D01-demo") | {"registers": [asked]}, {})))
    assert all(part in text for part in ("gb_companies_house", "2026-11-20", "ab" * 32, "只有当前股东"))
    assert LABELS["no_registers"].zh not in text


def test_program_regime_rules_and_terms_are_named() -> None:
    document = papers.told("D01-demo")
    said = papers.all_said(content.dossier(document, {}))
    assert f"relparty {document['relparty']}" in said
    assert all(name in said for name in rules())
    assert all(word.zh in said for word, _ in glossary.TERMS)


def test_rules_of_another_version_are_not_said_to_have_run() -> None:
    said = papers.all_said(content.dossier(papers.told("D01-demo") | {"relparty": "0.0.0"}, {}))
    assert "same_head" in said
    assert "same_bond_account" not in said


def _sources(document: dict[str, object]) -> list[dict[str, str]]:
    findings: list[dict[str, list[dict[str, list[dict[str, list[dict[str, str]]]]]]]] = document["findings"]  # type: ignore[assignment]  # a plain document
    return [source for finding in findings for path in finding["paths"] for step in path["steps"] for source in step["sources"]]
