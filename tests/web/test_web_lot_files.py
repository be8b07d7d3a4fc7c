"""Files of a lot and pictures of its graph: what may be had, by whom, and that nothing in them runs as a page of ours."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote

import pytest

import decidedlot
import deciding
from deciding import Deciding
from relparty.casebook import invitations, registerfiles, submissions
from relparty.casebook.submissions import Upload
from relparty.graph_formats import formats

pytestmark = pytest.mark.usefixtures("cheap_passwords")
NAMES = ["a\"b'.html", "../../etc/passwd", "报价\u202exslx.exe", "x\r\nSet-Cookie: a=b", "%00.svg", "名" * 200, "a;b=c\\.pdf"]


@pytest.fixture
def case(tmp_path: Path) -> Deciding:
    return deciding.deciding(tmp_path)


def forms(case: Deciding, word: str) -> list[submissions.Attachment]:
    book = case.desk.world.book
    with book.look() as db:
        invitation = invitations.guest(book, case.decided.secrets[word]).invitation
        return [each for made in submissions.of_invitation(db, invitation.id) for each in made.attachments]


@pytest.mark.parametrize("name", NAMES)
def test_a_file_is_saved_and_never_shown_whatever_its_name(case: Deciding, name: str) -> None:
    world = case.desk.world
    content = b"<html><script>alert(1)</script>"
    stored = Upload(name, "evidence", world.book.files.put(content))
    found = next(each for each in registerfiles.add(world.book, world.clerk, case.decided.id, [stored]) if each.name == name)
    answer = case.browser("leader").get(f"{case.root}/files/{found.id}")
    assert answer.content == content
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="')
    assert disposition.count('"') == 2
    assert disposition.isascii()
    assert not {"\r", "\n", "/", "\\"} & set(disposition)
    assert unquote(disposition.partition("UTF-8''")[2]) == name
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers or "a=b" not in answer.headers["set-cookie"]


def test_a_file_of_another_lot_and_one_that_came_late_are_not_there(case: Deciding) -> None:
    world = case.desk.world
    other = decidedlot.decided(world, number="L-2")
    theirs = forms(Deciding(case.desk, other), "甲辰")[0]
    late = world.handed_in(case.decided.secrets["甲辰"], b"late", "page-9").attachments[0]
    browser = case.browser("leader")
    assert browser.get(f"/lots/{other.id}/files/{theirs.id}").status_code == 200
    for attachment in (theirs.id, late.id, "0" * 30, "x"):
        assert browser.get(f"{case.root}/files/{attachment}").status_code == 404


def test_the_files_of_all_versions_and_replies_can_be_had(case: Deciding) -> None:
    case.decided.replace("丙火", decidedlot.BIDDERS["丙火"], indent=4)
    browser = case.browser("auditor")
    assert [browser.get(f"{case.root}/files/{each.id}").status_code for each in forms(case, "丙火")] == [200, 200]


def test_the_graph_runs_in_a_frame_as_a_stranger(case: Deciding) -> None:
    browser, graph = case.browser("leader"), f"{case.root}/screenings/{case.decided.screening.id}/graph"
    around = browser.get(graph)
    assert f'src="{graph}/page?lang=zh"' in around.text
    framed = browser.get(f"{graph}/page")
    policy = framed.headers["content-security-policy"]
    assert "sandbox allow-scripts" in policy
    assert "allow-same-origin" not in policy
    assert "script-src 'sha256-" in policy
    assert "default-src 'none'" in policy


@pytest.mark.parametrize("kind", [each for each in formats() if each not in ("png", "pdf")])
def test_each_format_of_the_command_can_be_downloaded(case: Deciding, kind: str) -> None:
    answer = case.browser("leader").get(f"{case.root}/screenings/{case.decided.screening.id}/graph/files/{kind}")
    assert answer.status_code == 200
    assert answer.content
    assert answer.headers["content-disposition"].startswith("attachment")


def test_what_is_no_format_or_no_screening_is_not_there(case: Deciding) -> None:
    other = decidedlot.decided(case.desk.world, number="L-2")
    browser, root = case.browser("leader"), f"{case.root}/screenings"
    for path in (f"{case.decided.screening.id}/graph/files/exe", f"{other.screening.id}/graph", f"{'0' * 30}/graph/page"):
        assert browser.get(f"{root}/{path}").status_code == 404
