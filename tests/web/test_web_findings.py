from __future__ import annotations

from pathlib import Path

import pytest

import decidedlot
import deciding
import lotmaker
import openbook
from deciding import Deciding, tags_of, text_of
from relparty.casebook import clock
from relparty.casebook.decisions import Outcome

pytestmark = pytest.mark.usefixtures("cheap_passwords")


@pytest.fixture
def case(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path, has_conflict=True, is_hostile=True)


def test_every_finding_stands_there_with_its_bidders_and_where_it_stands(case: Deciding) -> None:
    case.decided.say(case.desk.world.leader, "same_head", Outcome.DISMISS)
    page = case.browser("leader").get(f"{case.root}/findings").text
    said = text_of(page)
    assert "暂停处理" in said
    assert "一人已排除，尚缺财务监督的决定" in said
    assert {f"{case.root}/findings/{each.kept.finding}" for each in case.decided.points()} <= {each["href"] for each in tags_of(page, "a")}
    for name in ("received", "after_bar", "groups", "independent"):
        assert name not in said, "counts are said in words"


def test_names_are_text_and_nothing_else(case: Deciding) -> None:
    page = case.browser("leader").get(f"{case.root}/findings").text
    assert "<script>alert" not in page
    assert "<script>alert('x')</script>" in text_of(page)
    assert "\u202e" not in page
    assert all("style" not in each for kind in ("div", "p", "span", "svg", "section") for each in tags_of(page, kind))


def test_the_list_can_be_narrowed_by_bidder_and_state(case: Deciding) -> None:
    browser = case.browser("leader")
    case.decided.say(case.desk.world.leader, "common_controller", Outcome.UPHOLD)

    def rules(**asked: str) -> set[str]:
        page = browser.get(f"{case.root}/findings", params=asked).text
        return {str(each["id"]).rpartition("-")[0] for each in tags_of(page, "li") if each.get("class") == "finding"}

    assert rules() == {"same_head", "common_controller", "group_conflict"}
    assert rules(bidder=lotmaker.company_name("丙火")) == {"common_controller"}
    assert rules(state="upheld") == {"common_controller"}
    assert rules(state="open") == {"same_head", "group_conflict"}
    assert rules(state="open", bidder=lotmaker.company_name("丁香")) == set()
    assert rules(state="<script>") == rules()
    assert rules(bidder="nobody") == set()
    assert rules(**{"from": "500"}) == set()


def test_a_conflict_stands_on_top_and_tells_its_member_what_to_do(case: Deciding) -> None:
    own = text_of(case.browser("member-9").get(f"{case.root}/findings").text)
    assert "下列发现涉及您本人" in own
    others = text_of(case.browser("leader").get(f"{case.root}/findings").text)
    assert "须由本人申明回避或作出说明：某委员（副组长）" in others
    assert "下列发现涉及您本人" not in others


def test_what_is_remembered_of_the_bidders_and_how_it_was_decided(case: Deciding) -> None:
    world = case.desk.world
    other = decidedlot.decided(world, number="L-2")
    other.say(world.leader, "common_controller", Outcome.DISMISS, "看过原件")
    said = text_of(case.browser("leader").get(f"{case.root}/findings").text)
    assert "L-2" in said
    assert "看过原件" in said
    assert "共 2 个项目" in said


def test_a_lot_that_still_collects_is_no_memory(case: Deciding) -> None:
    world = case.desk.world
    lot = world.lot("L-SECRET", deadline=clock.stamp(world.hands.now.replace(year=2027)))
    for word in ("丙火", "丁香"):
        number = list(decidedlot.BIDDERS).index(word)
        secret = world.invited(lot, f"改名后的{word}", lotmaker.company_code(100 + number))
        world.handed_in(secret, decidedlot.form(word, decidedlot.BIDDERS[word], lot="L-SECRET"))
    said = text_of(case.browser("leader").get(f"{case.root}/findings").text)
    assert "L-SECRET" not in said
    assert "改名后的" not in said
    assert "反复同场" not in said.replace("没有反复同场", "")


def test_a_lot_that_was_not_screened_says_so(tmp_path: Path) -> None:
    office = deciding.desk(tmp_path)
    lot = office.world.lot()
    assert office.browser("leader").get(f"/lots/{lot.id}/findings").status_code == 404, "before the deadline nobody sees findings"
    office.world.hands.to(openbook.DEADLINE)
    answer = office.browser("leader").get(f"/lots/{lot.id}/findings")
    assert answer.status_code == 200
    assert "还没有完成的筛查" in text_of(answer.text)


def test_no_whole_resident_id_is_on_any_page(case: Deciding) -> None:
    browser = case.browser("leader")
    numbers = [lotmaker.person_id(each) for each in (1, 3, 4, 5, 6, 9)]
    pages = [f"{case.root}/findings", f"{case.root}/sign", f"{case.root}/letters", f"{case.root}/trail", f"{case.root}/dossier.json"]
    pages += [case.finding(rule) for rule in ("same_head", "common_controller", "group_conflict")]
    pages += [f"{case.finding('same_head')}/picture.svg", f"{case.root}/screenings/{case.decided.screening.id}/graph/page"]
    for path in pages:
        answer = browser.get(path)
        assert answer.status_code == 200, path
        assert not [each for each in numbers if each in answer.text], path
