"""The words of one's own account."""

from __future__ import annotations

from relparty.phrases import Phrase

ME: dict[str, Phrase] = {
    "title": Phrase("我的账号", "My account"),
    "who": Phrase("基本信息", "Who you are here"),
    "name": Phrase("姓名", "Name"),
    "login": Phrase("登录名", "Login"),
    "role": Phrase("角色", "Role"),
    "unit": Phrase("所在单位", "Unit"),
    "resident_id": Phrase("身份证号码", "Resident id"),
    "filled_in": Phrase("已登记（加密保存，不显示）", "Filled in (kept encrypted, never shown)"),
    "not_filled_in": Phrase("未登记", "Not filled in"),
    "ask_administrator": Phrase("以上内容有误，请找管理员更正。", "If something is wrong here, ask the administrator to correct it."),
    "language": Phrase("语言", "Language"),
    "language_hint": Phrase("本浏览器中页面的语言：", "The language of the pages in this browser: "),
    "chinese": Phrase("中文", "中文"),
    "english": Phrase("English", "English"),
    "password": Phrase("修改密码", "Change the password"),
    "by_provider": Phrase(
        "此账号通过统一身份认证登录，在此没有密码。", "This account signs in through the identity provider and has no password here."
    ),
    "password_text": Phrase("修改后，别处的登录全部结束。", "Changing it ends every session elsewhere."),
    "old": Phrase("原密码", "Old password"),
    "new": Phrase("新密码", "New password"),
    "new_hint": Phrase(
        "至少 12 个字符。一句只有自己知道的话最好，例如四五个不相干的词。",
        "At least 12 characters. A sentence that only you know is best, for instance five words that have nothing to do with each other.",
    ),
    "again": Phrase("再输入一次新密码", "The new password again"),
    "not_same": Phrase("两次输入的新密码不一样，请重新输入", "The two passwords differ; type them again"),
    "code": Phrase("验证码", "Code"),
    "code_hint": Phrase(
        "手机验证器上现在显示的六位数字；每个只能用一次，刚用过请等下一个。",
        "The six digits that the authenticator shows now; each counts once, so wait for the next one if you just used it.",
    ),
    "change": Phrase("修改密码", "Change the password"),
    "password_done": Phrase("密码已修改，别处的登录已全部结束", "The password was changed, and every session elsewhere has ended"),
    "due_title": Phrase("请先设置自己的密码", "First choose a password of your own"),
    "due_text": Phrase(
        "现在的密码是别人给您的，只能用来登录这一次。设置好之前不能做别的操作。",
        "The present password was given to you by somebody else and is good for signing in this once. Nothing else can be done before.",
    ),
    "due_old": Phrase("别人给您的密码", "The password that you were given"),
    "totp": Phrase("两步验证", "Second factor"),
    "totp_on": Phrase(
        "已启用：登录和签署时要输入手机验证器上的验证码。", "It is set up: signing in and signing ask for a code of the authenticator."
    ),
    "totp_off": Phrase(
        "未启用。启用后，登录和签署除密码外还要手机验证器上的验证码。",
        "It is not set up. With it, signing in and signing ask for a code of the authenticator besides the password.",
    ),
    "totp_lost": Phrase("手机丢失或更换且无法生成验证码时，请找管理员取消。", "If the phone is lost, the administrator can take it away."),
    "proof": Phrase("密码", "Password"),
    "proof_hint": Phrase("再次输入密码，确认是本人操作。", "Type the password again to prove that it is you."),
    "begin_totp": Phrase("启用两步验证", "Set up a second factor"),
    "renew_totp": Phrase("换一个验证器", "Use another authenticator"),
    "not_you": Phrase("密码或验证码不正确，请重新输入", "Password or code is wrong; type them again"),
    "totp_title": Phrase("扫码启用两步验证", "Set up a second factor"),
    "scan": Phrase(
        "用手机上的验证器应用（支持 TOTP 的均可）扫描图片，然后输入它显示的六位数字。",
        "Scan the picture with an authenticator on your phone (any that knows TOTP), then type the six digits that it shows.",
    ),
    "picture": Phrase(
        "两步验证的二维码；不能扫码时请手工输入下面的密钥", "QR code of the second factor; if it cannot be scanned, type the key below"
    ),
    "by_hand": Phrase("不能扫码时，请手工输入密钥：", "If it cannot be scanned, type this key: "),
    "once": Phrase("图片和密钥只显示这一次，请勿截图转发。", "Picture and key are shown this once; do not pass them on."),
    "totp_code": Phrase("验证器显示的验证码", "Code that the authenticator shows"),
    "confirm": Phrase("确认启用", "Confirm"),
    "cancel": Phrase("取消", "Cancel"),
    "totp_done": Phrase("两步验证已启用", "The second factor is set up"),
    "totp_stale": Phrase("二维码已失效，没有启用。请重新开始", "The picture is no longer good and nothing was set up; begin again"),
    "sessions": Phrase("登录中的会话", "Where you are signed in"),
    "since": Phrase("登录时间", "Signed in at"),
    "until": Phrase("最迟结束", "Ends at the latest"),
    "this_one": Phrase("本次登录", "this one"),
    "elsewhere": Phrase("别处", "elsewhere"),
    "which": Phrase("会话", "Session"),
    "deed": Phrase("操作", "Deed"),
    "end": Phrase("结束", "End"),
    "end_which": Phrase("结束 {at} 开始的登录", "End the session begun at {at}"),
    "end_others": Phrase("结束别处的全部登录", "End all others"),
    "session_ended": Phrase("该登录已结束", "The session has ended"),
    "others_ended": Phrase("别处的登录已全部结束", "All other sessions have ended"),
}
