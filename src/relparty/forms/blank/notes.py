"""The printed words of the form that ask for no answer: how to fill it in, what to attach, what becomes of personal data.

They avoid the words that head a block, so that a reader never takes a note for one (held by a test).
"""

from __future__ import annotations

LEGEND = "注：带 * 的为必填；没有的填“无”，不要留空。黄色格待填写，红色格为号码校验不符或比例合计不是 100%。"

HOW_TO_FILL = (
    "说明：怎样填写",
    "1. 带 * 的必须填写。没有的填“无”；空着的必填格一律按“未核查”处理，不视为没有。",
    "2. 身份证号码、统一社会信用代码按文本填写，不要让软件当作数字：当作数字的 18 位号码后几位会被改写，无法恢复。",
    "3. 身份证号码可遮盖中间八位，保留前六位和后四位，如 110108********0006。",
    "4. 股东须一一列出，比例只填数字（60.5 即 60.5%），合计为 100。登记只载发起人的股份有限公司，另附加盖公章的现时股东清册。",
    "5. 股东是单位的，在第六项写出该单位的股东，再写上一层，直到自然人、上市公司或国资机构为止；每家被投资单位的比例各自合计 100。",
    "6. 分支机构写明上级法人，股东和人员按上级法人填写。",
    "7. 第八项不论对方是否参加本项目都要填写。第九、十、十一项没有的，在第一行填“无”。",
    "8. 姓名、单位名称写全称，一格只写一个；行数不够的，在该项最后一行之前插入行，不要改动栏目名称。",
    "9. 填好后可运行 relparty form check 文件名，逐项核对后再提交。",
)

ATTACHMENTS = (
    "说明：随本表提交（加盖公章）",
    "1. 营业执照（或事业单位法人证书等）复印件。",
    "2. 国家企业信用信息公示系统导出的公示报告（PDF），或载明日期的股东、人员、变更页面截图。",
    "3. 从本单位直到自然人、上市公司或国资机构的持股示意图。",
    "4. 股份有限公司：章程和现时股东清册。",
)

ON_PERSONAL_DATA = (
    "个人信息处理告知",
    "1. 目的：核查参加同一项目的单位之间有无法律禁止的情形（政府采购法实施条例第十八条、招标投标法实施条例第三十四条等），不作他用；依个人信息保护法第十三条、第十七条处理并告知。",
    "2. 内容：表中自然人的姓名、身份证号码、职务、电话、参保单位、持股和亲属。",
    "3. 身份证号码按敏感个人信息保护（同法第二十八条、第二十九条）：可遮盖中间八位填写；在一切报告、清单和图中均遮盖显示；处理须经本人单独同意。",
    "4. 保存：随采购文件自采购结束之日起保存十五年（政府采购法第四十二条），期满删除。",
    "5. 权利：本人可要求查阅、复制、更正、补充（同法第四十四条至第四十六条）。受理：{contact}",
    "6. 请填报单位将本告知转告表中所列自然人，并取得其单独同意。",
)

PROMISE = "本单位承诺：以上填报真实、完整，无隐瞒；表中所列自然人已知悉并同意上述个人信息处理。如有虚假，愿承担法律责任。"

_UNKNOWN_CONTACT = "＿＿＿＿＿＿＿＿＿＿＿＿（采购人填写）"


def on_personal_data(contact: str) -> tuple[str, ...]:
    """The notice on personal data with the office that answers for it; a line to write on where none is told."""
    return tuple(line.format(contact=contact or _UNKNOWN_CONTACT) if "{contact}" in line else line for line in ON_PERSONAL_DATA)
