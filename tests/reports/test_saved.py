"""Saved screenings read back: moved, cut off, edited, of another version. None of them may break a report."""

from __future__ import annotations

import json
import tempfile
from base64 import b64encode
from copy import deepcopy
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

import lot_cases
import running
from relparty.errors import UsageError
from relparty.graph_formats import cut, draw, lot_picture
from relparty.phrases import Lang
from relparty.reports import saved
from relparty.reports.comparison import comparison
from relparty.reports.comparison_words import blocks, opening, sections
from relparty.reports.conforming import KEYWORDS
from relparty.reports.document import SCHEMA, Document, sealed, text
from relparty.reports.dossier import content
from relparty.reports.dossier import html as paper_html
from relparty.reports.html import html
from relparty.reports.letters import letters

LOTS = Path(__file__).parents[1] / "lots"
RESIDENT_ID = "110101199003070002"


@cache
def screened(name: str = "P02-same-head", lang: Lang = "zh") -> Document:
    return running.told(LOTS / name, lang)


def keep(folder: Path, told: Any) -> Path:
    path = folder / "screening.json"
    path.write_text(told if isinstance(told, str) else json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UsageError) as refused:
        saved.read(path)
    return refused.value.say("zh")


@pytest.mark.parametrize("name", sorted(lot_cases.CASES))
def test_what_was_saved_is_read_back_whole(tmp_path: Path, name: str) -> None:
    path = keep(tmp_path, text(screened(name)))
    assert saved.read(path) == saved.Saved(screened(name), (), path)


def test_a_file_a_report_folder_and_a_lots_folder_are_the_same(tmp_path: Path) -> None:
    report = tmp_path / "relparty-report"
    report.mkdir()
    path = keep(report, text(screened()))
    assert saved.read(path) == saved.read(report) == saved.read(tmp_path)
    assert saved.is_saved(tmp_path)
    assert saved.is_saved(report)


def test_where_there_is_nothing_the_next_step_is_said(tmp_path: Path) -> None:
    assert "没有这个文件或文件夹" in refusal(tmp_path / "absent")
    assert "relparty screen" in refusal(tmp_path)
    assert not saved.is_saved(tmp_path)
    assert not saved.is_saved(tmp_path / "absent")


@pytest.mark.parametrize("share", [0.0, 0.1, 0.5, 0.99])
def test_a_truncated_file_is_refused(tmp_path: Path, share: float) -> None:
    whole = text(screened())
    assert "截断" in refusal(keep(tmp_path, whole[: int(len(whole) * share)]))


@pytest.mark.parametrize("content", [b"\xff\xfe{\x00}\x00", '{"项目": 1}'.encode("gb18030"), b"\x89PNG\r\n\x1a\n\x00"])
def test_what_is_no_utf8_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "screening.json").write_bytes(content)
    assert "UTF-8" in refusal(tmp_path)


@pytest.mark.parametrize(
    "content", ["[]", "null", "7", '"text"', "{}", "[" * 100_000, "1" * 5000, '{"schema": NaN}', '{"form": "relparty/declaration/1"}']
)
def test_other_json_is_refused(tmp_path: Path, content: str) -> None:
    said = refusal(keep(tmp_path, content))
    assert "不是 relparty screen 保存的筛查结果" in said


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ("relparty/screening/2", "由更新的 relparty 保存（格式 relparty/screening/2，程序版本 9.1）"),
        ("relparty/screening/0", "由较早的 relparty 保存（格式 relparty/screening/0，程序版本 9.1）"),
        ("relparty/screening/x", "不是 relparty screen 保存的筛查结果"),
        (["relparty/screening/1"], "不是 relparty screen 保存的筛查结果"),
    ],
)
def test_another_version_is_named(tmp_path: Path, schema: Any, words: str) -> None:
    assert words in refusal(keep(tmp_path, {**screened(), "schema": schema, "relparty": "9.1"}))


def test_an_edit_is_said_and_read(tmp_path: Path) -> None:
    told = deepcopy(screened())
    told["findings"][0]["level"] = "note"
    read = saved.read(keep(tmp_path, told))
    assert read.document == told
    (remark,) = read.remarks
    assert "保存之后被改动过" in remark.say("zh")
    assert "was edited since it was saved" in remark.say("en")


def test_the_layout_of_the_file_is_no_edit(tmp_path: Path) -> None:
    path = tmp_path / "screening.json"
    path.write_text(json.dumps(screened(), ensure_ascii=True, sort_keys=True), encoding="utf-8-sig")
    assert saved.read(path).remarks == ()


def test_another_version_of_the_program_is_said(tmp_path: Path) -> None:
    bare = {name: each for name, each in screened().items() if name != "sha256"}
    (remark,) = saved.read(keep(tmp_path, sealed({**bare, "relparty": "0.0.1"}))).remarks
    assert "0.0.1" in remark.say("en")


def test_what_somebody_wrote_in_goes_nowhere_and_shows_no_whole_number(tmp_path: Path) -> None:
    told = deepcopy(screened())
    told["mine"] = {"id": RESIDENT_ID}
    told["lot"]["id"] = RESIDENT_ID
    told["findings"][0]["summary"] = f"身份证 {RESIDENT_ID}\u202e\x07"
    told["findings"][0]["id"] = f"same_head-{RESIDENT_ID}"
    read = saved.read(keep(tmp_path, told))
    assert RESIDENT_ID not in json.dumps(read.document, ensure_ascii=False)
    assert "\u202e" not in read.document["findings"][0]["summary"]
    assert "mine" not in read.document
    assert len(read.remarks) == 1


def missing(told: Document) -> None:
    del told["graph"]["relations"]


def wrong_kind(told: Document) -> None:
    told["bidders"] = {}


def no_such_level(told: Document) -> None:
    told["findings"][0]["level"] = "guilty"


def no_such_day(told: Document) -> None:
    told["lot"]["opens_on"] = "2026-02-30"


def no_such_edge(told: Document) -> None:
    told["findings"][0]["paths"][0]["steps"][0]["edge"] = "r999"


def no_such_party(told: Document) -> None:
    told["findings"][0]["parties"] = ["n999"]


def no_such_end(told: Document) -> None:
    told["graph"]["relations"][0]["to"] = "n999"


def no_such_rule(told: Document) -> None:
    told["findings"][0]["rule"] = "guilt"


def no_steps(told: Document) -> None:
    told["findings"][0]["paths"][0]["steps"] = []


def one_id_twice(told: Document) -> None:
    told["graph"]["parties"].append(told["graph"]["parties"][0])


def too_large(told: Document) -> None:
    told["graph"]["relations"][0]["percent"] = 1e300


def true_for_a_number(told: Document) -> None:
    told["quotes"]["groups"] = True


def broken_crop(told: Document) -> None:
    told["findings"][0]["paths"][0]["steps"][0]["sources"][0]["crop"] = "data:image/png;base64,AAAA"


@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (missing, "缺少 /graph/relations"),
        (wrong_kind, "/bidders 的类型不对"),
        (no_such_level, "/findings/0/level"),
        (no_such_day, "/lot/opens_on"),
        (no_such_edge, "r999"),
        (no_such_party, "n999"),
        (no_such_end, "n999"),
        (no_such_rule, "guilt"),
        (no_steps, "没有步骤"),
        (one_id_twice, "n1"),
        (too_large, "1e+300"),
        (true_for_a_number, "/quotes/groups"),
        (broken_crop, "图片片段已损坏"),
    ],
)
def test_an_edit_that_no_report_could_hold_is_refused_with_its_place(tmp_path: Path, edit: Any, words: str) -> None:
    told = deepcopy(screened())
    edit(told)
    assert words in refusal(keep(tmp_path, told))


def test_a_crop_that_is_a_picture_is_read(tmp_path: Path) -> None:
    png = BytesIO()
    Image.new("RGB", (3, 2)).save(png, "PNG")
    told = deepcopy(screened())
    crop = "data:image/png;base64," + b64encode(png.getvalue()).decode()
    told["findings"][0]["paths"][0]["steps"][0]["sources"][0]["crop"] = crop
    assert saved.read(keep(tmp_path, told)).document == told


def test_a_crop_that_would_fill_the_memory_is_refused(tmp_path: Path) -> None:
    png = BytesIO()
    Image.new("1", (30_000, 30_000)).save(png, "PNG")
    told = deepcopy(screened())
    crop = "data:image/png;base64," + b64encode(png.getvalue()).decode()
    told["findings"][0]["paths"][0]["steps"][0]["sources"][0]["crop"] = crop
    assert "图片片段已损坏" in refusal(keep(tmp_path, told))


def test_half_a_character_is_an_edit(tmp_path: Path) -> None:
    whole = text(screened()).replace('"summary": "', '"summary": "\\ud800', 1)
    read = saved.read(keep(tmp_path, whole))
    assert len(read.remarks) == 1
    assert "\ud800" not in text(read.document)


def schema_words(schema: Any) -> set[str]:
    """The keywords that a schema uses, those of the schemas in it too."""
    found = set(schema)
    for each in (*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])):
        found |= schema_words(each)
    return found


def test_the_published_schema_asks_for_nothing_that_is_not_checked() -> None:
    schema = json.loads((Path(saved.__file__).with_name("screening.schema.json")).read_text(encoding="utf-8"))
    assert schema_words(schema) <= KEYWORDS | {"additionalProperties", "description", "title", "$schema"}
    assert schema["properties"]["schema"]["const"] == SCHEMA


plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 3),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=8),
    st.sampled_from(["n1", "r1", "bar", "2026-12-01", RESIDENT_ID, "\ud800", "\x00", "", "0" * 64, "=1+1", "<script>"]),
)
values = st.recursive(
    plain, lambda each: st.lists(each, max_size=3) | st.dictionaries(st.sampled_from(["id", "name", "steps"]), each), max_leaves=4
)


def places(value: Any, place: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every part of a document."""
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [*([place] if place else []), *(each for key, part in inside for each in places(part, (*place, key)))]


def alike(value: Any) -> st.SearchStrategy[Any]:
    """Something of the kind that stood there: what somebody writes who means to keep the file whole."""
    if isinstance(value, bool):
        return st.booleans()
    if isinstance(value, str):
        return st.one_of(
            st.text(max_size=300), st.sampled_from([RESIDENT_ID, "\ud800", "\x00", "", "=1+1", "<script>", "{x}", "bar", "note"])
        )
    if isinstance(value, int | float):
        return st.one_of(st.integers(0, 200), st.floats(0, 1000, allow_nan=False))
    if isinstance(value, list) and value:
        return st.lists(st.sampled_from(value), max_size=4)
    return st.just(value)


@st.composite
def edited(draw_: Any) -> Document:
    """A saved document with a few of its parts replaced, taken away, doubled or swapped, by chance."""
    told = deepcopy(screened(draw_(st.sampled_from(["P02-same-head", "Q13-bidder-without-a-form", "Q20-chain-without-a-top"]))))
    for _ in range(draw_(st.integers(1, 3))):
        everywhere = places(told)
        place = draw_(st.sampled_from(everywhere))
        within = told
        for key in place[:-1]:
            within = within[key]
        how = draw_(st.sampled_from(["rewrite", "rewrite", "rewrite", "replace", "remove", "copy", "double"]))
        if how == "rewrite":
            within[place[-1]] = draw_(alike(within[place[-1]]))
        elif how == "replace":
            within[place[-1]] = draw_(values)
        elif how == "remove":
            del within[place[-1]]
        elif how == "copy":
            source: Any = told
            for key in draw_(st.sampled_from(everywhere)):
                source = source[key] if not isinstance(source, list) or key < len(source) else None
                if source is None:
                    break
            within[place[-1]] = deepcopy(source)
        elif isinstance(within, list):
            within.append(deepcopy(within[place[-1]]))
    return told


def use(told: Document) -> None:
    """Makes everything that is made of a saved document."""
    whole = lot_picture(told)
    svg = draw("svg", cut(whole), told["lang"])
    for finding in told["findings"]:
        cut(whole, findings=[finding["id"]])
    html(told, svg.decode(), told["lang"])
    for paper in (content.dossier(told, {}), *(letter.paper for letter in letters(told))):
        assert paper_html.rendered(paper)
    for one, other in ((told, told), (told, screened()), (screened(), told)):
        try:
            compared = comparison(one, other)
        except UsageError:
            continue
        opening(compared, "zh"), sections(compared, "en"), blocks(compared, "zh")
    jsonschema.validate(told, saved._schema())


@settings(max_examples=250, deadline=None)
@given(edited())
def test_no_edit_breaks_a_report(told: Document) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "screening.json"
        path.write_text(json.dumps(told), encoding="utf-8")
        try:
            read = saved.read(path)
        except UsageError as refused:
            refused.say("zh")
            return
    use(read.document)


def test_half_the_edits_are_read_after_all(tmp_path: Path) -> None:
    """The search above would prove nothing if every edit were refused."""
    told = deepcopy(screened())
    told["findings"][0]["summary"], told["bidders"][0]["name"], told["verdict"] = "=1+1", "<script>", "clear"
    use(saved.read(keep(tmp_path, told)).document)
