"""The words of the dossier explained in plain words, for a reader who was not there."""

from __future__ import annotations

from relparty.phrases import Lang, Phrase
from relparty.reports.dossier.blocks import Block, Heading, Table
from relparty.reports.dossier.labels import LABELS

TERMS: tuple[tuple[Phrase, Phrase], ...] = (
    (
        Phrase("单位负责人", "head (person in charge)"),
        Phrase(
            "法定代表人，或者依法代表单位行使职权的主要负责人。", "the legal representative, or the principal who by law acts for the unit."
        ),
    ),
    (
        Phrase("股东（持有人）", "holder"),
        Phrase("登记或申报为持有一家企业股权的人或企业。", "a person or company registered or declared as holding shares of a company."),
    ),
    (
        Phrase("控制", "control"),
        Phrase(
            "一方及其所控制的企业合计持有另一方超过半数的股权（2024 年 7 月 1 日前开启的项目：达到半数）；逐层判断，不限层数。",
            "one party and the companies it controls together hold more than half of another (lots opened before 1 July 2024: half); judged layer by layer, through any number of them.",
        ),
    ),
    (
        Phrase("有效持股", "effective share"),
        Phrase(
            "沿股权链把各层比例相乘、各条链相加得到的比例，表示经济利益；它不决定控制。例：持 60% 的公司再持 60%，是控制，有效持股 36%。",
            "shares multiplied along each chain and summed over the chains: the economic interest. It does not decide control: 60 % of a company that holds 60 % is control, with an effective share of 36 %.",
        ),
    ),
    (
        Phrase("证据路径", "evidence path"),
        Phrase(
            "从一家投标人到另一家的逐步关系，每一步都注明文件和位置。",
            "the steps that lead from one bidder to the other, each with its file and place.",
        ),
    ),
    (
        Phrase("禁止", "barred"),
        Phrase("法律法规或本项目的规定不允许两家同时参加。", "the law or the lot's own rule does not allow both to take part."),
    ),
    (
        Phrase("视为串通", "deemed collusion"),
        Phrase(
            "规定列举的事实一旦成立，即按串通对待，不必另证意思联络；推翻该事实即推翻结论。",
            "facts listed by the rules are treated as collusion once they stand, without proof of an agreement; to disprove the fact is to disprove the conclusion.",
        ),
    ),
    (
        Phrase("须核实", "review"),
        Phrase(
            "不一定违法，但继续之前须由投标人说明、由采购小组判断。",
            "not necessarily unlawful, but the bidder explains and the group judges before going on.",
        ),
    ),
    (
        Phrase("线索", "lead"),
        Phrase("值得一问的情况，不作为处理依据，不减少报价家数。", "worth a question; nothing rests on it and no quote is lost by it."),
    ),
    (Phrase("备注", "note"), Phrase("供了解的背景，不计入判定。", "context to know, never counted.")),
    (
        Phrase("未能核查", "unchecked"),
        Phrase(
            "材料缺失、读不出或互相矛盾，因而无法判断；不等于没有关系。",
            "papers are missing, illegible or contradictory, so nothing can be said; it does not mean that there is no relation.",
        ),
    ),
    (
        Phrase("身份认定", "identity"),
        Phrase(
            "两份文件所指是否同一人：已确认、很可能、仅姓名相同。认定越弱，级别越受限制：仅凭姓名不会得出禁止或视为串通。",
            "whether two documents mean one person: confirmed, probable, same name only. The weaker it is the lower the level may be: a name alone bars nobody.",
        ),
    ),
    (
        Phrase("独立组数", "groups"),
        Phrase(
            "把有禁止、视为串通或须核实关系的投标人并为一组后剩下的组数。",
            "how many are left when bidders related at barred, deemed or review count as one.",
        ),
    ),
    (
        Phrase("开启日", "day of opening"),
        Phrase("开启报价的日期；关系按这一天的状况判断。", "the day on which quotes are opened; relations are judged as they stand on it."),
    ),
    (
        Phrase("代持", "nominee holding"),
        Phrase(
            "登记的股东替他人持股；任何登记都不显示，故不在核查之内。",
            "a registered holder holds for another; no register shows it, so it is not looked for.",
        ),
    ),
    (
        Phrase("哈希（SHA-256）", "hash (SHA-256)"),
        Phrase(
            "由文件内容算出的 64 位字符；文件改动一字，哈希即完全不同。",
            "64 characters computed from a file's content; change one character and it is another.",
        ),
    ),
    (
        Phrase("待核", "to be verified"),
        Phrase(
            "条文尚未与官方文本核对；引用之前须核对原文。",
            "the text of the article was not yet compared with the official one; do so before quoting it.",
        ),
    ),
)
"""The words in the order in which a reader meets them."""


def glossary(lang: Lang) -> tuple[Block, ...]:
    """The glossary as blocks."""
    rows = tuple((word.say(lang), meaning.say(lang)) for word, meaning in TERMS)
    head = (LABELS["word"].say(lang), LABELS["what_it_means"].say(lang))
    return Heading(LABELS["glossary"].say(lang)), Table(head, rows, (22, 78))
