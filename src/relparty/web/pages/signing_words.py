"""The words of the pages of signing and of the dossier."""

from __future__ import annotations

from relparty.phrases import Phrase

SIGNING: dict[str, Phrase] = {
    "title": Phrase("签署", "Sign"),
    "not_screened": Phrase("还没有完成的筛查，没有可签署的内容。", "There is no finished screening yet, so there is nothing to sign."),
    "missing": Phrase("签署之前还须办完", "To be done before anybody signs"),
    "complete": Phrase("可以签署。", "It can be signed."),
    "signed": Phrase("全体成员已签署，本项目已锁定。", "Every member has signed; the lot is locked."),
    "cancelled": Phrase("本项目已终止，不再签署。", "The lot is cancelled and is not signed any more."),
    "to_findings": Phrase("处理发现", "Decide the findings"),
    "to_dossier": Phrase("打开卷宗", "Open the dossier"),
    "draft": Phrase("下载卷宗草稿（PDF）", "Draft of the dossier (PDF)"),
    "what": Phrase("签署的内容", "What is signed"),
    "verdict": Phrase("结论", "Verdict"),
    "run": Phrase("第 {n} 次筛查，{at} 完成", "screening {n}, done {at}"),
    "decisions": Phrase("对各项发现的决定", "Decisions on the findings"),
    "finding": Phrase("发现", "Finding"),
    "level": Phrase("级别", "Level"),
    "stands": Phrase("处理", "Decided"),
    "why": Phrase("由谁、何时、理由", "By whom, when, why"),
    "others": Phrase("另有 {n} 项不要求作出决定（{levels}），见", "of {n} more no decision is required ({levels}); see"),
    "level_count": Phrase("{level} {n} 项", "{level} {n}"),
    "all_findings": Phrase("全部发现", "all findings"),
    "no_decisions": Phrase("没有须决定的发现。", "Nothing had to be decided."),
    "conflicts": Phrase("利益冲突申明", "Conflicts of interest"),
    "replies": Phrase("投标人的回复", "Replies of the bidders"),
    "letters_out": Phrase("{n} 份函尚无回复", "{n} letters have no reply"),
    "see_replies": Phrase("查看函件与回复", "See letters and replies"),
    "reply_late": Phrase("期限之后收到，不在签署的内容之内", "after its time: not part of what is signed"),
    "none": Phrase("无", "none"),
    "who": Phrase("采购小组", "The group"),
    "has_signed": Phrase("已签署 {at}", "signed {at}"),
    "has_not": Phrase("未签署", "has not signed"),
    "fell": Phrase("曾于 {at} 签署，之后内容有变化，须重新签署", "signed {at}, and what was signed has changed since: must sign again"),
    "remark_said": Phrase("意见：{remark}", "Remark: {remark}"),
    "sign": Phrase("签署", "Sign"),
    "statement": Phrase(
        "我已查看第 {n} 次筛查的结果、上列各项决定及其理由、利益冲突申明和投标人的回复，同意据此处理本项目（{number}），并对自己作出的决定负责。",
        "I have seen the result of screening {n}, the decisions above with their reasons, the answers to conflicts of interest and the replies of the bidders; I agree that lot {number} is handled accordingly, and answer for my own decisions.",
    ),
    "digest": Phrase("签署内容的摘要", "Digest of what is signed"),
    "digest_hint": Phrase(
        "内容有任何变化，摘要即不同，已有的签署随之失效。", "If anything changes so does the digest, and signatures fall with it."
    ),
    "remark": Phrase("意见", "Remark"),
    "remark_hint": Phrase("将写入卷宗", "it goes into the dossier"),
    "password": Phrase("再次输入密码", "Your password again"),
    "code": Phrase("两步验证码", "Code of your second factor"),
    "provider": Phrase(
        "您通过统一身份认证登录，没有密码：请在登录后十分钟内签署。",
        "You sign in through the identity provider and have no password: sign within ten minutes of signing in.",
    ),
    "wrong": Phrase("密码或验证码不正确，没有签署", "the password or the code is wrong; nothing was signed"),
    "too_old": Phrase("登录已超过十分钟，请重新登录后签署", "you signed in more than ten minutes ago: sign in again, then sign"),
    "agree": Phrase("我同意上述声明并签署", "I agree with this statement and sign"),
    "no_agree": Phrase("请勾选同意", "tick that you agree"),
    "done": Phrase("已签署。", "Signed."),
    "done_last": Phrase("已签署。全体成员均已签署，卷宗已归档。", "Signed. Every member has signed and the dossier is filed."),
    "done_unfiled": Phrase(
        "已签署。全体成员均已签署；卷宗尚未归档，打开卷宗页面时会再试。",
        "Signed. Every member has signed; the dossier is not filed yet and is tried again when its page is opened.",
    ),
    "not_member": Phrase("由采购小组成员签署。", "The members of the group sign."),
    "you_signed": Phrase("您已签署，等待其他成员。", "You have signed; the others have not yet."),
    "paper_name": Phrase("签字", "Signature"),
    "paper_day": Phrase("日期", "Date"),
    "colon": Phrase("：", ": "),
}

DOSSIER: dict[str, Phrase] = {
    "title": Phrase("卷宗", "Dossier"),
    "not_screened": Phrase("还没有完成的筛查，因此没有卷宗。", "There is no finished screening yet, so there is no dossier."),
    "draft": Phrase("草稿", "Draft"),
    "draft_hint": Phrase(
        "尚未全部签署。下列文件按现在的内容即时生成，每一份都注明是草稿。",
        "Not all have signed. These files are made from what stands now, and each says that it is a draft.",
    ),
    "filed": Phrase("已归档", "Filed"),
    "filed_hint": Phrase(
        "最后一人签署后归档，逐字节保存，不再变化。",
        "Filed after the last signature and kept byte for byte; it does not change any more.",
    ),
    "download": Phrase("下载归档的卷宗（PDF）", "Download the filed dossier (PDF)"),
    "hash": Phrase("SHA-256", "SHA-256"),
    "hash_hint": Phrase(
        "核对办法：在任何电脑上对下载的文件计算 SHA-256，应与此相同。",
        "Compute the SHA-256 of the download on any machine: it must be this.",
    ),
    "signed_at": Phrase("签署完毕", "Signed by all"),
    "also": Phrase("其他格式（按归档时的内容生成）", "Other formats (made from what was filed)"),
    "pdf": Phrase("PDF", "PDF"),
    "docx": Phrase("Word 文档", "Word"),
    "html": Phrase("网页", "Web page"),
    "xlsx": Phrase("Excel 工作簿", "Excel workbook"),
    "json": Phrase("筛查数据（JSON）", "Screening data (JSON)"),
    "signatures": Phrase("签署", "Signatures"),
    "to_sign": Phrase("签署情况", "Who has signed"),
    "not_filed": Phrase(
        "卷宗暂时没有归档成功，请稍后重新打开本页。", "The dossier could not be filed just now; open this page again later."
    ),
}
