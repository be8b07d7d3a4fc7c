"""Every deed of the trail in words."""

from __future__ import annotations

from relparty.phrases import Phrase

DEED_WORDS: dict[str, Phrase] = {
    "office.opened": Phrase("首次设置：单位和第一个管理员", "first run: the office and its first administrator"),
    "office.changed": Phrase("修改单位设置", "changed the settings of the office"),
    "user.added": Phrase("新设账号", "added an account"),
    "user.password": Phrase("重置账号的密码", "gave an account another password"),
    "user.own_password": Phrase("修改自己的密码", "changed their own password"),
    "user.role": Phrase("变更账号的角色", "changed the role of an account"),
    "user.subject": Phrase("变更账号的统一身份标识", "changed the identity of an account at the provider"),
    "user.closed": Phrase("停用账号", "closed an account"),
    "user.resident_id": Phrase("登记账号的身份证号码", "kept the resident id of an account"),
    "user.totp": Phrase("启用两步验证", "set up a second factor"),
    "user.totp_dropped": Phrase("取消账号的两步验证", "took the second factor of an account away"),
    "session.tried": Phrase("以密码登录", "tried to sign in with a password"),
    "session.provider": Phrase("通过统一身份认证登录", "tried to sign in through the identity provider"),
    "session.ended": Phrase("结束一次登录", "ended a session"),
    "session.others_ended": Phrase("结束自己在别处的登录", "ended their other sessions"),
    "session.proved": Phrase("再次验证本人身份", "proved again who they are"),
    "key.made": Phrase("生成接口密钥", "made an API key"),
    "key.revoked": Phrase("撤销接口密钥", "revoked an API key"),
    "lot.opened": Phrase("立项", "opened a lot"),
    "lot.changed": Phrase("修改项目内容", "changed the terms of a lot"),
    "lot.choice": Phrase("记录邀请方式", "noted how bidders were chosen"),
    "lot.closed": Phrase("提前结束收集", "closed the collecting of a lot"),
    "lot.cancelled": Phrase("终止项目", "cancelled a lot"),
    "lot.signed": Phrase("签署", "signed a lot"),
    "quote.told": Phrase("登记报价", "told a quote"),
    "register.added": Phrase("加入登记资料", "added a register file"),
    "register.removed": Phrase("移除登记资料", "took a register file away"),
    "request.once": Phrase("平台请求已办理", "carried out a platform's request"),
    "group.added": Phrase("加入采购小组", "added somebody to the procurement group"),
    "group.removed": Phrase("移出采购小组", "took somebody out of the procurement group"),
    "invitation.made": Phrase("邀请投标人", "invited a bidder"),
    "invitation.renewed": Phrase("更换邀请链接", "renewed the link of an invitation"),
    "invitation.revoked": Phrase("撤销邀请", "revoked an invitation"),
    "submission.received": Phrase("收到采集表", "received a form"),
    "submission.entered": Phrase("代为登记采集表", "entered a form for a bidder"),
    "form.read": Phrase("识读采集表", "read a form"),
    "screening.started": Phrase("发起筛查", "started a screening"),
    "screening.done": Phrase("筛查完成", "a screening was done"),
    "screening.failed": Phrase("筛查失败", "a screening failed"),
    "screening.cut_off": Phrase("筛查中断", "a screening was cut off"),
    "conflict.answered": Phrase("答复利益冲突", "answered a conflict of interest"),
    "finding.decided": Phrase("对发现作出决定", "decided on a finding"),
    "letters.issued": Phrase("发出澄清函", "issued letters for clarification"),
    "reply.received": Phrase("收到澄清回复", "received a reply"),
    "reply.entered": Phrase("代为登记澄清回复", "entered a reply for a bidder"),
    "dossier.filed": Phrase("卷宗归档", "filed the dossier"),
    "lot.purged": Phrase("到期清除项目", "took a lot away whose time of keeping had ended"),
    "server.stopped": Phrase("停止服务", "stopped the server"),
    "casebook.restored": Phrase("从备份恢复案卷", "restored the casebook from a backup"),
}


def words(deed: str) -> Phrase:
    """A deed in words; one that a newer version wrote, as it wrote it."""
    return DEED_WORDS.get(deed, Phrase(deed, deed))
