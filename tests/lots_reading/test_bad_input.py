"""What offices get wrong in a lot's folder: each case its sentence, the rest screened, never clear."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import formwriter
import lotmaker
import otherprintings
import running
from relparty.errors import UsageError
from relparty.lots.folder import read

FOUR: dict[str, Any] = {"甲辰": {}, "乙木": {}, "丙火": {}, "丁香": {}}
RELATED = {"甲辰": {"head": {"name": "尉迟砚山", "id": "#40"}}, "乙木": {"head": {"name": "尉迟砚山", "id": "#40"}}}


def told(folder: Path) -> dict[str, Any]:
    return running.told(folder)


def unchecked(result: dict[str, Any]) -> str:
    return "\n".join(f["summary"] for f in result["findings"] if f["level"] == "unchecked")


def test_a_missing_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such folder"):
        read(tmp_path / "none", running.DAY)


def test_a_file_instead_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "lot").write_text("x")
    with pytest.raises(UsageError, match="not a folder"):
        read(tmp_path / "lot", running.DAY)


@pytest.mark.parametrize("with_forms", [True, False])
def test_an_empty_lot(tmp_path: Path, with_forms: bool) -> None:
    if with_forms:
        (tmp_path / "forms").mkdir()
    with pytest.raises(UsageError) as error:
        read(tmp_path, running.DAY)
    assert "采集表" in error.value.say("zh")


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        ("min_qoutes = 3", "min_qoutes"),
        ('min_quotes = "three"', "min_quotes"),
        ("min_quotes = 0", "min_quotes"),
        ("min_quotes = true", "min_quotes"),
        ('opens_on = "soon"', "opens_on"),
        ("id = 5", "id"),
        ("= broken", "TOML"),
    ],
)
def test_a_lot_toml_that_means_nothing(tmp_path: Path, toml: str, words: str) -> None:
    folder = lotmaker.write(tmp_path, {"bidders": FOUR})
    (folder / "lot.toml").write_text(toml)
    with pytest.raises(UsageError) as error:
        running.screened(folder)
    assert words in error.value.say("zh")
    assert "lot.toml" in error.value.place


@pytest.mark.parametrize(("key", "value"), [("regime", "gov_procurment"), ("overlay", "guangzhou"), ("regime", "../../etc/passwd")])
def test_an_unknown_regime_names_the_known_ones(tmp_path: Path, key: str, value: str) -> None:
    folder = lotmaker.write(tmp_path, {key: value, "bidders": FOUR})
    with pytest.raises(UsageError) as error:
        running.screened(folder)
    assert value in error.value.say("zh")
    assert "sub_threshold" in error.value.say("zh")


@pytest.mark.parametrize(
    ("policy", "words"),
    [
        ({"same_heads": "bar"}, "same_heads"),
        ({"same_head.twice": "bar"}, "same_head.twice"),
        ({"same_head.same": "review"}, "加严"),
        ({"same_head": "lead"}, "加严"),
        ({"shared_person": "forbidden"}, "forbidden"),
    ],
)
def test_a_policy_that_lowers_or_names_what_is_not(tmp_path: Path, policy: dict[str, str], words: str) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR, "policy": policy})
    with pytest.raises(UsageError) as error:
        running.screened(folder)
    assert words in error.value.say("zh")


def test_defaults_without_a_lot_toml_and_without_a_forms_folder(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path / "made", {"bidders": {**FOUR, **RELATED}})
    flat = tmp_path / "一个项目"
    shutil.copytree(folder / "forms", flat)
    lot = read(flat, date(2026, 11, 22)).lot
    assert (lot.id, lot.regime, lot.min_quotes, lot.lookback_months, lot.opens_on) == (
        "一个项目",
        "sub_threshold",
        3,
        12,
        date(2026, 11, 22),
    )
    (flat / "relparty-report").mkdir()
    (flat / "relparty-report" / "screening.json").write_text("{}")
    assert {f["rule"] for f in told(flat)["findings"]} >= {"same_head"}
    assert len(told(flat)["bidders"]) == 4


def test_a_form_without_a_bidder_is_said_and_the_rest_is_screened(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": {**FOUR, **RELATED}})
    (folder / "forms" / "05.json").write_text('{"form": "relparty/declaration/1", "bidder": {"uscc": ""}}')
    result = told(folder)
    assert result["verdict"] == "stop"
    assert "forms/05.json" in unchecked(result)


@pytest.mark.parametrize("name", ["05.png", "05.doc", "05.zip", "05.xlsx", "05.pdf", "深圳市甲辰工程有限公司补充.jpg"])
def test_a_file_that_cannot_be_read_is_never_clear(tmp_path: Path, name: str) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR})
    assert told(folder)["verdict"] == "clear"
    (folder / "forms" / name).write_bytes(b"\x00\x01 nothing")
    result = told(folder)
    assert result["verdict"] == "incomplete"
    assert name in unchecked(result)
    if "甲辰" in name:
        assert next(b for b in result["bidders"] if "甲辰" in b["name"])["status"] == "partly"


def test_two_forms_of_one_bidder_that_agree_are_one(tmp_path: Path) -> None:
    lot = {"regime": "gov_procurement", "bidders": FOUR}
    folder = lotmaker.write(tmp_path, lot)
    form = lotmaker.forms(lot)["甲辰"]
    (folder / "forms" / "copy.xlsx").write_bytes(formwriter.xlsx(form))
    result = told(folder)
    assert result["verdict"] == "clear"
    assert result["quotes"]["received"] == 4
    assert len(next(b for b in result["bidders"] if "甲辰" in b["name"])["forms"]) == 2


def test_two_forms_of_one_bidder_that_disagree(tmp_path: Path) -> None:
    lot = {"regime": "gov_procurement", "bidders": FOUR}
    folder = lotmaker.write(tmp_path, lot)
    form = lotmaker.forms({**lot, "bidders": {"甲辰": {"head": {"name": "尉迟砚山", "id": "#40"}}}})["甲辰"]
    (folder / "forms" / "second.docx").write_bytes(formwriter.docx(form))
    result = told(folder)
    (finding,) = (f for f in result["findings"] if f["rule"] == "declaration_mismatch")
    assert finding["level"] == "review"
    assert result["quotes"]["received"] == 4
    files = {source["file"] for path in finding["paths"] for step in path["steps"] for source in step["sources"]}
    assert files == {"forms/01.json", "forms/second.docx"}


def test_a_quote_without_a_form_and_a_form_without_a_quote(tmp_path: Path) -> None:
    folder = lotmaker.write(
        tmp_path, {"regime": "gov_procurement", "bidders": {**FOUR, "戊土": None}, "quotes": ["甲辰", "乙木", "丙火", "戊土"]}
    )
    result = told(folder)
    assert result["quotes"]["received"] == 4
    assert "没有收到 深圳市戊土工程有限公司 的采集表" in unchecked(result)
    assert "深圳市丁香工程有限公司 已提交采集表，但报价表中未列该单位" in unchecked(result)
    assert result["verdict"] == "incomplete"


def test_a_mistyped_bidder_in_the_quotes_is_pointed_to_the_closest_form(tmp_path: Path) -> None:
    folder = lotmaker.write(
        tmp_path, {"regime": "gov_procurement", "bidders": FOUR, "quotes": ["甲辰", "乙木", "丙火", ["深圳市丁香工程公司", ""]]}
    )
    assert "名称最接近的是 深圳市丁香工程有限公司" in unchecked(told(folder))


def test_one_bidder_twice_in_the_quotes_counts_once(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR, "quotes": ["甲辰", "甲辰", "乙木", "丙火", "丁香"]})
    result = told(folder)
    assert result["quotes"]["received"] == 4
    assert "出现 2 次" in unchecked(result)


def test_quotes_and_form_that_differ_on_the_code(tmp_path: Path) -> None:
    quotes = ["甲辰", "乙木", "丙火", ["深圳市丁香工程有限公司", "$999"]]
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR, "quotes": quotes})
    assert {f["rule"] for f in told(folder)["findings"]} == {"declaration_mismatch"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_quotes_in_the_encodings_of_offices(tmp_path: Path, encoding: str) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR})
    rows = "供应商名称,统一社会信用代码,报价\n" + "".join(f"深圳市{word}工程有限公司,,1\n" for word in FOUR)
    (folder / "quotes.csv").write_text(rows, encoding=encoding)
    assert told(folder)["verdict"] == "clear"
    assert told(folder)["quotes"]["received"] == 4


@pytest.mark.parametrize("content", [b"\xff\xff\xff\xff\x81", b"a,b,c\n1,2,3\n", b""])
def test_quotes_that_cannot_be_read_are_said_and_the_forms_count(tmp_path: Path, content: bytes) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "gov_procurement", "bidders": FOUR})
    (folder / "quotes.csv").write_bytes(content)
    result = told(folder)
    assert result["verdict"] == "incomplete"
    assert result["quotes"]["received"] == 4
    assert "quotes.csv" in unchecked(result)


def test_a_form_of_another_lot(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"id": "L1", "name": "甲项目", "regime": "gov_procurement", "bidders": FOUR})
    form = {**lotmaker.forms({"bidders": {"戊土": {}}})["戊土"], "lot": {"id": "L2", "name": "乙项目"}}
    form["bidder"] |= {"uscc": lotmaker.company_code(300), "address": "别处", "phone": "0755-1", "email": "x@bidder.example"}
    form["head"] = {"name": "裴弈骁", "id": lotmaker.person_id(80)}
    form["shareholders"][0] |= form["head"]
    form["people"] = []
    (folder / "forms" / "05.xlsx").write_bytes(formwriter.xlsx(form))
    result = told(folder)
    assert "L2" in unchecked(result)
    assert result["verdict"] == "incomplete"


def test_the_users_own_regime_lies_in_the_lot(tmp_path: Path) -> None:
    folder = lotmaker.write(tmp_path, {"regime": "our_office", "bidders": {**FOUR, **RELATED}})
    (folder / "regimes").mkdir()
    built_in = Path(__file__).parents[2] / "src/relparty/regimes/gov_procurement.toml"
    text = built_in.read_text(encoding="utf-8").replace('"same_head.same" = { level = "bar"', '"same_head.same" = { level = "review"')
    (folder / "regimes" / "our_office.toml").write_text(text, encoding="utf-8")
    assert {(f["rule"], f["level"]) for f in told(folder)["findings"]} == {("same_head", "review")}


def test_a_printed_form_that_lacks_a_block_of_the_others_is_not_clear(tmp_path: Path) -> None:
    lot = {"bidders": {"甲辰": {}, "乙木": {}, "丙火": {}}}
    folder = lotmaker.write(tmp_path, lot)
    (folder / "forms" / "01.json").unlink()
    told_whole = otherprintings.csv_rows(lotmaker.forms(lot)["甲辰"]).decode("gb18030").splitlines()
    (at,) = (number for number, line in enumerate(told_whole) if "亲属关系申报" in line)
    (folder / "forms" / "a.csv").write_text("\n".join(told_whole), encoding="utf-8")
    assert running.told(folder)["verdict"] == "clear"
    (folder / "forms" / "a.csv").write_text("\n".join(told_whole[:at] + told_whole[at + 3 :]), encoding="utf-8")
    told = running.told(folder)
    assert told["verdict"] == "incomplete"
    assert "亲属关系" in told["findings"][0]["summary"]
