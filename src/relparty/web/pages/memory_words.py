"""The words of the memory pages, and how likely something is, in plain words."""

from __future__ import annotations

from relparty.phrases import Phrase, Sentence

PAGE: dict[str, Phrase] = {
    "title": Phrase("历史关联", "Memory across lots"),
    "pairs": Phrase("经常相遇的投标人", "Bidders that keep meeting"),
    "pairs_lead": Phrase(
        "本单位 {n} 个已截止的项目中，一起投标两次以上的各对投标人，按偶然性由小到大排列。",
        "Pairs that met in two or more of this office's {n} lots whose collecting has ended, the least likely first.",
    ),
    "caution": Phrase(
        "相遇次数多不能证明任何问题：同行业、同地区的单位本来就常常相遇。这里只提示值得看一眼的组合，认定必须另有证据。",
        "Meeting often proves nothing: firms of one trade and place meet often. It only says where a look may be worth it; any conclusion needs evidence of its own.",
    ),
    "pair": Phrase("投标人", "Pair"),
    "met": Phrase("相遇", "Met"),
    "lots": Phrase("各自参加", "Lots of each"),
    "expected": Phrase("偶然应有", "By chance"),
    "chance": Phrase("偶然达到这么多次的可能", "How likely so often by chance"),
    "times": Phrase("{n} 次", "{n} times"),
    "each_lots": Phrase("{one}、{other} 个项目", "{one} and {other}"),
    "about": Phrase("约 {n} 次", "about {n}"),
    "no_pairs": Phrase("还没有一起投标两次以上的投标人。", "No two bidders have met twice yet."),
    "csv": Phrase("下载表格（CSV）", "Download as CSV"),
    "few": Phrase("家数不足的项目", "Lots below what they need"),
    "few_lead": Phrase(
        "已截止的项目中，邀请、提交或相互独立的家数少于所需的，以及受邀承包商是如何选定的（《通知》第 21 项）。",
        "Lots whose collecting has ended with fewer invited, handed in or independent than needed, and how the invited contractors were chosen (item 21 of the notice).",
    ),
    "no_few": Phrase("没有家数不足的项目。", "No lot is below what it needs."),
    "number": Phrase("编号", "Number"),
    "name": Phrase("名称", "Name"),
    "opens_on": Phrase("开启日", "Opening"),
    "state": Phrase("状态", "State"),
    "needed": Phrase("所需", "Needed"),
    "invited": Phrase("邀请", "Invited"),
    "handed_in": Phrase("提交", "Handed in"),
    "independent": Phrase("独立", "Independent"),
    "chosen": Phrase("选定方式", "How chosen"),
    "why": Phrase("理由", "Why"),
    "not_told": Phrase("未写明", "not told"),
    "not_screened": Phrase("未筛查", "not screened"),
    "below": Phrase("不足", "too few"),
    "more": Phrase("更早的项目", "Earlier lots"),
    "latest": Phrase("回到最近的项目", "Back to the latest"),
    "next_pairs": Phrase("更多", "More"),
    "first_pairs": Phrase("从头看", "From the start"),
    "shown": Phrase("第 {first}–{last} 对，共 {n} 对", "{first}–{last} of {n} pairs"),
    "one": Phrase("投标人一", "Bidder one"),
    "other": Phrase("投标人二", "Bidder two"),
    "one_code": Phrase("信用代码一", "Code one"),
    "other_code": Phrase("信用代码二", "Code two"),
    "one_lots": Phrase("一参加的项目数", "Lots of one"),
    "other_lots": Phrase("二参加的项目数", "Lots of two"),
    "probability": Phrase("概率", "Probability"),
}

BIDDER: dict[str, Phrase] = {
    "as": Phrase("受邀时的名称", "Invited as"),
    "lots": Phrase("参加的项目", "Lots"),
    "number": Phrase("编号", "Number"),
    "name": Phrase("名称", "Name"),
    "opens_on": Phrase("开启日", "Opening"),
    "what": Phrase("情况", "What became of it"),
    "in": Phrase("已提交", "handed in"),
    "missing": Phrase("未提交", "did not hand in"),
    "revoked": Phrase("邀请已撤销", "invitation revoked"),
    "findings": Phrase("以前的发现及决定", "Earlier findings and how they were decided"),
    "findings_lead": Phrase(
        "取自各项目最后一次筛查。以前的发现不是对本次的认定。",
        "From the last screening of each lot. What was found then decides nothing now.",
    ),
    "no_findings": Phrase("没有以前的发现。", "There are no earlier findings."),
    "lot": Phrase("项目", "Lot"),
    "finding": Phrase("发现", "Finding"),
    "level": Phrase("级别", "Level"),
    "with": Phrase("涉及", "About"),
    "decided": Phrase("决定", "Decided"),
    "said": Phrase("{who}（{duty}）{outcome}，{at}", "{who} ({duty}): {outcome}, {at}"),
    "fallen": Phrase("事实改变后失效", "fell when the facts changed"),
}

_ALWAYS = Phrase("必然如此", "it could not be otherwise")
_OFTEN = Phrase("很常见（每 {n} 次约 {k} 次）", "common (about {k} in {n})")
_ONE_IN = Phrase("约 {n} 分之一", "about one in {n}")
_RARER = Phrase("不到百万分之一", "less than one in a million")


def likelihood(chance: float) -> Phrase | Sentence:
    """A probability as people say it."""
    if chance >= 0.9995:
        return _ALWAYS
    if chance > 0.2:
        return _OFTEN(n=10, k=max(2, round(chance * 10)))
    if chance < 1e-6:
        return _RARER
    return _ONE_IN(n=f"{_rounded(1 / chance):,}")


def _rounded(number: float) -> int:
    """A number to two figures: more would claim to know what nobody knows."""
    return int(float(f"{number:.2g}"))
