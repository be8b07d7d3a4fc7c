"""The whole round in a browser, on both databases: from the first account to the filed dossier and the auditor's look.

RELPARTY_PICTURES=docs/pictures keeps the pictures that the documentation shows.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from servedoffice import PASSWORD, Person, person, serving

import lotmaker

pytestmark = pytest.mark.browser

NUMBER = "PS-2026-017"
NAMES = {"leader": "欧阳组长", "member": "司徒成员", "supervisor": "诸葛监督", "auditor": "端木审计"}
HEAD = {"name": "厉昶远", "id": "#1"}
BIDDERS = {
    "甲辰": {"head": HEAD},
    "乙木": {"head": HEAD},
    "丙火": {"head": {"name": "甘棠梨", "id": "#4"}},
}
AXE = Path(__file__).parents[1] / "browser" / "node_modules" / "axe-core" / "axe.min.js"


def own(login: str) -> str:
    """The password that somebody chooses."""
    return f"{PASSWORD}, said {login}"


@dataclass
class People:
    browser: Browser
    address: str
    pictures: Path | None

    def come(self) -> Person:
        return person(self.browser, self.address, self.pictures)

    def sign_in(self, login: str, password: str) -> Person:
        """Somebody whose first password another person gave, so that they choose their own."""
        found = self.come()
        found.go("/login")
        found.fill(login=login, password=password)
        found.press("登录")
        if "/me/password" in found.page.url:
            found.fill(old=password, new=own(login), again=own(login))
            found.press("^更改|^修改|^保存|^设置")
        assert "/login" not in found.page.url, found.page.inner_text("body")
        return found


@pytest.fixture
def people(tmp_path: Path, database_url: str) -> Iterator[People]:
    wanted = os.environ.get("RELPARTY_PICTURES")
    database = "" if database_url.startswith("sqlite") else database_url
    with serving(tmp_path, database) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield People(browser, address, Path(wanted) if wanted else None)
        browser.close()


def test_the_round(people: People, tmp_path: Path, database_url: str) -> None:
    forms = sorted((lotmaker.write(tmp_path / "lot", {"id": NUMBER, "name": "街道办公设备采购", "bidders": BIDDERS}) / "forms").iterdir())
    administrator, clerk = first_run(people)
    members = {login: account(people, administrator, login) for login in ("leader", "member", "supervisor", "auditor")}
    links = open_lot(clerk, forms)
    bidders = [hand_in(people, link, form) for link, form in zip(links, forms, strict=True)]
    lot = close_and_screen(clerk)
    letter(clerk, bidders[0], lot)
    decide(members, lot)
    sign(members, lot)
    audit(members["auditor"], lot)
    everybody = [administrator, clerk, *members.values(), *bidders]
    assert [each.complaints for each in everybody] == [[]] * len(everybody)
    for each in everybody:
        accessible(each)
    verified(tmp_path, database_url)


def first_run(people: People) -> tuple[Person, Person]:
    administrator = people.come()
    administrator.go("/")
    administrator.picture("first-run")
    administrator.fill(office="某街道采购办", login="admin", name="管理员甲", password=PASSWORD, again=PASSWORD)
    administrator.fill(clerk_login="clerk", clerk_name="经办人乙", clerk_password=PASSWORD + "clerk")
    administrator.press("设置|建立|完成|开始|保存")
    if "/login" in administrator.page.url:
        administrator.fill(login="admin", password=PASSWORD)
        administrator.press("登录")
    return administrator, people.sign_in("clerk", PASSWORD + "clerk")


def account(people: People, administrator: Person, login: str) -> Person:
    administrator.go("/accounts/new")
    role = "auditor" if login == "auditor" else "officer"
    administrator.fill(name=NAMES[login], login=login, role=role, unit="采购小组")
    administrator.press("添加|新增|保存|建立|设立")
    told = administrator.page.locator("dd code").last.inner_text()
    found = people.sign_in(login, told)
    found.go("/")
    return found


def open_lot(clerk: Person, forms: list[Path]) -> list[str]:
    clerk.go("/lots/new")
    clerk.fill(number=NUMBER, name="街道办公设备采购", buyer="某街道办事处", deadline="2099-12-01T09:00", opens_on="2099-12-01")
    clerk.fill(chosen_how="pool_draw", chosen_why="从承包商库随机抽取三家")
    clerk.picture("lot-new")
    clerk.press("^立项")
    lot = re.findall(r"/lots/[0-9a-f]{30}", clerk.page.url)[0]
    for duty in ("leader", "member", "supervisor"):
        clerk.go(f"{lot}/group")
        label = clerk.page.locator("select[name=user] option").filter(has_text=NAMES[duty]).get_attribute("value")
        clerk.fill(user=label or "", duty=duty)
        clerk.press("加入")
    clerk.picture("group")
    clerk.go(f"{lot}/invitations")
    told = [json.loads(form.read_text("utf-8"))["bidder"] for form in forms]
    lines = "\n".join(f"{each['name']}\t{each['uscc']}" for each in told)
    clerk.page.locator("[name=lines]").fill(lines)
    clerk.press("全部邀请|邀请全部|逐行邀请|批量邀请")
    found = re.findall(r"http://127\.0\.0\.1:\d+/b/[\w-]+", clerk.page.content())
    return list(dict.fromkeys(found))


def hand_in(people: People, link: str, form: Path) -> Person:
    bidder = people.come()
    bidder.go(link)
    bidder.sees("未提交")
    if form.name.startswith(("01", "b1", "甲")) or bidder.pictures is not None:
        bidder.go(f"{link}/form")
        bidder.fill(address="深圳市坪山区示例路1号")
        bidder.picture("bidder-form")
    bidder.go(f"{link}/upload")
    bidder.page.set_input_files("[name=form]", form)
    bidder.press("提交")
    bidder.sees("回执编号")
    bidder.page.get_by_text("系统从最后一次提交").wait_for()
    bidder.page.locator(".answers").first.wait_for(timeout=30_000)
    bidder.picture("bidder")
    bidder.follow("^回执$")
    bidder.sees("SHA-256")
    return bidder


def close_and_screen(clerk: Person) -> str:
    clerk.go("/lots")
    clerk.follow(NUMBER)
    lot = re.findall(r"/lots/[0-9a-f]{30}", clerk.page.url)[0]
    clerk.sees("已提交")
    clerk.picture("lot")
    clerk.go(f"{lot}/close")
    if clerk.page.locator("[name=reason]").count():
        clerk.fill(reason="受邀单位均已提交")
    clerk.press("截止|结束|关闭")
    clerk.go(lot)
    with clerk.page.expect_navigation():
        clerk.page.locator(f"form[action='{lot}/screen'] button").first.click()
    clerk.picture("screening")
    clerk.page.wait_for_url(re.compile("findings"), timeout=60_000)
    clerk.sees("单位负责人为同一人")
    clerk.picture("findings")
    return lot


def letter(clerk: Person, bidder: Person, lot: str) -> None:
    clerk.go(f"{lot}/letters")
    clerk.fill(reply_by="2099-12-05T18:00")
    clerk.press("发出")
    bidder.follow("返回")
    bidder.page.reload()
    bidder.follow("^回复$")
    bidder.fill(words="两家单位负责人确为同一人，特此说明。")
    bidder.press("提交回复")
    bidder.sees("回复已收到")
    clerk.go(f"{lot}/letters")
    clerk.sees("特此说明")
    clerk.picture("letters")


def decide(members: dict[str, Person], lot: str) -> None:
    leader = members["leader"]
    leader.go(f"{lot}/findings")
    links = leader.page.locator(f"a[href^='{lot}/findings/']").evaluate_all(
        "all => [...new Set(all.map(each => each.getAttribute('href')))]"
    )
    findings = [each.partition("#")[0] for each in links]
    assert findings
    for at, finding in enumerate(dict.fromkeys(findings)):
        for login in ("leader", "supervisor"):
            who = members[login]
            who.go(finding)
            is_theirs = login == "leader" or who.page.locator(".status.k-bar").count()
            if is_theirs and who.page.locator("[name=outcome][value=uphold]").count():
                who.page.locator("[name=outcome][value=uphold]").check()
                who.fill(reason="证据清楚，予以认定")
                who.press("^保存|^提交")
        if at == 0:
            leader.go(finding)
            leader.picture("finding")
            leader.page.set_viewport_size({"width": 380, "height": 800})
            leader.picture("finding-narrow")
            leader.page.set_viewport_size({"width": 1200, "height": 900})


def sign(members: dict[str, Person], lot: str) -> None:
    for login in ("leader", "member", "supervisor"):
        who = members[login]
        who.go(f"{lot}/sign")
        if login == "supervisor":
            who.picture("sign")
        who.fill(password=own(login))
        who.page.locator("[name=agree]").check()
        who.press("签署")
    members["supervisor"].go(f"{lot}/dossier")
    members["supervisor"].picture("dossier")


def audit(auditor: Person, lot: str) -> None:
    auditor.go("/lots")
    auditor.sees("已签署")
    for path in (lot, f"{lot}/findings", f"{lot}/trail", f"{lot}/dossier", "/office/trail", "/memory"):
        auditor.go(path)
    auditor.go(f"{lot}/trail")
    auditor.picture("trail")
    with auditor.page.expect_download() as waited:
        auditor.page.evaluate(f"location.href = '{lot}/dossier.pdf'")
    assert Path(waited.value.path()).read_bytes().startswith(b"%PDF")


def accessible(who: Person) -> None:
    """The page that this person sees last, without a serious fault of accessibility."""
    if not AXE.exists():
        pytest.fail("axe-core is missing: make browser installs it")
    who.page.evaluate(AXE.read_text("utf-8"))
    found = who.page.evaluate("axe.run()")
    assert [each["id"] for each in found["violations"] if each["impact"] in ("serious", "critical")] == []


def verified(folder: Path, database_url: str) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("RELPARTY_")}
    if not database_url.startswith("sqlite"):
        environ["RELPARTY_DATABASE"] = database_url
    command = [sys.executable, "-m", "relparty", "casebook", "verify", "--casebook", str(folder / "casebook")]
    told = subprocess.run(command, env=environ, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
