"""What can be wrong with a form, each as one problem in the reader's words."""

from __future__ import annotations

from collections.abc import Sequence

from relparty.model.record import Problem, Source, percent_text
from relparty.phrases import Phrase

NO_BIDDER = Phrase("表中没有找到单位名称，无法确定由哪家单位提交", "the form names no bidder, so its statements belong to nobody")
NO_BIDDER_NEXT = Phrase(
    "请核对是否为采集表，或请投标人补填单位名称后重新提交", "see whether it is the declaration form, or have the bidder fill in its name"
)

DOUBTFUL_BIDDER = Phrase(
    "单位名称识读把握不足（读作“{text}”），又没有校验无误的统一社会信用代码，无法确定由哪家单位提交",
    "the bidder's name was read without certainty (“{text}”) and no valid credit code stands with it, so nobody can say whose form it is",
)
COMPARE = Phrase("请对照原件核对", "compare with the original")

FIELD_WORDS: dict[str, Phrase] = {
    "lot_name": Phrase("项目名称", "lot name"),
    "lot_id": Phrase("项目编号", "lot number"),
    "bidder_uscc": Phrase("统一社会信用代码", "unified social credit code"),
    "bidder_kind": Phrase("单位类型", "kind of unit"),
    "parent": Phrase("上级法人", "head office"),
    "address": Phrase("注册地址", "registered address"),
    "phone": Phrase("联系电话", "phone"),
    "email": Phrase("电子邮箱", "e-mail"),
    "head_name": Phrase("法定代表人", "person in charge"),
    "head_id": Phrase("法定代表人身份证号码", "id of the person in charge"),
    "shareholders": Phrase("股东信息", "shareholders"),
    "people": Phrase("本项目投标人员", "bid persons"),
    "bidder_name": Phrase("单位名称", "name of the unit"),
    "bond_account": Phrase("保证金付款账户", "deposit account"),
    "former_names": Phrase("曾用名", "former names"),
    "filled_on": Phrase("填报日期", "date of the form"),
    "person_id": Phrase("身份证号码", "resident id"),
    "officers": Phrase("主要人员", "officers"),
    "upper_holdings": Phrase("股东关系图", "relationship diagram"),
    "related_units": Phrase("关联单位", "related units"),
    "kin": Phrase("亲属关系", "kin"),
    "changes": Phrase("变更情况", "changes"),
    "prior_service": Phrase("曾为采购人服务情况", "earlier service to the buyer"),
    "name": Phrase("姓名（名称）", "name"),
    "kind": Phrase("类型", "kind"),
    "number": Phrase("证件号码", "number"),
    "percent": Phrase("持股比例", "share"),
    "company": Phrase("被投资单位", "company held"),
    "office": Phrase("职务", "office"),
    "role": Phrase("投标职责", "role"),
    "insured_at": Phrase("社保缴纳单位", "insuring unit"),
    "relation": Phrase("相互关系", "relation"),
    "person": Phrase("本单位人员", "own person"),
    "relative": Phrase("亲属姓名", "relative"),
    "unit": Phrase("亲属任职单位", "relative's unit"),
    "item": Phrase("变更事项", "matter changed"),
    "before": Phrase("变更前", "before the change"),
    "after": Phrase("变更后", "after the change"),
    "date": Phrase("日期", "date"),
    "note": Phrase("备注", "remark"),
}
"""The words for fields, blocks and columns, as a reader calls them."""

_CONTENT = Phrase("内容", "content")

_CORRECT = Phrase("请投标人更正或书面说明，并核对登记信息", "have the bidder correct or explain it, and check the registration")
_FILL = Phrase("请投标人补填后重新提交", "have the bidder fill it in and hand in again")
_FILL_OR_NONE = Phrase("请投标人补填，没有的填“无”，重新提交", "have the bidder fill it in, with 无 where there is none, and hand in again")
_READ_ORIGINAL = Phrase("请人工查看原件，并请投标人更正", "look at the original, and have the bidder correct it")
_LONGEST_QUOTED = 60
_BY_HAND = Phrase(
    "请人工查看原件；如为固定用语，可加入同义词表", "look at the original; if the words are usual, add them to the synonym table"
)


def not_understood(source: Source) -> Problem:
    fact = Phrase("有内容未能识别：{text}", "some content was not understood: {text}")(text=source.text)
    return Problem("not_understood", fact, _BY_HAND(), (source,))


def missing_answers(names: Sequence[str], source: Source) -> Problem:
    fields = tuple(FIELD_WORDS[name] for name in names)
    fact = Phrase("必填项未填：{fields}", "mandatory answers are missing: {fields}")(fields=fields)
    return Problem("missing_answer", fact, _FILL(), (source,))


def blocks_left_empty(names: Sequence[str], source: Source) -> Problem:
    fields = tuple(FIELD_WORDS[name] for name in names)
    fact = Phrase("栏目下既没有内容，也没有填“无”：{fields}", "under these headings stand neither rows nor 无 (none): {fields}")(
        fields=fields
    )
    return Problem("missing_answer", fact, _FILL_OR_NONE(), (source,))


def cut_off(source: Source) -> Problem:
    fact = Phrase(
        "文本表格没有表尾（填报人、填报日期、盖章），似被截断，后面的内容可能缺失",
        "the text table has no foot (who filled it in, date, seal): it seems to be cut off, and what follows may be missing",
    )()
    return Problem("cut_off", fact, Phrase("请投标人重新导出完整的表格后提交", "have the bidder export the whole table again")(), (source,))


def day_unreadable(text: str, source: Source) -> Problem:
    fact = Phrase("填报日期“{text}”无法识别或不可能", "the date of the form, “{text}”, cannot be read or cannot be true")(text=_cut(text))
    return Problem("day_unreadable", fact, _CORRECT(), (source,))


def unclear_name(name: str, source: Source) -> Problem:
    fact = Phrase("“{name}”不像是姓名或单位名称，无法比对", "“{name}” can be no name of a person or unit and is not compared")(
        name=_cut(name)
    )
    return Problem("unclear_name", fact, _READ_ORIGINAL(), (source,))


def no_paper(name: str, source: Source) -> Problem:
    fact = Phrase(
        "{name} 的证件号码不完整或遮盖方式不规范，既不是身份证号码，也不像其他证件号码",
        "{name}: the number is neither a whole or properly masked resident id nor that of another paper",
    )(name=_cut(name))
    return Problem("wrong_resident_id", fact, _CORRECT(), (source,))


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_QUOTED else text[:_LONGEST_QUOTED] + "…"


def wrong_uscc(name: str, written: str, likely: str | None, source: Source) -> Problem:
    if likely:
        fact = Phrase(
            "{name} 的统一社会信用代码 {written} 校验位不符，疑为 {likely}",
            "{name}: check digit of code {written} is wrong, probably {likely}",
        )(name=name, written=written, likely=likely)
    else:
        fact = Phrase("{name} 的统一社会信用代码 {written} 校验位不符", "{name}: check digit of code {written} is wrong")(
            name=name, written=written
        )
    return Problem("wrong_uscc", fact, _CORRECT(), (source,))


def wrong_resident_id(name: str, source: Source) -> Problem:
    fact = Phrase("{name} 的身份证号码校验位或出生日期不符", "{name}: check digit or birth date of the resident id is wrong")(name=name)
    return Problem("wrong_resident_id", fact, _CORRECT(), (source,))


def lost_digits(name: str, source: Source) -> Problem:
    fact = Phrase(
        "{name} 的证件号码在表格中按数字录入，后几位已被软件改写，无法恢复",
        "{name}: the id was typed as a number and the spreadsheet has overwritten its last figures for good",
    )(name=name)
    return Problem(
        "lost_digits", fact, Phrase("请投标人将单元格设为文本后重新填写", "have the bidder type it again in a text cell")(), (source,)
    )


def shares_do_not_add_up(name: str, percents: Sequence[int | None], sources: tuple[Source, ...]) -> Problem:
    if not percents:
        fact = Phrase("{name} 未列出任何股东", "{name} lists no shareholder")(name=name)
    else:
        total = percent_text(sum(percent or 0 for percent in percents))
        fact = Phrase("{name} 的持股比例合计 {total}，应为 100%", "{name}: the shares add up to {total}, not 100%")(name=name, total=total)
    return Problem("shares_sum", fact, _CORRECT(), sources)


def joint_stock(sources: tuple[Source, ...]) -> Problem:
    fact = Phrase(
        "股份有限公司登记只载发起人，所列股东不足 100%",
        "a joint-stock company registers its promoters only; the listed holders are below 100%",
    )()
    return Problem("joint_stock", fact, Phrase("请投标人提供盖章的股东名册", "ask for the stamped register of shareholders")(), sources)


def holding_of_nobody(sources: tuple[Source, ...]) -> Problem:
    fact = Phrase("股东关系图中有行未写被投资单位", "a row of the relationship diagram does not say in which company")()
    return Problem("holding_of_nobody", fact, _FILL(), sources)


def share_unreadable(name: str, text: str, source: Source) -> Problem:
    if not text:
        fact = Phrase("股东 {name} 未填持股比例", "no share is given for holder {name}")(name=name)
    else:
        fact = Phrase("股东 {name} 的持股比例“{text}”无法识别", "the share of holder {name}, “{text}”, is not a number")(
            name=name, text=text
        )
    return Problem("share_unreadable", fact, _FILL(), (source,))


def share_above_whole(name: str, text: str, source: Source) -> Problem:
    fact = Phrase("股东 {name} 的持股比例 {text} 超过 100%", "the share of holder {name}, {text}, is above 100%")(name=name, text=text)
    return Problem("share_above_whole", fact, _CORRECT(), (source,))


def change_without_date(source: Source) -> Problem:
    fact = Phrase(
        "变更事项没有可用的变更日期（缺失、无法识别或晚于填报日期）：{text}",
        "a change has no usable date (missing, unreadable or after the form's own): {text}",
    )(text=source.text)
    return Problem("change_without_date", fact, _FILL(), (source,))


def change_not_understood(source: Source) -> Problem:
    fact = Phrase("变更事项或前后内容无法识别：{text}", "a change was not understood: {text}")(text=source.text)
    return Problem("change_not_understood", fact, _BY_HAND(), (source,))


def several_heads(source: Source) -> Problem:
    fact = Phrase("填了不止一位负责人：{text}", "more than one person in charge is named: {text}")(text=source.text)
    return Problem("several_heads", fact, _CORRECT(), (source,))


def several_names(source: Source) -> Problem:
    fact = Phrase("一格中写了多个姓名，证件号码无法对应：{text}", "several names stand in one cell, so the id belongs to nobody: {text}")(
        text=source.text
    )
    return Problem("several_names", fact, _FILL(), (source,))


def masked_name(name: str, source: Source) -> Problem:
    fact = Phrase("姓名 {name} 被遮盖，无法比对", "the name {name} is masked and cannot be compared")(name=name)
    return Problem("masked_name", fact, _FILL(), (source,))


def own_holder(name: str, source: Source) -> Problem:
    fact = Phrase("{name} 被填为自己的股东（或两家使用了同一代码）", "{name} is given as its own holder (or two units bear one code)")(
        name=name
    )
    return Problem("own_holder", fact, _CORRECT(), (source,))


def holds_nothing(name: str, source: Source) -> Problem:
    fact = Phrase("股东 {name} 的持股比例为 0", "holder {name} is given with a share of 0")(name=name)
    return Problem("holds_nothing", fact, _CORRECT(), (source,))


def to_be_read(source: Source) -> Problem:
    fact = Phrase("有备注或说明须人工阅读：{text}", "a remark must be read by a person: {text}")(text=source.text)
    return Problem(
        "remark", fact, Phrase("请人工阅读并判断是否涉及关联关系", "read it and judge whether it tells of a relation")(), (source,)
    )


def name_with_words(name: str, source: Source) -> Problem:
    fact = Phrase("姓名后另有说明，须人工阅读：{name}", "words stand behind a name and must be read: {name}")(name=name)
    return Problem(
        "remark",
        fact,
        Phrase("请人工阅读并判断是否涉及代持等关系", "read them and judge whether they tell of a nominee or another relation")(),
        (source,),
    )


def doubtful_reading(what: str, text: str, source: Source) -> Problem:
    words = FIELD_WORDS.get(what, _CONTENT)
    if not text:
        fact = Phrase("{what}看不清，无法识读", "{what}: it cannot be made out")(what=words)
    else:
        fact = Phrase("{what}识读把握不足，读作“{text}”", "{what}: read without certainty, as “{text}”")(what=words, text=text)
    return Problem("doubtful_reading", fact, COMPARE(), (source,))


def elsewhere(source: Source) -> Problem:
    fact = Phrase("答案写在别处，须人工查阅：{text}", "the answer stands in another paper and must be read there: {text}")(text=source.text)
    return Problem("elsewhere", fact, Phrase("请查阅所指材料并核对", "look it up in the paper it names")(), (source,))


def promised(block: str, source: Source) -> Problem:
    fact = Phrase("“{what}”填有，但未列明内容", "“{what}” is answered with yes, but nothing is listed")(what=FIELD_WORDS[block])
    return Problem("promised", fact, _FILL(), (source,))
