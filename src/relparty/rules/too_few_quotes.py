"""Fewer quotes are left than the lot needs: received, after bars, or as independent groups."""

from __future__ import annotations

from collections.abc import Iterator

from relparty.model.finding import Counts
from relparty.model.tie import Tie
from relparty.phrases import Phrase
from relparty.rules.rule import Case, Rule

_RECEIVED = Phrase("收到报价 {n} 家，少于 {required} 家", "{n} quotes were received, {required} are needed")
_AFTER_BAR = Phrase(
    "收到报价 {received} 家，剔除存在禁止情形的投标人后剩 {n} 家，少于 {required} 家",
    "of {received} quotes, {n} are left without those barred; {required} are needed",
)
_GROUPS = Phrase(
    "收到报价 {received} 家，但按关联关系归并后只有 {n} 组，少于 {required} 组（相互独立的最多 {independent} 家）",
    "{received} quotes were received, but related bidders make only {n} groups; {required} are needed (at most {independent} are independent)",
)
_STOP = Phrase(
    "不得按原方式继续；按采购制度重新组织或依规变更采购方式",
    "do not go on as planned; invite quotes again or change the procedure as the rules allow",
)
_LOOK = Phrase(
    "先查清相关投标人的关系；查实后不足的，按报价不足处理",
    "clear up the relations first; if they hold, treat the lot as having too few quotes",
)


def ties(counts: Counts) -> Iterator[Tie]:
    """The tie of a lot whose counted quotes are too few, graded by which count falls short; none when enough."""
    numbers = {"required": counts.required, "received": counts.received, "independent": counts.independent}
    for variant, words, n, step in (
        ("received", _RECEIVED, counts.received, _STOP),
        ("after_bar", _AFTER_BAR, counts.after_bar, _STOP),
        ("groups", _GROUPS, counts.groups, _LOOK),
    ):
        if n < counts.required:
            yield Tie("too_few_quotes", variant, (), words(n=n, **numbers), step(), ())
            return


def _nothing(_: Case) -> Iterator[Tie]:
    """No ties: the counts that this rule looks at exist only after all others are graded."""
    return iter(())


RULE = Rule(
    name="too_few_quotes",
    title=Phrase("报价不足", "Too few quotes"),
    variants={
        "received": Phrase("收到的报价不足", "too few received"),
        "after_bar": Phrase("剔除禁止情形后不足", "too few after bars"),
        "groups": Phrase("仅按关联归并后的组数不足", "too few only as groups of related bidders"),
    },
    find=_nothing,
    ocp=("R018", "R019"),
)
