"""The words of keeping accounts."""

from __future__ import annotations

from relparty.casebook.users import Role
from relparty.phrases import Phrase

ROLE_HINTS: dict[Role, Phrase] = {
    Role.ADMINISTRATOR: Phrase("设立账号，修改单位设置；看不到任何项目。", "Keeps accounts and the settings of the office; sees no lots."),
    Role.CLERK: Phrase(
        "立项、邀请投标人、收集、发起筛查；只看得到自己经办和参加的项目。",
        "Opens lots, invites, collects, screens; sees their own lots and those of groups they are in.",
    ),
    Role.OFFICER: Phrase("只看得到自己在采购小组中的项目。", "Sees the lots in whose procurement group they are, and nothing else."),
    Role.AUDITOR: Phrase("查看全部项目和操作记录；不能修改任何内容。", "Reads all lots and the trail; changes nothing."),
}

ACCOUNTS: dict[str, Phrase] = {
    "title": Phrase("账号", "Accounts"),
    "new": Phrase("新设账号", "New account"),
    "caption": Phrase("使用中的账号", "Accounts in use"),
    "closed_caption": Phrase("已停用的账号", "Closed accounts"),
    "name": Phrase("姓名", "Name"),
    "login": Phrase("登录名", "Login"),
    "login_hint": Phrase("本人登录时输入，设立后不能更改。", "Typed when signing in; it cannot be changed later."),
    "role": Phrase("角色", "Role"),
    "choose_role": Phrase("请选择角色", "choose a role"),
    "unit": Phrase("所在单位", "Unit"),
    "state": Phrase("状态", "State"),
    "factor": Phrase("两步验证", "Second factor"),
    "factor_on": Phrase("已启用", "set up"),
    "factor_off": Phrase("未启用", "not set up"),
    "way_in": Phrase("登录方式", "Signs in by"),
    "by_password": Phrase("密码", "password"),
    "by_provider": Phrase("统一身份认证", "identity provider"),
    "by_none": Phrase("无法登录", "cannot sign in"),
    "must_change": Phrase("首次登录须改密码", "must change the password"),
    "in_use": Phrase("使用中", "in use"),
    "closed": Phrase("已停用", "closed"),
    "resident_id": Phrase("身份证号码", "Resident id"),
    "filled_in": Phrase("已登记（加密保存，不显示）", "filled in (kept encrypted, never shown)"),
    "not_filled_in": Phrase("未登记", "not filled in"),
    "id_hint": Phrase(
        "用于核对采购小组成员与投标人之间有无关系。加密保存，保存后任何页面都不再显示。",
        "Used to find relations between members of a group and bidders. It is kept encrypted and never shown again.",
    ),
    "id_change_hint": Phrase("留空并保存，即删除已登记的号码。", "Saving it empty takes the number away."),
    "subject": Phrase("统一身份标识", "Identity at the provider"),
    "subject_hint": Phrase(
        "身份认证系统给此人的标识（默认为 sub）。没有登记的身份不能登录。",
        "What the identity provider calls this person (by default its sub). An identity without an account cannot sign in.",
    ),
    "way": Phrase("如何登录", "How to sign in"),
    "way_password": Phrase("用密码（首次登录时本人须修改）", "With a password (its owner must change it when first signing in)"),
    "way_provider": Phrase("只通过统一身份认证，不设密码", "Through the identity provider alone, without a password"),
    "password": Phrase("初始密码", "First password"),
    "new_password": Phrase("新密码", "New password"),
    "password_hint": Phrase("留空则生成一个随机密码，只显示一次。", "Left empty, a random one is made and shown once."),
    "add": Phrase("设立账号", "Make the account"),
    "added": Phrase("账号已设立", "The account was made"),
    "told_title": Phrase("请把密码告诉本人", "Tell the password to its owner"),
    "told_text": Phrase(
        "密码只显示这一次，离开本页后无法再查看。请当面或通过电话告诉本人，不要写在邮件里；本人须在七天内登录，并改成自己的密码。",
        "It is shown this once and can never be read again. Tell it in person or by telephone, not by mail; its owner must sign in within seven days and change it.",
    ),
    "told_password": Phrase("密码", "Password"),
    "to_account": Phrase("回到此账号", "Back to the account"),
    "to_list": Phrase("全部账号", "All accounts"),
    "change_role": Phrase("变更角色", "Change the role"),
    "role_text": Phrase("变更后，此人现有的登录全部结束。", "It ends every session of this person."),
    "role_done": Phrase("角色已变更", "The role was changed"),
    "reset": Phrase("重置密码", "Give another password"),
    "reset_text": Phrase("本人忘记密码时使用。此人现有的登录全部结束。", "For who has forgotten it. It ends every session of this person."),
    "own_password": Phrase("自己的密码请在“我的账号”中修改。", "Change your own password under “My account”."),
    "save": Phrase("保存", "Save"),
    "id_done": Phrase("身份证号码已加密保存", "The resident id was kept, encrypted"),
    "id_gone": Phrase("身份证号码已删除", "The resident id was taken away"),
    "subject_done": Phrase("统一身份标识已保存", "The identity at the provider was saved"),
    "drop_totp": Phrase("取消两步验证", "Take the second factor away"),
    "drop_text": Phrase(
        "手机丢失时使用。请先核实确是本人提出。此人现有的登录全部结束。",
        "For who has lost the phone. First make sure that it is they who ask. It ends every session of this person.",
    ),
    "totp_done": Phrase("两步验证已取消", "The second factor was taken away"),
    "close": Phrase("停用账号", "Close the account"),
    "close_text": Phrase(
        "停用后不能再登录，也不能恢复；此人做过的事和记录全部保留。",
        "Nobody signs in with it again, and it cannot be undone; all that this person did stays on record.",
    ),
    "close_question": Phrase("停用“{name}”的账号？", "Close the account of “{name}”?"),
    "closed_done": Phrase("账号已停用", "The account was closed"),
}
