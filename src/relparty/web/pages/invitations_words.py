"""The words of the pages of invitations, and the letter that goes to a bidder."""

from __future__ import annotations

from relparty.phrases import Phrase

PAGE: dict[str, Phrase] = {
    "title": Phrase("邀请", "Invitations"),
    "listed": Phrase("受邀的投标人", "Invited bidders"),
    "bidder": Phrase("投标人", "Bidder"),
    "code": Phrase("统一社会信用代码", "Credit code"),
    "contact": Phrase("联系人、电话或邮箱", "Contact"),
    "link": Phrase("链接", "Link"),
    "handed_in": Phrase("提交情况", "Handed in"),
    "change": Phrase("更换链接", "Change"),
    "open": Phrase("有效", "open"),
    "revoked": Phrase("已撤销", "revoked"),
    "in": Phrase("已提交", "in"),
    "version": Phrase("第 {n} 次，{at}", "version {n}, {at}"),
    "missing": Phrase("未提交", "missing"),
    "nobody": Phrase("还没有邀请投标人。", "Nobody has been invited."),
    "renew": Phrase("重新生成链接", "New link"),
    "renew_sure": Phrase("原来的链接随即失效，已提交的内容不变。", "The old link ends at once; what was handed in stays."),
    "renew_yes": Phrase("生成新链接", "Yes, make a new link"),
    "revoke": Phrase("撤销", "Revoke"),
    "revoke_sure": Phrase(
        "该投标人不再计入本项目，链接失效；可以用“重新生成链接”恢复。",
        "The bidder is out of the lot and its link ends; a new link brings it back.",
    ),
    "revoke_yes": Phrase("确认撤销", "Yes, revoke"),
    "enter": Phrase("代为提交", "Enter its form"),
    "one": Phrase("邀请一家", "Invite one"),
    "name_hint": Phrase("按营业执照上的名称。", "As on the licence."),
    "code_hint": Phrase("18 位，按营业执照。", "18 characters, as on the licence."),
    "contact_hint": Phrase("只供经办人联系时使用。", "For the clerk alone."),
    "invite": Phrase("邀请", "Invite"),
    "many": Phrase("一次邀请多家", "Invite many"),
    "lines": Phrase("每行一家", "One bidder a line"),
    "lines_hint": Phrase(
        "名称和统一社会信用代码，用制表符或逗号分开，可直接从表格中粘贴；每行单独处理，最多 {n} 行。",
        "Name and credit code, with a tab or comma between them, as pasted from a sheet. Each line counts for itself; {n} at most.",
    ),
    "invite_all": Phrase("逐行邀请", "Invite them"),
    "over": Phrase("收件已经截止，不能再邀请。", "Collecting has ended: nobody can be invited any more."),
    "needed": Phrase("请填写{field}", "fill in: {field}"),
    "no_lines": Phrase("请至少填写一行", "write one line at least"),
    "too_many_lines": Phrase("多于 {n} 行，请分几次", "more than {n} lines: do it in parts"),
    "no_code": Phrase("没有找到名称和代码，请用制表符或逗号分开", "there is no name and code: put a tab or comma between them"),
    "said": Phrase("{fact}。{next_step}", "{fact}; {next_step}"),
    "revoked_done": Phrase("链接已撤销。", "The link is revoked."),
    "made": Phrase("链接", "Links"),
    "once": Phrase(
        "链接只在这里显示这一次。请现在复制并发给各投标人；遗失时可以重新生成。",
        "Each link is shown here once: copy it now and send it to its bidder. A lost one can be made anew.",
    ),
    "own": Phrase("每家的链接不同，不要转发给其他单位。", "Each bidder has a link of its own: send it to nobody else."),
    "made_n": Phrase("已邀请 {n} 家", "{n} invited"),
    "failed_n": Phrase("{n} 行没有处理", "{n} lines were not taken"),
    "line_n": Phrase("第 {n} 行：{text}", "Line {n}: {text}"),
    "copy_link": Phrase("复制链接", "Copy the link"),
    "copy_letter": Phrase("复制邀请函", "Copy the letter"),
    "copied": Phrase("已复制", "Copied"),
    "link_of": Phrase("{bidder}的链接", "Link of {bidder}"),
    "letter": Phrase("邀请函文字", "Text of the invitation"),
    "letter_of": Phrase("给{bidder}的邀请函", "Letter to {bidder}"),
    "again": Phrase("更正后再邀请", "Correct and invite"),
    "back": Phrase("返回邀请", "Back to the invitations"),
}

LETTER = Phrase(
    "{bidder}：\n\n"
    "{office}正在组织“{name}”（编号 {number}）。请贵单位在 {deadline}（北京时间）之前，"
    "通过下面的专用链接填写或上传《单位法定代表人、股东及股东关系图相关信息采集表》及证明材料：\n\n"
    "{link}\n\n"
    "该链接仅供贵单位使用，请勿转发。截止之前可以替换，以最后一次为准；提交后请保存回执。逾期系统不予接收。\n\n"
    "{office}",
    "To {bidder}\n\n"
    "{office} is organising “{name}” (no. {number}). Before {deadline} (China time) please fill in or upload the declaration "
    "of your legal representative, shareholders and their relations, with its evidence, by the link that is yours alone:\n\n"
    "{link}\n\n"
    "Do not pass the link on. You may replace what you handed in until the deadline; the last version counts. Keep the "
    "receipt. Nothing is accepted after the deadline.\n\n"
    "{office}",
)
