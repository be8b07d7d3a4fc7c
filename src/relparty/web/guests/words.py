"""The words of a bidder's pages."""

from __future__ import annotations

from relparty.phrases import Phrase

WORDS = {
    "title": Phrase("采集表提交", "Declaration form"),
    "for_bidder": Phrase(
        "本页只供 {name} 使用。请勿转发此链接：持有链接的人可以代贵单位提交。",
        "This page is for {name} alone. Do not pass the link on: whoever has it can hand in for you.",
    ),
    "lot": Phrase("采购项目", "Lot"),
    "number": Phrase("项目编号", "Number"),
    "buyer": Phrase("采购人", "Buyer"),
    "deadline": Phrase("截止时间（北京时间）", "Deadline (China time)"),
    "open": Phrase(
        "截止前可以提交，也可以重新提交；以最后一次按时提交的为准。",
        "You may hand in, and hand in again, until the deadline; the last one in time counts.",
    ),
    "closed": Phrase("收件已经截止。", "Collecting has ended."),
    "state": Phrase("提交情况", "Your submission"),
    "nothing": Phrase("还没有提交采集表。", "You have not handed in yet."),
    "nothing_in_time": Phrase("没有按时收到采集表。", "Nothing was received in time."),
    "is_in": Phrase("已提交", "handed in"),
    "in": Phrase("第 {n} 次提交，{time} 收到。", "Submission no. {n} was received at {time}."),
    "not_in": Phrase("未提交", "missing"),
    "other_lot": Phrase(
        "表中写的项目编号是“{told}”，本项目是“{lot}”：请核对是否交错了表，更正后重新提交。",
        "The form names lot “{told}”, this is lot “{lot}”: check whether it is the right form, correct it and hand in again.",
    ),
    "other_bidder": Phrase(
        "表中写的统一社会信用代码是 {told}，邀请的是 {code}：请核对是否交错了表，更正后重新提交。",
        "The form bears the credit code {told}, the invitation {code}: check whether it is the right form, correct it and hand in again.",
    ),
    "to_do": Phrase("提交采集表", "Hand in the form"),
    "again_title": Phrase("更正后重新提交", "Correct it and hand in again"),
    "by_form": Phrase("在线填写", "Fill it in here"),
    "by_form_text": Phrase("逐项填写，随填随查，填好后直接提交。", "Field by field, checked as you type."),
    "by_upload": Phrase("上传填好的表", "Upload a filled form"),
    "by_upload_text": Phrase(
        "Excel、Word、PDF 或扫描件，连同营业执照、股东页截图等附件。",
        "Excel, Word, PDF or a scan, with licence, register pages and other papers.",
    ),
    "blank": Phrase("下载空白表", "Empty form"),
    "understood": Phrase("识读结果", "What was understood"),
    "understood_text": Phrase(
        "系统从最后一次提交的采集表中读到的内容如下。有误的，请更正后重新提交。",
        "This is what was read from your last form. Where it is wrong, correct it and hand in again.",
    ),
    "understood_closed": Phrase(
        "系统从最后一次按时提交的采集表中读到的内容如下。", "This is what was read from the last form that you handed in in time."
    ),
    "reading": Phrase(
        "正在识读“{name}”，读完后结果显示在这里。回执不受影响，可以先离开本页。",
        "“{name}” is being read; what was understood will stand here. Your receipt does not depend on it, and you may leave this page.",
    ),
    "still_reading": Phrase(
        "“{name}”还没有识读完，请晚些时候再看。回执不受影响。",
        "“{name}” has not been read yet; look again later. Your receipt does not depend on it.",
    ),
    "was_read": Phrase("识读完成，结果见“识读结果”。", "Your form was read; see “What was understood”."),
    "again": Phrase("刷新", "Load again"),
    "history": Phrase("提交记录和回执", "Submissions and receipts"),
    "version": Phrase("次序", "No."),
    "time": Phrase("收到时间", "Received"),
    "result": Phrase("结果", "Result"),
    "accepted": Phrase("已接收", "received"),
    "counts": Phrase("已接收，以此次为准", "received, this one counts"),
    "late": Phrase("逾期，未接收", "late, not accepted"),
    "receipt": Phrase("回执", "Receipt"),
    "pdf": Phrase("PDF", "PDF"),
    "save_pdf": Phrase("保存为 PDF", "Save as PDF"),
    "print": Phrase("打印", "Print"),
    "letters": Phrase("采购人的来函", "Letters from the office"),
    "letter": Phrase("澄清函（{time} 发出）", "Clarification letter of {time}"),
    "read_letter": Phrase("打开来函（PDF）", "Open the letter (PDF)"),
    "reply_by": Phrase("请在 {time} 前回复", "please reply by {time}"),
    "replied": Phrase("已于 {time} 回复", "you replied at {time}"),
    "reply": Phrase("回复", "Reply"),
    "reply_words": Phrase("说明", "Your explanation"),
    "reply_hint": Phrase("逐条说明来函所问的事实，写明依据。", "Answer each question of the letter and say what it rests on."),
    "reply_files": Phrase("证明材料", "Papers that show it"),
    "send": Phrase("提交回复", "Send the reply"),
    "sent": Phrase("回复已收到。", "Your reply was received."),
    "reply_over": Phrase("本项目已经办结，不再接收回复。", "The matter is closed; no more replies are taken."),
    "form_title": Phrase("在线填写采集表", "Fill in the form"),
    "upload_title": Phrase("上传采集表", "Upload the form"),
    "upload_form": Phrase("采集表", "The form"),
    "upload_form_hint": Phrase(
        "一个文件：Excel、Word、WPS、PDF、图片或 .json，不超过 {limit} MB。多页扫描请合成一个 PDF。",
        "One file: Excel, Word, WPS, PDF, a picture or .json, up to {limit} MB. Join the pages of a scan into one PDF.",
    ),
    "upload_evidence": Phrase("证明材料", "Papers"),
    "upload_evidence_hint": Phrase(
        "营业执照、企业信用信息公示报告或截图、股权结构图等，可多选；一次提交合计不超过 {limit} MB。",
        "Licence, register report or screenshots, ownership diagram; you may choose several, up to {limit} MB in all.",
    ),
    "keep": Phrase("保留上次提交的材料", "Keep from the last submission"),
    "hand_in": Phrase("提交", "Hand in"),
    "handed_in": Phrase("已收到，回执编号 {receipt}。", "Received. The code of your receipt is {receipt}."),
    "replaced": Phrase(
        "这一页此前已经提交过（回执 {receipt}），之后又提交了新的，仍以第 {n} 次为准。要改用这一份，请重新打开填写页再提交。",
        "This page was handed in before (receipt {receipt}) and something newer since: no. {n} still counts. To use this one, open the "
        "page anew and hand it in again.",
    ),
    "too_large": Phrase(
        "“{name}”有 {size} MB，超过 {limit} MB 的上限。请缩小后再选，例如降低扫描分辨率。",
        "“{name}” has {size} MB; the limit is {limit} MB. Make it smaller, for instance by scanning at a lower resolution.",
    ),
    "empty": Phrase("“{name}”是空文件，请重新选择。", "“{name}” is empty; choose another."),
    "too_many": Phrase(
        "共 {count} 个文件，最多 {limit} 个。请合并一些。", "{count} files are chosen, the limit is {limit}. Join some of them."
    ),
    "too_much": Phrase(
        "合计 {size} MB，一次最多 {limit} MB。请缩小或合并一些文件。",
        "Together they have {size} MB; the limit is {limit} MB. Make some smaller.",
    ),
    "sending": Phrase(
        "正在上传 {size} MB，请不要关闭本页；收到后会显示回执编号。没有看到回执编号，就是没有收到。",
        "Sending {size} MB: keep this page open. You will be shown the code of a receipt; without one nothing was received.",
    ),
    "nothing_filled": Phrase("还没有填写任何内容，未提交。", "Nothing was filled in yet, so nothing was handed in."),
    "not_accepted": Phrase(
        "已过截止时间，本次提交未予接收，已登记到达时间。", "The deadline has passed: this was not accepted; its arrival was recorded."
    ),
    "back": Phrase("返回", "Back"),
    "no_file": Phrase("请选择填好的采集表", "choose the filled form"),
    "online_is_file": Phrase(
        "上次是以文件提交的，在线填写请从头开始；文件不受影响，直到您再次提交。",
        "Your last form was a file, so this one begins empty; the file stands until you hand in again.",
    ),
    "over_title": Phrase("收件已经截止", "Collecting has ended"),
    "over_text": Phrase(
        "截止后提交的内容不予接收，只登记到达时间和文件哈希。",
        "What comes now is not accepted; its arrival and the hashes of its files are recorded.",
    ),
    "details": Phrase("提交时间、文件清单和哈希见回执。", "The receipt holds the time, the files and their hashes."),
}
