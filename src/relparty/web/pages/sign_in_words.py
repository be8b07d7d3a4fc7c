"""The words of signing in."""

from __future__ import annotations

from relparty.phrases import Phrase

SIGN_IN: dict[str, Phrase] = {
    "title": Phrase("登录", "Sign in"),
    "login": Phrase("登录名", "Login"),
    "password": Phrase("密码", "Password"),
    "code": Phrase("验证码", "Code"),
    "code_hint": Phrase(
        "启用了两步验证的账号，请输入手机验证器上的六位数字；没有启用的留空。",
        "The six digits of the authenticator, if the account has a second factor; else leave it empty.",
    ),
    "enter": Phrase("登录", "Sign in"),
    "wrong": Phrase(
        "登录名、密码或验证码不正确，没有登录。请核对后重试；忘记密码请找管理员重置。",
        "Login, password or code is wrong; you are not signed in. Check them and try again; an administrator can reset a password.",
    ),
    "or": Phrase("或者", "Or"),
    "provider": Phrase("通过统一身份认证登录", "Sign in through the identity provider"),
    "bidders": Phrase(
        "投标人不在此登录：请打开邀请通知中的专用链接。",
        "Bidders do not sign in here: open the link in your invitation.",
    ),
    "signed_out_form": Phrase(
        "登录已过期，刚才提交的内容没有保存。请登录后重新填写。",
        "You were signed out; what you just sent was not saved. Sign in and fill it in again.",
    ),
}
