"""What is said of signing in through the identity provider where it fails."""

from __future__ import annotations

from relparty.phrases import Phrase

PROVIDER: dict[str, Phrase] = {
    "no_answer": Phrase(
        "统一身份认证系统没有正常应答，没有登录。请稍后再试；一直如此请告诉管理员，也可以用密码登录。",
        "The identity provider did not answer as it should; you are not signed in. Try again later; if it goes on, tell the administrator, or use a password.",
    ),
    "no_way": Phrase(
        "这次登录不是从本浏览器的本页开始的，或用时过长，没有登录。请重新点击“通过统一身份认证登录”。",
        "This sign-in did not begin on this page in this browser, or took too long; you are not signed in. Begin again here.",
    ),
    "not_given": Phrase(
        "统一身份认证系统没有同意登录。请重试，或联系身份认证系统的管理员。",
        "The identity provider did not let you in. Try again, or ask those who run it.",
    ),
    "not_proved": Phrase(
        "统一身份认证系统给出的凭证不能证明身份，没有登录。请重试；一直如此请告诉管理员。",
        "What the identity provider sent does not prove who you are; you are not signed in. Try again; if it goes on, tell the administrator.",
    ),
    "no_account": Phrase(
        "您的身份已经确认，但本系统中没有与之对应的账号，没有登录。请联系管理员为您设立账号并登记统一身份标识。",
        "You are known to the identity provider, but have no account here; you are not signed in. Ask the administrator to make one with your identity.",
    ),
}
