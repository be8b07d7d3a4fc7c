"""What is said of a tender: bids that are no quotes, what was not understood, what a reader should know."""

from __future__ import annotations

from relparty.phrases import Phrase

WITHDRAWN = Phrase("{name}：投标已撤回", "{name}: its bid was withdrawn")
INVITED = Phrase("{name}：只是受邀，没有投标", "{name}: invited only, it has not bid")
INTEREST = Phrase("{name}：只是参与意向（资格申请），不是投标", "{name}: an expression of interest and no bid")
TENDER_OVER = Phrase("项目状态为 {status}", "the tender's status is {status}")

NO_NAME = Phrase("投标 {bid} 没有投标人名称", "bid {bid} names no tenderer")
NO_PARTY = Phrase("{name}：投标人编号 {id} 不在 parties 中", "{name}: its id {id} is not among the parties")
OTHER_NAME = Phrase("{name}：parties 中的名称为 {other}", "{name}: the parties call it {other}")
CODES = Phrase("{name}：有多个统一社会信用代码（{codes}）", "{name}: it has several credit codes ({codes})")
STATUS = Phrase("{name}：无法识别的投标状态 {status}，按有效投标列入", "{name}: unknown status {status}; its bid is listed")
AMOUNT = Phrase("{name}：无法识别的报价 {told}", "{name}: the amount {told} is not understood")
DATE = Phrase("{name}：无法识别的时间 {told}", "{name}: the time {told} is not understood")
FIELD = Phrase("{name}：{key} 未读取，可能涉及关联关系", "{name}: {key} was not read and may bear on relations")
NO_LOT = Phrase("{name}：没有说明投的是哪个标段，列入每个标段", "{name}: which lot it bids for is not told; it is listed in every one")
TWICE = Phrase("投标编号 {bid} 出现多次", "the bid id {bid} stands more than once")
NO_BID = Phrase("{name}：列为投标人，但没有其投标记录，未列入", "{name}: listed as a tenderer without a bid; not listed here")
WINNER = Phrase("{name}：为中标（成交）单位，但不在投标人中", "{name}: it won and is not among the bidders")
FEWER = Phrase("公告称有 {told} 家投标人，文件中列出 {found} 家", "{told} tenderers are announced, {found} are listed")
CURRENCIES = Phrase("报价币种不一：{currencies}", "the amounts are in several currencies: {currencies}")
UNDATED = Phrase("发布记录 {id} 没有日期，按最早处理", "release {id} has no date and is taken for the oldest")
LINKED = Phrase("有 {n} 个发布记录只给出链接，没有内容", "{n} releases are given as links only, without content")

DISQUALIFIED = Phrase(
    "{name}：投标被否决，仍列入（已递交，其关联关系须核查）", "{name}: disqualified, and listed: it was handed in, its relations count"
)
JOINT = Phrase(
    "{name}：联合体投标，只计一份报价；请收取每个成员的采集表并人工核查",
    "{name}: a joint bid, counted as one quote; collect a form of every member and check them by hand",
)
FOREIGN = Phrase(
    "{name}：登记号 {number} 不是统一社会信用代码，未写入", "{name}: its number {number} is no credit code and was not written"
)
SHARED_AMOUNT = Phrase("{name}：报价是几个标段的总价，未写入", "{name}: its amount is for several lots and was not written")
NO_BIDS = Phrase("没有投标记录，投标人取自投标人名单", "there are no bids; the bidders are those listed as tenderers")
NO_DAY = Phrase("没有开启日期，请在 lot.toml 补填 opens_on", "the day of opening is not told: add opens_on to lot.toml")
PASSED_OVER = Phrase("未读取的其他字段：{keys}", "other fields that were not read: {keys}")
