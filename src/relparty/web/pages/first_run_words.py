"""The words of the first run."""

from __future__ import annotations

from relparty.phrases import Phrase

FIRST_RUN: dict[str, Phrase] = {
    "title": Phrase("首次设置", "First run"),
    "intro": Phrase(
        "案卷里还没有账号。填写单位名称，设立第一个管理员。本页只用一次。",
        "There are no accounts yet. Name the office and make its first administrator. This page is used once.",
    ),
    "setup_code": Phrase("设置码", "Setup code"),
    "setup_hint": Phrase(
        "启动时打印在服务器的命令行窗口中。它证明填写本页的人管理这台服务器。",
        "It was printed on the console when the server started, and proves that you run this server.",
    ),
    "wrong_code": Phrase(
        "设置码不正确。请到启动服务器的命令行窗口中核对",
        "The setup code is wrong. Look it up on the console where the server was started",
    ),
    "the_office": Phrase("单位", "The office"),
    "office": Phrase("单位名称", "Name of the office"),
    "office_hint": Phrase("显示在每一页的顶部和投标人的页面上。", "It stands at the top of every page, the bidders' pages too."),
    "administrator": Phrase("管理员", "The administrator"),
    "administrator_hint": Phrase(
        "管理员设立账号、修改单位设置；不能立项，也看不到任何项目。",
        "The administrator keeps accounts and the settings of the office, opens no lots and sees none.",
    ),
    "login": Phrase("登录名", "Login"),
    "name": Phrase("姓名", "Name"),
    "password": Phrase("密码", "Password"),
    "password_hint": Phrase(
        "至少 12 个字符。一句只有自己知道的话最好，例如四五个不相干的词。",
        "At least 12 characters. A sentence that only you know is best, for instance five words that have nothing to do with each other.",
    ),
    "again": Phrase("再输入一次密码", "The password again"),
    "not_same": Phrase("两次输入的密码不一样，请重新输入", "The two passwords differ; type them again"),
    "clerk": Phrase("第一个经办人（可以以后再设）", "The first clerk (may wait)"),
    "clerk_hint": Phrase(
        "经办人立项、邀请投标人、发起筛查。您自己也要经办时，请在此为自己另设一个经办人账号。",
        "A clerk opens lots, invites bidders and screens. If you do that yourself, make a second account for yourself here.",
    ),
    "clerk_login": Phrase("经办人的登录名", "The clerk's login"),
    "clerk_name": Phrase("经办人的姓名", "The clerk's name"),
    "clerk_password": Phrase("经办人的密码", "The clerk's password"),
    "clerk_password_hint": Phrase(
        "告诉本人；首次登录时必须改成自己的密码。",
        "Tell it to its owner, who must change it when first signing in.",
    ),
    "make": Phrase("完成设置并登录", "Finish and sign in"),
    "made": Phrase(
        "首次设置已完成。请在此为同事设立账号，并在“我的账号”中启用两步验证",
        "The first run is done. Make accounts for your colleagues here, and set up a second factor under “My account”",
    ),
    "too_late": Phrase(
        "首次设置已经有人完成，本次填写的内容没有保存。请登录",
        "Somebody has finished the first run already; nothing of this form was saved. Sign in",
    ),
}
