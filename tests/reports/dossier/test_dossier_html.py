"""The dossier as a page: nothing runs, nothing is fetched, every text stands as it is."""

from __future__ import annotations

import re

import pytest
from lxml import html as markup

import dossierpapers as papers
from relparty.reports.dossier import content
from relparty.reports.dossier.html import rendered


def page(document: dict[str, object]) -> markup.HtmlElement:
    return markup.fromstring(rendered(content.dossier(document, {"": papers.picture('<b>图</b>" onload="x')})).decode())


@pytest.mark.parametrize("name", papers.EVIL)
def test_a_name_never_becomes_markup(name: str) -> None:
    document = papers.renamed(papers.told("D01-demo"), name)
    root = page(document)
    plain = page(papers.told("D01-demo"))
    assert [each.tag for each in root.iter()] == [each.tag for each in plain.iter()]
    assert all(not key.startswith("on") for each in root.iter() for key in each.attrib)
    assert root.find(".//h1").text == "关联关系核查卷宗"
    shown = {papers.squeezed(each.text_content()) for each in root.iter("dd")}
    assert papers.squeezed(document["lot"]["name"]) in shown
    style = root.find(".//style").text
    assert ("</" in style, style.count("{") == style.count("}")) == (False, True)


def test_the_page_asks_nobody_for_anything() -> None:
    text = rendered(content.dossier(papers.told("D01-demo"), {"": papers.picture()})).decode()
    root = markup.fromstring(text)
    addresses = [each.get(key) for each in root.iter() for key in ("src", "href", "srcset", "action") if each.get(key)]
    assert addresses
    assert all(address.startswith("data:image/") for address in addresses)
    assert not re.search(r"https?://|url\(|@import|<script|<link", text)
    assert all(each.get("alt") for each in root.iter("img"))


@pytest.mark.parametrize("lot", ["D01-demo", "P12-circle", "P01-clear"])
def test_every_finding_is_on_the_page_and_the_same_dossier_gives_the_same_bytes(lot: str) -> None:
    document = papers.told(lot)
    first, second = (rendered(content.dossier(document, {"": papers.picture()})) for _ in range(2))
    assert first == second
    text = markup.fromstring(first.decode()).text_content()
    assert all(finding["summary"] in text for finding in document["findings"])
    assert document["sha256"] in text


def test_english_is_marked_as_english() -> None:
    root = markup.fromstring(rendered(content.dossier(papers.told("D01-demo", "en"), {})).decode())
    assert root.get("lang") == "en"
    assert root.find(".//h1").text == "Related-party dossier"
