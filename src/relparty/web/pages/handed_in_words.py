"""The words of the pages where a clerk enters what came on paper, and of a submission."""

from __future__ import annotations

from relparty.phrases import Phrase

ENTER: dict[str, Phrase] = {
    "title": Phrase("代为提交", "Enter a form"),
    "for": Phrase("投标人", "Bidder"),
    "lead": Phrase(
        "投标人以纸质、邮件等方式交来的采集表，由经办人扫描或转存后在此提交；回执与投标人自己提交的相同。",
        "What a bidder brought on paper or by mail is scanned or saved and entered here; it gets the receipt that the bidder's own would.",
    ),
    "late": Phrase(
        "已过截止时间：只记录文件的哈希值，不予接收。", "The deadline has passed: only the hash is recorded, nothing is accepted."
    ),
    "form": Phrase("采集表", "Declaration form"),
    "form_hint": Phrase(
        "Excel、Word、WPS、PDF、扫描件、JSON 或 ZIP，每个文件不超过 {limit}。",
        "Excel, Word, WPS, PDF, scan, JSON or ZIP, at most {limit} a file.",
    ),
    "evidence": Phrase("证明材料", "Evidence"),
    "evidence_hint": Phrase(
        "营业执照、股权结构图、授权书等，可选多个。", "Licence, diagrams, powers of attorney; choose as many as there are."
    ),
    "hand_in": Phrase("提交", "Enter it"),
    "no_form": Phrase("请选择采集表", "choose the form"),
    "done": Phrase("已提交，这是第 {n} 次。", "It is in, as version {n}."),
    "too_late": Phrase("已过截止时间，未接收，只作记录。", "It came after the deadline: not accepted, recorded alone."),
    "quote": Phrase("报价", "Quote"),
    "amount": Phrase("报价金额（元）", "Amount (yuan)"),
    "amount_hint": Phrase(
        "只填数字，如 98000.00。开标后登记，只作记录，不参与计算。",
        "Figures alone, such as 98000.00. It is recorded; nothing is computed with it.",
    ),
    "quoted_at": Phrase("报价时间", "Quoted at"),
    "quoted_hint": Phrase("中国时间。", "China time."),
    "save_quote": Phrase("登记报价", "Record the quote"),
    "quote_saved": Phrase("报价已登记。", "The quote is recorded."),
    "no_moment": Phrase("请按 2026-11-22 09:30 填写", "type it like 2026-11-22 09:30"),
    "said": Phrase("{fact}。{next_step}", "{fact}; {next_step}"),
    "versions": Phrase("以前的提交", "Earlier submissions"),
    "version": Phrase("第 {n} 次，{at}", "version {n}, {at}"),
    "was_late": Phrase("迟到", "late"),
}

REGISTER: dict[str, Phrase] = {
    "title": Phrase("登记资料", "Register pages"),
    "lead": Phrase(
        "本单位从企业登记网站保存的页面和查询报告。筛查时与投标人的申报逐项比对。",
        "Pages and reports that this office saved from company registers. A screening compares them with what bidders declare.",
    ),
    "listed": Phrase("已上传的文件", "Files"),
    "file": Phrase("文件", "File"),
    "size": Phrase("大小", "Size"),
    "change": Phrase("更换", "Change"),
    "none": Phrase("还没有文件。", "There are none yet."),
    "upload": Phrase("上传文件", "Upload files"),
    "files": Phrase("文件", "Files"),
    "files_hint": Phrase("可选多个，每个文件不超过 {limit}。", "as many as there are, at most {limit} a file"),
    "add": Phrase("上传", "Upload"),
    "added": Phrase("已上传。", "Uploaded."),
    "no_files": Phrase("请选择文件", "choose files"),
    "out": Phrase("移除", "Take out"),
    "out_sure": Phrase("之后的筛查不再使用；以前的筛查仍保留其哈希值。", "Later screenings do not use it; earlier ones keep its hash."),
    "out_yes": Phrase("确认移除", "Yes, take it out"),
    "removed": Phrase("已移除。", "Taken out."),
    "again": Phrase("筛查之后新增的文件，重新筛查才会用到。", "What is added after a screening counts in the next one."),
}

SUBMISSION: dict[str, Phrase] = {
    "title": Phrase("提交", "Submission"),
    "nth": Phrase("第 {n} 次提交", "Submission no. {n}"),
    "in_time": Phrase("按时收到", "in time"),
    "late": Phrase("逾期，未接收", "late, not accepted"),
    "not_last": Phrase("之后有更新的提交，以最后一次为准。", "A later version counts."),
    "received": Phrase("收到时间", "Received"),
    "origin": Phrase("来源", "How it came"),
    "receipt": Phrase("回执编号", "Receipt"),
    "proof": Phrase("回执验证码", "Proof"),
    "proof_hint": Phrase("与投标人回执上的一致，即为本系统出具。", "The same as on the bidder's receipt: it is ours."),
    "pdf": Phrase("下载回执（PDF）", "Receipt as PDF"),
    "files": Phrase("文件", "Files"),
    "file": Phrase("文件", "File"),
    "part": Phrase("类别", "Kind"),
    "size": Phrase("大小", "Size"),
    "hash": Phrase("SHA-256", "SHA-256"),
    "not_kept": Phrase("未保存内容", "content not kept"),
    "understood": Phrase("程序读到的内容", "What was understood"),
    "waiting": Phrase("正在读取，请稍后再看。", "It is being read: look again in a moment."),
    "look_again": Phrase("再看一次", "Look again"),
    "late_unread": Phrase("逾期提交的文件不保存、不读取。", "What came late is neither kept nor read."),
    "bidder": Phrase("投标人", "Bidder"),
    "enter_again": Phrase("代为提交新的一次", "Enter another version"),
}

PARTS: dict[str, Phrase] = {
    "form": Phrase("采集表", "form"),
    "evidence": Phrase("证明材料", "evidence"),
    "register": Phrase("登记资料", "register page"),
    "reply": Phrase("回复", "reply"),
}
ORIGINS: dict[str, Phrase] = {
    "upload": Phrase("投标人上传", "uploaded by the bidder"),
    "online": Phrase("投标人在线填写", "filled in online by the bidder"),
    "office": Phrase("经办人代为提交", "entered by the clerk"),
    "platform": Phrase("采购平台传入", "sent by a platform"),
}
