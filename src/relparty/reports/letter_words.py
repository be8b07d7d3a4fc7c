"""What a clarification letter asks, by rule: of one bidder about itself, without a word of why or whom else it concerns."""

from __future__ import annotations

from dataclasses import dataclass

from relparty.model.record import BID_ROLE_WORDS, CHANNEL_WORDS, OFFICE_WORDS, UnitRelation
from relparty.phrases import Phrase


@dataclass(frozen=True, slots=True)
class Question:
    """A question to one bidder: its topic, what to explain, and the documents to attach."""

    topic: Phrase
    asks: Phrase
    attach: Phrase


_REGISTER_PRINT = Phrase("国家企业信用信息公示系统的企业信息打印页（盖章）", "a stamped print of the company's page in the register")
_STRUCTURE = Phrase(
    "盖章的股权结构图（逐层至自然人、上市公司或国资机构）、公司章程、股东名册",
    "a stamped chart of the holders, layer by layer up to persons, listed companies or state bodies; the articles; the register of holders",
)
_CONTRACTS = Phrase(
    "有关人员的劳动合同和近期社会保险缴费证明", "the labour contracts and recent social insurance records of those concerned"
)
_STAMPED = Phrase("更正后并盖章的材料", "the corrected documents, stamped")

QUESTIONS: dict[str, Question] = {
    "same_legal_entity": Question(
        Phrase("法人资格", "Legal person"),
        Phrase(
            "请核对贵单位的名称和统一社会信用代码，说明贵单位是独立法人还是分支机构；属分支机构的，请说明所属法人。",
            "Check your name and credit code, and say whether you are a legal person or a branch; if a branch, of which legal person.",
        ),
        Phrase("营业执照副本复印件（盖章）", "a stamped copy of the business licence"),
    ),
    "same_head": Question(
        Phrase("单位负责人", "Person in charge"),
        Phrase(
            "请说明贵单位单位负责人在其他单位任职、持股的情况（单位名称、职务、起止时间、持股比例）；没有的，请书面声明没有。",
            "State the offices and shares that your person in charge has in other units (name, office, from when to when, share); if none, say so in writing.",
        ),
        _REGISTER_PRINT,
    ),
    "direct_holding": Question(
        Phrase("股东与对外投资", "Holders and holdings"),
        Phrase(
            "请说明贵单位全部股东及持股比例、贵单位直接投资的单位及比例，以及上述各方是否参与贵单位的经营和本次报价、贵单位是否参与其经营和报价。",
            "State all your holders and their shares and all units that you hold and their shares, and whether any of them takes part in your business or this bid, or you in theirs.",
        ),
        _STRUCTURE,
    ),
    "control_chain": Question(
        Phrase("股权与控制关系", "Ownership and control"),
        Phrase(
            "请逐层说明贵单位的股东直至最终控制人，以及贵单位控制或间接持股的单位，并说明各自的比例和控制方式。",
            "State your holders layer by layer up to whoever controls you in the end, and the units that you control or hold through others, with shares and means of control.",
        ),
        _STRUCTURE,
    ),
    "common_controller": Question(
        Phrase("实际控制人与报价的形成", "Who controls you, and how the bid was made"),
        Phrase(
            "请逐层说明贵单位的股东直至实际控制人，说明贵单位是否属于企业集团及集团成员，以及本次报价由何人编制、由何人决定。",
            "State your holders layer by layer up to whoever actually controls you, whether you belong to a group and who its members are, and who prepared and who decided this bid.",
        ),
        _STRUCTURE,
    ),
    "shared_shareholder": Question(
        Phrase("股东", "Holders"),
        Phrase(
            "请说明贵单位的股东（含上层股东）是否参与贵单位的经营、投标和报价，在其他单位持股、任职的情况，以及有无一致行动或者代持安排。",
            "State whether your holders, those above them included, take part in your business and bids, what shares and offices they have in other units, and whether any act in concert or hold for another.",
        ),
        _STRUCTURE,
    ),
    "management": Question(
        Phrase("管理关系", "Management"),
        Phrase(
            "请说明贵单位与其他单位之间的管理、被管理和关联关系（单位名称、关系内容、起止时间）；没有的，请书面声明没有。",
            "State which units you manage, are managed by or are related to (name, relation, from when to when); if none, say so in writing.",
        ),
        Phrase("托管、承包、合作等协议", "agreements of management, contracting or co-operation"),
    ),
    "declared_kin": Question(
        Phrase("亲属关系", "Kin"),
        Phrase(
            "请说明贵单位单位负责人、股东、高级管理人员和投标人员的近亲属在其他单位任职、持股的情况，以及是否参与本次报价。",
            "State the offices and shares that close kin of your person in charge, holders, managers and bid persons have in other units, and whether they take part in this bid.",
        ),
        Phrase("书面声明（签字并盖章）", "a written statement, signed and stamped"),
    ),
    "shared_bid_person": Question(
        Phrase("投标人员", "Bid persons"),
        Phrase(
            "请说明为贵单位办理本项目投标事宜的人员与贵单位的劳动关系，以及其是否同时为其他单位工作。",
            "State how those who act for you in this lot are employed by you, and whether they work for other units too.",
        ),
        _CONTRACTS,
    ),
    "same_insured_unit": Question(
        Phrase("投标人员的社会保险", "Social insurance of bid persons"),
        Phrase(
            "请说明贵单位授权代表、项目负责人等投标人员的社会保险由哪家单位缴纳及原因，以及贵单位是否为非本单位职工缴纳社会保险。",
            "State at which unit your agent, project lead and other bid persons are insured and why, and whether you insure anybody who is not your employee.",
        ),
        _CONTRACTS,
    ),
    "same_bond_account": Question(
        Phrase("保证金账户", "Deposit account"),
        Phrase(
            "请说明本项目保证金由哪个账户转出、账户户名，以及该账户与贵单位的关系。",
            "State from which account your deposit for this lot was paid, in whose name it stands, and how it is related to you.",
        ),
        Phrase("保证金转账凭证、基本账户开户证明", "the transfer receipt of the deposit, the certificate of your basic account"),
    ),
    "shared_contact": Question(
        Phrase("联系方式", "Contacts"),
        Phrase(
            "请说明贵单位所填电话、邮箱、地址由何人使用、何时启用，是否与其他单位或个人共用。",
            "State who uses the phone, e-mail and address that you gave, since when, and whether they are shared with any other unit or person.",
        ),
        Phrase("房屋租赁或权属证明、通信业务凭证", "the lease or title of the premises, records of the phone service"),
    ),
    "shared_person": Question(
        Phrase("主要人员", "People"),
        Phrase(
            "请说明贵单位负责人、主要人员、股东和投标人员在贵单位的职务、职权，是否参与本次报价，以及在其他单位任职、持股的情况。",
            "State the offices and powers that your head, officers, holders and bid persons have with you, whether they take part in this bid, and what offices and shares they have in other units.",
        ),
        _REGISTER_PRINT,
    ),
    "past_relation": Question(
        Phrase("近期变更", "Recent changes"),
        Phrase(
            "请说明贵单位近一年股东、单位负责人、主要人员及对外投资的变更情况：变更时间、原因，变更前后的人员或受让方。",
            "State the changes of your holders, head, officers and holdings in the last year: when, why, and who was there before and after.",
        ),
        Phrase("变更登记通知书、转让协议及付款凭证", "the notices of registration, the transfer agreements and proof of payment"),
    ),
    "declaration_mismatch": Question(
        Phrase("所填内容的核对", "Checking what was declared"),
        Phrase(
            "请核对贵单位所填内容是否准确、完整，与登记信息和报价文件是否一致；不一致的，请说明以哪一项为准及原因。",
            "Check that what you declared is right and whole, and agrees with your registration and your bid; where it does not, say which holds and why.",
        ),
        _REGISTER_PRINT,
    ),
}
"""By rule, in the order in which a letter asks; a rule that is not here asks nothing of a bidder.

A conflict of a group member is none of the bidder's: asking would name the member.
"""

FORM_MISSING = Question(
    Phrase("采集表", "Declaration form"),
    Phrase("尚未收到贵单位的采集表，请填写完整并盖章后提交。", "Your declaration form has not arrived; hand it in, complete and stamped."),
    Phrase("采集表（盖章）", "the declaration form, stamped"),
)
CHAIN_OPEN = Question(
    Phrase("上层股东", "Holders above"),
    Phrase(
        "请补填贵单位上层股东的全部股东，逐层至自然人、上市公司或国资机构；其中有股份有限公司的，请提供其盖章的股东名册。",
        "Fill in all holders of the companies above you, layer by layer up to persons, listed companies or state bodies; for a joint-stock company give its stamped register of holders.",
    ),
    _STRUCTURE,
)
TO_CORRECT = Question(
    Phrase("材料的更正与补充", "Corrections and additions"),
    Phrase(
        "贵单位提交的材料中有内容未能核查。请检查：文件能否打开、是否清晰完整；必填内容是否齐全（没有的填“无”）；姓名、证件号码、统一社会信用代码和日期是否正确；持股比例合计是否为 100%。请更正、补充后重新提交，或者书面说明。",
        "Something in what you handed in could not be tested. See whether the files open and are clear and whole; whether all answers are given (“无” where there is none); whether names, id numbers, credit codes and dates are right; whether shares add up to 100 %. Correct it, or explain it in writing.",
    ),
    _STAMPED,
)

MATTERS: dict[str, Phrase] = {
    "holds": Phrase("持股", "holding"),
    "held": Phrase("曾持股", "former holding"),
    "branch": Phrase("分支机构", "branch"),
    "same_code": Phrase("统一社会信用代码", "credit code"),
    "insured_at": Phrase("社保缴纳单位", "insured at"),
    "kin": Phrase("亲属", "kin"),
    "serves_at": Phrase("亲属任职单位", "unit of the kin"),
    **{f"declared_{kind.value}": Phrase("所申报的关联单位", "related unit as declared") for kind in UnitRelation},
    **{kind.value: words for kind, words in OFFICE_WORDS.items()},
    **{role.value: words for role, words in BID_ROLE_WORDS.items()},
    **{channel.value: words for channel, words in CHANNEL_WORDS.items()},
}
"""What a row of the bidder's own form is about, by the kind of the relation that it proves."""
AS_DECLARED = Phrase("所填内容", "as declared")

TITLE = Phrase("澄清函", "Request for clarification")
WORDS: dict[str, Phrase] = {
    "to": Phrase("致", "To"),
    "uscc": Phrase("统一社会信用代码", "Credit code"),
    "lot": Phrase("项目名称", "Lot"),
    "lot_id": Phrase("项目编号", "Lot number"),
    "sent_on": Phrase("发函日期", "Sent on"),
    "answer_by": Phrase("答复期限", "Answer by"),
    "day": Phrase("　　　　年　　月　　日", "____ / ____ / ________"),
    "hour": Phrase("　　　　年　　月　　日　　时前", "____ / ____ / ________, ____ o'clock"),
    "opening": Phrase(
        "贵单位参加了上述项目。采购小组在审核贵单位提交的材料时，有下列事项需要贵单位书面说明。请逐项答复，并附相应材料。",
        "You take part in this lot. On going through what you handed in, the procurement group needs a written explanation of the matters below. Please answer each and attach the documents.",
    ),
    "topic": Phrase("{n}. {topic}", "{n}. {topic}"),
    "declared": Phrase("贵单位提交的材料载明：", "What you handed in says:"),
    "document": Phrase("材料", "Document"),
    "place": Phrase("位置", "Place"),
    "matter": Phrase("事项", "Matter"),
    "text": Phrase("所填内容（个人号码已遮盖）", "As written (personal numbers masked)"),
    "attach": Phrase("请附：{attach}。", "Please attach: {attach}."),
    "reply": Phrase("贵单位的答复", "Your answer"),
    "notice": Phrase("说明", "Notice"),
    "no_judgement": Phrase("本函只为核实情况，不表示对贵单位作出任何认定。", "This letter only asks; it decides nothing about you."),
    "truth": Phrase(
        "答复应当真实、完整，由法定代表人或者授权代表签字并加盖公章；逾期未答复的，采购小组按已有材料继续审核。",
        "The answer is to be true and whole, signed by your person in charge or agent and stamped; without one in time the group goes on with what it has.",
    ),
    "secret": Phrase(
        "本函及答复的内容请予保密，除采购小组外不得向任何单位或者个人透露。",
        "Keep this letter and your answer to yourselves; show them to nobody but the procurement group.",
    ),
    "stamp": Phrase("答复单位（盖章）", "Answered by (stamp)"),
    "signed": Phrase("法定代表人或者授权代表（签字）", "Person in charge or agent (signature)"),
    "sender": Phrase("发函单位（盖章）", "Sent by (stamp)"),
    "date": Phrase("日期", "Date"),
    "form": Phrase("材料 {n}（{kind}）", "document {n} ({kind})"),
}
"""The standing words of a letter, by name."""
