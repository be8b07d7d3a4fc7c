"""The words of the pages of letters and replies."""

from __future__ import annotations

from relparty.phrases import Phrase

LETTERS: dict[str, Phrase] = {
    "title": Phrase("澄清函", "Letters for clarification"),
    "not_screened": Phrase("还没有完成的筛查，因此没有可发的函。", "There is no finished screening yet, so there is nothing to send."),
    "drafts": Phrase("待发的函", "Letters that may be issued"),
    "drafts_hint": Phrase(
        "依据第 {n} 次筛查写成。每份函只问收件人自己的材料，不提其他投标人。",
        "Written from screening {n}. Each asks its addressee about its own papers alone and names no other bidder.",
    ),
    "none_left": Phrase("最近一次筛查没有尚未发出的函。", "Nothing of the last screening is left to issue."),
    "bidder": Phrase("收件人", "To"),
    "draft": Phrase("草稿（PDF）", "Draft (PDF)"),
    "held": Phrase("不自动发出", "held back"),
    "held_why": Phrase(
        "算作该单位的采集表中，有的是经其他投标人的链接提交的；自动发出会把他人所写告知该单位。请核对后另行书面发函。",
        "A form read as this bidder's came by another bidder's link, so the letter would tell it what somebody else wrote. Check, and write by hand.",
    ),
    "reply_by": Phrase("回复期限（中国时间）", "Reply by (China time)"),
    "reply_by_hint": Phrase(
        "期限内的回复计入签署的内容；之后的回复照样保存。",
        "Replies in time are part of what is signed; later ones are kept as well.",
    ),
    "no_time": Phrase("请填写日期和时间", "give a date and an hour"),
    "issue": Phrase("发出这些函", "Issue these letters"),
    "issue_hint": Phrase(
        "发出后投标人在自己的链接中看到，不能收回。", "Bidders find them under their own links; a letter is not taken back."
    ),
    "issued": Phrase("已发出。", "The letters are issued."),
    "sent": Phrase("已发出的函", "Issued letters"),
    "none_sent": Phrase("还没有发出任何函。", "No letter has been issued."),
    "issued_at": Phrase("发出于 {at}", "issued {at}"),
    "until": Phrase("回复期限 {at}", "reply by {at}"),
    "pdf": Phrase("函件（PDF）", "Letter (PDF)"),
    "no_reply": Phrase("尚无回复", "no reply yet"),
    "overdue": Phrase("逾期未回复", "no reply in time"),
    "replied": Phrase("已回复", "replied"),
    "late": Phrase("期限之后", "after its time"),
    "online": Phrase("投标人在线提交", "sent by the bidder"),
    "office": Phrase("经办人代为登记", "entered by the clerk"),
    "no_words": Phrase("（没有文字）", "(no words)"),
    "files": Phrase("附件", "Files"),
    "enter": Phrase("登记纸质回复", "Enter a reply that came on paper"),
    "enter_hint": Phrase("照原文录入，或只上传扫描件。", "Type it as it stands, or only add the scan."),
    "words": Phrase("回复内容", "What it says"),
    "uploads": Phrase("附件", "Files"),
    "save": Phrase("保存回复", "Save the reply"),
    "saved": Phrase("已登记回复。", "The reply is saved."),
    "too_many": Phrase("一次最多 {n} 个文件", "{n} files at most at once"),
    "colon": Phrase("：", ": "),
}
