from __future__ import annotations

from pathlib import Path

import pytest

import decidedlot
import deciding
from deciding import Deciding, tags_of, text_of
from relparty.casebook.decisions import Outcome

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def case(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path)


@pytest.fixture
def conflicted(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path, has_conflict=True)


def said(case: Deciding, rule: str) -> list[tuple[Outcome, str]]:
    return [(each.outcome, each.reason) for each in case.decided.point(rule).said]


def decision(case: Deciding, outcome: str = "uphold", reason: str = "属实") -> dict[str, str]:
    return {"screening": case.decided.screening.id, "outcome": outcome, "reason": reason}


def test_each_source_stands_beside_its_value_and_can_be_opened(case: Deciding) -> None:
    browser = case.browser("leader")
    page = browser.get(case.finding("common_controller")).text
    words = text_of(page)
    for part in ("甘棠梨 | 120106********0004 | person | 60", "/shareholders/0/name", "01-丙火.json", "有效持股", "单独即构成控制"):
        assert part in words
    links = [str(each["href"]) for each in tags_of(page, "a") if "/files/" in str(each["href"])]
    contents = {browser.get(each).content for each in links}
    assert contents == {
        decidedlot.form(word, decidedlot.BIDDERS[word] | {"bidder": {"name": f"深圳市{word}工程有限公司"}}) for word in ("丙火", "丁香")
    }


def test_a_source_of_a_replaced_form_opens_the_file_it_was_read_from(case: Deciding) -> None:
    before = case.browser("leader").get(case.finding("common_controller")).text
    case.decided.replace("丙火", decidedlot.BIDDERS["丙火"], indent=4)
    after = case.browser("leader").get(case.finding("common_controller")).text
    links = [{str(each["href"]) for each in tags_of(page, "a") if "/files/" in str(each["href"])} for page in (before, after)]
    assert links[0] == links[1]


def test_the_picture_is_an_image_in_which_nothing_runs(case: Deciding) -> None:
    answer = case.browser("leader").get(f"{case.finding('same_head')}/picture.svg")
    assert answer.headers["content-type"] == "image/svg+xml; charset=utf-8"
    assert "script-src" not in answer.headers["content-security-policy"]
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "<script" not in answer.text


def test_a_decision_is_kept_and_shown(case: Deciding) -> None:
    browser = case.browser("leader")
    answer = browser.post(case.finding("common_controller"), decision(case, "dismiss", "<b>看过</b>原件\r\n第二行"))
    assert answer.status_code == 303
    assert said(case, "common_controller") == [(Outcome.DISMISS, "<b>看过</b>原件\n第二行")]
    page = browser.get(case.finding("common_controller")).text
    assert "<b>看过" not in page
    assert "<b>看过</b>原件 第二行" in text_of(page)


@pytest.mark.parametrize(("outcome", "reason"), [("", "理由"), ("uphold", "  "), ("burn", "理由")])
def test_what_is_missing_is_said_and_what_was_typed_stays(case: Deciding, outcome: str, reason: str) -> None:
    answer = case.browser("leader").post(case.finding("same_head"), decision(case, outcome, reason))
    assert answer.status_code == 422
    assert said(case, "same_head") == []
    assert reason.strip() in answer.text
    assert answer.text.count('aria-invalid="true"') + answer.text.count('class="wrong"') >= 1


def test_a_decision_on_an_outdated_screening_is_refused_and_the_reason_stays(case: Deciding) -> None:
    typed = decision(case, "uphold", "我写了很久的<理由>")
    case.decided.screen_again()
    answer = case.browser("leader").post(case.finding("same_head"), typed)
    assert answer.status_code == 409
    assert "之后已重新筛查" in text_of(answer.text)
    assert "我写了很久的&lt;理由&gt;" in answer.text
    assert said(case, "same_head") == []
    current = next(each["value"] for each in tags_of(answer.text, "input") if each.get("name") == "screening")
    assert current == case.decided.screening.id, "sent again from this page it is about the last screening"


def test_a_decision_on_a_finding_that_is_gone_keeps_the_reason_too(case: Deciding) -> None:
    path, typed = case.finding("common_controller"), decision(case, "uphold", "我写了很久的理由")
    browser = case.browser("leader")
    alone = [each | {"name": "路远遥", "id": "#44"} for each in decidedlot.BIDDERS["丙火"]["shareholders"][:1]]
    case.decided.replace("丙火", decidedlot.changed("丙火", shareholders=[alone[0] | {"percent": 100}]))
    form_at = f"{case.root}/findings"
    case.decided.screen_again()
    assert browser.get(path).status_code == 404
    answer = browser.post(path, typed, form_at=form_at)
    assert answer.status_code == 409
    assert "我写了很久的理由" in answer.text


def test_who_may_not_decide_sees_no_form_and_is_told_nothing_when_sending_one(case: Deciding) -> None:
    for login in ("clerk", "auditor"):
        browser = case.browser(login)
        assert not tags_of(browser.get(case.finding("same_head")).text, "textarea")
        assert browser.post(case.finding("same_head"), decision(case)).status_code == 404
    assert said(case, "same_head") == []


def test_a_member_is_told_who_decides(case: Deciding) -> None:
    answer = case.browser("member").post(case.finding("same_head"), decision(case))
    assert answer.status_code == 409
    assert "组长和财务监督" in text_of(answer.text)
    assert case.browser("member").post(case.finding("same_head"), decision(case, "clarify")).status_code == 303


def test_decisions_that_fell_say_what_changed(case: Deciding) -> None:
    case.decided.say(case.desk.world.leader, "common_controller", Outcome.DISMISS, "持股相同系巧合")
    holders = [each | {"percent": percent} for each, percent in zip(decidedlot.BIDDERS["丙火"]["shareholders"], (75, 25), strict=True)]
    case.decided.replace("丙火", decidedlot.changed("丙火", shareholders=holders))
    case.decided.screen_again()
    words = text_of(case.browser("leader").get(case.finding("common_controller")).text)
    assert "已失效的决定" in words
    assert "持股相同系巧合" in words
    assert "不再有：甘棠梨 —[持股 60%]→ 深圳市丙火工程有限公司" in words
    assert "新出现：甘棠梨 —[持股 75%]→ 深圳市丙火工程有限公司" in words
    assert "深圳市丁香工程有限公司（原文" not in words.partition("已失效的决定")[2], "what stayed the same is not told"


def test_the_member_whom_it_names_answers_and_only_then_decides_the_rest(conflicted: Deciding) -> None:
    browser = conflicted.browser("member-9")
    rest = conflicted.finding("common_controller")
    assert not tags_of(browser.get(rest).text, "textarea")
    assert browser.post(rest, decision(conflicted)).status_code == 409
    named = conflicted.finding("group_conflict")
    answer = browser.post(f"{named}/conflict", {"answer": "explain", "conflict_reason": "已离职两年"}, form_at=named)
    assert answer.status_code == 303
    assert "已离职两年" in text_of(browser.get(named).text)
    assert browser.post(rest, decision(conflicted)).status_code == 303
    assert "由其他成员决定" in text_of(browser.get(named).text)


def test_recusal_leads_out_of_the_lot(conflicted: Deciding) -> None:
    browser, named = conflicted.browser("member-9"), conflicted.finding("group_conflict")
    answer = browser.post(f"{named}/conflict", {"answer": "recuse", "conflict_reason": "回避"}, form_at=named)
    assert answer.headers["location"] == "/lots"
    assert "已申明回避" in text_of(browser.get("/lots").text)
    assert browser.get(f"{conflicted.root}/findings").status_code == 404


@pytest.mark.parametrize("told", [{}, {"answer": "recuse"}, {"answer": "perhaps", "conflict_reason": "写过的话"}])
def test_half_an_answer_changes_nothing(conflicted: Deciding, told: dict[str, str]) -> None:
    named = conflicted.finding("group_conflict")
    answer = conflicted.browser("member-9").post(f"{named}/conflict", told, form_at=named)
    assert answer.status_code == 422
    assert told.get("conflict_reason", "") in answer.text
    assert conflicted.browser("member-9").get(named).status_code == 200


def test_nobody_answers_anothers_conflict(conflicted: Deciding) -> None:
    named = conflicted.finding("group_conflict")
    for login in ("leader", "supervisor"):
        browser = conflicted.browser(login)
        assert browser.post(f"{named}/conflict", {"answer": "explain", "conflict_reason": "x"}, form_at=named).status_code == 404
