from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path

import pyotp
import pytest

import deciding
import openbook
from deciding import Deciding, text_of
from officedesk import Browser, served
from relparty.casebook import dossiers, lots, sessions, signoffs
from relparty.casebook.decisions import Outcome
from relparty.casebook.lots import State
from relparty.web.settings import Rate, RateSettings

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def case(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path)


def seen(browser: Browser, case: Deciding) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', browser.get(f"{case.root}/sign").text)
    return found[1] if found else ""


def told(browser: Browser, case: Deciding, **other: str) -> dict[str, str]:
    return {"seen": seen(browser, case), "password": openbook.PASSWORD, "agree": "yes", "remark": "", **other}


def signed(case: Deciding) -> set[str]:
    with case.desk.world.book.look() as db:
        return {each.name for each in signoffs.signatures(db, case.decided.id) if each.is_current}


def sign(case: Deciding, login: str, **other: str) -> int:
    browser = case.browser(login)
    return browser.post(f"{case.root}/sign", told(browser, case, **other)).status_code


def test_before_everything_is_decided_there_is_no_form(case: Deciding) -> None:
    page = case.browser("leader").get(f"{case.root}/sign").text
    assert "还有 2 项发现未作决定" in text_of(page)
    assert 'name="seen"' not in page


def test_all_sign_the_lot_is_locked_and_the_dossier_filed(case: Deciding) -> None:
    case.decided.decide_all()
    assert [sign(case, login, remark=f"<i>{login}</i>") for login in ("leader", "member", "supervisor")] == [303] * 3
    lot, _ = lots.one(case.desk.world.book, case.desk.world.clerk, case.decided.id)
    assert lot.state is State.SIGNED
    auditor = case.browser("auditor")
    page = auditor.get(f"{case.root}/dossier").text
    assert str(lot.dossier) in page
    assert "<i>leader" not in page
    answer = auditor.get(f"{case.root}/dossier.pdf")
    assert sha256(answer.content).hexdigest() == lot.dossier
    assert answer.headers["content-disposition"].startswith("attachment")
    assert sign(case, "leader") == 409
    leader = case.browser("leader")
    decision = {"screening": case.decided.screening.id, "outcome": "dismiss", "reason": "改主意"}
    assert leader.post(case.finding("same_head"), decision).status_code == 409


def test_what_changed_since_the_page_was_shown_is_not_signed(case: Deciding) -> None:
    case.decided.decide_all()
    browser = case.browser("member")
    form = told(browser, case, remark="写好的意见")
    case.decided.say(case.desk.world.leader, "common_controller", Outcome.DISMISS, "补充材料已核对")
    answer = browser.post(f"{case.root}/sign", form)
    assert answer.status_code == 409
    assert "您看到的内容之后又有变化" in text_of(answer.text)
    assert "写好的意见" in answer.text
    assert signed(case) == set()
    assert seen(browser, case) != form["seen"]


@pytest.mark.parametrize("other", [{"password": "wrong wrong wrong"}, {"password": ""}, {"agree": ""}, {"seen": "0" * 64}, {"seen": ""}])
def test_nothing_is_signed_without_the_password_the_tick_and_the_digest(case: Deciding, other: dict[str, str]) -> None:
    case.decided.decide_all()
    assert sign(case, "leader", **other) in (409, 422)
    assert signed(case) == set()


def test_the_password_of_another_member_signs_nothing(case: Deciding, monkeypatch: pytest.MonkeyPatch) -> None:
    case.decided.decide_all()
    asked: list[str] = []
    real = sessions.is_same_person
    monkeypatch.setattr(sessions, "is_same_person", lambda book, who, *proof: asked.append(who.user.login) or real(book, who, *proof))
    assert sign(case, "member") == 303
    assert asked == ["member"]
    assert signed(case) == {"某member"}


def test_a_second_factor_is_asked_for_again_and_its_code_counts_once(case: Deciding) -> None:
    case.decided.decide_all()
    world = case.desk.world
    browser = case.browser("leader")
    totp = pyotp.TOTP(sessions.new_totp())
    sessions.set_totp(world.book, world.leader.user, totp.secret, totp.at(world.hands.now))
    assert 'name="code"' in browser.get(f"{case.root}/sign").text
    assert browser.post(f"{case.root}/sign", told(browser, case)).status_code == 422
    assert browser.post(f"{case.root}/sign", told(browser, case, code=totp.at(world.hands.now))).status_code == 422, "used already"
    world.hands.by(seconds=30)
    assert browser.post(f"{case.root}/sign", told(browser, case, code=totp.at(world.hands.now))).status_code == 303
    assert signed(case) == {"某leader"}


def test_the_password_cannot_be_guessed_by_signing(case: Deciding) -> None:
    case.decided.decide_all()
    often = Rate(10**6, 10**6)
    case.desk.app = served(case.desk.world.book, RateSettings(login=often, account=Rate(3, 1), page=often))
    browser = case.browser("leader")
    found = [browser.post(f"{case.root}/sign", told(browser, case, password="wrong wrong wrong")).status_code for _ in range(4)]
    assert found[-1] == 429
    assert signed(case) == set()


def test_a_dossier_that_was_not_filed_is_filed_when_it_is_asked_for(case: Deciding, monkeypatch: pytest.MonkeyPatch) -> None:
    case.decided.decide_all()
    for login in ("leader", "member"):
        sign(case, login)

    def broken(*_: object) -> str:
        raise OSError("disk")

    with monkeypatch.context() as patch:
        patch.setattr(dossiers, "file_signed", broken)
        assert sign(case, "supervisor") == 303
        answer = case.browser("clerk").get(f"{case.root}/dossier")
        assert answer.status_code == 200
        assert "暂时没有归档成功" in text_of(answer.text)
    book, clerk = case.desk.world.book, case.desk.world.clerk
    assert lots.one(book, clerk, case.decided.id)[0].state is State.SIGNED
    assert "已归档" in text_of(case.browser("clerk").get(f"{case.root}/dossier").text)
    assert lots.one(book, clerk, case.decided.id)[0].dossier


@pytest.mark.parametrize("kind", ["docx", "html", "xlsx", "json"])
def test_a_draft_can_be_had_in_every_format(case: Deciding, kind: str) -> None:
    answer = case.browser("auditor").get(f"{case.root}/dossier.{kind}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith("attachment")
    assert "sandbox" in answer.headers["content-security-policy"]
    if kind == "html":
        assert "草稿" in answer.text
        assert "尚未签署" in answer.text


def test_who_has_signed_and_whose_signature_fell_is_shown_to_all_who_may_look(case: Deciding) -> None:
    case.decided.decide_all()
    sign(case, "leader")
    assert "已签署" in text_of(case.browser("clerk").get(f"{case.root}/sign").text)
    case.decided.say(case.desk.world.leader, "common_controller", Outcome.DISMISS, "补充材料已核对")
    words = text_of(case.browser("clerk").get(f"{case.root}/sign").text)
    assert "须重新签署" in words
    assert "签署的内容" in words


def test_the_trail_tells_the_acts_of_the_lot_in_words_page_by_page(case: Deciding) -> None:
    case.decided.decide_all()
    for at in range(45):
        case.decided.say(case.desk.world.leader, "common_controller", Outcome.UPHOLD, f"理由{at}")
    browser = case.browser("supervisor")
    first = browser.get(f"{case.root}/trail").text
    older = re.search(r'href="(\?below=\d+)"', first)
    assert older
    second = browser.get(f"{case.root}/trail{older[1]}").text
    numbers = [re.findall(r"<tr><td>(\d+)</td>", page) for page in (first, second)]
    assert len(numbers[0]) == 50
    assert int(numbers[0][-1]) > int(numbers[1][0])
    assert "对发现作出决定" in text_of(first)
    assert "投标人 深圳市甲辰工程有限公司" in text_of(second)
    assert browser.get(f"{case.root}/trail?below=x").status_code == 422
    assert case.browser("member").get(f"{case.root}/trail").status_code == 404
